"""Take from an entry what points to nothing.

A server's entries outlive what they point to: other entries of its own that were taken back, what
it hides, what a new version of the base no longer has.
"""

from collections.abc import Callable
from typing import TypeAlias, TypeVar

from knowledge.models import AnyEntry, Comparison, Kind, Resource, Role, Skill, Term, Topic

E = TypeVar("E", Role, Skill, Resource, Term, Topic, Comparison)

Has: TypeAlias = Callable[[Kind, str], bool]  # whether there is an entry of that kind and id


def pruned(entry: E, has: Has) -> E | None:
    """Return an entry without its dangling links, itself if it has none.

    None for a comparison of roles that aren't both there: nothing is left of it. Fields may end up
    shorter than authors must write them; every card stands that.
    """
    if isinstance(entry, Comparison) and not all(has("role", role) for role in entry.between):
        return None
    links = _kept(entry, has)
    changes = {field: kept for field, kept in links.items() if kept != getattr(entry, field)}
    return entry.model_copy(update=changes) if changes else entry


def _kept(entry: AnyEntry, has: Has) -> dict[str, object]:
    """Return the fields of an entry that hold links, with those that lead somewhere."""
    match entry:
        case Role():
            return _of_role(entry, has)
        case Resource():
            return _of_resource(entry, has)
        case Term():
            related = _known(entry.related, has, "term", "skill", "role")
            return {"related": related, "role": _role(entry, has)}
        case Skill():
            return {"role": _role(entry, has)}
        case Topic():
            return {"see_also": _known(entry.see_also, has, "role", "topic")}
        case Comparison():
            return {}


def _of_role(role: Role, has: Has) -> dict[str, object]:
    skills = {
        "essential": tuple(use for use in role.skills.essential if has("skill", use.id)),
        "useful": tuple(use for use in role.skills.useful if has("skill", use.id)),
    }
    routes = (
        route.model_copy(update={"role": None})
        if route.role is not None and not has("role", route.role)
        else route
        for route in role.routes
    )
    return {
        "skills": role.skills.model_copy(update=skills),
        "routes": tuple(routes),
        "relations": tuple(relation for relation in role.relations if has("role", relation.to)),
    }


def _of_resource(resource: Resource, has: Has) -> dict[str, object]:
    serves = {
        "roles": _known(resource.serves.roles, has, "role"),
        "skills": _known(resource.serves.skills, has, "skill"),
        "topics": _known(resource.serves.topics, has, "topic"),
    }
    return {
        "serves": resource.serves.model_copy(update=serves),
        "replaced_by": _known(resource.replaced_by, has, "resource"),
    }


def _role(entry: Term | Skill, has: Has) -> str | None:
    return entry.role if entry.role is not None and has("role", entry.role) else None


def _known(targets: tuple[str, ...], has: Has, *kinds: Kind) -> tuple[str, ...]:
    return tuple(target for target in targets if any(has(kind, target) for kind in kinds))
