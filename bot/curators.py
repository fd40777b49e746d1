"""Who may teach the bot: whoever may manage the server, and who has the role that it named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

if TYPE_CHECKING:
    from bot.app import RolecallBot
    from knowledge.store.store import Store

Press = discord.Interaction[Any]


class NotACuratorError(app_commands.CheckFailure):
    """Somebody tries what only curators may."""


class NotAManagerError(app_commands.CheckFailure):
    """Somebody tries what only people may who may manage the server."""


def store_of(interaction: Press) -> Store:
    """Return the store of the bot that an interaction is with.

    Raises:
        NoPrivateMessage: the interaction isn't in a server, and everything stored belongs to one.
    """
    client: RolecallBot = interaction.client
    if interaction.guild_id is None or client.store is None:
        raise app_commands.NoPrivateMessage
    return client.store


def guild_of(interaction: Press) -> int:
    """Return the id of the server that an interaction is in. Raises as `store_of`."""
    if interaction.guild_id is None:
        raise app_commands.NoPrivateMessage
    return interaction.guild_id


async def is_curator(interaction: Press) -> bool:
    """Return whether the person behind an interaction in a server may teach the bot there."""
    if interaction.permissions.manage_guild:
        return True
    client: RolecallBot = interaction.client
    settings = await client.preferences.settings(guild_of(interaction))
    roles = interaction.user.roles if isinstance(interaction.user, discord.Member) else ()
    return any(role.id == settings.curator_role_id for role in roles)


async def require_curator(interaction: Press) -> None:
    """Let curators pass.

    Discord shows curators' commands to whom the server's admins want, and buttons to everybody who
    sees the message, so both are checked here.

    Raises:
        NotACuratorError: the person isn't one.
        NoPrivateMessage: there is no server.
    """
    if not await is_curator(interaction):
        raise NotACuratorError


def require_manager(interaction: Press) -> None:
    """Let people pass who may manage the server: who curates is theirs to say.

    Raises:
        NotAManagerError: the person may not.
        NoPrivateMessage: there is no server.
    """
    guild_of(interaction)
    if not interaction.permissions.manage_guild:
        raise NotAManagerError
