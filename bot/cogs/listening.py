"""Plain messages that address nobody: answered, or offered an answer, where a server wants that.

It runs only where the host lets Discord send those messages (`MESSAGE_CONTENT`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot.desk import OFFER_EMOJI
from bot.errors import edge
from bot.hearing import (
    home_id,
    is_addressed,
    is_in_forum,
    is_post,
    is_said,
    is_to_people,
    own_id,
    replied_to_id,
    texts_of,
)
from bot.listening import Turn, subject_of
from bot.preferences import LISTENING
from intents.outcome import Answer

if TYPE_CHECKING:
    from bot.answers.answerer import Answered
    from bot.app import RolecallBot


class Listening(commands.Cog):
    """Listens in the channels whose mode is suggest or auto, and to nobody who opted out."""

    def __init__(self, bot: RolecallBot) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer what surely asks for something that is known; keep out of people's talk."""
        if message.guild is None or not is_said(message) or is_addressed(self._bot, message):
            return
        async with edge(None):
            home = home_id(message.channel)
            mode = await self._bot.preferences.mode(message.guild.id, home)
            # A post gets its first answer, and is people's from then on.
            if mode in LISTENING and (is_post(message) or not is_in_forum(message)):
                await self._hear(message, message.guild.id, is_offer=mode == "suggest")

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Forget an answer that somebody took away: it may be given again."""
        self._bot.earshot.retract(payload.channel_id, payload.message_id)

    @commands.Cog.listener()
    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        """Give the author of a message the answer that they were offered."""
        is_offer = str(payload.emoji) == OFFER_EMOJI and payload.user_id != own_id(self._bot)
        is_author = payload.message_author_id in {None, payload.user_id}
        if payload.guild_id is None or not is_offer or not is_author:
            return
        async with edge(None):
            message = await self._offered(payload, payload.guild_id)
            if message is not None and self._bot.earshot.take(message.id):
                await self._redeem(message, payload.guild_id)

    async def _hear(self, message: discord.Message, guild_id: int, *, is_offer: bool) -> None:
        is_out = await self._bot.preferences.is_opted_out(guild_id, message.author.id)
        if is_out is None:
            return
        at, channel_id, author_id = _time(message), message.channel.id, message.author.id
        is_talk = is_to_people(message) or self._bot.earshot.is_dialogue(channel_id, author_id, at)
        answered = None
        if not is_out and not is_talk:
            answered = await self._bot.desk.overhear(guild_id, texts_of(message))
        who = None if is_out else author_id
        turn = Turn(at, who, replied_to_id(message), answered is not None and not is_offer)
        self._bot.earshot.hear(channel_id, turn)
        if answered is None:
            return
        if is_offer:
            await self._bot.desk.offer(message)
        elif self._bot.earshot.take(message.id):
            await self._speak(message, answered)

    async def _speak(self, message: discord.Message, answered: Answered) -> None:
        """Answer in the channel, or point to where that was said lately."""
        if not isinstance(answered.outcome, Answer):
            return
        earshot, channel_id = self._bot.earshot, message.channel.id
        subject = subject_of(answered.outcome.option)
        place = earshot.place(channel_id, subject, _time(message))
        if isinstance(place, int):
            await self._bot.desk.point(message, place)
        elif place is not None:
            sent = await self._bot.desk.volunteer(message, answered)
            if sent is None:
                earshot.drop(channel_id, place)
            else:
                place.message_id = sent.message_id

    async def _offered(
        self, payload: discord.RawReactionActionEvent, guild_id: int
    ) -> discord.Message | None:
        """Return the message whose author took the bot's offer; None if that is not so."""
        guild = self._bot.get_guild(guild_id)
        channel = guild.get_channel_or_thread(payload.channel_id) if guild else None
        if not isinstance(channel, discord.abc.Messageable):
            return None
        if await self._bot.preferences.mode(guild_id, home_id(channel)) != "suggest":
            return None
        message = await channel.fetch_message(payload.message_id)
        is_offered = any(r.me and str(r.emoji) == OFFER_EMOJI for r in message.reactions)
        return message if is_offered and message.author.id == payload.user_id else None

    async def _redeem(self, message: discord.Message, guild_id: int) -> None:
        if await self._bot.desk.redeem(message, guild_id, texts_of(message)):
            await message.remove_reaction(OFFER_EMOJI, discord.Object(own_id(self._bot)))
        else:  # Discord is unwell: it can be pressed again
            self._bot.earshot.give_back(message.id)


def _time(message: discord.Message) -> float:
    return message.created_at.timestamp()
