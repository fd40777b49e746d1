"""The commands and listeners, one thin cog a subject. `bot/app.py` names the ones that run."""
