"""The history of an entry: who changed what, when and why; and the way back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self, cast

import discord
from discord import ui

from bot.curation.sayings import diff_block
from bot.errors import edge
from bot.ui.codes import KIND_CODES, KINDS
from bot.ui.texts import BLURPLE
from intents.outcome import Entity
from knowledge.store.revision import Revision

if TYPE_CHECKING:
    from bot.app import RolecallBot

SHOW, RESTORE, TAKE_AWAY = "rc1:h:", "rc1:r:", "rc1:w:"
MAX_SHOWN = 25  # Discord's limit of a menu
MAX_LISTED = 10
MAX_NOTE_CHARS = 60
MAX_DIFF_CHARS = 1800

_ENTITY = r"(?P<kind>[a-z])(?P<id>[a-z0-9-]{1,40})"


class HistoryMenu(ui.DynamicItem[ui.Select[Any]], template=rf"{SHOW}{_ENTITY}"):
    """The revisions of an entry, to look at."""

    def __init__(self, menu: ui.Select[Any], entity: Entity) -> None:
        super().__init__(menu)
        self.entity = entity

    @classmethod
    def of(cls, entity: Entity, history: Sequence[Revision]) -> Self:
        """Return the menu of a history, newest first."""
        options = [
            discord.SelectOption(
                label=f"Revision {revision.number}",
                value=str(revision.number),
                description=f"{revision.saved_at:%Y-%m-%d %H:%M} UTC {revision.note}"[:100].strip(),
            )
            for revision in history[:MAX_SHOWN]
        ]
        custom_id = f"{SHOW}{KIND_CODES[entity.kind]}{entity.id}"
        placeholder = "Look at a revision …"
        return cls(ui.Select(custom_id=custom_id, placeholder=placeholder, options=options), entity)

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the menu of a card that is already in Discord."""
        return cls(cast("ui.Select[Any]", item), Entity(KINDS[match["kind"]], match["id"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        """Show what the picked revision changed."""
        picked = self.item.values
        async with edge(interaction):
            client = cast("RolecallBot", interaction.client)
            await client.curatorship.past.show(interaction, self.entity, int(picked[0]))


class RevisionButton(
    ui.DynamicItem[ui.Button[Any]],
    template=rf"(?P<verb>{RESTORE}|{TAKE_AWAY})(?P<number>\d{{1,9}}):{_ENTITY}",
):
    """Make a revision the newest again; or remove the entry of which it is the newest."""

    def __init__(self, button: ui.Button[Any], verb: str, number: int, entity: Entity) -> None:
        super().__init__(button)
        self.verb = verb
        self.number = number
        self.entity = entity

    @classmethod
    def of(cls, label: str, verb: str, number: int, entity: Entity) -> Self:
        """Return the button that does `verb` with a revision of an entry."""
        custom_id = f"{verb}{number}:{KIND_CODES[entity.kind]}{entity.id}"
        style = discord.ButtonStyle.danger if verb == TAKE_AWAY else discord.ButtonStyle.primary
        button: ui.Button[Any] = ui.Button(label=label, custom_id=custom_id, style=style)
        return cls(button, verb, number, entity)

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button of a card that is already in Discord."""
        entity = Entity(KINDS[match["kind"]], match["id"])
        return cls(cast("ui.Button[Any]", item), match["verb"], int(match["number"]), entity)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Do it."""
        async with edge(interaction):
            past = cast("RolecallBot", interaction.client).curatorship.past
            if self.verb == RESTORE:
                await past.restore(interaction, self.entity, self.number)
            else:
                await past.remove(interaction, self.entity, self.number)


HISTORY_ITEMS: tuple[type[ui.DynamicItem[Any]], ...] = (HistoryMenu, RevisionButton)


def history_card(
    name: str,
    entity: Entity,
    history: Sequence[Revision],
    shown: Revision,
    before: Revision | None,
) -> ui.LayoutView:
    """Return the history of an entry, newest first, with what one of its revisions changed.

    `before` is the revision before that one, which may be older than the history; None: the first.
    """
    listed = "\n".join(map(_line, history[:MAX_LISTED]))
    card = ui.LayoutView(timeout=None)
    container: ui.Container[Any] = ui.Container(
        ui.TextDisplay(f"## History of {name}"),
        ui.TextDisplay(listed),
        ui.Separator(),
        ui.TextDisplay(f"### What revision {shown.number} changed"),
        ui.TextDisplay(
            diff_block(before.document if before else None, shown.document, MAX_DIFF_CHARS)
        ),
        accent_colour=BLURPLE,
    )
    card.add_item(container)
    if len(history) > 1:
        card.add_item(ui.ActionRow(HistoryMenu.of(entity, history)))
    if shown.number != history[0].number and shown.document is not None:
        label = f"Restore revision {shown.number}"
        button = RevisionButton.of(label, RESTORE, shown.number, entity)
        card.add_item(ui.ActionRow(button))
    return card


def _line(revision: Revision) -> str:
    who = f"<@{revision.author_id}>" if revision.author_id else "a former curator"
    what = "removed it" if revision.document is None else "published it"
    if revision.undoes is not None:
        what = f"took revision {revision.undoes} back"
    when = discord.utils.format_dt(revision.saved_at, "f")
    note = f" · {revision.note[:MAX_NOTE_CHARS]}" if revision.note else ""
    return f"- **{revision.number}** · {who} {what} · {when}{note}"
