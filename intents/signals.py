"""What speaks for and against an answer, as numbers: what the second gate weighs.

Every signal lies between about -1 and 1, so that their weights can be compared.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from intents.catalogue import INTENTS, SMALL_TALK, are_siblings
from intents.classifier import softmax
from intents.families import Families
from intents.features import Floats
from intents.folding import QUESTION_MARK
from intents.named import Named
from intents.outcome import Option

SIGNALS = (
    "always",  # 1
    "score",  # the logit of the best class that can be meant
    "share",  # the probability of it and of what is nearly the same, as a logarithm
    "lead",  # its logit minus that of the next that can be meant and isn't nearly the same
    "skipped",  # logits of likelier intents that can't be meant here
    "foreign",  # the best class that isn't ours minus the best intent, in logits
    "coverage",  # the share of the text's weight in words that phrases know
    "role",  # a role is named
    "ours",  # no role is named, but something else of our field
    "needed",  # the intent needs a name, and has it
    "stranger",  # a job is named that we don't know, and nothing of our field
    "length",  # the number of words, as a logarithm
    "asks",  # there is a question mark, or the text begins like a question
)

_OPENING_WORDS = """
    am are best can compare could describe did difference do does explain has have how hows i im is
    looking need should tell what whats when where which who why will would any
"""
_OPENERS = frozenset(_OPENING_WORDS.split())
_SURE_LOGIT, _SURE_LEAD, _LONG = 8.0, 4.0, 6.0  # what counts as 1
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to understand a text."""

    option: Option
    score: float  # the logit of the class that speaks for it
    place: int  # of that class in the classifier


@dataclass(frozen=True, slots=True)
class Scored:
    """How the classes of a text score, as logits."""

    scores: Floats
    families: Families
    best_intent: float  # the best of those that are ours
    foreign_lead: float  # the best of the others minus it

    def share_of(self, candidate: Candidate) -> float:
        """Return the probability (0..1) that a candidate, or nearly the same, is meant."""
        near = self.families[candidate.option.intents[0]]
        for intent in candidate.option.intents[1:]:
            near = near | self.families[intent]
        if not near[candidate.place]:
            near = near.copy()
            near[candidate.place] = True
        return float(softmax(self.scores) @ near)


def signals(
    words: Sequence[str], coverage: float, scored: Scored, named: Named, found: Sequence[Candidate]
) -> tuple[float, ...]:
    """Return the signals of a text in the order of `SIGNALS`.

    Args:
        words: The masked text.
        coverage: 0..1, as `FeatureSpace.coverage`.
        scored: The score of every class.
        named: What the text names.
        found: What it may mean, the likeliest first; at least one.
    """
    best = found[0]
    others = [other for other in found[1:] if not _are_near(best.option, other.option)]
    lead = best.score - others[0].score if others else _SURE_LEAD
    intent = INTENTS[best.option.intents[0]]
    has_role = any(entity.kind == "role" for entity in best.option.entities)
    is_small = intent.id in SMALL_TALK
    return (
        1.0,
        _clip(best.score / _SURE_LOGIT),
        _clip(math.log(max(scored.share_of(best), _TINY)) / 6),
        _clip(lead / _SURE_LEAD),
        _clip((scored.best_intent - best.score) / _SURE_LEAD),
        _clip(scored.foreign_lead / _SURE_LOGIT),
        coverage,
        float(has_role),
        float(named.is_ours and not has_role),
        float(intent.needs != "nothing" or is_small),
        float(named.has_stranger and not named.is_ours),
        _clip(math.log2(1 + len(words)) / _LONG),
        float(QUESTION_MARK in words or (bool(words) and words[0] in _OPENERS)),
    )


def _are_near(option: Option, other: Option) -> bool:
    same = option.entities == other.entities
    return same and are_siblings(option.intents[0], other.intents[0])


def _clip(value: float) -> float:
    return max(-1.5, min(1.5, value))
