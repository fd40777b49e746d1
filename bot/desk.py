"""Where questions arrive in Discord and replies leave it: who sees what, and what may be edited."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

import discord

from bot.answers.answerer import Answered, Answerer
from bot.answers.reply import Reply, Request
from bot.errors import OUT_OF_REACH, AskedTooOftenError
from bot.guilds import GuildShelf, ReadOwn, nothing_own
from bot.throttle import Throttle
from bot.ui.buttons import asker_of, request_of
from bot.ui.cards import Audience, build_card
from intents.catalogue import SMALL_TALK
from intents.outcome import Answer, Choices, Option, Unknown
from knowledge.store.guild_settings import DEFAULTS, GuildSettings

log = logging.getLogger(__name__)

Press: TypeAlias = discord.Interaction[Any]
SettingsOf: TypeAlias = Callable[[int | None], Awaitable[GuildSettings]]  # of a server

LONG_CHARS = 1000  # up to here a question takes a millisecond or two
SEND_TRIES = 3
RETRY_SECONDS = 1.0
WAIT_EMOJI = "⏳"
OFFER_EMOJI = "💡"  # the author of a message that carries it may press it for an answer
ANSWERED_ABOVE = "I said something about that a moment ago: {url}"


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer that was sent."""

    message_id: int
    option: Option | None  # what it answers; None for a question back


async def default_settings(_: int | None) -> GuildSettings:
    """Return the settings where nothing is stored."""
    return DEFAULTS


class Desk:
    """Answers people in Discord, in each server from what it has of its own as well."""

    def __init__(
        self,
        answerer: Answerer,
        read_own: ReadOwn = nothing_own,
        settings_of: SettingsOf = default_settings,
    ) -> None:
        self.answerer = answerer
        self._settings_of = settings_of
        self.shelf = GuildShelf(lambda: self.answerer.router, read_own)
        self._throttle = Throttle()

    async def at(self, guild_id: int | None) -> Answerer:
        """Return what answers in a server; None: in direct messages."""
        return self.answerer.over(await self.shelf.router(guild_id))

    async def ask(self, interaction: Press, question: str) -> None:
        """Answer a slash question: what is sure for everybody, the rest in private."""
        self._count(interaction)
        answerer = await self.at(interaction.guild_id)
        answered = await _ask(answerer, question, conversation=_key(interaction))
        is_private = isinstance(answered.outcome, Choices | Unknown)
        await self._send(interaction, answered.reply, answered.outcome, is_private=is_private)

    async def show(self, interaction: Press, request: Request, *, is_private: bool = False) -> None:
        """Answer a command that says plainly what it wants."""
        self._count(interaction)
        answerer = await self.at(interaction.guild_id)
        reply = answerer.answer(request, _key(interaction))
        await self._send(interaction, reply, None, is_private=is_private)

    async def not_found(self, interaction: Press, outcome: Unknown) -> None:
        """Say in private that a name is unknown, with the nearest names as buttons."""
        self._count(interaction)
        reply = (await self.at(interaction.guild_id)).compose(outcome)
        await self._send(interaction, reply, outcome, is_private=True)

    async def preview(self, interaction: Press, message: discord.Message) -> None:
        """Answer somebody's message for the one who asked for it alone."""
        self._count(interaction)
        answered = await _ask(await self.at(interaction.guild_id), message.clean_content)
        await self._send(interaction, answered.reply, answered.outcome, is_private=True)

    async def turn(self, interaction: Press, request: Request) -> None:
        """Turn the asker's card to something else; give anybody else a private one."""
        self._count(interaction)
        message = interaction.message
        reply = (await self.at(interaction.guild_id)).answer(request, _key(interaction))
        user_id = interaction.user.id
        if message is not None and message.flags.ephemeral:
            card = build_card(reply, _private(interaction), user_id)
            await interaction.response.edit_message(view=card)
        elif asker_of(message) in {None, user_id}:
            card = build_card(reply, Audience.CHANNEL, user_id)
            await interaction.response.edit_message(view=card)
        else:
            card = build_card(reply, _private(interaction), user_id)
            await interaction.response.send_message(view=card, ephemeral=True)

    async def post(self, interaction: Press, request: Request) -> None:
        """Post for everybody what one person has looked at in private."""
        self._count(interaction)
        reply = (await self.at(interaction.guild_id)).answer(request)
        card = build_card(reply, Audience.CHANNEL, interaction.user.id)
        await interaction.response.send_message(view=card)

    async def reply_to(self, message: discord.Message, question: str, own_id: int) -> Sent | None:
        """Answer a message that addresses the bot, whose user is `own_id`."""
        if self._is_too_much(message):
            await _react(message, WAIT_EMOJI)
            return None
        request = request_of(_replied_to(message, own_id))
        answered = await _ask(
            await self.at(message.guild.id if message.guild else None),
            question,
            conversation=(message.channel.id, message.author.id),
            previous=request.option if request else None,
        )
        return await self._reply(message, answered)

    async def overhear(self, guild_id: int, texts: Iterable[str]) -> Answered | None:
        """Return the answer to the first text that surely asks for one; nobody asked the bot."""
        answerer = await self.at(guild_id)
        for text in texts:
            answered = await _ask(answerer, text, addressed=False)
            if _is_worth_saying(answered):
                return answered
        return None

    async def volunteer(self, message: discord.Message, answered: Answered) -> Sent | None:
        """Answer a message that didn't ask the bot; None if that can't be, or is too much now."""
        if self._is_too_much(message):
            return None
        return await self._reply(message, answered)

    async def offer(self, message: discord.Message) -> None:
        """Offer an answer to a message that didn't ask the bot."""
        if not self._is_too_much(message):
            await _react(message, OFFER_EMOJI)

    async def redeem(
        self, message: discord.Message, guild_id: int, texts: Sequence[str]
    ) -> Sent | None:
        """Answer a message whose author took the offer. It counted when it was made."""
        answered = await self.overhear(guild_id, texts)
        if answered is None:  # it was edited meanwhile; but now somebody asks
            answered = await _ask(await self.at(guild_id), texts[0])
        return await self._reply(message, answered)

    async def point(self, message: discord.Message, earlier_id: int) -> None:
        """Point from a message that didn't ask the bot to an answer that is in its channel."""
        if self._is_too_much(message):
            return
        earlier = message.channel.get_partial_message(earlier_id)  # type: ignore[union-attr]
        await message.reply(ANSWERED_ABOVE.format(url=earlier.jump_url), mention_author=False)

    async def _reply(self, message: discord.Message, answered: Answered) -> Sent | None:
        if answered.reply is None:
            return None
        is_question = _asks_back(answered.outcome, answered.reply)
        card = build_card(
            answered.reply, Audience.CHANNEL, message.author.id, is_question=is_question
        )
        sent = await _reply(message, card)
        if sent is None:
            return None
        option = answered.outcome.option if isinstance(answered.outcome, Answer) else None
        return Sent(sent.id, option)

    def _is_too_much(self, message: discord.Message) -> bool:
        """Count a message that is about to be answered; return whether it has to wait."""
        now = message.created_at.timestamp()
        return self._throttle.wait_seconds(message.author.id, now) > 0

    def _count(self, interaction: Press) -> None:
        now = interaction.created_at.timestamp()
        if wait := self._throttle.wait_seconds(interaction.user.id, now):
            raise AskedTooOftenError(wait)

    async def _send(
        self, interaction: Press, reply: Reply | None, outcome: object, *, is_private: bool
    ) -> None:
        if reply is None:
            return
        is_private = is_private or (await self._settings_of(interaction.guild_id)).is_ephemeral
        card = build_card(
            reply,
            _private(interaction) if is_private else Audience.CHANNEL,
            interaction.user.id,
            is_question=_asks_back(outcome, reply),
        )
        await interaction.response.send_message(view=card, ephemeral=is_private)


async def _ask(
    answerer: Answerer,
    text: str,
    conversation: Hashable | None = None,
    previous: Option | None = None,
    *,
    addressed: bool = True,
) -> Answered:
    """Answer a question; a long one beside the event loop, which others wait for."""
    asked = partial(
        answerer.ask, text, addressed=addressed, conversation=conversation, previous=previous
    )
    return asked() if len(text) <= LONG_CHARS else await asyncio.to_thread(asked)


def _is_worth_saying(answered: Answered) -> bool:
    """Return whether something overheard has an answer that isn't small talk or a refusal."""
    if answered.reply is None or answered.reply.declines:
        return False
    outcome = answered.outcome
    return isinstance(outcome, Answer) and SMALL_TALK.isdisjoint(outcome.option.intents)


def _asks_back(outcome: object, reply: Reply) -> bool:
    """Return whether a reply's actions are choices; one that declines is an answer."""
    return isinstance(outcome, Choices | Unknown) and reply.request is None


def _key(interaction: Press) -> tuple[int | None, int]:
    return interaction.channel_id, interaction.user.id


def _private(interaction: Press) -> Audience:
    return Audience.PRIVATE if interaction.guild_id is not None else Audience.ALONE


def _replied_to(message: discord.Message, own_id: int) -> discord.Message | None:
    resolved = message.reference.resolved if message.reference else None
    is_own = isinstance(resolved, discord.Message) and resolved.author.id == own_id
    return resolved if is_own else None  # type: ignore[return-value]


async def _reply(message: discord.Message, card: discord.ui.LayoutView) -> discord.Message | None:
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


async def _react(message: discord.Message, emoji: str) -> None:
    try:
        await message.add_reaction(emoji)
    except discord.HTTPException as error:
        log.debug("no reaction possible: %s", error.code)
