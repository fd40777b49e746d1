"""What the bot knows: entries, their YAML, their checks. Knows no Discord and no fuzzy matching."""
