"""What a server adds to an entry that it doesn't own: names, and sentences that reach it or not.

Only the additions are stored, so the entry itself goes on growing with the base.
"""

from collections.abc import Mapping
from typing import TypeAlias

from knowledge.fields import Sentences, Slug
from knowledge.models import Aliases, AnyEntry, Authored, Kind, Role, RoleAsks


class RoleAdditions(Authored):
    """What is added to a role."""

    aliases: Aliases = Aliases()
    asks: RoleAsks = RoleAsks()
    not_for: Sentences = ()


class PlainAdditions(Authored):
    """What is added to an entry of any other kind."""

    aliases: Aliases = Aliases()
    asks: Sentences = ()
    not_for: Sentences = ()


class RoleAddition(Authored):
    """A document that adds to a role."""

    id: Slug
    adds: RoleAdditions


class PlainAddition(Authored):
    """A document that adds to an entry of any other kind."""

    id: Slug
    adds: PlainAdditions


Addition: TypeAlias = RoleAddition | PlainAddition

KEY = "adds"  # a document with it adds; any other is an entry


def addition_model(kind: Kind) -> type[RoleAddition] | type[PlainAddition]:
    """Return the model of a document that adds to an entry of a kind."""
    return RoleAddition if kind == "role" else PlainAddition


def merged(entry: AnyEntry, addition: Addition) -> AnyEntry:
    """Return an entry with what is added to it; what it has already isn't repeated."""
    added = addition.adds
    changes: dict[str, object] = {
        "aliases": Aliases(**_joined(dict(entry.aliases), dict(added.aliases))),
        "not_for": _both(entry.not_for, added.not_for),
    }
    if isinstance(entry, Role) and isinstance(added, RoleAdditions):
        changes["asks"] = RoleAsks(**_joined(dict(entry.asks), dict(added.asks)))
    elif not isinstance(entry, Role) and isinstance(added, PlainAdditions):
        changes["asks"] = _both(entry.asks, added.asks)
    return entry.model_copy(update=changes)


def _joined(
    old: Mapping[str, tuple[str, ...]], new: Mapping[str, tuple[str, ...]]
) -> Mapping[str, tuple[str, ...]]:
    return {field: _both(texts, new[field]) for field, texts in old.items()}


def _both(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*old, *new)))
