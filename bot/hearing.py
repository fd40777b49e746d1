"""What a message is to the bot: who wrote it to whom, and which question is in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import discord

if TYPE_CHECKING:
    from bot.app import RolecallBot

_SAID = frozenset({discord.MessageType.default, discord.MessageType.reply})


def is_said(message: discord.Message) -> bool:
    """Return whether a person said it: no bot, no webhook, no notice of Discord's."""
    is_person = not message.author.bot and message.webhook_id is None
    return is_person and message.type in _SAID


def own_id(bot: RolecallBot) -> int:
    """Return the id of the bot's own user."""
    return bot.user.id if bot.user else 0


def is_addressed(bot: RolecallBot, message: discord.Message) -> bool:
    """Return whether a message addresses the bot, so that Discord sent its text."""
    if message.guild is None or message.channel.id in bot.question_channels:
        return bool(message.content)
    is_mentioned = any(user.id == own_id(bot) for user in message.mentions)
    return is_mentioned or (replied_to_id(message) == own_id(bot) and bool(message.content))


def replied_to_id(message: discord.Message) -> int | None:
    """Return who wrote what a message replies to; 0 where that can't be told, None for no reply."""
    if message.type is not discord.MessageType.reply:
        return None
    resolved = message.reference.resolved if message.reference else None
    return resolved.author.id if isinstance(resolved, discord.Message) else 0


def is_to_people(message: discord.Message) -> bool:
    """Return whether a message that doesn't address the bot is said to somebody else."""
    author_id = message.author.id
    if replied_to_id(message) not in {None, author_id}:
        return True
    return any(user.id != author_id for user in message.mentions)


def question_in(bot: RolecallBot, message: discord.Message) -> str:
    """Return what a message says, without the bot's own name."""
    return re.sub(rf"<@!?{own_id(bot)}>", " ", message.content).strip()


def texts_of(message: discord.Message) -> tuple[str, ...]:
    """Return what may be the question of a message, likeliest first.

    A post of a forum has a title, and tags that say what it is about.
    """
    if not is_post(message) or not isinstance(message.channel, discord.Thread):
        return (message.content,)
    title = message.channel.name
    tags = ", ".join(tag.name for tag in message.channel.applied_tags)
    tagged = (f"{title} ({tags})",) if tags else ()
    return (title, *tagged, message.content)


def is_post(message: discord.Message) -> bool:
    """Return whether a message is the first of a forum's post: the two share their id."""
    return is_in_forum(message) and message.id == message.channel.id


def is_in_forum(message: discord.Message) -> bool:
    """Return whether a message is in a forum."""
    channel = message.channel
    return isinstance(channel, discord.Thread) and isinstance(channel.parent, discord.ForumChannel)


def home_id(channel: discord.abc.MessageableChannel) -> int:
    """Return the id of the channel whose mode counts: a thread follows the one that it is in."""
    return channel.parent_id if isinstance(channel, discord.Thread) else channel.id
