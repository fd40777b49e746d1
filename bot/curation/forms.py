"""Fill documents by forms. Pure: a form knows no Discord.

A document stays YAML throughout: a form shows parts of it and writes back those that were changed,
so what a form doesn't show, and what was uploaded as a file, is kept.
"""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.curation.codecs import Ids, Sources, Typing
from bot.curation.pages import ADDITIONS, FORMS, ROLE_ADDITIONS, Page
from knowledge.additions import KEY
from knowledge.issues import ContentError
from knowledge.models import Kind
from knowledge.source import dump, parse_document
from knowledge.text import slug

# What a new entry says before anything was typed.
_NEW: Mapping[Kind, Mapping[str, object]] = {
    "role": {"asks": {}},
    "resource": {"level": "any", "serves": {}},
}


_SOURCED: Collection[Kind] = ("role", "term", "topic", "comparison")  # they name their sources


def pages_of(kind: Kind, text: str) -> tuple[Page, ...]:
    """Return the pages of the form for a document: for one that adds, those of additions."""
    data = _data(text)
    if data is not None and KEY in data:
        return (ROLE_ADDITIONS if kind == "role" else ADDITIONS,)
    return FORMS[kind]


def shown(page: Page, text: str) -> Mapping[str, str] | None:
    """Return what each box of a page holds, by place; None if the document isn't YAML."""
    data = _data(text)
    if data is None:
        return None
    return {field.place: field.codec.show(_at(data, field.place)) for field in page.fields}


def filled(
    kind: Kind,
    page: Page,
    text: str,
    typed: Mapping[str, str],
    typing: Typing,
    *,
    is_new: bool = False,
) -> str:
    """Return the document with what was typed into a page; boxes left as they were change nothing.

    A new entry gets its id from its name, and another with another name. Whoever saves a form has
    looked at the entry: it counts as reviewed today.

    Args:
        kind: Of the entry.
        page: What was filled in.
        text: The document before.
        typed: The boxes, by place.
        typing: What the boxes may need.
        is_new: Whether the entry isn't published yet.
    """
    data: dict[str, Any] = _data(text) or {}
    before = {field.place: field.codec.show(_at(data, field.place)) for field in page.fields}
    for field in page.fields:
        answer = typed.get(field.place, "")
        old = _at(data, field.place)
        if old is None or _tidy(answer) != _tidy(before[field.place]):
            _put(data, field.place, field.codec.read(answer, old, typing))
    if KEY in data:  # what it adds to has a name and a review of its own
        return dump(data)
    if kind == "comparison" and "name" not in data:
        data["name"] = " and ".join(Ids(("role",)).show(data.get("between")).splitlines())
    if not data.get("id") or (is_new and data["id"] == slug(name_in(text), kind)):
        data["id"] = slug(str(data.get("name") or ""), kind)
    if kind in _SOURCED and not data.get("sources"):
        data["sources"] = Sources().read("", None, typing)
    data["reviewed"] = typing.today
    order = dict.fromkeys(("id", "name", *data))
    return dump({key: data[key] for key in order if key in data})


def blank(kind: Kind) -> str:
    """Return the document of a new entry before anything was typed."""
    return dump(dict(_NEW.get(kind, {})))


def labels_of(kind: Kind, text: str) -> Mapping[str, str]:
    """Return the labels of the boxes in a document's form, by what they hold."""
    fields = (field for page in pages_of(kind, text) for field in page.fields)
    return {field.place: field.label for field in fields}


def name_in(text: str) -> str:
    """Return the name that a document gives its entry; empty if it gives none."""
    name = (_data(text) or {}).get("name")
    return name if isinstance(name, str) else ""


def with_questions(text: str, kind: Kind, questions: Sequence[str]) -> str:
    """Return a document with questions that the entry must answer, before anything else is said."""
    asks: object = {"summary": [*questions]} if kind == "role" else [*questions]
    return dump({**(_data(text) or {}), "asks": asks})


def _data(text: str) -> dict[str, Any] | None:
    try:
        data = parse_document(Path("draft.yaml"), text.encode("utf-8", "replace")).data
    except ContentError:
        return None
    return data if isinstance(data, dict) else {}


def _at(data: Mapping[str, object], place: str) -> object:
    found: object = data
    for key in place.split("."):
        found = found.get(key) if isinstance(found, Mapping) else None
    return found


def _put(data: dict[str, Any], place: str, value: object) -> None:
    *outer, last = place.split(".")
    for key in outer:
        inner = data.get(key)
        data[key] = inner = dict(inner) if isinstance(inner, Mapping) else {}
        data = inner
    if value is None:
        data.pop(last, None)
    else:
        data[last] = value


def _tidy(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]
