"""The matcher without our entries: classify any text, or say that it belongs to no class.

The same folding, repair, features and classifier as for our own questions, so that it can be
measured on anybody's data.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from intents.classifier import Classifier
from intents.features import Floats
from intents.folding import tokenize
from intents.repair import Repairer
from intents.wordindex import WordIndex
from knowledge.issues import ContentError, Issue

COVERAGE_WEIGHT = 4.0  # how much it counts that all words are known
DOUBT_WEIGHT = 0.5  # how much of the out-of-scope score counts against a class
OUT_OF_SCOPE = "(out of scope)"  # no class of anybody's data is called so


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the class that it belongs to."""

    text: str
    label: str


@dataclass(frozen=True, slots=True)
class Guess:
    """The likeliest class of a text."""

    label: str
    evidence: float  # unbounded, higher is surer; what is below a tuned threshold has no class


class Engine:
    """A classifier with repair. Build one with `Engine.train`."""

    def __init__(self, classifier: Classifier, repairer: Repairer) -> None:
        self._classifier = classifier
        self._repairer = repairer
        self._foreign = np.array([label == OUT_OF_SCOPE for label in classifier.labels])

    @classmethod
    def train(cls, examples: Sequence[Example], foreign: Sequence[str] = ()) -> "Engine":
        """Return an engine that knows the classes of `examples`; `foreign` belong to none."""
        texts = [_words(example.text) for example in examples] + [_words(t) for t in foreign]
        labels = [example.label for example in examples] + [OUT_OF_SCOPE] * len(foreign)
        vocabulary = Counter(word for words in texts for word in words)
        return cls(Classifier.train(texts, labels), Repairer(WordIndex.of(vocabulary)))

    def guess(self, text: str) -> Guess:
        """Return the likeliest class of `text` and how much speaks for it."""
        typed = _words(text)
        mended = [self._repairer.mend(word) or word for word in typed]
        scores = self._classifier.logits(mended)
        if mended != typed:
            scores = (scores + self._classifier.logits(typed)) * np.float32(0.5)
        return self._best(scores, self._classifier.space.coverage(typed))

    def _best(self, scores: Floats, coverage: float) -> Guess:
        ours = np.where(self._foreign, -np.inf, scores)
        best = int(ours.argmax())
        evidence = float(scores[best]) + COVERAGE_WEIGHT * coverage
        if self._foreign.any():
            evidence -= DOUBT_WEIGHT * float(scores[self._foreign].max())
        return Guess(self._classifier.labels[best], evidence)


def tune(inside: Sequence[tuple[Guess, Example]], outside: Sequence[Guess]) -> float:
    """Return the evidence below which a text has no class: most of both sets come out right.

    Without texts from outside nothing speaks for a threshold, and it is minus infinity.
    """
    if not outside:
        return -np.inf
    right = np.sort([g.evidence for g, e in inside if g.label == e.label])
    strange = np.sort([guess.evidence for guess in outside])
    levels: npt.NDArray[np.float64] = np.unique(np.concatenate([right, strange]))
    kept = len(right) - np.searchsorted(right, levels, side="left")
    refused = np.searchsorted(strange, levels, side="left")
    return float(levels[int(np.argmax(kept + refused))])


def read_examples(path: Path) -> list[Example]:
    """Read JSON lines with `text` and `intent`.

    Raises:
        ContentError: the file can't be read, is empty, or a line is no such object.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError([Issue(path, 1, "", f"can't be read: {error}")]) from error
    examples = []
    for number, line in enumerate(lines, 1):
        try:
            item = json.loads(line)
            examples.append(Example(str(item["text"]), str(item["intent"])))
        except (ValueError, KeyError, TypeError) as error:
            message = f"must be an object with `text` and `intent`: {error}"
            raise ContentError([Issue(path, number, "", message)]) from error
    if not examples:
        raise ContentError([Issue(path, 1, "", "holds no example")])
    return examples


def _words(text: str) -> list[str]:
    return [token.word for token in tokenize(text)]
