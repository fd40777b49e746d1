"""The schema is what the migrations make, from nothing and again."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from knowledge.store.database import Database
from knowledge.store.engines import make_engine, read_url
from knowledge.store.migrations import upgrade
from knowledge.store.outage import StoreUnavailable
from knowledge.store.revision import Draft, EntryKey
from knowledge.store.store import open_store
from knowledge.store.tables import metadata
from tests.store.rows import rows

ENTRY = EntryKey(1, "role", "x")


def differences(connection: Connection) -> list[Any]:
    return list(compare_metadata(MigrationContext.configure(connection), metadata))


async def test_the_migrations_make_what_the_tables_say(empty_url: str) -> None:
    database = Database(make_engine(read_url(empty_url)))
    try:
        async with database.reading() as connection:
            assert await connection.run_sync(differences)
        await database.migrate(upgrade)
        async with database.reading() as connection:
            assert await connection.run_sync(differences) == []
    finally:
        await database.close()


async def test_opening_again_changes_nothing(empty_url: str) -> None:
    async with open_store(empty_url) as store:
        await store.revisions.save(Draft(ENTRY, "1", 0), 1)
    before = await rows(empty_url)

    async with open_store(empty_url):
        pass

    assert await rows(empty_url) == before


async def test_processes_that_start_at_once_migrate_once(empty_url: str) -> None:
    async def start() -> None:
        async with open_store(empty_url):
            pass

    await asyncio.gather(*(start() for _ in range(4)))

    assert (await rows(empty_url))["counter"] == [(1, 0)]


async def test_a_database_of_a_newer_version_is_left_alone(empty_url: str) -> None:
    async with open_store(empty_url):
        pass
    database = Database(make_engine(read_url(empty_url)))
    async with database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await database.close()

    with pytest.raises(StoreUnavailable, match="9999"):
        async with open_store(empty_url):
            pass


async def test_no_row_can_belong_to_nobody(empty_url: str) -> None:
    async with open_store(empty_url):
        pass
    database = Database(make_engine(read_url(empty_url)))
    orphan = text("INSERT INTO guild_settings VALUES (404, 1, '{}')")
    with pytest.raises(IntegrityError):
        async with database.writing() as connection:
            await connection.execute(orphan)
    await database.close()


async def test_sqlite_is_set_to_lose_nothing(sqlite_url: str) -> None:
    async with open_store(sqlite_url):
        pass
    database = Database(make_engine(read_url(sqlite_url)))
    async with database.reading() as connection:
        found = {
            name: (await connection.execute(text(f"PRAGMA {name}"))).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    await database.close()
    full = 2
    assert found == {
        "journal_mode": "wal",
        "synchronous": full,
        "foreign_keys": 1,
        "busy_timeout": 5000,
    }


async def test_a_store_in_memory_is_one_store() -> None:
    async with open_store("sqlite://") as store:
        saves = (store.revisions.save(Draft(EntryKey(n, "role", "x"), "x", 0), 1) for n in range(9))
        await asyncio.gather(*saves)

        assert await store.changes.latest() == 9
        assert len(await store.revisions.live(3)) == 1


async def test_a_directory_that_is_not_there_is_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b c" / "store.db"

    async with open_store(f"sqlite:///{path}"):
        pass

    assert await asyncio.to_thread(path.exists)


async def test_every_table_is_keyed_by_guild() -> None:
    for table in metadata.sorted_tables:
        if table.name == "counter":
            continue
        assert next(iter(table.primary_key)).name == "guild_id", table.name
        if table.name != "guild":
            owners = {key.column.table.name for key in table.c.guild_id.foreign_keys}
            assert "guild" in owners, table.name
