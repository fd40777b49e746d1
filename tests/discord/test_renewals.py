"""What is known of servers is read once, anew after a change, and never waited for long."""

import asyncio

import pytest

from bot.renewals import MAX_CURRENT, RETRY_SECONDS, Renewals
from knowledge.store.outage import StoreUnavailable
from tests.conftest import Clock


class Shelf:
    """A store that counts its readers, and may be away or hang."""

    def __init__(self) -> None:
        self.reads: list[int] = []
        self.is_away = False
        self.gate = asyncio.Event()
        self.gate.set()

    async def read(self, guild_id: int) -> None:
        self.reads.append(guild_id)
        await self.gate.wait()
        if self.is_away:
            raise StoreUnavailable("gone")


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def renewals(shelf: Shelf, clock: Clock) -> Renewals:
    return Renewals(shelf.read, clock)


async def test_a_server_is_read_once_until_it_changes(shelf: Shelf, renewals: Renewals) -> None:
    for _ in range(3):
        await renewals.renew(1)
    renewals.forget(1)
    renewals.forget(2)
    for _ in range(3):
        await renewals.renew(1)

    assert shelf.reads == [1, 1]


async def test_many_at_once_read_once(shelf: Shelf, renewals: Renewals) -> None:
    await asyncio.gather(*(renewals.renew(1) for _ in range(20)))

    assert shelf.reads == [1]


async def test_a_change_while_it_is_read_is_read_again(shelf: Shelf, renewals: Renewals) -> None:
    shelf.gate.clear()
    reading = asyncio.ensure_future(renewals.renew(1))
    while not shelf.reads:  # noqa: ASYNC110 (there is no event)
        await asyncio.sleep(0)
    renewals.forget(1)
    shelf.gate.set()
    await reading
    await renewals.renew(1)
    await renewals.renew(1)

    assert shelf.reads == [1, 1]


async def test_a_store_that_is_away_is_asked_now_and_then(
    shelf: Shelf, renewals: Renewals, clock: Clock
) -> None:
    shelf.is_away = True
    for guild_id in (1, 2, 1):
        await renewals.renew(guild_id)
    assert shelf.reads == [1]

    shelf.is_away = False
    clock.seconds += RETRY_SECONDS
    for guild_id in (1, 2, 1):
        await renewals.renew(guild_id)
    assert shelf.reads == [1, 1, 2]


async def test_a_store_that_hangs_holds_nobody_up(
    shelf: Shelf, renewals: Renewals, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.renewals.PATIENCE_SECONDS", 0.01)
    shelf.gate.clear()
    async with asyncio.timeout(5):
        for _ in range(100):  # only the first waits at all
            await renewals.renew(1)
        clock.seconds += RETRY_SECONDS
        await renewals.renew(1)
    shelf.gate.set()
    await asyncio.sleep(0)
    await asyncio.sleep(0)

    clock.seconds += RETRY_SECONDS
    await renewals.renew(1)
    assert shelf.reads == [1]


async def test_a_bug_is_not_taken_for_an_outage() -> None:
    async def read(_: int) -> None:
        raise RuntimeError("bug")

    with pytest.raises(RuntimeError):
        await Renewals(read).renew(1)


async def test_only_so_many_are_remembered(
    shelf: Shelf, renewals: Renewals, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MAX_CURRENT > 1000
    monkeypatch.setattr("bot.renewals.MAX_CURRENT", 2)
    for guild_id in (1, 2, 3, 3, 1):
        await renewals.renew(guild_id)

    assert shelf.reads == [1, 2, 3, 1]
