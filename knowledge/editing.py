"""Small changes of a server's documents: a name or a sentence more or less.

Where the server has no entry of its own yet, the change becomes an addition to the shared one; its
own entry is changed itself. Keys that nobody touched stay as they are.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from knowledge.additions import KEY
from knowledge.models import AliasKind, AnyEntry, Facet, Kind
from knowledge.source import dump, parse_document


def whole(entry: AnyEntry) -> str:
    """Return an entry as the document that it would be read from."""
    return dump(entry.model_dump(exclude_defaults=True))


def with_name(document: str | None, entry_id: str, kind: AliasKind, name: str) -> str:
    """Return a document with one more name; None: there is none of the server's own."""

    def add(part: dict[str, Any]) -> None:
        _append(_inner(part, "aliases"), kind, name)

    return _changed(document, entry_id, add)


def with_question(
    document: str | None, entry_id: str, kind: Kind, question: str, facet: Facet = "summary"
) -> str:
    """Return a document with one more question that must reach the entry."""

    def add(part: dict[str, Any]) -> None:
        if kind == "role":
            _append(_inner(part, "asks"), facet, question)
        else:
            _append(part, "asks", question)

    return _changed(document, entry_id, add)


def with_stranger(document: str | None, entry_id: str, question: str) -> str:
    """Return a document with one more question that must not reach the entry."""
    return _changed(document, entry_id, lambda part: _append(part, "not_for", question))


def without_name(document: str, name: str) -> str | None:
    """Return a document without a name; None if it doesn't say it."""
    data = _read(document)
    part = data.get(KEY, data)
    aliases = _inner(part, "aliases")
    found = [kind for kind, names in aliases.items() if name in names]
    for kind in found:
        aliases[kind] = [other for other in aliases[kind] if other != name]
        if not aliases[kind]:
            del aliases[kind]
    if not aliases:
        del part["aliases"]
    return dump(data) if found else None


def _changed(document: str | None, entry_id: str, change: Callable[[dict[str, Any]], None]) -> str:
    data = _read(document) if document else {"id": entry_id, KEY: {}}
    change(_inner(data, KEY) if KEY in data else data)
    return dump(data)


def _read(document: str) -> dict[str, Any]:
    """Return what a stored document says: it was checked before it was stored."""
    data = parse_document(Path("stored.yaml"), document.encode()).data
    return dict(data) if isinstance(data, Mapping) else {}


def _inner(part: dict[str, Any], key: str) -> dict[str, Any]:
    """Return the mapping at a key, which is made if there is none."""
    found = part.get(key)
    part[key] = inner = dict(found) if isinstance(found, Mapping) else {}
    return inner


def _append(part: dict[str, Any], key: str, text: str) -> None:
    known = list(part.get(key) or ())
    part[key] = known if text in known else [*known, text]
