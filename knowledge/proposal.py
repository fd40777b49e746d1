"""A document that is to become an entry of a server, with all that is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.base import KnowledgeBase, kind_of
from knowledge.checks import find_conflicts
from knowledge.issues import ContentError, Issue
from knowledge.models import AnyEntry, Kind
from knowledge.origins import Origin, elsewhere
from knowledge.own import MAX_DOCUMENT_BYTES, entry_of
from knowledge.source import Document, parse_document


@dataclass(frozen=True, slots=True)
class Target:
    """What a document is meant to be."""

    kind: Kind
    id: str | None  # of the entry that is edited; None: it makes a new one


@dataclass(frozen=True, slots=True)
class Proposal:
    """A document as it was read."""

    target: Target
    text: str
    entry: AnyEntry | None  # None if it can't be read
    issues: tuple[Issue, ...]  # in the order of its lines; it may be published if there are none


def examine(target: Target, text: str, shared: KnowledgeBase, here: KnowledgeBase) -> Proposal:
    """Read a document and check it against everything that a server has.

    Args:
        target: What it is meant to be.
        text: YAML. Anything at all, also an empty text.
        shared: What all servers share, which the document may add to.
        here: What the server has, with its own entries over the shared ones.
    """
    name = Path(f"{target.id or f'new-{target.kind}'}.yaml")
    try:
        document = parse_document(name, text.encode("utf-8", "replace"), MAX_DOCUMENT_BYTES)
        entry = entry_of(shared, target.kind, document)
    except ContentError as error:
        return Proposal(target, text, None, error.issues)
    issues = [*_identity(target, entry, document, here), *_conflicts(entry, document, here)]
    return Proposal(target, text, entry, tuple(sorted(set(issues))))


def _identity(
    target: Target, entry: AnyEntry, document: Document, here: KnowledgeBase
) -> Iterator[Issue]:
    if target.id is not None and entry.id != target.id:
        yield document.issue(("id",), f"the id stays {target.id!r}: links and buttons carry it")
    if target.id is None and (taken := here.find(target.kind, entry.id)) is not None:
        message = f"{entry.id!r} is taken by {taken.name}: edit that, or take another id"
        yield document.issue(("id",), message)


def _conflicts(entry: AnyEntry, document: Document, here: KnowledgeBase) -> Iterator[Issue]:
    mine = kind_of(entry), entry.id
    others = (other for other in here.entries() if (kind_of(other), other.id) != mine)
    found = [(other, elsewhere(other)) for other in others]
    for issue in find_conflicts([*found, (entry, Origin(document, ()))]):
        if issue.path == document.path:
            yield issue
