"""Lists of courses, books, places and events."""

from collections.abc import Mapping, Sequence

from bot.answers.reply import Section
from intents.outcome import Entity
from knowledge.base import KnowledgeBase
from knowledge.models import RESOURCE_KINDS, Resource, ResourceKind

PAGE_SIZE = 6
KINDS_BY_INTENT: Mapping[str, tuple[ResourceKind, ...]] = {
    "resources": (),
    "courses": ("course",),
    "competitions": ("competition",),
    "communities": ("community",),
    "conferences": ("conference",),
}
NOUNS: Mapping[str, str] = {
    "resources": "Resources",
    "courses": "Courses",
    "competitions": "Competitions",
    "communities": "Communities",
    "conferences": "Conferences",
}
PLURALS: Mapping[ResourceKind, str] = {
    "course": "courses",
    "book": "books",
    "guide": "guides",
    "video": "videos",
    "competition": "competitions",
    "community": "communities",
    "conference": "conferences",
    "feed": "blogs, newsletters and podcasts",
    "tool": "tools",
}
_COSTS = {"free": "free", "freemium": "free in part", "paid": "paid"}


def resource_lines(found: Sequence[Resource], page: int = 0) -> tuple[str, ...]:
    """Return the lines of one page (from 0) of a list of resources."""
    begin = PAGE_SIZE * page_of(found, page)
    return tuple(f"- {describe(item)}" for item in found[begin : begin + PAGE_SIZE])


def page_of(found: Sequence[Resource], page: int) -> int:
    """Return the page that is really shown when `page` is asked for: the last one at most."""
    return max(0, min(page, page_count(found) - 1))


def page_count(found: Sequence[Resource]) -> int:
    """Return how many pages a list has; an empty one has one."""
    return max(1, -(-len(found) // PAGE_SIZE))


def resource_page(found: Sequence[Resource], page: int) -> Section:
    """Return one page of a list; which one of how many is said where one isn't all."""
    pages = page_count(found)
    lines = resource_lines(found, page)
    if pages > 1:
        lines = (*lines, f"-# Page {page_of(found, page) + 1} of {pages}")
    return Section("", lines)


def describe(item: Resource) -> str:
    """Return a resource in a line: link, kind, level, cost, and what it is good for."""
    if item.status == "closed":
        when = f" in {item.closed}" if item.closed else ""
        return f"**{item.name}** (closed{when}): {item.summary}"
    level = "" if item.level == "any" else f"{item.level}, "
    return (
        f"[**{item.name}**]({item.url}) ({item.kind}, {level}{_COSTS[item.cost]}): {item.summary}"
    )


def listed(
    intent: str,
    entities: Sequence[Entity],
    base: KnowledgeBase,
    wanted: tuple[ResourceKind, ...] = (),
) -> tuple[Resource, ...]:
    """Return the resources that an intent asks for, of some kinds where only these are `wanted`.

    With roles or skills named, those that serve one of them; a resource that is named itself comes
    first, before its like. Otherwise those for everybody: of a plain "resources", the ones that
    serve somebody who begins.
    """
    kinds = KINDS_BY_INTENT[intent] or wanted
    found: dict[str, Resource] = {}
    for entity in entities:
        if entity.kind == "resource":
            named = base.resources[entity.id]
            items = (named, *base.resources_where(kinds=kinds))
        elif entity.kind == "role":
            items = base.resources_where(role=entity.id, kinds=kinds)
        else:
            items = base.resources_where(skill=entity.id, kinds=kinds)
        found |= {item.id: item for item in items}
    if entities:
        return tuple(found.values())
    if kinds:
        return base.resources_where(kinds=kinds)
    beginners = base.resources_where(topic="getting-started")
    return tuple(sorted(beginners, key=lambda item: RESOURCE_KINDS.index(item.kind)))


def resource_section(noun: str, found: Sequence[Resource], page: int) -> Section:
    """Return a page of what was found, said plainly if that is nothing."""
    if not found:
        return Section("", (f"No {noun.lower()} for this are recorded yet.",))
    return resource_page(found, page)
