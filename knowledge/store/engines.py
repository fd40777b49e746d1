"""Make an engine out of a URL: what SQLite and PostgreSQL need to be safe."""

import asyncio
import sqlite3
import time
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy import Connection, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool
from sqlalchemy.util import await_only

from knowledge.store.outage import StoreUnavailable

BUSY_SECONDS = 5.0  # how long SQLite waits for another process that writes
_RETRY_SECONDS = 0.01
CONNECT_SECONDS = 5.0
COMMAND_SECONDS = 10.0
POOL_SECONDS = 10.0
POOL_SIZE = 5
WRITES = "rolecall_writes"  # an execution option: this transaction is going to write
CHECKS_LINKS = "rolecall_checks_links"  # another: foreign keys hold, which is so unless told else

# A process that hangs inside of a transaction must not stop the others for ever.
_SESSION = {
    "application_name": "rolecall",
    "idle_in_transaction_session_timeout": "30000",
}


def read_url(url: str) -> URL:
    """Return the parts of a database URL.

    Raises:
        StoreUnavailable: it is no URL of SQLite or PostgreSQL. The URL is no part of the message,
            because it may hold a password.
    """
    try:
        parts = make_url(url)
    except ArgumentError:
        raise StoreUnavailable("the database URL can't be read") from None
    backend = "postgresql" if parts.drivername == "postgres" else parts.get_backend_name()
    if backend not in ("sqlite", "postgresql"):
        raise StoreUnavailable("the database URL must begin with sqlite:// or postgresql://")
    return parts.set(drivername=backend)


def make_engine(url: URL) -> AsyncEngine:
    """Return an engine for `url`, as `read_url` gives it. Nothing is connected yet.

    Raises:
        StoreUnavailable: the directory of a SQLite file can't be made.
    """
    return _postgres(url) if url.drivername == "postgresql" else _sqlite(url)


async def connect_postgres(url: URL) -> asyncpg.Connection:
    """Connect to PostgreSQL without SQLAlchemy. The pool and the listener both come by here.

    asyncpg reads the URL itself, so that all that libpq knows (`sslmode`, several hosts) works.
    """
    return await asyncpg.connect(
        url.render_as_string(hide_password=False),
        timeout=CONNECT_SECONDS,
        command_timeout=COMMAND_SECONDS,
        server_settings=_SESSION,
    )


def _postgres(url: URL) -> AsyncEngine:
    return create_async_engine(
        "postgresql+asyncpg://",
        async_creator=lambda: connect_postgres(url),
        pool_size=POOL_SIZE,
        pool_timeout=POOL_SECONDS,
        pool_pre_ping=True,  # after a restart of the server, the first question isn't lost
        hide_parameters=True,  # what people write is never part of an error
    )


def _sqlite(url: URL) -> AsyncEngine:
    is_file = url.database not in (None, "", ":memory:")
    if is_file:
        try:
            Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailable("the directory of the database can't be made") from error
    engine = create_async_engine(
        url.set(drivername="sqlite+aiosqlite"),
        poolclass=AsyncAdaptedQueuePool,
        # A database in memory is its one connection.
        pool_size=POOL_SIZE if is_file else 1,
        max_overflow=0,
        pool_timeout=POOL_SECONDS,
        hide_parameters=True,
        connect_args={"factory": _RollingBack},
    )
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


class _RollingBack(sqlite3.Connection):
    """Ends its transaction when it is closed.

    SQLite keeps a closed connection alive, its lock included, while a statement of it isn't
    finished; that of a task that was cancelled is only finished by the garbage collector.
    """

    def close(self) -> None:
        """Roll back what isn't committed, and close."""
        if self.in_transaction:
            self.rollback()
        super().close()


def _prepare_sqlite(connection: Any, record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself: see `_begin_sqlite`
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {round(BUSY_SECONDS * 1000)}")
    _log_ahead(cursor)
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA secure_delete = ON")  # what a person deletes is overwritten
    cursor.close()


def _log_ahead(cursor: Any) -> None:
    """Switch on the write-ahead log, for which SQLite doesn't wait where others do the same."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() >= until:
                raise
            await_only(asyncio.sleep(_RETRY_SECONDS))
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    """Begin a transaction that writes as a writer: one that starts by reading could fail later."""
    options = connection.get_execution_options()
    # Within a transaction it couldn't be switched any more.
    checks = "ON" if options.get(CHECKS_LINKS, True) else "OFF"
    connection.exec_driver_sql(f"PRAGMA foreign_keys = {checks}")
    writes = options.get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
