"""The message menus by which curators teach: "Teach the bot" and "Not for you"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.curators import require_curator
from bot.teaching import NOT_MINE, Teaching
from bot.ui.buttons import request_of
from bot.ui.texts import say

if TYPE_CHECKING:
    from bot.app import RolecallBot

Press = discord.Interaction[Any]


class Teach(commands.Cog):
    """Two entries in the menu of a message, for curators."""

    def __init__(self, bot: RolecallBot, teaching: Teaching) -> None:
        self._bot = bot
        self._teaching = teaching
        self._menus = [
            app_commands.ContextMenu(name="Teach the bot", callback=self.teach),
            app_commands.ContextMenu(name="Not for you", callback=self.refuse),
        ]
        for menu in self._menus:
            menu.guild_only = True
            menu.allowed_installs = app_commands.AppInstallationType(guild=True, user=False)
            menu.default_permissions = discord.Permissions(manage_guild=True)

    async def cog_load(self) -> None:
        """Add the menus, which discord.py doesn't take from a cog by itself."""
        for menu in self._menus:
            self._bot.tree.add_command(menu)

    async def cog_unload(self) -> None:
        """Take the menus away again."""
        for menu in self._menus:
            self._bot.tree.remove_command(menu.name, type=menu.type)

    async def teach(self, interaction: Press, message: discord.Message) -> None:
        """Teach which entry answers a message."""
        await self._teaching.teach(interaction, message)

    async def refuse(self, interaction: Press, message: discord.Message) -> None:
        """Take a wrong answer away, and teach that it isn't for such a question."""
        await require_curator(interaction)
        request = request_of(message)
        if message.author != self._bot.user or request is None:
            await say(interaction, NOT_MINE)
            return
        asked = await self._asked(message)
        await self._teaching.refuse(interaction, message, asked, request.option)

    async def _asked(self, message: discord.Message) -> str:
        """Return the question that an answer replies to; empty if it can't be told."""
        reference = message.reference
        if reference is None or reference.message_id is None:
            return ""
        channel = self._bot.get_partial_messageable(reference.channel_id)
        try:
            return (await channel.fetch_message(reference.message_id)).clean_content
        except discord.HTTPException:  # deleted meanwhile, or not to be seen
            return ""
