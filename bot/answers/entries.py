"""What is said about everything that isn't a role: topics, words, skills, lists of roles."""

from collections.abc import Sequence
from itertools import groupby

from bot.answers.reply import Action, Request, Section
from bot.answers.resources import describe
from intents.outcome import Entity, Option
from knowledge.base import KnowledgeBase, kind_of
from knowledge.models import FAMILIES, Resource, Role, Skill, Term, Topic

LIST_CHARS = 3000  # of one message, for all roles together
ROLES_ON_A_PAGE = 20  # as many as a menu takes beside the rest


def topic_sections(topic: Topic) -> list[Section]:
    """Return the text of a topic."""
    return [Section("", tuple(topic.text.splitlines()))]


def word_sections(entry: Skill | Term | Resource, base: KnowledgeBase) -> list[Section]:
    """Return what a word means: a term, a skill with its roles, or a resource."""
    if isinstance(entry, Term):
        return [Section("", (entry.text,))]
    if isinstance(entry, Resource):
        replaced = [describe(base.resources[other]) for other in entry.replaced_by]
        lines = tuple(f"- {line}" for line in replaced)
        sections = [Section("", (describe(entry),))]
        return [*sections, Section("What took its place", lines)] if lines else sections
    return [Section("", (entry.summary,)), *skill_role_sections(entry, base)]


def skill_role_sections(skill: Skill, base: KnowledgeBase) -> list[Section]:
    """Return which roles use a skill, and what for."""
    uses = base.roles_using(skill.id)
    sections = []
    for heading, is_essential in (("Essential for", True), ("Useful for", False)):
        lines = tuple(
            f"- **{use.role.name}**: {use.use.use}"
            for use in uses
            if use.is_essential is is_essential
        )
        if lines:
            sections.append(Section(heading, lines))
    return sections or [Section("", ("No role that is recorded here names this skill.",))]


def shelves(base: KnowledgeBase) -> list[list[Role]]:
    """Return all roles by family in pages, families whole where they fit."""
    pages: list[list[Role]] = [[]]
    for family in (*FAMILIES, None):
        roles = [role for role in base.roles.values() if role.family == family]
        if pages[-1] and len(pages[-1]) + len(roles) > ROLES_ON_A_PAGE:
            pages.append([])
        for role in roles:
            if len(pages[-1]) == ROLES_ON_A_PAGE:
                pages.append([])
            pages[-1].append(role)
    return pages


def shelf_sections(roles: Sequence[Role]) -> list[Section]:
    """Return roles under the names of their families, each with the beginning of its summary."""
    room = LIST_CHARS // max(1, len(roles))
    sections = []
    for family, group in groupby(roles, key=lambda role: role.family):
        heading = FAMILIES[family] if family else "More roles"
        sections.append(Section(heading, tuple(_listed(role, room) for role in group)))
    return sections


def role_actions(roles: Sequence[Role]) -> tuple[Action, ...]:
    """Return a way to the summary of each role."""
    return tuple(
        Action(role.name, Request(Option(("role-summary",), (Entity("role", role.id),))))
        for role in roles
    )


def see_also_actions(entry: Topic | Term, base: KnowledgeBase) -> tuple[Action, ...]:
    """Return ways to what an entry says to read next."""
    targets = entry.see_also if isinstance(entry, Topic) else entry.related
    actions: list[Action] = []
    for target in targets:
        if role := base.roles.get(target):
            actions += role_actions([role])
        elif topic := base.topics.get(target):
            actions.append(Action(topic.name, Request(topic_request(topic.id))))
        elif word := base.terms.get(target) or base.skills.get(target):
            option = Option(("define-term",), (Entity(kind_of(word), word.id),))
            actions.append(Action(word.name, Request(option)))
    return tuple(actions)


def topic_request(topic_id: str) -> Option:
    """Return the option that a topic answers when it is asked for by a button."""
    return Option(("topic",), (Entity("topic", topic_id),))


def _listed(role: Role, room: int) -> str:
    name = f"- **{role.name}**"
    sentence = role.summary.partition(". ")[0].rstrip(".")
    return f"{name}: {_clause(sentence, room - len(name) - 4)}"


def _clause(sentence: str, room: int) -> str:
    """Return a sentence, or its first clauses as far as there is room, or its first words."""
    if len(sentence) <= room:
        return sentence
    cut = sentence[: room + 1]
    end = max(cut.rfind(mark) for mark in (", ", "; ", ": "))
    return cut[:end] if end > room // 3 else f"{cut.rsplit(' ', 1)[0]} …"
