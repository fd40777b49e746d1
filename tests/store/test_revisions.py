import pytest
from sqlalchemy.exc import StatementError

from knowledge.store.revision import Conflict, Draft, EntryKey, Missing, Revision, Saved
from knowledge.store.store import Store
from tests.engines import Calendar

ALICE, BOB = 1, 2
ROLE = EntryKey(100, "role", "ml-engineer")
TERM = EntryKey(100, "term", "ml-engineer")


async def save(
    store: Store, document: str | None, based_on: int, who: int = ALICE, entry: EntryKey = ROLE
) -> Revision:
    outcome = await store.revisions.save(Draft(entry, document, based_on), who, "why")
    assert isinstance(outcome, Saved)
    return outcome.revisions[0]


async def documents(store: Store) -> list[str | None]:
    return [found.document for found in await store.revisions.live(ROLE.guild_id)]


async def test_a_save_is_read_back_whole(store: Store, calendar: Calendar) -> None:
    text = "name: Ünïcode ✓\nsummary: |\n  two\n  lines\n"

    saved = await save(store, text, 0)

    assert saved == Revision(ROLE, 1, text, ALICE, calendar.now, "why", 1, None)
    assert await store.revisions.live(100) == (saved,)
    assert await store.revisions.newest(ROLE) == saved


async def test_what_no_database_stores_is_replaced(store: Store) -> None:
    await save(store, "nul \0 surrogate \ud800", 0)

    assert await documents(store) == ["nul \N{REPLACEMENT CHARACTER} surrogate ?"]


async def test_numbers_count_for_each_entry(store: Store) -> None:
    await save(store, "1", 0)
    second = await save(store, "2", 1)
    other = await save(store, "t", 0, entry=TERM)

    assert (second.number, second.sequence) == (2, 2)
    assert (other.number, other.sequence) == (1, 3)


@pytest.mark.parametrize("based_on", [0, 1, 3])
async def test_whoever_saw_an_older_one_is_told_what_is_there(store: Store, based_on: int) -> None:
    await save(store, "1", 0)
    newest = await save(store, "2", 1)

    outcome = await store.revisions.save(Draft(ROLE, "mine", based_on), BOB)

    assert outcome == Conflict((newest,))
    assert await store.revisions.newest(ROLE) == newest
    assert await store.changes.latest() == 2  # a conflict is no change


async def test_a_retracted_entry_is_gone_and_not_lost(store: Store) -> None:
    await save(store, "1", 0)

    await store.revisions.retract(ROLE, 1, BOB, "wrong")

    assert await documents(store) == []
    newest, first = await store.revisions.history(ROLE)
    assert (newest.document, newest.author_id, newest.note) == (None, BOB, "wrong")
    assert first.document == "1"


async def test_what_was_taken_back_can_be_saved_again(store: Store) -> None:
    await save(store, "1", 0)
    await store.revisions.retract(ROLE, 1, ALICE)
    first = await store.revisions.one(ROLE, 1)
    assert first is not None

    again = await save(store, first.document, 2)

    assert again.number == 3
    assert await documents(store) == ["1"]
    assert await store.revisions.one(ROLE, 4) is None


async def test_history_comes_in_pages(store: Store) -> None:
    for number in range(5):
        await save(store, str(number), number)

    first = await store.revisions.history(ROLE, limit=2)
    second = await store.revisions.history(ROLE, before=first[-1].number, limit=10)

    assert [found.number for found in first] == [5, 4]
    assert [found.number for found in second] == [3, 2, 1]
    assert await store.revisions.history(TERM) == ()
    assert await store.revisions.newest(TERM) is None


async def test_an_import_is_all_or_nothing(store: Store) -> None:
    taken = await save(store, "t", 0, entry=TERM)

    refused = await store.revisions.save_all([Draft(ROLE, "r", 0), Draft(TERM, "t2", 0)], BOB)
    assert refused == Conflict((taken,))
    assert await documents(store) == ["t"]

    saved = await store.revisions.save_all([Draft(ROLE, "r", 0), Draft(TERM, "t2", 1)], BOB)
    assert isinstance(saved, Saved)
    assert [found.number for found in saved.revisions] == [1, 2]
    assert {found.sequence for found in saved.revisions} == {2}
    assert await documents(store) == ["r", "t2"]


@pytest.mark.parametrize(
    "drafts",
    [
        [],
        [Draft(ROLE, "a", 0), Draft(ROLE, "b", 0)],
        [Draft(ROLE, "a", 0), Draft(EntryKey(200, "role", "x"), "b", 0)],
    ],
    ids=["none", "one entry twice", "two guilds"],
)
async def test_a_change_that_makes_no_sense_is_refused(store: Store, drafts: list[Draft]) -> None:
    with pytest.raises(ValueError, match="one"):
        await store.revisions.save_all(drafts, ALICE)
    assert await store.changes.latest() == 0


async def test_undo_takes_back_ones_last_changes_one_after_the_other(store: Store) -> None:
    await save(store, "1", 0)
    await save(store, "2", 1)
    await save(store, "3", 2)

    seen = []
    while isinstance(undone := await store.revisions.undo(100, ALICE), Saved):
        seen.append((undone.revisions[0].undoes, *(await documents(store))))

    assert seen == [(3, "2"), (2, "1"), (1,)]
    assert undone == Missing()


async def test_undo_is_the_authors_own(store: Store) -> None:
    await save(store, "1", 0, ALICE)
    await save(store, "t", 0, BOB, TERM)

    await store.revisions.undo(100, ALICE)

    assert await documents(store) == ["t"]
    assert await store.revisions.undo(200, BOB) == Missing()


async def test_undo_does_not_take_back_what_somebody_built_upon(store: Store) -> None:
    await save(store, "1", 0, ALICE)
    newest = await save(store, "2", 1, BOB)

    assert await store.revisions.undo(100, ALICE) == Conflict((newest,))
    assert await documents(store) == ["2"]


async def test_a_removal_and_an_import_are_undone_whole(store: Store) -> None:
    await store.revisions.save_all([Draft(ROLE, "r", 0), Draft(TERM, "t", 0)], ALICE)
    await store.revisions.retract(ROLE, 1, ALICE)

    await store.revisions.undo(100, ALICE)
    assert await documents(store) == ["r", "t"]

    await store.revisions.undo(100, ALICE)
    assert await documents(store) == []


async def test_after_an_undo_new_work_is_what_is_undone_next(store: Store) -> None:
    await save(store, "1", 0)
    await save(store, "2", 1)
    await store.revisions.undo(100, ALICE)
    await save(store, "3", 3)

    await store.revisions.undo(100, ALICE)
    assert await documents(store) == ["1"]
    await store.revisions.undo(100, ALICE)
    assert await documents(store) == []


async def test_a_time_without_a_zone_is_refused(store: Store, calendar: Calendar) -> None:
    calendar.now = calendar.now.replace(tzinfo=None)

    with pytest.raises(StatementError, match="time zone"):
        await store.revisions.save(Draft(ROLE, "1", 0), ALICE)


async def test_the_heads_are_the_newest_of_every_entry_also_of_retracted_ones(
    store: Store,
) -> None:
    await save(store, "one", 0)
    retracted = await save(store, None, 1)
    live = await save(store, "two", 0, entry=TERM)

    assert await store.revisions.heads(100) == (retracted, live)
    assert await store.revisions.live(100) == (live,)
    assert await store.revisions.heads(200) == ()
