"""Killed a hundred times in the middle of saving: what was acknowledged is there, and is whole."""

import asyncio
import sys
from pathlib import Path

from sqlalchemy import text

from knowledge.store.database import Database
from knowledge.store.engines import make_engine, read_url
from knowledge.store.store import open_store
from tests.store.lives import document, entry

LIVES = {"sqlite": 100, "postgresql": 30}
ROOT = Path(__file__).parents[2]


async def acknowledged_saves(url: str, lives: int) -> list[tuple[str, int]]:
    """Let the lives happen; return the entry and number of every save that was acknowledged."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.store.lives", url, str(lives), "7"),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(120):
        output, _ = await process.communicate()
    assert process.returncode == 0
    lines = [line.split() for line in output.decode().splitlines()]
    return [(name, int(number)) for name, number in lines]


async def test_a_kill_loses_nothing_that_was_acknowledged(url: str) -> None:
    lives = LIVES[read_url(url).drivername]
    acknowledged = await acknowledged_saves(url, lives)

    assert len(acknowledged) > lives  # they did save
    assert len(set(acknowledged)) == len(acknowledged)
    async with open_store(url) as store:
        total = 0
        for name in ("a", "b"):
            history = await store.revisions.history(entry(name), limit=100_000)
            numbers = [found.number for found in history]
            total += len(numbers)
            assert numbers == list(range(len(numbers), 0, -1))  # no gap
            assert {number for its, number in acknowledged if its == name} <= set(numbers)
            for found in history:
                assert found.document == document(name, found.number)  # no half one
        # A life can commit one save that it had no time to acknowledge.
        assert total <= len(acknowledged) + lives
        assert await store.changes.latest() == total
    if url.startswith("sqlite"):
        assert await integrity(url) == "ok"


async def integrity(url: str) -> object:
    database = Database(make_engine(read_url(url)))
    try:
        async with database.reading() as connection:
            return await connection.scalar(text("PRAGMA integrity_check"))
    finally:
        await database.close()
