"""Nothing outlives its time, and nothing goes before it."""

from datetime import date, datetime

from knowledge.store.retention import DAYS_AFTER_LEAVING, KEPT, KEPT_WITH_GUILD, Keep
from knowledge.store.store import Store
from knowledge.store.tables import metadata
from tests.engines import Calendar
from tests.store.filling import fill
from tests.store.rows import rows

STAYS, LEAVES = 1, 2


def test_every_table_has_a_time() -> None:
    named = {keep.column.table.name for keep in KEPT} | {table.name for table in KEPT_WITH_GUILD}

    assert named == {table.name for table in metadata.sorted_tables} - {"counter"}


def test_the_times_are_those_that_people_are_promised() -> None:
    assert {keep.column.table.name: keep.days for keep in KEPT} == {
        "gap_salt": 0,
        "asking": 30,
        "gap": 30,
        "vote": 365,
        "usage": 90,
        "suggestion": 180,
        "guild": 30,
    }


def age_days(keep: Keep, row: tuple[object, ...], now: datetime) -> float | None:
    """How long ago the time in the column of a row was; None if it has none."""
    value = row[list(keep.column.table.c).index(keep.column)]
    if isinstance(value, datetime):
        return (now - value).total_seconds() / 86400
    return (now.date() - value).days if isinstance(value, date) else None


async def test_nothing_outlives_its_time(store: Store, url: str, calendar: Calendar) -> None:
    for guild_id in (STAYS, LEAVES):
        await fill(store, guild_id, "x", calendar.now)
    filled = await rows(url)
    assert all(len(filled[name]) >= 2 for name in filled if name != "counter")
    await store.retention.leave(LEAVES)
    start = calendar.now

    edges = {keep.days for keep in KEPT}
    for day in sorted({0} | {edge + step for edge in edges for step in (0, 1)}):
        calendar.now = start
        calendar.pass_days(day)
        await store.retention.purge(calendar.now)
        left = await rows(url)

        for keep in KEPT:
            found = left[keep.column.table.name]
            ages = [age_days(keep, row, calendar.now) for row in found]
            assert all(age is None or age <= keep.days for age in ages), (keep, day)
            if keep.column.table.name != "guild":  # its own test is below
                is_there = STAYS in {row[0] for row in found}
                assert is_there == (day <= keep.days), (keep, day)
        for table in KEPT_WITH_GUILD:
            assert STAYS in {row[0] for row in left[table.name]}, (table.name, day)
        held = {name for name, found in left.items() if LEAVES in {row[0] for row in found}}
        assert ("guild" in held) == (day <= DAYS_AFTER_LEAVING)
        if day > DAYS_AFTER_LEAVING:
            assert not held - {"counter"}, day


async def test_a_guild_that_comes_back_in_time_keeps_everything(
    store: Store, url: str, calendar: Calendar
) -> None:
    await fill(store, STAYS, "x", calendar.now)
    before = await store.changes.latest()
    await store.retention.leave(STAYS)
    assert await store.retention.present() == set()
    assert await store.retention.absent() == {STAYS}

    calendar.pass_days(DAYS_AFTER_LEAVING - 1)
    await store.retention.leave(STAYS)  # told again: the clock runs on
    calendar.pass_days(0.5)
    await store.retention.rejoin(STAYS)
    await store.retention.rejoin(STAYS)
    calendar.pass_days(10)
    await store.retention.purge(calendar.now)

    assert await store.retention.present() == {STAYS}
    assert await store.retention.absent() == set()
    assert len(await store.revisions.live(STAYS)) == 1
    assert (await store.changes.changed_since(before)).guild_ids == (STAYS,)


async def test_leaving_again_does_not_start_the_clock_anew(
    store: Store, calendar: Calendar
) -> None:
    await fill(store, LEAVES, "x", calendar.now)
    await store.retention.leave(LEAVES)
    calendar.pass_days(DAYS_AFTER_LEAVING)
    await store.retention.leave(LEAVES)
    calendar.pass_days(1)

    gone = await store.retention.purge(calendar.now)

    assert gone["guild"] == 1
    assert await store.revisions.live(LEAVES) == ()


async def test_a_guild_of_which_nothing_is_held_leaves_no_trace(store: Store, url: str) -> None:
    await store.retention.leave(404)
    await store.retention.rejoin(404)

    assert (await rows(url, 404))["guild"] == []
    assert await store.changes.latest() == 0


async def test_what_is_asked_again_is_kept_anew(store: Store, calendar: Calendar) -> None:
    await store.gaps.record(STAYS, "words", 1, calendar.now.date())
    calendar.pass_days(20)
    await store.gaps.record(STAYS, "words", 1, calendar.now.date())
    calendar.pass_days(20)
    await store.retention.purge(calendar.now)

    (gap,) = await store.gaps.all_gaps(STAYS)
    assert (gap.askings, gap.is_shown) == (1, False)  # the first asking is over its time
