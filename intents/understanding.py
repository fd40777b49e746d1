"""Read a text: repair its words, spot its mentions, score its classes. Decides nothing.

Everything here is immutable once built and shared by all questions. Building it trains the
classifier, unless the cache holds one for the same phrases and names.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Self

import numpy as np

from intents.cache import Learned, cached
from intents.catalogue import TOPIC_INTENTS, is_out_of_scope
from intents.classifier import Classifier
from intents.declining import ENTRIES, UNNAMED_NEAR_MISS, Decliner
from intents.english import FILE as ENGLISH_WORDS
from intents.english import english
from intents.entities import Mention, mask, spot
from intents.families import families
from intents.features import Floats
from intents.fillers import FILE as FILLERS
from intents.fillers import surrounded
from intents.folding import Token, stem, tokenize
from intents.lexicon import Lexicon
from intents.outcome import Entity
from intents.overlay import LayeredSentences, layered_lexicon
from intents.phrases import SLOTS, Phrase, PhraseBook, digest_of, load_phrases
from intents.questions import shipped_questions
from intents.recorded import RecordedSentences, recorded_in, recorded_questions
from intents.repair import Repairer, errors_in
from intents.sentences import (
    Sentence,
    SentenceIndex,
    Sentences,
    sentences_by_name,
    sentences_of,
    topic_option,
)
from intents.topics import FoundTopic, TopicFinder
from intents.wordindex import WordIndex
from knowledge.base import KnowledgeBase, kind_of
from knowledge.models import AnyEntry, Topic
from knowledge.text import words

OWN_WEIGHT = 3  # how often a sentence of a server's own topic counts
NAME_WEIGHT = 2  # how often a word of a name counts as used, beside the phrases


@dataclass(frozen=True, slots=True)
class Spelling:
    """The words of a text as they are meant, and what they name."""

    tokens: Sequence[Token]
    mended: Sequence[str]  # the word of each token after repair
    mentions: Sequence[Mention]

    def part(self, start: int, end: int) -> "Spelling":
        """Return the tokens from `start` to before `end`, with the mentions inside."""
        mentions = tuple(
            replace(mention, start=mention.start - start, end=mention.end - start)
            for mention in self.mentions
            if start <= mention.start and mention.end <= end
        )
        return Spelling(self.tokens[start:end], self.mended[start:end], mentions)


@dataclass(frozen=True, slots=True)
class Parse:
    """One text, read."""

    tokens: Sequence[Token]
    mended: Sequence[str]  # the word of each token after repair
    mentions: Sequence[Mention]
    masked: Sequence[str]  # the mended words with mentions as slots
    scores: Floats  # one logit a class, in the order of `Understanding.labels`
    coverage: float  # 0..1: share of the text's weight in words that phrases know

    def repairs(self) -> dict[str, str]:
        """Return what was mended: word as typed -> word as read."""
        pairs = zip(self.tokens, self.mended, strict=True)
        return {token.word: word for token, word in pairs if token.word != word}


class Understanding:
    """Lexicon, repair, classifier and sentences of one knowledge base."""

    def __init__(
        self,
        lexicon: Lexicon,
        learned: Learned,
        sentences: Sentences,
        repairer: Repairer,
        hidden_topics: frozenset[str] = frozenset(),
        own_topics: Mapping[str, Sequence[frozenset[str]]] = MappingProxyType({}),
    ) -> None:
        self._learned = learned
        self._repairer = repairer
        self.lexicon = lexicon
        self.sentences = sentences
        self.topics = sentences.where(lambda s: s.option.intents == ("topic",) and not s.declines)
        self._own_topics = own_topics  # by id, the stems of each name; no phrase speaks for them
        self._finder = TopicFinder(
            ((s.option, s.text) for s in self.topics for _ in range(self._weight(s))),
            ((topic_option(s.owner.id), s.text) for s in sentences if _is_against_topic(s)),
        )
        self.classifier = learned.classifier
        self.labels = learned.classifier.labels
        declining = {k: v for k, v in learned.declining.items() if v not in hidden_topics}
        self.decliner = Decliner(learned.classifier.labels, declining)
        self.hidden_topics = hidden_topics  # known to the classifier, but not to be answered
        self.is_foreign = tuple(is_out_of_scope(label) for label in self.labels)
        self.families = families(self.labels)

    @classmethod
    def of(cls, lexicon: Lexicon, learned: Learned, sentences: Sequence[Sentence]) -> Self:
        """Return the understanding of a base by what was learned from it."""
        names = lexicon.vocabulary.keys()
        repairer = Repairer(learned.index, learned.errors, learned.written, names=names)
        return cls(lexicon, learned, SentenceIndex(sentences), repairer)

    @classmethod
    def build(cls, base: KnowledgeBase, book: PhraseBook) -> "Understanding":
        """Return the understanding of a base, trained on `book` now: seconds for thousands."""
        lexicon = Lexicon.of(base)
        sentences = tuple(sentences_of(base.entries()))
        learned = _learn(lexicon, sentences, book, base)
        return cls.of(lexicon, learned, sentences)

    @classmethod
    def shipped(cls, base: KnowledgeBase, cache_directory: Path) -> "Understanding":
        """Return the understanding of a base by the shipped phrases, trained if not in the cache.

        Raises:
            ContentError: the cache holds nothing for them, and the phrases can't be used.
        """
        lexicon = Lexicon.of(base)
        sentences = tuple(sentences_of(base.entries()))
        digest = _digest(base)
        learned = cached(
            cache_directory, digest, lambda: _learn(lexicon, sentences, load_phrases(), base)
        )
        return cls.of(lexicon, learned, sentences)

    def over(
        self, entries: Iterable[AnyEntry], removed: Collection[Entity] = ()
    ) -> "Understanding":
        """Return the understanding of a server: its `entries` over this, without what is `removed`.

        No training: classifier, words and the base's names and sentences are shared in memory.
        """
        own = tuple(entries)
        added = {Entity(kind_of(entry), entry.id) for entry in own}
        gone = {*removed, *added}
        lexicon = layered_lexicon(self.lexicon, own, gone)
        mine = SentenceIndex([*sentences_of(own), *sentences_by_name(own)])
        sentences = LayeredSentences(self.sentences, mine, gone)
        repairer = self._repairer.with_words(lexicon.vocabulary)
        hidden = frozenset(entity.id for entity in gone - added if entity.kind == "topic")
        topics = {e.id: _stems_of_names(e) for e in own if isinstance(e, Topic)}
        topics = {topic: names for topic, names in topics.items() if topic not in TOPIC_INTENTS}
        return Understanding(lexicon, self._learned, sentences, repairer, hidden, topics)

    def _weight(self, sentence: Sentence) -> int:
        """Return how often a topic's sentence counts: a server's own ones are few."""
        return OWN_WEIGHT if sentence.owner.id in self._own_topics else 1

    @cached_property
    def recorded(self) -> RecordedSentences:
        """All that is known to be asked: the sentences of entries, and recorded questions.

        Put in order when it is first needed, which takes a tenth of a second.
        """
        sentences = recorded_in(self.sentences, is_by_heart=False)
        return RecordedSentences([*sentences, *recorded_questions(shipped_questions())])

    def topic(self, read: "Parse | Spelling") -> FoundTopic | None:
        """Return the topic that a text is most likely about; names of roles say nothing of it."""
        spans = [range(m.start, m.end) for m in read.mentions if m.slot in {"role", "field"}]
        named = {place for span in spans for place in span}
        return self._finder.find(w for n, w in enumerate(read.mended) if n not in named)

    def own_topic(self, parse: Parse, *, is_named: bool) -> FoundTopic | None:
        """Return the server's own topic that a text is surely about, `is_named` in it if asked."""
        if not self._own_topics:
            return None
        found = self.topic(parse)
        names = self._own_topics.get(found.option.entities[0].id) if found else None
        if found is None or names is None or not found.is_sure:
            return None
        stems = set(map(stem, parse.mended))
        return found if not is_named or any(name <= stems for name in names) else None

    def parse(self, text: str) -> Parse:
        """Read a text. Never fails; what can't be read is simply not covered."""
        return self.weigh(self.spell(tokenize(text)))

    def parse_phrase(self, phrase: str) -> Parse:
        """Read an authored phrase: its slots stand for mentions of their kind."""
        masked = tuple(_masked(phrase, self._repairer, self.lexicon))
        space = self.classifier.space
        return Parse((), (), (), masked, self.classifier.logits(masked), space.coverage(masked))

    def spell(self, tokens: Sequence[Token]) -> Spelling:
        """Mend the words of a text and spot what they name."""
        return _spelt(tokens, self._repairer.mend_typed, self.lexicon)

    def weigh(self, spelling: Spelling) -> Parse:
        """Score the classes of a text, or of a part of one."""
        tokens, mended, mentions = spelling.tokens, spelling.mended, spelling.mentions
        masked = mask(mended, mentions)
        scores = self.classifier.logits(masked)
        typed = mask([token.word for token in tokens], mentions)
        if typed != masked:
            scores = (scores + self.classifier.logits(typed)) * np.float32(0.5)
        coverage = self.classifier.space.coverage(typed)
        return Parse(tokens, mended, mentions, masked, scores, coverage)


def _stems_of_names(topic: Topic) -> tuple[frozenset[str], ...]:
    names = (topic.name, *(name for _, name in topic.aliases.by_kind()))
    return tuple(frozenset(map(stem, words(name))) for name in names)


def _is_against_topic(sentence: Sentence) -> bool:
    return sentence.is_negative and sentence.owner.kind == "topic"


def _learn(
    lexicon: Lexicon, sentences: Sequence[Sentence], book: PhraseBook, base: KnowledgeBase
) -> Learned:
    index = WordIndex.of(_vocabulary(book, lexicon))
    written = frozenset(words(" ".join(base.prose()))) | english()
    errors = errors_in(index, lexicon.vocabulary.keys())
    repairer = Repairer(index, errors, written)
    taught = [s for s in sentences if not _names_another(s, repairer, lexicon)]
    phrases = (*book.phrases, *_as_phrases(taught), *surrounded(book.phrases))
    read = [(_masked(phrase.text, repairer, lexicon), phrase.label) for phrase in phrases]
    ours = {tuple(text) for text, label in read if label != UNNAMED_NEAR_MISS}
    # "what is a scrum master": with its name masked it may be what somebody else must be told.
    kept = [pair for pair in read if pair[1] != UNNAMED_NEAR_MISS or tuple(pair[0]) not in ours]
    classifier = Classifier.train([text for text, _ in kept], [label for _, label in kept])
    return Learned(classifier, index, errors, written, book.declining)


def _as_phrases(sentences: Sequence[Sentence]) -> Iterator[Phrase]:
    """Yield the sentences of entries that also teach the classifier.

    Those of topics don't: which topic is meant has nothing to do with how a question is built.
    """
    for sentence in sentences:
        if sentence.is_negative:
            yield Phrase(sentence.text, UNNAMED_NEAR_MISS, ENTRIES)
        elif sentence.option.intents != ("topic",):
            yield Phrase(sentence.text, sentence.option.intents[0], ENTRIES)


def _names_another(sentence: Sentence, repairer: Repairer, lexicon: Lexicon) -> bool:
    """Return whether what must not reach a role is about another role, and so may well be ours."""
    if not sentence.is_negative:
        return False
    own = sentence.option.entities
    readings = (
        mention.readings[0]
        for mention in _spelt(tokenize(sentence.text), repairer.mend, lexicon).mentions
    )
    return any(r.entity.kind == "role" and r.entity not in own for r in readings)


def _spelt(
    tokens: Sequence[Token], mend: Callable[[str], str | None], lexicon: Lexicon
) -> Spelling:
    mended = [mend(token.word) or token.word for token in tokens]
    return Spelling(tokens, mended, spot(tokens, mended, lexicon))


def _masked(text: str, repairer: Repairer, lexicon: Lexicon) -> list[str]:
    """Return the masked tokens of a phrase, its own slots included."""
    spelt = _spelt(tokenize(_open_slots(text)), repairer.mend, lexicon)
    masked = mask(spelt.mended, spelt.mentions)
    return [_SLOT_BY_WORD.get(word, word) for word in masked]


# In a phrase a slot travels through the tokenizer as a word that nobody types.
_SLOT_BY_WORD = {f"slotof{slot}": f"<{slot}>" for slot in SLOTS}
_SLOT_BY_WORD |= {f"{word}s": slot for word, slot in _SLOT_BY_WORD.items()}


def _open_slots(text: str) -> str:
    for slot in SLOTS:
        text = text.replace(f"{{{slot}}}", f"slotof{slot}")
    return text


def _vocabulary(book: PhraseBook, lexicon: Lexicon) -> Counter[str]:
    counts: Counter[str] = Counter()
    for phrase in book.phrases:
        counts.update(token.word for token in tokenize(_open_slots(phrase.text)))
    for word, uses in lexicon.vocabulary.items():
        counts[word] += NAME_WEIGHT * uses
    counts.update(dict.fromkeys(lexicon.squeezed, NAME_WEIGHT))
    return counts


def _digest(base: KnowledgeBase) -> str:
    """Return a hash of everything that is learned from: phrases, fillers, English, entries."""
    digest = hashlib.sha256(
        digest_of().encode() + FILLERS.read_bytes() + ENGLISH_WORDS.read_bytes()
    )
    for entry in base.entries():
        digest.update(entry.model_dump_json().encode() + b"\0")
    return digest.hexdigest()
