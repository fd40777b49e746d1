"""Keeps the store in step with where the bot is, and deletes what is past its time."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import discord
from discord.ext import commands, tasks

from knowledge.store.outage import StoreUnavailable

if TYPE_CHECKING:
    from bot.app import RolecallBot
    from knowledge.store.store import Store

log = logging.getLogger(__name__)

PURGE_HOURS = 6.0  # what is kept for days goes within hours of its time


class Upkeep(commands.Cog):
    """Starts and stops the clock on a server's data, and purges.

    What the store can't take now is made up for: on the next start, or with the next purge.
    """

    def __init__(self, bot: RolecallBot, store: Store) -> None:
        self._bot = bot
        self._store = store

    async def cog_load(self) -> None:
        """Begin to purge."""
        self.purge.start()

    async def cog_unload(self) -> None:
        """Stop purging."""
        self.purge.cancel()

    @tasks.loop(hours=PURGE_HOURS)
    async def purge(self) -> None:
        """Delete what is past its time."""
        try:
            gone = await self._store.retention.purge(datetime.now(UTC))
        except StoreUnavailable:
            log.warning("the store is away: nothing was purged")
            return
        if any(gone.values()):
            log.info("purged %s", {table: rows for table, rows in gone.items() if rows})

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
