"""The weekly digest: what curators should know, in a channel that the server chose. Never a DM."""

from __future__ import annotations

import logging
from datetime import date, datetime
from typing import TYPE_CHECKING

import discord

from bot.errors import OUT_OF_REACH
from bot.reports import DIGEST_DAYS, DIGEST_END, DIGEST_TITLE, digest_sections, paged
from bot.standing import Period, take_stock
from bot.ui.reports import build_report_card
from knowledge.store.guild_settings import GuildSettings
from knowledge.store.outage import StoreUnavailable
from knowledge.store.store import Store

if TYPE_CHECKING:
    from bot.app import RolecallBot

log = logging.getLogger(__name__)


async def send_digests(client: RolecallBot, store: Store, now: datetime) -> None:
    """Send the digests that are due in the servers of this process."""
    try:
        for guild in client.guilds:
            await _send(client, store, guild, now)
    except StoreUnavailable:
        log.warning("the store is away: digests wait for it")


async def _send(client: RolecallBot, store: Store, guild: discord.Guild, now: datetime) -> None:
    """Send a server's digest, if it is due and there is something to say."""
    settings = await store.settings.get(guild.id)
    if not _is_due(settings, now.date()):
        return
    base = (await client.desk.at(guild.id)).base
    standing = await take_stock(store, base, guild.id, Period(now, DIGEST_DAYS))
    if not standing.has_news or not await _claim(store, guild.id, now.date()):
        return
    page = paged(digest_sections(standing))[0]
    channel = guild.get_channel_or_thread(settings.digest_channel_id or 0)
    if not isinstance(channel, discord.abc.Messageable):
        log.warning("the channel for the digest of server %d is gone", guild.id)
        return
    try:
        await channel.send(view=build_report_card(DIGEST_TITLE, page, DIGEST_END))
    except OUT_OF_REACH as error:
        log.warning("the digest of server %d can't be sent: %s", guild.id, type(error).__name__)


async def _claim(store: Store, guild_id: int, today: date) -> bool:
    """Take the week's digest upon this process; return whether no other has.

    Raises:
        StoreUnavailable: that isn't known, so nobody sends it.
    """
    is_ours = False

    def claim(stored: GuildSettings) -> GuildSettings:
        nonlocal is_ours
        is_ours = _is_due(stored, today)
        return stored.having(digest_on=today) if is_ours else stored

    await store.settings.change(guild_id, claim)
    return is_ours


def _is_due(settings: GuildSettings, today: date) -> bool:
    if settings.digest_channel_id is None:
        return False
    return settings.digest_on is None or (today - settings.digest_on).days >= DIGEST_DAYS
