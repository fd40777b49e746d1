"""One part of a document as a curator types it into a box, and back.

Each codec takes what the YAML document holds at one place and gives text, and the other way round.
What somebody typed wrongly is kept as it is: the check says what is wrong with it. Pure.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from knowledge.models import FACETS, Kind

ResolveId = Callable[[Sequence[Kind], str], str]  # a name as typed -> the id that is meant

COLUMN = " | "
_ALIAS_KINDS = ("synonym", "acronym", "company", "field", "misspelling", "hidden")
_OTHER_COLUMN = re.compile(r"\s+[-–—]+\s+|:\s+")  # what people type where a column should end
_BARE_LINK = re.compile(r"\S+\.\S+")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9&/+-]{1,6}")


@dataclass(frozen=True, slots=True)
class Typing:
    """What a codec may need beside the text."""

    resolve: ResolveId
    today: date


class Codec(Protocol):
    """Turns a part of a document into text and back."""

    def show(self, data: object) -> str:
        """Return the text of what the document holds; empty for nothing."""
        ...

    def read(self, text: str, old: object, typing: Typing) -> object:
        """Return what the document shall hold; None for nothing. `old` is what it held."""
        ...


class Plain:
    """A text as it is."""

    def show(self, data: object) -> str:
        """Return the text."""
        return "" if data is None else str(data)

    def read(self, text: str, _: object, __: Typing) -> object:
        """Return the text without what surrounds it."""
        return text.strip() or None


class Lines:
    """A list of texts, one a line."""

    def show(self, data: object) -> str:
        """Return one line an item."""
        return "\n".join(map(str, _items(data)))

    def read(self, text: str, _: object, __: Typing) -> object:
        """Return the lines that hold something."""
        return _lines(text) or None


@dataclass(frozen=True, slots=True)
class Ids:
    """A list of entries, one a line, by name or id."""

    kinds: tuple[Kind, ...]

    def show(self, data: object) -> str:
        """Return one id a line."""
        return "\n".join(map(str, _items(data)))

    def read(self, text: str, _: object, typing: Typing) -> object:
        """Return the ids of what is named."""
        names = (name.strip() for line in _lines(text) for name in line.split(","))
        return [typing.resolve(self.kinds, name) for name in names if name] or None


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of mappings, one a line, its columns apart by `|`; the last one takes the rest."""

    columns: tuple[str, ...]
    entry: str | None = None  # the column that names an entry
    kinds: tuple[Kind, ...] = ()  # of that entry
    fixed: str | None = None  # the column that takes one of a few words: "works-with"

    def show(self, data: object) -> str:
        """Return one line an item."""
        rows = (row for row in _items(data) if isinstance(row, Mapping))
        return "\n".join(
            COLUMN.join(str(row.get(column) or "") for column in self.columns).rstrip(" |")
            for row in rows
        )

    def read(self, text: str, old: object, typing: Typing) -> object:
        """Return the rows; what a row had beside its columns stays with its first column."""
        beside = {
            row.get(self.columns[0]): {k: v for k, v in row.items() if k not in self.columns}
            for row in _items(old)
            if isinstance(row, Mapping)
        }
        found = []
        for line in _lines(text):
            cells = _cells(line, len(self.columns))
            row = {name: cell for name, cell in zip(self.columns, cells, strict=False) if cell}
            if self.entry and row.get(self.entry):
                row[self.entry] = typing.resolve(self.kinds, row[self.entry])
            if self.fixed and row.get(self.fixed):
                row[self.fixed] = "-".join(row[self.fixed].lower().split())
            found.append({**row, **beside.get(row.get(self.columns[0]), {})})
        return found or None


class Sources:
    """Where it comes from: `title | link` a line. Without any, it is the server's own word."""

    def show(self, data: object) -> str:
        """Return one source a line."""
        return Rows(("title", "url")).show(data)

    def read(self, text: str, old: object, typing: Typing) -> object:
        """Return the sources; a new one was read today."""
        typed = "\n".join(map(_with_title, _lines(text)))
        rows = Rows(("title", "url")).read(typed, old, typing)
        found = rows if isinstance(rows, list) else [{"title": "This server's curators"}]
        return [{**row, "read": row.get("read", typing.today)} for row in found]


class Names:
    """Other names of an entry, one a line: `MLE`, `company: Applied ML Engineer`."""

    def show(self, data: object) -> str:
        """Return one name a line, with its kind where that can't be seen."""
        groups = data if isinstance(data, Mapping) else {}
        return "\n".join(
            str(name) if kind == _kind_of_name(str(name)) else f"{kind}: {name}"
            for kind in _ALIAS_KINDS
            for name in _items(groups.get(kind))
        )

    def read(self, text: str, _: object, __: Typing) -> object:
        """Return the names by kind."""
        groups: dict[str, list[str]] = {}
        for line in _lines(text):
            kind, rest = _prefixed(line, _ALIAS_KINDS)
            names = [rest] if kind else [name.strip() for name in rest.split(",")]
            for name in filter(None, names):
                groups.setdefault(kind or _kind_of_name(name), []).append(name)
        return groups or None


class FacetQuestions:
    """Questions that must reach a role, one a line: `skills: what does a … need`."""

    def show(self, data: object) -> str:
        """Return one question a line."""
        groups = data if isinstance(data, Mapping) else {}
        return "\n".join(f"{f}: {text}" for f in FACETS for text in _items(groups.get(f)))

    def read(self, text: str, _: object, __: Typing) -> object:
        """Return the questions by facet; those without one ask what the role is."""
        groups: dict[str, list[str]] = {}
        for line in _lines(text):
            facet, question = _prefixed(line, FACETS)
            groups.setdefault(facet or "summary", []).append(question)
        return groups


class Levels:
    """The rungs of a career, one a line: `entry | 0-2 | what is expected`."""

    def show(self, data: object) -> str:
        """Return one level a line."""
        lines = []
        for name, level in data.items() if isinstance(data, Mapping) else ():
            years = level.get("years") if isinstance(level, Mapping) else None
            text = level.get("text", "") if isinstance(level, Mapping) else level
            span = [_span(years)] if isinstance(years, list | tuple) else []
            lines.append(COLUMN.join([str(name), *span, str(text)]))
        return "\n".join(lines)

    def read(self, text: str, _: object, __: Typing) -> object:
        """Return the levels by name; years are optional."""
        levels: dict[str, object] = {}
        for line in _lines(text):
            name, *rest = (cell.strip() for cell in line.split("|", 2))
            years = re.fullmatch(r"(\d*)\s*[-–+]\s*(\d*)", rest[0]) if len(rest) == 2 else None
            level: dict[str, object] = {"text": rest[-1] if years else COLUMN.join(rest)}
            if years:
                level["years"] = [int(year) if year else None for year in years.groups()]
            levels[name.lower()] = level
        return levels or None


def _span(years: Sequence[object]) -> str:
    first, *rest = ("" if year is None else str(year) for year in years)
    return f"{first}-{rest[0]}" if rest and rest[0] else f"{first}+"


def _cells(line: str, columns: int) -> list[str]:
    """Return the columns of a line; a dash or a colon may stand where none is marked by `|`."""
    if "|" not in line:
        return [cell.strip() for cell in _OTHER_COLUMN.split(line, columns - 1)]
    return [cell.strip() for cell in line.split("|", columns - 1)]


def _with_title(line: str) -> str:
    """Return a source with a title, where only its address was typed."""
    return f"{line}{COLUMN}{line}" if _BARE_LINK.fullmatch(line) else line


def _prefixed(line: str, known: Sequence[str]) -> tuple[str | None, str]:
    head, colon, rest = line.partition(":")
    if colon and head.strip().lower() in known:
        return head.strip().lower(), rest.strip()
    return None, line


def _kind_of_name(name: str) -> str:
    return "acronym" if _ACRONYM.fullmatch(name) else "synonym"


def _items(data: object) -> Sequence[object]:
    return data if isinstance(data, list | tuple) else ()


def _lines(text: str) -> list[str]:
    """Return the lines that hold something, without what makes them a list."""
    stripped = (re.sub(r"^[-*•]\s+", "", line.strip()) for line in text.splitlines())
    return [line for line in stripped if line]
