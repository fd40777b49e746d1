"""Mend words that nobody wrote into phrases or names: most of them are typing errors."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from intents.folding import singular, stem
from intents.scoring import edit_distance, within

MIN_CHARS = 4  # shorter words have too many neighbours
LONG_CHARS = 7  # from here on two errors are forgiven
TRUSTED_USES = 3  # other forms of a word used this often need no mending
MIN_NAME_CHARS = 6  # words of names from here on are looked for in the phrases' own errors
ERROR_SHARE = 0.25  # an error is at most this often as the word that was meant


class Repairer:
    """Knows the words that make sense here, and how often each is used.

    People's errors stand in the phrases too: a word that is one error away from a word of a name,
    and far less used, counts as unknown. Words that are `written` elsewhere, in the texts that
    answers are made of, are words as well: they are left alone, and nothing is mended to them.
    """

    def __init__(
        self,
        vocabulary: Mapping[str, int],
        names: Collection[str] = (),
        written: Collection[str] = (),
    ) -> None:
        self._counts = dict(vocabulary)
        self._written = frozenset(written)
        self._stems = {stem(word) for word, uses in vocabulary.items() if uses >= TRUSTED_USES}
        self._errors: set[str] = set()
        self._by_shape: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._by_deletion: dict[str, list[str]] = defaultdict(list)
        for word in sorted(vocabulary):
            if len(word) < MIN_CHARS or not word.isalpha():
                continue
            self._by_shape[word[0], len(word)].append(word)
            for shorter in _deletions(word):
                self._by_deletion[shorter].append(word)
        self._errors = {
            error
            for name in names
            if len(name) >= MIN_NAME_CHARS
            for form in (name, f"{name}s")
            for error, _ in self._one_off(form)
            if singular(error) not in names and self._is_error(error, form)
        }

    def knows(self, word: str) -> bool:
        """Return whether `word`, or another form of it, needs no mending."""
        if word in self._errors or singular(word) in self._errors:
            return False
        if word in self._counts or word in self._written or singular(word) in self._counts:
            return True
        return stem(word) in self._stems

    def _is_error(self, word: str, name: str) -> bool:
        is_rare = self._counts[word] <= ERROR_SHARE * self._counts.get(name, 0)
        return is_rare and word[0] == name[0] and stem(word) != stem(name)

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
        if near := self._one_off(word):
            return near
        if len(word) < LONG_CHARS:
            return []
        same_start: list[str] = []
        for length in range(len(word) - 2, len(word) + 3):
            same_start += self._by_shape.get((word[0], length), ())
        near = within(word, same_start, 2)
        return [(known, far) for known, far in near if far and known not in self._errors]

    def _one_off(self, word: str) -> list[tuple[str, int]]:
        """Return the known words that are one error away from `word`."""
        candidates = {
            known
            for shorter in (word, *_deletions(word))
            for known in (shorter, *self._by_deletion.get(shorter, ()))
            if known in self._counts and len(known) >= MIN_CHARS
        } - self._errors
        return [(known, 1) for known in candidates if edit_distance(word, known, 1) == 1]


def _deletions(word: str) -> Sequence[str]:
    return [word[:n] + word[n + 1 :] for n in range(len(word))]
