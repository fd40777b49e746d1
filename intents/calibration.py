"""Find out when to trust a reading: fit the gate to labelled questions and draw the lines.

What is measured here is honest: a question's chance comes from a gate that was fitted without it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from intents.catalogue import SMALL_TALK
from intents.evaluation import fits, known
from intents.outcome import Option
from intents.phrases import PhraseBook
from intents.questions import Question
from intents.rehearsal import as_questions
from intents.router import Router
from intents.signals import SIGNALS
from intents.thresholds import Thresholds
from intents.understanding import Understanding
from knowledge.base import KnowledgeBase

Floats: TypeAlias = npt.NDArray[np.float64]

FOLDS = 10
REHEARSED = 0.1  # how much a phrase counts beside a recorded question
RIDGE = 1.0  # how hard weights are held near zero
STEPS = 30
ROUNDS = 3  # which part of a text speaks for it depends on the gate, and the gate on the parts
OFFER_SHARE = 0.38  # of the offers just above the line, so many hold what was meant


@dataclass(frozen=True, slots=True)
class Sample:
    """A labelled question as the gate sees it."""

    signals: tuple[float, ...]
    is_right: bool  # the best candidate is what was meant
    is_offered: bool  # … or another one of the candidates
    is_answerable: bool


def samples(router: Router, questions: Sequence[Question]) -> list[Sample]:
    """Return a sample for each question that could be answered; small talk is left out."""
    return [s for question in questions if (s := _sample(router, question)) is not None]


def _sample(router: Router, question: Question) -> Sample | None:
    reading = router.reader.readings(question.text).best
    options: Sequence[Option] = [candidate.option for candidate in reading.candidates]
    if not options or SMALL_TALK & set(options[0].intents):
        return None
    return Sample(
        reading.signals,
        fits(options[0], question),
        any(fits(option, question) for option in options),
        question.kind == "answerable",
    )


def rehearse(base: KnowledgeBase, book: PhraseBook, thresholds: Thresholds) -> list[Sample]:
    """Return a sample for each phrase, read by what was trained without its hand."""
    hands = sorted({phrase.hand for phrase in book.phrases})
    found: list[Sample] = []
    for half in (set(hands[::2]), set(hands[1::2])):
        rest = book.of_hands(half)
        router = Router(base, Understanding.build(base, rest), thresholds)
        others = [phrase for phrase in book.phrases if phrase.hand not in half]
        found += samples(router, list(as_questions(others, base)))
    return found


def fit(real: Sequence[Sample], rehearsed: Sequence[Sample]) -> Floats:
    """Return the weights of `SIGNALS` by ridge logistic regression (Newton's method)."""
    found = [*real, *rehearsed]
    inputs = np.array([sample.signals for sample in found])
    wanted = np.array([sample.is_right for sample in found], float)
    counts = np.array([1.0] * len(real) + [REHEARSED] * len(rehearsed))
    weights = np.zeros(len(SIGNALS))
    ridge = np.full(len(SIGNALS), RIDGE)
    ridge[0] = 0.0  # what is always there isn't held back
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (counts * (chance - wanted)) + ridge * weights
        curve = (inputs.T * (counts * chance * (1 - chance))) @ inputs + np.diag(ridge)
        weights -= np.linalg.solve(curve, slope)
    return weights


def held_out(found: Sequence[Sample], rehearsed: Sequence[Sample]) -> Floats:
    """Return the chance of each sample by a gate that was fitted to the others."""
    chances = np.zeros(len(found))
    for fold in range(FOLDS):
        rest = [sample for n, sample in enumerate(found) if n % FOLDS != fold]
        weights = fit(rest, rehearsed)
        for n in range(fold, len(found), FOLDS):
            chances[n] = 1 / (1 + np.exp(-np.array(found[n].signals) @ weights))
    return chances


@dataclass(frozen=True, slots=True)
class Point:
    """What comes of answering from one chance on."""

    line: float
    right: float  # per cent of the answerable samples
    wrong: float  # per cent of all samples


def curve(found: Sequence[Sample], chances: Floats) -> Iterator[Point]:
    """Yield recall against wrong answers, from the strictest line to the laxest."""
    answerable = max(1, sum(sample.is_answerable for sample in found))
    for line in np.arange(0.95, 0.0, -0.05):
        said = [s for s, chance in zip(found, chances, strict=True) if chance >= line]
        right = sum(sample.is_right for sample in said)
        yield Point(float(line), 100 * right / answerable, 100 * (len(said) - right) / len(found))


def line_of(cost: float) -> float:
    """Return the chance from which on answering gains more than it loses.

    Of many answers with a chance p, p are right and 1 - p are wrong and cost `cost` each: they
    pay from p = cost / (1 + cost) on. That holds as far as chances are what they say, which the
    reliability of `evaluate` shows.
    """
    return round(cost / (1 + cost), 3)


def offer_line(found: Sequence[Sample], chances: Floats, answer: float) -> float:
    """Return the chance from which on an offer is worth somebody's attention."""
    below = sorted(
        ((c, s.is_offered) for s, c in zip(found, chances, strict=True) if c < answer), reverse=True
    )
    line, window = answer, 60
    for n in range(len(below)):
        near = below[max(0, n - window) : n + 1]
        if len(near) > window and sum(hit for _, hit in near) < OFFER_SHARE * len(near):
            break
        line = below[n][0]
    return round(float(line), 3)


@dataclass(frozen=True, slots=True)
class Costs:
    """How many right answers one wrong answer outweighs."""

    addressed: float
    passive: float


def calibrate(
    router: Router,
    questions: Sequence[Question],
    rehearsed: Sequence[Sample],
    costs: Costs,
    measured: tuple[date, tuple[str, ...]],
) -> tuple[Router, list[Point]]:
    """Return the router with a gate fitted to `questions`, and its curve.

    Args:
        router: What reads the questions.
        questions: Labelled ones; those about roles that aren't held are left out.
        rehearsed: What `rehearse` returns.
        costs: The price of a wrong answer.
        measured: When, and what to call the questions in the file.
    """
    asked = known(questions, router)
    for _ in range(ROUNDS):
        found = samples(router, asked)
        fitted = [round(float(weight), 4) for weight in fit(found, rehearsed)]
        chances = held_out(found, rehearsed)
        answer = line_of(costs.addressed)
        thresholds = Thresholds(
            measured=measured[0],
            sets=measured[1],
            cost=costs.addressed,
            passive_cost=costs.passive,
            answer=answer,
            offer=offer_line(found, chances, answer),
            passive=max(answer, line_of(costs.passive)),
            sentence=router.thresholds.sentence,
            weights=dict(zip(SIGNALS, fitted, strict=True)),
        )
        router = replace(router, thresholds=thresholds)
    return router, list(curve(found, chances))
