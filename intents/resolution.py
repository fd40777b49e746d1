"""The first gate: which entries a question names, and whether they are what an intent needs.

"What does an ML engineer do" and "anyone know a good sound engineer" can score alike; only one of
them names something that we know.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from intents.catalogue import FOLLOW_UP, INTENTS, RESOURCE_INTENTS, SMALL_TALK, Intent, Needs
from intents.english import english
from intents.entities import Mention, mask
from intents.outcome import Entity, Option
from intents.outsiders import names_outsider
from intents.understanding import Parse
from knowledge.models import Kind, ResourceKind

_DIRECTIONS = frozenset({"to", "into", "towards", "toward", "for"})
MAX_ROLES = 4  # more than these in one question are a list, not a question
FOLLOW_UP_TOKENS = 9  # a longer question that names nothing stands for itself

# The last words of job titles. One that no mention covers is somebody whom we don't know, and a
# question about them must not be answered with something general.
_TITLE_WORDS = """
    accountant actuary administrator advocate analyst annotator architect artist attorney chemist
    consultant designer dev developer doctor economist electrician engineer ethicist geologist
    journalist lawyer linguist manager marketer mechanic nurse operator pharmacist physicist
    physician pilot plumber programmer psychologist quant recruiter researcher scientist sde
    specialist sre statistician swe teacher technician tester therapist translator writer
"""
_TITLES = frozenset(form for head in _TITLE_WORDS.split() for form in (head, f"{head}s"))
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
_FUNCTION_WORDS = """
    a about actually again all also an and any anyway are as at be because been but by can could
    does either even ever exactly explained explanation for from had has have how i if in into is it
    just like mean meaning means meant more my not now of on only or over really should so than that
    the then there they this to used using versus vs was we were what when where which who why will
    with without would you your
"""
_HEADS = """
    algorithm approach architecture concept function idea kind layer method model network part
    problem process score stand stuff supposed system technique term thing type word work
"""
_AFTER_A_WORD = frozenset((_FUNCTION_WORDS + _HEADS).split())  # what may follow a term

# With these a skill that is a field of work as well ("a degree in statistics") means its role.
_MOVES = frozenset({"role-become", "role-career", "role-related", "path-between-roles"})
_BY_KIND = frozenset({"resources", "role-resources"})  # intents whose list may be of some kinds
KIND_WORDS: Mapping[str, ResourceKind] = {
    **dict.fromkeys(("book", "books", "textbook", "textbooks"), "book"),
    **dict.fromkeys(("video", "videos", "youtube", "channel", "channels", "playlist"), "video"),
    **dict.fromkeys(("podcast", "podcasts", "blog", "blogs", "newsletter", "newsletters"), "feed"),
}
_SKILLS_ALLOWED = frozenset({"resources", "courses", "competitions", "communities"})


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names, sorted by kind, each entry once, in the order of the text."""

    roles: tuple[Entity, ...]
    skills: tuple[Entity, ...]
    words: tuple[Entity, ...]  # what can be explained: terms, skills, resources
    resources: tuple[tuple[str, Entity], ...]  # courses, places and events, by intent
    subjects: tuple[Entity, ...]  # whole fields such as AI, ML and data science
    is_of_fields: bool  # no role is named by itself, only fields of work
    goals: tuple[Entity, ...]  # roles that stand for the fields named behind a role ("DE to ML")
    field_terms: tuple[Entity, ...]  # words that are a role's field as well ("data science")
    skill_goals: tuple[Entity, ...]  # roles that stand for named skills ("statistics")
    has_stranger: bool  # a job title is named that we don't know
    has_outsider: bool  # a role or field near ours is named that the knowledge doesn't hold
    is_twice: bool  # one role is named twice, perhaps by two titles
    kinds: tuple[ResourceKind, ...]  # of resources, as in "books and podcasts"
    is_short: bool

    @property
    def is_ours(self) -> bool:
        """Whether anything of our field is named."""
        return bool(self.subjects or self.skills or self.words or self.roles)

    @classmethod
    def of(cls, parse: Parse) -> "Named":
        """Return what a parsed text names."""
        mentions = parse.mentions
        return cls(
            roles=_entities(mentions, ("role",))[:MAX_ROLES],
            skills=_entities(mentions, ("skill",)),
            words=_entities(_whole(mentions, parse.mended), ("term", "skill", "resource")),
            resources=_resources(mentions),
            subjects=_subjects(mentions),
            is_of_fields=all(m.slot != "role" for m in mentions),
            goals=_goals(mentions, parse.mended),
            field_terms=_entities((m for m in mentions if m.slot == "field"), ("term",)),
            skill_goals=_skill_goals(mentions),
            has_stranger=not _TITLES.isdisjoint(parse.masked),
            has_outsider=names_outsider(mask(parse.mended, [m for m in mentions if _is_held(m)])),
            is_twice=_is_twice(mentions),
            kinds=tuple(dict.fromkeys(KIND_WORDS[w] for w in parse.masked if w in KIND_WORDS)),
            is_short=len(parse.tokens) <= FOLLOW_UP_TOKENS,
        )


def _whole(mentions: Sequence[Mention], words: Sequence[str]) -> Iterator[Mention]:
    """Yield the mentions that aren't the beginning of another thing ("temperature scaling").

    Only of terms that are common English words: nobody says "RLHF" and means something else.
    """
    for mention in mentions:
        name = words[mention.start : mention.end]
        after = words[mention.end] if mention.end < len(words) else ""
        is_common = mention.slot == "term" and len(name) == 1 and name[0] in english()
        if not is_common or not after.isalpha() or after in _AFTER_A_WORD:
            yield mention


def _entities(mentions: Iterable[Mention], kinds: Sequence[Kind]) -> tuple[Entity, ...]:
    found: dict[Entity, None] = {}
    for mention in mentions:
        fitting = (r.entity for r in mention.readings if r.entity.kind in kinds)
        if (entity := next(fitting, None)) is not None:
            found[entity] = None
    return tuple(found)


def _subjects(mentions: Iterable[Mention]) -> tuple[Entity, ...]:
    readings = (reading for mention in mentions for reading in mention.readings)
    return tuple(dict.fromkeys(r.entity for r in readings if r.slot == "subject"))


def _goals(mentions: Sequence[Mention], words: Sequence[str]) -> tuple[Entity, ...]:
    """Return the roles of the fields that a text moves on to: "DE to ML", not "robotics ML"."""
    first = next((n for n, m in enumerate(mentions) if m.slot in {"role", "field"}), None)
    if first is None:
        return ()
    moves = (m for m in mentions[first + 1 :] if words[m.start - 1] in _DIRECTIONS)
    goals = (mention.readings[0].goal for mention in moves)
    return tuple(dict.fromkeys(goal for goal in goals if goal is not None))


def _is_twice(mentions: Iterable[Mention]) -> bool:
    roles = [m.readings[0].entity for m in mentions if m.slot in {"role", "field"}]
    return len(set(roles)) < len(roles)


def _skill_goals(mentions: Iterable[Mention]) -> tuple[Entity, ...]:
    goals = (mention.readings[0].goal for mention in mentions if mention.slot == "skill")
    return tuple(dict.fromkeys(goal for goal in goals if goal is not None))


def _resources(mentions: Iterable[Mention]) -> tuple[tuple[str, Entity], ...]:
    by_slot: Mapping[str, str] = {str(kind): intent for kind, intent in RESOURCE_INTENTS.items()}
    return tuple(
        (by_slot[reading.slot], reading.entity)
        for mention in mentions
        for reading in mention.readings
        if reading.slot in by_slot
    )


def _is_held(mention: Mention) -> bool:
    """Return whether a mention is a role of ours, or a resource ("MLOps Community")."""
    return any(reading.entity.kind in {"role", "resource"} for reading in mention.readings)


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


def _plainly(intent: Intent, named: Named, previous: Option | None) -> Option:
    aside = _aside(intent, named)
    if not aside and previous and intent.id in _ROLES_ALLOWED and _goes_on(intent, named, previous):
        aside = tuple(entity for entity in previous.entities if entity.kind == "role")
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


def _with_skill(intent: Intent, named: Named, _: Option | None) -> Option | None:
    if named.skills:
        return Option((intent.id,), named.skills[:1])
    return _fallback(intent, named)


def _follow_up(named: Named, previous: Option | None) -> Option | None:
    if not named.roles:
        return None
    if previous is None or not previous.intents:
        return Option(("role-summary",), named.roles)
    kept = tuple(i for i in previous.intents if INTENTS[i].needs in {"role", "nothing"})
    return Option(kept or ("role-summary",), named.roles)


def _with_role(intent: Intent, named: Named, previous: Option | None) -> Option | None:
    if intent.id == "role-become" and len(roles := _from_to(named)) >= 2:
        way = ("path-between-roles", intent.id) if len(roles) == 2 else (intent.id,)
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
    return tuple(dict.fromkeys((*named.roles, *named.goals)))


def _with_two_roles(intent: Intent, named: Named, previous: Option | None) -> Option | None:
    roles = _from_to(named) if intent.id == "path-between-roles" else named.roles
    if not roles and previous and not previous.intents and not named.has_stranger:
        roles = tuple(e for e in previous.entities if e.kind == "role")  # "A or B: …, who is …?"
    if len(roles) == 1 and previous and named.is_short and not named.has_stranger:
        earlier = (e for e in previous.entities if e.kind == "role" and e not in roles)
        roles = (*earlier, *roles)[:2]
    if len(roles) >= 2:
        return Option((intent.id,), roles)
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
    if intent.id in {"education", "recommend-role"} and named.skill_goals:
        return named.skill_goals
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
