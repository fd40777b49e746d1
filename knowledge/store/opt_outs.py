"""Who doesn't want to be listened to. Questions that address the bot are no listening."""

from sqlalchemy import delete, select

from knowledge.store.changes import Changes
from knowledge.store.clock import Clock
from knowledge.store.database import Database, insert
from knowledge.store.tables import opt_out


class OptOuts:
    """Remembers who opted out, in which guild. A change is announced like one of the entries."""

    def __init__(self, database: Database, changes: Changes, clock: Clock) -> None:
        self._database = database
        self._changes = changes
        self._clock = clock

    async def add(self, guild_id: int, user_id: int) -> None:
        """Opt a person out. Doing so twice changes nothing.

        Raises:
            StoreUnavailable: nothing was saved.
        """
        async with self._changes.changing() as change:
            await change.mark(guild_id)
            row = insert(change.connection, opt_out).values(
                guild_id=guild_id, user_id=user_id, since=self._clock()
            )
            await change.connection.execute(row.on_conflict_do_nothing())

    async def remove(self, guild_id: int, user_id: int) -> None:
        """Let a person be listened to again.

        Raises:
            StoreUnavailable: nothing was saved.
        """
        query = delete(opt_out).filter_by(guild_id=guild_id, user_id=user_id)
        async with self._changes.changing() as change:
            if (await change.connection.execute(query)).rowcount:
                await change.mark(guild_id)

    async def people(self, guild_id: int) -> frozenset[int]:
        """Return the ids of all who opted out in a guild."""
        query = select(opt_out.c.user_id).where(opt_out.c.guild_id == guild_id)
        async with self._database.reading() as connection:
            return frozenset((await connection.scalars(query)).all())
