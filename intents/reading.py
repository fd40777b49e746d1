"""A text with everything that it may mean, before anything is decided, and how to show it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from intents.outcome import Option, Why
from intents.resolution import Named
from intents.sentences import Near
from intents.understanding import Parse


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to understand a text, and how much speaks for it."""

    option: Option
    evidence: float  # see `Thresholds`


@dataclass(frozen=True, slots=True)
class Reading:
    """One text with everything that it may mean, the likeliest first."""

    text: str
    parse: Parse
    named: Named
    candidates: tuple[Candidate, ...]
    foreign: str  # the best class that isn't ours
    foreign_lead: float  # its logit minus that of the best intent
    declined: str | None  # the topic that says why this isn't ours, where that is clear enough

    @property
    def evidence(self) -> float:
        """The evidence for the best candidate; minus infinity without one."""
        return self.candidates[0].evidence if self.candidates else -np.inf


def explain(reading: Reading, nearest: Sequence[Near] = ()) -> Why:
    """Return why a text was read as it was, as plain data for JSON and people."""
    return {
        "masked": " ".join(reading.parse.masked),
        "repairs": reading.parse.repairs(),
        "named": [f"{e.kind}:{e.id}" for e in reading.named.roles + reading.named.words],
        "coverage": round(reading.parse.coverage, 2),
        "candidates": list(_shown(reading)),
        "foreign": reading.foreign,
        "foreign_lead": round(reading.foreign_lead, 2),
        "nearest": [f"{near.sentence.text} ({near.score:.0f})" for near in nearest[:1]],
    }


def _shown(reading: Reading) -> Iterator[dict[str, object]]:
    for candidate in reading.candidates:
        entities = [entity.id for entity in candidate.option.entities]
        yield {
            "intents": list(candidate.option.intents),
            "entities": entities,
            "evidence": round(candidate.evidence, 2),
        }
