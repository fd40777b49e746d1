"""`/kb alias`, `hide` and `unhide`: by which names things are found, and what isn't wanted here."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.entry_names import EntryName, complete_entry, resolve_entry
from bot.naming import Naming
from knowledge.models import AliasKind

MAX_NAME_CHARS = 60  # as the models have it

Press = discord.Interaction[Any]
Alias = app_commands.Range[str, 1, MAX_NAME_CHARS]


class NameCommands(app_commands.Group):
    """Names, and what is hidden."""

    alias = app_commands.Group(name="alias", description="Other names by which an entry is found")

    def __init__(self, naming: Naming) -> None:
        super().__init__(name="names", description="Names")
        self._naming = naming

    @alias.command()
    @app_commands.describe(
        entry="What gets another name",
        name="The name",
        kind="What kind of name it is; synonym if you leave it out",
    )
    @app_commands.autocomplete(entry=complete_entry)
    async def add(
        self, interaction: Press, entry: EntryName, name: Alias, kind: AliasKind = "synonym"
    ) -> None:
        """Give an entry another name. You see what that changes before it happens."""
        if (entity := await resolve_entry(interaction, entry)) is not None:
            await self._naming.add(interaction, entity, name, kind)

    @alias.command()
    @app_commands.describe(entry="What loses a name", name="The name")
    @app_commands.autocomplete(entry=complete_entry)
    async def remove(self, interaction: Press, entry: EntryName, name: Alias) -> None:
        """Take a name from an entry. You see what that changes before it happens."""
        if (entity := await resolve_entry(interaction, entry)) is not None:
            await self._naming.remove(interaction, entity, name)

    @app_commands.command()
    @app_commands.describe(entry="What your members shall not get")
    @app_commands.autocomplete(entry=complete_entry)
    async def hide(self, interaction: Press, entry: EntryName) -> None:
        """Take a shared entry away in this server. /kb unhide brings it back."""
        if (entity := await resolve_entry(interaction, entry)) is not None:
            await self._naming.hide(interaction, entity)

    @app_commands.command()
    @app_commands.describe(entry="What to bring back")
    async def unhide(self, interaction: Press, entry: EntryName) -> None:
        """Bring back a shared entry that was hidden in this server."""
        await self._naming.unhide(interaction, entry)

    @remove.autocomplete("name")
    async def complete_name(
        self, interaction: Press, current: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the names that the chosen entry has."""
        return await self._naming.complete_name(interaction, current)

    @unhide.autocomplete("entry")
    async def complete_hidden(
        self, interaction: Press, current: str
    ) -> list[app_commands.Choice[str]]:
        """Offer what is hidden."""
        return await self._naming.complete_hidden(interaction, current)
