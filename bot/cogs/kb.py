"""`/kb`: everything that curators do. Its parts are groups of their own, one file a subject."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import discord
from discord import app_commands

from bot.curators import require_curator


class Kb(app_commands.Group):
    """The one group that holds the commands of all parts."""

    def __init__(self, parts: Iterable[app_commands.Group]) -> None:
        super().__init__(
            name="kb",
            description="Teach me, and see what I couldn't answer",
            guild_only=True,
            default_permissions=discord.Permissions(manage_guild=True),
        )
        for part in parts:
            for command in part.commands:
                self.add_command(command)

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Let curators pass: Discord's own permission is only a default."""
        await require_curator(interaction)
        return True
