"""A reply as plain data: Discord, the terminal and JSON each show the same one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, zip_longest

from intents.outcome import Option
from knowledge.freshness import due
from knowledge.models import AnyEntry, Resource, Source

TEXT_BUDGET = 3900  # characters of title, sections and sources; Discord takes 4,000
MAX_SOURCES = 3
MAX_CITED = 4
MAX_ACTIONS = 20


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (may be empty) and lines of Markdown under it."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """What to answer: the payload of a button, and what a question came to."""

    option: Option
    page: int = 0


@dataclass(frozen=True, slots=True)
class Action:
    """Something that people can ask next with one press."""

    label: str
    request: Request
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """Everything that is said, in order, and nothing about how it looks."""

    title: str
    sections: tuple[Section, ...]
    sources: tuple[Source, ...] = ()
    reviewed: date | None = None  # of the entry that was longest not looked at
    due: date | None = None  # when the first of the entries is looked at again
    actions: tuple[Action, ...] = ()  # other parts of the same thing
    related: tuple[Action, ...] = ()  # other things
    pages: tuple[Action, ...] = ()  # the rest of a list that doesn't fit
    declines: bool = False  # says that this isn't ours
    request: Request | None = None  # what it answers; None for a question back

    @property
    def body(self) -> str:
        """The sections as Markdown."""
        headed = (f"### {s.heading}\n" if s.heading else "" for s in self.sections)
        pairs = zip(headed, self.sections, strict=True)
        return "\n\n".join(heading + "\n".join(s.lines) for heading, s in pairs)

    @property
    def provenance(self) -> str:
        """Where it comes from and how old it is, in a line of Markdown; empty for a notice."""
        parts = []
        if self.sources:
            parts.append("Sources: " + ", ".join(map(cited, self.sources)))
        if self.reviewed:
            parts.append(f"reviewed {self.reviewed.isoformat()}")
        if self.due:
            parts.append(f"next review {self.due:%Y-%m}")
        return f"-# {' · '.join(parts)}" if parts else ""

    def fitted(self) -> "Reply":
        """Return the reply with its sections cut to what one message holds."""
        room = TEXT_BUDGET - len(self.title) - len(self.provenance)
        return replace(self, sections=fit(self.sections, room))


def literal(text: str) -> str:
    """Return a name as Markdown that shows it as it is written ("O*NET")."""
    return text.replace("*", "\\*").replace("_", "\\_")


def cited(source: Source) -> str:
    """Return a source as a link, or as its title where it has none."""
    title = literal(source.title.replace("[", "(").replace("]", ")"))
    return f"[{title}]({source.url})" if source.url else title


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a reply comes from and how old it is."""

    sources: tuple[Source, ...]
    reviewed: date | None  # the oldest review
    due: date | None  # the earliest next one


def cite(entries: Iterable[AnyEntry]) -> Provenance:
    """Return the sources of entries, each once, at most `MAX_SOURCES`, and their age.

    A list of many entries cites none: each shows its sources on its own card.
    """
    known = tuple(entries)
    sources: dict[tuple[str, str | None], Source] = {}
    # The first of each, then the second: none of several entries goes without.
    cited_of = [e.sources for e in known if not isinstance(e, Resource)]  # those have their link
    for source in chain.from_iterable(zip_longest(*cited_of)):
        if source is not None:
            sources.setdefault((source.title, source.url), source)
    if len(known) > MAX_CITED:
        sources = {}
    return Provenance(
        tuple(sources.values())[:MAX_SOURCES],
        min((entry.reviewed for entry in known), default=None),
        min(map(due, known), default=None),
    )


def fit(sections: Sequence[Section], budget: int) -> tuple[Section, ...]:
    """Return sections cut to `budget` characters, whole lines only, saying how many are left out.

    Every section keeps its heading and first line as long as there is room for them; then it goes.
    """
    kept: list[Section] = []
    for index, section in enumerate(sections):
        rest = sum(len(s.heading) + len(s.lines[0]) + 8 for s in sections[index + 1 :] if s.lines)
        room = budget - rest - len(section.heading) - 8
        lines: list[str] = []
        for line in section.lines:
            if len(line) + 1 > room and (
                lines or len(line) + 1 > budget - len(section.heading) - 8
            ):
                break
            lines.append(line)
            room -= len(line) + 1
        if not lines:
            continue
        if left := len(section.lines) - len(lines):
            lines.append(f"-# … and {left} more")
        budget -= len(section.heading) + 8 + sum(len(line) + 1 for line in lines)
        kept.append(Section(section.heading, tuple(lines)))
    return tuple(kept)
