"""Who hears of a change: this process on both engines, other processes on PostgreSQL."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator

import pytest

from knowledge.store.changes import Changed
from knowledge.store.revision import Draft, EntryKey
from knowledge.store.store import Store, open_store
from tests.engines import PATIENCE_SECONDS, Postgres


class Ear:
    """Remembers the guilds that changed."""

    def __init__(self, store: Store) -> None:
        self.heard: asyncio.Queue[int] = asyncio.Queue()
        self.close = store.changes.subscribe(self.heard.put_nowait)

    async def hears(self, guild_id: int) -> None:
        """Wait until a change of the guild was heard; others before it are passed over."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while await self.heard.get() != guild_id:
                pass


async def save(store: Store, guild_id: int) -> None:
    entry = EntryKey(guild_id, "role", "x")
    newest = await store.revisions.newest(entry)
    await store.revisions.save(Draft(entry, "x", newest.number if newest else 0), 1)


@pytest.fixture
async def there(postgres_url: str) -> AsyncIterator[Store]:
    """The store of another process, on PostgreSQL."""
    async with open_store(postgres_url) as opened:
        yield opened


@pytest.fixture
async def here(postgres_url: str) -> AsyncIterator[Store]:
    async with open_store(postgres_url) as opened:
        yield opened


async def kill_connections(postgres: Postgres) -> None:
    """End every connection of every store, as an operator or a crash would."""
    await postgres.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'rolecall'"
    )


async def test_a_store_tells_its_own_process(store: Store) -> None:
    ear = Ear(store)

    await save(store, 7)
    await ear.hears(7)

    ear.close()
    await save(store, 8)
    await asyncio.sleep(0.05)
    assert 8 not in [ear.heard.get_nowait() for _ in range(ear.heard.qsize())]


async def test_what_was_not_saved_is_not_told(store: Store) -> None:
    await save(store, 7)
    ear = Ear(store)

    await store.revisions.save(Draft(EntryKey(7, "role", "x"), "late", 0), 2)
    await save(store, 8)
    await ear.hears(8)

    assert await store.changes.changed_since(1) == Changed((8,), 2)


async def test_a_listener_that_fails_does_not_fail_the_save(store: Store) -> None:
    troubles: list[object] = []
    asyncio.get_running_loop().set_exception_handler(
        lambda loop, context: troubles.append(context["exception"])
    )

    def stumble(guild_id: int) -> None:
        raise RuntimeError

    store.changes.subscribe(stumble)
    ear = Ear(store)
    await save(store, 7)
    await ear.hears(7)

    assert await store.changes.latest() == 1
    assert troubles


async def test_each_change_is_listed_once_in_order(store: Store) -> None:
    for guild_id in (5, 6, 5, 7):
        await save(store, guild_id)

    assert await store.changes.changed_since(0) == Changed((6, 5, 7), 4)
    assert await store.changes.changed_since(3) == Changed((7,), 4)
    assert await store.changes.changed_since(4) == Changed((), 4)


async def test_settings_and_opt_outs_are_changes_too(store: Store) -> None:
    await store.settings.change(5, lambda old: old)
    await store.opt_outs.add(6, 1)
    await store.opt_outs.remove(6, 1)
    await store.opt_outs.remove(6, 1)  # wasn't there any more: no change

    assert await store.changes.changed_since(0) == Changed((5, 6), 3)


async def test_another_process_hears_of_it(here: Store, there: Store) -> None:
    ear = Ear(there)

    await save(here, 7)
    await ear.hears(7)

    assert len(await there.revisions.live(7)) == 1


async def test_settings_that_another_process_changes_are_read_anew(
    here: Store, there: Store
) -> None:
    await there.settings.get(7)
    await there.settings.get(7)  # from memory now
    ear = Ear(there)

    await here.settings.change(7, lambda old: old.having(language="de"))
    await ear.hears(7)

    assert (await there.settings.get(7)).language == "de"


async def test_what_happened_without_a_connection_is_caught_up(
    postgres: Postgres, here: Store, there: Store
) -> None:
    ear = Ear(there)
    for guild_id in (1, 2, 3):
        await kill_connections(postgres)
        await save(here, guild_id)
        await ear.hears(guild_id)


async def test_a_restart_of_the_server_is_survived(
    postgres: Postgres, here: Store, there: Store
) -> None:
    ear = Ear(there)
    postgres.stop()
    await asyncio.sleep(0.4)  # long enough for an attempt that fails
    postgres.start()

    await save(here, 7)
    await ear.hears(7)


async def test_a_connection_that_is_probed_goes_on_hearing(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.store.listener.PROBE_SECONDS", 0.05)
    async with open_store(postgres_url) as store:
        ear = Ear(store)
        await asyncio.sleep(0.2)  # several probes pass
        async with open_store(postgres_url) as other:
            await save(other, 7)
        await ear.hears(7)


async def test_a_store_that_is_closed_leaves_no_connection(
    postgres: Postgres, postgres_url: str
) -> None:
    async with open_store(postgres_url) as store:
        await save(store, 7)

    await postgres.wait_until(  # the server needs a moment to see that a client hung up
        found=False,
        query="SELECT pid FROM pg_stat_activity WHERE application_name = 'rolecall'",
    )


async def test_a_connection_that_no_longer_answers_is_replaced(
    postgres: Postgres, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.store.listener.PROBE_SECONDS", 0.1)
    monkeypatch.setattr("knowledge.store.engines.COMMAND_SECONDS", 1.0)
    listening = "SELECT pid FROM pg_stat_activity WHERE query LIKE 'LISTEN%' OR query = 'SELECT 1'"
    async with open_store(postgres_url) as store:
        ear = Ear(store)
        await postgres.wait_until(found=True, query=listening)
        ((frozen,),) = await postgres.run(listening)
        os.kill(frozen, signal.SIGSTOP)  # as if the network swallowed everything
        try:
            monkeypatch.undo()
            async with open_store(postgres_url) as other:
                await save(other, 7)
                await ear.hears(7)
        finally:
            os.kill(frozen, signal.SIGCONT)
