"""Measure the engine on anybody's labelled data: train, tune, test, time."""

import math
import resource
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from intents.engine import Engine, Example, Guess, read_examples, tune
from intents.typos import with_typos

NOISE_SEED = 13
WARM_UP = 50  # questions before the clock counts


@dataclass(frozen=True, slots=True)
class Trial:
    """The data of one trial; what is empty isn't measured."""

    train: Sequence[Example]
    oos_train: Sequence[Example]
    val: Sequence[Example]
    oos_val: Sequence[Example]
    test: Sequence[Example]
    oos_test: Sequence[Example]
    noise: int | None  # a typing error per so many characters

    @classmethod
    def load(cls, files: dict[str, list[Path]], noise: int | None) -> "Trial":
        """Return the trial of the files by part. Raises `ContentError` as `read_examples`."""
        parts = {
            part: [example for path in paths for example in read_examples(path)]
            for part, paths in files.items()
        }
        return cls(**parts, noise=noise)


@dataclass(frozen=True, slots=True)
class Report:
    """What a trial found; None where it had no data for it."""

    in_scope_accuracy: float | None  # per cent of `test` whose likeliest class is right
    in_scope_accepted: float | None  # per cent of `test` that is right and above the threshold
    out_of_scope_recall: float | None  # per cent of `oos_test` that is refused
    out_of_scope_precision: float | None  # per cent of what is refused that is out of scope
    noisy_accuracy: float | None  # as `in_scope_accuracy`, with typing errors
    p50_ms: float
    p99_ms: float
    train_seconds: float
    peak_mib: float  # of the whole process, training included
    threshold: float | None


def run(trial: Trial) -> Report:
    """Train on one part of the data, tune the threshold on the second, measure on the third."""
    started = time.perf_counter()
    engine = Engine.train(trial.train, [example.text for example in trial.oos_train])
    train_seconds = time.perf_counter() - started
    inside = [(engine.guess(example.text), example) for example in trial.val]
    threshold = tune(inside, [engine.guess(example.text) for example in trial.oos_val])
    for example in trial.test[:WARM_UP]:
        engine.guess(example.text)
    times: list[float] = []
    tested = list(_timed(engine, trial.test, times))
    foreign = list(_timed(engine, trial.oos_test, times))
    caught = sum(guess.evidence < threshold for guess, _ in foreign)
    refused = caught + sum(guess.evidence < threshold for guess, _ in tested)
    return Report(
        in_scope_accuracy=_accuracy(tested),
        in_scope_accepted=_accuracy(tested, threshold),
        out_of_scope_recall=100 * caught / len(foreign) if foreign else None,
        out_of_scope_precision=100 * caught / refused if foreign and refused else None,
        noisy_accuracy=_accuracy(list(_noisy(engine, trial))),
        p50_ms=statistics.median(times),
        p99_ms=sorted(times)[int(0.99 * (len(times) - 1))],
        train_seconds=train_seconds,
        peak_mib=peak_mib(),
        threshold=threshold if trial.oos_val else None,
    )


def peak_mib() -> float:
    """Return the most memory that this process has held, in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def _timed(
    engine: Engine, examples: Sequence[Example], times: list[float]
) -> Iterator[tuple[Guess, Example]]:
    for example in examples:
        started = time.perf_counter()
        guess = engine.guess(example.text)
        times.append(1000 * (time.perf_counter() - started))
        yield guess, example


def _noisy(engine: Engine, trial: Trial) -> Iterator[tuple[Guess, Example]]:
    if trial.noise is None:
        return
    chance = Random(NOISE_SEED)  # noqa: S311 - a repeatable test, no secret
    for example in trial.test:
        yield engine.guess(with_typos(example.text, trial.noise, chance)), example


def _accuracy(
    guessed: Sequence[tuple[Guess, Example]], threshold: float = -math.inf
) -> float | None:
    if not guessed:
        return None
    right = sum(g.label == e.label and g.evidence >= threshold for g, e in guessed)
    return 100 * right / len(guessed)
