from datetime import date, timedelta

import pytest

from knowledge.store.gaps import MAX_WORDS_CHARS
from knowledge.store.store import Store
from tests.store.rows import rows

MONDAY = date(2026, 3, 2)
TUESDAY = MONDAY + timedelta(days=1)
ALICE, BOB = 1, 2


async def test_one_person_on_one_day_is_not_shown(store: Store) -> None:
    for _ in range(3):
        await store.gaps.record(1, "words", ALICE, MONDAY)

    assert await store.gaps.open_gaps(1) == ()
    (gap,) = await store.gaps.all_gaps(1)
    assert (gap.days, gap.people, gap.askings, gap.is_shown) == (1, 1, 1, False)


@pytest.mark.parametrize(
    ("second", "day", "days", "people"), [(BOB, MONDAY, 1, 2), (ALICE, TUESDAY, 2, 1)]
)
async def test_two_people_or_two_days_are_shown(
    store: Store, second: int, day: date, days: int, people: int
) -> None:
    gap_id = await store.gaps.record(1, "words", ALICE, MONDAY)
    assert await store.gaps.record(1, "words", second, day) == gap_id

    (gap,) = await store.gaps.open_gaps(1)
    assert (gap.gap_id, gap.words, gap.state) == (gap_id, "words", "open")
    assert (gap.days, gap.people, gap.askings, gap.asked_on) == (days, people, 2, day)


async def test_the_caller_groups_what_is_alike(store: Store) -> None:
    first = await store.gaps.record(1, "some words", ALICE, MONDAY)

    assert await store.gaps.record(1, "some wrods", BOB, MONDAY, group_of=first) == first

    (gap,) = await store.gaps.open_gaps(1)
    assert gap.words == "some words"


async def test_a_group_that_is_gone_or_elsewhere_begins_anew(store: Store) -> None:
    elsewhere = await store.gaps.record(2, "words", ALICE, MONDAY)

    gap_id = await store.gaps.record(1, "other words", ALICE, MONDAY, group_of=elsewhere)

    assert gap_id != elsewhere
    assert [gap.words for gap in await store.gaps.all_gaps(1)] == ["other words"]
    assert [gap.words for gap in await store.gaps.all_gaps(2)] == ["words"]


async def test_those_asked_most_come_first(store: Store) -> None:
    for who in range(2):
        await store.gaps.record(1, "twice", who, MONDAY)
    for who in range(3):
        await store.gaps.record(1, "thrice", who, MONDAY)

    assert [gap.words for gap in await store.gaps.open_gaps(1)] == ["thrice", "twice"]


async def test_what_was_decided_on_is_no_longer_open_and_stays_so(store: Store) -> None:
    ids = [await store.gaps.record(1, words, ALICE, MONDAY) for words in ("a", "b", "c")]
    assert await store.gaps.decide(1, ids[0], "assigned", ("role", "ml-engineer"))
    assert await store.gaps.decide(1, ids[1], "not-ours")
    assert await store.gaps.decide(1, ids[2], "dropped")

    for words in ("a", "b", "c"):
        await store.gaps.record(1, words, BOB, TUESDAY)

    assert await store.gaps.open_gaps(1) == ()
    states = {gap.words: (gap.state, gap.assigned) for gap in await store.gaps.all_gaps(1)}
    assert states == {
        "a": ("assigned", ("role", "ml-engineer")),
        "b": ("not-ours", None),
        "c": ("dropped", None),
    }
    assert await store.gaps.decide(1, ids[0], "open")
    assert [gap.assigned for gap in await store.gaps.open_gaps(1)] == [None]


async def test_deciding_on_what_is_not_there_says_so(store: Store) -> None:
    gap_id = await store.gaps.record(1, "words", ALICE, MONDAY)

    assert not await store.gaps.decide(1, gap_id + 1, "dropped")
    assert not await store.gaps.decide(2, gap_id, "dropped")
    with pytest.raises(ValueError, match="assigned to an entry"):
        await store.gaps.decide(1, gap_id, "assigned")


async def test_nobody_is_known_for_longer_than_a_day_or_in_two_guilds(
    store: Store, url: str
) -> None:
    for guild_id in (1, 2):
        for day in (MONDAY, TUESDAY):
            await store.gaps.record(guild_id, "words", ALICE, day)

    found = await rows(url)
    hashes = [asker for *_, asker in found["asking"]]
    assert len(set(hashes)) == 4
    assert [(guild, day) for guild, day, _ in found["gap_salt"]] == [(1, TUESDAY), (2, TUESDAY)]
    assert str(ALICE) not in hashes


async def test_a_question_of_any_length_is_taken(store: Store) -> None:
    long = "wörds " * 1000

    first = await store.gaps.record(1, long, ALICE, MONDAY)

    assert await store.gaps.record(1, long, BOB, MONDAY) == first
    (gap,) = await store.gaps.open_gaps(1)
    assert gap.words == long[:MAX_WORDS_CHARS]
