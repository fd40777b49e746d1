"""Changes of what a guild is answered: one after the other, numbered, and announced.

Every change takes the lock on the one row of `counter` and holds it until its commit. So numbers
have no gaps, and whoever sees number n sees everything before it too: on PostgreSQL a sequence
would promise neither, because transactions don't commit in the order in which they drew numbers.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.store.database import Database, insert
from knowledge.store.tables import counter, guild

CHANNEL = "rolecall"

Hear: TypeAlias = Callable[[int], None]  # takes a guild id


@dataclass(frozen=True, slots=True)
class Changed:
    """Which guilds changed, and the sequence number up to which that is all."""

    guild_ids: tuple[int, ...]
    sequence: int


class Change:
    """A transaction that no other change overlaps. Nothing is counted until it marks a guild."""

    def __init__(self, connection: AsyncConnection, last: int) -> None:
        self.connection = connection
        self.sequence = last + 1
        self.guild_ids: list[int] = []

    async def mark(self, guild_id: int) -> None:
        """Count this change, and see to it that the guild's is announced once it is committed."""
        if not self.guild_ids:
            await self.connection.execute(update(counter).values(value=self.sequence))
        row = insert(self.connection, guild).values(guild_id=guild_id, changed=self.sequence)
        await self.connection.execute(
            row.on_conflict_do_update(index_elements=["guild_id"], set_={"changed": self.sequence})
        )
        if self.connection.dialect.name == "postgresql":
            heard = func.pg_notify(CHANNEL, f"{guild_id} {self.sequence}")
            await self.connection.execute(select(heard))
        self.guild_ids.append(guild_id)


class Changes:
    """Makes changes, tells who listens, and lists what changed since a number."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._listeners: list[Hear] = []

    @asynccontextmanager
    async def changing(self) -> AsyncIterator[Change]:
        """Give a change. Raises as `Database.writing` does."""
        change: Change | None = None

        def tell() -> None:
            for guild_id in change.guild_ids if change else ():
                self.tell(guild_id)

        async with self._database.writing(committed=tell) as connection:
            last = await connection.scalar(select(counter.c.value).with_for_update())
            change = Change(connection, int(last or 0))
            yield change

    async def changed_since(self, sequence: int) -> Changed:
        """List the guilds that changed after `sequence`, each once, the longest ago first."""
        query = (
            select(guild.c.guild_id, guild.c.changed)
            .where(guild.c.changed > sequence)
            .order_by(guild.c.changed)
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return Changed(tuple(row.guild_id for row in rows), rows[-1].changed if rows else sequence)

    async def latest(self) -> int:
        """Return the number of the last change: 0 if there never was one."""
        async with self._database.reading() as connection:
            return int(await connection.scalar(select(counter.c.value)) or 0)

    def subscribe(self, hear: Hear) -> Callable[[], None]:
        """Call `hear` with the id of each guild that changes, here or in another process.

        It is called soon after the commit, possibly more than once for one change. Returns a
        function that ends it.
        """
        self._listeners.append(hear)
        return lambda: self._listeners.remove(hear)

    def tell(self, guild_id: int) -> None:
        """Tell all who listen that a guild changed."""
        loop = asyncio.get_running_loop()
        for hear in self._listeners:
            # Not here and now: what a listener does wrong must not look like a failed save.
            loop.call_soon(hear, guild_id)
