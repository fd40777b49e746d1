"""The intents: what somebody can want, and what a question must name for it.

Ids are fixed: recorded questions, buttons and evaluation sets carry them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from knowledge.models import Facet, ResourceKind

Needs = Literal["nothing", "role", "two-roles", "two-subjects", "skill", "word", "topic"]


@dataclass(frozen=True, slots=True)
class Intent:
    """One thing that people want from the bot."""

    id: str
    needs: Needs = "nothing"  # what the question (or the one before it) must name
    facet: Facet | None = None  # the part of a role that it asks for
    fallback: str | None = None  # the intent that is meant where nothing is named
    is_topic: bool = False  # answered by the topic of the same id


_ALL = (
    Intent("role-summary", "role", "summary", fallback="ai-ml-role"),
    Intent("role-duties", "role", "duties", fallback="ai-ml-role"),
    Intent("role-skills", "role", "skills", fallback="key-skills"),
    Intent("role-resources", "role", "resources", fallback="resources"),
    Intent("role-career", "role", "career", fallback="career-levels"),
    Intent("role-become", "role", "become", fallback="getting-started"),
    Intent("role-related", "role", "related", fallback="list-roles"),
    Intent("compare-roles", "two-roles"),
    Intent("path-between-roles", "two-roles", fallback="role-become"),
    Intent("list-roles"),
    Intent("recommend-role"),
    Intent("roles-using-skill", "skill", fallback="recommend-role"),
    Intent("ai-ml-role", is_topic=True),
    Intent("ai-vs-ml", "two-subjects", is_topic=True),
    Intent("key-skills", is_topic=True),
    Intent("career-levels", is_topic=True),
    Intent("education", is_topic=True),
    Intent("getting-started", is_topic=True),
    Intent("resources"),
    Intent("courses"),
    Intent("competitions"),
    Intent("communities"),
    Intent("conferences"),
    Intent("define-term", "word"),
    Intent("topic", "topic"),
    Intent("help"),
    Intent("greeting"),
    Intent("thanks"),
)

INTENTS: Mapping[str, Intent] = MappingProxyType({intent.id: intent for intent in _ALL})
FACET_INTENTS: Mapping[Facet, str] = MappingProxyType(
    {intent.facet: intent.id for intent in _ALL if intent.facet is not None}
)
TOPIC_INTENTS = frozenset(intent.id for intent in _ALL if intent.is_topic)
SMALL_TALK = frozenset({"help", "greeting", "thanks"})  # said to the bot, or not meant for it

# Answers to the one mostly answer the other too: nobody is asked which of the two was meant.
SIBLINGS = (
    frozenset({"role-summary", "role-duties"}),
    frozenset({"role-resources", "resources", "courses", "getting-started"}),
    frozenset({"role-become", "path-between-roles", "getting-started", "education"}),
    frozenset({"role-career", "career-levels"}),
    frozenset({"role-skills", "key-skills"}),
)

LISTS = frozenset({"role-resources", "resources", "courses"})  # one holds much of the other

# What is wanted of a named course, place or event, by the kind of resource.
RESOURCE_INTENTS: Mapping[ResourceKind, str] = MappingProxyType(
    {
        "course": "courses",
        "competition": "competitions",
        "community": "communities",
        "conference": "conferences",
    }
)

# Phrases that change what an earlier question was about ("what about {role}?"): a class of the
# classifier, never an intent of an outcome.
FOLLOW_UP = "follow-up"
NEAR_MISS = "near-miss/"  # classes of questions that aren't ours, by theme
CHATTER = "chatter/"  # classes of talk that asks nothing, by theme


def are_siblings(intent: str, other: str) -> bool:
    """Return whether an answer to the one mostly answers the other."""
    return any({intent, other} <= family for family in SIBLINGS)


def is_out_of_scope(label: str) -> bool:
    """Return whether a class of the classifier stands for "not ours"."""
    return label.startswith((NEAR_MISS, CHATTER))
