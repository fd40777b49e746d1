"""When to trust the evidence for an intent: numbers that come out of measuring."""

import math
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from knowledge.loader import parse
from knowledge.models import Authored
from knowledge.source import read_document

FILE = Path(__file__).parent / "thresholds.yaml"


class Thresholds(Authored):
    """Evidence is a logit with coverage added and doubt taken off: about -3 to 12."""

    measured: date
    accept: float
    """Someone asked the bot: from this evidence on it answers."""
    offer: float
    """From this evidence on it offers what may have been meant."""
    margin: Annotated[float, Field(ge=0)]
    """A lead over the runner-up this small is a tie."""
    foreign: float
    """A lead of "not ours" over the best intent, in logits: beyond it nothing of ours is meant."""
    passive: float
    """Nobody asked the bot: below this evidence it keeps quiet."""
    slope: Annotated[float, Field(gt=0)]
    """How fast confidence grows with evidence; at `accept` it is one half."""
    sentence: Annotated[float, Field(ge=0, le=100)]
    """From this similarity on, a recorded sentence decides alone."""

    def confidence(self, evidence: float) -> float:
        """Return the chance (0..1) that an answer with this evidence is right."""
        exponent = min(50.0, max(-50.0, -self.slope * (evidence - self.accept)))
        return 1 / (1 + math.exp(exponent))


def load_thresholds(path: Path = FILE) -> Thresholds:
    """Load the thresholds. Raises `ContentError` as every reader of YAML does."""
    return parse(Thresholds, read_document(path))
