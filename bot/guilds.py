"""What each server is answered from: the base, with what its curators wrote laid over it.

Only servers that were asked lately are held. What a curator saves makes a new overlay, which is
swapped in whole; where the store is away, the last one goes on answering.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from intents.outcome import Entity
from intents.router import Router
from knowledge.base import kind_of
from knowledge.models import Kind
from knowledge.overlay import overlaid
from knowledge.own import Stored, read_own
from knowledge.store.outage import StoreUnavailable
from knowledge.store.store import Store

log = logging.getLogger(__name__)

MAX_HELD = 128  # servers whose overlays are in memory, well under a MiB each
PATIENCE_SECONDS = 1.0  # for the store, before an answer comes from what is known already


@dataclass(frozen=True, slots=True)
class Own:
    """What a server has of its own."""

    entries: Sequence[Stored] = ()
    hidden: Collection[tuple[Kind, str]] = ()  # entries of the base that it doesn't want


ReadOwn: TypeAlias = Callable[[int], Awaitable[Own | None]]  # None: the store is away


async def nothing_own(_: int) -> Own:
    """Return what a server has of its own where nothing is stored."""
    return Own()


def reader_of(store: Store) -> ReadOwn:
    """Return what reads a server's live entries and hidden ones from `store`."""

    async def read(guild_id: int) -> Own | None:
        try:
            live = await store.revisions.live(guild_id)
        except StoreUnavailable:
            log.warning("the store is away: a server is answered as it was known last")
            return None
        entries = [
            Stored(revision.entry.kind, revision.entry.entry_id, revision.document)
            for revision in live
            if revision.document is not None
        ]
        return Own(entries, (await store.settings.get(guild_id)).hidden)

    return read


class GuildShelf:
    """Gives the router of a server."""

    def __init__(self, base: Callable[[], Router], read_own: ReadOwn) -> None:
        """Take what gives the router over the base, and what reads a store."""
        self._base = base
        self._read_own = read_own
        self._held: OrderedDict[int, Router | None] = OrderedDict()  # None: nothing of its own
        self._stale: set[int] = set()
        self._renewing: dict[int, asyncio.Task[None]] = {}

    async def router(self, guild_id: int | None) -> Router:
        """Return the router of a server; of the base for direct messages (None)."""
        if guild_id is None:
            return self._base()
        if guild_id not in self._held or guild_id in self._stale:
            await self._await_renewal(guild_id)
        if guild_id not in self._held:  # the store takes its time
            return self._base()
        self._held.move_to_end(guild_id)
        return self._held[guild_id] or self._base()

    async def _await_renewal(self, guild_id: int) -> None:
        """Wait until a server is read, but never longer than somebody waits for an answer."""
        task = self._renewing.get(guild_id)
        if task is None:
            task = self._renewing[guild_id] = asyncio.create_task(self._renewed(guild_id))
        done, _ = await asyncio.wait({task}, timeout=PATIENCE_SECONDS)
        for finished in done:
            finished.result()  # a bug belongs to the question that met it

    def forget(self, guild_id: int) -> None:
        """Note that a server changed: its next question is answered from what is stored then."""
        if guild_id in self._held or guild_id in self._renewing:  # held, or just being read
            self._stale.add(guild_id)

    async def _renewed(self, guild_id: int) -> None:
        try:
            await self._renew(guild_id)
        finally:
            del self._renewing[guild_id]

    async def _renew(self, guild_id: int) -> None:
        self._stale.discard(guild_id)
        own = await self._read_own(guild_id)
        if own is None:  # it is asked again with the next question
            self._held.setdefault(guild_id, None)
            self._stale.add(guild_id)
        elif not own.entries and not own.hidden:
            self._held[guild_id] = None
        else:  # beside the event loop: it takes some milliseconds
            self._held[guild_id] = await asyncio.to_thread(lay_over, self._base(), own)
        while len(self._held) > MAX_HELD:
            dropped, _ = self._held.popitem(last=False)
            self._stale.discard(dropped)


def lay_over(router: Router, own: Own) -> Router:
    """Return the router of a server. An entry that can't be read any more is left out, and logged.

    It could be read when it was saved, so the model has changed since; the server's other entries
    are worth more than an error.
    """
    found = read_own(router.base, own.entries)
    for issue in found.issues:
        log.warning("an entry of a server can't be read: line %d of %s", issue.line, issue.path)
    base = overlaid(router.base, found.entries, own.hidden)
    removed = {Entity(kind, entry_id) for kind, entry_id in own.hidden}
    if removed:  # and what went along, such as comparisons of a hidden role
        before = (Entity(kind_of(entry), entry.id) for entry in router.base.entries())
        removed |= {entity for entity in before if base.find(entity.kind, entity.id) is None}
    laid = (base.find(kind_of(entry), entry.id) for entry in found.entries)
    entries = [entry for entry in laid if entry is not None]
    return Router(base, router.understanding.over(entries, removed), router.thresholds)
