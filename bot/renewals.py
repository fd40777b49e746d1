"""Keeps what is known of servers in step with the store, and lets nobody wait long for it."""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from knowledge.store.outage import StoreUnavailable

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 1.0  # for the store, before what is known already has to do
RETRY_SECONDS = 5.0  # before a store that is away, or hangs, is asked again
MAX_CURRENT = 20_000  # servers

Read: TypeAlias = Callable[[int], Awaitable[object]]  # takes a server's id, remembers what it reads


class Renewals:
    """Has what is known of a server read anew once it changed, by one reader at a time."""

    def __init__(self, read: Read, clock: Callable[[], float] = time.monotonic) -> None:
        """Take what reads a server and remembers it, and a clock in seconds from any start.

        `read` may raise `StoreUnavailable`.
        """
        self._read = read
        self._clock = clock
        self._current: OrderedDict[int, None] = OrderedDict()
        self._reading: dict[int, asyncio.Task[None]] = {}
        self._changed: set[int] = set()  # while they were being read
        self._retry_at = float("-inf")

    async def renew(self, guild_id: int) -> None:
        """See to it that what is known of a server is what is stored, as far as can be had soon."""
        if guild_id in self._current:
            self._current.move_to_end(guild_id)
            return
        if self._clock() < self._retry_at:
            return
        task = self._reading.get(guild_id)
        if task is None:
            task = self._reading[guild_id] = asyncio.create_task(self._renewed(guild_id))
        done, _ = await asyncio.wait({task}, timeout=PATIENCE_SECONDS)
        if not done:
            self._give_up("takes its time")
        for finished in done:
            finished.result()  # a bug belongs to the one who met it

    def forget(self, guild_id: int) -> None:
        """Note that a server changed."""
        self._current.pop(guild_id, None)
        if guild_id in self._reading:
            self._changed.add(guild_id)

    async def _renewed(self, guild_id: int) -> None:
        try:
            await self._read(guild_id)
        except StoreUnavailable:
            self._give_up("is away")
        else:
            if guild_id not in self._changed:
                self._current[guild_id] = None
            while len(self._current) > MAX_CURRENT:
                self._current.popitem(last=False)
        finally:
            self._changed.discard(guild_id)
            del self._reading[guild_id]

    def _give_up(self, what: str) -> None:
        log.warning("the store %s: servers are treated as they were known last", what)
        self._retry_at = self._clock() + RETRY_SECONDS
