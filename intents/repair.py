"""Mend words that nobody wrote into phrases or names: most of them are typing errors."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from intents.folding import singular, stem
from intents.scoring import edit_distance, within

MIN_CHARS = 4  # shorter words have too many neighbours
LONG_CHARS = 7  # from here on two errors are forgiven


class Repairer:
    """Knows the words that make sense here, and how often each is used."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._counts = dict(vocabulary)
        self._stems = {stem(word) for word in vocabulary}
        self._by_shape: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._by_deletion: dict[str, list[str]] = defaultdict(list)
        for word in sorted(vocabulary):
            if len(word) < MIN_CHARS or not word.isalpha():
                continue
            self._by_shape[word[0], len(word)].append(word)
            for shorter in _deletions(word):
                self._by_deletion[shorter].append(word)

    def knows(self, word: str) -> bool:
        """Return whether `word`, or another form of it, needs no mending."""
        return word in self._counts or singular(word) in self._counts or stem(word) in self._stems

    def mend(self, word: str) -> str | None:
        """Return the known word that was most likely meant, or None if none is near.

        One error is forgiven in words under seven letters, two in longer ones, none in words under
        four. Fewer errors win, then the same first letter, then the more frequent word.
        """
        if len(word) < MIN_CHARS or not word.isalpha() or self.knows(word):
            return None
        near = self._near(word)
        if not near:
            return None
        return min(near, key=lambda c: (c[1], c[0][0] != word[0], -self._counts[c[0]], c[0]))[0]

    def _near(self, word: str) -> list[tuple[str, int]]:
        candidates = {
            known
            for shorter in (word, *_deletions(word))
            for known in (shorter, *self._by_deletion.get(shorter, ()))
            if known in self._counts and len(known) >= MIN_CHARS
        }
        if near := [(known, 1) for known in candidates if edit_distance(word, known, 1) == 1]:
            return near
        if len(word) < LONG_CHARS:
            return []
        same_start: list[str] = []
        for length in range(len(word) - 2, len(word) + 3):
            same_start += self._by_shape.get((word[0], length), ())
        return within(word, same_start, 2)


def _deletions(word: str) -> Sequence[str]:
    return [word[:n] + word[n + 1 :] for n in range(len(word))]
