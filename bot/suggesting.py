"""Members' suggestions, from the form to the decision, of which their author is told."""

from __future__ import annotations

import logging
from collections import OrderedDict
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

import discord

from bot.answers.reply import literal
from bot.curation.drafts import Draft, Settles
from bot.curation.suggesting import Suggested, draft_text, read_suggested
from bot.curators import guild_of, require_curator
from bot.errors import AskedTooOftenError
from bot.throttle import Throttle
from bot.ui.forms import WhyModal
from bot.ui.suggest import APPROVE, EDIT, REJECT, SuggestModal, suggestion_card
from bot.ui.texts import say
from knowledge.models import Kind
from knowledge.proposal import Target
from knowledge.store.outage import StoreUnavailable
from knowledge.store.suggestions import Suggestion

if TYPE_CHECKING:
    from bot.app import RolecallBot
    from bot.curating import Curating

log = logging.getLogger(__name__)

Press: TypeAlias = discord.Interaction[Any]

MAX_WAITING = 1_000
MAX_FORMS, PERIOD_SECONDS = 3, 600.0  # of one person

NOT_SET_UP = (
    "This server has no channel for suggestions yet, so there is nobody to read yours. Its "
    "moderators can set one: `/settings curators-channel`."
)
CANT_POST = (
    "I can't write to the curators' channel, so nothing was handed in. A moderator can check my "
    "permissions there."
)
HANDED_IN = "Thanks! The curators of this server see it now, and I tell you here what they decide."
GONE = "I don't have this suggestion any more: its author deleted it, or half a year went by."
DECIDED = "That was {state} already{who}."


class Suggesting:
    """Takes suggestions and decisions."""

    def __init__(self, client: RolecallBot, curating: Curating) -> None:
        self._client = client
        self._curating = curating
        self._store = curating.workshop.store
        self._authors: OrderedDict[int, Press] = OrderedDict()  # whom to tell, by suggestion
        self._throttle = Throttle(MAX_FORMS, PERIOD_SECONDS)
        curating.on_published(self._published)

    async def open(self, interaction: Press) -> None:
        """Show the form, where somebody reads what is suggested.

        Raises:
            AskedTooOftenError: they opened it too often; nobody has typed anything yet.
        """
        settings = await self._store.settings.get(guild_of(interaction))
        if settings.curators_channel_id is None:
            await say(interaction, NOT_SET_UP)
            return
        now = interaction.created_at.timestamp()
        if wait := self._throttle.wait_seconds(interaction.user.id, now):
            raise AskedTooOftenError(wait)
        await interaction.response.send_modal(SuggestModal(self._take))

    async def _take(self, interaction: Press, suggested: Suggested) -> None:
        """Keep a suggestion and show it to the curators; take it back if they can't see it."""
        guild_id = guild_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        settings = await self._store.settings.get(guild_id)
        channel = self._client.get_channel(settings.curators_channel_id or 0)
        if not isinstance(channel, discord.abc.Messageable):
            await interaction.edit_original_response(content=CANT_POST)
            return
        made = await self._store.suggestions.add(
            guild_id, interaction.user.id, interaction.channel_id or 0, suggested.kept()
        )
        try:
            message = await channel.send(view=suggestion_card(made))
        except discord.HTTPException as error:
            log.warning("a suggestion could not be shown to the curators: %s", error.code)
            await self._store.suggestions.discard(guild_id, made.suggestion_id)
            await interaction.edit_original_response(content=CANT_POST)
            return
        self._remember(made.suggestion_id, interaction)
        try:
            await self._store.suggestions.place_card(guild_id, made.suggestion_id, message.id)
        except StoreUnavailable:  # it is handed in all the same
            log.warning("the store is away: a suggestion's card won't show what is decided")
        await interaction.edit_original_response(content=HANDED_IN)

    async def press(self, interaction: Press, verb: str, suggestion_id: int) -> None:
        """Do what a curator decided."""
        await require_curator(interaction)
        found = await self._store.suggestions.find(guild_of(interaction), suggestion_id)
        if found is None:
            await say(interaction, GONE)
        elif found.state != "pending":
            who = f" by <@{found.decided_by}>" if found.decided_by else ""
            await say(interaction, DECIDED.format(state=found.state, who=who))
        elif verb == REJECT:
            take = partial(self._reject, found)
            await interaction.response.send_modal(
                WhyModal("Reject the suggestion", take, "The member reads this")
            )
        else:
            await self._accept(interaction, found, verb)

    async def _accept(self, interaction: Press, found: Suggestion, verb: str) -> None:
        suggested = read_suggested(found.text)
        if suggested.kind == "mend":
            await interaction.response.defer()
            await self._decide(found, interaction.user.id, APPROVE)
            return
        draft = self._draft(interaction, found, suggested, suggested.kind)
        if verb == EDIT:
            await self._curating.open_page(interaction, None, draft)
        else:
            await self._curating.publish_or_show(interaction, draft)

    def _draft(
        self, interaction: Press, found: Suggestion, suggested: Suggested, kind: Kind
    ) -> Draft:
        text = draft_text(suggested, kind, interaction.created_at.date())
        draft = self._curating.draft(interaction, Target(kind, None), text, "a member's suggestion")
        return replace(draft, settles=Settles(suggestion_id=found.suggestion_id))

    async def _reject(self, found: Suggestion, interaction: Press, why: str) -> None:
        await interaction.response.defer()
        await self._decide(found, interaction.user.id, REJECT, why)

    async def _published(self, draft: Draft) -> None:
        """Approve the suggestion that a published draft came from.

        The draft is saved already, so this may fail.
        """
        number = draft.settles.suggestion_id
        if number is None:
            return
        try:
            found = await self._store.suggestions.find(draft.guild_id, number)
            if found is not None and found.state == "pending":
                await self._decide(found, draft.curator_id, APPROVE)
        except StoreUnavailable:
            log.warning("the store is away: a suggestion stays open although it is published")

    async def _decide(self, found: Suggestion, curator_id: int, verb: str, why: str = "") -> None:
        decision = await self._store.suggestions.decide(
            found.guild_id,
            found.suggestion_id,
            "approved" if verb == APPROVE else "rejected",
            curator_id,
        )
        if decision is None:
            return
        await self._redraw(decision.suggestion)
        if decision.is_first:
            await self._tell(decision.suggestion, why)

    async def _redraw(self, suggestion: Suggestion) -> None:
        """Show on the curators' card what was decided."""
        settings = await self._store.settings.get(suggestion.guild_id)
        if suggestion.card_message_id is None or settings.curators_channel_id is None:
            return
        channel = self._client.get_partial_messageable(settings.curators_channel_id)
        message = channel.get_partial_message(suggestion.card_message_id)
        try:
            await message.edit(view=suggestion_card(suggestion))
        except discord.HTTPException as error:  # deleted, or in a channel that was used before
            log.debug("a suggestion's card could not be changed: %s", error.code)

    async def _tell(self, suggestion: Suggestion, why: str) -> None:
        """Tell the author what became of it: alone if they are still there, else in the channel."""
        name = literal(read_suggested(suggestion.text).name)
        verdict = "was approved" if suggestion.state == "approved" else "was not taken up"
        text = f"Your suggestion **{name}** {verdict}." + (f"\n> {why}" if why else "")
        asked = self._authors.pop(suggestion.suggestion_id, None)
        try:
            if asked is not None and not asked.is_expired():
                await asked.followup.send(text, ephemeral=True)
                return
            author = discord.Object(suggestion.author_id)
            channel = self._client.get_partial_messageable(suggestion.channel_id)
            await channel.send(
                f"<@{suggestion.author_id}> {text}",
                allowed_mentions=discord.AllowedMentions(users=[author]),
            )
        except discord.HTTPException as error:
            log.warning("whoever made a suggestion could not be told: %s", error.code)

    def forget(self, user_id: int) -> None:
        """Forget what a person handed in; they are told in the channel what becomes of it."""
        theirs = [n for n, asked in self._authors.items() if asked.user.id == user_id]
        for number in theirs:
            del self._authors[number]

    def expire(self) -> None:
        """Forget whom nothing can be told in private any more."""
        gone = [number for number, asked in self._authors.items() if asked.is_expired()]
        for number in gone:
            del self._authors[number]

    def _remember(self, suggestion_id: int, interaction: Press) -> None:
        self._authors[suggestion_id] = interaction
        while len(self._authors) > MAX_WAITING:
            self._authors.popitem(last=False)
