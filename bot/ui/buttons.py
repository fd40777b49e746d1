"""The buttons and menus of cards. All their state is in their custom ids (`bot/ui/codes.py`)."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self, cast

import discord
from discord import ui

from bot.answers.reply import Action, Request
from bot.errors import edge
from bot.ui.codes import decode, encode

if TYPE_CHECKING:
    from bot.app import RolecallBot

ASK, CHOOSE, POST, REMOVE, JUMP = "rc1:a:", "rc1:c:", "rc1:p:", "rc1:x:", "rc1:j"
HELPFUL, UNHELPFUL = "rc1:y:", "rc1:n:"  # votes, which carry what was answered

_CURRENT = discord.ButtonStyle.primary

OUTDATED = "This button belongs to an older version of me. Ask again and you get a fresh card."
NOT_YOURS = "Only the person who asked can pick here. Ask me yourself: `/ask`."
NOT_YOURS_TO_REMOVE = "Only the person who asked, and moderators, can take this answer away."


class RequestButton(ui.DynamicItem[ui.Button[Any]], template=rf"{ASK}(?P<payload>.+)"):
    """Another facet or entry. The asker's card turns to it; anybody else gets a private one."""

    def __init__(self, button: ui.Button[Any], request: Request | None) -> None:
        super().__init__(button)
        self.request = request

    @classmethod
    def of(cls, action: Action) -> Self:
        """Return the button of an action."""
        style = _CURRENT if action.is_current else discord.ButtonStyle.secondary
        custom_id = encode(ASK, action.request)
        button: ui.Button[Any] = ui.Button(
            label=action.label, custom_id=custom_id, style=style, disabled=action.is_current
        )
        return cls(button, action.request)

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button of a card that is already in Discord."""
        return cls(cast("ui.Button[Any]", item), decode(match["payload"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        """Show what the button stands for."""
        async with edge(interaction):
            await _turn(interaction, self.request)


class ChoiceButton(
    ui.DynamicItem[ui.Button[Any]], template=rf"{CHOOSE}(?P<asker>\d+):(?P<payload>.+)"
):
    """One reading of an ambiguous question. Only the asker may pick it."""

    def __init__(self, button: ui.Button[Any], request: Request | None, asker_id: int) -> None:
        super().__init__(button)
        self.request = request
        self.asker_id = asker_id

    @classmethod
    def of(cls, action: Action, asker_id: int) -> Self:
        """Return the button of a choice."""
        custom_id = encode(f"{CHOOSE}{asker_id}:", action.request)
        button: ui.Button[Any] = ui.Button(
            label=action.label, custom_id=custom_id, style=discord.ButtonStyle.primary
        )
        return cls(button, action.request, asker_id)

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button of a card that is already in Discord."""
        request = decode(match["payload"])
        return cls(cast("ui.Button[Any]", item), request, int(match["asker"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        """Answer with the chosen reading."""
        async with edge(interaction):
            if interaction.user.id != self.asker_id:
                await interaction.response.send_message(NOT_YOURS, ephemeral=True)
                return
            await _turn(interaction, self.request)


class PostButton(ui.DynamicItem[ui.Button[Any]], template=rf"{POST}(?P<payload>.+)"):
    """Post a private answer for everybody."""

    def __init__(self, button: ui.Button[Any], request: Request | None) -> None:
        super().__init__(button)
        self.request = request

    @classmethod
    def of(cls, request: Request) -> Self:
        """Return the button that posts the answer to `request`."""
        return cls(ui.Button(label="Post it here", custom_id=encode(POST, request)), request)

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button of a card that is already in Discord."""
        return cls(cast("ui.Button[Any]", item), decode(match["payload"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        """Post the card."""
        async with edge(interaction):
            if self.request is None:
                await interaction.response.send_message(OUTDATED, ephemeral=True)
                return
            await _client(interaction).desk.post(interaction, self.request)


class RemoveButton(ui.DynamicItem[ui.Button[Any]], template=rf"{REMOVE}(?P<asker>\d+)"):
    """Take an answer away: for the person who asked, and moderators."""

    def __init__(self, button: ui.Button[Any], asker_id: int) -> None:
        super().__init__(button)
        self.asker_id = asker_id

    @classmethod
    def of(cls, asker_id: int) -> Self:
        """Return the button that lets `asker_id` take the card away."""
        return cls(ui.Button(label="Remove", custom_id=f"{REMOVE}{asker_id}"), asker_id)

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button of a card that is already in Discord."""
        return cls(cast("ui.Button[Any]", item), int(match["asker"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        """Delete the card, if whoever pressed may."""
        async with edge(interaction):
            may = interaction.permissions.manage_messages or interaction.user.id == self.asker_id
            if not may:
                await interaction.response.send_message(NOT_YOURS_TO_REMOVE, ephemeral=True)
                return
            await interaction.response.defer()
            with contextlib.suppress(discord.NotFound):  # somebody else was faster
                await interaction.delete_original_response()


class JumpSelect(ui.DynamicItem[ui.Select[Any]], template=JUMP):
    """More places to go than buttons are good for."""

    def __init__(self, menu: ui.Select[Any]) -> None:
        super().__init__(menu)

    @classmethod
    def of(cls, actions: Sequence[Action]) -> Self:
        """Return a menu of actions: 25 at most."""
        options = [
            discord.SelectOption(label=action.label, value=encode("", action.request))
            for action in actions
        ]
        return cls(ui.Select(custom_id=JUMP, placeholder="Go to …", options=options))

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, item: ui.Item[Any], __: re.Match[str], /
    ) -> Self:
        """Return the menu of a card that is already in Discord."""
        return cls(cast("ui.Select[Any]", item))

    async def callback(self, interaction: discord.Interaction) -> None:
        """Show what was picked."""
        picked = self.item.values
        async with edge(interaction):
            await _turn(interaction, decode(picked[0]) if picked else None)


ALL_ITEMS: tuple[type[ui.DynamicItem[Any]], ...] = (
    RequestButton,
    ChoiceButton,
    PostButton,
    RemoveButton,
    JumpSelect,
)


def asker_of(message: discord.Message | None) -> int | None:
    """Return who asked for a card, as its own remove button says; None if it has none."""
    for custom_id in _custom_ids(message):
        if custom_id.startswith(REMOVE) and custom_id.removeprefix(REMOVE).isdigit():
            return int(custom_id.removeprefix(REMOVE))
    return None


def request_of(message: discord.Message | None) -> Request | None:
    """Return what a card shows; None if it can't be told.

    Its own (disabled) button says so, or the buttons by which it is rated.
    """
    for item in _items(message):
        if isinstance(item, ui.Button) and item.custom_id:
            prefix = ASK if item.disabled else HELPFUL
            if item.custom_id.startswith(prefix):
                return decode(item.custom_id.removeprefix(prefix))
    return None


def _items(message: discord.Message | None) -> list[ui.Item[Any]]:
    if message is None or not message.components:
        return []
    return list(ui.LayoutView.from_message(message).walk_children())


def _custom_ids(message: discord.Message | None) -> list[str]:
    buttons = (item for item in _items(message) if isinstance(item, ui.Button))
    return [button.custom_id for button in buttons if button.custom_id]


def _client(interaction: discord.Interaction) -> RolecallBot:
    return cast("RolecallBot", interaction.client)


async def _turn(interaction: discord.Interaction, request: Request | None) -> None:
    if request is None:
        await interaction.response.send_message(OUTDATED, ephemeral=True)
        return
    await _client(interaction).desk.turn(interaction, request)
