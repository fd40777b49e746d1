"""Questions without an answer: their normalised words, never who asked.

People are told apart only within one day, by a hash with a salt of that guild and day, which is
deleted when the day is over. Which questions are alike is the caller's business.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.models import Kind
from knowledge.store.database import Database, ensure_guild, insert
from knowledge.store.tables import asking, gap, gap_salt

MAX_WORDS_CHARS = 300  # fits an index, and a line of a list

GapState = Literal["open", "assigned", "not-ours", "dropped"]


@dataclass(frozen=True, slots=True)
class Gap:
    """One question (with its likes) that had no answer."""

    guild_id: int
    gap_id: int
    words: str  # of the first who asked
    state: GapState
    assigned: tuple[Kind, str] | None  # the entry that is to answer it
    asked_on: date  # the last time
    days: int  # on how many days it was asked
    people: int  # the most different people on one day; nobody is known for longer
    askings: int  # different people, added up over the days

    @property
    def is_shown(self) -> bool:
        """Whether curators may see it: two people asked it, or it was asked on two days."""
        return self.askings >= 2


class Gaps:
    """Records gaps, and what became of them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def record(
        self, guild_id: int, words: str, asker_id: int, day: date, group_of: int | None = None
    ) -> int:
        """Count that somebody asked `words` and got no answer.

        Args:
            guild_id: Where it was asked.
            words: The question, normalised; cut at `MAX_WORDS_CHARS`.
            asker_id: Who asked. Goes into the day's hash and nowhere else.
            day: Today.
            group_of: The gap that the caller finds it alike. None, or one that is gone: the gap
                with the same words, or a new one.

        Returns:
            The id of the gap.

        Raises:
            StoreUnavailable: nothing was saved.
        """
        async with self._database.writing() as connection:
            await ensure_guild(connection, guild_id)
            salt = await _salt(connection, guild_id, day)
            gap_id = await _renew(connection, guild_id, group_of, day)
            if gap_id is None:
                gap_id = await _add(connection, guild_id, words[:MAX_WORDS_CHARS], day)
            asker = hashlib.blake2b(str(asker_id).encode(), key=salt, digest_size=16).hexdigest()
            row = insert(connection, asking).values(
                guild_id=guild_id, gap_id=gap_id, day=day, asker=asker
            )
            await connection.execute(row.on_conflict_do_nothing())
        return gap_id

    async def all_gaps(self, guild_id: int) -> tuple[Gap, ...]:
        """Return all gaps of a guild, in any state: what new questions are to be grouped with.

        Those asked most come first, then the latest.
        """
        by_day = (
            select(asking.c.gap_id, asking.c.day, func.count().label("people"))
            .where(asking.c.guild_id == guild_id)
            .group_by(asking.c.gap_id, asking.c.day)
            .subquery()
        )
        people = func.coalesce(func.sum(by_day.c.people), 0)
        query = (
            select(
                gap,
                func.count(by_day.c.day).label("days"),
                func.coalesce(func.max(by_day.c.people), 0).label("people"),
                people.label("askings"),
            )
            .outerjoin(by_day, by_day.c.gap_id == gap.c.gap_id)
            .where(gap.c.guild_id == guild_id)
            .group_by(gap.c.guild_id, gap.c.gap_id)
            .order_by(people.desc(), gap.c.asked_on.desc(), gap.c.gap_id)
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return tuple(
            Gap(
                guild_id=row.guild_id,
                gap_id=row.gap_id,
                words=row.words,
                state=row.state,
                assigned=(row.assigned_kind, row.assigned_id) if row.assigned_kind else None,
                asked_on=row.asked_on,
                days=row.days,
                people=row.people,
                askings=int(row.askings),
            )
            for row in rows
        )

    async def open_gaps(self, guild_id: int) -> tuple[Gap, ...]:
        """Return the gaps that curators are to decide on, those asked most first."""
        gaps = await self.all_gaps(guild_id)
        return tuple(found for found in gaps if found.state == "open" and found.is_shown)

    async def decide(
        self,
        guild_id: int,
        gap_id: int,
        state: GapState,
        assigned: tuple[Kind, str] | None = None,
    ) -> bool:
        """Say what becomes of a gap; return False if it is gone.

        Raises:
            ValueError: an entry without "assigned", or the other way round.
            StoreUnavailable: nothing was saved.
        """
        if (state == "assigned") != (assigned is not None):
            raise ValueError("a gap is assigned to an entry")
        kind, entry_id = assigned or (None, None)
        query = (
            update(gap)
            .where(gap.c.guild_id == guild_id, gap.c.gap_id == gap_id)
            .values(state=state, assigned_kind=kind, assigned_id=entry_id)
        )
        async with self._database.writing() as connection:
            return (await connection.execute(query)).rowcount == 1


async def _salt(connection: AsyncConnection, guild_id: int, day: date) -> bytes:
    """Return the guild's salt of a day; those of earlier days are deleted."""
    here = gap_salt.c.guild_id == guild_id
    await connection.execute(delete(gap_salt).where(here, gap_salt.c.day < day))
    row = insert(connection, gap_salt).values(
        guild_id=guild_id, day=day, salt=secrets.token_hex(32)
    )
    await connection.execute(row.on_conflict_do_nothing())
    query = select(gap_salt.c.salt).where(here, gap_salt.c.day == day)
    return bytes.fromhex((await connection.execute(query)).scalar_one())


async def _renew(
    connection: AsyncConnection, guild_id: int, gap_id: int | None, day: date
) -> int | None:
    """Say that a gap was asked again; return its id, or None if there is no such."""
    if gap_id is None:
        return None
    found = await connection.execute(
        update(gap).where(gap.c.guild_id == guild_id, gap.c.gap_id == gap_id).values(asked_on=day)
    )
    return gap_id if found.rowcount else None


async def _add(connection: AsyncConnection, guild_id: int, words: str, day: date) -> int:
    """Return the id of the gap with exactly these words, which is made if there is none."""
    row = insert(connection, gap).values(
        guild_id=guild_id,
        gap_id=secrets.randbits(62),  # random, so that two processes need not agree
        words=words,
        state="open",
        asked_on=day,
    )
    added = row.on_conflict_do_update(index_elements=["guild_id", "words"], set_={"asked_on": day})
    return int((await connection.execute(added.returning(gap.c.gap_id))).scalar_one())
