"""The store: everything that it keeps, behind one door."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from knowledge.store.changes import Changes
from knowledge.store.clock import Clock, utc_now
from knowledge.store.database import Database
from knowledge.store.engines import make_engine, read_url
from knowledge.store.feedback import Feedback
from knowledge.store.gaps import Gaps
from knowledge.store.guild_settings import SettingsShelf
from knowledge.store.listener import Listener
from knowledge.store.migrations import upgrade
from knowledge.store.opt_outs import OptOuts
from knowledge.store.privacy import Privacy
from knowledge.store.retention import Retention
from knowledge.store.revisions import Revisions
from knowledge.store.suggestions import Suggestions
from knowledge.store.usage import Usage


class Store:
    """What is kept, by what it is about. Made by `open_store`."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.changes = Changes(database)
        self.revisions = Revisions(database, self.changes, clock)
        self.settings = SettingsShelf(database, self.changes)
        self.gaps = Gaps(database)
        self.feedback = Feedback(database, clock)
        self.usage = Usage(database)
        self.suggestions = Suggestions(database, clock)
        self.opt_outs = OptOuts(database, self.changes, clock)
        self.privacy = Privacy(database, self.changes)
        self.retention = Retention(database, self.changes, clock)


@asynccontextmanager
async def open_store(url: str, clock: Clock = utc_now) -> AsyncIterator[Store]:
    """Open the database at `url`, bring its schema up to date, and listen for changes.

    Args:
        url: `sqlite:///path/to/file` (made if it isn't there), `sqlite://` for one in memory, or
            `postgresql://user:password@host/name`.
        clock: What time it is, aware.

    Raises:
        StoreUnavailable: the URL is wrong, the database can't be reached or can't be used.
    """
    parts = read_url(url)
    database = Database(make_engine(parts))
    async with AsyncExitStack() as stack:
        stack.push_async_callback(database.close)
        await database.migrate(upgrade)
        store = Store(database, clock)
        if database.is_shared:
            listener = Listener(parts, store.changes, await store.changes.latest())
            listener.start()
            stack.push_async_callback(listener.stop)
        yield store
