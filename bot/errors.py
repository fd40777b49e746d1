"""The one edge where errors end: the person gets a sentence, never a traceback.

Expected failures have a sentence of their own. A bug is logged under an incident number, and the
person is told the number. Nothing that people wrote is part of either.
"""

import logging
import math
import secrets
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self

import aiohttp
import discord
from discord import app_commands

from bot.curators import NotACuratorError, NotAManagerError
from knowledge.store.outage import StoreUnavailable

log = logging.getLogger(__name__)

UNKNOWN_INTERACTION = 10062  # Discord's 3 seconds are over
ALREADY_ANSWERED = 40060

# The 3 seconds are over, Discord is down, or there is no way to it.
OUT_OF_REACH = (discord.HTTPException, aiohttp.ClientError, OSError)

NOT_SAVED = (
    "My database is away, so nothing was saved. What I know goes on being answered; try again in a "
    "minute."
)
NOT_KNOWN = (
    "My database went away just while saving, so I can't tell whether that was saved. Look before "
    "you try again."
)

# The first that fits counts.
_SENTENCES: Sequence[tuple[tuple[type[BaseException], ...], str]] = (
    (
        (
            app_commands.CommandNotFound,
            app_commands.CommandSignatureMismatch,
            app_commands.TransformerError,
        ),
        "This command has changed. Restart Discord (Ctrl+R) and try again.",
    ),
    ((app_commands.NoPrivateMessage,), "That works in a server only."),
    (
        (NotACuratorError,),
        "That is for curators: people who may manage the server, and those with the role that it "
        "named by `/settings curators`.",
    ),
    (
        (NotAManagerError,),
        "My settings are for people who may manage the server. The curators' role is not enough, "
        "because it is one of the settings.",
    ),
    ((app_commands.CheckFailure,), "You may not use that here."),
    (
        (discord.Forbidden,),
        "Discord doesn't let me do that here. A moderator can check my permissions.",
    ),
)


class AskedTooOftenError(app_commands.AppCommandError):
    """Somebody asks faster than the bot wants to answer."""

    def __init__(self, retry_after_seconds: float) -> None:
        super().__init__("asked too often")
        self.retry_after_seconds = retry_after_seconds


def explain(error: BaseException) -> str | None:
    """Return what to tell a person about an expected failure, or None if it's a bug."""
    match error:
        case AskedTooOftenError():
            return f"One moment: ask again in {math.ceil(error.retry_after_seconds)} s."
        case StoreUnavailable():
            return NOT_KNOWN if error.may_be_saved else NOT_SAVED
        case _:
            return next((text for kinds, text in _SENTENCES if isinstance(error, kinds)), None)


def report(error: BaseException) -> str:
    """Log a bug and return the incident number that people can quote."""
    incident = secrets.token_hex(4)
    log.error("incident %s", incident, exc_info=error)
    return incident


def apology(incident: str) -> str:
    """Return what people are told about a bug."""
    return f"That broke on my side. Tell a moderator: incident `{incident}`."


async def tell(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Tell the person behind an interaction what went wrong, privately."""
    error = _cause(error)
    if is_too_late(error):
        log.warning("an interaction could not be answered in time: %s", error)
        return
    text = explain(error) or apology(report(error))
    try:
        if interaction.response.is_done():
            await interaction.followup.send(text, ephemeral=True)
        else:
            await interaction.response.send_message(text, ephemeral=True)
    except OUT_OF_REACH as failure:
        log.warning("could not reach the person: %s", failure)


async def tell_author(message: discord.Message, error: BaseException) -> None:
    """Tell whoever wrote a message what went wrong with answering it."""
    text = explain(error) or apology(report(error))
    try:
        await message.reply(text, mention_author=False)
    except OUT_OF_REACH as failure:
        log.warning("could not reach the person: %s", failure)


def note_unasked(error: BaseException) -> None:
    """Log what went wrong where nobody asked for anything."""
    if explain(error) is None and not isinstance(error, OUT_OF_REACH):
        report(error)
    else:
        log.warning("nothing came of listening: %s", type(error).__name__)


def is_too_late(error: BaseException) -> bool:
    """Return whether Discord no longer takes an answer to the interaction."""
    return isinstance(error, discord.HTTPException) and error.code in {
        UNKNOWN_INTERACTION,
        ALREADY_ANSWERED,
    }


def _cause(error: BaseException) -> BaseException:
    is_wrapper = isinstance(error, app_commands.CommandInvokeError)
    return error.original if is_wrapper else error  # type: ignore[attr-defined]


class edge:  # noqa: N801  read as a statement: `async with edge(interaction):`
    """Errors inside end here: buttons, menus and messages have no other edge in discord.py."""

    def __init__(self, source: discord.Interaction[Any] | discord.Message | None) -> None:
        """Take what somebody waits on; None: nobody asked, so nobody is told."""
        self._source = source

    async def __aenter__(self) -> Self:
        """Enter; nothing to set up."""
        return self

    async def __aexit__(
        self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None
    ) -> bool:
        """Tell the person; let cancellation and the end of the program through."""
        if not isinstance(error, Exception):
            return False
        if self._source is None:
            note_unasked(error)
        elif isinstance(self._source, discord.Message):
            await tell_author(self._source, error)
        else:
            await tell(self._source, error)
        return True


class RolecallTree(app_commands.CommandTree[Any]):
    """The command tree. Every failed command is answered here and nowhere else."""

    async def on_error(
        self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /
    ) -> None:
        """Tell the person, and log a bug under the number that they can quote."""
        if interaction.type is discord.InteractionType.autocomplete:
            report(error)  # there is nowhere to say it
        else:
            await tell(interaction, error)
