"""A multinomial logistic regression over `intents/features.py`, trained in numpy.

Deterministic: the same phrases give the same weights. Weights are kept as float16, which loses
nothing measurable and halves the file and the memory.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from intents.features import FeatureSpace, Floats, Vector

PASSES = 12
FIRST_RATE, LAST_RATE = 5.0, 0.25  # learning rate of the first and last step, falling linearly
SEED = 13


class Classifier:
    """Gives every class a score for a masked text."""

    def __init__(
        self, space: FeatureSpace, labels: Sequence[str], weights: npt.NDArray[np.float16]
    ) -> None:
        self.space = space
        self.labels = tuple(labels)
        self.weights = weights  # one row a feature, one column a class

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
        weights = _descend(vectors, targets, (len(space.names), len(classes)), passes)
        return cls(space, classes, weights.astype(np.float16))

    def logits(self, tokens: Sequence[str]) -> Floats:
        """Return the score of each class, in the order of `labels`.

        Unbounded, higher is likelier; all 0 for a text in which nothing is known.
        """
        vector = self.space.vector(tokens)
        rows = self.weights[vector.indexes].astype(np.float32)
        scores: Floats = vector.values @ rows
        return scores

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


def _descend(
    vectors: Sequence[Vector], targets: Sequence[int], shape: tuple[int, int], passes: int
) -> Floats:
    """Return the weights that plain stochastic gradient descent ends with."""
    weights = np.zeros(shape, np.float32)
    order = np.random.default_rng(SEED)
    steps = max(1, passes * len(vectors))
    step = 0
    for _ in range(passes):
        for n in order.permutation(len(vectors)).tolist():
            vector = vectors[n]
            rate = FIRST_RATE + (LAST_RATE - FIRST_RATE) * step / steps
            step += 1
            rows = weights[vector.indexes]
            error = softmax(vector.values @ rows)
            error[targets[n]] -= 1
            rows -= np.outer(vector.values * np.float32(rate), error)
            weights[vector.indexes] = rows
    return weights
