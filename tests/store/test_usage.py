"""Counts of what was answered: they add up, whoever counts."""

import asyncio
from collections.abc import Mapping
from datetime import date, timedelta

from knowledge.store.store import Store, open_store
from knowledge.store.usage import Answered, Subject
from tests.store.rows import rows

MONDAY = date(2026, 3, 2)
SKILLS = Subject("role", "ml-engineer", "role-skills")
CAREER = Subject("role", "ml-engineer", "role-career")
TERM = Subject("term", "overfitting", "define-term")


async def counted(store: Store, since: date = MONDAY, guild_id: int = 1) -> Mapping[Subject, int]:
    found = await store.usage.counts(guild_id, since)
    return {each.subject: each.answers for each in found}


async def test_counts_of_a_day_add_up(store: Store) -> None:
    await store.usage.add(1, {SKILLS: 2, TERM: 1}, MONDAY)
    await store.usage.add(1, {SKILLS: 3}, MONDAY)

    assert await counted(store) == {SKILLS: 5, TERM: 1}


async def test_those_asked_most_come_first(store: Store) -> None:
    await store.usage.add(1, {TERM: 1, SKILLS: 2, CAREER: 2}, MONDAY)

    assert await store.usage.counts(1, MONDAY) == (
        Answered(CAREER, 2),
        Answered(SKILLS, 2),
        Answered(TERM, 1),
    )


async def test_days_are_added_up_from_the_wanted_one_on(store: Store) -> None:
    for days in range(3):
        await store.usage.add(1, {SKILLS: 1}, MONDAY + timedelta(days=days))

    assert await counted(store) == {SKILLS: 3}
    assert await counted(store, MONDAY + timedelta(days=1)) == {SKILLS: 2}
    assert await counted(store, MONDAY + timedelta(days=3)) == {}


async def test_a_guild_has_its_own_counts(store: Store) -> None:
    await store.usage.add(1, {SKILLS: 1}, MONDAY)

    assert await counted(store, guild_id=2) == {}


async def test_nothing_to_add_leaves_no_trace(store: Store, url: str) -> None:
    await store.usage.add(404, {}, MONDAY)

    assert not any((await rows(url, 404)).values())


async def test_processes_that_count_at_once_lose_nothing(url: str) -> None:
    async with open_store(url) as one, open_store(url) as other:
        forwards = {SKILLS: 1, CAREER: 1, TERM: 1}
        backwards = dict(reversed(forwards.items()))
        await asyncio.gather(
            *(
                store.usage.add(1, counts, MONDAY)
                for store, counts in ((one, forwards), (other, backwards))
                for _ in range(10)
            )
        )

        assert await counted(one) == {SKILLS: 20, CAREER: 20, TERM: 20}
