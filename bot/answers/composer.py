"""Turn what the router decided into a reply. Pure: no Discord, no clock, no file."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.entries import role_actions, topic_request
from bot.answers.notices import (
    CHOICES_TEXT,
    CHOICES_TITLE,
    UNKNOWN_FAR,
    UNKNOWN_NEAR,
    UNKNOWN_ROLE,
    UNKNOWN_TITLE,
)
from bot.answers.part import Part
from bot.answers.parts import part_for
from bot.answers.reply import MAX_ACTIONS, Action, Reply, Request, Section, cite
from bot.answers.roles import FACET_LABELS, showing_action
from intents.catalogue import INTENTS, LISTS
from intents.outcome import Answer, Choices, Entity, Option, Outcome, Silent, Unknown
from knowledge.base import KnowledgeBase
from knowledge.models import Topic

PORTFOLIO = "portfolio"  # topics beside it have to do with what a role's applicants show
MAX_NEAREST = 3
MAX_PARTS = 3
MAX_LABEL_CHARS = 78  # Discord's buttons end at 80

TITLES = {
    "compare-roles": "Compare",
    "path-between-roles": "Move",
    "list-roles": "All roles",
    "recommend-role": "Is it for me?",
    "roles-using-skill": "Roles that use",
    "resources": "Resources",
    "courses": "Courses",
    "competitions": "Competitions",
    "communities": "Communities",
    "conferences": "Conferences",
    "define-term": "What it means",
    "topic": "Topic",
    "education": "Education",
    "career-levels": "Career levels",
    "getting-started": "Where to start",
    "key-skills": "Key skills",
    "ai-ml-role": "What an AI/ML role is",
    "ai-vs-ml": "AI and ML",
    "help": "Help",
    "greeting": "Hello",
    "thanks": "Thanks",
}


def compose(outcome: Outcome, base: KnowledgeBase) -> Reply | None:
    """Return what to say to an outcome; None for Silent."""
    match outcome:
        case Answer(option):
            return answer(Request(option), base)
        case Choices(options):
            actions = tuple(choice_actions(options, base))
            return Reply(CHOICES_TITLE, (Section("", (CHOICES_TEXT,)),), actions=actions)
        case Unknown():
            return _unknown(outcome, base)
        case Silent():
            return None


def answer(request: Request, base: KnowledgeBase) -> Reply:
    """Return the reply to something that is asked for plainly, by a button or a command."""
    option = request.option
    parts = [
        part_for(intent, replace(option, entities=_asked_of(intent, option)), request.page, base)
        for intent in _shown(option.intents)
    ]
    first = parts[0]
    sections = list(first.sections)
    for part in parts[1:]:
        sections += _unseen(_headed(part), sections)
    entries = [entry for part in parts for entry in part.entries]
    origin = cite(entries)
    return Reply(
        title=first.title,
        sections=tuple(sections),
        sources=origin.sources,
        reviewed=origin.reviewed,
        due=origin.due,
        actions=first.actions,
        related=_unique([action for part in parts for action in part.related]),
        pages=next((part.pages for part in parts if part.pages), ()),
        declines=all(part.declines for part in parts),
        request=request,
    ).fitted()


def _shown(intents: Sequence[str]) -> list[str]:
    """Return the intents that have a part of their own: of lists of resources only the first."""
    lists = [intent for intent in intents if intent in LISTS]
    return [intent for intent in intents if intent not in lists[1:]][:MAX_PARTS]


def _asked_of(intent: str, option: Option) -> tuple[Entity, ...]:
    """Return what an intent is asked of: beside the way from A to B, the rest is about B."""
    is_beside_way = "path-between-roles" in option.intents and intent != "path-between-roles"
    roles = [entity for entity in option.entities if entity.kind == "role"]
    if not is_beside_way or len(roles) < 2:
        return option.entities
    return tuple(entity for entity in option.entities if entity not in roles[:-1])


def choice_actions(options: Sequence[Option], base: KnowledgeBase) -> list[Action]:
    """Return one action an option, labelled with what it is about."""
    return [Action(label_of(option, base), Request(option)) for option in options]


def label_of(option: Option, base: KnowledgeBase) -> str:
    """Return a button's label for an option: "ML Engineer: skills"."""
    entries = [base.find(entity.kind, entity.id) for entity in option.entities]
    names = [entry.name for entry in entries if entry is not None]
    intent = option.intents[0]
    facet = INTENTS[intent].facet
    if not names:
        label = FACET_LABELS[facet] if facet else TITLES[intent]
    elif intent == "compare-roles":
        label = " vs ".join(names)
    elif intent == "path-between-roles":
        label = f"From {' to '.join(names[:2])}"
    elif intent in ("topic", "define-term"):
        label = names[0]
    else:
        what = FACET_LABELS[facet] if facet else TITLES[intent]
        label = f"{' and '.join(names)}: {what.lower()}"
    return label if len(label) <= MAX_LABEL_CHARS else label[: MAX_LABEL_CHARS - 1] + "…"


def _unknown(outcome: Unknown, base: KnowledgeBase) -> Reply:
    if outcome.declined is not None and outcome.declined in base.topics:
        return _declined(base.topics[outcome.declined], outcome.nearest, base)
    nearest = outcome.nearest
    if outcome.is_about_stranger:
        nearest = (*nearest[: MAX_NEAREST - 1], Option(("list-roles",), ()))
        text = UNKNOWN_ROLE
    else:
        text = UNKNOWN_NEAR if nearest else UNKNOWN_FAR
    actions = tuple(choice_actions(nearest, base))
    return Reply(UNKNOWN_TITLE, (Section("", (text,)),), actions=actions)


def _declined(topic: Topic, nearest: Sequence[Option], base: KnowledgeBase) -> Reply:
    """Return why something isn't ours, with ways to what is known of the roles that it names."""
    reply = answer(Request(topic_request(topic.id)), base)
    named = [e for o in nearest if o.intents == ("role-summary",) for e in o.entities]
    roles = tuple(base.roles[entity.id] for entity in named if entity.id in base.roles)
    ways = role_actions(roles)
    if PORTFOLIO in topic.see_also:
        ways = (*(showing_action(role) for role in roles if role.portfolio), *ways)
    return replace(reply, related=_unique((*ways, *reply.related)))


def _headed(part: Part) -> list[Section]:
    """Return a further part's sections under its title, so that parts stay apart."""
    first, *rest = part.sections
    if len(part.entries) > 1 and first.heading:
        return [*part.sections]  # each already under the name of its entry
    title = f"{part.title} · {first.heading}" if first.heading else part.title
    return [Section(title, first.lines), *rest]


def _unseen(sections: Sequence[Section], before: Sequence[Section]) -> list[Section]:
    """Return sections without the lines that stand above already, and without what is empty."""
    seen = {line for section in before for line in section.lines}
    kept = (
        Section(section.heading, tuple(line for line in section.lines if line not in seen))
        for section in sections
    )
    return [section for section in kept if section.lines]


def _unique(actions: Sequence[Action]) -> tuple[Action, ...]:
    return tuple(dict.fromkeys(actions))[:MAX_ACTIONS]
