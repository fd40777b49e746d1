"""One intent's share of a reply. Each function takes what was asked for and the knowledge."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.answers.entries import (
    role_actions,
    see_also_actions,
    shelf_sections,
    shelves,
    skill_role_sections,
    topic_sections,
    word_sections,
)
from bot.answers.notices import GREETING, HELP, THANKS
from bot.answers.pairs import comparison_sections, path_sections
from bot.answers.part import Asked, Part
from bot.answers.reply import Action, Request, Section
from bot.answers.resources import (
    KINDS_BY_INTENT,
    NOUNS,
    PLURALS,
    listed,
    page_count,
    resource_section,
)
from bot.answers.roles import (
    FACET_LABELS,
    education_sections,
    facet_actions,
    facet_sections,
    related_actions,
    turning_actions,
)
from intents.catalogue import INTENTS, TOPIC_INTENTS
from intents.outcome import Entity, Option
from knowledge.base import KnowledgeBase
from knowledge.models import AnyEntry, Facet, Resource, Role, Skill, Term

MAX_ROLES = 3


def part_for(intent: str, option: Option, page: int, base: KnowledgeBase) -> Part:
    """Return the share of an intent of an option. Entities that are gone are left out.

    An intent that is left without the entries it needs falls back to something that doesn't need
    them, so an old button never fails.
    """
    known = tuple(e for e in option.entities if base.find(e.kind, e.id) is not None)
    roles = tuple(base.roles[e.id] for e in known if e.kind == "role")[: MAX_ROLES + 1]
    asked = Asked(intent, known, roles, page, option.kinds)
    facet = INTENTS[intent].facet
    if facet == "resources" and asked.kinds:
        return _resources(replace(asked, intent="resources"), base)
    if facet is not None:
        return _facet(asked, facet, base)
    if intent in KINDS_BY_INTENT:
        return _resources(asked, base)
    if intent in TOPIC_INTENTS:
        return _topic_intent(asked, base)
    return _PARTS[intent](asked, base)


def _facet(asked: Asked, facet: Facet, base: KnowledgeBase) -> Part:
    roles = asked.roles[:MAX_ROLES]
    if not roles:
        return _role_list(asked, base)
    if facet == "become" and len(roles) == 2 and base.route(roles[0].id, roles[1].id):
        return _path(asked, base)
    if len(roles) == 1:
        return _facet_of_one(asked, facet, base)
    sections = [
        section
        for role in roles
        for section in _named(role.name, facet_sections(role, facet, base))
    ]
    title = f"{' and '.join(role.name for role in roles)}: {FACET_LABELS[facet].lower()}"
    return Part(title, tuple(sections), roles, related=(*_versus(roles), *role_actions(roles)))


def _facet_of_one(asked: Asked, facet: Facet, base: KnowledgeBase) -> Part:
    role = asked.roles[0]
    title = role.name if facet == "summary" else f"{role.name}: {FACET_LABELS[facet].lower()}"
    entries: tuple[AnyEntry, ...] = (role,)
    pages = turning_actions(role, facet, asked.page)
    if facet == "resources":
        entries = base.resources_where(role=role.id)
        pages = _pager(asked, page_count(entries))
    sections = tuple(facet_sections(role, facet, base, asked.page))
    ways = facet_actions(role, facet, asked.page), related_actions(role, base)
    return Part(title, sections, entries, *ways, pages)


def _named(name: str, sections: Sequence[Section]) -> list[Section]:
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


def _versus(roles: tuple[Role, ...]) -> tuple[Action, ...]:
    entities = tuple(Entity("role", role.id) for role in roles[:2])
    return (Action("Compare them", Request(Option(("compare-roles",), entities))),)


def _compare(asked: Asked, base: KnowledgeBase) -> Part:
    roles = asked.roles
    if len(roles) < 2:
        return _facet(asked, "related", base)
    entries: list[AnyEntry] = list(roles)
    if len(roles) == 2 and (note := base.comparison(roles[0].id, roles[1].id)):
        entries.insert(0, note)
    return Part(
        " vs ".join(role.name for role in roles),
        tuple(comparison_sections(roles, base)),
        tuple(entries),
        related=(*role_actions(roles), *_moves(roles)),
    )


def _moves(roles: tuple[Role, ...]) -> tuple[Action, ...]:
    if len(roles) != 2:
        return ()
    pair = tuple(Entity("role", role.id) for role in roles)
    label = f"From {roles[0].name} to {roles[1].name}"
    return (Action(label, Request(Option(("path-between-roles",), pair))),)


def _path(asked: Asked, base: KnowledgeBase) -> Part:
    if len(asked.roles) < 2:
        return _facet(asked, "become", base)
    start, goal = asked.roles[:2]
    return Part(
        f"From {start.name} to {goal.name}",
        tuple(path_sections(start, goal, base)),
        (goal, start),
        related=(*_versus((start, goal)), *facet_actions(goal, None)[2:4]),
    )


def _role_list(asked: Asked, base: KnowledgeBase) -> Part:
    if asked.intent == "list-roles" and asked.roles:
        return _facet(asked, "related", base)  # "flavours of data engineering"
    pages = shelves(base)
    page = max(0, min(asked.page, len(pages) - 1))
    roles = tuple(pages[page])
    title = "Roles I know" if len(pages) == 1 else f"Roles I know, {page + 1} of {len(pages)}"
    turning = _pager(replace(asked, intent="list-roles", entities=()), len(pages))
    return Part(
        title, tuple(shelf_sections(roles)), roles, related=role_actions(roles), pages=turning
    )


def _recommend(asked: Asked, base: KnowledgeBase) -> Part:
    if len(asked.roles) >= 2:
        return _compare(asked, base)
    if not asked.roles:
        part = _role_list(replace(asked, page=0), base)
        hint = (
            "I can't know you, but I can show what the work is. Read the duties before the titles: "
            "which of these would you do on a Tuesday without being asked?"
        )
        sections = (Section("", (hint,)), *part.sections)
        return replace(part, title="Which role fits?", sections=sections)
    (role,) = asked.roles
    hint = "Whether it fits you I can't know. This is the work, and what it asks of people:"
    sections = (
        Section("", (hint,)),
        *facet_sections(role, "duties", base),
        *facet_sections(role, "skills", base)[:1],
    )
    actions = facet_actions(role, None)
    return Part(
        f"{role.name}: is it for you?", sections, (role,), actions, related_actions(role, base)
    )


def _using_skill(asked: Asked, base: KnowledgeBase) -> Part:
    skills = [base.skills[e.id] for e in asked.entities if e.kind == "skill"]
    if not skills:
        return _role_list(asked, base)
    skill = skills[0]
    uses = tuple(use.role for use in base.roles_using(skill.id))
    return Part(
        f"Roles that use {skill.name}",
        tuple(skill_role_sections(skill, base)),
        (skill, *uses),
        related=role_actions(uses),
    )


def _resources(asked: Asked, base: KnowledgeBase) -> Part:
    about = [e for e in asked.entities if e.kind in ("role", "skill", "resource")]
    found = listed(asked.intent, about, base, asked.kinds)
    lines: tuple[str, ...] = ()
    noun = NOUNS[asked.intent]
    if asked.kinds and asked.intent == "resources":
        wanted = " and ".join(PLURALS[kind] for kind in asked.kinds)
        if found:
            noun = wanted.capitalize()
        else:  # better something else than nothing, if that is said
            lines = (f"No {wanted} for this are recorded yet. What there is:",)
            found = listed(asked.intent, about, base)
    section = resource_section(noun, found, asked.page)
    served = [e for e in about if e.kind != "resource"]
    entries = [entry for e in served if (entry := base.find(e.kind, e.id)) is not None]
    names = " and ".join(entry.name for entry in entries)
    title = f"{noun} for {names}" if names else noun
    actions = tuple(
        Action(
            label,
            Request(Option((intent,), tuple(served)), asked.page if intent == asked.intent else 0),
            is_current=intent == asked.intent and not asked.kinds,
        )
        for intent, label in NOUNS.items()
    )
    pages = _pager(asked, page_count(found))
    sections = (Section("", lines), section) if lines else (section,)
    return Part(title, sections, tuple(found), actions, role_actions(asked.roles), pages)


def _pager(asked: Asked, pages: int) -> tuple[Action, ...]:
    """Return the ways to the pages before and after this one."""
    page = max(0, min(asked.page, pages - 1))
    option = Option((asked.intent,), asked.entities, asked.kinds)
    steps = (("Earlier", page - 1), ("More", page + 1))
    return tuple(
        Action(label, Request(option, target)) for label, target in steps if 0 <= target < pages
    )


def _topic_intent(asked: Asked, base: KnowledgeBase) -> Part:
    """Return the role's own answer where a role is named and has one, else the topic."""
    if asked.roles and (special := _FOR_ROLES.get(asked.intent)):
        return special(asked, base)
    return _topic_part(asked.intent, base)


def _topic_part(topic_id: str, base: KnowledgeBase) -> Part:
    topic = base.topics[topic_id]
    related = see_also_actions(topic, base)
    served = base.resources_where(topic=topic_id)
    sections = topic_sections(topic)
    if served and not topic.declines:
        names = ", ".join(f"[{item.name}]({item.url})" for item in served[:3])
        sections.append(Section("", (f"**Worth a look:** {names}",)))
    return Part(topic.name, tuple(sections), (topic,), related=related, declines=topic.declines)


def _education(asked: Asked, base: KnowledgeBase) -> Part:
    role = asked.roles[0]
    sections = tuple(education_sections(role))
    topic = base.topics["education"]
    related = (
        Action(topic.name, Request(Option(("education",), ()))),
        *related_actions(role, base),
    )
    return Part(f"{role.name}: education", sections, (role,), facet_actions(role, None), related)


def _levels(asked: Asked, base: KnowledgeBase) -> Part:
    return _facet(asked, "career", base)


def _role_skills(asked: Asked, base: KnowledgeBase) -> Part:
    return _facet(asked, "skills", base)


def _start(asked: Asked, base: KnowledgeBase) -> Part:
    resources = _facet(replace(asked, intent="role-resources"), "resources", base)
    if len(asked.roles) > 1:
        return resources
    role = asked.roles[0]
    first = Section("The base", tuple(facet_sections(role, "skills", base)[0].lines[:3]))
    title = f"{role.name}: where to start"
    return replace(resources, title=title, sections=(first, *resources.sections))


def _define(asked: Asked, base: KnowledgeBase) -> Part:
    for entity in asked.entities:
        entry = base.find(entity.kind, entity.id)
        if isinstance(entry, Term | Skill | Resource):
            related = see_also_actions(entry, base) if isinstance(entry, Term) else ()
            if isinstance(entry, Skill):
                option = Option(("resources",), (entity,))
                related = (Action(f"Learn {entry.name}", Request(option)),)
            return Part(entry.name, tuple(word_sections(entry, base)), (entry,), related=related)
    return _facet(asked, "summary", base)


def _topic(asked: Asked, base: KnowledgeBase) -> Part:
    topics = [e.id for e in asked.entities if e.kind == "topic"]
    return _topic_part(topics[0], base) if topics else _role_list(asked, base)


def _notice(asked: Asked, base: KnowledgeBase) -> Part:
    title, lines = {"help": HELP, "greeting": GREETING, "thanks": THANKS}[asked.intent]
    related = () if asked.intent == "thanks" else _starters(base)
    return Part(title, (Section("", lines),), related=related)


def _starters(base: KnowledgeBase) -> tuple[Action, ...]:
    plain = (("All roles", "list-roles"), ("Where to start", "getting-started"))
    ways = tuple(Action(label, Request(Option((intent,), ()))) for label, intent in plain)
    return (*ways, *role_actions(tuple(base.roles.values())[:2]))


_FOR_ROLES: Mapping[str, Callable[[Asked, KnowledgeBase], Part]] = {
    "education": _education,
    "career-levels": _levels,
    "key-skills": _role_skills,
    "getting-started": _start,
}
_PARTS: Mapping[str, Callable[[Asked, KnowledgeBase], Part]] = {
    "compare-roles": _compare,
    "path-between-roles": _path,
    "list-roles": _role_list,
    "recommend-role": _recommend,
    "roles-using-skill": _using_skill,
    "define-term": _define,
    "topic": _topic,
    "help": _notice,
    "greeting": _notice,
    "thanks": _notice,
}
