"""Whether recorded sentences reach what they must, and nothing that they must not.

The bot knows recorded sentences by heart, so asking them plainly would prove nothing: they are
checked with what has to understand everybody else's. Only topics are found by their sentences.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from intents.catalogue import TOPIC_INTENTS, are_siblings, is_out_of_scope
from intents.outcome import Answer, Choices, Entity, Option, Outcome, Unknown
from intents.phrases import PhraseBook
from intents.router import Router
from intents.sentences import Sentence, sentences_of, topic_option
from intents.understanding import Understanding
from knowledge.base import KnowledgeBase, kind_of
from knowledge.issues import Issue
from knowledge.models import AnyEntry, Kind
from knowledge.origins import Origins


def check_sentences(router: Router, origins: Origins) -> Iterator[Issue]:
    """Yield an issue for each `asks` that misses its entry and each `not_for` that hits it."""
    for entry in router.base.entries():
        origin = origins[kind_of(entry), entry.id]
        for sentence in _sentences(entry):
            is_topic = sentence.option.intents == ("topic",)
            outcome = router.route(sentence.text, by_heart=is_topic)
            message = _complaint(sentence, outcome, kind_of(entry), entry.id)
            if message:
                yield origin.issue(sentence.place, message)


def check_phrases(understanding: Understanding, book: PhraseBook) -> Iterator[Issue]:
    """Yield an issue for each phrase that goes to another intent than the one it teaches.

    Such a phrase contradicts others: one of them stands in the wrong file. Classes that aren't
    ours may be taken for each other, since nobody is answered by either.
    """
    for phrase, (document, place) in book.places.items():
        scores = understanding.parse_phrase(phrase.text).scores
        reached = understanding.labels[int(scores.argmax())]
        if reached == phrase.label or (is_out_of_scope(reached) and is_out_of_scope(phrase.label)):
            continue
        if not are_siblings(reached, phrase.label):
            yield document.issue(place, f"this phrase is understood as {reached!r}")


def missing_topics(
    base: KnowledgeBase, declining: Mapping[str, str], directory: Path
) -> Iterator[Issue]:
    """Yield an issue for each topic that intents or near misses answer with, and that isn't there.

    `directory` is where the knowledge was loaded from.
    """
    for topic in sorted(TOPIC_INTENTS - base.topics.keys()):
        message = f"there is no topic {topic!r}, which an intent answers with"
        yield Issue(directory, 1, "", message)
    for label, topic in sorted(declining.items()):
        if topic not in base.topics:
            message = f"there is no topic {topic!r}, with which {label} is declined"
            yield Issue(directory, 1, "", message)


def _sentences(entry: AnyEntry) -> list[Sentence]:
    """Return the recorded sentences of one entry."""
    return list(sentences_of([entry]))


def _complaint(sentence: Sentence, outcome: Outcome, kind: Kind, entry_id: str) -> str | None:
    reached = _reached(outcome)
    if sentence.is_negative:
        hit = any(Entity(kind, entry_id) in option.entities for option in reached)
        return f"must not reach {entry_id!r}, but does" if hit else None
    wanted = sentence.option
    for option in reached:
        same_intent = any(
            intent in option.intents or are_siblings(intent, option.intents[0])
            for intent in wanted.intents
        )
        if same_intent and set(wanted.entities) <= set(option.entities):
            return None
    return f"must reach {_named(wanted)}, but reaches {_said(reached)}"


def _reached(outcome: Outcome) -> tuple[Option, ...]:
    match outcome:
        case Answer(option):
            return (option,)
        case Choices(options):
            return options
        case Unknown(declined=str(topic)):
            return (topic_option(topic),)
        case _:
            return ()


def _named(option: Option) -> str:
    entities = ", ".join(entity.id for entity in option.entities)
    intents = "+".join(option.intents)
    return f"{intents} ({entities})" if entities else intents


def _said(options: tuple[Option, ...]) -> str:
    return " or ".join(map(_named, options)) or "nothing"
