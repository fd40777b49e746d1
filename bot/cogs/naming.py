"""Naming an entry in a command: autocomplete over all kinds, and what was typed in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast, get_args

import discord
from discord import app_commands

from bot.ui.texts import say
from intents.lookup import rank_names, resolve_name
from intents.outcome import Entity
from knowledge.models import Kind
from knowledge.text import fold

if TYPE_CHECKING:
    from bot.app import RolecallBot

MAX_CHOICES = 25  # Discord's limit
MAX_CHOICE_CHARS = 100
KINDS: tuple[Kind, ...] = get_args(Kind)

Press = discord.Interaction[Any]
EntryName = app_commands.Range[str, 1, MAX_CHOICE_CHARS]


async def complete_entry(interaction: Press, current: str) -> list[app_commands.Choice[str]]:
    """Offer the entries of a server that fit what is typed, best first."""
    client = cast("RolecallBot", interaction.client)
    answerer = await client.desk.at(interaction.guild_id)
    matches = rank_names(current[:MAX_CHOICE_CHARS], answerer.lexicon, KINDS, MAX_CHOICES)
    choices = []
    for match in matches:
        entity = match.name.entity
        entry = answerer.base.find(entity.kind, entity.id)
        name = f"{entry.name if entry else match.name.text} ({entity.kind})"
        choices.append(
            app_commands.Choice(name=name[:MAX_CHOICE_CHARS], value=f"{entity.kind}:{entity.id}")
        )
    words = fold(current).split()
    for entry in answerer.base.comparisons.values():  # they have no name by which they are asked
        if len(choices) < MAX_CHOICES and all(word in fold(entry.name) for word in words):
            label = f"{entry.name} (comparison)"[:MAX_CHOICE_CHARS]
            choices.append(app_commands.Choice(name=label, value=f"comparison:{entry.id}"))
    return choices


async def resolve_entry(interaction: Press, typed: str) -> Entity | None:
    """Return the entry that was named, or say what could have been meant and return None."""
    client = cast("RolecallBot", interaction.client)
    answerer = await client.desk.at(interaction.guild_id)
    kind, _, entry_id = typed.partition(":")
    if kind in KINDS and answerer.base.find(kind, entry_id):
        return Entity(kind, entry_id)
    found = resolve_name(typed, answerer.lexicon, KINDS)
    if isinstance(found, Entity):
        return found
    entries = [answerer.base.find(entity.kind, entity.id) for entity in found]
    near = ", ".join(f"**{entry.name}**" for entry in entries if entry is not None)
    hint = f" The nearest that I have: {near}." if near else ""
    await say(interaction, f"I have no entry of that name.{hint} Pick one from the list.")
    return None
