"""A reply as a card: Components V2, within Discord's 40 components and 4,000 characters."""

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Any

import discord
from discord import ui

from bot.answers.reply import Action, Reply
from bot.subjects import subject_answered
from bot.ui.buttons import ChoiceButton, JumpSelect, PostButton, RemoveButton, RequestButton
from bot.ui.codes import encode
from bot.ui.votes import VoteButton

BLURPLE = discord.Colour(0x5865F2)  # an answer
AMBER = discord.Colour(0xF0B232)  # a question back
GREY = discord.Colour(0x80848E)  # not ours

MAX_RELATED_BUTTONS = 4
MAX_SELECT_OPTIONS = 25
ROW_SIZE = 5


class Audience(Enum):
    """Who sees a card: it decides which buttons make sense."""

    CHANNEL = "channel"  # everybody; the asker and moderators may take it away
    PRIVATE = "private"  # the asker alone, in a channel; may be posted
    ALONE = "alone"  # the asker alone, and there is nowhere to post it


def build_card(
    reply: Reply,
    audience: Audience,
    asker_id: int,
    *,
    is_question: bool = False,
    takes_votes: bool = False,
) -> ui.LayoutView:
    """Return the card of a reply.

    Args:
        reply: What is said. Its text fits by construction (see `bot.answers.reply.fit`).
        audience: Who will see the card.
        asker_id: The user who asked; only they (and moderators) may take the card away.
        is_question: Whether the actions are choices that only the asker may make.
        takes_votes: Whether there is somewhere to keep what the asker thinks of an answer.
    """
    container: ui.Container[Any] = ui.Container(
        ui.TextDisplay(f"## {reply.title}"), accent_colour=_colour(reply, is_question=is_question)
    )
    if reply.body:
        container.add_item(ui.TextDisplay(reply.body))
    if footer := reply.provenance:
        container.add_item(ui.Separator(spacing=discord.SeparatorSpacing.small))
        container.add_item(ui.TextDisplay(footer))
    rows = _choice_rows(reply.actions, asker_id) if is_question else _rows(reply)
    for row in rows:
        container.add_item(row)
    card = ui.LayoutView(timeout=None)
    card.add_item(container)
    closing = _closing(reply, audience, asker_id, is_question=is_question)
    if takes_votes and not is_question:
        closing = [*_votes(reply), *closing]
    if closing:
        card.add_item(ui.ActionRow(*closing))
    return card


def _colour(reply: Reply, *, is_question: bool) -> discord.Colour:
    if is_question:
        return AMBER
    return GREY if reply.declines else BLURPLE


def _rows(reply: Reply) -> Iterator[ui.ActionRow[Any]]:
    """Yield the rows of a card, each target once: custom ids must be unique in a message."""
    shown: set[str] = set()
    yield from _in_rows(_buttons(reply.pages, shown))
    yield from _in_rows(_buttons(reply.actions, shown))
    related = _unique(reply.related)
    if len(related) > MAX_RELATED_BUTTONS:
        yield ui.ActionRow(JumpSelect.of(related[:MAX_SELECT_OPTIONS]))
    else:
        yield from _in_rows(_buttons(related, shown))


def _buttons(actions: Sequence[Action], shown: set[str]) -> list[ui.Item[Any]]:
    """Return buttons for the actions that aren't shown yet, and note them."""
    fresh = [a for a in _unique(actions) if encode("", a.request) not in shown]
    shown.update(encode("", action.request) for action in fresh)
    return [RequestButton.of(action) for action in fresh]


def _choice_rows(actions: Sequence[Action], asker_id: int) -> Iterator[ui.ActionRow[Any]]:
    yield from _in_rows([ChoiceButton.of(action, asker_id) for action in _unique(actions)])


def _in_rows(
    buttons: Sequence[ui.Item[Any]],
) -> Iterator[ui.ActionRow[Any]]:
    for begin in range(0, len(buttons), ROW_SIZE):
        yield ui.ActionRow(*buttons[begin : begin + ROW_SIZE])


def _unique(actions: Sequence[Action]) -> list[Action]:
    """Return the actions with different targets, in their order."""
    return list({encode("", action.request): action for action in reversed(actions)}.values())[::-1]


def _closing(
    reply: Reply, audience: Audience, asker_id: int, *, is_question: bool
) -> list[ui.Item[Any]]:
    if audience is Audience.CHANNEL:
        return [RemoveButton.of(asker_id)]
    if audience is Audience.PRIVATE and not is_question and reply.request is not None:
        return [PostButton.of(reply.request)]
    return []


def _votes(reply: Reply) -> list[ui.Item[Any]]:
    """Return the buttons to rate an answer; none on what answers nothing."""
    if reply.request is None or subject_answered(reply) is None:
        return []
    return [VoteButton.of(reply.request, is_helpful=is_helpful) for is_helpful in (True, False)]
