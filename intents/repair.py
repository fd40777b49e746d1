"""Mend words that nobody wrote into phrases or names: most of them are typing errors."""

from collections.abc import Collection

from intents.folding import singular, stem
from intents.wordindex import MIN_CHARS, TRUSTED_USES, WordIndex

LONG_CHARS = 7  # from here on two errors are forgiven
MIN_NAME_CHARS = 6  # words of names from here on are looked for in the phrases' own errors
MIN_OWN_CHARS = 5  # of a server's own names, which are few
_ENDING_LIST = "ly er ers est ed ing ness able less ful al ally or ors ity ive ion ions"
OWN_USES = 10  # a word of a server's own names counts as used so often
ERROR_SHARE = 0.25  # an error is at most this often as the word that was meant


class Repairer:
    """Knows the words that make sense here, and how often each is used.

    Words that are `written` elsewhere, in the texts that answers are made of, are words as well:
    they are left alone, and nothing is mended to them. `errors` are words of the index that count
    as unknown, see `errors_in`. `names` are words of names.
    """

    def __init__(
        self,
        index: WordIndex,
        errors: Collection[str] = (),
        written: Collection[str] = (),
        own: WordIndex | None = None,
        names: Collection[str] = (),
    ) -> None:
        self._index = index
        self._counts = index.counts
        self._errors = frozenset(errors)
        self._written = frozenset(written)
        self._own = own or WordIndex.of({})
        self._names = frozenset(names)

    def with_words(self, own: Collection[str]) -> "Repairer":
        """Return a repairer that knows a few words more: those of a server's own names."""
        counts = {word: OWN_USES for word in own if word not in self._counts}
        errors = (self._errors | errors_in(self._index, own, MIN_OWN_CHARS)) - frozenset(own)
        names = self._names | frozenset(own)
        return Repairer(self._index, errors, self._written, WordIndex.of(counts), names)

    def knows(self, word: str) -> bool:
        """Return whether `word`, or another form of it, needs no mending."""
        if word in self._errors or singular(word) in self._errors:
            return False
        return self._is_written(word) or stem(word) in self._index.stems or self._is_derived(word)

    def _is_written(self, word: str) -> bool:
        """Return whether somebody wrote exactly this word, and meant it."""
        if word in self._errors or singular(word) in self._errors:
            return False
        if word in self._counts or word in self._written or singular(word) in self._counts:
            return True
        return word in self._own.counts or singular(word) in self._own.counts

    def _is_derived(self, word: str) -> bool:
        """Return whether `word` is made of a common one: "brighter", "generally", "tested"."""
        for ending in _ENDING_LIST.split():
            base = word.removesuffix(ending)
            if base != word and len(base) >= MIN_CHARS:
                uses = max(self._counts.get(base, 0), self._counts.get(f"{base}e", 0))
                if uses >= TRUSTED_USES or base in self._written:
                    return True
        return False

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
        uses = self._counts.get
        return min(near, key=lambda c: (c[1], c[0][0] != word[0], -uses(c[0], OWN_USES), c[0]))[0]

    def mend_typed(self, word: str) -> str | None:
        """Return what `mend` does, or the word of a name of which a form is misspelt.

        "overfiting" looks like a form of "overfit"; where "overfitting" is a name, it is meant.
        Phrases are learned with the forms that they have.
        """
        mended = self.mend(word)
        if mended or len(word) < LONG_CHARS or not word.isalpha() or self._is_written(word):
            return mended
        own = stem(word)
        near = (known for known in self._index.one_off(word) if stem(known) == own)
        return min((known for known in near if known in self._names), default=None)

    def _near(self, word: str) -> list[tuple[str, int]]:
        indexes = (self._index, self._own)
        near = [(known, 1) for index in indexes for known in index.one_off(word)]
        if not near and len(word) >= LONG_CHARS:
            near = [pair for index in indexes for pair in index.two_off(word)]
        return [(known, errors) for known, errors in near if known not in self._errors]


def errors_in(
    index: WordIndex, names: Collection[str], min_chars: int = MIN_NAME_CHARS
) -> frozenset[str]:
    """Return the words of the index that are people's typing errors in words of `names`.

    Words under `min_chars` have too many neighbours.

    Errors stand in the phrases too: a word that is one error away from a word of a name, and far
    less used, counts as unknown.
    """
    return frozenset(
        error
        for name in names
        if len(name) >= min_chars
        for form in (name, f"{name}s")
        for error in index.one_off(form)
        if singular(error) not in names and _is_error(error, form, index)
    )


def _is_error(word: str, name: str, index: WordIndex) -> bool:
    is_rare = index.counts[word] <= ERROR_SHARE * index.counts.get(name, 0)
    return is_rare and word[0] == name[0] and stem(word) != stem(name)
