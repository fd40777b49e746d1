"""What is held about one person, in all guilds: to be shown to them, and to be deleted by them.

The one place that looks across guilds, because a person is the same in all of them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Row, Update, delete, select, update

from knowledge.store.changes import Changes
from knowledge.store.database import Database
from knowledge.store.feedback import AnswerKey
from knowledge.store.revision import EntryKey
from knowledge.store.suggestions import Suggestion, read_suggestion
from knowledge.store.tables import opt_out, revision, suggestion, vote


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote of a person."""

    answer: AnswerKey
    is_helpful: bool
    voted_at: datetime


@dataclass(frozen=True, slots=True)
class OptOut:
    """That a person isn't listened to in a guild."""

    guild_id: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Authorship:
    """That a person wrote a revision."""

    entry: EntryKey
    number: int
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """Everything that is held under a person's id, oldest first."""

    votes: tuple[Vote, ...]
    suggestions: tuple[Suggestion, ...]
    opt_outs: tuple[OptOut, ...]
    authorships: tuple[Authorship, ...]
    decisions: tuple[tuple[int, int], ...]  # guild and suggestion that they decided as a curator


@dataclass(frozen=True, slots=True)
class Deleted:
    """How much of a person was deleted, or cut loose from them."""

    votes: int
    suggestions: int
    opt_outs: int
    authorships: int  # of revisions that now are a former curator's
    decisions: int


class Privacy:
    """Shows and deletes what is held about a person."""

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database = database
        self._changes = changes

    async def show(self, user_id: int) -> Held:
        """Return everything that is held under a person's id."""
        wrote = (revision.c.guild_id, revision.c.kind, revision.c.entry_id, revision.c.number)
        made = select(suggestion).order_by(suggestion.c.made_at)
        async with self._database.reading() as connection:
            run = connection.execute
            votes = await run(select(vote).filter_by(user_id=user_id).order_by(vote.c.voted_at))
            suggestions = (await run(made.filter_by(author_id=user_id))).mappings()
            decided = await run(made.filter_by(decided_by=user_id))
            outs = await run(select(opt_out).filter_by(user_id=user_id).order_by(opt_out.c.since))
            authorships = await run(
                select(*wrote, revision.c.saved_at)  # not the documents: those are the guild's
                .where(revision.c.author_id == user_id)
                .order_by(revision.c.saved_at, *wrote)
            )
        return Held(
            votes=tuple(Vote(_answer(row), row.is_helpful, row.voted_at) for row in votes),
            suggestions=tuple(read_suggestion(row) for row in suggestions),
            opt_outs=tuple(OptOut(row.guild_id, row.since) for row in outs),
            authorships=tuple(
                Authorship(_entry(row), row.number, row.saved_at) for row in authorships
            ),
            decisions=tuple((row.guild_id, row.suggestion_id) for row in decided),
        )

    async def delete(self, user_id: int) -> Deleted:
        """Delete a person's votes, suggestions and opt-outs; make what they wrote nobody's.

        Raises:
            StoreUnavailable: nothing was deleted.
        """
        async with self._changes.changing() as change:
            run = change.connection.execute
            theirs = opt_out.c.user_id == user_id
            guilds = await change.connection.scalars(select(opt_out.c.guild_id).where(theirs))
            for guild_id in guilds.all():
                await change.mark(guild_id)
            return Deleted(
                votes=(await run(delete(vote).where(vote.c.user_id == user_id))).rowcount,
                suggestions=(
                    await run(delete(suggestion).where(suggestion.c.author_id == user_id))
                ).rowcount,
                opt_outs=(await run(delete(opt_out).where(theirs))).rowcount,
                authorships=(await run(_cut_loose(revision.c.author_id, user_id))).rowcount,
                decisions=(await run(_cut_loose(suggestion.c.decided_by, user_id))).rowcount,
            )


def _answer(row: Row[*tuple[Any, ...]]) -> AnswerKey:
    return AnswerKey(row.guild_id, row.kind, row.entry_id, row.facet, row.answer_id)


def _entry(row: Row[*tuple[Any, ...]]) -> EntryKey:
    return EntryKey(row.guild_id, row.kind, row.entry_id)


def _cut_loose(column: Column[Any], user_id: int) -> Update:
    return update(column.table).where(column == user_id).values({column: None})
