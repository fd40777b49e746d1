"""Whether answers helped: one vote a person and answer."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select

from knowledge.models import Kind
from knowledge.store.clock import Clock
from knowledge.store.database import Database, ensure_guild, insert
from knowledge.store.tables import vote


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """One answer that was given: about which facet of which entry, and which one it was."""

    guild_id: int
    kind: Kind
    entry_id: str
    facet: str
    answer_id: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many found the answers about a facet of an entry helpful, and how many didn't."""

    kind: Kind
    entry_id: str
    facet: str
    helpful: int
    unhelpful: int


class Feedback:
    """Takes votes and counts them."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def vote(self, answer: AnswerKey, user_id: int, *, is_helpful: bool) -> None:
        """Take a person's vote on an answer; a second one replaces the first.

        Raises:
            StoreUnavailable: nothing was saved.
        """
        said = {"is_helpful": is_helpful, "voted_at": self._clock()}
        async with self._database.writing() as connection:
            await ensure_guild(connection, answer.guild_id)
            row = insert(connection, vote).values(**_key(answer, user_id), **said)
            await connection.execute(
                row.on_conflict_do_update(index_elements=list(vote.primary_key), set_=said)
            )

    async def counts(self, guild_id: int, since: datetime | None = None) -> tuple[Count, ...]:
        """Return the counts of a guild by entry and facet, those with most votes first.

        `since`: of the votes from then on. None: of all that are kept.
        """
        helpful = func.sum(case((vote.c.is_helpful, 1), else_=0))
        facet = (vote.c.kind, vote.c.entry_id, vote.c.facet)
        query = (
            select(*facet, helpful.label("helpful"), func.count().label("votes"))
            .where(vote.c.guild_id == guild_id)
            .group_by(*facet)
            .order_by(func.count().desc(), *facet)
        )
        if since is not None:
            query = query.where(vote.c.voted_at >= since)
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return tuple(
            Count(row.kind, row.entry_id, row.facet, row.helpful, row.votes - row.helpful)
            for row in rows
        )


def _key(answer: AnswerKey, user_id: int) -> dict[str, object]:
    return {
        "guild_id": answer.guild_id,
        "kind": answer.kind,
        "entry_id": answer.entry_id,
        "facet": answer.facet,
        "answer_id": answer.answer_id,
        "user_id": user_id,
    }
