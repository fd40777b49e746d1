import asyncio

from knowledge.store.store import Store
from knowledge.store.suggestions import Decision, Suggestion
from tests.engines import Calendar

ALICE, CURATOR, COLLEAGUE, CHANNEL = 1, 2, 3, 4


async def test_a_suggestion_waits_with_its_card(store: Store, calendar: Calendar) -> None:
    first = await store.suggestions.add(1, ALICE, CHANNEL, "please add prompts")
    calendar.pass_days(1)
    second = await store.suggestions.add(1, ALICE, CHANNEL, "and evals")

    await store.suggestions.place_card(1, first.suggestion_id, 99)

    shown, other = await store.suggestions.pending(1)
    assert shown == Suggestion(
        guild_id=1,
        suggestion_id=first.suggestion_id,
        author_id=ALICE,
        channel_id=CHANNEL,
        text="please add prompts",
        made_at=first.made_at,
        state="pending",
        card_message_id=99,
        decided_by=None,
        decided_at=None,
    )
    assert other == second
    assert await store.suggestions.find(1, second.suggestion_id) == second


async def test_the_first_decision_stands(store: Store, calendar: Calendar) -> None:
    made = await store.suggestions.add(1, ALICE, CHANNEL, "text")

    first = await store.suggestions.decide(1, made.suggestion_id, "approved", CURATOR)
    second = await store.suggestions.decide(1, made.suggestion_id, "rejected", COLLEAGUE)

    assert first is not None
    assert (first.is_first, first.suggestion.state) == (True, "approved")
    assert (first.suggestion.decided_by, first.suggestion.decided_at) == (CURATOR, calendar.now)
    assert second == Decision(first.suggestion, is_first=False)
    assert await store.suggestions.pending(1) == ()


async def test_of_two_who_decide_at_once_one_does(store: Store) -> None:
    made = await store.suggestions.add(1, ALICE, CHANNEL, "text")

    decisions = await asyncio.gather(
        *(store.suggestions.decide(1, made.suggestion_id, "approved", who) for who in range(8))
    )

    assert sum(decision is not None and decision.is_first for decision in decisions) == 1


async def test_what_is_not_there_is_none(store: Store) -> None:
    made = await store.suggestions.add(1, ALICE, CHANNEL, "text")

    assert await store.suggestions.find(2, made.suggestion_id) is None
    assert await store.suggestions.decide(2, made.suggestion_id, "approved", CURATOR) is None
    await store.suggestions.place_card(2, made.suggestion_id, 99)
    assert await store.suggestions.find(1, made.suggestion_id) == made


async def test_one_that_is_taken_back_is_gone_and_the_others_stay(store: Store) -> None:
    gone = await store.suggestions.add(1, ALICE, CHANNEL, "gone")
    stays = await store.suggestions.add(1, ALICE, CHANNEL, "stays")

    await store.suggestions.discard(1, gone.suggestion_id)
    await store.suggestions.discard(1, gone.suggestion_id)

    assert await store.suggestions.pending(1) == (stays,)
