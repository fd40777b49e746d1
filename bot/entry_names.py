"""Naming an entry in a command: autocomplete over all kinds, and what was typed in the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast, get_args

import discord
from discord import app_commands

from bot.answers.reply import literal
from bot.curators import guild_of, is_curator, store_of
from bot.ui.texts import say
from intents.lookup import EXACT, rank_names, resolve_name
from intents.outcome import Entity
from knowledge.base import KnowledgeBase, kind_of
from knowledge.models import AnyEntry, Kind
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
    """Offer the entries of a server that fit what is typed, best first.

    Before anything is typed the server's own come first: they are what is changed most.
    """
    client = cast("RolecallBot", interaction.client)
    answerer = await client.desk.at(interaction.guild_id)
    base, shared = answerer.base, client.desk.answerer.base
    entries: list[AnyEntry] = []
    if not fold(current):
        entries += (e for e in base.entries() if shared.find(kind_of(e), e.id) is not e)
    entries += _unnamed(current, base)
    for match in rank_names(current[:MAX_CHOICE_CHARS], answerer.lexicon, KINDS, MAX_CHOICES):
        found = base.find(match.name.entity.kind, match.name.entity.id)
        if found is not None:
            entries.insert(0 if match.tier == EXACT and fold(current) else len(entries), found)
    choices = {
        f"{kind_of(entry)}:{entry.id}": f"{entry.name} ({kind_of(entry)})" for entry in entries
    }
    return [
        app_commands.Choice(name=label[:MAX_CHOICE_CHARS], value=value)
        for value, label in list(choices.items())[:MAX_CHOICES]
    ]


def _unnamed(typed: str, base: KnowledgeBase) -> list[AnyEntry]:
    """Return the topics and comparisons that fit: they are asked for, and not named, elsewhere."""
    words = fold(typed).split()
    if not words:
        return []
    entries: list[AnyEntry] = [*base.topics.values(), *base.comparisons.values()]
    fitting = [
        (fold(entry.name) != fold(typed), entry.name, entry)
        for entry in entries
        if any(all(word in name for word in words) for name in _names(entry))
    ]
    return [entry for _, _, entry in sorted(fitting, key=lambda found: found[:2])]


def _names(entry: AnyEntry) -> Iterator[str]:
    yield fold(entry.name)
    yield from (fold(name) for _, name in entry.aliases.by_kind())


def find_entity(typed: str, answerer: Answerer) -> Entity | None:
    """Return the entry that an option names: picked from the list, or typed; None if unsure."""
    kind, _, entry_id = typed.partition(":")
    known = next((known for known in KINDS if known == kind), None)
    if known and answerer.base.find(known, entry_id):
        return Entity(known, entry_id)
    meant = [e for e in _unnamed(typed, answerer.base) if fold(typed) in {*_names(e), fold(e.id)}]
    if len(meant) == 1:
        return Entity(kind_of(meant[0]), meant[0].id)
    found = resolve_name(typed, answerer.lexicon, KINDS)
    if isinstance(found, Entity):
        return found
    topics = _unnamed(typed, answerer.base)
    is_only = len(topics) == 1 and not found
    return Entity(kind_of(topics[0]), topics[0].id) if is_only else None


async def resolve_entry(interaction: Press, typed: str) -> Entity | None:
    """Return the entry that was named, or say what could have been meant and return None."""
    client = cast("RolecallBot", interaction.client)
    answerer = await client.desk.at(interaction.guild_id)
    if (entity := find_entity(typed, answerer)) is not None:
        return entity
    matches = rank_names(typed, answerer.lexicon, KINDS, MAX_NEAREST)
    names = [match.name.text for match in matches]
    names += [entry.name for entry in _unnamed(typed, answerer.base)]
    near = ", ".join(f"**{literal(name)}**" for name in names[:MAX_NEAREST])
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
