"""One intent's share of a reply, and what it was asked about."""

from dataclasses import dataclass

from bot.answers.reply import Action, Section
from intents.outcome import Entity
from knowledge.models import AnyEntry, ResourceKind, Role


@dataclass(frozen=True, slots=True)
class Part:
    """What one intent adds: where it came from, and where one can go from there."""

    title: str
    sections: tuple[Section, ...]
    entries: tuple[AnyEntry, ...] = ()
    actions: tuple[Action, ...] = ()
    related: tuple[Action, ...] = ()
    pages: tuple[Action, ...] = ()
    declines: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One intent with the entries that it is about, all of them known."""

    intent: str
    entities: tuple[Entity, ...]
    roles: tuple[Role, ...]
    page: int
    kinds: tuple[ResourceKind, ...] = ()  # of resources, where only some are wanted
