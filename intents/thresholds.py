"""When to trust a reading: numbers that come out of measuring, never out of the air."""

import math
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, field_validator

from intents.signals import SIGNALS
from knowledge.loader import parse
from knowledge.models import Authored
from knowledge.source import read_document

FILE = Path(__file__).parent / "thresholds.yaml"

Chance = Annotated[float, Field(ge=0, le=1)]


class Thresholds(Authored):
    """The second gate: a logistic regression over `SIGNALS`, and where to draw the lines."""

    measured: date
    sets: Annotated[
        tuple[Annotated[str, StringConstraints(min_length=1)], ...], Field(min_length=1)
    ]
    """The questions that it was measured on, by file, with how many."""
    cost: Annotated[float, Field(gt=0)]
    """How many right answers one wrong answer outweighs, to somebody who asked the bot."""
    passive_cost: Annotated[float, Field(gt=0)]
    """The same where nobody asked it."""
    answer: Chance
    """Someone asked the bot: from this chance on it answers."""
    offer: Chance
    """From this chance on it offers what may have been meant."""
    passive: Chance
    """Nobody asked the bot: below this chance it keeps quiet."""
    sentence: Annotated[float, Field(ge=0, le=100)]
    """From this similarity on, a recorded sentence decides alone."""
    weights: dict[str, float]
    """What each signal adds, in logits."""

    @field_validator("weights")
    @classmethod
    def _one_each(cls, weights: dict[str, float]) -> dict[str, float]:
        if set(weights) != set(SIGNALS):
            raise ValueError(f"must name exactly these signals: {', '.join(SIGNALS)}")
        return weights

    @cached_property
    def _ordered(self) -> tuple[float, ...]:
        return tuple(self.weights[name] for name in SIGNALS)

    def chance(self, signals: Sequence[float]) -> float:
        """Return the chance (0..1) that what a text seems to mean is what was meant."""
        total = sum(w * value for w, value in zip(self._ordered, signals, strict=True))
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))


def load_thresholds(path: Path = FILE) -> Thresholds:
    """Load the thresholds. Raises `ContentError` as every reader of YAML does."""
    return parse(Thresholds, read_document(path))
