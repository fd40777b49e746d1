"""Questions in one's own words: `/ask`, and "Answer this" on a message. And `/help`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers.reply import Request
from intents.outcome import Option

if TYPE_CHECKING:
    from bot.app import RolecallBot

MAX_TYPED_CHARS = 500

Press = discord.Interaction[Any]


class Ask(commands.Cog):
    """Free text by command."""

    def __init__(self, bot: RolecallBot) -> None:
        self._bot = bot
        self._menu = app_commands.ContextMenu(name="Answer this", callback=self.answer_this)

    async def cog_load(self) -> None:
        """Add the message menu, which discord.py doesn't take from a cog by itself."""
        self._bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the message menu away again."""
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)

    @app_commands.command()
    @app_commands.describe(question="What you want to know, in your own words. Typos are fine.")
    async def ask(
        self, interaction: Press, question: app_commands.Range[str, 1, MAX_TYPED_CHARS]
    ) -> None:
        """Ask me anything about roles in AI and machine learning."""
        await self._bot.desk.ask(interaction, question)

    @app_commands.command(name="help")
    async def help_(self, interaction: Press) -> None:
        """See what I can do and how to ask."""
        await self._bot.desk.show(interaction, Request(Option(("help",), ())), is_private=True)

    async def answer_this(self, interaction: Press, message: discord.Message) -> None:
        """Answer a message for whoever asks, in private."""
        await self._bot.desk.preview(interaction, message)
