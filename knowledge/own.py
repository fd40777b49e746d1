"""What a server's curators wrote, as entries: whole ones, and additions to those of the base."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from knowledge.additions import KEY, addition_model, merged
from knowledge.base import KnowledgeBase
from knowledge.issues import ContentError, Issue
from knowledge.loader import MODELS, parse
from knowledge.models import AnyEntry, Kind
from knowledge.source import Document, parse_document

MAX_DOCUMENT_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Stored:
    """A live entry of a server, as its curators wrote it."""

    kind: Kind
    id: str
    document: str  # YAML


@dataclass(frozen=True, slots=True)
class OwnEntries:
    """The entries of a server that can be read, and what is wrong with the others."""

    entries: tuple[AnyEntry, ...]
    issues: tuple[Issue, ...]


def read_own(base: KnowledgeBase, stored: Iterable[Stored]) -> OwnEntries:
    """Return a server's entries; `base` is what all servers share."""
    entries: list[AnyEntry] = []
    issues: list[Issue] = []
    for one in stored:
        try:
            entries.append(entry_of(base, one.kind, document_of(one)))
        except ContentError as error:
            issues += error.issues
    return OwnEntries(tuple(entries), tuple(issues))


def document_of(stored: Stored) -> Document:
    """Return what is stored as a document. Raises `ContentError` if it isn't YAML."""
    name = Path(f"{stored.id}.yaml")
    return parse_document(name, stored.document.encode(), MAX_DOCUMENT_BYTES)


def adds(document: Document) -> bool:
    """Return whether a document only adds to an entry of the base."""
    return isinstance(document.data, dict) and KEY in document.data


def entry_of(base: KnowledgeBase, kind: Kind, document: Document) -> AnyEntry:
    """Return the entry of a kind that a document holds, or the one of `base` that it adds to.

    Raises:
        ContentError: one issue for each thing to mend, with its line.
    """
    if not adds(document):
        return parse(MODELS[kind], document)
    addition = parse(addition_model(kind), document)
    entry = base.find(kind, addition.id)
    if entry is None:
        message = f"there is no {kind} {addition.id!r} (any more) to add this to"
        raise ContentError([document.issue(("id",), message)])
    return merged(entry, addition)
