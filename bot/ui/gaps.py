"""Paging through the questions that had no answer, and deciding on them.

Where a card stands is in its custom ids, so it works after a restart. Gaps come and go meanwhile:
whatever is pressed on one that is gone shows the next.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, Self, TypeAlias, cast

import discord
from discord import ui

from bot.curators import guild_of, require_curator, store_of
from bot.errors import edge
from bot.ui.cards import AMBER, GREY
from knowledge.models import Kind
from knowledge.store.gaps import Gap, GapState

if TYPE_CHECKING:
    from bot.app import RolecallBot

Press: TypeAlias = discord.Interaction[Any]

Move = Literal["back", "on", "assign", "term", "topic", "not-ours", "drop"]

NOTHING_LEFT = (
    "Nothing is left here. Questions show up once two people, or one on two days, asked what I "
    "couldn't answer."
)
GONE = "-# That question is gone: somebody decided on it, or nobody asked it for 30 days."
_DECISIONS: Mapping[str, tuple[GapState, str]] = {
    "not-ours": ("not-ours", "-# Noted: that one isn't ours. It won't come up again."),
    "drop": ("dropped", "-# Dropped."),
}
_WRITES: Mapping[str, Kind] = {"term": "term", "topic": "topic"}
_LABELS: Mapping[Move, str] = {
    "back": "Previous",
    "on": "Next",
    "assign": "Assign to an entry",
    "term": "Write a term",
    "topic": "Write a topic",
    "not-ours": "Not ours",
    "drop": "Drop",
}


# What can be done about a gap, in the order of the buttons.
_MOVES: Sequence[Move] = ("assign", "term", "topic", "not-ours", "drop")


class GapButton(
    ui.DynamicItem[ui.Button[Any]],
    template=r"rc1:g:(?P<move>[a-z-]+):(?P<place>\d{1,6}):(?P<gap>\d{1,19})",
):
    """One thing to do with the gap that is shown."""

    def __init__(self, button: ui.Button[Any], move: str, place: int, gap_id: int) -> None:
        super().__init__(button)
        self.move = move
        self.place = place
        self.gap_id = gap_id

    @classmethod
    def of(cls, move: Move, place: int, gap: Gap, *, is_disabled: bool = False) -> Self:
        """Return the button of a gap that is shown at `place` in the list, from 0."""
        style = discord.ButtonStyle.secondary
        if move in ("assign", *_WRITES):
            style = discord.ButtonStyle.primary
        button: ui.Button[Any] = ui.Button(
            label=_LABELS[move],
            custom_id=f"rc1:g:{move}:{place}:{gap.gap_id}",
            style=style,
            disabled=is_disabled,
        )
        return cls(button, move, place, gap.gap_id)

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button of a card that is already in Discord."""
        button = cast("ui.Button[Any]", item)
        return cls(button, match["move"], int(match["place"]), int(match["gap"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        """Do what the button says, if whoever pressed is a curator."""
        async with edge(interaction):
            await require_curator(interaction)
            gaps = await store_of(interaction).gaps.open_gaps(guild_of(interaction))
            places = [place for place, gap in enumerate(gaps) if gap.gap_id == self.gap_id]
            if not places:
                await turn_to(interaction, self.place, GONE)
                return
            await self._do(interaction, gaps[places[0]], places[0])

    async def _do(self, interaction: Press, gap: Gap, place: int) -> None:
        teaching = cast("RolecallBot", interaction.client).curatorship.teaching
        if self.move in _DECISIONS:
            state, note = _DECISIONS[self.move]
            is_there = await store_of(interaction).gaps.decide(gap.guild_id, gap.gap_id, state)
            await turn_to(interaction, place, note if is_there else GONE)
        elif self.move == "assign":
            await teaching.assign(interaction, gap)
        elif self.move in _WRITES:
            await teaching.write(interaction, gap, _WRITES[self.move])
        else:
            step = {"back": -1, "on": 1}.get(self.move, 0)
            await turn_to(interaction, place + step)


async def show_gaps(interaction: Press) -> None:
    """Show the gap that was asked most, for whoever wants to see it alone."""
    gaps = await store_of(interaction).gaps.open_gaps(guild_of(interaction))
    card = build_gap_card(gaps, 0)
    await interaction.response.send_message(view=card, ephemeral=True)


async def turn_to(interaction: Press, place: int, note: str = "") -> None:
    """Turn the card to the gap that is at `place` of the list by now, under a note."""
    gaps = await store_of(interaction).gaps.open_gaps(guild_of(interaction))
    card = build_gap_card(gaps, place, note)
    await interaction.response.edit_message(view=card)


def build_gap_card(gaps: Sequence[Gap], place: int, note: str = "") -> ui.LayoutView:
    """Return the card of the gap at `place`, or of the nearest there is."""
    container: ui.Container[Any] = ui.Container(
        ui.TextDisplay("## What I couldn't answer"), accent_colour=AMBER if gaps else GREY
    )
    if note:
        container.add_item(ui.TextDisplay(note))
    card = ui.LayoutView(timeout=None)
    card.add_item(container)
    if not gaps:
        container.add_item(ui.TextDisplay(NOTHING_LEFT))
        return card
    place = max(0, min(place, len(gaps) - 1))
    gap = gaps[place]
    container.add_item(ui.TextDisplay(f"> {gap.words}"))
    container.add_item(ui.TextDisplay(how_often(gap)))
    moves = [GapButton.of(move, place, gap) for move in _MOVES]
    container.add_item(ui.ActionRow(*moves))
    container.add_item(ui.TextDisplay(f"-# {place + 1} of {len(gaps)}"))
    back = GapButton.of("back", place, gap, is_disabled=place == 0)
    on = GapButton.of("on", place, gap, is_disabled=place == len(gaps) - 1)
    card.add_item(ui.ActionRow(back, on))
    return card


def how_often(gap: Gap) -> str:
    """Return by how many people a gap was asked, and when."""
    people = "1 person" if gap.people == 1 else f"{gap.people} people"
    if gap.days == 1:
        return f"Asked by {people} on {gap.asked_on.isoformat()}."
    who = f"up to {people} a day" if gap.people > 1 else "one person a day"
    return f"Asked on {gap.days} days by {who}, last on {gap.asked_on.isoformat()}."
