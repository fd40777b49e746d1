"""`/privacy`: for everybody, also in direct messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

if TYPE_CHECKING:
    from bot.privacy import PrivacyDesk

Press = discord.Interaction[Any]


class Privacy(commands.Cog):
    """Says what is kept."""

    def __init__(self, desk: PrivacyDesk) -> None:
        self._desk = desk

    @app_commands.command()
    async def privacy(self, interaction: Press) -> None:
        """See what I keep about you, have it deleted, or have me not listen to you."""
        await self._desk.open(interaction)
