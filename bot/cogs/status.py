"""`/kb status`: how things stand in a server."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.ui.reports import show_status


class Status(app_commands.Group):
    """A part of `/kb`."""

    @app_commands.command()
    async def status(self, interaction: discord.Interaction[Any]) -> None:
        """See what I'm asked, what helps, what I couldn't answer and what is due for review."""
        await show_status(interaction)
