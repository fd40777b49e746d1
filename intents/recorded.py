"""Sentences that are known to be asked, found by their words.

So that a change of one entry has to be tried only on those that it can touch.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from intents.folding import singular, tokenize
from intents.outcome import Entity
from intents.questions import Question
from intents.scoring import in_order, most_similar, within
from intents.sentences import MIN_SIMILARITY, Sentence
from knowledge.text import fold

MAX_TYPING_ERRORS = 2  # beyond that no word is taken for another
COMMON_SHARE = 0.02  # of the sentences: what more of them have tells nothing of any
MIN_CHARS, LONG_CHARS = 4, 7  # from here on one error is forgiven, and two


@dataclass(frozen=True, slots=True)
class Recorded:
    """A sentence that is known to be asked."""

    text: str
    owner: Entity | None  # the entry that it stands in; None: a recorded question
    is_by_heart: bool  # whether it is enough that it is found by its own letters


def recorded_in(sentences: Iterable[Sentence], *, is_by_heart: bool) -> Iterator[Recorded]:
    """Yield those of `sentences` that must reach an entry; topics are found by theirs alone.

    What isn't found by heart must be understood without as well: that is how people's own words
    will fare.
    """
    for sentence in sentences:
        if not sentence.is_negative:
            is_topic = sentence.owner.kind == "topic"
            yield Recorded(sentence.text, sentence.owner, is_by_heart or is_topic)


def recorded_questions(questions: Iterable[Question]) -> Iterator[Recorded]:
    """Yield questions of no entry's own."""
    for question in questions:
        yield Recorded(question.text, None, is_by_heart=True)


class RecordedSentences:
    """Recorded sentences by their words. Building it takes some 10 µs a sentence."""

    def __init__(self, recorded: Iterable[Recorded]) -> None:
        self._all = tuple(recorded)
        self._ordered = [in_order(fold(one.text)) for one in self._all]
        self._places: dict[str, list[int]] = defaultdict(list)
        for n, one in enumerate(self._all):
            for word in {token.word for token in tokenize(one.text)}:
                self._places[word].append(n)
        self._words = tuple(self._places)

    def __len__(self) -> int:
        return len(self._all)

    def __getitem__(self, n: int) -> Recorded:
        """Return the sentence at a place that a method of this class gave."""
        return self._all[n]

    def having(self, words: Iterable[str]) -> set[int]:
        """Return the places of sentences with a word that may be meant as one of `words`."""
        near: set[str] = set()
        for word in words:
            for found, errors in within(word, self._words, MAX_TYPING_ERRORS):
                if errors <= _forgiven(word, found):
                    near.add(found)
        return {n for word in near for n in self._places[word]}

    def sharing(self, words: Iterable[str]) -> set[int]:
        """Return the places of sentences with one of `words` that few of them have."""
        most = max(1, round(COMMON_SHARE * len(self._all)))
        found = (self._places.get(word, ()) for word in words)
        return {n for places in found if len(places) <= most for n in places}

    def like(self, texts: Iterable[str]) -> set[int]:
        """Return the places of sentences like one of `texts`, whatever the order of words."""
        found: set[int] = set()
        for text in texts:
            ordered = in_order(fold(text))
            near = most_similar(ordered, self._ordered, len(self._all), MIN_SIMILARITY)
            found.update(n for n, _ in near)
        return found

    def same_as(self, texts: Iterable[str]) -> set[int]:
        """Return the places of sentences that have the same words as one of `texts`."""
        wanted = {in_order(fold(text)) for text in texts}
        return {n for n, ordered in enumerate(self._ordered) if ordered in wanted}


def _forgiven(word: str, other: str) -> int:
    """Return the typing errors up to which one word may be meant by the other; its plural is."""
    longer = max(len(word), len(other))
    if longer >= LONG_CHARS:
        return MAX_TYPING_ERRORS
    return int(longer >= MIN_CHARS or singular(word) == singular(other))
