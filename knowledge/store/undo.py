"""Take back one's last change, and then the one before it.

An undo is a revision that names the one it undoes; what it says equals the revision before that.
So revisions 1, 2, 3, 4 (undoes 3) stand at 2, and the next undo takes back 2.
"""

from collections.abc import Mapping

from sqlalchemy import and_, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.store.revision import Conflict, Draft, EntryKey, Revision, fetch, is_entry
from knowledge.store.tables import revision


async def plan_undo(
    connection: AsyncConnection, guild_id: int, author_id: int
) -> tuple[Draft, ...] | Conflict:
    """Return the drafts that take back an author's last change; none if there is none.

    `Conflict` if somebody changed one of its entries since. To be called within a change.
    """
    drafts: list[Draft] = []
    conflicts: list[Revision] = []
    for last in await _last_change(connection, guild_id, author_id):
        links = await _links(connection, last.entry)
        newest = max(links)
        if _stands_at(newest, links) != last.number:
            conflicts.append(await _one(connection, last.entry, newest))
        document = None
        if last.number > 1:
            document = (await _one(connection, last.entry, last.number - 1)).document
        drafts.append(Draft(last.entry, document, newest, undoes=last.number))
    return Conflict(tuple(conflicts)) if conflicts else tuple(drafts)


async def _last_change(
    connection: AsyncConnection, guild_id: int, author_id: int
) -> tuple[Revision, ...]:
    later = revision.alias()
    is_undone = exists().where(
        later.c.guild_id == revision.c.guild_id,
        later.c.kind == revision.c.kind,
        later.c.entry_id == revision.c.entry_id,
        later.c.undoes == revision.c.number,
    )
    candidates = and_(
        revision.c.guild_id == guild_id,
        revision.c.author_id == author_id,
        revision.c.undoes.is_(None),
        ~is_undone,
    )
    last = select(revision.c.sequence).where(candidates).order_by(revision.c.sequence.desc())
    sequence = await connection.scalar(last.limit(1))
    query = select(revision).where(candidates, revision.c.sequence == sequence)
    return await fetch(connection, query)


async def _links(connection: AsyncConnection, entry: EntryKey) -> Mapping[int, int | None]:
    """Return the number of every revision of an entry, with the number that it undoes."""
    query = select(revision.c.number, revision.c.undoes).where(is_entry(entry))
    return {row.number: row.undoes for row in await connection.execute(query)}


def _stands_at(number: int, links: Mapping[int, int | None]) -> int:
    """Return the number of the revision whose text is in force at `number`; 0 for none."""
    while (undone := links.get(number)) is not None:
        number = undone - 1
    return number


async def _one(connection: AsyncConnection, entry: EntryKey, number: int) -> Revision:
    query = select(revision).where(is_entry(entry), revision.c.number == number)
    (found,) = await fetch(connection, query)
    return found
