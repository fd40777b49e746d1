"""The form by which members suggest something, and the card on which curators decide."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Self, TypeAlias, cast

import discord
from discord import ui

from bot.answers.reply import literal
from bot.curation.suggesting import (
    LABELS,
    MAX_LINK_CHARS,
    MAX_NAME_CHARS,
    MAX_TEXT_CHARS,
    MEND,
    Suggested,
    read_suggested,
)
from bot.errors import edge
from bot.ui.modals import Sheet
from bot.ui.texts import BLURPLE
from knowledge.store.suggestions import Suggestion

if TYPE_CHECKING:
    from bot.app import RolecallBot

DECIDE = "rc1:s:"
APPROVE, EDIT, REJECT = "a", "e", "r"
MAX_QUOTED_CHARS = 3000
GREY = discord.Colour(0x80848E)

Press: TypeAlias = discord.Interaction[Any]
TakeSuggested: TypeAlias = Callable[[Press, Suggested], Awaitable[None]]


class SuggestModal(Sheet):
    """Kind, title, text, link."""

    def __init__(self, take: TakeSuggested) -> None:
        super().__init__("Suggest something")
        self._take = take
        options = [discord.SelectOption(label=label, value=kind) for kind, label in LABELS.items()]
        self._kind: ui.Select[Any] = ui.Select(custom_id="kind", options=options)
        self._name: ui.TextInput[Any] = ui.TextInput(custom_id="name", max_length=MAX_NAME_CHARS)
        self._text: ui.TextInput[Any] = ui.TextInput(
            custom_id="text", style=discord.TextStyle.paragraph, max_length=MAX_TEXT_CHARS
        )
        self._link: ui.TextInput[Any] = ui.TextInput(
            custom_id="link", required=False, max_length=MAX_LINK_CHARS
        )
        self.add_item(ui.Label(text="What is it?", component=self._kind))
        self.add_item(
            ui.Label(
                text="Title", description="The word, the question, its name", component=self._name
            )
        )
        self.add_item(
            ui.Label(
                text="What should I say?",
                description="The curators of this server read it, with your name",
                component=self._text,
            )
        )
        self.add_item(ui.Label(text="Link, if there is one", component=self._link))

    async def on_submit(self, interaction: Press, /) -> None:
        """Hand over the suggestion."""
        kind = next((kind for kind in LABELS if kind in self._kind.values), MEND)
        suggested = Suggested(
            kind,
            self._name.value.strip(),
            self._text.value.strip(),
            self._link.value.strip(),
        )
        async with edge(interaction):
            await self._take(interaction, suggested)


class SuggestionButton(
    ui.DynamicItem[ui.Button[Any]], template=rf"{DECIDE}(?P<verb>[aer]):(?P<id>\d{{1,19}})"
):
    """What a curator decides on a suggestion."""

    def __init__(self, button: ui.Button[Any], verb: str, suggestion_id: int) -> None:
        super().__init__(button)
        self.verb = verb
        self.suggestion_id = suggestion_id

    @classmethod
    def of(cls, label: str, verb: str, suggestion_id: int, style: discord.ButtonStyle) -> Self:
        """Return the button that does `verb` with a suggestion."""
        custom_id = f"{DECIDE}{verb}:{suggestion_id}"
        button: ui.Button[Any] = ui.Button(label=label, custom_id=custom_id, style=style)
        return cls(button, verb, suggestion_id)

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button of a card that is already in Discord."""
        return cls(cast("ui.Button[Any]", item), match["verb"], int(match["id"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        """Do it."""
        async with edge(interaction):
            suggesting = cast("RolecallBot", interaction.client).curatorship.suggesting
            await suggesting.press(interaction, self.verb, self.suggestion_id)


def suggestion_card(suggestion: Suggestion) -> ui.LayoutView:
    """Return the card of a suggestion: with buttons while nothing is decided."""
    suggested = read_suggested(suggestion.text)
    is_open = suggestion.state == "pending"
    when = discord.utils.format_dt(suggestion.made_at, "R")
    lines = [
        f"## Suggestion: {literal(suggested.name) or LABELS[suggested.kind]}",
        f"-# {LABELS[suggested.kind]} · <@{suggestion.author_id}> in <#{suggestion.channel_id}> · "
        f"{when}",
        _quoted(suggested.text),
        *([f"<{suggested.link}>"] if suggested.link else []),
    ]
    if not is_open:
        who = f" by <@{suggestion.decided_by}>" if suggestion.decided_by else ""
        lines.append(f"-# {suggestion.state.capitalize()}{who}")
    card = ui.LayoutView(timeout=None)
    colour = BLURPLE if is_open else GREY
    card.add_item(ui.Container(ui.TextDisplay("\n".join(lines)), accent_colour=colour))
    if is_open:
        card.add_item(ui.ActionRow(*_buttons(suggestion, suggested)))
    return card


def _quoted(text: str) -> str:
    """Return a text as a quotation, cut to what fits the card: each line adds to its length."""
    quoted = f"> {text}".replace("\n", "\n> ")
    return quoted if len(quoted) <= MAX_QUOTED_CHARS else f"{quoted[:MAX_QUOTED_CHARS]} …"


def _buttons(suggestion: Suggestion, suggested: Suggested) -> list[ui.Item[Any]]:
    number, styles = suggestion.suggestion_id, discord.ButtonStyle
    approve = "Approve" if suggested.kind != MEND else "Approve: I'll mend it"
    buttons: list[ui.Item[Any]] = [
        SuggestionButton.of(approve, APPROVE, number, styles.success),
        SuggestionButton.of("Reject …", REJECT, number, styles.danger),
    ]
    if suggested.kind != MEND:
        buttons.insert(1, SuggestionButton.of("Edit …", EDIT, number, styles.secondary))
    return buttons
