"""A server's own entries laid over the shared base. The base itself is never changed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar, cast

from knowledge.base import KnowledgeBase, kind_of
from knowledge.models import AnyEntry, Comparison, Kind, Resource, Role, Skill, Term, Topic

E = TypeVar("E", Role, Skill, Resource, Term, Topic, Comparison)


def overlaid(
    base: KnowledgeBase, entries: Iterable[AnyEntry], hidden: Collection[tuple[Kind, str]] = ()
) -> KnowledgeBase:
    """Return `base` with `entries` over it, and without what is `hidden`.

    An entry with the kind and id of one in the base replaces it there. What points to something
    hidden no longer does; skills stay, since roles need theirs. Kinds in which nothing changes are
    shared with the base, so the cost hardly grows with its size.
    """
    own: dict[Kind, dict[str, AnyEntry]] = defaultdict(dict)
    for entry in entries:
        own[kind_of(entry)][entry.id] = entry
    gone: dict[Kind, set[str]] = defaultdict(set)
    for kind, entry_id in hidden:
        if kind != "skill" and entry_id not in own[kind]:
            gone[kind].add(entry_id)
    roles = _laid(base.roles, own["role"], gone["role"])
    if gone["role"]:
        roles = _without_relations(roles, gone["role"])
    comparisons = _laid(base.comparisons, own["comparison"], gone["comparison"])
    return KnowledgeBase(
        roles=roles,
        skills=_laid(base.skills, own["skill"], ()),
        resources=_laid(base.resources, own["resource"], gone["resource"]),
        terms=_laid(base.terms, own["term"], gone["term"]),
        topics=_laid(base.topics, own["topic"], gone["topic"]),
        comparisons=_of_known(comparisons, roles) if gone["role"] else comparisons,
    )


def _laid(
    shelf: Mapping[str, E], own: Mapping[str, AnyEntry], gone: Collection[str]
) -> Mapping[str, E]:
    if not own and not gone:
        return shelf
    kept = {entry_id: entry for entry_id, entry in shelf.items() if entry_id not in gone}
    return MappingProxyType({**kept, **cast(Mapping[str, E], own)})


def _without_relations(roles: Mapping[str, Role], gone: Collection[str]) -> Mapping[str, Role]:
    """Return roles whose relations lead to none that is gone."""
    changed = {}
    for role in roles.values():
        relations = tuple(relation for relation in role.relations if relation.to not in gone)
        if len(relations) < len(role.relations):
            changed[role.id] = role.model_copy(update={"relations": relations})
    return MappingProxyType({**roles, **changed})


def _of_known(
    comparisons: Mapping[str, Comparison], roles: Mapping[str, Role]
) -> Mapping[str, Comparison]:
    kept = (entry for entry in comparisons.values() if all(r in roles for r in entry.between))
    return MappingProxyType({entry.id: entry for entry in kept})
