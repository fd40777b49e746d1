"""Find the authored sentence nearest to a question: `asks` and `not_for` of entries.

Entries bring few sentences each and may come from a running server, so they are matched beside the
classifier, without training: an inverted index over word stems picks the few candidates that share
rare words, and only those are compared letter by letter.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from intents.catalogue import FACET_INTENTS, RESOURCE_INTENTS, TOPIC_INTENTS
from intents.folding import stem
from intents.outcome import Entity, Option
from intents.scoring import in_order, most_similar
from knowledge.base import kind_of
from knowledge.models import AnyEntry, Comparison, Resource, Role, Skill, Term, Topic
from knowledge.source import Place
from knowledge.text import fold

_BY_NAME = ("{}", "what is {}", "tell me about {}")
MAX_COMPARED = 10
MIN_SIMILARITY = 60.0  # what is less like a question says nothing about it
MAX_VISITED = 80  # sentences that are looked at: those that share the rarest words


@dataclass(frozen=True, slots=True)
class Sentence:
    """An authored sentence: what it must reach, or what it must not."""

    text: str
    option: Option
    is_negative: bool
    place: Place  # inside its entry
    owner: Entity  # the entry that it stands in
    declines: bool = False  # it reaches a topic that says why this isn't ours


@dataclass(frozen=True, slots=True)
class Near:
    """A sentence that is like a question."""

    sentence: Sentence
    score: float  # 0..100, as `scoring.most_similar`


class Sentences(Protocol):
    """What finds the authored sentence nearest to a question."""

    def nearest(self, text: str, limit: int = 3) -> list[Near]:
        """Return up to `limit` sentences most like `text`, best first."""
        ...

    def where(self, holds: Callable[[Sentence], bool]) -> "Sentences":
        """Return the index of those sentences for which `holds`."""
        ...

    def __iter__(self) -> Iterator[Sentence]:
        """Yield every sentence."""
        ...


class SentenceIndex:
    """Authored sentences by the words in them.

    What must not reach one entry may be what must reach another: then it speaks for the other.
    """

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        found = [(in_order(fold(sentence.text)), sentence) for sentence in sentences]
        wanted = {text for text, sentence in found if not sentence.is_negative}
        kept = [(text, s) for text, s in found if not s.is_negative or text not in wanted]
        self._ordered = [text for text, _ in kept]
        self._sentences = [sentence for _, sentence in kept]
        self._places = {text: n for n, text in enumerate(self._ordered)}
        postings: dict[str, list[int]] = defaultdict(list)
        for n, text in enumerate(self._ordered):
            for word in {stem(word) for word in text.split()}:
                postings[word].append(n)
        total = len(self._sentences) + 1
        self._postings = {
            word: (math.log(total / len(places)), places) for word, places in postings.items()
        }

    def where(self, holds: Callable[[Sentence], bool]) -> "SentenceIndex":
        """Return the index of those sentences for which `holds`."""
        return SentenceIndex(filter(holds, self._sentences))

    def __iter__(self) -> Iterator[Sentence]:
        """Yield every sentence."""
        return iter(self._sentences)

    def nearest(self, text: str, limit: int = 3) -> list[Near]:
        """Return up to `limit` sentences most like `text`, best first.

        None is less like it than `MIN_SIMILARITY`. Sentences that share no word with it aren't
        considered, and of the others those that share its rarest words: the cost doesn't grow with
        the number of sentences.
        """
        ordered = in_order(fold(text))
        stems = dict.fromkeys(map(stem, ordered.split()))
        found = [self._postings.get(word) for word in stems]
        known = sorted((posting for posting in found if posting), key=lambda posting: -posting[0])
        shared: dict[int, float] = defaultdict(float)
        visited = 0
        for weight, places in known:
            visited += len(places)
            if visited > MAX_VISITED and shared:
                break
            for n in places[:MAX_VISITED]:
                shared[n] += weight
        if (same := self._places.get(ordered)) is not None:
            shared[same] = math.inf
        best = sorted(shared, key=shared.__getitem__, reverse=True)[:MAX_COMPARED]
        compared = most_similar(ordered, [self._ordered[n] for n in best], limit, MIN_SIMILARITY)
        return [Near(self._sentences[best[n]], score) for n, score in compared]


def sentences_of(entries: Iterable[AnyEntry]) -> Iterator[Sentence]:
    """Yield every `asks` and `not_for` sentence of entries."""
    for entry in entries:
        owner = Entity(kind_of(entry), entry.id)
        declines = isinstance(entry, Topic) and entry.declines
        for place, text, option in _asks(entry, owner):
            yield Sentence(text, option, False, place, owner, declines)
        for n, text in enumerate(entry.not_for):
            yield Sentence(text, Option((), (owner,)), True, ("not_for", n), owner)


def sentences_by_name(entries: Iterable[AnyEntry]) -> Iterator[Sentence]:
    """Yield what people say who call a topic by its name.

    A server's topics are called by their names ("rule 5"); the shared ones are asked for.
    """
    for entry in entries:
        if isinstance(entry, Topic):
            owner = Entity("topic", entry.id)
            for name in (entry.name, *(name for _, name in entry.aliases.by_kind())):
                for form in _BY_NAME:
                    option = topic_option(entry.id)
                    text = form.format(name)
                    yield Sentence(text, option, False, ("name",), owner, entry.declines)


def _asks(entry: AnyEntry, owner: Entity) -> Iterator[tuple[Place, str, Option]]:
    if isinstance(entry, Role):
        by_facet: Mapping[str, tuple[str, ...]] = dict(entry.asks)
        for facet, intent in FACET_INTENTS.items():
            for n, text in enumerate(by_facet[facet]):
                yield ("asks", facet, n), text, Option((intent,), (owner,))
        return
    option = _option(entry, owner)
    for n, text in enumerate(entry.asks):
        yield ("asks", n), text, option


def _option(entry: Comparison | Topic | Skill | Term | Resource, owner: Entity) -> Option:
    match entry:
        case Comparison():
            return Option(("compare-roles",), tuple(Entity("role", r) for r in entry.between))
        case Topic():
            return topic_option(entry.id)
        case Resource():
            return Option((RESOURCE_INTENTS.get(entry.kind, "define-term"),), (owner,))
        case _:
            return Option(("define-term",), (owner,))


def topic_option(topic_id: str) -> Option:
    """Return the option that a topic answers: an intent of its own where there is one."""
    if topic_id in TOPIC_INTENTS:
        return Option((topic_id,), ())
    return Option(("topic",), (Entity("topic", topic_id),))
