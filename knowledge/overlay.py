"""A server's own entries laid over the shared base. The base itself is never changed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar, cast

from knowledge.base import KnowledgeBase, kind_of
from knowledge.models import AnyEntry, Comparison, Kind, Resource, Role, Skill, Term, Topic
from knowledge.pruning import Has, pruned

E = TypeVar("E", Role, Skill, Resource, Term, Topic, Comparison)


def overlaid(
    base: KnowledgeBase, entries: Iterable[AnyEntry], hidden: Collection[tuple[Kind, str]] = ()
) -> KnowledgeBase:
    """Return `base` with `entries` over it, and without what is `hidden`.

    An entry with the kind and id of one in the base replaces it there. What points to something
    that isn't there no longer does, so that every card can be shown; skills can't be hidden, since
    roles need theirs. Kinds in which nothing changes are shared with the base, so the cost hardly
    grows with its size.
    """
    own: dict[Kind, dict[str, AnyEntry]] = defaultdict(dict)
    for entry in entries:
        own[kind_of(entry)][entry.id] = entry
    gone: dict[Kind, set[str]] = defaultdict(set)
    for kind, entry_id in hidden:
        if kind != "skill" and entry_id not in own[kind]:
            gone[kind].add(entry_id)

    def has(kind: Kind, entry_id: str) -> bool:
        if entry_id in own[kind]:
            return True
        return entry_id not in gone[kind] and base.find(kind, entry_id) is not None

    def shelf(kind: Kind, shared: Mapping[str, E]) -> Mapping[str, E]:
        mine = cast(Mapping[str, E], own[kind])
        return _laid(shared, mine, gone[kind], has, is_base_whole=not any(gone.values()))

    return KnowledgeBase(
        roles=shelf("role", base.roles),
        skills=shelf("skill", base.skills),
        resources=shelf("resource", base.resources),
        terms=shelf("term", base.terms),
        topics=shelf("topic", base.topics),
        comparisons=shelf("comparison", base.comparisons),
    )


def _laid(
    shared: Mapping[str, E],
    mine: Mapping[str, E],
    gone: Collection[str],
    has: Has,
    *,
    is_base_whole: bool,
) -> Mapping[str, E]:
    """Return a shelf with `mine` over what is `shared`, and without dangling links."""
    if is_base_whole and not mine:
        return shared
    laid: dict[str, E | None] = {
        entry_id: entry for entry_id, entry in {**shared, **mine}.items() if entry_id not in gone
    }
    loose = mine if is_base_whole else {**shared, **mine}  # what may point to nothing
    laid |= {entry_id: pruned(entry, has) for entry_id, entry in loose.items() if entry_id in laid}
    kept = {entry_id: entry for entry_id, entry in laid.items() if entry is not None}
    is_as_before = len(kept) == len(shared) and all(
        kept.get(entry_id) is entry for entry_id, entry in shared.items()
    )
    return shared if is_as_before else MappingProxyType(kept)
