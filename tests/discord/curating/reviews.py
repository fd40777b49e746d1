"""What a curator sees and does on the review of a draft."""

from collections.abc import Mapping
from typing import Any

import discord
from simcord import ChannelHandle, InteractionResult, MemberActor

from tests.discord.seen import Card, card_of

TERM: Mapping[str, str] = {
    "name": "Flux gate",
    "text": "A gate made of flux. Nobody has ever seen one, and everybody talks about it.",
    "aliases": "FLG\nfluxgate",
    "asks": "what is a flux gate",
    "sources": "",
}


def latest(channel: ChannelHandle, actor: MemberActor) -> discord.Message:
    """Return the newest message that somebody sees, what only they see included."""
    return channel.history(viewer=actor)[-1]


def read(channel: ChannelHandle, actor: MemberActor) -> Card:
    """Return the newest card that somebody sees; it must be one that Discord takes."""
    card = card_of(latest(channel, actor))
    assert card.is_within_limits()
    return card


async def push(channel: ChannelHandle, actor: MemberActor, label: str) -> InteractionResult:
    """Press a button of the newest card that somebody sees."""
    return await actor.click(latest(channel, actor), label=label)


async def write_term(
    channel: ChannelHandle, actor: MemberActor, **changes: str
) -> InteractionResult:
    """Fill in the form of a new term."""
    form = await actor.slash(channel, "kb add term")
    return await actor.submit_modal(form, {**TERM, **changes})


def can_publish(card: Card) -> bool:
    """Return whether a review lets its draft be published."""
    (publish,) = (button for button in card.buttons if button.label == "Publish")
    return not publish.is_disabled


def boxes_of(form: InteractionResult) -> Mapping[str, Mapping[str, Any]]:
    """Return the boxes of a form that was shown, by their names."""
    assert form.modal is not None, "no form was shown"
    labels = (part for part in form.modal["components"] if "component" in part)
    return {label["component"]["custom_id"]: label["component"] for label in labels}
