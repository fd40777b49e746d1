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
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
            default_permissions=discord.Permissions(manage_guild=True),
        )
        for part in parts:
            for command in part.commands:
                self.add_command(command)
        for leaf in self.walk_commands():
            if isinstance(leaf, app_commands.Command):
                leaf.add_check(_is_by_curator)


async def _is_by_curator(interaction: discord.Interaction[Any]) -> bool:
    """Let curators pass: Discord's own permission is only a default.

    It is a check of each command because discord.py asks a group only of its direct children.
    """
    await require_curator(interaction)
    return True
