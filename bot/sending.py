"""Getting replies and reactions through to Discord, which is unwell at times."""

import asyncio
import logging
import secrets

import discord

from bot.errors import OUT_OF_REACH

log = logging.getLogger(__name__)

SEND_TRIES = 3
RETRY_SECONDS = 1.0


async def send_reply(
    message: discord.Message, card: discord.ui.LayoutView
) -> discord.Message | None:
    """Reply, trying again while Discord is unwell; the nonce keeps it from posting twice.

    Returns what was sent, or None where that can't be.
    """
    nonce = secrets.randbits(63)
    for left in reversed(range(SEND_TRIES)):
        try:
            return await message.reply(view=card, mention_author=False, nonce=nonce)
        except OUT_OF_REACH as error:
            is_passing = not isinstance(error, discord.HTTPException) or error.status >= 500
            if not is_passing or not left:
                log.warning("a reply could not be sent: %s", type(error).__name__)
                return None
            await asyncio.sleep(RETRY_SECONDS)
    return None


async def react(message: discord.Message, emoji: str) -> None:
    """React to a message, where that may be done."""
    try:
        await message.add_reaction(emoji)
    except discord.HTTPException as error:
        log.debug("no reaction possible: %s", error.code)
