"""What a reply looks like in Discord: cards, their buttons, and how they are sent."""
