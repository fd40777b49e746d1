"""Every name by which an entry can be called, ready to be looked up in text.

Immutable. A server's own entries make another lexicon; the router swaps it whole.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from intents.folding import singular
from intents.outcome import Entity
from knowledge.base import KnowledgeBase, kind_of
from knowledge.models import AliasKind, AnyEntry, Comparison, Resource, Role, Skill, Term, Topic
from knowledge.text import words

Via: TypeAlias = AliasKind | Literal["name"]

MIN_SQUEEZED_CHARS = 8  # "datascientist" is looked up without its space, "aipm" is not
MAX_ACRONYM_CHARS = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """One entry that a name can stand for, and by which kind of name."""

    entity: Entity
    via: Via
    slot: str  # what stands in its place in phrases: "role", "field", "skill", "course", …
    is_short: bool  # so short an acronym ("CV") that only capitals or context make it one
    goal: Entity | None = None  # of a field of work: the role that somebody moves into


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an entry as people see it."""

    text: str
    entity: Entity
    via: Via
    folded: str
    key: str  # as `key_of` makes it


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Names to readings. Build one with `Lexicon.of`."""

    readings: Mapping[str, tuple[Reading, ...]]  # by key, as `key_of` makes it
    exact: Mapping[str, tuple[Reading, ...]]  # by folded name, where a plural would hide another
    squeezed: Mapping[str, str]  # keys of two and more words without their spaces -> key
    vocabulary: Mapping[str, int]  # words of names, with how many names hold them
    names: tuple[Name, ...]
    sizes: Mapping[str, tuple[int, ...]]  # first word of keys -> how many words, longest first
    by_start: Mapping[str, tuple[Name, ...]]  # names by how their words begin

    @classmethod
    def of(cls, base: KnowledgeBase) -> "Lexicon":
        """Return the lexicon of all entries of `base`, in time linear in their names."""
        return cls.from_names(tuple(named for entry in base.entries() for named in names_of(entry)))

    @classmethod
    def from_names(cls, pairs: Sequence[tuple[Name, Reading]]) -> "Lexicon":
        """Return the lexicon of these names."""
        found: dict[str, list[Reading]] = {}
        spelt: dict[str, dict[str, list[Reading]]] = {}
        vocabulary: Counter[str] = Counter()
        for name, reading in pairs:
            if name.key:
                found.setdefault(name.key, []).append(reading)
                spelt.setdefault(name.key, {}).setdefault(name.folded, []).append(reading)
                if reading.via != "misspelling":
                    vocabulary.update(name.folded.split())
        readings = {key: tuple(sorted(group, key=priority)) for key, group in found.items()}
        squeezed = {
            tight: key
            for key in readings
            if " " in key and len(tight := key.replace(" ", "")) >= MIN_SQUEEZED_CHARS
        }
        exact = {
            text: tuple(sorted(group, key=priority))
            for same in spelt.values()
            if len({reading.entity for group in same.values() for reading in group}) > 1
            for text, group in same.items()
        }
        names = tuple(name for name, _ in pairs)
        return cls(
            readings, exact, squeezed, vocabulary, names, sizes_of(readings), starts_of(names)
        )


def start_of(word: str) -> str:
    """Return what words have to share to be held against each other."""
    return word[:2]


def sizes_of(keys: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
    """Return for the first word of keys how many words they have, longest first."""
    sizes: dict[str, set[int]] = {}
    for key in keys:
        sizes.setdefault(key.partition(" ")[0], set()).add(key.count(" ") + 1)
    return {word: tuple(sorted(found, reverse=True)) for word, found in sizes.items()}


def starts_of(names: Iterable[Name]) -> Mapping[str, tuple[Name, ...]]:
    """Return names by how their words begin."""
    starts: dict[str, list[Name]] = {}
    for name in names:
        for start in {start_of(word) for word in name.folded.split()}:
            starts.setdefault(start, []).append(name)
    return {start: tuple(found) for start, found in starts.items()}


def key_of(name: str) -> str:
    """Return the form in which a name is looked up: folded words without plurals."""
    return " ".join(map(singular, words(name)))


def names_of(entry: AnyEntry) -> Iterator[tuple[Name, Reading]]:
    """Yield every name of an entry with what it stands for; none for what isn't looked up."""
    if isinstance(entry, Comparison | Topic):  # reached by their sentences, not by name
        return
    entity = Entity(kind_of(entry), entry.id)
    goal = Entity("role", entry.role) if isinstance(entry, Term | Skill) and entry.role else None
    named: tuple[tuple[Via, str], ...] = (("name", entry.name), *entry.aliases.by_kind())
    for via, text in named:
        is_short = via != "name" and len(text) <= MAX_ACRONYM_CHARS // 2 and text.isalpha()
        parts = words(text)
        name = Name(text, entity, via, " ".join(parts), " ".join(map(singular, parts)))
        yield name, Reading(entity, via, _slot(entry, via), is_short, goal)


def _slot(entry: AnyEntry, via: Via) -> str:
    match entry:
        case Role():
            return "field" if via == "field" else "role"
        case Skill():
            return "skill"
        case Resource():
            return entry.kind
        case Term():
            return "subject" if entry.broad else "term"
        case _:
            raise TypeError(f"a {kind_of(entry)} has no slot")


def priority(reading: Reading) -> tuple[int, Entity]:
    """Return where a reading stands among those of one name: roles first."""
    order = ("role", "field", "subject", "skill")
    rank = order.index(reading.slot) if reading.slot in order else len(order)
    return rank, reading.entity
