"""What people say where the bot may listen, and what it says to that."""

from collections.abc import Awaitable, Callable

from simcord import ChannelHandle

from bot.app import RolecallBot
from bot.desk import OFFER_EMOJI
from knowledge.store.guild_settings import ChannelMode
from tests.discord.seen import card_of

MLE = "what does an ml engineer do?"
NLP = "What skills do I need to be an NLP engineer?"
TALK = "lol my cat sat on the keyboard again"

SetMode = Callable[[ChannelHandle, ChannelMode], Awaitable[None]]


def said(channel: ChannelHandle, bot: RolecallBot) -> list[str]:
    """Return the titles of cards and the texts that the bot sent to a channel."""
    assert bot.user is not None
    own = [message for message in channel.history() if message.author.id == bot.user.id]
    return [card_of(m).title if m.components else m.content for m in own]


def offers(channel: ChannelHandle) -> list[str]:
    """Return the messages that carry an offer."""
    return [
        message.content
        for message in channel.history()
        if any(str(reaction.emoji) == OFFER_EMOJI for reaction in message.reactions)
    ]
