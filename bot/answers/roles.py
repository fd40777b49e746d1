"""What is said about one role, facet by facet."""

from collections.abc import Callable, Mapping

from bot.answers.reply import Action, Request, Section, literal
from bot.answers.resources import resource_page
from intents.catalogue import FACET_INTENTS
from intents.outcome import Entity, Option
from knowledge.base import KnowledgeBase, Related
from knowledge.models import FACETS, Facet, LevelName, RelationKind, Role, SkillUse

FACET_LABELS: Mapping[Facet, str] = {
    "summary": "Summary",
    "duties": "What they do",
    "skills": "Skills",
    "resources": "Resources",
    "career": "Career",
    "become": "How to get in",
    "related": "Related roles",
}
_LEVELS: Mapping[LevelName, str] = {"entry": "Entry", "mid": "Mid", "senior": "Senior"}
_RELATIONS: Mapping[tuple[RelationKind, bool], str] = {  # by kind, and whether it is inverse
    ("often-confused", False): "Often confused with",
    ("specialises", False): "A special case of",
    ("specialises", True): "Special cases of it",
    ("works-with", False): "Works with",
    ("next-step", False): "People move on to",
    ("next-step", True): "People come from",
}
_SYMMETRIC: frozenset[RelationKind] = frozenset({"often-confused", "works-with"})
SECOND_PAGES: Mapping[Facet, tuple[str, str]] = {  # what leads there, and back
    "summary": ("In practice, and myths", "In short"),
    "become": ("Projects and interviews", "Ways in"),
}


def facet_sections(role: Role, facet: Facet, base: KnowledgeBase, page: int = 0) -> list[Section]:
    """Return what is known of one facet of a role; some have a second page (`page` from 0)."""
    if facet == "resources":
        return _resources(role, base, page)
    if page > 0 and facet in SECOND_PAGES:
        return _SECOND[facet](role)
    return _SECTIONS[facet](role, base)


def turning_actions(role: Role, facet: Facet, page: int) -> tuple[Action, ...]:
    """Return the way from one page of a facet to the other, where the role has both."""
    if facet not in SECOND_PAGES or not _SECOND[facet](role):
        return ()
    option = Option((FACET_INTENTS[facet],), (Entity("role", role.id),))
    return (Action(SECOND_PAGES[facet][min(page, 1)], Request(option, 1 - min(page, 1))),)


def showing_action(role: Role) -> Action:
    """Return the way to what applicants for a role build, and are asked."""
    option = Option((FACET_INTENTS["become"],), (Entity("role", role.id),))
    return Action(f"{role.name}: {SECOND_PAGES['become'][0].lower()}", Request(option, 1))


def facet_actions(role: Role, current: Facet | None, page: int = 0) -> tuple[Action, ...]:
    """Return a way to every facet of a role; the current one leads to its `page`."""
    entity = Entity("role", role.id)
    return tuple(
        Action(
            FACET_LABELS[facet],
            Request(Option((FACET_INTENTS[facet],), (entity,)), page if facet == current else 0),
            is_current=facet == current,
        )
        for facet in FACETS
    )


def related_actions(role: Role, base: KnowledgeBase, limit: int = 3) -> tuple[Action, ...]:
    """Return ways to the roles related to this one: comparisons first."""
    actions = []
    for relation in base.related(role.id)[:limit]:
        other = relation.role
        pair = (Entity("role", role.id), Entity("role", other.id))
        if relation.kind == "often-confused":
            actions.append(Action(f"vs {other.name}", Request(Option(("compare-roles",), pair))))
        else:
            actions.append(Action(other.name, Request(Option(("role-summary",), pair[1:]))))
    return tuple(actions)


def skill_lines(uses: tuple[SkillUse, ...], base: KnowledgeBase) -> tuple[str, ...]:
    """Return one line a skill: its name and what the role does with it."""
    return tuple(f"- **{base.skills[use.id].name}**: {use.use}" for use in uses)


def education_sections(role: Role) -> list[Section]:
    """Return what employers expect somebody in this role to have learned."""
    return [Section("Education", (role.education,))]


def _summary(role: Role, base: KnowledgeBase) -> list[Section]:
    essential = ", ".join(base.skills[use.id].name for use in role.skills.essential[:5])
    shown = [*role.aliases.synonym, *role.aliases.acronym, *role.aliases.company][:5]
    sections = [Section("", (role.summary,))]
    if essential:
        sections.append(Section("", (f"**Core skills:** {essential}",)))
    if role.beginner:
        sections.append(Section("In plain words", (role.beginner,)))
    if shown:
        sections.append(Section("", (f"-# Also called: {', '.join(shown)}",)))
    return sections


def _practice(role: Role) -> list[Section]:
    sections = [Section("In practice", (role.practitioner,))] if role.practitioner else []
    if role.myths:
        lines = tuple(f"- *{myth.claim}*: {myth.fact}" for myth in role.myths)
        sections.append(Section("Often said", lines))
    if role.codes:
        codes = "; ".join(f"{c.scheme} {c.code} {c.title} ({c.fit} fit)" for c in role.codes)
        sections.append(Section("", (f"-# Official classifications: {literal(codes)}",)))
    return sections


def _duties(role: Role, _: KnowledgeBase) -> list[Section]:
    return [Section("", tuple(f"- {duty}" for duty in role.duties))]


def _skills(role: Role, base: KnowledgeBase) -> list[Section]:
    groups = (("Essential", role.skills.essential), ("Useful", role.skills.useful))
    sections = [Section(heading, skill_lines(uses, base)) for heading, uses in groups if uses]
    return sections or [Section("", ("No skill of this role is recorded yet.",))]


def _resources(role: Role, base: KnowledgeBase, page: int) -> list[Section]:
    found = base.resources_where(role=role.id)
    if not found:
        return [Section("", ("No resource for this role is recorded yet.",))]
    return [resource_page(found, page)]


def _career(role: Role, base: KnowledgeBase) -> list[Section]:
    lines = [_level_line(role, name) for name in _LEVELS]
    sections = [Section("Levels", tuple(lines))]
    steps = [relation for relation in role.relations if relation.kind == "next-step"]
    if steps:
        moves = tuple(f"- **{base.roles[step.to].name}**: {step.why}" for step in steps)
        sections.append(Section("Where people go from here", moves))
    return sections


def _level_line(role: Role, name: LevelName) -> str:
    level = role.levels.get(name)
    if level is None:
        return f"- **{_LEVELS[name]}**: not defined for this role"
    return f"- **{_LEVELS[name]}**{_years(level.years)}: {level.text}"


def _years(years: tuple[int | None, ...] | None) -> str:
    if years is None:
        return ""
    low, high = years
    span = f"{low or 0}–{high}" if high is not None else f"{low or 0}+"
    return f" (usually {span} years)"


def _become(role: Role, _: KnowledgeBase) -> list[Section]:
    routes = tuple(f"- **From {route.start}**: {route.steps}" for route in role.routes)
    return [Section("Ways in", routes), *education_sections(role)]


def _showing(role: Role) -> list[Section]:
    sections = []
    if role.portfolio:
        lines = tuple(f"- {idea}" for idea in role.portfolio)
        sections.append(Section("Projects that show the craft", lines))
    if role.interview:
        lines = tuple(f"- {theme}" for theme in role.interview)
        sections.append(Section("What interviews are about", lines))
    return sections


def _side(other: Related) -> str:
    """Return a word of warning where what is said was written about the other role."""
    return ", from their side" if other.is_inverse and other.kind in _SYMMETRIC else ""


def _related(role: Role, base: KnowledgeBase) -> list[Section]:
    sections = []
    related = base.related(role.id)
    for (kind, is_inverse), heading in _RELATIONS.items():
        lines = tuple(
            f"- **{other.role.name}**{_side(other)}: {other.why}"
            for other in related
            if other.kind == kind and (kind in _SYMMETRIC or other.is_inverse == is_inverse)
        )
        if lines:
            sections.append(Section(heading, lines))
    return sections or [Section("", ("No role related to this one is recorded yet.",))]


_SECTIONS: Mapping[Facet, Callable[[Role, KnowledgeBase], list[Section]]] = {
    "summary": _summary,
    "duties": _duties,
    "skills": _skills,
    "career": _career,
    "become": _become,
    "related": _related,
}
_SECOND: Mapping[Facet, Callable[[Role], list[Section]]] = {
    "summary": _practice,
    "become": _showing,
}
