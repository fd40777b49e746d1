"""Find the known words that are a typing error or two away from a strange one.

Two words are one error apart only if taking at most one letter out of each can make them the same:
so each word is kept under a hash of itself and of all that is left of it without one letter, in a
sorted array that is cached with what was learned, and only the few that share one are compared.
"""

import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from intents.folding import stem
from intents.scoring import edit_distance, within

MIN_CHARS = 4  # shorter words have too many neighbours
TRUSTED_USES = 3  # other forms of a word used this often need no mending

Hashes: TypeAlias = npt.NDArray[np.uint32]
Places: TypeAlias = npt.NDArray[np.int32]


class WordIndex:
    """Words with how often each is used. Immutable; build one with `WordIndex.of`."""

    def __init__(self, counts: Mapping[str, int], hashes: Hashes, owners: Places) -> None:
        self.counts = counts
        self.hashes = hashes  # sorted
        self.owners = owners  # the place of the word that each hash belongs to
        self.stems = frozenset(stem(word) for word, uses in counts.items() if uses >= TRUSTED_USES)
        self._words = _indexed(counts)
        by_shape: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in self._words:
            by_shape[word[0], len(word)].append(word)
        self._by_shape = dict(by_shape)

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> "WordIndex":
        """Return the index of the words in `counts`; those under `MIN_CHARS` have no neighbours."""
        pairs = sorted(
            (shape, place) for place, word in enumerate(_indexed(counts)) for shape in _shapes(word)
        )
        hashes = np.array([shape for shape, _ in pairs], np.uint32)
        return cls(counts, hashes, np.array([place for _, place in pairs], np.int32))

    def one_off(self, word: str) -> list[str]:
        """Return the words that are exactly one error away from `word`, sorted."""
        shapes = np.array(_shapes(word), np.uint32)
        starts, ends = (self.hashes.searchsorted(shapes, side) for side in ("left", "right"))
        found = {
            self._words[place]
            for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
            for place in self.owners[start:end].tolist()
        }
        return sorted(known for known in found if edit_distance(word, known, 1) == 1)

    def two_off(self, word: str) -> list[tuple[str, int]]:
        """Return the words with the same first letter that are one or two errors away."""
        candidates: list[str] = []
        for length in range(len(word) - 2, len(word) + 3):
            candidates += self._by_shape.get((word[0], length), ())
        return [(known, errors) for known, errors in within(word, candidates, 2) if errors]


def _indexed(counts: Mapping[str, int]) -> Sequence[str]:
    return sorted(word for word in counts if len(word) >= MIN_CHARS and word.isalpha())


def _shapes(word: str) -> list[int]:
    """Return hashes of a word and of it without each of its letters, the same everywhere."""
    left = {word, *(word[:n] + word[n + 1 :] for n in range(len(word)))}
    return [zlib.crc32(shape.encode()) for shape in left]
