"""The form by which a curator teaches one question."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import discord
from discord import ui

from bot.answers.roles import FACET_LABELS
from bot.errors import edge
from bot.ui.modals import Sheet
from bot.ui.texts import BLURPLE
from intents.outcome import Entity
from knowledge.models import FACETS, Facet

MAX_QUESTION_CHARS = 300  # as the models have it
MAX_QUOTED_CHARS = 500
RETRY_SECONDS = 14 * 60.0  # Discord forgets the message after fifteen minutes

Press: TypeAlias = discord.Interaction[Any]


@dataclass(frozen=True, slots=True)
class Offer:
    """An entry that may be meant."""

    entity: Entity
    label: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is asked of a curator, and what they answered so far."""

    said: str | None  # what a member wrote: shown, never stored
    question: str  # the wording to begin with
    offered: tuple[Offer, ...]
    gap_id: int | None = None  # the gap that it closes
    answer: discord.Message | None = None  # the wrong answer that it is about
    picked: str = ""  # an offer, as kind:id
    named: str = ""  # an entry by its name
    facet: Facet = "summary"

    @property
    def is_refusal(self) -> bool:
        """Whether the question must not reach the entry."""
        return self.answer is not None


TakeLesson: TypeAlias = Callable[[Press, Lesson], Awaitable[None]]


class LessonModal(Sheet):
    """Entry, facet and wording."""

    def __init__(self, lesson: Lesson, take: TakeLesson) -> None:
        super().__init__("Not for you" if lesson.is_refusal else "Teach the bot")
        self._lesson = lesson
        self._take = take
        if lesson.said:
            self.add_item(ui.TextDisplay(f"> {_quoted(lesson.said)}"))
        self._entries: ui.Select[Any] | None = None
        if lesson.offered:
            self._entries = self._add_entries(lesson)
        self._named: ui.TextInput[Any] = ui.TextInput(
            custom_id="named", default=lesson.named or None, required=False, max_length=60
        )
        what = "Another entry, by name" if lesson.offered else "Which entry, by name"
        self.add_item(ui.Label(text=what, component=self._named))
        self._facets: ui.Select[Any] | None = None
        if not lesson.is_refusal:
            self._facets = self._add_facets(lesson)
        self._question: ui.TextInput[Any] = ui.TextInput(
            custom_id="question",
            default=lesson.question or None,
            max_length=MAX_QUESTION_CHARS,
            style=discord.TextStyle.paragraph,
        )
        self.add_item(
            ui.Label(
                text="The question, in your words",
                description="As anybody might ask it. What the member wrote isn't stored.",
                component=self._question,
            )
        )

    def _add_entries(self, lesson: Lesson) -> ui.Select[Any]:
        options = [
            discord.SelectOption(
                label=offer.label[:100], value=value, default=lesson.picked == value
            )
            for offer in lesson.offered
            if (value := f"{offer.entity.kind}:{offer.entity.id}")
        ]
        menu: ui.Select[Any] = ui.Select(
            custom_id="entry", options=options, required=False, min_values=0
        )
        text = "Which entry must not answer it?" if lesson.is_refusal else "Which entry answers it?"
        self.add_item(ui.Label(text=text, component=menu))
        return menu

    def _add_facets(self, lesson: Lesson) -> ui.Select[Any]:
        options = [
            discord.SelectOption(label=FACET_LABELS[f], value=f, default=lesson.facet == f)
            for f in FACETS
        ]
        menu: ui.Select[Any] = ui.Select(
            custom_id="facet", options=options, required=False, min_values=0
        )
        self.add_item(
            ui.Label(text="What is asked for?", description="Of a role alone", component=menu)
        )
        return menu

    async def on_submit(self, interaction: Press, /) -> None:
        """Hand over what was answered."""
        picked = self._entries.values if self._entries else []
        facets = self._facets.values if self._facets else []
        lesson = replace(
            self._lesson,
            picked=picked[0] if picked else "",
            named=self._named.value.strip(),
            facet=next((facet for facet in FACETS if facet in facets), "summary"),
            question=self._question.value.strip(),
        )
        async with edge(interaction):
            await self._take(interaction, lesson)


class Retry(ui.LayoutView):
    """Says what is wrong with a lesson, and opens the form again with what was typed."""

    def __init__(self, text: str, lesson: Lesson, take: TakeLesson) -> None:
        super().__init__(timeout=RETRY_SECONDS)
        self._lesson = lesson
        self._take = take
        button: ui.Button[Any] = ui.Button(label="Go on", style=discord.ButtonStyle.primary)
        button.callback = self._again  # type: ignore[method-assign]
        self.add_item(ui.Container(ui.TextDisplay(text), accent_colour=BLURPLE))
        self.add_item(ui.ActionRow(button))

    async def _again(self, interaction: Press) -> None:
        async with edge(interaction):
            await interaction.response.send_modal(LessonModal(self._lesson, self._take))


def _quoted(text: str) -> str:
    cut = text if len(text) <= MAX_QUOTED_CHARS else f"{text[:MAX_QUOTED_CHARS]} …"
    return cut.replace("\n", "\n> ")
