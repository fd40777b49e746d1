"""How long each thing is kept, and the guild that leaves.

`KEPT` and `KEPT_WITH_GUILD` together name every table; a test walks them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import Column, Date, Delete, delete, exists, select, update

from knowledge.store import tables
from knowledge.store.changes import Changes
from knowledge.store.clock import Clock
from knowledge.store.database import Database

DAYS_AFTER_LEAVING = 30


@dataclass(frozen=True, slots=True)
class Keep:
    """For how many days after the time in a column a row is kept."""

    column: Column[Any]
    days: int

    def expired(self, now: datetime) -> Delete:
        """Return the statement that deletes what is past its time."""
        limit = now.astimezone(UTC) - timedelta(days=self.days)
        is_date = isinstance(self.column.type, Date)
        return delete(self.column.table).where(self.column < (limit.date() if is_date else limit))


# In this order: what hangs on something else comes first.
KEPT = (
    Keep(tables.gap_salt.c.day, 0),  # gone when its day is over
    Keep(tables.asking.c.day, 30),
    Keep(tables.gap.c.asked_on, 30),
    Keep(tables.vote.c.voted_at, 365),
    Keep(tables.usage.c.day, 90),
    Keep(tables.suggestion.c.made_at, 180),
    Keep(tables.guild.c.left_at, DAYS_AFTER_LEAVING),  # takes all that hangs on the guild along
)
DAYS_KEPT: Mapping[str, int] = MappingProxyType(
    {keep.column.table.name: keep.days for keep in KEPT if keep.column.table is not tables.guild}
)
"""For how many days the rows of a table are kept, by its name; the others stay with the guild."""

KEPT_WITH_GUILD = (
    tables.guild,
    tables.revision,
    tables.guild_settings,
    tables.opt_out,
)


class Retention:
    """Knows which guilds are there, and deletes what is past its time."""

    def __init__(self, database: Database, changes: Changes, clock: Clock) -> None:
        self._database = database
        self._changes = changes
        self._clock = clock

    async def leave(self, guild_id: int) -> None:
        """Start the clock of a guild that the bot left; doing so again doesn't start it anew.

        Raises:
            StoreUnavailable: nothing was saved.
        """
        present = tables.guild.c.left_at.is_(None), tables.guild.c.guild_id == guild_id
        async with self._database.writing() as connection:
            await connection.execute(
                update(tables.guild).where(*present).values(left_at=self._clock())
            )

    async def rejoin(self, guild_id: int) -> None:
        """Stop the clock of a guild that the bot is in (again). Cheap if it isn't running.

        Raises:
            StoreUnavailable: nothing was saved.
        """
        has_left = tables.guild.c.left_at.is_not(None), tables.guild.c.guild_id == guild_id
        async with self._database.reading() as connection:
            if not await connection.scalar(select(exists().where(*has_left))):
                return
        async with self._changes.changing() as change:
            returned = await change.connection.execute(
                update(tables.guild).where(*has_left).values(left_at=None)
            )
            if returned.rowcount:
                await change.mark(guild_id)

    async def present(self) -> frozenset[int]:
        """Return the guilds of which something is held and that the bot didn't leave.

        A bot that was away compares it with where it is, and leaves the others.
        """
        return await self._guilds(has_left=False)

    async def absent(self) -> frozenset[int]:
        """Return the guilds that the bot left and of which something is still held."""
        return await self._guilds(has_left=True)

    async def _guilds(self, *, has_left: bool) -> frozenset[int]:
        left_at = tables.guild.c.left_at
        which = left_at.is_not(None) if has_left else left_at.is_(None)
        async with self._database.reading() as connection:
            found = await connection.scalars(select(tables.guild.c.guild_id).where(which))
            return frozenset(found.all())

    async def purge(self, now: datetime) -> Mapping[str, int]:
        """Delete everything that is past its time; call it at least daily.

        Returns:
            How many rows of which table went, without what hung on them.

        Raises:
            StoreUnavailable: nothing was deleted.
        """
        gone: dict[str, int] = {}
        async with self._database.writing() as connection:
            for keep in KEPT:
                found = await connection.execute(keep.expired(now))
                gone[keep.column.table.name] = found.rowcount
        return MappingProxyType(gone)
