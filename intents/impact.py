"""What a change of one entry does to questions that are understood already."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from intents.folding import tokenize
from intents.lexicon import Name, names_of
from intents.outcome import Answer, Choices, Entity, Option, Outcome
from intents.recorded import Recorded, RecordedSentences
from intents.router import Router
from intents.sentences import Sentence, sentences_by_name, sentences_of
from intents.understanding import Spelling, Understanding
from knowledge.models import AnyEntry
from knowledge.text import words

# What an outcome comes to: the answer, several to choose from, or nothing.
Reached: TypeAlias = tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """A sentence that goes elsewhere."""

    recorded: Recorded
    before: Reached
    after: Reached


def moves(
    before: Router, after: Router, touched: Entity, recorded: RecordedSentences
) -> Iterator[Moved]:
    """Yield the sentences that `after` understands otherwise than `before`.

    The two differ in the entry `touched`. Only what its names and sentences can change is asked of
    both, so that the cost hardly grows with the number of sentences.
    """
    change = _Change.of(before, after, touched)
    for n in sorted(change.candidates(recorded)):
        one = recorded[n]
        if one.owner == touched:
            continue
        for by_heart in (True,) if one.is_by_heart else (True, False):
            old = _reached(before.route(one.text, by_heart=by_heart))
            new = _reached(after.route(one.text, by_heart=by_heart))
            if old != new:
                yield Moved(one, old, new)
                break


@dataclass(frozen=True, slots=True)
class _Change:
    """How an entry differs from what it was, as far as understanding goes."""

    before: Understanding
    after: Understanding
    is_topic: bool
    names: frozenset[Name]  # that came, went, or stand for something else now
    sentences: frozenset[str]  # that came or went
    all_sentences: frozenset[str]  # which may rank before others like them now

    @classmethod
    def of(cls, before: Router, after: Router, touched: Entity) -> "_Change":
        old, new = (_version(router, touched) for router in (before, after))
        names = {pair for entry in old for pair in names_of(entry)} ^ {
            pair for entry in new for pair in names_of(entry)
        }
        said, says = (
            [*sentences_of(version), *sentences_by_name(version)] for version in (old, new)
        )
        sentences = set(map(_essence, said)) ^ set(map(_essence, says))
        return cls(
            before.understanding,
            after.understanding,
            touched.kind == "topic",
            frozenset(name for name, _ in names),
            frozenset(text for text, _, _ in sentences),
            frozenset(sentence.text for sentence in (*said, *says)),
        )

    def candidates(self, recorded: RecordedSentences) -> set[int]:
        """Return the places of sentences that it can touch."""
        found = recorded.like(self.sentences) | recorded.same_as(self.all_sentences)
        spelt = recorded.having(self._words_of_names())
        if self.is_topic:
            spelt |= recorded.sharing({word for text in self.sentences for word in words(text)})
        found |= {n for n in spelt - found if self._reads_otherwise(recorded[n].text)}
        return found

    def _words_of_names(self) -> set[str]:
        whole = {name.folded.replace(" ", "") for name in self.names}  # typed without a space
        return whole | {word for name in self.names for word in name.folded.split()}

    def _reads_otherwise(self, text: str) -> bool:
        tokens = tokenize(text)
        old, new = self.before.spell(tokens), self.after.spell(tokens)
        if old.mended != new.mended or old.mentions != new.mentions:
            return True
        return self.is_topic and _meant(self.before, old) != _meant(self.after, new)


def _version(router: Router, touched: Entity) -> list[AnyEntry]:
    entry = router.base.find(touched.kind, touched.id)
    return [entry] if entry else []


def _essence(sentence: Sentence) -> tuple[str, Option, bool]:
    return sentence.text, sentence.option, sentence.is_negative


def _meant(understanding: Understanding, spelling: Spelling) -> tuple[Option, bool, bool] | None:
    """Return what the topics come to that a text is about; their shares always differ a little."""
    found = understanding.topic(spelling)
    return (found.option, found.is_likely, found.is_sure) if found else None


def _reached(outcome: Outcome) -> Reached:
    match outcome:
        case Answer(option):
            return (option,)
        case Choices(options):
            return options
        case _:
            return ()
