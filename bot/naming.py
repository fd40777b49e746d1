"""By which names a server finds things, and which shared entries it doesn't want."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import discord
from discord import app_commands

from bot.answers.reply import literal
from bot.curators import guild_of, is_curator
from bot.entry_names import MAX_CHOICE_CHARS, MAX_CHOICES, find_entity
from bot.ui.texts import say
from intents.outcome import Entity
from knowledge.editing import whole, with_name, without_name
from knowledge.models import AliasKind, Kind
from knowledge.proposal import Target
from knowledge.text import fold

if TYPE_CHECKING:
    from bot.curating import Curating
    from bot.desk import Desk


Press: TypeAlias = discord.Interaction[Any]

NO_SUCH_NAME = "**{entry}** has no other name “{name}”. Pick one from the list."
OWN_ENTRY = "**{name}** is your server's own entry: `/kb remove` takes it away."
OWN_VERSION = (
    "Your server changed **{name}** or added to it, and that would go on being answered: "
    "`/kb remove` takes it back, and then the shared entry can be hidden."
)
SKILL = "Skills can't be hidden, since roles name them. `/kb edit` changes one for this server."
HIDDEN = "**{name}** is hidden here: members don't get it any more. `/kb unhide` brings it back."
UNHIDDEN = "**{name}** is back: members get it again."
NOT_HIDDEN = "That isn't hidden here. Pick one from the list."


class Naming:
    """Changes names, hides and brings back."""

    def __init__(self, desk: Desk, curating: Curating) -> None:
        self._desk = desk
        self._curating = curating
        self._store = curating.workshop.store

    async def add(self, interaction: Press, entity: Entity, name: str, kind: AliasKind) -> None:
        """Make a draft of an entry with one more name."""
        now = await self._curating.workshop.current(guild_of(interaction), entity)
        text = with_name(now.document, entity.id, kind, name)
        target, why = Target(entity.kind, entity.id), f"also called {name}"
        draft = self._curating.draft(interaction, target, text, why, now.number)
        await self._curating.show(interaction, None, draft)

    async def remove(self, interaction: Press, entity: Entity, name: str) -> None:
        """Make a draft of an entry without one of its names."""
        now = await self._curating.workshop.current(guild_of(interaction), entity)
        text = without_name(now.document, name) if now.document else None
        if text is None:
            base = (await self._desk.at(interaction.guild_id)).base
            entry = base.find(entity.kind, entity.id)
            text = without_name(whole(entry), name) if entry else None
        if text is None:
            shown = literal(entry.name if entry else entity.id)
            await say(interaction, NO_SUCH_NAME.format(entry=shown, name=literal(name)))
            return
        target, why = Target(entity.kind, entity.id), f"no longer called {name}"
        draft = self._curating.draft(interaction, target, text, why, now.number)
        await self._curating.show(interaction, None, draft)

    async def hide(self, interaction: Press, entity: Entity) -> None:
        """Take a shared entry away in this server."""
        guild_id = guild_of(interaction)
        now = await self._curating.workshop.current(guild_id, entity)
        entry = self._desk.answerer.base.find(entity.kind, entity.id)
        if entry is None or now.document is not None:
            text = OWN_ENTRY if entry is None else OWN_VERSION
            name = literal(await self._name(interaction, entity))
            await say(interaction, text.format(name=name))
            return
        if entity.kind == "skill":
            await say(interaction, SKILL)
            return
        key = entity.kind, entity.id
        await self._store.settings.change(
            guild_id, lambda old: old.having(hidden=old.hidden | {key})
        )
        await say(interaction, HIDDEN.format(name=literal(entry.name)))

    async def unhide(self, interaction: Press, typed: str) -> None:
        """Bring a hidden entry back."""
        guild_id = guild_of(interaction)
        hidden = (await self._store.settings.get(guild_id)).hidden
        key = next((key for key in hidden if typed in {":".join(key), key[1]}), None)
        if key is None:
            await say(interaction, NOT_HIDDEN)
            return
        await self._store.settings.change(
            guild_id, lambda old: old.having(hidden=old.hidden - {key})
        )
        await say(interaction, UNHIDDEN.format(name=literal(self._shared_name(*key))))

    async def complete_name(
        self, interaction: Press, current: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the names of the entry that is chosen already."""
        typed = str(getattr(interaction.namespace, "entry", "") or "")
        answerer = await self._desk.at(interaction.guild_id)
        entity = find_entity(typed, answerer)
        entry = answerer.base.find(entity.kind, entity.id) if entity else None
        names = (name for _, name in entry.aliases.by_kind()) if entry else ()
        return _choices({name: name for name in names}, current)

    async def complete_hidden(
        self, interaction: Press, current: str
    ) -> list[app_commands.Choice[str]]:
        """Offer curators what is hidden in a server."""
        if not await is_curator(interaction):  # Discord asks no check before this
            return []
        hidden = (await self._store.settings.get(guild_of(interaction))).hidden
        labels = {f"{kind}:{i}": f"{self._shared_name(kind, i)} ({kind})" for kind, i in hidden}
        return _choices(labels, current)

    async def _name(self, interaction: Press, entity: Entity) -> str:
        entry = (await self._desk.at(interaction.guild_id)).base.find(entity.kind, entity.id)
        return entry.name if entry else entity.id

    def _shared_name(self, kind: Kind, entry_id: str) -> str:
        entry = self._desk.answerer.base.find(kind, entry_id)
        return entry.name if entry else entry_id


def _choices(labels: Mapping[str, str], typed: str) -> list[app_commands.Choice[str]]:
    """Return the values whose label holds what is typed, by label."""
    wanted = fold(typed)
    fitting = sorted((label, value) for value, label in labels.items() if wanted in fold(label))
    return [
        app_commands.Choice(name=label[:MAX_CHOICE_CHARS], value=value)
        for label, value in fitting[:MAX_CHOICES]
    ]
