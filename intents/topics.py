"""Find the topic that a text is about by the words that it shares with the topic's sentences.

A topic has no name to spot, and a new wording is seldom like one sentence: but the rare words that
its sentences use together ("remote", "office", "home") are its mark. Okapi BM25 over all sentences
of a topic as one text (Robertson and Zaragoza 2009), as a share of what a text's words could give.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from intents.folding import stem
from intents.outcome import Option
from knowledge.text import words

SATURATION = 1.2  # BM25's k1: how soon more of the same word stops counting
LIKELY_SHARE, LIKELY_LEAD = 0.33, 0.06  # enough where some topic is asked for anyway
MAX_OVERLAP = 0.8  # of the words of a text with those of what must not reach a topic
SURE_SHARE, SURE_LEAD = 0.5, 0.15  # enough by itself


@dataclass(frozen=True, slots=True)
class FoundTopic:
    """A topic, how much of a text's weight it explains, and how much more than the next."""

    option: Option
    share: float  # 0..1
    lead: float  # 0..1

    @property
    def is_likely(self) -> bool:
        """Whether it is meant, if a topic is."""
        return self.share >= LIKELY_SHARE and self.lead >= LIKELY_LEAD

    @property
    def is_sure(self) -> bool:
        """Whether it is meant, whatever else might be."""
        return self.share >= SURE_SHARE and self.lead >= SURE_LEAD


class TopicFinder:
    """Topics by the words of their sentences."""

    def __init__(
        self,
        texts: Iterable[tuple[Option, str]],
        unwanted: Iterable[tuple[Option, str]] = (),
    ) -> None:
        """Take the sentences that must reach each topic, and those that must not."""
        self._unwanted: dict[Option, list[frozenset[str]]] = defaultdict(list)
        for option, text in unwanted:
            self._unwanted[option].append(frozenset(map(stem, words(text))))
        counts: dict[Option, Counter[str]] = defaultdict(Counter)
        for option, text in texts:
            counts[option].update(map(stem, words(text)))
        self._options: Sequence[Option] = tuple(counts)
        postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for n, option in enumerate(self._options):
            for word, count in counts[option].items():
                postings[word].append((n, count))
        self._unknown = math.log(1 + len(self._options))
        self._weights: Mapping[str, tuple[float, Sequence[tuple[int, float]]]] = {
            word: (self._idf(len(found)), [(n, c / (c + SATURATION)) for n, c in found])
            for word, found in postings.items()
        }

    def _idf(self, holders: int) -> float:
        return math.log((1 + len(self._options)) / (1 + holders))

    def find(self, text: Iterable[str]) -> FoundTopic | None:
        """Return the topic that explains most of a text's words; None if none has one of them."""
        shares: dict[int, float] = defaultdict(float)
        total = 0.0
        stems = dict.fromkeys(map(stem, text))
        for word in stems:
            idf, found = self._weights.get(word, (self._unknown, ()))
            total += idf
            for n, part in found:
                shares[n] += idf * part
        if not shares or not total:
            return None
        first, *rest = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
        second = rest[0][1] if rest else 0.0
        option = self._options[first[0]]
        if any(
            _overlap(stems.keys(), other) > MAX_OVERLAP for other in self._unwanted.get(option, ())
        ):
            return None
        return FoundTopic(option, first[1] / total, (first[1] - second) / total)


def _overlap(some: Set[str], others: Set[str]) -> float:
    return len(some & others) / max(1, len(some | others))
