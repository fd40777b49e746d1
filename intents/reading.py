"""A text with everything that it may mean, before anything is decided, and how to show it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intents.named import Named
from intents.outcome import Why
from intents.sentences import Near
from intents.signals import SIGNALS, Candidate
from intents.understanding import Parse


@dataclass(frozen=True, slots=True)
class Reading:
    """One text with everything that it may mean, the likeliest first."""

    text: str
    parse: Parse
    named: Named
    candidates: tuple[Candidate, ...]
    foreign: str  # the best class that isn't ours
    foreign_lead: float  # its logit minus that of the best intent
    signals: tuple[float, ...]  # as `signals`; empty without a candidate
    chance: float  # 0..1, that the best candidate is meant; 0 without one


def explain(reading: Reading, nearest: Sequence[Near] = ()) -> Why:
    """Return why a text was read as it was, as plain data for JSON and people."""
    return {
        "masked": " ".join(reading.parse.masked),
        "repairs": reading.parse.repairs(),
        "named": [f"{e.kind}:{e.id}" for e in reading.named.roles + reading.named.words],
        "coverage": round(reading.parse.coverage, 2),
        "chance": round(reading.chance, 3),
        "candidates": list(_shown(reading)),
        "foreign": reading.foreign,
        "foreign_lead": round(reading.foreign_lead, 2),
        "nearest": [f"{near.sentence.text} ({near.score:.0f})" for near in nearest[:1]],
    }


def weighed(reading: Reading, weights: dict[str, float]) -> dict[str, tuple[float, float]]:
    """Return each signal with what it adds to the chance, in logits."""
    pairs = zip(SIGNALS, reading.signals, strict=False)
    return {name: (round(value, 3), round(value * weights[name], 2)) for name, value in pairs}


def _shown(reading: Reading) -> Iterator[dict[str, object]]:
    for candidate in reading.candidates:
        entities = [entity.id for entity in candidate.option.entities]
        yield {
            "intents": list(candidate.option.intents),
            "entities": entities,
            "score": round(candidate.score, 2),
        }
