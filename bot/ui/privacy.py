"""`/privacy`: what is kept, what of it is one's own, and the buttons to be rid of it."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self, cast

import discord
from discord import ui

from bot.errors import edge
from bot.ui.cards import AMBER, BLURPLE
from knowledge.store.privacy import Deleted, Held
from knowledge.store.retention import DAYS_AFTER_LEAVING, DAYS_KEPT, KEPT_WITH_GUILD

if TYPE_CHECKING:
    from bot.app import RolecallBot

PRIVACY = "rc1:v:"
FILE_NAME = "rolecall-about-me.json"

# By table: what it holds, in the words of who is in it. {days}: for how long.
TABLES: Mapping[str, str] = MappingProxyType(
    {
        "gap": "**Questions without an answer**, if they were put to me: their words in lower "
        "case, without who asked; for {days} days after the last time",
        "asking": "**How many people asked them**: marks that lead back to nobody once the day is "
        "over; for {days} days",
        "gap_salt": "**The salt of these marks**, a random number, until the day is over",
        "vote": "**Votes on answers**: your id, which answer, helpful or not, when; for {days} "
        "days",
        "suggestion": "**Suggestions**: your id, your text, the channel, when, who decided; for "
        "{days} days",
        "usage": "**How often entries were asked for**: a number per entry and day, nobody's id; "
        "for {days} days",
        "opt_out": "**Who doesn't want to be listened to**: your id, since when; until you say "
        "otherwise",
        "revision": "**What curators write**: each version with its author's id and time, as long "
        "as I'm in the server",
        "guild_settings": "**The server's settings**, as long as I'm in it",
        "guild": f"**That I'm in the server.** {DAYS_AFTER_LEAVING} days after I left it, "
        "everything of it is deleted",
    }
)
# By field of `Held` and `Deleted`: one, many, and what is in each.
FIELDS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "votes": ("vote", "votes", "server, entry, part of it, answer, helpful or not, when"),
        "suggestions": (
            "suggestion",
            "suggestions",
            "server, channel, your text, when, what became of it, who decided and when",
        ),
        "opt_outs": ("opt-out", "opt-outs", "server, since when"),
        "authorships": (
            "version of an entry that you wrote",
            "versions of entries that you wrote",
            "server, entry, number, when",
        ),
        "decisions": (
            "suggestion that you decided on",
            "suggestions that you decided on",
            "server, suggestion",
        ),
    }
)
MAX_EXACT = 2**53  # larger numbers are not exact in every reader of JSON

INTRO = (
    "What you write to me I read, answer and forget: no message is ever kept or logged. What you "
    "last asked about (not your words) I remember for five minutes, so that you can follow up. "
    "Where a server lets me listen, I remember for minutes who spoke when, so as not to talk into "
    "a conversation. What a curator is just writing stays in memory for a day at most.\n\n"
    "In my host's database there are, for each server:"
)
LISTENED = (
    "In channels that this server chose I may read messages that aren't addressed to me. If you "
    "don't want that, press **Don't listen to me**; you can still ask me."
)
NOT_LISTENED = "I don't listen to you in this server. You can still ask me."
NOTHING = "Nothing in my database is under your id."
MINE = (
    "Under your id is, in all servers together:\n{lines}\n\n"
    "All of it, field by field, is in the file below."
)
SURE = (
    "This deletes, in all servers and for good, your votes, your suggestions and your opt-outs "
    "(afterwards I may listen to you again), and the drafts that you didn't publish. What you "
    "wrote as a curator stays with its server, as the work of **a former curator**.\n\n"
    "Right now that is:\n{lines}"
)
DELETED = "Done. Deleted or cut loose from you:\n{lines}"


class PrivacyButton(ui.DynamicItem[ui.Button[Any]], template=rf"{PRIVACY}(?P<what>[a-z]+)"):
    """A step on the card. It acts on whoever presses it, so it needs no state."""

    def __init__(self, button: ui.Button[Any], what: str) -> None:
        super().__init__(button)
        self.what = what

    @classmethod
    def of(
        cls,
        what: str,
        label: str,
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    ) -> Self:
        """Return the button of a step."""
        return cls(ui.Button(label=label, custom_id=f"{PRIVACY}{what}", style=style), what)

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button of a card that is already in Discord."""
        return cls(cast("ui.Button[Any]", item), match["what"])

    async def callback(self, interaction: discord.Interaction) -> None:
        """Take the step."""
        async with edge(interaction):
            await cast("RolecallBot", interaction.client).privacy.step(interaction, self.what)


PRIVACY_ITEMS: tuple[type[ui.DynamicItem[Any]], ...] = (PrivacyButton,)

_BACK = ("back", "Back")
_RED = discord.ButtonStyle.danger


def overview(*, is_opted_out: bool | None) -> ui.LayoutView:
    """Return the card that says what is kept.

    Args:
        is_opted_out: Whether the person isn't listened to in this server; None: there is no
            server, or that isn't known.
    """
    kept = [f"- {TABLES[table].format(days=DAYS_KEPT.get(table))}" for table in _kept_tables()]
    buttons = [
        PrivacyButton.of("mine", "Show what is about me"),
        PrivacyButton.of("delete", "Delete what is about me"),
    ]
    texts = [INTRO, "\n".join(kept)]
    if is_opted_out is not None:
        texts.append(NOT_LISTENED if is_opted_out else LISTENED)
        step = ("hear", "Listen to me again") if is_opted_out else ("deaf", "Don't listen to me")
        buttons.append(PrivacyButton.of(*step))
    return _card("What I keep, and for how long", texts, buttons)


def _kept_tables() -> Sequence[str]:
    """Return the tables that there are, in the order in which people read of them."""
    there = {*DAYS_KEPT, *(table.name for table in KEPT_WITH_GUILD)}
    return [table for table in TABLES if table in there]


def mine(held: Held) -> tuple[ui.LayoutView, list[discord.File]]:
    """Return the card with what is held about somebody, and the file that goes with it."""
    back = [PrivacyButton.of(*_BACK)]
    if not any(asdict(held).values()):
        return _card("What is about you", [NOTHING], back), []
    card = _card("What is about you", [MINE.format(lines=_lines(held))], back, has_file=True)
    return card, [discord.File(io.BytesIO(as_json(held)), FILE_NAME)]


def confirm(held: Held) -> ui.LayoutView:
    """Return the card that asks whether to delete that."""
    if not any(asdict(held).values()):
        return _card("Delete what is about you?", [NOTHING], [PrivacyButton.of(*_BACK)])
    buttons = [PrivacyButton.of("sure", "Delete it for good", _RED), PrivacyButton.of(*_BACK)]
    text = SURE.format(lines=_lines(held))
    return _card("Delete what is about you?", [text], buttons, colour=AMBER)


def deleted(gone: Deleted) -> ui.LayoutView:
    """Return the card that says what was deleted."""
    counts = asdict(gone)
    lines = "\n".join(_line(name, counts[name]) for name in FIELDS if counts[name])
    text = DELETED.format(lines=lines) if lines else NOTHING
    return _card("Deleted", [text], [PrivacyButton.of(*_BACK)])


def as_json(held: Held) -> bytes:
    """Return everything that is held, field by field. Ids are texts, for they are long."""
    return json.dumps(_plain(asdict(held)), indent=2, ensure_ascii=False).encode()


def _plain(value: object) -> object:
    match value:
        case dict():
            return {name: _plain(part) for name, part in value.items()}
        case list() | tuple():
            return [_plain(part) for part in value]
        case datetime():
            return value.isoformat()
        case int() if not isinstance(value, bool) and value > MAX_EXACT:
            return str(value)
        case _:
            return value


def _lines(held: Held) -> str:
    counts = {name: len(found) for name, found in asdict(held).items()}
    return "\n".join(
        f"{_line(name, counts[name])}: {fields}" for name, (_, _, fields) in FIELDS.items()
    )


def _line(name: str, count: int) -> str:
    one, many, _ = FIELDS[name]
    return f"- **{count}** {one if count == 1 else many}"


def _card(
    title: str,
    texts: Sequence[str],
    buttons: Sequence[PrivacyButton],
    *,
    colour: discord.Colour = BLURPLE,
    has_file: bool = False,
) -> ui.LayoutView:
    container: ui.Container[Any] = ui.Container(ui.TextDisplay(f"## {title}"), accent_colour=colour)
    for text in texts:
        container.add_item(ui.TextDisplay(text))
    if has_file:
        container.add_item(ui.File(f"attachment://{FILE_NAME}"))
    container.add_item(ui.ActionRow(*buttons))
    card = ui.LayoutView(timeout=None)
    card.add_item(container)
    return card
