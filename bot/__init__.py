"""Where it is said: Discord, the command line, the playground."""
