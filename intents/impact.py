"""What a change of one entry does to questions that are understood already."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from intents.folding import tokenize
from intents.outcome import Answer, Choices, Entity, Option, Outcome
from intents.router import Router
from intents.sentences import SentenceIndex, sentences_of
from intents.understanding import Spelling, Understanding
from knowledge.models import AnyEntry

# What an outcome comes to: the answer, several to choose from, or nothing.
Reached: TypeAlias = tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Recorded:
    """A sentence that is known to be asked."""

    text: str
    owner: Entity | None  # the entry that it stands in; None: a recorded question
    is_by_heart: bool  # whether it is enough that it is found by its own letters


@dataclass(frozen=True, slots=True)
class Moved:
    """A sentence that goes elsewhere."""

    recorded: Recorded
    before: Reached
    after: Reached


def recorded_of(entries: Iterable[AnyEntry], *, is_by_heart: bool) -> Iterator[Recorded]:
    """Yield the sentences that must reach entries; topics are found by theirs alone.

    What isn't found by heart must be understood without as well: that is how people's own words
    will fare.
    """
    for sentence in sentences_of(entries):
        if not sentence.is_negative:
            is_topic = sentence.owner.kind == "topic"
            yield Recorded(sentence.text, sentence.owner, is_by_heart or is_topic)


def moves(
    before: Router, after: Router, touched: Entity, recorded: Iterable[Recorded]
) -> Iterator[Moved]:
    """Yield the sentences that `after` understands otherwise than `before`.

    The two differ in the entry `touched`. Only what that can change is asked of both, so the
    cost is far below that of asking everything twice.
    """
    reach = _Reach.of(before, after, touched)
    for one in recorded:
        if one.owner == touched or not reach.includes(one.text):
            continue
        for by_heart in (True,) if one.is_by_heart else (True, False):
            old = _reached(before.route(one.text, by_heart=by_heart))
            new = _reached(after.route(one.text, by_heart=by_heart))
            if old != new:
                yield Moved(one, old, new)
                break


@dataclass(frozen=True, slots=True)
class _Reach:
    """Which texts a change of one entry can touch."""

    before: Understanding
    after: Understanding
    touched: Entity
    sentences: SentenceIndex  # of the entry, as it was and as it will be

    @classmethod
    def of(cls, before: Router, after: Router, touched: Entity) -> "_Reach":
        versions = (router.base.find(touched.kind, touched.id) for router in (before, after))
        sentences = SentenceIndex(sentences_of(entry for entry in versions if entry is not None))
        return cls(before.understanding, after.understanding, touched, sentences)

    def includes(self, text: str) -> bool:
        if self.sentences.nearest(text, 1):
            return True
        tokens = tokenize(text)
        old, new = self.before.spell(tokens), self.after.spell(tokens)
        if old.mended != new.mended or old.mentions != new.mentions:
            return True
        if self.touched.kind == "topic" and _meant(self.before, old) != _meant(self.after, new):
            return True
        return any(r.entity == self.touched for m in new.mentions for r in m.readings)


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
