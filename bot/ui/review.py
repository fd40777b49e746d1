"""The card on which a curator sees what would be published, and publishes it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Self, cast

import discord
from discord import ui

from bot.answers.reply import Reply, fit
from bot.answers.roles import FACET_LABELS
from bot.curation.forms import pages_of
from bot.curation.review import Review
from bot.curation.sayings import moved_lines, problem_lines, title_of
from bot.errors import edge
from knowledge.models import FACETS, Facet

if TYPE_CHECKING:
    from bot.app import RolecallBot

VERB, MENU = "rc1:k:", "rc1:m:"
PUBLISH, EDIT, UPLOAD, LOOK, DISCARD = "p", "e", "u", "l", "d"

GREEN = discord.Colour(0x248046)  # nothing is wrong
AMBER = discord.Colour(0xF0B232)  # something has to be mended first
BLURPLE = discord.Colour(0x5865F2)  # as members see it

TEXT_CHARS = 3900  # of all texts together; Discord takes 4,000
FINDINGS_CHARS = 2200


class DraftButton(
    ui.DynamicItem[ui.Button[Any]], template=rf"{VERB}(?P<verb>[a-z]\d?):(?P<name>[0-9a-f]{{12}})"
):
    """What a curator does with a draft. The draft itself is on the bot's shelf."""

    def __init__(self, button: ui.Button[Any], verb: str, name: str) -> None:
        super().__init__(button)
        self.verb = verb
        self.name = name

    @classmethod
    def of(
        cls,
        label: str,
        verb: str,
        name: str,
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
        *,
        disabled: bool = False,
    ) -> Self:
        """Return the button that does `verb` with the draft called `name`."""
        button: ui.Button[Any] = ui.Button(
            label=label, custom_id=f"{VERB}{verb}:{name}", style=style, disabled=disabled
        )
        return cls(button, verb, name)

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button of a card that is already in Discord."""
        return cls(cast("ui.Button[Any]", item), match["verb"], match["name"])

    async def callback(self, interaction: discord.Interaction) -> None:
        """Do it."""
        async with edge(interaction):
            client = cast("RolecallBot", interaction.client)
            await client.curatorship.curating.press(interaction, self.verb, self.name)


class DraftMenu(ui.DynamicItem[ui.Select[Any]], template=rf"{MENU}(?P<name>[0-9a-f]{{12}})"):
    """The parts of a role, to look at as they would be."""

    def __init__(self, menu: ui.Select[Any], name: str) -> None:
        super().__init__(menu)
        self.name = name

    @classmethod
    def of(cls, name: str) -> Self:
        """Return the menu of the draft called `name`."""
        options = [discord.SelectOption(label=FACET_LABELS[f], value=f) for f in FACETS]
        placeholder = "Look at a part of the card …"
        return cls(ui.Select(custom_id=MENU + name, placeholder=placeholder, options=options), name)

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the menu of a card that is already in Discord."""
        return cls(cast("ui.Select[Any]", item), match["name"])

    async def callback(self, interaction: discord.Interaction) -> None:
        """Show the part."""
        picked = self.item.values
        async with edge(interaction):
            client = cast("RolecallBot", interaction.client)
            facet: Facet = next((f for f in FACETS if f in picked), "summary")
            await client.curatorship.curating.look(interaction, self.name, facet)


DRAFT_ITEMS: tuple[type[ui.DynamicItem[Any]], ...] = (DraftButton, DraftMenu)


def review_card(
    review: Review, name: str, preview: Reply | None, changes: Sequence[str] = ()
) -> ui.LayoutView:
    """Return the card of a review.

    Args:
        review: What was found.
        name: The draft's, on the shelf.
        preview: The entry's card as members would see it; None while it can't be read.
        changes: What differs from what is published now, in lines of Markdown.
    """
    title = f"## {title_of(review)}"
    findings = _cut([*_findings(review), *changes], FINDINGS_CHARS)
    about: ui.Container[Any] = ui.Container(
        ui.TextDisplay(title),
        ui.TextDisplay(findings),
        accent_colour=GREEN if review.is_publishable else AMBER,
    )
    card = ui.LayoutView(timeout=None)
    card.add_item(about)
    if preview is not None:
        card.add_item(_as_members_see(preview, TEXT_CHARS - len(title) - len(findings)))
    card.add_item(ui.File(f"attachment://{file_name(review)}"))
    for row in _rows(review, name):
        card.add_item(ui.ActionRow(*row))
    return card


def draft_file(review: Review) -> discord.File:
    """Return the draft as a file, so that nothing is lost even if the bot is restarted."""
    raw = review.draft.text.encode("utf-8", "replace")
    return discord.File(io.BytesIO(raw), filename=file_name(review))


def file_name(review: Review) -> str:
    """Return what the file of a draft is called."""
    target = review.draft.target
    known = target.id or (review.entry.id if review.entry else None)
    return f"{known or f'new-{target.kind}'}.yaml"


def _findings(review: Review) -> Iterator[str]:
    if not review.proposal.issues:
        yield "### What it changes"
        yield from moved_lines(review)
        yield from (f"- {hint}" for hint in review.hints)
        return
    yield "### To mend first"
    yield from problem_lines(review)
    yield "-# Nothing is published yet, and your draft is kept."


def _cut(lines: Sequence[str], room: int) -> str:
    """Return whole lines as far as there is room."""
    kept: list[str] = []
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            return "\n".join([*kept, "-# … and more: see the file"])
        kept.append(line)
    return "\n".join(kept)


def _as_members_see(preview: Reply, room: int) -> ui.Container[Any]:
    title = f"-# As members will see it\n## {preview.title}"
    provenance = preview.provenance if len(preview.provenance) < room // 3 else ""
    room -= len(title) + len(provenance)
    body = Reply(preview.title, fit(preview.sections, room)).body
    texts = [ui.TextDisplay[Any](text) for text in (title, body, provenance) if text]
    return ui.Container(*texts, accent_colour=BLURPLE)


def _rows(review: Review, name: str) -> Iterator[Sequence[ui.Item[Any]]]:
    kind = review.draft.target.kind
    publish = DraftButton.of(
        "Publish",
        PUBLISH,
        name,
        discord.ButtonStyle.success,
        disabled=not review.is_publishable,
    )
    pages = [
        DraftButton.of(f"Edit: {page.title}", f"{EDIT}{n}", name)
        for n, page in enumerate(pages_of(kind, review.draft.text))
    ]
    yield [publish, *pages]
    last = [
        DraftButton.of("Upload a file", UPLOAD, name),
        DraftButton.of("Discard", DISCARD, name, discord.ButtonStyle.danger),
    ]
    if review.is_valid and kind != "role":
        last.insert(1, DraftButton.of("Whole card", LOOK, name))
    yield last
    if review.is_valid and kind == "role":
        yield [DraftMenu.of(name)]
