"""What the router decides. Expected outcomes are values, never exceptions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from knowledge.models import Kind, ResourceKind


@dataclass(frozen=True, slots=True, order=True)
class Entity:
    """An entry that a question names."""

    kind: Kind
    id: str


@dataclass(frozen=True, slots=True)
class Option:
    """One way to understand a question."""

    intents: tuple[str, ...]  # the main one first
    entities: tuple[Entity, ...]  # in the order of the question
    kinds: tuple[ResourceKind, ...] = ()  # of resources, where only some are wanted: books


Why: TypeAlias = Mapping[str, object]  # plain data: gates, scores, repairs


@dataclass(frozen=True, slots=True)
class Answer:
    """The question is understood."""

    option: Option
    confidence: float  # 0..1: the share of such answers that are right, as calibrated
    why: Why = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choices:
    """Two or three options, best first, too close to call."""

    options: tuple[Option, ...]
    confidence: float  # 0..1, of the best one
    why: Why = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unknown:
    """The bot was addressed, and nothing fits. `nearest` is what it does know, best first."""

    nearest: tuple[Option, ...] = ()
    declined: str | None = None  # id of the topic that says why this isn't ours
    is_about_stranger: bool = False  # a role is named that the knowledge doesn't hold
    confidence: float = 0.0
    why: Why = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Silent:
    """Nobody asked the bot, or not surely enough."""

    confidence: float = 0.0
    why: Why = field(default_factory=dict)


Outcome: TypeAlias = Answer | Choices | Unknown | Silent
