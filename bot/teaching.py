"""Teaching by example: a question that must reach an entry, or must not.

A curator picks the entry and writes the question down in words of their own. What a member wrote is
shown to them and stored nowhere.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias

import discord

from bot.answers.reply import literal
from bot.curation.drafts import Settles
from bot.curation.forms import blank, with_questions
from bot.curators import guild_of, require_curator
from bot.entry_names import KINDS, find_entity
from bot.ui.teach import Lesson, LessonModal, Offer, Retry
from bot.ui.texts import say
from intents.catalogue import TOPIC_INTENTS
from intents.grouping import kept_words
from intents.lookup import rank_names
from intents.outcome import Answer, Choices, Entity, Option, Unknown
from knowledge.editing import with_question, with_stranger
from knowledge.models import Kind
from knowledge.proposal import Target
from knowledge.text import fold

if TYPE_CHECKING:
    from bot.answers.answerer import Answerer
    from bot.curating import Curating
    from bot.desk import Desk
    from knowledge.store.gaps import Gap

log = logging.getLogger(__name__)

MAX_OFFERED = 20

Press: TypeAlias = discord.Interaction[Any]

AS_TYPED = (
    "That is what the member wrote, word for word, and members' words aren't stored. Say it in "
    "yours."
)
NO_ENTRY = "I have no entry called “{name}”. Pick one from the list, or type its full name."
NOTHING_TO_READ = "There is no text in that message."
PICK_ONE = "Pick the entry from the list, or type its name."
NOT_MINE = "That isn't an answer of mine. Use it on an answer that I gave to the wrong question."


class Teaching:
    """Takes lessons from curators and makes drafts of them."""

    def __init__(self, desk: Desk, curating: Curating) -> None:
        self._desk = desk
        self._curating = curating

    async def teach(self, interaction: Press, message: discord.Message) -> None:
        """Ask which entry a message's question must reach."""
        await require_curator(interaction)
        text = message.clean_content.strip()
        if not text:
            await say(interaction, NOTHING_TO_READ)
            return
        answerer = await self._desk.at(interaction.guild_id)
        offered = await asyncio.to_thread(_offered, text, answerer)
        await self._ask(interaction, Lesson(text, "", offered))

    async def assign(self, interaction: Press, gap: Gap) -> None:
        """Ask which entry an unanswered question must reach."""
        await require_curator(interaction)
        answerer = await self._desk.at(interaction.guild_id)
        offered = await asyncio.to_thread(_offered, gap.words, answerer)
        await self._ask(interaction, Lesson(None, gap.words, offered, gap_id=gap.gap_id))

    async def write(self, interaction: Press, gap: Gap, kind: Kind) -> None:
        """Begin an entry that answers an unanswered question."""
        await require_curator(interaction)
        text = with_questions(blank(kind), kind, [gap.words])
        draft = self._curating.draft(interaction, Target(kind, None), text, "was asked for")
        settling = replace(draft, settles=Settles(gap_id=gap.gap_id))
        await self._curating.open_page(interaction, None, settling)

    async def refuse(
        self, interaction: Press, answered: discord.Message, asked: str, option: Option
    ) -> None:
        """Ask which question an answer was wrong for, and which entry it came from."""
        await require_curator(interaction)
        answerer = await self._desk.at(interaction.guild_id)
        topics = (Entity("topic", intent) for intent in option.intents if intent in TOPIC_INTENTS)
        offered = tuple(_labelled([*option.entities, *topics], answerer))
        lesson = Lesson(asked or None, "", offered, answer=answered)
        await self._ask(interaction, lesson)

    async def _ask(self, interaction: Press, lesson: Lesson) -> None:
        await interaction.response.send_modal(LessonModal(lesson, self._take))

    async def _take(self, interaction: Press, lesson: Lesson) -> None:
        """Make a draft of a lesson, or say what is wrong with it and keep what was typed."""
        answerer = await self._desk.at(interaction.guild_id)
        entity = find_entity(lesson.named or lesson.picked, answerer)
        complaint = ""
        if entity is None:
            complaint = NO_ENTRY.format(name=literal(lesson.named)) if lesson.named else PICK_ONE
        elif lesson.said is not None and _words(lesson.said) == _words(lesson.question):
            complaint = AS_TYPED
        if entity is None or complaint:
            card = Retry(complaint, lesson, self._take)
            await interaction.response.send_message(view=card, ephemeral=True)
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        now = await self._curating.workshop.current(guild_of(interaction), entity)
        target = Target(entity.kind, entity.id)
        if lesson.is_refusal:
            text, why = with_stranger(now.document, entity.id, lesson.question), "a wrong answer"
        else:
            text = with_question(
                now.document, entity.id, entity.kind, lesson.question, lesson.facet
            )
            why = "an example"
        draft = self._curating.draft(interaction, target, text, why, now.number)
        settling = replace(draft, settles=Settles(gap_id=lesson.gap_id))
        await self._curating.show(interaction, None, settling)
        if lesson.answer is not None:
            await _take_away(lesson.answer)


def _words(text: str) -> str:
    """Return what makes two texts the same wording, whoever is mentioned beside it."""
    return kept_words(text) or fold(text)


def _offered(text: str, answerer: Answerer) -> tuple[Offer, ...]:
    """Return the entries that a text may be about, the likeliest first.

    A long text takes some ten milliseconds.
    """
    options: tuple[Option, ...] = ()
    match answerer.router.route(text):
        case Answer(option):
            options = (option,)
        case Choices(found) | Unknown(found):
            options = found
        case _:
            pass
    entities = [entity for option in options for entity in option.entities]
    topic = answerer.router.understanding.topic(answerer.router.understanding.parse(text))
    entities += topic.option.entities if topic else ()
    entities += [m.name.entity for m in rank_names(text, answerer.lexicon, KINDS, MAX_OFFERED)]
    return tuple(islice(_labelled(tuple(dict.fromkeys(entities)), answerer), MAX_OFFERED))


def _labelled(entities: Iterable[Entity], answerer: Answerer) -> Iterator[Offer]:
    for entity in entities:
        entry = answerer.base.find(entity.kind, entity.id)
        if entry is not None:
            yield Offer(entity, f"{entry.name} ({entity.kind})")


async def _take_away(answer: discord.Message) -> None:
    """Delete a wrong answer; somebody else may have been faster."""
    try:
        await answer.delete()
    except discord.NotFound:
        log.debug("a wrong answer was gone already")
