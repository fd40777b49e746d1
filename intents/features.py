"""What a classifier sees of a text: three families of weighted n-grams.

Words and word pairs carry meaning, word bigrams with marks at the ends carry the form of a
question, and letters inside words carry what typing errors and endings leave over.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from intents.folding import stem

Floats: TypeAlias = npt.NDArray[np.float32]
Indexes: TypeAlias = npt.NDArray[np.int32]

BEGIN, END = "^", "$"
FAMILY_WEIGHTS = (1.0, 0.7, 1.0)  # words and bigrams : unordered pairs : letters
MAX_PAIRED_WORDS = 40  # pairs grow with the square of the length
MIN_PAIR_COUNT = 2  # a pair seen once is chance

_CACHED_WORDS = 50_000


@dataclass(frozen=True, slots=True)
class Vector:
    """A sparse vector: `values[i]` at `indexes[i]`."""

    indexes: Indexes
    values: Floats


def families(tokens: Sequence[str]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Return the features of a masked text, by family, with their counts."""
    stems = [token if token.startswith("<") else stem(token) for token in tokens]
    marked = [BEGIN, *stems, END]
    grams = Counter(stems)
    grams.update(f"{a} {b}" for a, b in pairwise(marked))
    unique = list(dict.fromkeys(stems))[:MAX_PAIRED_WORDS]
    pairs = Counter(
        f"{a}|{b}" if a < b else f"{b}|{a}" for n, a in enumerate(unique) for b in unique[n + 1 :]
    )
    letters: Counter[str] = Counter()
    for token in tokens:
        if not token.startswith("<"):
            letters.update(_letters(token))
    return grams, pairs, letters


_letters_by_word: dict[str, tuple[str, ...]] = {}


def _letters(word: str) -> tuple[str, ...]:
    """Return the 2- to 4-grams of a word with a mark at each end (prefix `#`)."""
    known = _letters_by_word.get(word)
    if known is None:
        padded = f"_{word}_"
        known = tuple(
            f"#{padded[n : n + size]}" for size in (2, 3, 4) for n in range(len(padded) - size + 1)
        )
        if len(_letters_by_word) >= _CACHED_WORDS:
            _letters_by_word.clear()
        _letters_by_word[word] = known
    return known


class FeatureSpace:
    """The features that training saw, each with its inverse document frequency."""

    def __init__(self, names: Sequence[str], idf: Floats, unknown_idf: float) -> None:
        self.names = tuple(names)
        self.idf = idf
        self.unknown_idf = unknown_idf
        self._index = {name: n for n, name in enumerate(self.names)}
        self._idf: list[float] = idf.tolist()

    @classmethod
    def fit(cls, texts: Iterable[Sequence[str]]) -> "FeatureSpace":
        """Return the space of the features in `texts` (masked tokens)."""
        total = 0
        counts: Counter[str] = Counter()
        for tokens in texts:
            total += 1
            for family in families(tokens):
                counts.update(family.keys())
        names = sorted(n for n, c in counts.items() if c >= MIN_PAIR_COUNT or "|" not in n)
        idf = np.array([math.log((1 + total) / (1 + counts[n])) + 1 for n in names], np.float32)
        return cls(names, idf, math.log(1 + total) + 1)

    def vector(self, tokens: Sequence[str]) -> Vector:
        """Return the weighted features of a masked text.

        Each family is scaled to length 1 (over known *and* unknown features, so strange words
        lower every score), weighted by `FAMILY_WEIGHTS`; then the whole is scaled by the weights'
        norm. Empty for a text in which nothing is known.
        """
        indexes: list[int] = []
        values: list[float] = []
        for family, weight in zip(families(tokens), FAMILY_WEIGHTS, strict=True):
            self._weigh(family, weight / _WEIGHT_NORM, indexes, values)
        return Vector(np.array(indexes, np.int32), np.array(values, np.float32))

    def _weigh(
        self, family: Mapping[str, int], scale: float, indexes: list[int], values: list[float]
    ) -> None:
        begin = len(values)
        square = 0.0
        for name, count in family.items():
            index = self._index.get(name)
            tf = 1.0 if count == 1 else 1 + math.log(count)
            if index is None:
                square += (tf * self.unknown_idf) ** 2
                continue
            value = tf * self._idf[index]
            square += value * value
            indexes.append(index)
            values.append(value)
        factor = scale / math.sqrt(square) if square else 0.0
        for n in range(begin, len(values)):
            values[n] *= factor

    def coverage(self, tokens: Sequence[str]) -> float:
        """Return the share (0..1) of a text's weight that lies in known words; 0 if empty."""
        known = unknown = 0.0
        for token in set(tokens):
            index = self._index.get(token if token.startswith("<") else stem(token))
            if index is None:
                unknown += self.unknown_idf
            else:
                known += self._idf[index]
        return known / (known + unknown) if known else 0.0


_WEIGHT_NORM = math.sqrt(sum(weight * weight for weight in FAMILY_WEIGHTS))
