"""How the bot stands in a server: what it is asked, what helps, what is missing, what is old."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from knowledge.base import KnowledgeBase, kind_of
from knowledge.freshness import due
from knowledge.models import AnyEntry, Kind
from knowledge.store.feedback import Count
from knowledge.store.gaps import Gap
from knowledge.store.store import Store
from knowledge.store.usage import Answered


@dataclass(frozen=True, slots=True)
class Overdue:
    """An entry that should have been looked at again."""

    entry: AnyEntry
    since: date
    is_own: bool  # the server's, so that its curators can do something about it


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that there is to report of a server."""

    base: KnowledgeBase
    answered: tuple[Answered, ...]  # in the period, those asked most first
    votes: tuple[Count, ...]  # the most urgent first, see `by_need`
    gaps: tuple[Gap, ...]  # open ones, those asked most first
    overdue: tuple[Overdue, ...]  # the server's own first, then as long as they are
    suggestions: int  # that wait for a decision
    own: int
    hidden: int

    @property
    def has_news(self) -> bool:
        """Whether anything is worth a message that nobody asked for."""
        return bool(self.answered or self.votes or self.gaps or self.overdue)


@dataclass(frozen=True, slots=True)
class Period:
    """What a report looks at: so many days until now."""

    now: datetime
    days: int
    has_older_votes: bool = False  # all that are kept, so that there are enough to judge by

    @property
    def begin(self) -> datetime:
        """The time from which on things count."""
        return self.now - timedelta(days=self.days)


async def take_stock(store: Store, base: KnowledgeBase, guild_id: int, period: Period) -> Standing:
    """Return how things stand in a server that is answered from `base`.

    Raises:
        StoreUnavailable: it can't be told now.
    """
    live = await store.revisions.live(guild_id)
    own = {(r.entry.kind, r.entry.entry_id) for r in live if r.document is not None}
    votes_since = None if period.has_older_votes else period.begin
    return Standing(
        base=base,
        answered=await store.usage.counts(guild_id, period.begin.date()),
        votes=by_need(await store.feedback.counts(guild_id, votes_since)),
        gaps=await store.gaps.open_gaps(guild_id),
        overdue=overdue_of(base, own, period.now.date()),
        suggestions=len(await store.suggestions.pending(guild_id)),
        own=len(own),
        hidden=len((await store.settings.get(guild_id)).hidden),
    )


ENOUGH_VOTES = 3  # fewer say little


def by_need(counts: tuple[Count, ...]) -> tuple[Count, ...]:
    """Return counts with the smallest share of helpful first; those with few votes come last."""

    def need(count: Count) -> tuple[bool, float, int]:
        votes = count.helpful + count.unhelpful
        return votes < ENOUGH_VOTES, count.helpful / votes, -votes

    return tuple(sorted(counts, key=need))


def overdue_of(base: KnowledgeBase, own: set[tuple[Kind, str]], today: date) -> tuple[Overdue, ...]:
    """Return the entries whose review is due: those in `own` first, then the longest."""
    found = (
        Overdue(entry, due(entry), (kind_of(entry), entry.id) in own) for entry in base.entries()
    )
    return tuple(
        sorted(
            (each for each in found if each.since <= today),
            key=lambda each: (not each.is_own, each.since, each.entry.id),
        )
    )
