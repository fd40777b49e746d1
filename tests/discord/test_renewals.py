"""What is known of servers is read once, anew after a change, and never waited for long."""

import asyncio

import pytest

from bot.renewals import MAX_REMEMBERED, RETRY_SECONDS, Renewals
from knowledge.store.outage import StoreUnavailable
from tests.conftest import Clock


class Shelf:
    """A store that counts its readers, and may be away or hang."""

    def __init__(self) -> None:
        self.reads: list[int] = []
        self.is_away = False
        self.gate = asyncio.Event()
        self.gate.set()

    async def read(self, guild_id: int) -> int:
        self.reads.append(guild_id)
        await self.gate.wait()
        if self.is_away:
            raise StoreUnavailable("gone")
        return len(self.reads)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def renewals(shelf: Shelf, clock: Clock) -> Renewals[int]:
    return Renewals(shelf.read, clock)


async def test_a_server_is_read_once_until_it_changes(
    shelf: Shelf, renewals: Renewals[int]
) -> None:
    for _ in range(3):
        await renewals.current(1)
    renewals.forget(1)
    renewals.forget(2)
    for _ in range(3):
        await renewals.current(1)

    assert shelf.reads == [1, 1]


async def test_many_at_once_read_once(shelf: Shelf, renewals: Renewals[int]) -> None:
    await asyncio.gather(*(renewals.current(1) for _ in range(20)))

    assert shelf.reads == [1]


async def test_a_change_while_it_is_read_is_read_again(
    shelf: Shelf, renewals: Renewals[int]
) -> None:
    shelf.gate.clear()
    reading = asyncio.ensure_future(renewals.current(1))
    while not shelf.reads:  # noqa: ASYNC110 (there is no event)
        await asyncio.sleep(0)
    renewals.forget(1)
    shelf.gate.set()
    await reading
    await renewals.current(1)
    await renewals.current(1)

    assert shelf.reads == [1, 1]


async def test_a_store_that_is_away_is_asked_now_and_then(
    shelf: Shelf, renewals: Renewals[int], clock: Clock
) -> None:
    shelf.is_away = True
    assert [await renewals.current(guild_id) for guild_id in (1, 2, 1)] == [None] * 3
    assert shelf.reads == [1]

    shelf.is_away = False
    clock.seconds += RETRY_SECONDS
    assert [await renewals.current(guild_id) for guild_id in (1, 2, 1)] == [2, 3, 2]
    assert shelf.reads == [1, 1, 2]


async def test_what_was_known_last_can_still_be_had(shelf: Shelf, renewals: Renewals[int]) -> None:
    assert renewals.known(1) is None
    await renewals.current(1)
    shelf.is_away = True
    renewals.forget(1)

    assert await renewals.current(1) is None
    assert renewals.known(1) == 1


async def test_a_store_that_hangs_holds_nobody_up(
    shelf: Shelf, renewals: Renewals[int], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.renewals.PATIENCE_SECONDS", 0.01)
    shelf.gate.clear()
    async with asyncio.timeout(5):
        for _ in range(100):  # only the first waits at all
            await renewals.current(1)
        clock.seconds += RETRY_SECONDS
        await renewals.current(1)
    shelf.gate.set()
    await asyncio.sleep(0)
    await asyncio.sleep(0)

    clock.seconds += RETRY_SECONDS
    await renewals.current(1)
    assert shelf.reads == [1]


async def test_a_bug_is_not_taken_for_an_outage() -> None:
    async def read(_: int) -> None:
        raise RuntimeError("bug")

    with pytest.raises(RuntimeError):
        await Renewals(read).current(1)


async def test_only_so_many_are_remembered(
    shelf: Shelf, renewals: Renewals[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MAX_REMEMBERED > 1000
    monkeypatch.setattr("bot.renewals.MAX_REMEMBERED", 2)
    for guild_id in (1, 2, 3, 3, 1):
        await renewals.current(guild_id)

    assert shelf.reads == [1, 2, 3, 1]
    assert renewals.known(2) is None
