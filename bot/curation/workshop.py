"""Where drafts are made, checked and published. Knows the store, and nothing of Discord."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial

from bot.curation.drafts import MAX_DRAFTS, MAX_TOTAL_CHARS, Draft
from bot.curation.forms import blank
from bot.curation.review import Review, Without, review, without
from bot.curation.shelf import Shelf
from bot.guilds import Own, reader_of
from intents.outcome import Entity
from intents.router import Router
from knowledge.additions import KEY
from knowledge.difference import Change, differences
from knowledge.editing import whole
from knowledge.issues import ContentError
from knowledge.own import Stored, adds, document_of, entry_of
from knowledge.store.outage import StoreUnavailable
from knowledge.store.revision import Conflict, EntryKey, Saved
from knowledge.store.revision import Draft as NewRevision
from knowledge.store.store import Store

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 2.0  # for the store: what comes first must be shown within Discord's three


@dataclass(frozen=True, slots=True)
class Current:
    """What a server has stored for an entry."""

    document: str | None  # None: nothing of its own
    number: int  # of the revision; 0: there never was one


@asynccontextmanager
async def patience() -> AsyncIterator[None]:
    """Bound the time that the store may take. Raises `StoreUnavailable` after that."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            yield
    except TimeoutError as error:
        raise StoreUnavailable("slow") from error


class Workshop:
    """Makes drafts of entries, checks them, publishes them."""

    def __init__(self, store: Store, shared: Callable[[], Router]) -> None:
        """Take an open store, and what gives the router over what all servers share."""
        self.drafts: Shelf[Draft] = Shelf(MAX_DRAFTS, MAX_TOTAL_CHARS)
        self.store = store
        self._shared = shared
        self._read_own = reader_of(store)

    async def current(self, guild_id: int, entity: Entity) -> Current:
        """Return what a server has stored for an entry now.

        Raises:
            StoreUnavailable: the store is away or slow.
        """
        async with patience():
            newest = await self.store.revisions.newest(EntryKey(guild_id, entity.kind, entity.id))
        return Current(newest.document, newest.number) if newest else Current(None, 0)

    def whole_text(self, entity: Entity, document: str | None) -> str:
        """Return an entry's whole text, as a server that has stored `document` knows it."""
        shared = self._shared().base
        entry = shared.find(entity.kind, entity.id)
        if document is not None:
            stored = document_of(Stored(entity.kind, entity.id, document))
            if not adds(stored):
                return document
            try:
                entry = entry_of(shared, entity.kind, stored)
            except ContentError:  # what it adds to is gone
                return document
        return whole(entry) if entry else blank(entity.kind)

    async def reviewed(self, draft: Draft, *, looks_around: bool = True) -> Review:
        """Check a draft; while the store is away, against what all servers share alone.

        `looks_around`: see `review`.
        """
        own = await self._read_own(draft.guild_id)
        check = partial(review, looks_around=looks_around)
        found = await asyncio.to_thread(check, draft, self._shared(), own or Own())
        return found if own else replace(found, is_alone=True)

    async def without(self, guild_id: int, entity: Entity) -> Without:
        """Return what removing a server's own entry would do.

        Raises:
            StoreUnavailable: the store is away or slow.
        """
        async with patience():
            own = await self._read_own(guild_id)
        if own is None:
            raise StoreUnavailable("away")
        return await asyncio.to_thread(without, entity, self._shared(), own)

    async def changes(self, found: Review) -> tuple[Change, ...]:
        """Return what a draft changes of what is published; nothing for a new entry.

        Raises:
            StoreUnavailable: the store is away or slow.
        """
        target = found.draft.target
        if target.id is None:
            return ()
        entity = Entity(target.kind, target.id)
        now = (await self.current(found.draft.guild_id, entity)).document
        is_addition = f"\n{KEY}:" in found.draft.text
        before = now if is_addition else self.whole_text(entity, now)
        return await asyncio.to_thread(differences, before, found.draft.text)

    async def publish(self, found: Review) -> Saved | Conflict:
        """Save a draft in which nothing is wrong as the newest revision of its entry.

        Raises:
            ValueError: something is wrong in it.
            StoreUnavailable: nothing was saved (see there for the one exception).
        """
        draft, entry = found.draft, found.entry
        if entry is None or not found.is_publishable:
            raise ValueError("a draft with problems can't be published")
        key = EntryKey(draft.guild_id, draft.target.kind, entry.id)
        revision = NewRevision(key, draft.text, await self._base(draft, key))
        saved = await self.store.revisions.save(revision, draft.curator_id, draft.note)
        if isinstance(saved, Saved):
            await self._settle(draft, key)
        return saved

    async def _base(self, draft: Draft, key: EntryKey) -> int:
        """Return the revision on which a draft is based: of a new entry, the last one's removal."""
        if draft.target.id is not None:
            return draft.based_on
        now = await self.current(key.guild_id, Entity(key.kind, key.entry_id))
        return now.number if now.document is None else draft.based_on

    async def _settle(self, draft: Draft, key: EntryKey) -> None:
        """Say that a gap has its answer. It is saved already, so this may fail."""
        gap_id = draft.settles.gap_id
        if gap_id is None:
            return
        try:
            assigned = key.kind, key.entry_id
            await self.store.gaps.decide(draft.guild_id, gap_id, "assigned", assigned)
        except StoreUnavailable:
            log.warning("the store is away: a gap stays open although its entry is published")
