"""`/kb export` and `/kb import`: all entries of a server at once."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.bundling import Bundling

Press = discord.Interaction[Any]


class BundleCommands(app_commands.Group):
    """Takes entries out and brings them in."""

    def __init__(self, bundling: Bundling) -> None:
        super().__init__(name="bundles", description="Entries out and in")
        self._bundling = bundling

    @app_commands.command()
    async def export(self, interaction: Press) -> None:
        """Get a zip of everything that this server taught me."""
        await self._bundling.export(interaction)

    @app_commands.command(name="import")
    @app_commands.describe(
        file="A zip like the one that /kb export gives; you see first what it changes"
    )
    async def import_(self, interaction: Press, file: discord.Attachment) -> None:
        """Bring in entries from a zip; nothing is changed before you say so."""
        await self._bundling.take(interaction, file)
