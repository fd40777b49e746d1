"""The knowledge base: every entry, by kind and id, with the lookups that answers need.

Immutable. A change makes a new one, which is swapped in whole.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from knowledge.models import (
    RESOURCE_KINDS,
    AnyEntry,
    Comparison,
    Kind,
    RelationKind,
    Resource,
    ResourceKind,
    Role,
    Route,
    Skill,
    SkillUse,
    Term,
    Topic,
)

_LEVEL_ORDER = {"beginner": 0, "any": 1, "intermediate": 2, "advanced": 3}
_NO_PROSE = {"id", "name", "aliases", "asks", "not_for", "sources", "url"}
_KINDS: Mapping[type, Kind] = {
    Role: "role",
    Skill: "skill",
    Resource: "resource",
    Term: "term",
    Topic: "topic",
    Comparison: "comparison",
}

E = TypeVar("E", Role, Skill, Resource, Term, Topic, Comparison)


def kind_of(entry: AnyEntry) -> Kind:
    """Return the kind of an entry."""
    return _KINDS[type(entry)]


@dataclass(frozen=True, slots=True)
class RoleUse:
    """That a role needs a skill, what for, and whether it can do without."""

    role: Role
    use: SkillUse
    is_essential: bool


@dataclass(frozen=True, slots=True)
class Related:
    """How another role stands to one: as its own entry says, or as seen from the other side."""

    role: Role
    kind: RelationKind
    why: str
    is_inverse: bool  # the other role's entry says it of this one


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """All entries by id, each kind in the order in which it was written."""

    roles: Mapping[str, Role]
    skills: Mapping[str, Skill]
    resources: Mapping[str, Resource]
    terms: Mapping[str, Term]
    topics: Mapping[str, Topic]
    comparisons: Mapping[str, Comparison]

    @classmethod
    def of(cls, entries: Iterable[AnyEntry]) -> "KnowledgeBase":
        """Return the base that holds `entries`; of two with the same kind and id, the later."""
        known = tuple(entries)
        return cls(
            roles=_by_id(known, Role),
            skills=_by_id(known, Skill),
            resources=_by_id(known, Resource),
            terms=_by_id(known, Term),
            topics=_by_id(known, Topic),
            comparisons=_by_id(known, Comparison),
        )

    def entries(self) -> tuple[AnyEntry, ...]:
        """Return every entry: roles first, comparisons last."""
        return (
            *self.roles.values(),
            *self.skills.values(),
            *self.resources.values(),
            *self.terms.values(),
            *self.topics.values(),
            *self.comparisons.values(),
        )

    def prose(self) -> Iterator[str]:
        """Yield every text that an editor wrote to be read: no ids, links, names or sentences."""
        for entry in self.entries():
            yield from _texts(entry.model_dump(exclude=_NO_PROSE))

    def find(self, kind: Kind, entry_id: str) -> AnyEntry | None:
        """Return an entry, or None if there is none of that kind and id."""
        shelf: Mapping[Kind, Mapping[str, AnyEntry]] = {
            "role": self.roles,
            "skill": self.skills,
            "resource": self.resources,
            "term": self.terms,
            "topic": self.topics,
            "comparison": self.comparisons,
        }
        return shelf[kind].get(entry_id)

    def resources_where(
        self,
        *,
        role: str | None = None,
        skill: str | None = None,
        topic: str | None = None,
        kinds: Iterable[ResourceKind] = (),
    ) -> tuple[Resource, ...]:
        """Return the resources that serve everything named, of `kinds` (none: of all).

        Open ones first, easier ones before harder ones, kinds in their order, otherwise as written.
        """
        wanted = frozenset(kinds)
        found = (
            item
            for item in self.resources.values()
            if (not wanted or item.kind in wanted)
            and (role is None or role in item.serves.roles)
            and (skill is None or skill in item.serves.skills)
            and (topic is None or topic in item.serves.topics)
        )
        return tuple(
            sorted(
                found,
                key=lambda item: (
                    item.status == "closed",
                    _LEVEL_ORDER[item.level],
                    RESOURCE_KINDS.index(item.kind),
                ),
            )
        )

    def roles_using(self, skill: str) -> tuple[RoleUse, ...]:
        """Return the roles that need a skill: first those that can't do without it."""
        uses = [
            RoleUse(role, use, is_essential)
            for role in self.roles.values()
            for is_essential, group in (
                (True, role.skills.essential),
                (False, role.skills.useful),
            )
            for use in group
            if use.id == skill
        ]
        return tuple(sorted(uses, key=lambda use: not use.is_essential))

    def related(self, role_id: str) -> tuple[Related, ...]:
        """Return the roles related to one, each once: its own relations, then those to it."""
        own = [
            Related(self.roles[r.to], r.kind, r.why, False) for r in self.roles[role_id].relations
        ]
        said = {role_id, *(related.role.id for related in own)}
        inverse = [
            Related(other, relation.kind, relation.why, True)
            for other in self.roles.values()
            if other.id not in said
            for relation in other.relations
            if relation.to == role_id
        ]
        return (*own, *inverse)

    def comparison(self, a: str, b: str) -> Comparison | None:
        """Return the hand-written note on two roles, in either order."""
        pair = {a, b}
        return next((c for c in self.comparisons.values() if set(c.between) == pair), None)

    def route(self, start: str, goal: str) -> Route | None:
        """Return the described way from one role into another."""
        role = self.roles.get(goal)
        routes = role.routes if role else ()
        return next((route for route in routes if route.role == start), None)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if " " in value:  # one word alone is an id or a code
            yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _texts(inner)


def _by_id(entries: Iterable[AnyEntry], kind: type[E]) -> Mapping[str, E]:
    return MappingProxyType({entry.id: entry for entry in entries if isinstance(entry, kind)})
