"""What a guild's curators wrote: every saved version of every entry, none ever changed.

The newest revision of an entry is the live one. Taking something back is one more revision.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, select, true, tuple_

from knowledge.store.changes import Change, Changes
from knowledge.store.clock import Clock
from knowledge.store.database import Database
from knowledge.store.revision import (
    Conflict,
    Draft,
    EntryKey,
    Missing,
    Outcome,
    Revision,
    Saved,
    fetch,
    is_entry,
    newest_of,
    row_of,
)
from knowledge.store.tables import revision
from knowledge.store.undo import plan_undo

PAGE = 25


class Revisions:
    """Saves revisions, and reads them."""

    def __init__(self, database: Database, changes: Changes, clock: Clock) -> None:
        self._database = database
        self._changes = changes
        self._clock = clock

    async def save(self, draft: Draft, author_id: int, note: str = "") -> Outcome:
        """Make a draft the newest revision of its entry; one without a document retracts it.

        Returns after the commit. `Conflict` if the newest is not the one that it is based on.

        Raises:
            StoreUnavailable: nothing was saved (see there for the one exception).
        """
        return await self.save_all([draft], author_id, note)

    async def save_all(self, drafts: Sequence[Draft], author_id: int, note: str = "") -> Outcome:
        """Save drafts of one guild as one change: all, or none where any is in conflict.

        Raises:
            ValueError: there are none, or they belong to several guilds, or two to one entry.
            StoreUnavailable: as `save`.
        """
        if len({draft.entry.guild_id for draft in drafts}) != 1:
            raise ValueError("a change belongs to one guild")
        if len({draft.entry for draft in drafts}) != len(drafts):
            raise ValueError("two drafts of one entry")
        async with self._changes.changing() as change:
            return await self._write(change, drafts, author_id, note)

    async def retract(
        self, entry: EntryKey, based_on: int, author_id: int, note: str = ""
    ) -> Outcome:
        """Take an entry back. Its revisions stay, and any can be restored."""
        return await self.save(Draft(entry, None, based_on), author_id, note)

    async def undo(self, guild_id: int, author_id: int, note: str = "") -> Outcome | Missing:
        """Take back an author's last change in a guild that isn't taken back yet.

        A change of several entries (an import) is taken back whole. `Conflict` if somebody changed
        one of them since; `Missing` if there is nothing to take back.

        Raises:
            StoreUnavailable: nothing was saved.
        """
        async with self._changes.changing() as change:
            match await plan_undo(change.connection, guild_id, author_id):
                case Conflict() as conflict:
                    return conflict
                case ():
                    return Missing()
                case drafts:
                    return await self._write(change, drafts, author_id, note)

    async def newest(self, entry: EntryKey) -> Revision | None:
        """Return the newest revision of an entry, retracted or live; None if it never had one."""
        page = await self.history(entry, limit=1)
        return page[0] if page else None

    async def history(
        self, entry: EntryKey, *, before: int | None = None, limit: int = PAGE
    ) -> tuple[Revision, ...]:
        """Return revisions of an entry, newest first: `limit` of those older than `before`."""
        query = select(revision).where(is_entry(entry)).order_by(revision.c.number.desc())
        if before is not None:
            query = query.where(revision.c.number < before)
        async with self._database.reading() as connection:
            return await fetch(connection, query.limit(limit))

    async def one(self, entry: EntryKey, number: int) -> Revision | None:
        """Return a revision of an entry, however old; None if there is no such."""
        page = await self.history(entry, before=number + 1, limit=1)
        return next((found for found in page if found.number == number), None)

    async def heads(self, guild_id: int) -> tuple[Revision, ...]:
        """Return the newest revision of every entry, retracted or live, by kind and id."""
        return await self._newest(guild_id, true())

    async def live(self, guild_id: int) -> tuple[Revision, ...]:
        """Return the live revision of each entry that isn't retracted, by kind and id."""
        return await self._newest(guild_id, revision.c.document.is_not(None))

    async def removed(self, guild_id: int) -> tuple[Revision, ...]:
        """Return the newest revision of each entry that is retracted, by kind and id."""
        return await self._newest(guild_id, revision.c.document.is_(None))

    async def _newest(self, guild_id: int, holds: ColumnElement[bool]) -> tuple[Revision, ...]:
        query = newest_of(revision.c.guild_id == guild_id).where(holds)
        async with self._database.reading() as connection:
            return await fetch(connection, query.order_by(revision.c.kind, revision.c.entry_id))

    async def _write(
        self, change: Change, drafts: Sequence[Draft], author_id: int, note: str
    ) -> Outcome:
        """Add drafts of one guild to a change, which no other change can overlap."""
        numbers = {draft.entry: draft.based_on for draft in drafts}
        guild_id = drafts[0].entry.guild_id
        keys = [(entry.kind, entry.entry_id) for entry in numbers]
        named = tuple_(revision.c.kind, revision.c.entry_id).in_(keys)
        newest = await fetch(
            change.connection, newest_of(and_(revision.c.guild_id == guild_id, named))
        )
        if current := tuple(found for found in newest if found.number != numbers[found.entry]):
            return Conflict(current)
        await change.mark(guild_id)
        last = {found.entry: found.number for found in newest}
        revisions = tuple(
            Revision(
                entry=draft.entry,
                number=last.get(draft.entry, 0) + 1,
                document=draft.document,
                author_id=author_id,
                saved_at=self._clock(),
                note=note,
                sequence=change.sequence,
                undoes=draft.undoes,
            )
            for draft in drafts
        )
        await change.connection.execute(revision.insert(), [row_of(saved) for saved in revisions])
        return Saved(revisions)
