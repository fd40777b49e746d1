"""Tell which questions that aren't ours have an answer all the same: why, and where to ask."""

from collections.abc import Mapping, Sequence

import numpy as np

from intents.catalogue import NEAR_MISS, is_out_of_scope
from intents.classifier import softmax
from intents.features import Floats

ENTRIES = "entries"  # the hand of sentences that stand in the knowledge
UNNAMED_NEAR_MISS = f"{NEAR_MISS}{ENTRIES}"  # entries' `not_for`: not ours, whatever the theme
MIN_LEAD = 1.0  # logits by which a theme must lead before its topic speaks for us …
MIN_SHARE = 0.3  # … and the probability that it must have


class Decliner:
    """Knows the themes of near misses that a topic answers."""

    def __init__(self, labels: Sequence[str], topics: Mapping[str, str]) -> None:
        """Take the classes of the classifier, and the topic of each theme that has one."""
        self._labels = tuple(labels)
        self._topics = dict(topics)
        self._ours = np.array([not is_out_of_scope(label) for label in labels])
        self._named = np.array([label != UNNAMED_NEAR_MISS for label in labels])
        self._themes = np.flatnonzero([label in topics for label in labels])

    def topic(self, scores: Floats) -> str | None:
        """Return the topic of the theme that leads over every intent, and is no mere guess.

        `scores` are logits, one a class. None if no theme does.
        """
        if not len(self._themes):
            return None
        theme = int(self._themes[scores[self._themes].argmax()])
        if scores[theme] - scores[self._ours].max() < MIN_LEAD:
            return None
        named = np.where(self._named, scores, -np.inf)
        return self._topics[self._labels[theme]] if softmax(named)[theme] >= MIN_SHARE else None
