"""The card of a draft, as members would see it."""

from dataclasses import replace

from bot.answers.composer import answer
from bot.answers.reply import Reply, Request
from bot.curation.review import Review
from intents.catalogue import FACET_INTENTS
from intents.outcome import Entity, Option
from knowledge.base import kind_of
from knowledge.models import AnyEntry, Comparison, Facet, Role, Topic


def preview(review: Review, facet: Facet = "summary") -> Reply | None:
    """Return the card of the entry that a draft makes; None while something is wrong with it.

    `facet` is the part of a role to be seen; other entries have one card.
    """
    if review.entry is None or review.base is None:
        return None
    reply = answer(Request(_option(review.entry, facet)), review.base)
    return replace(reply, actions=(), related=(), pages=())  # they'd lead to what is published


def _option(entry: AnyEntry, facet: Facet) -> Option:
    own = Entity(kind_of(entry), entry.id)
    match entry:
        case Role():
            return Option((FACET_INTENTS[facet],), (own,))
        case Comparison():
            return Option(("compare-roles",), tuple(Entity("role", r) for r in entry.between))
        case Topic():
            return Option(("topic",), (own,))
        case _:
            return Option(("define-term",), (own,))


def whole_text(reply: Reply) -> str:
    """Return all that a reply says under its title."""
    return "\n\n".join(part for part in (reply.body, reply.provenance) if part)
