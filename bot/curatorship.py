"""Everything that curators work with, put together: one object of the bot's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from discord import ui

from bot.bundling import Bundling
from bot.cogs.bundles import BundleCommands
from bot.cogs.entries import EntryCommands
from bot.cogs.gaps import Gaps
from bot.cogs.kb import Kb
from bot.cogs.names import NameCommands
from bot.cogs.revisions import RevisionCommands
from bot.cogs.status import Status
from bot.curating import Curating
from bot.curation.workshop import Workshop
from bot.naming import Naming
from bot.past import Past
from bot.suggesting import Suggesting
from bot.teaching import Teaching
from bot.ui.bundles import BUNDLE_ITEMS
from bot.ui.gaps import GapButton
from bot.ui.history import HISTORY_ITEMS
from bot.ui.reports import StatusButton
from bot.ui.review import DRAFT_ITEMS
from bot.ui.suggest import SuggestionButton

if TYPE_CHECKING:
    from bot.app import RolecallBot
    from bot.desk import Desk
    from knowledge.store.store import Store

CURATION_ITEMS: tuple[type[ui.DynamicItem[Any]], ...] = (
    *DRAFT_ITEMS,
    *HISTORY_ITEMS,
    SuggestionButton,
    GapButton,
    StatusButton,
    *BUNDLE_ITEMS,
)


class Curatorship:
    """What curators do, and its commands."""

    def __init__(self, client: RolecallBot, desk: Desk, store: Store) -> None:
        workshop = Workshop(store, lambda: desk.answerer.router)
        self.curating = Curating(desk, workshop)
        self.past = Past(desk, self.curating)
        self.naming = Naming(desk, self.curating)
        self.teaching = Teaching(desk, self.curating)
        self.suggesting = Suggesting(client, self.curating)
        self.bundling = Bundling(store, lambda: desk.answerer.router.base)

    def forget(self, user_id: int) -> None:
        """Forget what a person was in the middle of."""
        self.curating.workshop.drafts.forget(user_id)
        self.bundling.imports.forget(user_id)
        self.suggesting.forget(user_id)

    def expire(self, now_seconds: float) -> None:
        """Forget what nobody went on with."""
        self.curating.workshop.drafts.expire(now_seconds)
        self.bundling.imports.expire(now_seconds)
        self.suggesting.expire()

    def commands(self) -> Kb:
        """Return `/kb` with all its parts."""
        return Kb(
            [
                EntryCommands(self.curating),
                RevisionCommands(self.past),
                NameCommands(self.naming),
                Gaps(),
                Status(),
                BundleCommands(self.bundling),
            ]
        )
