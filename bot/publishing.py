"""Publish the commands to Discord, only when they differ from what it has.

Discord limits how often commands may be created, and every start of every process would count.
"""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import app_commands

log = logging.getLogger(__name__)

_ADDED_BY_DISCORD = frozenset(
    [
        "id",
        "application_id",
        "version",
        "guild_id",
        "handler",
        "default_permission",
        "name_localized",
        "description_localized",
        "name_localizations",
        "description_localizations",
    ]
)


async def publish(tree: app_commands.CommandTree[Any]) -> bool:
    """Make Discord's list of commands the tree's own.

    Returns:
        True if the commands are current now; False if Discord failed. Then the bot goes on with the
        commands that Discord had before, and the log says so.
    """
    ours = [command.to_dict(tree) for command in tree.get_commands()]
    try:
        # As Discord sends them: discord.py's `fetch_commands` loses the last of the contexts.
        client = tree.client
        theirs = await client.http.get_global_commands(client.application_id)
        if is_same(ours, theirs):
            log.info("the commands are published already")
            return True
        await tree.sync()
    except discord.HTTPException as error:
        log.warning(
            "the commands could not be published (%s %s); going on with the ones that Discord has",
            error.status,
            error.code,
        )
        return False
    log.info("published %d commands", len(ours))
    return True


def is_same(ours: Sequence[Mapping[str, Any]], theirs: Sequence[Mapping[str, Any]]) -> bool:
    """Return whether two lists of commands mean the same, in any order.

    Discord adds ids and leaves out what is empty; neither makes a difference.
    """
    by_name = {_identity(command): command for command in theirs}
    return len(ours) == len(theirs) and all(
        (other := by_name.get(_identity(command))) is not None and _covers(command, other)
        for command in ours
    )


def _identity(command: Mapping[str, Any]) -> tuple[str, int]:
    return command["name"], int(command.get("type") or 1)


def _covers(ours: object, theirs: object) -> bool:
    if isinstance(ours, Mapping):
        other = theirs if isinstance(theirs, Mapping) else {}
        keys = ours.keys() | (other.keys() - _ADDED_BY_DISCORD)
        return all(_covers(ours.get(key), other.get(key)) for key in keys)
    if isinstance(ours, list | tuple):
        others = theirs if isinstance(theirs, list | tuple) else []
        pairs = zip(ours, others, strict=False)
        return len(ours) == len(others) and all(_covers(a, b) for a, b in pairs)
    return ours == theirs or (not ours and not theirs)
