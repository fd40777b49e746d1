"""One saved version of an entry, and what can come of saving one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, RowMapping, Select, and_, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.models import Kind
from knowledge.store.tables import revision


@dataclass(frozen=True, slots=True)
class EntryKey:
    """An entry of a guild."""

    guild_id: int
    kind: Kind
    entry_id: str


@dataclass(frozen=True, slots=True)
class Revision:
    """One saved version of an entry."""

    entry: EntryKey
    number: int  # 1, 2, 3, … for each entry
    document: str | None  # YAML; None: the entry is retracted
    author_id: int | None  # None: a former curator
    saved_at: datetime
    note: str
    sequence: int  # the change that it was saved in; shared by all of one import
    undoes: int | None  # the number of the revision that it takes back


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to become the next revision of an entry."""

    entry: EntryKey
    document: str | None  # None retracts it
    based_on: int  # the number of the revision that its author saw; 0: there was none
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """It is committed. One revision for each draft, in their order."""

    revisions: tuple[Revision, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else saved meanwhile; nothing was changed. What is live now, of each such entry."""

    current: tuple[Revision, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """There is no such revision, or nothing to undo."""


Outcome: TypeAlias = Saved | Conflict


def is_entry(entry: EntryKey) -> ColumnElement[bool]:
    """Return the condition that a revision belongs to `entry`."""
    return and_(
        revision.c.guild_id == entry.guild_id,
        revision.c.kind == entry.kind,
        revision.c.entry_id == entry.entry_id,
    )


async def fetch(
    connection: AsyncConnection, query: Select[*tuple[Any, ...]]
) -> tuple[Revision, ...]:
    """Return the revisions that a query finds."""
    found = await connection.execute(query)
    return tuple(_revision(row) for row in found.mappings())


def newest_of(condition: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Return the query for the newest revision of each entry, among revisions that fit."""
    key = (revision.c.guild_id, revision.c.kind, revision.c.entry_id)
    newest = select(*key, func.max(revision.c.number)).where(condition).group_by(*key)
    return select(revision).where(tuple_(*key, revision.c.number).in_(newest))


def _revision(row: RowMapping) -> Revision:
    values: dict[str, Any] = {str(name): value for name, value in row.items()}
    entry = EntryKey(values.pop("guild_id"), values.pop("kind"), values.pop("entry_id"))
    return Revision(entry=entry, **values)


def row_of(saved: Revision) -> dict[str, object]:
    """Return a revision as the table holds it."""
    return {
        "guild_id": saved.entry.guild_id,
        "kind": saved.entry.kind,
        "entry_id": saved.entry.entry_id,
        "number": saved.number,
        "document": saved.document,
        "author_id": saved.author_id,
        "saved_at": saved.saved_at,
        "note": saved.note,
        "sequence": saved.sequence,
        "undoes": saved.undoes,
    }
