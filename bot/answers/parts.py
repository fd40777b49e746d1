"""One intent's share of a reply. Each function takes what was asked for and the knowledge."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.answers.entries import (
    role_actions,
    see_also_actions,
    skill_role_sections,
    topic_sections,
    word_sections,
)
from bot.answers.facets import (
    MAX_ROLES,
    ROLE_PARTS,
    facet_part,
    pager,
    path_part,
    role_list,
)
from bot.answers.notices import GREETING, HELP, THANKS
from bot.answers.pairs import comparison_sections
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
    facet_actions,
    facet_sections,
    related_actions,
)
from intents.catalogue import INTENTS, TOPIC_INTENTS
from intents.outcome import Entity, Option
from knowledge.base import KnowledgeBase
from knowledge.models import AnyEntry, Resource, Role, Skill, Term


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
        return facet_part(asked, facet, base)
    if intent in KINDS_BY_INTENT:
        return _resources(asked, base)
    if intent in TOPIC_INTENTS:
        return _topic_intent(asked, base)
    return _PARTS[intent](asked, base)


def _compare(asked: Asked, base: KnowledgeBase) -> Part:
    roles = asked.roles
    if len(roles) < 2:
        return facet_part(asked, "related", base)
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


def _recommend(asked: Asked, base: KnowledgeBase) -> Part:
    if len(asked.roles) >= 2:
        return _compare(asked, base)
    if not asked.roles:
        skills = [base.skills[e.id] for e in asked.entities if e.kind == "skill"]
        if skills:
            return _using_skills(skills, base)
        part = role_list(replace(asked, page=0), base)
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
    return _using_skills(skills, base) if skills else role_list(asked, base)


def _using_skills(skills: Sequence[Skill], base: KnowledgeBase) -> Part:
    """Return the roles that use one skill, or as many as possible of several."""
    uses: dict[str, list[str]] = defaultdict(list)
    for skill in skills:
        for use in base.roles_using(skill.id):
            uses[use.role.id].append(f"{skill.name}: {use.use.use}")
    most = max(map(len, uses.values()), default=0)
    roles = tuple(base.roles[role] for role, found in uses.items() if len(found) == most)
    title = f"Roles that use {' and '.join(skill.name for skill in skills)}"
    if len(skills) == 1:
        sections = tuple(skill_role_sections(skills[0], base))
        return Part(title, sections, (*skills, *roles), related=role_actions(roles))
    is_all = most == len(skills)
    heading = "Use all of these" if is_all else f"Use {most} of these, and no role uses more"
    lines = tuple(f"- **{role.name}**: {'; '.join(uses[role.id])}" for role in roles)
    ways = tuple(
        Action(
            f"All that use {skill.name}",
            Request(Option(("roles-using-skill",), (Entity("skill", skill.id),))),
        )
        for skill in skills
    )
    related = (*ways, *role_actions(roles))
    return Part(title, (Section(heading, lines),), (*skills, *roles), related=related)


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
    pages = pager(asked, page_count(found))
    sections = (Section("", lines), section) if lines else (section,)
    return Part(title, sections, tuple(found), actions, role_actions(asked.roles), pages)


def _topic_intent(asked: Asked, base: KnowledgeBase) -> Part:
    """Return the role's own answer where a role is named and has one, else the topic."""
    if asked.roles and (special := ROLE_PARTS.get(asked.intent)):
        return special(asked, base)
    if asked.intent not in base.topics:
        return role_list(asked, base)
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


def _define(asked: Asked, base: KnowledgeBase) -> Part:
    for entity in asked.entities:
        entry = base.find(entity.kind, entity.id)
        if isinstance(entry, Term | Skill | Resource):
            related = see_also_actions(entry, base) if isinstance(entry, Term) else ()
            if isinstance(entry, Skill):
                option = Option(("resources",), (entity,))
                related = (Action(f"Learn {entry.name}", Request(option)),)
            return Part(entry.name, tuple(word_sections(entry, base)), (entry,), related=related)
    return facet_part(asked, "summary", base)


def _topic(asked: Asked, base: KnowledgeBase) -> Part:
    topics = [e.id for e in asked.entities if e.kind == "topic"]
    return _topic_part(topics[0], base) if topics else role_list(asked, base)


def _notice(asked: Asked, base: KnowledgeBase) -> Part:
    title, lines = {"help": HELP, "greeting": GREETING, "thanks": THANKS}[asked.intent]
    related = () if asked.intent == "thanks" else _starters(base)
    return Part(title, (Section("", lines),), related=related)


def _starters(base: KnowledgeBase) -> tuple[Action, ...]:
    plain = (("All roles", "list-roles"), ("Where to start", "getting-started"))
    ways = tuple(Action(label, Request(Option((intent,), ()))) for label, intent in plain)
    return (*ways, *role_actions(tuple(base.roles.values())[:2]))


_PARTS: Mapping[str, Callable[[Asked, KnowledgeBase], Part]] = {
    "compare-roles": _compare,
    "path-between-roles": path_part,
    "list-roles": role_list,
    "recommend-role": _recommend,
    "roles-using-skill": _using_skill,
    "define-term": _define,
    "topic": _topic,
    "help": _notice,
    "greeting": _notice,
    "thanks": _notice,
}
