"""Plain messages that address the bot: mentions, replies to it, direct messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot.errors import edge
from bot.hearing import home_id, is_addressed, is_said, own_id, question_in
from bot.listening import Place, subject_of
from bot.preferences import LISTENING

if TYPE_CHECKING:
    from bot.app import RolecallBot

HELP_WORD = "help"  # what a mention without a word asks for


class Chat(commands.Cog):
    """Hears the messages that address the bot: those whose text Discord always sends."""

    def __init__(self, bot: RolecallBot) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that addresses the bot; leave all others alone."""
        if not is_said(message) or not is_addressed(self._bot, message):
            return
        async with edge(message):
            guild_id = message.guild.id if message.guild else None
            mode = await self._bot.preferences.mode(guild_id, home_id(message.channel))
            if mode == "off":
                return
            question = question_in(self._bot, message) or HELP_WORD
            sent = await self._bot.desk.reply_to(message, question, own_id(self._bot))
            if sent and sent.option and mode in LISTENING:  # so as not to say it again unasked
                at = message.created_at.timestamp()
                place = Place(subject_of(sent.option), at, sent.message_id)
                self._bot.earshot.note(message.channel.id, place)
