"""How often what was answered: counts of a day, of nobody in particular."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from knowledge.models import Kind
from knowledge.store.database import Database, ensure_guild, insert
from knowledge.store.tables import usage


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """What an answer is about: which facet of which entry."""

    kind: Kind
    entry_id: str
    facet: str


@dataclass(frozen=True, slots=True)
class Answered:
    """How often a subject was answered."""

    subject: Subject
    answers: int


class Usage:
    """Adds counts up."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, guild_id: int, counts: Mapping[Subject, int], day: date) -> None:
        """Add to what is counted of a day, so that several processes may count.

        Raises:
            StoreUnavailable: nothing was saved.
        """
        if not counts:
            return
        rows = [
            {
                "guild_id": guild_id,
                "day": day,
                "kind": subject.kind,
                "entry_id": subject.entry_id,
                "facet": subject.facet,
                "answers": answers,
            }
            for subject, answers in sorted(counts.items())  # the same order in all processes:
        ]  # none waits for rows of another that waits for its own
        async with self._database.writing() as connection:
            await ensure_guild(connection, guild_id)
            row = insert(connection, usage)
            added = usage.c.answers + row.excluded.answers
            adding = row.on_conflict_do_update(
                index_elements=list(usage.primary_key), set_={"answers": added}
            )
            await connection.execute(adding, rows)

    async def counts(self, guild_id: int, since: date) -> tuple[Answered, ...]:
        """Return how often each subject was answered from a day on, those asked most first."""
        subject = (usage.c.kind, usage.c.entry_id, usage.c.facet)
        answers = func.sum(usage.c.answers)
        query = (
            select(*subject, answers.label("answers"))
            .where(usage.c.guild_id == guild_id, usage.c.day >= since)
            .group_by(*subject)
            .order_by(answers.desc(), *subject)
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return tuple(
            Answered(Subject(row.kind, row.entry_id, row.facet), int(row.answers)) for row in rows
        )
