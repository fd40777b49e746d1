"""What was before: removing entries, their history, taking changes back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

import discord
from discord import ui

from bot.answers.reply import literal
from bot.curation.sayings import moved_list
from bot.curation.workshop import patience
from bot.curators import guild_of, require_curator
from bot.ui.forms import WhyModal
from bot.ui.history import TAKE_AWAY, RevisionButton, history_card
from bot.ui.texts import say, text_card
from intents.outcome import Entity
from knowledge.proposal import Target
from knowledge.store.revision import Conflict, EntryKey, Missing, Revision, Saved

if TYPE_CHECKING:
    from bot.curating import Curating
    from bot.desk import Desk

Press: TypeAlias = discord.Interaction[Any]

SHARED_ONLY = (
    "**{name}** is shared knowledge, and nothing of it is your server's own. `/kb hide` takes it "
    "away here."
)
NOT_THERE = "**{name}** is removed already. `/kb history` brings any revision back."
REMOVED_TO_SHARED = (
    "Members would get the shared entry of that name again. Nothing is deleted: `/kb history` "
    "brings any revision back."
)
REMOVED_FOR_GOOD = (
    "Members would no longer find **{name}**. Nothing is deleted: `/kb history` brings any "
    "revision back."
)
REMOVED = "Removed `{name}`. `/kb undo` takes that back, `/kb history` has every revision."
SOMEBODY_ELSE = (
    "Somebody changed this entry just now, so nothing was removed. Look at it again first: "
    "`/kb history`."
)
MAX_LISTED = 20  # of the entries that one undo touches: an import may hold a thousand
NO_HISTORY = "Nobody changed **{name}** in this server: it is shared knowledge as it was shipped."
NO_SUCH_REVISION = "There is no text in revision {number} to restore. `/kb history` lists them."
NOTHING_TO_UNDO = "You changed nothing here that isn't taken back already."
CHANGED_SINCE = (
    "Somebody changed {names} after you, so nothing was taken back. `/kb history` shows what "
    "happened, and restores any revision."
)
TAKEN_BACK = (
    "Taken back. Your change before that is next if you do it again; `/kb history` has them all."
)


class Past:
    """Shows what was, and brings it back."""

    def __init__(self, desk: Desk, curating: Curating) -> None:
        self._desk = desk
        self._curating = curating
        self._workshop = curating.workshop

    async def offer_removal(self, interaction: Press, entity: Entity) -> None:
        """Show what removing a server's own entry would do, before it is done."""
        guild_id = guild_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        now = await self._workshop.current(guild_id, entity)
        name = literal(await self._name(interaction, entity))
        if now.document is None:
            base = (await self._desk.at(guild_id)).base
            is_shared = base.find(entity.kind, entity.id) is not None
            text = (SHARED_ONLY if is_shared else NOT_THERE).format(name=name)
            await interaction.edit_original_response(view=text_card(text))
            return
        found = await self._workshop.without(guild_id, entity)
        stays = found.base.find(entity.kind, entity.id)
        lines = [REMOVED_TO_SHARED if stays else REMOVED_FOR_GOOD.format(name=name)]
        if found.moved:
            lines += ["### Questions that would go elsewhere", *moved_list(found.moved, found.base)]
        card = text_card("\n".join(lines), f"Remove {name}?")
        button = RevisionButton.of("Remove …", TAKE_AWAY, now.number, entity)
        card.add_item(ui.ActionRow(button))
        await interaction.edit_original_response(view=card)

    async def remove(self, interaction: Press, entity: Entity, number: int) -> None:
        """Ask why, and remove an entry of which `number` is still the newest revision."""
        await require_curator(interaction)
        take = partial(self._remove, entity, number)
        await interaction.response.send_modal(WhyModal("Remove it", take))

    async def _remove(self, entity: Entity, number: int, interaction: Press, why: str) -> None:
        await interaction.response.defer()
        key = EntryKey(guild_of(interaction), entity.kind, entity.id)
        saved = await self._workshop.store.revisions.retract(key, number, interaction.user.id, why)
        is_late = isinstance(saved, Conflict)
        text = SOMEBODY_ELSE if is_late else REMOVED.format(name=entity.id)
        await interaction.edit_original_response(view=text_card(text))

    async def show(self, interaction: Press, entity: Entity, number: int | None = None) -> None:
        """Show the history of an entry, and what one of its revisions changed: the newest."""
        await require_curator(interaction)
        is_on_card = interaction.type is discord.InteractionType.component
        await interaction.response.defer(ephemeral=True, thinking=not is_on_card)
        history = await self._history(interaction, entity)
        name = literal(await self._name(interaction, entity))
        card = text_card(NO_HISTORY.format(name=name))
        if history:
            wanted = next((found for found in history if found.number == number), history[0])
            before = await self._revision(interaction, entity, wanted.number - 1)
            card = history_card(name, entity, history, wanted, before)
        await interaction.edit_original_response(view=card)

    async def restore(self, interaction: Press, entity: Entity, number: int) -> None:
        """Make a draft of what a revision says: it goes the way of every draft."""
        await require_curator(interaction)
        newest = await self._workshop.current(guild_of(interaction), entity)
        revision = await self._revision(interaction, entity, number)
        if revision is None or revision.document is None:
            await say(interaction, NO_SUCH_REVISION.format(number=number))
            return
        target = Target(entity.kind, entity.id)
        draft = self._curating.draft(
            interaction,
            target,
            revision.document,
            f"restores revision {number}",
            newest.number,
        )
        await self._curating.show(interaction, None, draft)

    async def undo(self, interaction: Press, why: str) -> None:
        """Take back the last change of whoever asks for it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild_id, curator_id = guild_of(interaction), interaction.user.id
        match await self._workshop.store.revisions.undo(guild_id, curator_id, why):
            case Missing():
                text = NOTHING_TO_UNDO
            case Conflict(current):
                names = [f"`{found.entry.entry_id}`" for found in current]
                text = CHANGED_SINCE.format(names=", ".join(_first(names)))
            case Saved(revisions):
                text = "\n".join([TAKEN_BACK, *_first(list(map(undone_line, revisions)))])
        await interaction.edit_original_response(view=text_card(text))

    async def _history(self, interaction: Press, entity: Entity) -> tuple[Revision, ...]:
        key = EntryKey(guild_of(interaction), entity.kind, entity.id)
        async with patience():
            return await self._workshop.store.revisions.history(key)

    async def _revision(self, interaction: Press, entity: Entity, number: int) -> Revision | None:
        key = EntryKey(guild_of(interaction), entity.kind, entity.id)
        async with patience():
            return await self._workshop.store.revisions.one(key, number)

    async def _name(self, interaction: Press, entity: Entity) -> str:
        base = (await self._desk.at(interaction.guild_id)).base
        entry = base.find(entity.kind, entity.id)
        return entry.name if entry else entity.id


def _first(lines: Sequence[str]) -> Sequence[str]:
    """Return what fits a card, and how many more there are."""
    rest = len(lines) - MAX_LISTED
    return [*lines[:MAX_LISTED], f"… and {rest} more"] if rest > 0 else lines


def undone_line(revision: Revision) -> str:
    """Return what an undo came to for one entry."""
    kind, entry_id = revision.entry.kind, revision.entry.entry_id
    if revision.document is None:
        return f"- {kind} `{entry_id}`: as if your server had never had it"
    return f"- {kind} `{entry_id}`: as before revision {revision.undoes}"
