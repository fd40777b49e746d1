"""Where questions arrive in Discord and replies leave it: who sees what, and what may be edited."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

import discord

from bot.answers.answerer import Answered, Answerer
from bot.answers.reply import Reply, Request
from bot.errors import AskedTooOftenError
from bot.guilds import GuildShelf, ReadOwn, nothing_own
from bot.records import Records
from bot.sending import react, send_reply
from bot.throttle import Throttle
from bot.ui.buttons import asker_of, request_of
from bot.ui.cards import Audience, build_card
from intents.catalogue import SMALL_TALK
from intents.outcome import Answer, Choices, Option, Outcome, Unknown
from knowledge.store.guild_settings import DEFAULTS, GuildSettings

log = logging.getLogger(__name__)

Press: TypeAlias = discord.Interaction[Any]
SettingsOf: TypeAlias = Callable[[int | None], Awaitable[GuildSettings]]  # of a server

LONG_CHARS = 1000  # up to here a question takes a millisecond or two
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
        records: Records | None = None,
    ) -> None:
        """Take what answers, what reads a store, and what notes what became of questions."""
        self.answerer = answerer
        self._settings_of = settings_of
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

    async def reply_to(self, message: discord.Message, question: str, own_id: int) -> Sent | None:
        """Answer a message that addresses the bot, whose user is `own_id`."""
        if self._is_too_much(message):
            await react(message, WAIT_EMOJI)
            return None
        request = request_of(_replied_to(message, own_id))
        answered = await _ask(
            await self.at(message.guild.id if message.guild else None),
            question,
            conversation=(message.channel.id, message.author.id),
            previous=request.option if request else None,
        )
        sent = await self._reply(message, answered)
        if self._records is not None and message.guild is not None:
            who, when = message.author.id, message.created_at
            await self._records.missed(message.guild.id, question, answered.outcome, who, when)
        return sent

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
            await react(message, OFFER_EMOJI)

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
        records = self._records if message.guild else None
        card = build_card(
            answered.reply,
            Audience.CHANNEL,
            message.author.id,
            is_question=_asks_back(answered.outcome, answered.reply),
            takes_votes=records is not None,
        )
        sent = await send_reply(message, card)
        if sent is None:
            return None
        if records is not None and message.guild is not None:
            records.answered(message.guild.id, answered.reply, message.created_at)
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
