"""Where an entry was written, so that a problem found later still names its line."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from knowledge.base import kind_of
from knowledge.issues import Issue
from knowledge.models import AnyEntry, Kind
from knowledge.source import Document, Place


@dataclass(frozen=True, slots=True)
class Origin:
    """The document that an entry stands in, and its place there."""

    document: Document
    place: Place

    def issue(self, place: Place, message: str) -> Issue:
        """Return an issue at `place` inside the entry."""
        return self.document.issue((*self.place, *place), message)


Origins: TypeAlias = Mapping[tuple[Kind, str], Origin]


def elsewhere(entry: AnyEntry) -> Origin:
    """Return the origin of an entry whose text isn't at hand: issues call it by its kind and id."""
    return Origin(Document(Path(f"{kind_of(entry)}s") / entry.id, None, None), ())
