"""`/kb remove`, `history`, `restore`, `undo`: taking things back."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.entry_names import EntryName, complete_entry, complete_past, resolve_past
from bot.past import Past

MAX_REVISION = 1_000_000

Press = discord.Interaction[Any]


class RevisionCommands(app_commands.Group):
    """Everything that was, and the way back to it."""

    def __init__(self, past: Past) -> None:
        super().__init__(name="revisions", description="Take things back")
        self._past = past

    @app_commands.command()
    @app_commands.describe(entry="What to remove")
    @app_commands.autocomplete(entry=complete_entry)
    async def remove(self, interaction: Press, entry: EntryName) -> None:
        """Remove an entry of this server. You see what that does before it happens."""
        if (entity := await resolve_past(interaction, entry)) is not None:
            await self._past.offer_removal(interaction, entity)

    @app_commands.command()
    @app_commands.describe(entry="Whose history")
    @app_commands.autocomplete(entry=complete_past)
    async def history(self, interaction: Press, entry: EntryName) -> None:
        """See who changed an entry, when, why and how."""
        if (entity := await resolve_past(interaction, entry)) is not None:
            await self._past.show(interaction, entity)

    @app_commands.command()
    @app_commands.describe(entry="What to restore", revision="Its number, as /kb history shows it")
    @app_commands.autocomplete(entry=complete_past)
    async def restore(
        self,
        interaction: Press,
        entry: EntryName,
        revision: app_commands.Range[int, 1, MAX_REVISION],
    ) -> None:
        """Bring an earlier revision back. You see what that changes before it happens."""
        if (entity := await resolve_past(interaction, entry)) is not None:
            await self._past.restore(interaction, entity, revision)

    @app_commands.command()
    @app_commands.describe(why="For the history")
    async def undo(self, interaction: Press, why: app_commands.Range[str, 0, 200] = "") -> None:
        """Take your own last change back; again takes back the one before."""
        await self._past.undo(interaction, why)
