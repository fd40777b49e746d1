from dataclasses import replace
from datetime import timedelta

from knowledge.store.feedback import AnswerKey, Count
from knowledge.store.store import Store
from tests.engines import Calendar

ANSWER = AnswerKey(1, "role", "ml-engineer", "skills", "a1")
ALICE, BOB, CAROL = 1, 2, 3


async def test_votes_are_counted_by_entry_and_facet(store: Store) -> None:
    later = replace(ANSWER, answer_id="a2")
    career = replace(ANSWER, facet="career")
    await store.feedback.vote(ANSWER, ALICE, is_helpful=True)
    await store.feedback.vote(later, ALICE, is_helpful=True)
    await store.feedback.vote(ANSWER, BOB, is_helpful=False)
    await store.feedback.vote(career, CAROL, is_helpful=False)

    assert await store.feedback.counts(1) == (
        Count("role", "ml-engineer", "skills", helpful=2, unhelpful=1),
        Count("role", "ml-engineer", "career", helpful=0, unhelpful=1),
    )


async def test_a_vote_can_be_changed(store: Store) -> None:
    for is_helpful in (True, False, False):
        await store.feedback.vote(ANSWER, ALICE, is_helpful=is_helpful)

    assert await store.feedback.counts(1) == (Count("role", "ml-engineer", "skills", 0, 1),)


async def test_votes_from_some_time_on_are_counted_alone(store: Store, calendar: Calendar) -> None:
    await store.feedback.vote(ANSWER, ALICE, is_helpful=True)
    calendar.pass_days(8)
    await store.feedback.vote(ANSWER, BOB, is_helpful=False)

    lately = await store.feedback.counts(1, calendar.now - timedelta(days=7))

    assert lately == (Count("role", "ml-engineer", "skills", helpful=0, unhelpful=1),)
    assert await store.feedback.counts(1) == (Count("role", "ml-engineer", "skills", 1, 1),)
