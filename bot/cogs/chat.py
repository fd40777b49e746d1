"""Plain messages that address the bot: mentions, replies to it, direct messages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot.errors import edge

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
        if message.author.bot or message.webhook_id is not None or not self._is_addressed(message):
            return
        if message.type not in {discord.MessageType.default, discord.MessageType.reply}:
            return
        async with edge(message):
            await self._bot.desk.reply_to(
                message, self._question(message) or HELP_WORD, self._own_id
            )

    def _is_addressed(self, message: discord.Message) -> bool:
        if message.guild is None or message.channel.id in self._bot.question_channels:
            return bool(message.content)
        return any(user.id == self._own_id for user in message.mentions) or self._is_reply(message)

    def _is_reply(self, message: discord.Message) -> bool:
        """Return whether it answers one of the bot's own messages, and Discord sent its text."""
        resolved = message.reference.resolved if message.reference else None
        is_ours = isinstance(resolved, discord.Message) and resolved.author.id == self._own_id
        return is_ours and bool(message.content)

    def _question(self, message: discord.Message) -> str:
        own = re.compile(rf"<@!?{self._own_id}>")
        return own.sub(" ", message.content).strip()

    @property
    def _own_id(self) -> int:
        return self._bot.user.id if self._bot.user else 0
