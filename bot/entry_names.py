"""Naming an entry in a command: autocomplete over all kinds, and what was typed in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast, get_args

import discord
from discord import app_commands

from bot.answers.reply import literal
from bot.curators import guild_of, is_curator, store_of
from bot.ui.texts import say
from intents.lookup import rank_names, resolve_name
from intents.outcome import Entity
from knowledge.models import Kind
from knowledge.store.outage import StoreUnavailable
from knowledge.text import fold

if TYPE_CHECKING:
    from bot.answers.answerer import Answerer
    from bot.app import RolecallBot

MAX_CHOICES = 25  # Discord's limit
MAX_CHOICE_CHARS = 100
MAX_NEAREST = 3
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


def find_entity(typed: str, answerer: Answerer) -> Entity | None:
    """Return the entry that an option names: picked from the list, or typed; None if unsure."""
    kind, _, entry_id = typed.partition(":")
    known = next((known for known in KINDS if known == kind), None)
    if known and answerer.base.find(known, entry_id):
        return Entity(known, entry_id)
    found = resolve_name(typed, answerer.lexicon, KINDS)
    return found if isinstance(found, Entity) else None


async def resolve_entry(interaction: Press, typed: str) -> Entity | None:
    """Return the entry that was named, or say what could have been meant and return None."""
    client = cast("RolecallBot", interaction.client)
    answerer = await client.desk.at(interaction.guild_id)
    if (entity := find_entity(typed, answerer)) is not None:
        return entity
    matches = rank_names(typed, answerer.lexicon, KINDS, MAX_NEAREST)
    near = ", ".join(f"**{literal(match.name.text)}**" for match in matches)
    hint = f" The nearest that I have: {near}." if near else ""
    await say(interaction, f"I have no entry of that name.{hint} Pick one from the list.")
    return None


async def complete_past(interaction: Press, current: str) -> list[app_commands.Choice[str]]:
    """Offer curators the entries of a server, those that were removed as well."""
    if not await is_curator(interaction):  # Discord asks no check before this
        return []
    choices = await complete_entry(interaction, current)
    try:
        removed = await store_of(interaction).revisions.removed(guild_of(interaction))
    except StoreUnavailable:
        return choices
    known = {choice.value for choice in choices}
    for revision in removed:
        value = f"{revision.entry.kind}:{revision.entry.entry_id}"
        if value not in known and fold(current) in fold(revision.entry.entry_id):
            label = f"{revision.entry.entry_id} ({revision.entry.kind}, removed)"
            choices.insert(0, app_commands.Choice(name=label, value=value))
    return choices[:MAX_CHOICES]


async def resolve_past(interaction: Press, typed: str) -> Entity | None:
    """Return the entry that was named, or say what could be meant and return None.

    It may be removed, or stored and not shown: by what it points to, or can't be read any more.
    """
    client = cast("RolecallBot", interaction.client)
    base = (await client.desk.at(interaction.guild_id)).base
    for revision in await store_of(interaction).revisions.heads(guild_of(interaction)):
        key = revision.entry
        is_named = typed.strip() in {f"{key.kind}:{key.entry_id}", key.entry_id}
        if is_named and base.find(key.kind, key.entry_id) is None:
            return Entity(key.kind, key.entry_id)
    return await resolve_entry(interaction, typed)
