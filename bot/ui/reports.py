"""Reports to curators as cards, with pages where they don't fit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self, TypeAlias, cast

import discord
from discord import ui

from bot.answers.reply import Section
from bot.curators import guild_of, require_curator, store_of
from bot.errors import edge
from bot.reports import STATUS_DAYS, STATUS_TITLE, paged, status_sections
from bot.standing import Period, take_stock
from bot.ui.cards import BLURPLE

if TYPE_CHECKING:
    from bot.app import RolecallBot

Press: TypeAlias = discord.Interaction[Any]


class StatusButton(ui.DynamicItem[ui.Button[Any]], template=r"rc1:s:(?P<page>\d{1,4})"):
    """Another page of the status, as it is by now."""

    def __init__(self, button: ui.Button[Any], page: int) -> None:
        super().__init__(button)
        self.page = page

    @classmethod
    def of(cls, label: str, page: int, *, is_disabled: bool) -> Self:
        """Return a button to a page, counted from 0."""
        button: ui.Button[Any] = ui.Button(
            label=label, custom_id=f"rc1:s:{page}", disabled=is_disabled
        )
        return cls(button, page)

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button of a card that is already in Discord."""
        return cls(cast("ui.Button[Any]", item), int(match["page"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        """Turn the page, for curators."""
        async with edge(interaction):
            await require_curator(interaction)
            await interaction.response.defer()
            card = await _status_card(interaction, self.page)
            await interaction.edit_original_response(view=card)


async def show_status(interaction: Press) -> None:
    """Show how things stand, for whoever wants to see it alone."""
    await interaction.response.defer(ephemeral=True, thinking=True)  # it asks the store a lot
    await interaction.edit_original_response(view=await _status_card(interaction, 0))


async def _status_card(interaction: Press, page: int) -> ui.LayoutView:
    client: RolecallBot = interaction.client
    store, guild_id = store_of(interaction), guild_of(interaction)
    if client.records:
        await client.records.hand_over()
    base = (await client.desk.at(guild_id)).base
    period = Period(interaction.created_at, STATUS_DAYS, has_older_votes=True)
    pages = paged(status_sections(await take_stock(store, base, guild_id, period)))
    page = min(page, len(pages) - 1)
    card = build_report_card(STATUS_TITLE, pages[page], f"-# {page + 1} of {len(pages)}")
    if len(pages) > 1:
        back = StatusButton.of("Previous", max(page - 1, 0), is_disabled=page == 0)
        last = len(pages) - 1
        on = StatusButton.of("Next", min(page + 1, last), is_disabled=page == last)
        card.add_item(ui.ActionRow(back, on))
    return card


def build_report_card(title: str, sections: Sequence[Section], end: str) -> ui.LayoutView:
    """Return a card with a page of a report and a line under it."""
    container: ui.Container[Any] = ui.Container(
        ui.TextDisplay(f"## {title}"), accent_colour=BLURPLE
    )
    for section in sections:
        container.add_item(ui.TextDisplay("\n".join((f"### {section.heading}", *section.lines))))
    container.add_item(ui.TextDisplay(end))
    card = ui.LayoutView(timeout=None)
    card.add_item(container)
    return card
