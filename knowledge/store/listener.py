"""Hear through PostgreSQL what other processes change."""

import asyncio
import logging
from typing import Any

from sqlalchemy.engine import URL

from knowledge.store.changes import CHANNEL, Changes
from knowledge.store.database import translated
from knowledge.store.engines import connect_postgres
from knowledge.store.outage import StoreUnavailable

log = logging.getLogger(__name__)

RETRY_SECONDS = 0.25  # so that a restart of the server is made good within a second
PROBE_SECONDS = 15.0  # a connection that died without a word is noticed after this


class Listener:
    """Holds one connection of its own; when it is lost, makes another and catches up.

    Notifications arrive in the order of the commits, and after each (re)connection everything
    since the last one that was heard is read once: nothing is missed.
    """

    def __init__(self, url: URL, changes: Changes, sequence: int) -> None:
        """Hear what changes after `sequence`."""
        self._url = url
        self._changes = changes
        self._sequence = sequence
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to listen; a server that is away is waited for in the background."""
        self._task = asyncio.create_task(self._keep_listening(), name="store-listener")
        self._task.add_done_callback(_report)

    async def stop(self) -> None:
        """End it, and wait until the connection is closed."""
        if self._task:
            self._task.cancel()
            await asyncio.wait([self._task])
            self._task = None

    async def _keep_listening(self) -> None:
        was_reached = True
        while True:
            try:
                await self._listen()
            except StoreUnavailable as error:
                if was_reached:  # once per outage, not four times a second
                    log.warning("not hearing other processes: %s; trying again", error)
                was_reached = False
            else:
                was_reached = True
            await asyncio.sleep(RETRY_SECONDS)

    async def _listen(self) -> None:
        """Listen until the connection is lost.

        Raises:
            StoreUnavailable: it couldn't be made, or didn't answer any more.
        """
        with translated():
            connection = await connect_postgres(self._url)
            try:
                lost = asyncio.Event()
                connection.add_termination_listener(lambda _: lost.set())
                await connection.add_listener(CHANNEL, self._hear)
                await self._catch_up()
                while not await _is_set_within(lost, PROBE_SECONDS):
                    await connection.execute("SELECT 1")
            finally:
                connection.terminate()

    async def _catch_up(self) -> None:
        changed = await self._changes.changed_since(self._sequence)
        for guild_id in changed.guild_ids:
            self._changes.tell(guild_id)
        self._sequence = max(self._sequence, changed.sequence)

    def _hear(self, connection: Any, pid: int, channel: str, payload: object) -> None:
        guild_id, sequence = map(int, str(payload).split())
        self._sequence = max(self._sequence, sequence)
        self._changes.tell(guild_id)


def _report(task: asyncio.Task[None]) -> None:
    """Say so if listening ended by a bug: nothing else would."""
    if not task.cancelled() and (error := task.exception()):
        log.error("no longer hearing other processes", exc_info=error)


async def _is_set_within(event: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True
