"""A server's entries out of Discord and back: looked through first, saved whole or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, TypeAlias

import discord

from bot.curation.imports import MAX_IMPORTS, MAX_TOTAL_BYTES, Pending
from bot.curation.reports import (
    DISCARDED,
    GONE,
    NOT_FETCHED,
    NOTHING_NEW,
    TOO_LARGE,
    conflicting,
    dry_run,
    exported,
    imported,
    problems,
)
from bot.curation.shelf import Shelf
from bot.curators import guild_of, require_curator
from bot.ui.bundles import (
    DISCARD,
    IMPORT,
    LOOK,
    ZIP_NAME,
    conflict_card,
    file_card,
    report_card,
    rest_files,
    zip_file,
)
from bot.ui.texts import say, text_card
from knowledge.base import KnowledgeBase
from knowledge.bundle import MAX_ZIP_BYTES, pack, unpack
from knowledge.intake import MAX_ENTRIES, Intake, Key, Server, take_in, whole_entries
from knowledge.issues import ContentError
from knowledge.own import Stored
from knowledge.store.revision import Conflict, Draft, EntryKey
from knowledge.store.store import Store

Press: TypeAlias = discord.Interaction[Any]
Files: TypeAlias = Mapping[PurePosixPath, bytes]

NOTE = "imported"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a server has, and the number of each entry's newest revision, retracted ones too."""

    server: Server
    numbers: Mapping[Key, int]


class Bundling:
    """Exports and imports entries."""

    def __init__(self, store: Store, shared: Callable[[], KnowledgeBase]) -> None:
        """Take an open store, and what gives the knowledge that all servers share."""
        self.imports: Shelf[Pending] = Shelf(MAX_IMPORTS, MAX_TOTAL_BYTES)
        self._store = store
        self._shared = shared

    async def export(self, interaction: Press) -> None:
        """Send the curator a zip of this server's own entries."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        server = (await self._standing(guild_of(interaction))).server
        documents, unreadable = await asyncio.to_thread(whole_entries, server)
        raw = await asyncio.to_thread(pack, documents)
        fits = len(documents) <= MAX_ENTRIES and await asyncio.to_thread(_can_come_back, raw)
        text = exported(documents, unreadable, server.hidden, server.shared, fits_import=fits)
        if documents:
            card = file_card(text, ZIP_NAME)
            await interaction.edit_original_response(view=card, attachments=[zip_file(raw)])
        else:
            await interaction.edit_original_response(view=text_card(text))

    async def take(self, interaction: Press, attachment: discord.Attachment) -> None:
        """Look through a zip that a curator uploaded."""
        if attachment.size > MAX_ZIP_BYTES:
            text = TOO_LARGE.format(limit=MAX_ZIP_BYTES // 1024**2)
            await say(interaction, text)
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        try:
            raw = await attachment.read()
        except discord.HTTPException:
            await interaction.edit_original_response(view=text_card(NOT_FETCHED))
            return
        try:
            files = await asyncio.to_thread(unpack, raw)
        except ContentError as error:
            await self._refuse(interaction, error)
        else:
            await self._look_through(interaction, files)

    async def press(self, interaction: Press, verb: str, name: str) -> None:
        """Do what a button under a dry run says."""
        await require_curator(interaction)
        now = interaction.created_at.timestamp()
        pending = self.imports.find(name, guild_of(interaction), interaction.user.id, now)
        if pending is None:
            await _replace(interaction, text_card(GONE))
        elif verb == IMPORT:
            await interaction.response.defer()
            with self.imports.saving(name) as is_first:
                if is_first:  # else the earlier press says what comes of it
                    await self._save(interaction, name, pending)
        elif verb == LOOK:
            await interaction.response.defer()
            await self._look_through(interaction, pending.files)
        elif verb == DISCARD:
            self.imports.drop(name)
            await _replace(interaction, text_card(DISCARDED))

    async def _look_through(self, interaction: Press, files: Files) -> None:
        """Show what files would change, and keep them for the button that says yes."""
        guild_id = guild_of(interaction)
        standing = await self._standing(guild_id)
        try:
            intake = await asyncio.to_thread(take_in, files, standing.server)
        except ContentError as error:
            await self._refuse(interaction, error)
            return
        if not intake.incoming:
            await interaction.edit_original_response(view=text_card(NOTHING_NEW), attachments=[])
            return
        pending = Pending(guild_id, interaction.user.id, files, intake, standing.numbers)
        self.imports.forget(interaction.user.id, guild_id)  # one at a time is enough
        name = self.imports.keep(pending, interaction.created_at.timestamp())
        report = await asyncio.to_thread(dry_run, intake)
        await interaction.edit_original_response(
            view=report_card(report, name), attachments=rest_files(report)
        )

    async def _refuse(self, interaction: Press, error: ContentError) -> None:
        report = problems(error.issues)
        await interaction.edit_original_response(
            view=report_card(report, None), attachments=rest_files(report)
        )

    async def _save(self, interaction: Press, name: str, pending: Pending) -> None:
        standing = await self._standing(pending.guild_id)
        try:  # somebody may have taken a name meanwhile, by an entry that isn't among these
            await asyncio.to_thread(take_in, pending.files, standing.server)
        except ContentError as error:
            self.imports.drop(name)
            await self._refuse(interaction, error)
            return
        drafts = _drafts(pending.intake, pending.guild_id, pending.seen)
        saved = await self._store.revisions.save_all(drafts, pending.curator_id, NOTE)
        if isinstance(saved, Conflict):
            keys = [(found.entry.kind, found.entry.entry_id) for found in saved.current]
            card = conflict_card(conflicting(keys), name)
        else:
            self.imports.drop(name)
            card = text_card(imported(pending.intake), "Imported")
        await interaction.edit_original_response(view=card, attachments=[])

    async def _standing(self, guild_id: int) -> Standing:
        """Return what a server has now. Raises `StoreUnavailable`."""
        heads = await self._store.revisions.heads(guild_id)
        settings = await self._store.settings.get(guild_id)
        stored = [
            Stored(head.entry.kind, head.entry.entry_id, head.document)
            for head in heads
            if head.document is not None
        ]
        numbers = {(head.entry.kind, head.entry.entry_id): head.number for head in heads}
        return Standing(Server(self._shared(), stored, settings.hidden), numbers)


def _drafts(intake: Intake, guild_id: int, seen: Mapping[Key, int]) -> list[Draft]:
    stored = (one.stored for one in intake.incoming)
    return [
        Draft(EntryKey(guild_id, one.kind, one.id), one.document, seen.get((one.kind, one.id), 0))
        for one in stored
    ]


def _can_come_back(raw: bytes) -> bool:
    """Return whether a zip is one that an import takes."""
    try:
        unpack(raw)
    except ContentError:
        return False
    return True


async def _replace(interaction: Press, card: discord.ui.LayoutView) -> None:
    await interaction.response.edit_message(view=card, attachments=[])
