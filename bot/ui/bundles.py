"""The cards of exports and imports, and the buttons under a dry run."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self, cast

import discord
from discord import ui

from bot.curation.reports import Report
from bot.errors import edge
from bot.ui.texts import BLURPLE, text_card

if TYPE_CHECKING:
    from bot.app import RolecallBot

PREFIX = "rc1:i:"
IMPORT, LOOK, DISCARD = "i", "l", "d"
ZIP_NAME, REST_NAME = "entries.zip", "everything.txt"

GREEN = discord.Colour(0x248046)  # nothing is wrong
AMBER = discord.Colour(0xF0B232)  # something has to be mended first


class ImportButton(
    ui.DynamicItem[ui.Button[Any]], template=rf"{PREFIX}(?P<verb>[a-z]):(?P<name>[0-9a-f]{{12}})"
):
    """What a curator does with an import. The import itself is on the bot's shelf."""

    def __init__(self, button: ui.Button[Any], verb: str, name: str) -> None:
        super().__init__(button)
        self.verb = verb
        self.name = name

    @classmethod
    def of(
        cls,
        label: str,
        verb: str,
        name: str,
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    ) -> Self:
        """Return the button that does `verb` with the import called `name`."""
        button: ui.Button[Any] = ui.Button(
            label=label, custom_id=f"{PREFIX}{verb}:{name}", style=style
        )
        return cls(button, verb, name)

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button of a card that is already in Discord."""
        return cls(cast("ui.Button[Any]", item), match["verb"], match["name"])

    async def callback(self, interaction: discord.Interaction) -> None:
        """Do it."""
        async with edge(interaction):
            client = cast("RolecallBot", interaction.client)
            await client.curatorship.bundling.press(interaction, self.verb, self.name)


BUNDLE_ITEMS: tuple[type[ui.DynamicItem[Any]], ...] = (ImportButton,)


def file_card(
    text: str, file: str, title: str = "", colour: discord.Colour = BLURPLE
) -> ui.LayoutView:
    """Return a card of a text with an attached file under it, "" for none."""
    card = text_card(text, title, colour)
    if file:
        card.add_item(ui.File(f"attachment://{file}"))
    return card


def report_card(report: Report, name: str | None) -> ui.LayoutView:
    """Return the card of a dry run; of one that can't be imported where `name` is None."""
    colour = AMBER if name is None else GREEN
    card = file_card(report.text, REST_NAME if report.rest else "", report.title, colour)
    if name is not None:
        yes = ImportButton.of("Import", IMPORT, name, discord.ButtonStyle.success)
        card.add_item(ui.ActionRow(yes, ImportButton.of("Discard", DISCARD, name)))
    return card


def conflict_card(text: str, name: str) -> ui.LayoutView:
    """Return the card that offers another look."""
    card = text_card(text, "Not imported", AMBER)
    again = ImportButton.of("Look again", LOOK, name, discord.ButtonStyle.primary)
    card.add_item(ui.ActionRow(again, ImportButton.of("Discard", DISCARD, name)))
    return card


def rest_files(report: Report) -> Sequence[discord.File]:
    """Return the whole of a report as a file, where the card doesn't hold it."""
    return [text_file(report.rest)] if report.rest else []


def text_file(text: str) -> discord.File:
    """Return a text as a file."""
    return discord.File(io.BytesIO(text.encode("utf-8", "replace")), filename=REST_NAME)


def zip_file(raw: bytes) -> discord.File:
    """Return a zip as a file."""
    return discord.File(io.BytesIO(raw), filename=ZIP_NAME)
