"""Names and sentences of a server's entries over those of the base, which are shared.

Building them costs milliseconds and memory for what is the server's own, however large the base.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from intents.layers import Layer
from intents.lexicon import Lexicon, Name, Reading, names_of, starts_of
from intents.outcome import Entity
from intents.sentences import Near, Sentence, SentenceIndex, Sentences
from knowledge.models import AnyEntry


def layered_lexicon(
    base: Lexicon, entries: Iterable[AnyEntry], removed: Collection[Entity]
) -> Lexicon:
    """Return `base` without the names of `removed` and with those of `entries`.

    Its `vocabulary` holds the words of the server's own names alone.
    """
    own = [pair for entry in entries for pair in names_of(entry)]
    kept = [name for name in base.names if name.entity not in removed]
    keys = {name.key for name, _ in own}
    if removed:
        keys |= {name.key for name in base.names if name.entity in removed}
    mine = Lexicon.from_names([*own, *_below(base, kept, keys)])
    gone: Mapping[str, tuple[Reading, ...]] = {key: () for key in keys if key}
    starts = starts_of([name for name, _ in own])
    return Lexicon(
        readings=Layer(base.readings, {**gone, **mine.readings}),
        exact=Layer(base.exact, mine.exact),
        squeezed=Layer(base.squeezed, mine.squeezed),
        vocabulary={word: 1 for name, _ in own for word in name.folded.split()},
        names=(*kept, *(name for name, _ in own)),
        sizes=Layer(base.sizes, _longer(base, mine)),
        by_start=Layer(base.by_start, _begun(base, starts, removed)),
    )


def _below(
    base: Lexicon, names: Iterable[Name], keys: Collection[str]
) -> Iterable[tuple[Name, Reading]]:
    """Yield what the base calls by one of `keys`."""
    for name in names:
        if name.key in keys:
            for reading in base.readings[name.key]:
                if reading.entity == name.entity and reading.via == name.via:
                    yield name, reading


def _longer(base: Lexicon, mine: Lexicon) -> Mapping[str, tuple[int, ...]]:
    return {
        word: tuple(sorted({*sizes, *base.sizes.get(word, ())}, reverse=True))
        for word, sizes in mine.sizes.items()
    }


def _begun(
    base: Lexicon, starts: Mapping[str, tuple[Name, ...]], removed: Collection[Entity]
) -> Mapping[str, tuple[Name, ...]]:
    touched = set(starts)
    if removed:
        gone = [name for name in base.names if name.entity in removed]
        touched |= set(starts_of(gone))
    return {
        start: (
            *(name for name in base.by_start.get(start, ()) if name.entity not in removed),
            *starts.get(start, ()),
        )
        for start in touched
    }


class LayeredSentences:
    """The sentences of a server's entries, and those of the base that it didn't remove."""

    def __init__(self, base: Sentences, own: SentenceIndex, removed: Collection[Entity]) -> None:
        self._base = base
        self._own = own
        self._removed = frozenset(removed)

    def nearest(self, text: str, limit: int = 3) -> list[Near]:
        """Return up to `limit` sentences most like `text`, best first."""
        below = self._base.nearest(text, limit + len(self._removed) if self._removed else limit)
        kept = [near for near in below if not self._is_removed(near.sentence)]
        found = [*self._own.nearest(text, limit), *kept]
        return sorted(found, key=lambda near: -near.score)[:limit]

    def where(self, holds: Callable[[Sentence], bool]) -> Sentences:
        """Return the index of those sentences for which `holds`."""
        return LayeredSentences(self._base.where(holds), self._own.where(holds), self._removed)

    def __iter__(self) -> Iterator[Sentence]:
        """Yield every sentence."""
        yield from (sentence for sentence in self._base if not self._is_removed(sentence))
        yield from self._own

    def _is_removed(self, sentence: Sentence) -> bool:
        return sentence.owner in self._removed
