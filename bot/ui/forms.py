"""Forms as Discord's modals: pages of an entry, a file to upload."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

import discord
from discord import ui

from bot.curation.pages import Field, Page
from bot.errors import edge
from bot.ui.modals import Sheet

MAX_BOX_CHARS = 4000
MAX_WHY_CHARS = 200

Press: TypeAlias = discord.Interaction[Any]
Typed: TypeAlias = Mapping[str, str]
TakeTyped: TypeAlias = Callable[[Press, Typed], Awaitable[None]]
TakeText: TypeAlias = Callable[[Press, str], Awaitable[None]]
TakeFile: TypeAlias = Callable[[Press, discord.Attachment], Awaitable[None]]


class FormModal(Sheet):
    """A page of a form, filled with what the document holds."""

    def __init__(self, title: str, page: Page, shown: Typed, take: TakeTyped) -> None:
        super().__init__(title)
        self._shown = shown
        self._take = take
        self._boxes: dict[str, ui.TextInput[Any] | ui.Select[Any]] = {}
        for field in page.fields:
            text = shown.get(field.place, "")
            if len(text) > MAX_BOX_CHARS:
                note = f"**{field.label}**: too long for a box. Edit it in the file."
                self.add_item(ui.TextDisplay(note))
                continue
            box = self._boxes[field.place] = _box(field, text)
            self.add_item(ui.Label(text=field.label, description=field.hint or None, component=box))

    async def on_submit(self, interaction: Press, /) -> None:
        """Hand over what was typed; boxes that weren't shown hold what they held."""
        typed = {place: _answer(box) for place, box in self._boxes.items()}
        async with edge(interaction):
            await self._take(interaction, {**self._shown, **typed})


class UploadModal(Sheet):
    """A document as a file."""

    def __init__(self, title: str, take: TakeFile) -> None:
        super().__init__(title)
        self._take = take
        self._file: ui.FileUpload[Any] = ui.FileUpload(custom_id="file")
        self.add_item(
            ui.Label(
                text="YAML file",
                description="At most 256 KiB; /kb template gives one to fill in",
                component=self._file,
            )
        )

    async def on_submit(self, interaction: Press, /) -> None:
        """Hand over the file."""
        async with edge(interaction):
            await self._take(interaction, self._file.values[0])


class WhyModal(Sheet):
    """Why something is done, for whoever reads it. It may be left out."""

    def __init__(self, title: str, take: TakeText, reader: str = "For the history") -> None:
        super().__init__(title)
        self._take = take
        self._box: ui.TextInput[Any] = ui.TextInput(
            custom_id="why", required=False, max_length=MAX_WHY_CHARS
        )
        self.add_item(ui.Label(text="Why?", description=reader, component=self._box))

    async def on_submit(self, interaction: Press, /) -> None:
        """Hand over the reason."""
        async with edge(interaction):
            await self._take(interaction, self._box.value)


def _box(field: Field, text: str) -> ui.TextInput[Any] | ui.Select[Any]:
    if field.options is not None:
        options = [
            discord.SelectOption(label=label, value=value, default=value == text)
            for value, label in field.options.items()
        ]
        return ui.Select(custom_id=field.place, options=options, required=False, min_values=0)
    style = discord.TextStyle.paragraph if field.is_long else discord.TextStyle.short
    # Nothing is required by Discord: a box left empty is a problem of the draft, which is kept.
    return ui.TextInput(
        custom_id=field.place,
        style=style,
        default=text or None,
        max_length=max(field.max_chars, len(text)),  # too long by a file: to be cut here
        required=False,
    )


def _answer(box: ui.TextInput[Any] | ui.Select[Any]) -> str:
    if isinstance(box, ui.Select):
        return box.values[0] if box.values else ""
    return box.value
