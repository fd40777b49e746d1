"""Drafts that curators work on: in memory, until they are published, discarded or a day old.

What a curator typed is never lost to a mistake in it, to somebody else's save or to an outage of
the store. A restart loses the shelf, so whoever shows a draft hands out its text as a file too.
"""

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field, replace

from knowledge.proposal import Target

KEPT_SECONDS = 24 * 60 * 60.0
MAX_DRAFTS = 2_000
MAX_TOTAL_CHARS = 16_000_000


@dataclass(frozen=True, slots=True)
class Settles:
    """What else is done with once a draft is published."""

    gap_id: int | None = None
    suggestion_id: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that isn't published yet, and whose it is."""

    guild_id: int
    curator_id: int
    target: Target
    text: str  # YAML, or what was meant to be
    based_on: int  # the number of the revision that the curator saw; 0: there was none
    note: str = ""  # why it is changed
    settles: Settles = field(default_factory=Settles)


class DraftShelf:
    """Keeps drafts under names that buttons carry."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, tuple[float, Draft]] = OrderedDict()  # longest unused first
        self._chars = 0

    def keep(self, draft: Draft, now_seconds: float, name: str | None = None) -> str:
        """Keep a draft, in the place of the one called `name`; return its name."""
        name = name or secrets.token_hex(6)
        self.drop(name)
        self._held[name] = (now_seconds, draft)
        self._chars += len(draft.text)
        while self._is_full(now_seconds) and len(self._held) > 1:
            self.drop(next(iter(self._held)))
        return name

    def find(self, name: str, guild_id: int, curator_id: int) -> Draft | None:
        """Return a curator's own draft, or None if it isn't (or no longer) here."""
        _, draft = self._held.get(name, (0.0, None))
        is_theirs = draft and (draft.guild_id, draft.curator_id) == (guild_id, curator_id)
        return draft if is_theirs else None

    def drop(self, name: str) -> None:
        """Forget a draft; one that isn't here is forgotten already."""
        _, draft = self._held.pop(name, (0.0, None))
        self._chars -= len(draft.text) if draft else 0

    def forget(self, curator_id: int) -> int:
        """Forget all drafts of a person; return how many there were."""
        theirs = [name for name, (_, draft) in self._held.items() if draft.curator_id == curator_id]
        for name in theirs:
            self.drop(name)
        return len(theirs)

    def count(self, curator_id: int) -> int:
        """Return how many drafts of a person are held."""
        return sum(draft.curator_id == curator_id for _, draft in self._held.values())

    def _is_full(self, now_seconds: float) -> bool:
        since, _ = next(iter(self._held.values()))
        is_old = now_seconds - since >= KEPT_SECONDS
        return is_old or len(self._held) > MAX_DRAFTS or self._chars > MAX_TOTAL_CHARS


def rebased(draft: Draft, number: int) -> Draft:
    """Return a draft that knows of the revision `number`, and may be saved over it."""
    return replace(draft, based_on=number)
