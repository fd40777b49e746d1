"""Many writers at once, from several processes' stores."""

import asyncio
from contextlib import AsyncExitStack
from datetime import date

from knowledge.store.guild_settings import GuildSettings
from knowledge.store.revision import Conflict, Draft, EntryKey, Saved
from knowledge.store.store import Store, open_store

WRITERS = 12
SAVES = 5
ENTRY = EntryKey(1, "role", "ml-engineer")
DAY = date(2026, 3, 2)


async def write(store: Store, who: int) -> list[tuple[int, str]]:
    """Save texts on one entry as a patient curator: after a conflict, on top of what is there."""
    done: list[tuple[int, str]] = []
    based_on = 0
    while len(done) < SAVES:
        text = f"{who}:{len(done)}"
        match await store.revisions.save(Draft(ENTRY, text, based_on), who):
            case Saved((saved,)):
                done.append((saved.number, text))
                based_on = saved.number
            case Conflict((current,)):
                based_on = current.number
    return done


async def test_writers_on_one_entry_lose_nothing(url: str) -> None:
    async with AsyncExitStack() as stack:
        stores = [await stack.enter_async_context(open_store(url)) for _ in range(3)]

        written = await asyncio.gather(*(write(stores[n % 3], n) for n in range(WRITERS)))

        history = await stores[0].revisions.history(ENTRY, limit=1000)
    acknowledged = dict(saved for done in written for saved in done)
    total = WRITERS * SAVES
    assert len(acknowledged) == total  # no number twice
    assert {found.number: found.document for found in history} == acknowledged
    assert [found.number for found in history] == list(range(total, 0, -1))
    assert [found.sequence for found in history] == list(range(total, 0, -1))


async def test_whoever_follows_the_numbers_misses_no_change(url: str) -> None:
    guilds = range(1, 31)
    seen: set[int] = set()
    async with open_store(url) as store, open_store(url) as reader:

        async def follow() -> None:
            sequence = 0
            while len(seen) < len(guilds):
                changed = await reader.changes.changed_since(sequence)
                seen.update(changed.guild_ids)
                sequence = changed.sequence
                await asyncio.sleep(0)

        drafts = [Draft(EntryKey(guild, "role", "x"), "x", 0) for guild in guilds]
        saves = (store.revisions.save(draft, 1) for draft in drafts)
        async with asyncio.timeout(30):
            await asyncio.gather(follow(), *saves)
        assert await store.changes.latest() == len(guilds)
    assert seen == set(guilds)


async def test_settings_changed_at_once_all_count(url: str) -> None:
    async with open_store(url) as one, open_store(url) as two:

        def mute(channel: int, old: GuildSettings) -> GuildSettings:
            return old.having(channel_modes={**old.channel_modes, channel: "off"})

        await asyncio.gather(
            *(
                (one, two)[n % 2].settings.change(1, lambda old, n=n: mute(n, old))  # type: ignore[misc]
                for n in range(20)
            )
        )

        assert set((await one.settings.get(1)).channel_modes) == set(range(20))


async def test_the_same_words_at_once_are_one_gap(url: str) -> None:
    async with open_store(url) as one, open_store(url) as two:
        from_each = [(one, two)[n % 2].gaps.record(1, "same words", n, DAY) for n in range(20)]

        assert len(set(await asyncio.gather(*from_each))) == 1
        (gap,) = await one.gaps.open_gaps(1)
        assert gap.people == 20
