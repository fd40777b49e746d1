"""Two roles and more side by side, and the way from one into another.

Generated from the entries' fields, so that it is never out of step with them; a hand-written note
comes first where one exists.
"""

from collections.abc import Sequence

from bot.answers.reply import Section
from knowledge.base import KnowledgeBase
from knowledge.models import Comparison, Role

MAX_DUTIES = 3


def comparison_sections(roles: Sequence[Role], base: KnowledgeBase) -> list[Section]:
    """Return what two or more roles share and what sets them apart."""
    if len(roles) == 2:
        return _pair(roles[0], roles[1], base)
    sections = [Section(role.name, (role.summary, *_only(role, roles, base))) for role in roles]
    return [*sections, Section("All of them need", (_names(_shared(roles), base),))]


def path_sections(start: Role, goal: Role, base: KnowledgeBase) -> list[Section]:
    """Return how somebody gets from one role into another."""
    sections = []
    route = base.route(start.id, goal.id)
    if route:
        sections.append(Section("", (route.steps,)))
    else:
        sections.append(Section("", ("This move isn't described yet; the skills say this much:",)))
    have = [skill for skill in _essential(goal) if skill in _all(start)]
    gain = [use for use in goal.skills.essential if use.id not in _all(start)]
    sections.append(Section("What carries over", (_names(have, base),)))
    lines = tuple(f"- **{base.skills[use.id].name}**: {use.use}" for use in gain)
    sections.append(Section("What to add", lines or ("No essential skill is new.",)))
    why = next((r.why for r in start.relations if r.to == goal.id), None)
    if why:
        sections.append(Section("How the two stand to each other", (why,)))
    return sections


def _pair(a: Role, b: Role, base: KnowledgeBase) -> list[Section]:
    sections = []
    note = base.comparison(a.id, b.id)
    if note:
        sections.append(Section("", (note.note,)))
    for role, other in ((a, b), (b, a)):
        sections.append(Section(role.name, _side(role, other, note, base)))
    shared = _names(_shared((a, b)), base)
    sections.append(Section("Both need", (shared,)))
    return sections


def _side(role: Role, other: Role, note: Comparison | None, base: KnowledgeBase) -> tuple[str, ...]:
    lines = []
    if note:
        lines.append(f"*{note.first if note.between[0] == role.id else note.second}*")
    else:
        lines.append(role.summary)
    lines += _only(role, (role, other), base)
    return (*lines, *(f"- {duty}" for duty in role.duties[:MAX_DUTIES]))


def _only(role: Role, roles: Sequence[Role], base: KnowledgeBase) -> list[str]:
    """Return a line with the essential skills that none of the others needs, if there are any."""
    others = [skill for other in roles if other.id != role.id for skill in _all(other)]
    own = [skill for skill in _essential(role) if skill not in others]
    return [f"**Sets it apart:** {_names(own, base)}"] if own else []


def _essential(role: Role) -> list[str]:
    return [use.id for use in role.skills.essential]


def _all(role: Role) -> list[str]:
    return [use.id for use in (*role.skills.essential, *role.skills.useful)]


def _shared(roles: Sequence[Role]) -> list[str]:
    first, *rest = roles
    return [skill for skill in _all(first) if all(skill in _all(other) for other in rest)]


def _names(skills: Sequence[str], base: KnowledgeBase) -> str:
    return ", ".join(base.skills[skill].name for skill in skills) or "nothing that is recorded"
