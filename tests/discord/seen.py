"""What a person sees of a card: its text and its buttons."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from simcord import InteractionResult

MAX_COMPONENTS = 40
MAX_TEXT_CHARS = 4000


@dataclass(frozen=True, slots=True)
class Button:
    """A button on a card."""

    label: str
    custom_id: str
    is_disabled: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A card as it is shown."""

    text: str
    buttons: tuple[Button, ...]
    menu: tuple[str, ...]  # the labels of its menu's options
    components: int

    @property
    def title(self) -> str:
        return self.text.partition("\n")[0].removeprefix("## ")

    @property
    def labels(self) -> list[str]:
        return [button.label for button in self.buttons]

    def is_within_limits(self) -> bool:
        """Whether Discord would take it: it says no to one component or character too many."""
        ids = [button.custom_id for button in self.buttons]
        return (
            self.components <= MAX_COMPONENTS
            and len(self.text) <= MAX_TEXT_CHARS
            and len(set(ids)) == len(ids)
            and all(len(custom_id) <= 100 for custom_id in ids)
            and all(0 < len(button.label) <= 80 for button in self.buttons)
        )


def card_of(shown: InteractionResult | discord.Message | None) -> Card:
    """Return the card in an interaction's first response, or in a message."""
    if isinstance(shown, InteractionResult):
        assert shown.response is not None, "nothing was answered"
        raw: Sequence[Mapping[str, Any]] = shown.response.components
    else:
        assert shown is not None, "there is no message"
        raw = [component.to_dict() for component in shown.components]
    return read_card(raw)


def read_card(raw: Sequence[Mapping[str, Any]]) -> Card:
    """Return the card that these components make."""
    items = list(_walk(raw))
    texts = [str(item["content"]) for item in items if item["type"] == 10]
    buttons = tuple(
        Button(_label(item), item.get("custom_id", ""), bool(item.get("disabled")))
        for item in items
        if item["type"] == 2
    )
    menu = tuple(o["label"] for item in items if item["type"] == 3 for o in item["options"])
    return Card("\n".join(texts), buttons, menu, len(items))


def _label(button: Mapping[str, Any]) -> str:
    """Return what a button shows: its words, or its emoji alone."""
    return str(button.get("label") or button["emoji"]["name"])


def _walk(raw: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for item in raw:
        yield item
        yield from _walk(item.get("components", ()))
