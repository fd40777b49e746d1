"""`/kb gaps`: what was asked and had no answer."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.ui.gaps import show_gaps


class Gaps(app_commands.Group):
    """A part of `/kb`."""

    @app_commands.command()
    async def gaps(self, interaction: discord.Interaction[Any]) -> None:
        """Go through the questions that I couldn't answer, and say what becomes of them."""
        await show_gaps(interaction)
