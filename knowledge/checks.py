"""What can be wrong although every file is well-formed: links, names, repeated ids.

Whether sentences reach their entries is a question of understanding: see `intents/checks.py`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from knowledge.base import kind_of
from knowledge.explain import did_you_mean
from knowledge.issues import Issue
from knowledge.models import AnyEntry, Comparison, Kind, Resource, Role, Skill, Term, Topic
from knowledge.origins import Origin
from knowledge.source import Place
from knowledge.text import fold

Found: TypeAlias = Sequence[tuple[AnyEntry, Origin]]
Unread: TypeAlias = Callable[[Kind, str], bool]
Link: TypeAlias = tuple[Place, tuple[Kind, ...], str]  # where, which kinds it may name, the id

MAX_GUESSES = 50  # at what a dangling link may have meant: each takes milliseconds


def find_conflicts(found: Found, is_unread: Unread = lambda kind, entry_id: False) -> list[Issue]:
    """Return every issue that shows only when all entries are seen together.

    `is_unread` tells of what may exist, in a file that couldn't be read: it is no dangling link.
    """
    return [
        *_repeated_ids(found),
        *_dangling_links(found, is_unread),
        *_colliding_names(found),
        *_repeated_pairs(found),
    ]


def _repeated_ids(found: Found) -> Iterator[Issue]:
    first: dict[tuple[Kind, str], Origin] = {}
    for entry, origin in found:
        other = first.setdefault((kind_of(entry), entry.id), origin)
        if other is not origin:
            yield origin.issue(("id",), f"{entry.id!r} is taken, in {_where(other)}")


def _dangling_links(found: Found, is_unread: Unread) -> Iterator[Issue]:
    known = {(kind_of(entry), entry.id) for entry, _ in found}
    guesses = MAX_GUESSES
    for entry, origin in found:
        for place, kinds, target in _links(entry):
            if not any((kind, target) in known or is_unread(kind, target) for kind in kinds):
                ids = [other for kind, other in known if kind in kinds] if guesses > 0 else []
                guesses -= 1
                near = did_you_mean(target, ids)
                yield origin.issue(place, f"there is no {' or '.join(kinds)} {target!r}{near}")
            elif target == entry.id and kind_of(entry) in kinds:
                yield origin.issue(place, "an entry can't point to itself")


def _links(entry: AnyEntry) -> Iterator[Link]:
    match entry:
        case Role():
            yield from _role_links(entry)
        case Resource():
            yield from _resource_links(entry)
        case Term():
            yield from _listed("related", ("term", "skill", "role"), entry.related)
            yield from _stands_for(entry)
        case Skill():
            yield from _stands_for(entry)
        case Topic():
            yield from _listed("see_also", ("role", "topic"), entry.see_also)
        case Comparison():
            yield from _listed("between", ("role",), entry.between)


def _stands_for(entry: Term | Skill) -> Iterator[Link]:
    if entry.role is not None:
        yield ("role",), ("role",), entry.role


def _listed(field: str, kinds: tuple[Kind, ...], targets: Sequence[str]) -> Iterator[Link]:
    for n, target in enumerate(targets):
        yield (*field.split("."), n), kinds, target


def _role_links(role: Role) -> Iterator[Link]:
    for group, uses in (("essential", role.skills.essential), ("useful", role.skills.useful)):
        for n, use in enumerate(uses):
            yield ("skills", group, n, "id"), ("skill",), use.id
    for n, relation in enumerate(role.relations):
        yield ("relations", n, "to"), ("role",), relation.to
    for n, route in enumerate(role.routes):
        if route.role is not None:
            yield ("routes", n, "role"), ("role",), route.role


def _resource_links(resource: Resource) -> Iterator[Link]:
    yield from _listed("serves.roles", ("role",), resource.serves.roles)
    yield from _listed("serves.skills", ("skill",), resource.serves.skills)
    yield from _listed("serves.topics", ("topic",), resource.serves.topics)
    yield from _listed("replaced_by", ("resource",), resource.replaced_by)


def _colliding_names(found: Found) -> Iterator[Issue]:
    """Two entries under one name would make the answer a matter of chance.

    One pair is meant: a field of work ("computer vision") is an alias of the role and may be
    a term or a skill as well; the question decides which.
    """
    holders: dict[str, list[_Holder]] = defaultdict(list)
    for entry, origin in found:
        for place, name, is_field in _names(entry):
            holders[fold(name)].append(_Holder(entry, origin, place, is_field))
    for same in holders.values():
        for n, holder in enumerate(same):  # the first collision is enough: there may be thousands
            collisions = (_collision(holder, other) for other in islice(same, n))
            yield from islice(filter(None, collisions), 1)


@dataclass(frozen=True, slots=True)
class _Holder:
    entry: AnyEntry
    origin: Origin
    place: Place
    is_field: bool


def _collision(holder: _Holder, other: _Holder) -> Issue | None:
    kind, other_kind = kind_of(holder.entry), kind_of(other.entry)
    if holder.is_field != other.is_field and kind != other_kind:
        return None
    if (kind, holder.entry.id) == (other_kind, other.entry.id):
        return holder.origin.issue(holder.place, "the entry has this name already")
    has_text = other.origin.document.root is not None
    where = f" ({_where(other.origin)})" if has_text else ""
    whose = f"{other_kind} {other.entry.id!r}{where}"
    return holder.origin.issue(holder.place, f"this name belongs to {whose} as well")


def _names(entry: AnyEntry) -> Iterator[tuple[Place, str, bool]]:
    if isinstance(entry, Comparison):  # never looked up by its name
        return
    yield ("name",), entry.name, False
    counts: dict[str, int] = defaultdict(int)
    for kind, name in entry.aliases.by_kind():
        yield ("aliases", kind, counts[kind]), name, kind == "field"
        counts[kind] += 1


def _repeated_pairs(found: Found) -> Iterator[Issue]:
    seen: dict[frozenset[str], Origin] = {}
    for entry, origin in found:
        if not isinstance(entry, Comparison):
            continue
        pair = frozenset(entry.between)
        if len(pair) < len(entry.between):
            yield origin.issue(("between",), "a role can't be compared with itself")
        elif (other := seen.setdefault(pair, origin)) is not origin:
            yield origin.issue(("between",), f"this pair is compared already, in {_where(other)}")


def _where(origin: Origin) -> str:
    """Return where an entry stands; its name where there is no text to look at."""
    issue = origin.issue((), "")
    return f"{issue.path.name}:{issue.line}" if origin.document.root else issue.path.name
