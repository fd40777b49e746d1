"""What curators do with entries, from the first word typed to the published revision.

A draft goes round: a form or a file fills it, the review says what is wrong and what would change,
and the curator publishes it or goes on. Nothing is saved before that, and nothing typed is lost.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import discord

from bot.curation.codecs import Typing
from bot.curation.drafts import Draft, rebased
from bot.curation.forms import blank, filled, pages_of, shown
from bot.curation.pages import Page
from bot.curation.preview import preview, whole_text
from bot.curation.reports import NOT_FETCHED
from bot.curation.review import Review
from bot.curation.sayings import (
    AWAY,
    DISCARDED,
    FILE_NEEDED,
    GONE,
    change_lines,
    conflict_lines,
    problem,
    published,
)
from bot.curation.workshop import Workshop
from bot.curators import guild_of, require_curator
from bot.ui.forms import FormModal, Typed, UploadModal
from bot.ui.review import DISCARD, EDIT, LOOK, PUBLISH, UPLOAD, draft_file, review_card
from bot.ui.texts import say, text_card
from intents.lookup import resolve_name
from intents.outcome import Entity
from knowledge.issues import ContentError
from knowledge.models import Facet, Kind
from knowledge.own import MAX_DOCUMENT_BYTES
from knowledge.proposal import Target
from knowledge.source import decode
from knowledge.store.outage import StoreUnavailable
from knowledge.store.revision import Conflict
from knowledge.text import slug

if TYPE_CHECKING:
    from bot.desk import Desk

Press: TypeAlias = discord.Interaction[Any]
HearPublished: TypeAlias = Callable[[Draft], Awaitable[None]]


class Curating:
    """Takes drafts from curators and shows them what becomes of them."""

    def __init__(self, desk: Desk, workshop: Workshop) -> None:
        self.workshop = workshop
        self._desk = desk
        self._listeners: list[HearPublished] = []

    def on_published(self, hear: HearPublished) -> None:
        """Call `hear` with each draft once it is published."""
        self._listeners.append(hear)

    # --- beginning a draft ----------------------------------------------------

    async def add(
        self, interaction: Press, kind: Kind, file: discord.Attachment | None, why: str
    ) -> None:
        """Begin a new entry: with a form, or with a file."""
        draft = self.draft(interaction, Target(kind, None), blank(kind), why)
        if file is None:
            await self.open_page(interaction, None, draft)
        else:
            await self._take_file(None, draft, interaction, file)

    async def edit(
        self, interaction: Press, entity: Entity, file: discord.Attachment | None, why: str
    ) -> None:
        """Begin to change an entry: its text as it is now, or what a file says instead."""
        now = await self.workshop.current(guild_of(interaction), entity)
        text = self.workshop.whole_text(entity, now.document)
        draft = self.draft(interaction, Target(entity.kind, entity.id), text, why, now.number)
        if file is not None:
            await self._take_file(None, draft, interaction, file)
        elif entity.kind == "role":  # so many pages that one is picked first
            await self.show(interaction, None, draft)
        else:
            await self.open_page(interaction, None, draft)

    def draft(
        self, interaction: Press, target: Target, text: str, why: str = "", based_on: int = 0
    ) -> Draft:
        """Return a draft of whoever pressed."""
        guild_id, curator_id = guild_of(interaction), interaction.user.id
        return Draft(guild_id, curator_id, target, text, based_on, why)

    # --- going on with one ----------------------------------------------------

    async def press(self, interaction: Press, verb: str, name: str) -> None:
        """Do what a button of a review says."""
        await require_curator(interaction)
        draft = self._find(interaction, name)
        if draft is None:
            await say(interaction, GONE)
        elif verb == PUBLISH:
            with self.workshop.drafts.saving(name) as is_first:
                await self._publish(interaction, name, draft, is_first=is_first)
        elif verb == DISCARD:
            self.workshop.drafts.drop(name)
            await interaction.response.edit_message(view=text_card(DISCARDED), attachments=[])
        elif verb == UPLOAD:
            take = partial(self._take_file, name, draft)
            await interaction.response.send_modal(UploadModal("Upload a file", take))
        elif verb == LOOK:
            await self.look(interaction, name)
        elif verb.startswith(EDIT):
            await self.open_page(interaction, name, draft, int(verb.removeprefix(EDIT) or 0))

    async def look(self, interaction: Press, name: str, facet: Facet = "summary") -> None:
        """Show a part of the card as members would see it, whole."""
        await require_curator(interaction)
        draft = self._find(interaction, name)
        if draft is None:
            await say(interaction, GONE)
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        seen = preview(await self.workshop.reviewed(draft, looks_around=False), facet)
        card = text_card(FILE_NEEDED) if seen is None else text_card(whole_text(seen), seen.title)
        await interaction.edit_original_response(view=card)

    async def show(
        self, interaction: Press, name: str | None, draft: Draft, notices: Sequence[str] = ()
    ) -> None:
        """Keep a draft, check it, and show what was found: in its own review if it has one."""
        if not interaction.response.is_done():
            await interaction.response.defer(ephemeral=True, thinking=name is None)
        name = self.workshop.drafts.keep(draft, interaction.created_at.timestamp(), name)
        found = await self.workshop.reviewed(draft)
        lines = notices or await self._changes(found)  # a notice shows what it is about
        card = review_card(found, name, preview(found), lines)
        await interaction.edit_original_response(view=card, attachments=[draft_file(found)])

    async def _publish(
        self, interaction: Press, name: str, draft: Draft, *, is_first: bool
    ) -> None:
        await interaction.response.defer()
        if not is_first:  # the earlier press says what comes of it
            return
        found = await self.workshop.reviewed(draft, looks_around=False)
        if found.is_alone:
            raise StoreUnavailable("away")
        if found.entry is None or not found.is_publishable:  # by what others saved meanwhile
            await self.show(interaction, name, draft)
            return
        await self._save(interaction, name, found)

    async def publish_or_show(self, interaction: Press, draft: Draft) -> None:
        """Publish a draft at once if nothing speaks against it; else show what does."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        found = await self.workshop.reviewed(draft)
        if found.is_alone or found.moved or not found.is_publishable:
            await self.show(interaction, None, draft)
            return
        name = self.workshop.drafts.keep(draft, interaction.created_at.timestamp())
        await self._save(interaction, name, found)

    async def _save(self, interaction: Press, name: str, found: Review) -> None:
        """Save what can be published, and say so once it is committed."""
        draft, saved = found.draft, await self.workshop.publish(found)
        if isinstance(saved, Conflict):
            (theirs,) = saved.current
            notices = conflict_lines(theirs, draft)
            await self.show(interaction, name, rebased(draft, theirs.number), notices)
            return
        self.workshop.drafts.drop(name)
        entry_name = found.entry.name if found.entry else name
        text = published(entry_name, draft.target.kind, saved.revisions[0].number)
        await interaction.edit_original_response(view=text_card(text), attachments=[])
        for hear in self._listeners:
            await hear(draft)

    async def _changes(self, found: Review) -> list[str]:
        if found.is_alone:
            return [AWAY]
        try:
            return change_lines(await self.workshop.changes(found))
        except StoreUnavailable:
            return [AWAY]

    def _find(self, interaction: Press, name: str) -> Draft | None:
        now = interaction.created_at.timestamp()
        return self.workshop.drafts.find(name, guild_of(interaction), interaction.user.id, now)

    async def open_page(
        self, interaction: Press, name: str | None, draft: Draft, number: int = 0
    ) -> None:
        """Show a page of the form, filled with what the draft says."""
        pages = pages_of(draft.target.kind, draft.text)
        page = pages[min(number, len(pages) - 1)]
        boxes = shown(page, draft.text)
        if boxes is None:
            await say(interaction, FILE_NEEDED)
            return
        take = partial(self._take_page, name, draft, page)
        await interaction.response.send_modal(FormModal(page.title, page, boxes, take))

    async def _take_page(
        self, name: str | None, draft: Draft, page: Page, interaction: Press, typed: Typed
    ) -> None:
        """Put what was typed into a draft."""
        lexicon = (await self._desk.at(interaction.guild_id)).lexicon

        def resolve(kinds: Sequence[Kind], text: str) -> str:
            found = resolve_name(text, lexicon, kinds, is_whole=True)
            return found.id if isinstance(found, Entity) else slug(text, "unknown")

        typing = Typing(resolve, interaction.created_at.date())
        kind, is_new = draft.target.kind, draft.target.id is None
        text = filled(kind, page, draft.text, typed, typing, is_new=is_new)
        await self.show(interaction, name, replace(draft, text=text))

    async def _take_file(
        self, name: str | None, draft: Draft, interaction: Press, file: discord.Attachment
    ) -> None:
        """Put what a file says into a draft; one that can't be read leaves it as it was."""
        try:
            is_small = file.size <= MAX_DOCUMENT_BYTES  # else it isn't even fetched
            raw = await file.read() if is_small else b" " * (MAX_DOCUMENT_BYTES + 1)
        except discord.HTTPException:
            await say(interaction, NOT_FETCHED)
            return
        try:
            text = decode(Path(file.filename), raw, MAX_DOCUMENT_BYTES)
        except ContentError as error:
            await say(interaction, "\n".join(map(problem, error.issues)), "That file won't do")
            return
        await self.show(interaction, name, replace(draft, text=text))
