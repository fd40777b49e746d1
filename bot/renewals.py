"""Keeps what is known of servers in step with the store, and lets nobody wait long for it."""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Generic, TypeAlias, TypeVar

from knowledge.store.outage import StoreUnavailable

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 1.0  # for the store, before what is known already has to do
RETRY_SECONDS = 5.0  # before a store that is away, or hangs, is asked again
MAX_REMEMBERED = 20_000  # servers

T = TypeVar("T")
Read: TypeAlias = Callable[[int], Awaitable[T]]  # takes a server's id


class Renewals(Generic[T]):
    """Has what is known of a server read anew once it changed, by one reader at a time."""

    def __init__(self, read: Read[T], clock: Callable[[], float] = time.monotonic) -> None:
        """Take what reads a server, and a clock in seconds from any start.

        `read` may raise `StoreUnavailable`.
        """
        self._read = read
        self._clock = clock
        self._known: OrderedDict[int, T] = OrderedDict()
        self._current: set[int] = set()  # of those that are known
        self._reading: dict[int, asyncio.Task[None]] = {}
        self._changed: set[int] = set()  # while they were being read
        self._retry_at = float("-inf")

    async def current(self, guild_id: int) -> T | None:
        """Return what is stored of a server, or None if that can't be had soon."""
        if guild_id not in self._current and self._clock() >= self._retry_at:
            await self._await_reading(guild_id)
        if guild_id not in self._current:
            return None
        self._known.move_to_end(guild_id)
        return self._known[guild_id]

    def known(self, guild_id: int) -> T | None:
        """Return what was read of a server last, which may be outdated; None if nothing was."""
        return self._known.get(guild_id)

    def forget(self, guild_id: int) -> None:
        """Note that a server changed."""
        self._current.discard(guild_id)
        if guild_id in self._reading:
            self._changed.add(guild_id)

    async def _await_reading(self, guild_id: int) -> None:
        task = self._reading.get(guild_id)
        if task is None:
            task = self._reading[guild_id] = asyncio.create_task(self._renew(guild_id))
        done, _ = await asyncio.wait({task}, timeout=PATIENCE_SECONDS)
        if not done:
            self._give_up("takes its time")
        for finished in done:
            finished.result()  # a bug belongs to the one who met it

    async def _renew(self, guild_id: int) -> None:
        try:
            found = await self._read(guild_id)
        except StoreUnavailable:
            self._give_up("is away")
        else:
            self._remember(guild_id, found)
        finally:
            self._changed.discard(guild_id)
            del self._reading[guild_id]

    def _remember(self, guild_id: int, found: T) -> None:
        self._known[guild_id] = found
        self._known.move_to_end(guild_id)
        if guild_id not in self._changed:  # else it may be outdated already
            self._current.add(guild_id)
        while len(self._known) > MAX_REMEMBERED:
            forgotten, _ = self._known.popitem(last=False)
            self._current.discard(forgotten)

    def _give_up(self, what: str) -> None:
        log.warning("the store %s: servers are treated as they were known last", what)
        self._retry_at = self._clock() + RETRY_SECONDS
