"""What callers learn when the database is away: what was saved, and what wasn't."""

import asyncio
import gc
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from knowledge.store.guild_settings import DEFAULTS
from knowledge.store.outage import StoreUnavailable
from knowledge.store.revision import Draft, EntryKey, Saved
from knowledge.store.store import Store, open_store
from tests.engines import Postgres
from tests.store.filling import SUBJECT

ENTRY = EntryKey(1, "role", "x")
OTHER = EntryKey(1, "term", "another")
SECRET = "hunter2"
NOW = datetime(2026, 3, 2, tzinfo=UTC)
DAY = NOW.date()


async def try_everything(store: Store) -> None:
    """Write in every way; each must say that nothing was saved."""
    for attempt in (
        store.revisions.save(Draft(ENTRY, "2", 1), 1),
        store.settings.change(1, lambda old: old.having(language="fr")),
        store.gaps.record(1, "words", 1, DAY),
        store.usage.add(1, {SUBJECT: 1}, DAY),
        store.suggestions.add(1, 1, 1, "text"),
        store.opt_outs.add(1, 1),
        store.privacy.delete(1),
        store.retention.purge(NOW),
    ):
        with pytest.raises(StoreUnavailable) as caught:
            await attempt
        assert not caught.value.may_be_saved


async def test_with_the_server_stopped_nothing_is_saved_and_settings_are_remembered(
    postgres: Postgres, postgres_url: str
) -> None:
    async with open_store(postgres_url) as store:
        await store.revisions.save(Draft(ENTRY, "1", 0), 1)
        german = await store.settings.change(1, lambda old: old.having(language="de"))
        postgres.stop()
        try:
            await try_everything(store)
            assert await store.settings.get(1) == german
            assert await store.settings.get(2) == DEFAULTS
            with pytest.raises(StoreUnavailable):
                await store.revisions.live(1)
        finally:
            postgres.start()

        assert [found.document for found in await store.revisions.live(1)] == ["1"]
        assert await store.settings.get(1) == german
        assert await store.gaps.all_gaps(1) == ()


async def test_with_the_file_locked_nothing_is_saved(
    tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.store.engines.BUSY_SECONDS", 0.01)
    async with open_store(sqlite_url) as store:
        await store.revisions.save(Draft(ENTRY, "1", 0), 1)
        intruder = sqlite3.connect(tmp_path / "store.db", isolation_level=None)
        intruder.execute("BEGIN IMMEDIATE")
        try:
            await try_everything(store)
            assert len(await store.revisions.live(1)) == 1  # reading goes on
        finally:
            intruder.close()

        await store.revisions.save(Draft(ENTRY, "2", 1), 1)
        assert [found.number for found in await store.revisions.history(ENTRY)] == [2, 1]


async def test_a_connection_that_breaks_during_the_commit_leaves_it_open(
    postgres: Postgres, postgres_url: str
) -> None:
    async with open_store(postgres_url) as store:
        await postgres.run(
            "CREATE FUNCTION doze() RETURNS trigger LANGUAGE plpgsql"
            " AS 'BEGIN PERFORM pg_sleep(60); RETURN NULL; END'"
        )
        await postgres.run(
            "CREATE CONSTRAINT TRIGGER doze AFTER INSERT ON revision"
            " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION doze()"
        )
        saving = asyncio.ensure_future(store.revisions.save(Draft(ENTRY, "1", 0), 1))
        await postgres.wait_until(
            found=True,
            query="SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE query = 'COMMIT;' AND state = 'active'",
        )
        with pytest.raises(StoreUnavailable) as caught:
            await saving
        assert caught.value.may_be_saved


async def test_a_cancelled_save_leaves_the_store_usable(store: Store) -> None:
    for ticks in range(0, 60, 2):  # from before the connection until after the commit
        saving = asyncio.ensure_future(store.revisions.save(Draft(ENTRY, "x", 0), 1))
        for _ in range(ticks):
            await asyncio.sleep(0)
        saving.cancel()
        await asyncio.wait([saving])

    newest = await store.revisions.newest(ENTRY)
    await store.revisions.save(Draft(ENTRY, "last", newest.number if newest else 0), 1)
    assert [found.document for found in await store.revisions.live(1)] == ["last"]


async def test_a_cancelled_save_holds_no_lock(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.store.engines.BUSY_SECONDS", 0)  # a lock is an error at once
    gc.disable()  # which would end what was left behind
    try:
        async with open_store(sqlite_url) as store:
            for n in range(120):
                saving = asyncio.ensure_future(store.revisions.save(Draft(ENTRY, "x", 0), 1))
                await asyncio.sleep(n % 30 / 10_000)  # to be in the midst of each of its steps
                saving.cancel()
                await asyncio.wait([saving])
                saved = await store.revisions.save(Draft(OTHER, "y", n), 1)
                assert isinstance(saved, Saved)
    finally:
        gc.enable()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "no url",
        f"mysql://me:{SECRET}@localhost/x",
        f"postgresql://me:{SECRET}@127.0.0.1:1/nothing",
        "sqlite:////dev/null/store.db",
    ],
)
async def test_a_database_that_cannot_be_opened_is_one_sentence_without_its_password(
    url: str,
) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        async with open_store(url):
            pass

    assert SECRET not in str(caught.value)


async def test_a_file_that_is_no_database_is_not_touched(tmp_path: Path, sqlite_url: str) -> None:
    path = tmp_path / "store.db"
    path.write_text("my precious notes\n" * 100)

    with pytest.raises(StoreUnavailable):
        async with open_store(sqlite_url):
            pass

    assert path.read_text() == "my precious notes\n" * 100


async def test_errors_never_hold_what_people_wrote(
    postgres_url: str,
) -> None:
    async with open_store(postgres_url) as store:
        too_long = EntryKey(1, "role", "x" * 100)
        with pytest.raises(DBAPIError) as caught:  # a bug of the caller, and no outage
            await store.revisions.save(Draft(too_long, SECRET, 0), 1, SECRET)

    assert SECRET not in str(caught.value)
