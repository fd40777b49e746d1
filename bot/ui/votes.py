"""The two buttons by which whoever asked says whether an answer helped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self, cast

import discord
from discord import ui

from bot.answers.reply import Request
from bot.curators import guild_of, store_of
from bot.errors import edge
from bot.subjects import is_known, subject_of
from bot.ui.buttons import HELPFUL, OUTDATED, UNHELPFUL, asker_of
from bot.ui.codes import decode, encode
from knowledge.store.feedback import AnswerKey

if TYPE_CHECKING:
    from bot.app import RolecallBot

THANKS = "Thanks, that's noted. Changed your mind? Press the other one."
THANKS_AND_SUGGEST = (
    "Thanks, that's noted. `/suggest` lets you tell the curators what is wrong or missing."
)
NOT_YOURS_TO_RATE = (
    "Only the person who asked can rate this answer. Ask me yourself: `/ask`, and rate yours."
)


class VoteButton(ui.DynamicItem[ui.Button[Any]], template=r"rc1:(?P<vote>[yn]):(?P<payload>.+)"):
    """Helpful, or not. For the asker alone; the last press counts."""

    def __init__(
        self, button: ui.Button[Any], request: Request | None, *, is_helpful: bool
    ) -> None:
        super().__init__(button)
        self.request = request
        self.is_helpful = is_helpful

    @classmethod
    def of(cls, request: Request, *, is_helpful: bool) -> Self:
        """Return one of the two buttons of the answer to `request`."""
        custom_id = encode(HELPFUL if is_helpful else UNHELPFUL, request)
        button: ui.Button[Any] = ui.Button(emoji="👍" if is_helpful else "👎", custom_id=custom_id)
        return cls(button, request, is_helpful=is_helpful)

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button of a card that is already in Discord."""
        button = cast("ui.Button[Any]", item)
        return cls(button, decode(match["payload"]), is_helpful=match["vote"] == "y")

    async def callback(self, interaction: discord.Interaction) -> None:
        """Take the vote, if it is the asker's."""
        async with edge(interaction):
            await interaction.response.send_message(
                await _vote(interaction, self.request, is_helpful=self.is_helpful), ephemeral=True
            )


async def _vote(
    interaction: discord.Interaction, request: Request | None, *, is_helpful: bool
) -> str:
    """Take a vote where it may be given; return what to say."""
    message = interaction.message
    if message is None or not _is_asker(interaction, message):
        return NOT_YOURS_TO_RATE
    client = cast("RolecallBot", interaction.client)
    guild_id = guild_of(interaction)
    subject = subject_of(request) if request else None
    if subject is None or not is_known(subject, (await client.desk.at(guild_id)).base):
        return OUTDATED
    answer = AnswerKey(
        guild_id, subject.kind, subject.entry_id, subject.facet, answer_id=str(message.id)
    )
    vote = store_of(interaction).feedback.vote
    await vote(answer, interaction.user.id, is_helpful=is_helpful)
    return THANKS if is_helpful else THANKS_AND_SUGGEST


def _is_asker(interaction: discord.Interaction, message: discord.Message) -> bool:
    """Return whether a card answers whoever pressed: nobody else sees a private one."""
    return message.flags.ephemeral or asker_of(message) == interaction.user.id
