"""A multinomial logistic regression over `intents/features.py`, trained in numpy.

Deterministic: the same phrases give the same weights. Weights are kept as float16, which loses
nothing measurable and halves the file and the memory.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from intents.features import (
    GRAMS,
    LETTERS,
    PAIRS,
    FeatureSpace,
    Floats,
    Vector,
    scale,
    spelt_words,
    stems_of,
)

PASSES = 10
FIRST_RATE, LAST_RATE = 5.0, 0.25  # learning rate of the first and last step, falling linearly
DROPOUT = 0.5  # share of a phrase's features that a step doesn't see: no feature is relied on alone
PRIOR_WEIGHT = 0.5  # training starts from naive Bayes, this much of it …
PRIOR_SMOOTHING = 0.1  # … smoothed by this count
SEED = 13

_CACHED_WORDS = 20_000
_TINY = 1e-9


class Classifier:
    """Gives every class a score for a masked text."""

    def __init__(
        self, space: FeatureSpace, labels: Sequence[str], weights: npt.NDArray[np.float16]
    ) -> None:
        self.space = space
        self.labels = tuple(labels)
        self.weights = weights  # one row a feature, one column a class
        self._word_scores: dict[str, tuple[Floats, float]] = {}

    @classmethod
    def train(
        cls, texts: Sequence[Sequence[str]], labels: Sequence[str], passes: int = PASSES
    ) -> "Classifier":
        """Return a classifier trained on masked texts and the class of each."""
        space = FeatureSpace.fit(texts)
        classes = sorted(set(labels))
        column = {label: n for n, label in enumerate(classes)}
        targets = [column[label] for label in labels]
        vectors = [space.vector(text) for text in texts]
        weights = _prior(vectors, targets, (len(space.names), len(classes)))
        _descend(weights, vectors, targets, passes)
        return cls(space, classes, weights.astype(np.float16))

    def logits(self, tokens: Sequence[str]) -> Floats:
        """Return the score of each class, in the order of `labels`.

        Unbounded, higher is likelier; all 0 for a text in which nothing is known. The same as
        `space.vector(tokens)` times `weights`, with what single words add remembered.
        """
        stems = stems_of(tokens)
        grams, pairs = self.space.grams(stems), self.space.pairs(stems)
        of_grams, of_pairs = scale(GRAMS, grams.square), scale(PAIRS, pairs.square)
        values = [of_grams * value for value in grams.values]
        values += [of_pairs * value for value in pairs.values]
        rows = self.weights[grams.indexes + pairs.indexes].astype(np.float32)
        scores: Floats = np.array(values, np.float32) @ rows
        square = 0.0
        spelt = np.zeros(len(self.labels), np.float32)
        for word in spelt_words(tokens):
            shares, length = self._spelt(word)
            spelt += shares
            square += length
        scores += np.float32(scale(LETTERS, square)) * spelt
        return scores

    def _spelt(self, word: str) -> tuple[Floats, float]:
        """Return what the letters of a word add to each class, unscaled, and their square."""
        if (known := self._word_scores.get(word)) is not None:
            return known
        if len(self._word_scores) >= _CACHED_WORDS:
            self._word_scores.clear()
        bag = self.space.letters(word)
        rows = self.weights[bag.indexes].astype(np.float32)
        found = np.array(bag.values, np.float32) @ rows, bag.square
        self._word_scores[word] = found
        return found

    def strongest(self, tokens: Sequence[str], label: str, limit: int) -> list[tuple[str, float]]:
        """Return the features that speak most for `label`, with what each adds to its score."""
        vector = self.space.vector(tokens)
        column = self.weights[vector.indexes, self.labels.index(label)].astype(np.float32)
        shares = vector.values * column
        best = np.argsort(-shares, kind="stable")[:limit]
        return [(self.space.names[vector.indexes[n]], float(shares[n])) for n in best]


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


def _descend(
    weights: Floats, vectors: Sequence[Vector], targets: Sequence[int], passes: int
) -> None:
    """Improve `weights` in place by plain stochastic gradient descent with dropout."""
    chance = np.random.default_rng(SEED)
    steps = max(1, passes * len(vectors))
    step = 0
    for _ in range(passes):
        for n in chance.permutation(len(vectors)).tolist():
            kept = chance.random(len(vectors[n].indexes), np.float32) >= DROPOUT
            indexes = vectors[n].indexes[kept]
            values = vectors[n].values[kept] / np.float32(1 - DROPOUT)
            rate = FIRST_RATE + (LAST_RATE - FIRST_RATE) * step / steps
            step += 1
            rows = weights[indexes]
            error = softmax(values @ rows)
            error[targets[n]] -= 1
            rows -= np.outer(values * np.float32(rate), error)
            weights[indexes] = rows
