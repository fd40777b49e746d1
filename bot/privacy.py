"""What people do about what is kept of them: see it, delete it, not be listened to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import discord
from discord import app_commands

from bot.preferences import Preferences
from bot.ui import privacy as cards
from knowledge.store.store import Store

Press: TypeAlias = discord.Interaction[Any]


class PrivacyDesk:
    """Takes the steps of `/privacy`, for whoever presses: always privately."""

    def __init__(
        self, store: Store | None, preferences: Preferences, forget: Callable[[int], None]
    ) -> None:
        """Take the store, and what forgets what a person is in the middle of.

        Without a store nothing is kept, and there is no `/privacy`.
        """
        self._forget = forget
        self._store = store
        self._preferences = preferences

    async def open(self, interaction: Press) -> None:
        """Show what is kept."""
        await interaction.response.defer(ephemeral=True)
        await interaction.edit_original_response(view=await self._overview(interaction))

    async def step(self, interaction: Press, what: str) -> None:
        """Do what a button of the card stands for, and show what is so now.

        Raises:
            StoreUnavailable: nothing was changed.
        """
        await interaction.response.defer()  # the store may take a while
        card, files = await self._take(interaction, what)
        await interaction.edit_original_response(view=card, attachments=files)

    async def _take(
        self, interaction: Press, what: str
    ) -> tuple[discord.ui.LayoutView, list[discord.File]]:
        store, user_id = self._opened(), interaction.user.id
        match what:
            case "mine":
                return cards.mine(await store.privacy.show(user_id))
            case "delete":
                return cards.confirm(await store.privacy.show(user_id)), []
            case "sure":
                self._forget(user_id)
                return cards.deleted(await store.privacy.delete(user_id)), []
            case "deaf" | "hear":
                if (guild_id := _server(interaction)) is None:
                    raise app_commands.NoPrivateMessage
                change = store.opt_outs.add if what == "deaf" else store.opt_outs.remove
                await change(guild_id, user_id)
                return cards.overview(is_opted_out=what == "deaf"), []
            case _:  # back, and whatever older cards may hold
                return await self._overview(interaction), []

    async def _overview(self, interaction: Press) -> discord.ui.LayoutView:
        is_out = None
        if (guild_id := _server(interaction)) is not None:
            # Not known: offer what keeps the bot from listening.
            is_out = await self._preferences.is_opted_out(guild_id, interaction.user.id) or False
        return cards.overview(is_opted_out=is_out)

    def _opened(self) -> Store:
        if self._store is None:
            raise app_commands.CheckFailure
        return self._store


def _server(interaction: Press) -> int | None:
    """Return the server that an interaction is in, if the bot is there: only then it listens."""
    guild_id = interaction.guild_id
    is_there = guild_id is not None and interaction.client.get_guild(guild_id) is not None
    return guild_id if is_there else None
