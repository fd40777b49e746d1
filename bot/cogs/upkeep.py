"""Keeps the store in step with where the bot is."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from knowledge.store.outage import StoreUnavailable

if TYPE_CHECKING:
    from bot.app import RolecallBot
    from knowledge.store.store import Store

log = logging.getLogger(__name__)


class Upkeep(commands.Cog):
    """Starts and stops the clock on a server's data.

    What the store can't take now is made up for on the next start.
    """

    def __init__(self, bot: RolecallBot, store: Store) -> None:
        self._bot = bot
        self._store = store

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Start the clock on the data of a server that the bot left."""
        await self._note(left=(guild.id,))

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Stop the clock of a server that the bot came back to."""
        await self._note(joined=(guild.id,))

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Make up for what happened while the bot was away."""
        here = {guild.id for guild in self._bot.guilds}
        try:
            present = await self._store.retention.present()
            absent = await self._store.retention.absent()
        except StoreUnavailable:
            log.warning("the store is away: servers left and joined meanwhile are noted later")
            return
        await self._note(left=tuple(present - here), joined=tuple(absent & here))

    async def _note(self, left: tuple[int, ...] = (), joined: tuple[int, ...] = ()) -> None:
        try:
            for guild_id in left:
                await self._store.retention.leave(guild_id)
            for guild_id in joined:
                await self._store.retention.rejoin(guild_id)
        except StoreUnavailable:
            log.warning("the store is away: who left and joined is noted on the next start")
