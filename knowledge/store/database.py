"""Transactions. What goes wrong with the database ends here, as `StoreUnavailable`."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import (
    AbstractAsyncContextManager,
    asynccontextmanager,
    contextmanager,
    nullcontext,
)

import asyncpg
from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from knowledge.store import tables
from knowledge.store.engines import CHECKS_LINKS, WRITES
from knowledge.store.outage import StoreUnavailable

_BUGS = (ProgrammingError, IntegrityError, DataError)
_BUG_STATES = ("22", "23", "42")  # classes of SQLSTATE: bad data, broken constraint, bad statement
_OUTAGES = (
    DBAPIError,
    PoolTimeout,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # raised where a connection dies just as it was made
    OSError,
)


class Database:
    """An engine, and the two ways to use it."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(**{WRITES: True})
        self.is_shared = engine.dialect.name == "postgresql"  # other processes may use it too
        # SQLite has one writer at a time; here they queue, rather than poll for the file's lock.
        self._turn = None if self.is_shared else asyncio.Lock()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection to read from.

        Raises:
            StoreUnavailable: the database can't be reached, or broke off.
        """
        with translated():
            async with self._connected(self._engine) as connection:
                yield connection

    @asynccontextmanager
    async def writing(
        self, committed: Callable[[], None] | None = None
    ) -> AsyncIterator[AsyncConnection]:
        """Give a connection whose transaction is committed at the end, or rolled back on errors.

        Args:
            committed: Called as soon as the transaction is committed.

        Raises:
            StoreUnavailable: nothing was saved; or, if it says so, that isn't known.
        """
        with translated():
            async with self._turn or nullcontext(), self._connected(self._writer) as connection:
                yield connection
                with translated(may_be_saved=self.is_shared):  # a file knows whether it was
                    await connection.commit()
                if committed:
                    committed()

    async def migrate(self, upgrade: Callable[[Connection], None]) -> None:
        """Let `upgrade` change the schema, in a transaction that doesn't check foreign keys.

        SQLite changes a table by building it anew; with the checks, dropping the old one would
        delete all that hangs on it.
        """
        with translated():
            engine = self._writer.execution_options(**{CHECKS_LINKS: False})
            async with engine.begin() as connection:
                await connection.run_sync(upgrade)

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()

    def _connected(self, engine: AsyncEngine) -> AbstractAsyncContextManager[AsyncConnection]:
        return engine.connect() if self.is_shared else _opened(engine)


@asynccontextmanager
async def _opened(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """Connect, and let nobody cancel that half-way: aiosqlite would leave the file open."""
    opening = asyncio.ensure_future(engine.connect().start())
    try:
        connection = await asyncio.shield(opening)
    except asyncio.CancelledError:
        await asyncio.wait([opening])
        if not opening.exception():
            await opening.result().close()
        raise
    try:
        yield connection
    finally:
        await asyncio.shield(asyncio.ensure_future(connection.close()))


@contextmanager
def translated(*, may_be_saved: bool = False) -> Iterator[None]:
    """Turn errors that mean an outage into `StoreUnavailable`; let those that mean a bug pass."""
    try:
        yield
    except _OUTAGES as error:
        state = getattr(getattr(error, "orig", None), "sqlstate", None) or ""
        if isinstance(error, _BUGS) or state.startswith(_BUG_STATES):
            raise
        raise StoreUnavailable(type(error).__name__, may_be_saved=may_be_saved) from error


def insert(connection: AsyncConnection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Return an INSERT that can say ON CONFLICT, in the connection's dialect."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


async def ensure_guild(connection: AsyncConnection, guild_id: int) -> None:
    """Make sure that the guild has the row on which everything else of it hangs."""
    row = insert(connection, tables.guild).values(guild_id=guild_id, changed=0)
    await connection.execute(row.on_conflict_do_nothing())
