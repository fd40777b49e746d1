"""What members suggest to the curators, and what became of it."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, RowMapping, and_, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.store.clock import Clock
from knowledge.store.database import Database, ensure_guild
from knowledge.store.tables import suggestion

SuggestionState = Literal["pending", "approved", "rejected"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One suggestion."""

    guild_id: int
    suggestion_id: int
    author_id: int
    channel_id: int  # where it was made, and where its author is told
    text: str
    made_at: datetime
    state: SuggestionState
    card_message_id: int | None  # the card in the curators' channel
    decided_by: int | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Decision:
    """A suggestion as it stands now, and whether it was just decided or had been before."""

    suggestion: Suggestion
    is_first: bool


class Suggestions:
    """Takes suggestions and decisions on them."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def add(self, guild_id: int, author_id: int, channel_id: int, text: str) -> Suggestion:
        """Take a suggestion; it is pending.

        Raises:
            StoreUnavailable: nothing was saved.
        """
        suggestion_id = secrets.randbits(62)  # random, so that two processes need not agree
        async with self._database.writing() as connection:
            await ensure_guild(connection, guild_id)
            await connection.execute(
                suggestion.insert().values(
                    guild_id=guild_id,
                    suggestion_id=suggestion_id,
                    author_id=author_id,
                    channel_id=channel_id,
                    text=text,
                    made_at=self._clock(),
                    state="pending",
                )
            )
            (added,) = await _fetch(connection, _is(guild_id, suggestion_id))
        return added

    async def discard(self, guild_id: int, suggestion_id: int) -> None:
        """Take a suggestion back that nobody can be shown; one that is gone is gone.

        Raises:
            StoreUnavailable: nothing was deleted.
        """
        async with self._database.writing() as connection:
            await connection.execute(delete(suggestion).where(_is(guild_id, suggestion_id)))

    async def find(self, guild_id: int, suggestion_id: int) -> Suggestion | None:
        """Return a suggestion, or None if it is gone."""
        async with self._database.reading() as connection:
            found = await _fetch(connection, _is(guild_id, suggestion_id))
        return found[0] if found else None

    async def pending(self, guild_id: int) -> tuple[Suggestion, ...]:
        """Return the suggestions of a guild that wait for a decision, oldest first."""
        waits = and_(suggestion.c.guild_id == guild_id, suggestion.c.state == "pending")
        async with self._database.reading() as connection:
            return await _fetch(connection, waits)

    async def place_card(self, guild_id: int, suggestion_id: int, message_id: int) -> None:
        """Remember which message shows a suggestion to the curators.

        Raises:
            StoreUnavailable: nothing was saved.
        """
        query = update(suggestion).where(_is(guild_id, suggestion_id))
        async with self._database.writing() as connection:
            await connection.execute(query.values(card_message_id=message_id))

    async def decide(
        self,
        guild_id: int,
        suggestion_id: int,
        state: Literal["approved", "rejected"],
        curator_id: int,
    ) -> Decision | None:
        """Decide on a pending suggestion; the first decision stands. None if it is gone.

        Raises:
            StoreUnavailable: nothing was saved.
        """
        is_meant = _is(guild_id, suggestion_id)
        query = update(suggestion).where(is_meant, suggestion.c.state == "pending")
        values = {"state": state, "decided_by": curator_id, "decided_at": self._clock()}
        async with self._database.writing() as connection:
            decided = (await connection.execute(query.values(**values))).rowcount
            found = await _fetch(connection, is_meant)
        return Decision(found[0], is_first=decided == 1) if found else None


def _is(guild_id: int, suggestion_id: int) -> ColumnElement[bool]:
    return and_(suggestion.c.guild_id == guild_id, suggestion.c.suggestion_id == suggestion_id)


async def _fetch(
    connection: AsyncConnection, condition: ColumnElement[bool]
) -> tuple[Suggestion, ...]:
    query = select(suggestion).where(condition)
    query = query.order_by(suggestion.c.made_at, suggestion.c.suggestion_id)
    found = await connection.execute(query)
    return tuple(read_suggestion(row) for row in found.mappings())


def read_suggestion(row: RowMapping) -> Suggestion:
    """Return the suggestion that a row of the table holds."""
    return Suggestion(**{str(name): value for name, value in row.items()})
