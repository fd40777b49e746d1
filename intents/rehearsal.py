"""Phrases as questions: slots filled with names, each asked of what has not seen its hand.

They teach the gate what recorded questions are too few for: all the ways in which something near
ours isn't ours.
"""

from collections.abc import Iterator, Mapping, Sequence
from random import Random

from intents.catalogue import CHATTER, FOLLOW_UP, NEAR_MISS
from intents.phrases import SLOTS, Phrase
from intents.questions import Question, QuestionKind
from knowledge.base import KnowledgeBase
from knowledge.models import AnyEntry

SEED = 13
_NOT_ASKED = frozenset({FOLLOW_UP, "topic"})  # these need what came before, or an entry


def as_questions(phrases: Sequence[Phrase], base: KnowledgeBase) -> Iterator[Question]:
    """Yield each phrase as a question, its slots filled with names; the same ones every time."""
    names = _names(base)
    chance = Random(SEED)  # noqa: S311 - repeatable on purpose, no secret
    for phrase in phrases:
        if phrase.label in _NOT_ASKED:
            continue
        text = phrase.text
        for slot in sorted(SLOTS):
            while f"{{{slot}}}" in text:
                text = text.replace(f"{{{slot}}}", chance.choice(names[slot]), 1)
        kind = _kind(phrase.label)
        yield Question(text, kind, phrase.label if kind == "answerable" else None)


def _kind(label: str) -> QuestionKind:
    if label.startswith(NEAR_MISS):
        return "near_miss"
    return "chatter" if label.startswith(CHATTER) else "answerable"


def _names(base: KnowledgeBase) -> Mapping[str, Sequence[str]]:
    """Return names for every slot; a slot that no entry fills keeps its own word."""
    names: dict[str, list[str]] = {
        "role": [name for role in base.roles.values() for name in _plain(role)],
        "field": [name for role in base.roles.values() for name in role.aliases.field],
        "skill": [name for skill in base.skills.values() for name in _plain(skill)],
        "subject": [n for term in base.terms.values() if term.broad for n in _plain(term)],
        "term": [n for term in base.terms.values() if not term.broad for n in _plain(term)],
    }
    for resource in base.resources.values():
        names.setdefault(resource.kind, []).append(resource.name)
    return {slot: names.get(slot) or [slot] for slot in SLOTS}


def _plain(entry: AnyEntry) -> list[str]:
    return [entry.name, *entry.aliases.synonym, *entry.aliases.acronym]
