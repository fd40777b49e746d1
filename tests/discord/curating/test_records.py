"""What is counted in memory reaches the store, once."""

import asyncio
from datetime import UTC, date, datetime

import pytest

from bot.answers.answerer import Answerer
from bot.answers.reply import Request
from bot.records import Records
from intents.outcome import Entity, Option
from knowledge.store.outage import StoreUnavailable
from knowledge.store.store import Store
from knowledge.store.usage import Subject
from tests.discord.curating.outage import outage

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SKILLS = Subject("role", "ml-engineer", "role-skills")


@pytest.fixture
def records(store: Store) -> Records:
    return Records(store)


def answer(records: Records, answerer: Answerer, guild_id: int = 1, page: int = 0) -> None:
    option = Option((SKILLS.facet,), (Entity("role", SKILLS.entry_id),))
    records.answered(guild_id, answerer.answer(Request(option, page)), NOW)


async def counted(store: Store, guild_id: int = 1) -> int:
    found = await store.usage.counts(guild_id, date.min)
    assert {each.subject for each in found} <= {SKILLS}
    return sum(each.answers for each in found)


async def test_what_is_counted_is_handed_over_once(
    records: Records, answerer: Answerer, store: Store
) -> None:
    for guild_id in (1, 1, 2):
        answer(records, answerer, guild_id)
    before = await counted(store)
    await asyncio.gather(records.hand_over(), records.hand_over())
    await records.hand_over()

    assert (before, await counted(store), await counted(store, 2)) == (0, 2, 1)


async def test_a_further_page_is_the_same_answer(
    records: Records, answerer: Answerer, store: Store
) -> None:
    answer(records, answerer)
    answer(records, answerer, page=1)
    await records.hand_over()

    assert await counted(store) == 1


async def test_what_the_store_cannot_take_is_kept(
    records: Records, answerer: Answerer, store: Store
) -> None:
    answer(records, answerer)
    with outage():
        await records.hand_over()
    answer(records, answerer)
    await records.hand_over()

    assert await counted(store) == 2


async def test_what_may_have_been_counted_is_not_counted_twice(
    records: Records, answerer: Answerer, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = store.usage.add

    async def break_off(*arguments: object) -> None:
        await add(*arguments)  # type: ignore[arg-type]
        raise StoreUnavailable("broken off", may_be_saved=True)

    answer(records, answerer)
    with monkeypatch.context() as patch:
        patch.setattr(store.usage, "add", break_off)
        await records.hand_over()
    await records.hand_over()

    assert await counted(store) == 1


async def test_what_is_cancelled_half_way_is_kept(
    records: Records, answerer: Answerer, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = asyncio.Event()

    async def hang(*_: object) -> None:
        begun.set()
        await asyncio.Event().wait()

    answer(records, answerer)
    with monkeypatch.context() as patch:
        patch.setattr(store.usage, "add", hang)
        handing = asyncio.ensure_future(records.hand_over())
        await begun.wait()
        handing.cancel()
        await asyncio.wait([handing])
    await records.hand_over()

    assert handing.cancelled()
    assert await counted(store) == 1
