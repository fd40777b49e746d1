"""What a classifier sees of a text: three families of weighted n-grams.

Words and word pairs carry meaning, word bigrams with marks at the ends carry the form of a
question, and letters inside words carry what typing errors and endings leave over. Two words
together are one number, made of the numbers of both, and are looked up in sorted arrays: no text is
put together for them, and nothing has to be built when they are loaded.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from intents.folding import stem

Floats: TypeAlias = npt.NDArray[np.float32]
Indexes: TypeAlias = npt.NDArray[np.int64]

BEGIN, END = "^", "$"
GRAMS, PAIRS, LETTERS = 1.0, 0.7, 1.0  # weights of words and bigrams : unordered pairs : letters
MAX_PAIRED_WORDS = 40  # pairs grow with the square of the length
MIN_COUNT = 2  # two words that are seen together once are chance; among many texts, also twice
MANY_TEXTS = 10_000

_NORM = math.sqrt(GRAMS**2 + PAIRS**2 + LETTERS**2)
_CACHED_WORDS = 20_000
_SHIFT = 20  # bits for the number of a word: a million words at most
_BEGIN, _END = (1 << _SHIFT) - 1, (1 << _SHIFT) - 2  # numbers of the marks
_LAST = np.iinfo(np.int64).max
_PAIR = 1 << 2 * _SHIFT  # set in the keys of pairs, which so come after all bigrams


@dataclass(frozen=True, slots=True)
class Vector:
    """A sparse vector: `values[i]` at `indexes[i]`, each index once."""

    indexes: Indexes
    values: Floats


@dataclass(frozen=True, slots=True)
class Bag:
    """The features of one family in a text, each once."""

    indexes: Indexes  # of the known ones
    square: float  # of the length, over known *and* unknown features


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The features that training saw, in the order of the weights' rows, each family sorted."""

    words: tuple[str, ...]  # stems, numbered by their place
    compounds: Indexes  # keys of two words each: bigrams, then pairs
    letters: tuple[str, ...]  # n-grams

    def __len__(self) -> int:
        return len(self.words) + len(self.compounds) + len(self.letters)

    def name(self, index: int) -> str:
        """Return the feature of a row for people: "what", "what is", "is|what", "#wha"."""
        if index < len(self.words):
            return self.words[index]
        index -= len(self.words)
        if index >= len(self.compounds):
            return f"#{self.letters[index - len(self.compounds)]}"
        key = int(self.compounds[index])
        first, second = divmod(key % _PAIR, 1 << _SHIFT)
        return f"{self._word(first)}{'|' if key >= _PAIR else ' '}{self._word(second)}"

    def _word(self, number: int) -> str:
        return {_BEGIN: BEGIN, _END: END}.get(number) or self.words[number]


def stems_of(tokens: Sequence[str]) -> list[str]:
    """Return the stem of each token; slots (`<role>`) stay as they are."""
    return [token if token[0] == "<" else stem(token) for token in tokens]


def spelt_words(tokens: Sequence[str]) -> list[str]:
    """Return the words whose letters count: each once, no slots."""
    return [token for token in dict.fromkeys(tokens) if token[0] != "<"]


def _letters(word: str) -> set[str]:
    """Return the 2- to 4-grams of a word with a mark at each end."""
    padded = f"_{word}_"
    return {padded[n : n + size] for size in (2, 3, 4) for n in range(len(padded) - size + 1)}


@lru_cache(maxsize=MAX_PAIRED_WORDS + 1)
def _corners(size: int) -> tuple[Indexes, Indexes]:
    """Return the places of all pairs among `size` things."""
    first, second = np.triu_indices(size, 1)
    return first, second


class FeatureSpace:
    """The features that training saw, each with its inverse document frequency."""

    def __init__(self, known: Vocabulary, idf: Floats, unknown_idf: float) -> None:
        self.known = known
        self.idf = idf  # one for each row
        self.unknown_idf = unknown_idf
        self._unknown_square = unknown_idf * unknown_idf
        self._word_idf: list[float] = idf[: len(known.words)].tolist()
        self._number = {word: n for n, word in enumerate(known.words)}
        self._letter = {gram: n for n, gram in enumerate(known.letters)}
        self._words = len(known.words)
        self._compounds = np.append(known.compounds, _LAST)  # so that every key has a place
        self._first_letter = self._words + len(known.compounds)

    @classmethod
    def fit(cls, texts: Iterable[Sequence[str]]) -> "FeatureSpace":
        """Return the space of the features in `texts` (masked tokens)."""
        total = 0
        words: Counter[str] = Counter()
        bigrams: Counter[tuple[str, str]] = Counter()
        pairs: Counter[tuple[str, str]] = Counter()
        letters: Counter[str] = Counter()
        grams_of = lru_cache(maxsize=None)(_letters)
        for tokens in texts:
            total += 1
            stems = stems_of(tokens)
            words.update(set(stems))
            bigrams.update(set(pairwise((BEGIN, *stems, END))))
            pairs.update(combinations(sorted(list(dict.fromkeys(stems))[:MAX_PAIRED_WORDS]), 2))
            letters.update(set().union(*map(grams_of, spelt_words(tokens))))
        number = {word: n for n, word in enumerate(sorted(words))} | {BEGIN: _BEGIN, END: _END}
        at_least = MIN_COUNT + (total > MANY_TEXTS)
        compounds = _keyed(bigrams, number, 0, at_least) | _keyed(pairs, number, _PAIR, at_least)
        known = Vocabulary(
            tuple(sorted(words)), np.fromiter(compounds, np.int64), tuple(sorted(letters))
        )
        counts = [
            *(words[word] for word in known.words),
            *compounds.values(),
            *(letters[gram] for gram in known.letters),
        ]
        idf = np.array([math.log((1 + total) / (1 + count)) + 1 for count in counts], np.float32)
        return cls(known, idf, math.log(1 + total) + 1)

    def numbers(self, stems: Sequence[str]) -> list[int]:
        """Return the number of each stem; strange ones get numbers of their own."""
        known = self._number
        found = []
        strange: dict[str, int] = {}
        for word in stems:
            number = known.get(word)
            if number is None:
                number = strange.setdefault(word, len(known) + len(strange))
            found.append(number)
        return found

    def forms(self, numbers: Sequence[int]) -> Vector:
        """Return words, bigrams and unordered pairs, both families weighted.

        The ends of a text are words of its bigrams. Of a long text the first `MAX_PAIRED_WORDS`
        different words make pairs.
        """
        words = list(dict.fromkeys(numbers))
        paired = words[:MAX_PAIRED_WORDS]
        bigrams = {a << _SHIFT | b for a, b in pairwise((_BEGIN, *numbers, _END))}
        held = np.array(sorted(n for n in words if n < self._words), np.int64)
        mates = held
        if len(words) > MAX_PAIRED_WORDS:
            mates = np.array(sorted(n for n in paired if n < self._words), np.int64)
        first, second = _corners(len(mates))
        pairs = (mates[first] << _SHIFT) + (mates[second] + _PAIR)
        keys = np.concatenate((np.array([*bigrams], np.int64), pairs))
        places = self._compounds.searchsorted(keys)
        is_known = self._compounds.take(places) == keys
        of_grams = len(held) + int(np.count_nonzero(is_known[: len(bigrams)]))
        indexes = np.concatenate((held, places[is_known] + self._words))
        values = self.idf.take(indexes)
        total = len(words) + len(bigrams)
        _scale(values[:of_grams], GRAMS, (total - of_grams) * self._unknown_square)
        total = len(paired) * (len(paired) - 1) // 2
        strange = total - (len(values) - of_grams)
        _scale(values[of_grams:], PAIRS, strange * self._unknown_square)
        return Vector(indexes, values)

    def letters(self, word: str) -> Bag:
        """Return the letter n-grams of one word."""
        grams = _letters(word)
        index_of = self._letter.get
        found = sorted(index for gram in grams if (index := index_of(gram)) is not None)
        indexes = np.array(found, np.int64) + self._first_letter
        strange = len(grams) - len(indexes)
        return Bag(indexes, _square(self.idf.take(indexes)) + strange * self._unknown_square)

    def vectors(self, texts: Iterable[Sequence[str]]) -> list[Vector]:
        """Return what `vector` returns for each text; a word that comes again costs nothing."""
        letters = lru_cache(maxsize=None)(self.letters)
        return [self._vector(tokens, letters) for tokens in texts]

    def vector(self, tokens: Sequence[str]) -> Vector:
        """Return the weighted features of a masked text.

        Each family is scaled to length 1 (over known *and* unknown features, so strange words
        lower every score), weighted by its weight, and the whole by the weights' norm. The letters
        of a text are those of its words side by side. Empty for a text in which nothing is known.
        """
        return self._vector(tokens, self.letters)

    def _vector(self, tokens: Sequence[str], letters: Callable[[str], Bag]) -> Vector:
        forms = self.forms(self.numbers(stems_of(tokens)))
        spelt = [letters(word) for word in spelt_words(tokens)]
        factor = np.float32(scale(LETTERS, sum(bag.square for bag in spelt)))
        found = np.concatenate([np.array([], np.int64), *(bag.indexes for bag in spelt)])
        indexes, places = np.unique(found, return_inverse=True)
        values = np.bincount(places, self.idf[found], len(indexes)) * factor
        order = np.argsort(forms.indexes)
        return Vector(
            np.concatenate((forms.indexes[order], indexes)),
            np.concatenate((forms.values[order], values.astype(np.float32))),
        )

    def coverage(self, tokens: Sequence[str]) -> float:
        """Return the share (0..1) of a text's weight that lies in known words; 0 if empty."""
        known = unknown = 0.0
        for number in sorted(set(self.numbers(stems_of(tokens)))):
            if number < self._words:
                known += self._word_idf[number]
            else:
                unknown += self.unknown_idf
        return known / (known + unknown) if known else 0.0


def scale(weight: float, square: float) -> float:
    """Return the factor that gives a family of squared length `square` its share; 0 if empty."""
    return weight / (_NORM * math.sqrt(square)) if square else 0.0


def _scale(values: Floats, weight: float, strange: float) -> None:
    """Scale one family in place; `strange` is the square of what isn't known."""
    values *= np.float32(scale(weight, _square(values) + strange))


def _square(values: Floats) -> float:
    return float(values @ values)


def _keyed(
    counts: Counter[tuple[str, str]], number: Mapping[str, int], mark: int, at_least: int
) -> dict[int, int]:
    """Return the counts of what isn't chance by key, sorted."""
    return dict(
        sorted(
            ((number[first] << _SHIFT) + number[second] + mark, count)
            for (first, second), count in counts.items()
            if count >= at_least
        )
    )
