"""Where questions arrive in Discord and replies leave it: who sees what, and what may be edited."""

import asyncio
import logging
import secrets
from collections.abc import Hashable
from typing import Any, TypeAlias

import discord

from bot.answers.answerer import Answered, Answerer
from bot.answers.reply import Reply, Request
from bot.errors import OUT_OF_REACH, AskedTooOftenError
from bot.guilds import GuildShelf, ReadOwn, nothing_own
from bot.records import Records
from bot.throttle import Throttle
from bot.ui.buttons import asker_of, request_of
from bot.ui.cards import Audience, build_card
from intents.outcome import Choices, Option, Outcome, Unknown

log = logging.getLogger(__name__)

Press: TypeAlias = discord.Interaction[Any]

LONG_CHARS = 1000  # up to here a question takes a millisecond or two
SEND_TRIES = 3
RETRY_SECONDS = 1.0
WAIT_EMOJI = "⏳"


class Desk:
    """Answers people in Discord, in each server from what it has of its own as well."""

    def __init__(
        self,
        answerer: Answerer,
        read_own: ReadOwn = nothing_own,
        records: Records | None = None,
    ) -> None:
        """Take what answers, what reads a store, and what notes what became of questions."""
        self.answerer = answerer
        self._records = records
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
        await self._note_miss(interaction, question, answered.outcome)

    async def show(self, interaction: Press, request: Request, *, is_private: bool = False) -> None:
        """Answer a command that says plainly what it wants."""
        self._count(interaction)
        answerer = await self.at(interaction.guild_id)
        reply = answerer.answer(request, _key(interaction))
        await self._send(interaction, reply, None, is_private=is_private)

    async def not_found(self, interaction: Press, outcome: Unknown, name: str) -> None:
        """Say in private that a name is unknown, with the nearest names as buttons."""
        self._count(interaction)
        reply = (await self.at(interaction.guild_id)).compose(outcome)
        await self._send(interaction, reply, outcome, is_private=True)
        await self._note_miss(interaction, name, outcome)

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
        is_private = message is not None and message.flags.ephemeral
        if is_private or asker_of(message) in {None, user_id}:
            card = self._card(interaction, reply, None, is_private=is_private)
            await interaction.response.edit_message(view=card)
        else:
            card = self._card(interaction, reply, None, is_private=True)
            await interaction.response.send_message(view=card, ephemeral=True)
        self._note_answer(interaction, reply)

    async def post(self, interaction: Press, request: Request) -> None:
        """Post for everybody what one person has looked at in private."""
        self._count(interaction)
        reply = (await self.at(interaction.guild_id)).answer(request)
        card = self._card(interaction, reply, None, is_private=False)
        await interaction.response.send_message(view=card)

    async def reply_to(self, message: discord.Message, question: str, own_id: int) -> None:
        """Answer a message that addresses the bot, whose user is `own_id`."""
        now = message.created_at.timestamp()
        if self._throttle.wait_seconds(message.author.id, now):
            await _react(message)
            return
        request = request_of(_replied_to(message, own_id))
        answered = await _ask(
            await self.at(message.guild.id if message.guild else None),
            question,
            conversation=(message.channel.id, message.author.id),
            previous=request.option if request else None,
        )
        if answered.reply is None:
            return
        records = self._records if message.guild else None
        card = build_card(
            answered.reply,
            Audience.CHANNEL,
            message.author.id,
            is_question=_asks_back(answered.outcome, answered.reply),
            takes_votes=records is not None,
        )
        is_sent = await _reply(message, card)
        if records is None or message.guild is None:
            return
        when = message.created_at
        if is_sent:
            records.answered(message.guild.id, answered.reply, when)
        await records.missed(message.guild.id, question, answered.outcome, message.author.id, when)

    def _count(self, interaction: Press) -> None:
        now = interaction.created_at.timestamp()
        if wait := self._throttle.wait_seconds(interaction.user.id, now):
            raise AskedTooOftenError(wait)

    async def _send(
        self, interaction: Press, reply: Reply | None, outcome: object, *, is_private: bool
    ) -> None:
        if reply is None:
            return
        card = self._card(interaction, reply, outcome, is_private=is_private)
        await interaction.response.send_message(view=card, ephemeral=is_private)
        self._note_answer(interaction, reply)

    def _card(
        self, interaction: Press, reply: Reply, outcome: object, *, is_private: bool
    ) -> discord.ui.LayoutView:
        return build_card(
            reply,
            _private(interaction) if is_private else Audience.CHANNEL,
            interaction.user.id,
            is_question=_asks_back(outcome, reply),
            takes_votes=self._records is not None and _is_here(interaction),
        )

    def _note_answer(self, interaction: Press, reply: Reply) -> None:
        if self._records is not None and interaction.guild_id and _is_here(interaction):
            self._records.answered(interaction.guild_id, reply, interaction.created_at)

    async def _note_miss(self, interaction: Press, question: str, outcome: Outcome) -> None:
        if self._records is not None and interaction.guild_id and _is_here(interaction):
            when = interaction.created_at
            user_id = interaction.user.id
            await self._records.missed(interaction.guild_id, question, outcome, user_id, when)


async def _ask(
    answerer: Answerer,
    text: str,
    conversation: Hashable | None = None,
    previous: Option | None = None,
) -> Answered:
    """Answer a question; a long one beside the event loop, which others wait for."""
    if len(text) <= LONG_CHARS:
        return answerer.ask(text, conversation=conversation, previous=previous)
    return await asyncio.to_thread(answerer.ask, text, conversation=conversation, previous=previous)


def _asks_back(outcome: object, reply: Reply) -> bool:
    """Return whether a reply's actions are choices; one that declines is an answer."""
    return isinstance(outcome, Choices | Unknown) and reply.request is None


def _key(interaction: Press) -> tuple[int | None, int]:
    return interaction.channel_id, interaction.user.id


def _is_here(interaction: Press) -> bool:
    """Return whether the bot is in the server: people can bring it along to any other as well."""
    guild_id = interaction.guild_id
    return guild_id is not None and interaction.client.get_guild(guild_id) is not None


def _private(interaction: Press) -> Audience:
    return Audience.PRIVATE if interaction.guild_id is not None else Audience.ALONE


def _replied_to(message: discord.Message, own_id: int) -> discord.Message | None:
    resolved = message.reference.resolved if message.reference else None
    is_own = isinstance(resolved, discord.Message) and resolved.author.id == own_id
    return resolved if is_own else None  # type: ignore[return-value]


async def _reply(message: discord.Message, card: discord.ui.LayoutView) -> bool:
    """Reply, trying again while Discord is unwell; the nonce keeps it from posting twice.

    Returns whether it was sent.
    """
    nonce = secrets.randbits(63)
    for left in reversed(range(SEND_TRIES)):
        try:
            await message.reply(view=card, mention_author=False, nonce=nonce)
        except OUT_OF_REACH as error:
            is_passing = not isinstance(error, discord.HTTPException) or error.status >= 500
            if not is_passing or not left:
                log.warning("a reply could not be sent: %s", type(error).__name__)
                return False
            await asyncio.sleep(RETRY_SECONDS)
        else:
            return True
    return False


async def _react(message: discord.Message) -> None:
    try:
        await message.add_reaction(WAIT_EMOJI)
    except discord.HTTPException as error:
        log.debug("no reaction possible: %s", error.code)
