"""What the bot needs of Discord in a channel, and what of it is missing."""

from collections.abc import Sequence

import discord

READ_AND_WRITE = ("view_channel", "send_messages")
ANSWER = (*READ_AND_WRITE, "read_message_history")  # Discord lets nobody reply without it
OFFER = (*ANSWER, "add_reactions")

_NAMES = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "read_message_history": "Read Message History",
    "add_reactions": "Add Reactions",
}


def lacking(channel: discord.abc.GuildChannel, needed: Sequence[str]) -> tuple[str, ...]:
    """Return the permissions that the bot lacks in a channel, as Discord's settings name them."""
    if isinstance(channel, discord.ForumChannel):  # all that is said there is said in threads
        in_forum = {"send_messages": "send_messages_in_threads"}
        needed = [in_forum.get(name, name) for name in needed]
    held = channel.permissions_for(channel.guild.me)
    return tuple(_NAMES[name] for name in needed if not getattr(held, name))
