"""A multinomial logistic regression over `intents/features.py`, trained in numpy.

Deterministic: the same phrases give the same weights. Weights are kept as whole steps in 16 bits,
which loses nothing measurable, halves the file and the memory, and is turned back fast.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from intents.features import (
    LETTERS,
    FeatureSpace,
    Floats,
    Indexes,
    Vector,
    scale,
    spelt_words,
    stems_of,
)

STEPS = 140_000  # training takes about as many, whatever the number of texts …
MIN_PASSES, MAX_PASSES = 6, 20  # … within these limits
FIRST_RATE, LAST_RATE = 5.0, 0.25  # learning rate of the first and last step, falling linearly
DROPOUT = 0.5  # share of a phrase's features that a step doesn't see: no feature is relied on alone
PRIOR_WEIGHT = 0.5  # training starts from naive Bayes, this much of it …
PRIOR_SMOOTHING = 0.1  # … smoothed by this count
SEED = 13

Steps: TypeAlias = npt.NDArray[np.int16]

SETTLE_ROUNDS = 8  # at the end phrases that still go elsewhere are put right …
SETTLE_MARGIN = 1.0  # … until their class leads by this many logits
SETTLE_RATE = 1.0

_DRAWS = 1 << 20  # of what is kept and what is dropped: each text has its place in them
_CACHED_WORDS = 20_000
_MOST_STEPS = np.iinfo(np.int16).max
_TINY = 1e-9


class Classifier:
    """Gives every class a score for a masked text."""

    def __init__(
        self, space: FeatureSpace, labels: Sequence[str], weights: Steps, step: float
    ) -> None:
        self.space = space
        self.labels = tuple(labels)
        self.weights = weights  # one row a feature, one column a class, in steps
        self.step = step
        self._word_scores: dict[str, tuple[Floats, float]] = {}

    @classmethod
    def train(cls, texts: Sequence[Sequence[str]], labels: Sequence[str]) -> "Classifier":
        """Return a classifier trained on masked texts and the class of each."""
        space = FeatureSpace.fit(texts)
        classes = sorted(set(labels))
        column = {label: n for n, label in enumerate(classes)}
        targets = [column[label] for label in labels]
        vectors = space.vectors(texts)
        weights = _prior(vectors, targets, (len(space.known), len(classes)))
        _descend(weights, vectors, targets, _keys(texts))
        usual = _usual(texts, targets)
        settled = [n for n, target in enumerate(targets) if usual[tuple(texts[n])] == target]
        _settle(weights, [vectors[n] for n in settled], [targets[n] for n in settled])
        step = float(np.abs(weights).max()) / _MOST_STEPS or 1.0
        return cls(space, classes, np.rint(weights / np.float32(step)).astype(np.int16), step)

    def logits(self, tokens: Sequence[str]) -> Floats:
        """Return the score of each class, in the order of `labels`.

        Unbounded, higher is likelier; all 0 for a text in which nothing is known. The same as
        `space.vector(tokens)` times `weights`, with what single words add remembered.
        """
        forms = self.space.forms(self.space.numbers(stems_of(tokens)))
        scores = self._shares(forms.indexes, forms.values)
        square = 0.0
        spelt = np.zeros(len(self.labels), np.float32)
        for word in spelt_words(tokens):
            shares, length = self._spelt(word)
            spelt += shares
            square += length
        scores += np.float32(scale(LETTERS, square)) * spelt
        return scores

    def _shares(self, indexes: Indexes, values: Floats) -> Floats:
        """Return what features with these values add to each class."""
        rows = self.weights.take(indexes, axis=0).astype(np.float32)
        shares: Floats = (values @ rows) * np.float32(self.step)
        return shares

    def _spelt(self, word: str) -> tuple[Floats, float]:
        """Return what the letters of a word add to each class, unscaled, and their square."""
        if (known := self._word_scores.get(word)) is not None:
            return known
        if len(self._word_scores) >= _CACHED_WORDS:
            self._word_scores.clear()
        bag = self.space.letters(word)
        found = self._shares(bag.indexes, self.space.idf.take(bag.indexes)), bag.square
        self._word_scores[word] = found
        return found

    def strongest(self, tokens: Sequence[str], label: str, limit: int) -> list[tuple[str, float]]:
        """Return the features that speak most for `label`, with what each adds to its score."""
        vector = self.space.vector(tokens)
        column = self.weights[vector.indexes, self.labels.index(label)]
        shares = vector.values * column * np.float32(self.step)
        best = np.argsort(-shares, kind="stable")[:limit]
        return [(self.space.known.name(int(vector.indexes[n])), float(shares[n])) for n in best]


def softmax(scores: Floats) -> Floats:
    """Return scores as shares that add up to 1."""
    powers = np.exp(scores - scores.max())
    shares: Floats = powers / powers.sum()
    return shares


def _prior(vectors: Sequence[Vector], targets: Sequence[int], shape: tuple[int, int]) -> Floats:
    """Return a part of naive Bayes: how much likelier a feature is in a class than elsewhere.

    Where a class has few phrases, descending from here generalises better than from nothing.
    """
    weights = np.full(shape, PRIOR_SMOOTHING, np.float32)
    for vector, target in zip(vectors, targets, strict=True):
        weights[vector.indexes, target] += vector.values
    of_feature = weights.sum(axis=1)
    total = of_feature.sum()
    for column in weights.T:  # one class at a time: a second matrix would double the memory
        inside = column / column.sum()
        outside = (of_feature - column) / max(float(total - column.sum()), _TINY)
        column[:] = PRIOR_WEIGHT * (np.log(inside) - np.log(np.maximum(outside, _TINY)))
    return weights


def _keys(texts: Sequence[Sequence[str]]) -> npt.NDArray[np.uint64]:
    """Return a number for each text that depends on nothing else."""
    hashes = (blake2b(" ".join(text).encode(), digest_size=8).digest() for text in texts)
    return np.array([int.from_bytes(digest, "big") for digest in hashes], np.uint64)


def _descend(
    weights: Floats,
    vectors: Sequence[Vector],
    targets: Sequence[int],
    keys: npt.NDArray[np.uint64],
) -> None:
    """Improve `weights` in place by plain stochastic gradient descent with dropout.

    The order of the texts and what each drops come from its own key: one phrase more or less
    changes what it speaks of, and leaves the rest as it was.
    """
    chance = np.random.default_rng(SEED)
    longest = max(len(vector.indexes) for vector in vectors)
    is_kept = chance.random(_DRAWS + longest, np.float32) >= DROPOUT
    passes = max(MIN_PASSES, min(MAX_PASSES, round(STEPS / len(vectors))))
    steps = passes * len(vectors)
    step = 0
    for factor in chance.integers(2**63, size=passes, dtype=np.uint64):
        turns = keys * (factor | np.uint64(1))  # modulo 2**64
        starts: list[int] = (turns % np.uint64(_DRAWS)).tolist()
        for n in np.argsort(turns, kind="stable").tolist():
            kept = is_kept[starts[n] : starts[n] + len(vectors[n].indexes)]
            indexes = vectors[n].indexes[kept]
            values = vectors[n].values[kept] / np.float32(1 - DROPOUT)
            rate = FIRST_RATE + (LAST_RATE - FIRST_RATE) * step / steps
            step += 1
            rows = weights[indexes]
            error = softmax(values @ rows)
            error[targets[n]] -= 1
            rows -= np.outer(values * np.float32(rate), error)
            weights[indexes] = rows


def _usual(texts: Sequence[Sequence[str]], targets: Sequence[int]) -> Mapping[tuple[str, ...], int]:
    """Return the class that each text has most often: the same words may stand in two."""
    counts: dict[tuple[str, ...], Counter[int]] = defaultdict(Counter)
    for text, target in zip(texts, targets, strict=True):
        counts[tuple(text)][target] += 1
    return {text: min(found, key=lambda n: (-found[n], n)) for text, found in counts.items()}


def _settle(weights: Floats, vectors: Sequence[Vector], targets: Sequence[int]) -> None:
    """Put right in place what training left wrong, so that a phrase is understood as itself.

    Dropout leaves some phrases to chance: without this, each change anywhere would turn others.
    """
    for _ in range(SETTLE_ROUNDS):
        is_settled = True
        for vector, target in zip(vectors, targets, strict=True):
            rows = weights[vector.indexes]
            scores = vector.values @ rows
            wanted = scores[target]
            scores[target] = -np.inf
            other = int(scores.argmax())
            if wanted - scores[other] >= SETTLE_MARGIN:
                continue
            is_settled = False
            step = vector.values * np.float32(SETTLE_RATE)
            weights[vector.indexes, target] += step
            weights[vector.indexes, other] -= step
        if is_settled:
            return
