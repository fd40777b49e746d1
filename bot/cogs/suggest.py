"""`/suggest`: anybody tells the curators what is missing or wrong."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.suggesting import Suggesting

Press = discord.Interaction[Any]


class Suggest(commands.Cog):
    """Suggestions of members."""

    def __init__(self, suggesting: Suggesting) -> None:
        self._suggesting = suggesting

    @app_commands.command()
    @app_commands.guild_only()
    @app_commands.allowed_installs(guilds=True, users=False)
    async def suggest(self, interaction: Press) -> None:
        """Tell the curators of this server what is missing or wrong."""
        await self._suggesting.open(interaction)
