"""What a classifier sees of a text: three families of weighted n-grams.

Words and word pairs carry meaning, word bigrams with marks at the ends carry the form of a
question, and letters inside words carry what typing errors and endings leave over.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from intents.folding import stem

Floats: TypeAlias = npt.NDArray[np.float32]
Indexes: TypeAlias = npt.NDArray[np.int32]

BEGIN, END = "^", "$"
GRAMS, PAIRS, LETTERS = 1.0, 0.7, 1.0  # weights of words and bigrams : unordered pairs : letters
MAX_PAIRED_WORDS = 40  # pairs grow with the square of the length
MIN_COUNT = 2  # two words that are seen together once are chance

_NORM = math.sqrt(GRAMS**2 + PAIRS**2 + LETTERS**2)
_CACHED_WORDS = 20_000


@dataclass(frozen=True, slots=True)
class Vector:
    """A sparse vector: `values[i]` at `indexes[i]`."""

    indexes: Indexes
    values: Floats


@dataclass(frozen=True, slots=True)
class Bag:
    """The features of one family in a text, each once."""

    indexes: list[int]  # of the known ones
    values: list[float]  # their inverse document frequencies
    square: float  # of the length, over known *and* unknown features


def stems_of(tokens: Sequence[str]) -> list[str]:
    """Return the stem of each token; slots (`<role>`) stay as they are."""
    return [token if token[0] == "<" else stem(token) for token in tokens]


def _grams(stems: Sequence[str]) -> set[str]:
    return {*stems, *(f"{a} {b}" for a, b in pairwise((BEGIN, *stems, END)))}


def _paired(stems: Sequence[str]) -> list[str]:
    """Return the stems that make pairs, sorted, so that each pair has one order."""
    return sorted(list(dict.fromkeys(stems))[:MAX_PAIRED_WORDS])


def _letters(word: str) -> set[str]:
    """Return the 2- to 4-grams of a word with a mark at each end (prefix `#`)."""
    padded = f"_{word}_"
    return {f"#{padded[n : n + size]}" for size in (2, 3, 4) for n in range(len(padded) - size + 1)}


def _is_compound(name: str) -> bool:
    return "|" in name or " " in name


def spelt_words(tokens: Sequence[str]) -> list[str]:
    """Return the words whose letters count: each once, no slots."""
    return [token for token in dict.fromkeys(tokens) if token[0] != "<"]


class FeatureSpace:
    """The features that training saw, each with its inverse document frequency."""

    def __init__(self, names: Sequence[str], idf: Floats, unknown_idf: float) -> None:
        self.names = tuple(names)
        self.idf = idf
        self.unknown_idf = unknown_idf
        self._unknown_square = unknown_idf * unknown_idf
        self._idf: list[float] = idf.tolist()
        self._index = dict(zip(self.names, range(len(self.names)), strict=True))
        self._letter_bags: dict[str, Bag] = {}

    @classmethod
    def fit(cls, texts: Iterable[Sequence[str]]) -> "FeatureSpace":
        """Return the space of the features in `texts` (masked tokens)."""
        total = 0
        counts: Counter[str] = Counter()
        for tokens in texts:
            total += 1
            stems = stems_of(tokens)
            counts.update(_grams(stems))
            words = _paired(stems)
            counts.update(f"{a}|{b}" for n, a in enumerate(words) for b in words[n + 1 :])
            counts.update({gram for word in spelt_words(tokens) for gram in _letters(word)})
        names = sorted(n for n, c in counts.items() if c >= MIN_COUNT or not _is_compound(n))
        idf = np.array([math.log((1 + total) / (1 + counts[n])) + 1 for n in names], np.float32)
        return cls(names, idf, math.log(1 + total) + 1)

    def grams(self, stems: Sequence[str]) -> Bag:
        """Return words and bigrams, the ends of the text being words too."""
        return self._bag(_grams(stems))

    def pairs(self, stems: Sequence[str]) -> Bag:
        """Return the unordered pairs of the first `MAX_PAIRED_WORDS` different words."""
        words = _paired(stems)
        return self._bag([f"{a}|{b}" for n, a in enumerate(words, 1) for b in words[n:]])

    def letters(self, word: str) -> Bag:
        """Return the letter n-grams of one word. The same word costs nothing a second time."""
        if (known := self._letter_bags.get(word)) is not None:
            return known
        if len(self._letter_bags) >= _CACHED_WORDS:
            self._letter_bags.clear()
        bag = self._letter_bags[word] = self._bag(_letters(word))
        return bag

    def _bag(self, names: Collection[str]) -> Bag:
        index_of = self._index.get
        indexes = [index for name in names if (index := index_of(name)) is not None]
        values = [self._idf[index] for index in indexes]
        unknown = len(names) - len(indexes)
        return Bag(indexes, values, _square(values) + unknown * self._unknown_square)

    def vector(self, tokens: Sequence[str]) -> Vector:
        """Return the weighted features of a masked text.

        Each family is scaled to length 1 (over known *and* unknown features, so strange words
        lower every score), weighted by its weight, and the whole by the weights' norm. The letters
        of a text are those of its words side by side. Empty for a text in which nothing is known.
        """
        stems = stems_of(tokens)
        found: dict[int, float] = {}
        for bag, weight in ((self.grams(stems), GRAMS), (self.pairs(stems), PAIRS)):
            factor = scale(weight, bag.square)
            for index, value in zip(bag.indexes, bag.values, strict=True):
                found[index] = factor * value
        spelt = [self.letters(word) for word in spelt_words(tokens)]
        factor = scale(LETTERS, sum(bag.square for bag in spelt))
        for bag in spelt:
            for index, value in zip(bag.indexes, bag.values, strict=True):
                found[index] = found.get(index, 0.0) + factor * value
        order = sorted(found)
        values = np.array([found[index] for index in order], np.float32)
        return Vector(np.array(order, np.int32), values)

    def coverage(self, tokens: Sequence[str]) -> float:
        """Return the share (0..1) of a text's weight that lies in known words; 0 if empty."""
        known = unknown = 0.0
        for name in set(stems_of(tokens)):
            index = self._index.get(name)
            if index is None:
                unknown += self.unknown_idf
            else:
                known += self._idf[index]
        return known / (known + unknown) if known else 0.0


def scale(weight: float, square: float) -> float:
    """Return the factor that gives a family of squared length `square` its share; 0 if empty."""
    return weight / (_NORM * math.sqrt(square)) if square else 0.0


def _square(values: Sequence[float]) -> float:
    return sum(value * value for value in values)
