"""Short texts to one person: said at once, after a wait, or in the place of what was there."""

from typing import Any, TypeAlias

import discord
from discord import ui

BLURPLE = discord.Colour(0x5865F2)

Press: TypeAlias = discord.Interaction[Any]


def text_card(text: str, title: str = "", colour: discord.Colour = BLURPLE) -> ui.LayoutView:
    """Return a card of plain text: a title (may be empty) and Markdown under it."""
    texts = [ui.TextDisplay[Any](part) for part in (title and f"## {title}", text) if part]
    card = ui.LayoutView(timeout=None)
    card.add_item(ui.Container(*texts, accent_colour=colour))
    return card


async def say(interaction: Press, text: str, title: str = "") -> None:
    """Say something to the person behind an interaction alone."""
    if interaction.response.is_done():
        await interaction.followup.send(view=text_card(text, title), ephemeral=True)
    else:
        await interaction.response.send_message(view=text_card(text, title), ephemeral=True)
