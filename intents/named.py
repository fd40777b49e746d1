"""What a text names, sorted by what the intents need: the first of the two gates of `router.py`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from intents.catalogue import RESOURCE_INTENTS
from intents.english import english
from intents.entities import Mention, mask
from intents.outcome import Entity
from intents.outsiders import may_name_outsider, names_outsider
from intents.understanding import Parse
from knowledge.models import Kind, ResourceKind

_INTENT_OF_SLOT: Mapping[str, str] = {str(kind): i for kind, i in RESOURCE_INTENTS.items()}
_DIRECTIONS = frozenset({"to", "into", "towards", "toward", "for"})
_GOAL_LEADS = _DIRECTIONS | {"become", "becoming", "be"}  # "become an A …"
_ORIGIN_LEADS = frozenset(
    {"as", "from", "im", "am", "being", "currently", "now", "was"}
)  # "… as a B"
_BEFORE_NAMES = frozenset({"a", "an", "the", "senior", "junior", "another"})
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
_FUNCTION = """
    a about actually again all also an and any anyway are as at be because been but by can could
    does either even ever exactly explained explanation for from had has have how i if in into is it
    just like mean meaning means meant more my not now of on only or over really should so than that
    the then there they this to used using versus vs was we were what when where which who why will
    with without would you your
"""
FUNCTION_WORDS = frozenset(_FUNCTION.split())  # say nothing by themselves
_HEADS = """
    algorithm approach architecture concept function idea kind layer method model network part
    problem process score stand stuff supposed system technique term thing type word work
"""
_AFTER_A_WORD = FUNCTION_WORDS | frozenset(_HEADS.split())  # what may follow a term

KIND_WORDS: Mapping[str, ResourceKind] = {
    **dict.fromkeys(("book", "books", "textbook", "textbooks"), "book"),
    **dict.fromkeys(("video", "videos", "youtube", "channel", "channels", "playlist"), "video"),
    **dict.fromkeys(("podcast", "podcasts", "blog", "blogs", "newsletter", "newsletters"), "feed"),
}


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names, sorted by kind, each entry once, in the order of the text."""

    roles: tuple[Entity, ...]
    skills: tuple[Entity, ...]
    words: tuple[Entity, ...]  # what can be explained: terms, skills, resources
    resources: tuple[tuple[str, Entity], ...]  # courses, places and events, by intent
    subjects: tuple[Entity, ...]  # whole fields such as AI, ML and data science
    is_of_fields: bool  # no role is named by itself, only fields of work
    is_move: bool  # one role is named straight behind another: "A to B"
    is_backwards: bool  # where to go is named before where one is: "become a B as an A"
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
            is_move=_is_move(mentions, parse.mended),
            is_backwards=_is_backwards(mentions, parse.mended),
            goals=_goals(mentions, parse.mended),
            field_terms=_entities((m for m in mentions if m.slot == "field"), ("term",)),
            skill_goals=_skill_goals(mentions),
            has_stranger=not _TITLES.isdisjoint(parse.masked),
            has_outsider=_has_outsider(parse),
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


def _two_roles(mentions: Iterable[Mention]) -> tuple[Mention, Mention] | None:
    found = [mention for mention in mentions if mention.slot in {"role", "field"}]
    return (found[0], found[1]) if len(found) == 2 else None


def _is_move(mentions: Sequence[Mention], words: Sequence[str]) -> bool:
    roles = _two_roles(mentions)
    if roles is None:
        return False
    between = {*words[roles[0].end : roles[1].start]} - _BEFORE_NAMES
    return bool(between) and between <= _DIRECTIONS - {"for"}


def _is_backwards(mentions: Sequence[Mention], words: Sequence[str]) -> bool:
    roles = _two_roles(mentions)
    if roles is None:
        return False
    first, second = (_lead_in(words, mention.start) for mention in roles)
    return first in _GOAL_LEADS and second in _ORIGIN_LEADS


def _lead_in(words: Sequence[str], at: int) -> str:
    """Return the word that leads to what is named at `at`, over articles and the like."""
    return next((word for word in reversed(words[:at]) if word not in _BEFORE_NAMES), "")


def _is_twice(mentions: Iterable[Mention]) -> bool:
    roles = [m.readings[0].entity for m in mentions if m.slot in {"role", "field"}]
    return len(set(roles)) < len(roles)


def _skill_goals(mentions: Iterable[Mention]) -> tuple[Entity, ...]:
    goals = (mention.readings[0].goal for mention in mentions if mention.slot == "skill")
    return tuple(dict.fromkeys(goal for goal in goals if goal is not None))


def _resources(mentions: Iterable[Mention]) -> tuple[tuple[str, Entity], ...]:
    return tuple(
        (_INTENT_OF_SLOT[reading.slot], reading.entity)
        for mention in mentions
        for reading in mention.readings
        if reading.slot in _INTENT_OF_SLOT
    )


def _has_outsider(parse: Parse) -> bool:
    if not may_name_outsider(parse.mended):
        return False
    return names_outsider(mask(parse.mended, [m for m in parse.mentions if _is_held(m)]))


def _is_held(mention: Mention) -> bool:
    """Return whether a mention is a role of ours, or a resource ("MLOps Community")."""
    return any(reading.entity.kind in {"role", "resource"} for reading in mention.readings)
