"""What a person sees of themselves, and what is left once they had it deleted."""

from knowledge.store.privacy import Authorship, Deleted, Held, OptOut, Vote
from knowledge.store.store import Store
from tests.engines import Calendar
from tests.store.filling import CURATOR, MEMBER, OTHER, answer, entry, fill
from tests.store.rows import rows

NOTHING = Held((), (), (), (), ())


async def test_a_person_sees_all_that_is_held_of_them_in_every_guild(
    store: Store, calendar: Calendar
) -> None:
    ids = [(await fill(store, guild, f"g{guild}", calendar.now))[1] for guild in (1, 2)]
    now = calendar.now

    held = await store.privacy.show(MEMBER)

    assert sorted(held.votes, key=lambda vote: vote.answer.guild_id) == [
        Vote(answer(1), True, now),
        Vote(answer(2), True, now),
    ]
    assert {made.text for made in held.suggestions} == {"please add g1", "please add g2"}
    assert {made.suggestion_id for made in held.suggestions} == set(ids)
    assert set(held.opt_outs) == {OptOut(1, now), OptOut(2, now)}
    assert (held.authorships, held.decisions) == ((), ())
    assert await store.privacy.show(OTHER) == NOTHING


async def test_a_curator_sees_what_they_wrote_and_decided(store: Store, calendar: Calendar) -> None:
    _, suggestion_id = await fill(store, 1, "g1", calendar.now)
    await store.suggestions.decide(1, suggestion_id, "approved", CURATOR)

    held = await store.privacy.show(CURATOR)

    assert held.authorships == (Authorship(entry(1), 1, calendar.now),)
    assert held.decisions == ((1, suggestion_id),)


async def test_deleting_leaves_no_row_with_the_persons_id(
    store: Store, url: str, calendar: Calendar
) -> None:
    for guild in (1, 2):
        await fill(store, guild, "x", calendar.now)
        await store.feedback.vote(answer(guild), OTHER, is_helpful=False)

    assert await store.privacy.delete(MEMBER) == Deleted(2, 2, 2, 0, 0)

    assert await store.privacy.show(MEMBER) == NOTHING
    for table, found in (await rows(url)).items():
        assert not any(MEMBER in row for row in found), table
    assert [count.unhelpful for count in await store.feedback.counts(1)] == [1]  # somebody else's


async def test_what_a_former_curator_wrote_stays(
    store: Store, url: str, calendar: Calendar
) -> None:
    _, suggestion_id = await fill(store, 1, "x", calendar.now)
    await store.suggestions.decide(1, suggestion_id, "approved", CURATOR)
    before = await store.revisions.live(1)

    assert await store.privacy.delete(CURATOR) == Deleted(0, 0, 0, 1, 1)

    (after,) = await store.revisions.live(1)
    assert (after.document, after.note) == (before[0].document, before[0].note)
    assert after.author_id is None
    for table, found in (await rows(url)).items():
        assert not any(CURATOR in row for row in found), table


async def test_deleting_opt_outs_is_told_to_those_who_remember_them(
    store: Store, calendar: Calendar
) -> None:
    await fill(store, 1, "x", calendar.now)
    before = await store.changes.latest()

    await store.privacy.delete(MEMBER)
    await store.privacy.delete(MEMBER)  # nothing is left to delete

    assert (await store.changes.changed_since(before)).guild_ids == (1,)
    assert await store.changes.latest() == before + 1
