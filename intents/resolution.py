"""The first gate: whether what a question names is what an intent needs.

"What does an ML engineer do" and "anyone know a good sound engineer" can score alike; only one of
them names something that we know.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from intents.catalogue import FOLLOW_UP, INTENTS, SMALL_TALK, Intent, Needs
from intents.named import Named
from intents.outcome import Entity, Option

_WAY = ("path-between-roles", "role-become")  # the way between two, and what else leads there
MAX_SKILLS = 3  # that one answer looks at
_ROLES_ALLOWED = frozenset(
    {
        "resources",
        "courses",
        "competitions",
        "communities",
        "conferences",
        "education",
        "getting-started",
        "career-levels",
        "recommend-role",
        "key-skills",
        "list-roles",
    }
)
# With these a skill that is a field of work as well ("a degree in statistics") means its role.
_MOVES = frozenset({"role-become", "role-career", "role-related", "path-between-roles"})
_BY_KIND = frozenset({"resources", "role-resources"})  # intents whose list may be of some kinds
_SKILLS_ALLOWED = frozenset({"resources", "courses", "competitions", "communities"})


def resolve(label: str, named: Named, previous: Option | None) -> Option | None:
    """Return the option that a class of the classifier means here, or None if it can't be meant.

    Args:
        label: An intent's id or `follow-up`.
        named: What the question names.
        previous: What the same person's last question was understood as, if it is fresh.
    """
    if label == FOLLOW_UP:
        return _follow_up(named, previous)
    intent = INTENTS[label]
    is_elsewhere = named.has_outsider and not named.roles
    if is_elsewhere and intent.id not in SMALL_TALK | {"define-term"}:
        return None
    option = _BY_NEED[intent.needs](intent, named, previous)
    if option is not None and named.kinds and set(option.intents) <= _BY_KIND:
        return replace(option, kinds=named.kinds)
    return option


def _plainly(intent: Intent, named: Named, previous: Option | None) -> Option | None:
    if intent.id == "ai-ml-role" and named.has_stranger and not named.roles:
        return None  # of "an ML accountant" nothing is known, not even in general
    aside = _aside(intent, named)
    if not aside and intent.id == "recommend-role":
        aside = _said_before(named, previous)
    if not aside and previous and intent.id in _ROLES_ALLOWED and _goes_on(intent, named, previous):
        aside = tuple(entity for entity in previous.entities if entity.kind == "role")
    if intent.id == "key-skills" and aside:
        return Option(("role-skills",), aside)  # of a role that is named, not of the whole field
    return Option((intent.id,), aside)


def _goes_on(intent: Intent, named: Named, previous: Option) -> bool:
    """Return whether a text goes on about the roles before it: "…, and where do I start?"."""
    is_same_text = not previous.intents
    return is_same_text or (
        named.is_short and not named.is_ours and intent.id not in {"recommend-role", "list-roles"}
    )


def _never(_: Intent, __: Named, ___: Option | None) -> None:
    """Which topic is meant only its sentences can tell."""


def _with_two_subjects(intent: Intent, named: Named, _: Option | None) -> Option | None:
    """Return the intent where two whole fields are set side by side, as in "AI or ML"."""
    return Option((intent.id,), ()) if _are_fields_compared(named) else None


def _are_fields_compared(named: Named) -> bool:
    return len(named.subjects) >= 2 and named.is_of_fields and len(named.roles) < 2


def _with_skill(intent: Intent, named: Named, previous: Option | None) -> Option | None:
    if skills := named.skills or _said_before(named, previous):
        return Option((intent.id,), skills[:MAX_SKILLS])
    return _fallback(intent, named)


def _said_before(named: Named, previous: Option | None) -> tuple[Entity, ...]:
    """Return the skills that the same text named before: "I love statistics, which job fits?"."""
    if named.roles or named.has_stranger or previous is None or previous.intents:
        return ()
    return tuple(e for e in previous.entities if e.kind == "skill")[:MAX_SKILLS]


def _follow_up(named: Named, previous: Option | None) -> Option | None:
    if not named.roles:
        return None
    if previous is None or not previous.intents:
        return Option(("role-summary",), named.roles)
    kept = tuple(i for i in previous.intents if INTENTS[i].needs in {"role", "nothing"})
    return Option(kept or ("role-summary",), named.roles)


def _with_role(intent: Intent, named: Named, previous: Option | None) -> Option | None:
    is_way = intent.id == "role-become" or (intent.id == "role-career" and named.is_move)
    if is_way and len(roles := _from_to(named)) >= 2:
        way = _WAY if len(roles) == 2 else ("role-become",)
        return Option(way, roles)  # "from A to B, how"
    if named.roles:
        return _also_explained(Option((intent.id,), named.roles), named)
    if intent.id in _MOVES and named.skill_goals:
        return Option((intent.id,), named.skill_goals)
    if named.has_stranger:
        return None
    if previous and named.is_short and not named.subjects:
        roles = tuple(entity for entity in previous.entities if entity.kind == "role")
        if roles:
            return Option((intent.id,), roles)
    return _fallback(intent, named)


def _also_explained(option: Option, named: Named) -> Option:
    """Add the meaning of the word where a field of work is asked for: "what is data science"."""
    if option.intents != ("role-summary",) or len(named.field_terms) != 1:
        return option
    return Option((*option.intents, "define-term"), (*option.entities, *named.field_terms))


def _from_to(named: Named) -> tuple[Entity, ...]:
    """Return the roles of a move: a whole field that is named behind the first is a goal too."""
    roles = named.roles[::-1] if named.is_backwards else named.roles
    return tuple(dict.fromkeys((*roles, *named.goals)))


def _with_two_roles(intent: Intent, named: Named, previous: Option | None) -> Option | None:
    roles = _from_to(named) if intent.id == "path-between-roles" else named.roles
    if not roles and previous and not previous.intents and not named.has_stranger:
        roles = tuple(e for e in previous.entities if e.kind == "role")  # "A or B: …, who is …?"
    if len(roles) == 1 and previous and named.is_short and not named.has_stranger:
        earlier = (e for e in previous.entities if e.kind == "role" and e not in roles)
        roles = (*earlier, *roles)[:2]
    if len(roles) >= 2:  # "A to ML" may well ask how to get into it at all
        is_loose = intent.id == "path-between-roles" and len(named.roles) == 1
        return Option(_WAY if is_loose else (intent.id,), roles)
    if len(roles) == 1 and named.is_twice and intent.id == "compare-roles":
        return Option(("role-summary",), roles)  # two titles of one role: its card says so
    if named.has_outsider and intent.id == "compare-roles":
        return None  # half a comparison would be none
    if intent.id == "compare-roles" and _are_fields_compared(named):
        return Option(("ai-vs-ml",), ())
    if not roles and intent.id == "compare-roles":
        return None
    return _fallback(intent, named) if roles else None


def _explained(_: Intent, named: Named, __: Option | None) -> Option | None:
    broad = (*named.subjects, *named.field_terms)
    concrete = [word for word in named.words if word not in broad]
    if not concrete and len(named.field_terms) == 1 and len(named.roles) == 1:
        return Option(("define-term", "role-summary"), (*named.field_terms, *named.roles))
    if named.has_stranger and not concrete and not named.roles:
        return None  # "what is an ML accountant" doesn't ask what ML is
    if word := next(iter((*concrete, *named.words)), None):
        return Option(("define-term",), (word,))
    if named.roles:
        return Option(("role-summary",), named.roles)
    return None


def alternatives(label: str, option: Option, named: Named) -> Iterator[Option]:
    """Yield what else `label` may mean as well as `option`: the other words that are named."""
    if label == "define-term" and option.intents == ("define-term",):
        for word in named.words:
            if word not in option.entities and word not in named.subjects:
                yield Option(option.intents, (word,))


def _fallback(intent: Intent, named: Named) -> Option | None:
    """Return what is meant where a role could be meant, but only our field is named."""
    if intent.fallback is None or named.has_stranger or not named.is_ours:
        return None
    return Option((intent.fallback,), _aside(INTENTS[intent.fallback], named))


def _aside(intent: Intent, named: Named) -> tuple[Entity, ...]:
    """Return what an intent that needs nothing still takes into account."""
    if intent.needs == "role" or (intent.id in _ROLES_ALLOWED and named.roles):
        return named.roles
    is_goal = intent.id == "education" or (intent.id == "recommend-role" and len(named.skills) == 1)
    if is_goal and named.skill_goals:
        return named.skill_goals
    if intent.id == "recommend-role":
        return named.skills[:MAX_SKILLS]
    fitting = tuple(entity for wanted, entity in named.resources if wanted == intent.id)
    if fitting:
        return fitting
    if intent.id in _SKILLS_ALLOWED:
        return named.skills[:1]
    return ()


_BY_NEED: Mapping[Needs, Callable[[Intent, Named, Option | None], Option | None]] = {
    "nothing": _plainly,
    "role": _with_role,
    "two-roles": _with_two_roles,
    "two-subjects": _with_two_subjects,
    "skill": _with_skill,
    "word": _explained,
    "topic": _never,
}
