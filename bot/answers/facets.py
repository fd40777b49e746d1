"""The facets of roles as shares of a reply: of one role, or of several under their names."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.answers.entries import role_actions, shelf_sections, shelves
from bot.answers.pairs import path_sections
from bot.answers.part import Asked, Part
from bot.answers.reply import Action, Request, Section
from bot.answers.resources import page_count
from bot.answers.roles import (
    FACET_LABELS,
    education_sections,
    facet_actions,
    facet_sections,
    related_actions,
    turning_actions,
)
from intents.outcome import Entity, Option
from knowledge.base import KnowledgeBase
from knowledge.models import AnyEntry, Facet, Role

MAX_ROLES = 3


def facet_part(asked: Asked, facet: Facet, base: KnowledgeBase) -> Part:
    """Return a facet of the roles that are asked for; without roles their list."""
    roles = asked.roles[:MAX_ROLES]
    if not roles:
        return role_list(asked, base)
    if facet == "become" and len(roles) == 2 and base.route(roles[0].id, roles[1].id):
        return path_part(asked, base)
    if len(roles) == 1:
        return _one_role(asked, facet, base)
    sections = [
        section
        for role in roles
        for section in named_sections(role.name, facet_sections(role, facet, base))
    ]
    title = f"{' and '.join(role.name for role in roles)}: {FACET_LABELS[facet].lower()}"
    return Part(title, tuple(sections), roles, related=(*versus(roles), *role_actions(roles)))


def _one_role(asked: Asked, facet: Facet, base: KnowledgeBase) -> Part:
    role = asked.roles[0]
    title = role.name if facet == "summary" else f"{role.name}: {FACET_LABELS[facet].lower()}"
    entries: tuple[AnyEntry, ...] = (role,)
    pages = turning_actions(role, facet, asked.page)
    if facet == "resources":
        entries = base.resources_where(role=role.id)
        pages = pager(asked, page_count(entries))
    sections = tuple(facet_sections(role, facet, base, asked.page))
    ways = facet_actions(role, facet, asked.page), related_actions(role, base)
    return Part(title, sections, entries, *ways, pages)


def named_sections(name: str, sections: Sequence[Section]) -> list[Section]:
    """Return the sections of one of several entries under its name, said once."""
    first, *rest = sections
    heading = f"{name} · {first.heading}" if first.heading else name
    named = [Section(heading, first.lines)]
    for section in rest:
        if section.heading:
            named.append(Section(f"{name} · {section.heading}", section.lines))
        else:
            named[-1] = Section(named[-1].heading, (*named[-1].lines, *section.lines))
    return named


def versus(roles: tuple[Role, ...]) -> tuple[Action, ...]:
    """Return the way to a comparison of the first two roles."""
    entities = tuple(Entity("role", role.id) for role in roles[:2])
    return (Action("Compare them", Request(Option(("compare-roles",), entities))),)


def path_part(asked: Asked, base: KnowledgeBase) -> Part:
    """Return the way from the first role into the second, or into the only one."""
    if len(asked.roles) < 2:
        return facet_part(asked, "become", base)
    start, goal = asked.roles[:2]
    return Part(
        f"From {start.name} to {goal.name}",
        tuple(path_sections(start, goal, base)),
        (goal, start),
        related=(*versus((start, goal)), *facet_actions(goal, None)[2:4]),
    )


def role_list(asked: Asked, base: KnowledgeBase) -> Part:
    """Return all roles, a shelf of them a page."""
    if asked.intent == "list-roles" and asked.roles:
        return facet_part(asked, "related", base)  # "flavours of data engineering"
    pages = shelves(base)
    page = max(0, min(asked.page, len(pages) - 1))
    roles = tuple(pages[page])
    title = "Roles I know" if len(pages) == 1 else f"Roles I know, {page + 1} of {len(pages)}"
    turning = pager(replace(asked, intent="list-roles", entities=()), len(pages))
    return Part(
        title, tuple(shelf_sections(roles)), roles, related=role_actions(roles), pages=turning
    )


def pager(asked: Asked, pages: int) -> tuple[Action, ...]:
    """Return the ways to the pages before and after this one."""
    page = max(0, min(asked.page, pages - 1))
    option = Option((asked.intent,), asked.entities, asked.kinds)
    steps = (("Earlier", page - 1), ("More", page + 1))
    return tuple(
        Action(label, Request(option, target)) for label, target in steps if 0 <= target < pages
    )


def _education(asked: Asked, base: KnowledgeBase) -> Part:
    roles = asked.roles[:MAX_ROLES]
    if len(roles) == 1:
        sections = tuple(education_sections(roles[0]))
        actions, related = facet_actions(roles[0], None), related_actions(roles[0], base)
    else:
        sections = tuple(
            s for role in roles for s in named_sections(role.name, education_sections(role))
        )
        actions, related = (), (*versus(roles), *role_actions(roles))
    if topic := base.topics.get("education"):
        related = (Action(topic.name, Request(Option(("education",), ()))), *related)
    title = f"{' and '.join(role.name for role in roles)}: education"
    return Part(title, sections, roles, actions, related)


def _levels(asked: Asked, base: KnowledgeBase) -> Part:
    return facet_part(asked, "career", base)


def _role_skills(asked: Asked, base: KnowledgeBase) -> Part:
    return facet_part(asked, "skills", base)


def _start(asked: Asked, base: KnowledgeBase) -> Part:
    resources = facet_part(replace(asked, intent="role-resources"), "resources", base)
    if len(asked.roles) > 1:
        return resources
    role = asked.roles[0]
    first = Section("The base", tuple(facet_sections(role, "skills", base)[0].lines[:3]))
    title = f"{role.name}: where to start"
    return replace(resources, title=title, sections=(first, *resources.sections))


ROLE_PARTS: Mapping[str, Callable[[Asked, KnowledgeBase], Part]] = {
    "education": _education,
    "career-levels": _levels,
    "key-skills": _role_skills,
    "getting-started": _start,
}
