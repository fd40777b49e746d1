"""Authored ways to say an intent, from `intents/data`.

One file an intent, near-miss theme or chatter theme; in it the phrases by hand, that is, by who
wrote them, so that evaluation can hold out one hand at a time.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from intents.catalogue import CHATTER, FOLLOW_UP, INTENTS, NEAR_MISS
from knowledge.fields import Slug
from knowledge.issues import ContentError, Issue
from knowledge.loader import parse
from knowledge.models import Authored
from knowledge.source import Document, Place, read_document

DATA = Path(__file__).parent / "data"

# Slots stand for what a question names; the spotter puts them in the place of mentions.
SLOTS = frozenset(
    {
        "role",
        "field",
        "subject",
        "skill",
        "term",
        "course",
        "book",
        "competition",
        "community",
        "conference",
        "guide",
        "video",
        "tool",
        "feed",
    }
)

PhraseText = Annotated[str, StringConstraints(min_length=1, max_length=400)]


class PhraseFile(Authored):
    """The whole of one file under `intents/data`."""

    label: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    """The intent's id, or the theme of near misses or chatter."""
    topic: Slug | None = None
    """For near misses: the topic that says why this isn't ours."""
    phrases: Annotated[dict[Slug, tuple[PhraseText, ...]], Field(min_length=1)]
    """Phrases by the hand that wrote them."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to say something, with its class and who wrote it."""

    text: str
    label: str  # an intent's id, `follow-up`, `near-miss/<theme>` or `chatter/<theme>`
    hand: str


@dataclass(frozen=True, slots=True)
class PhraseBook:
    """All phrases, in the order of files and lines."""

    phrases: tuple[Phrase, ...]
    declining: Mapping[str, str]  # near-miss class -> id of the topic that answers it
    places: Mapping[Phrase, tuple[Document, Place]]

    def without_hand(self, hand: str) -> "PhraseBook":
        """Return the book as if `hand` had written nothing."""
        return self.of_hands({phrase.hand for phrase in self.phrases} - {hand})

    def of_hands(self, hands: Collection[str]) -> "PhraseBook":
        """Return the book as if only `hands` had written."""
        kept = tuple(phrase for phrase in self.phrases if phrase.hand in hands)
        return PhraseBook(kept, self.declining, self.places)


def load_phrases(directory: Path = DATA) -> PhraseBook:
    """Load every phrase file under `directory`.

    Raises:
        ContentError: with the issues of all files: unknown intents, unknown slots, phrases given
            twice, intents without a phrase.
    """
    phrases: dict[Phrase, tuple[Document, Place]] = {}
    declining: dict[str, str] = {}
    issues: list[Issue] = []
    for path in sorted(directory.rglob("*.yaml")):
        try:
            document = read_document(path)
            file = parse(PhraseFile, document)
            label = _label(directory, document, file)
        except ContentError as error:
            issues += error.issues
            continue
        if file.topic:
            declining[label] = file.topic
        for phrase, place in _phrases(file, label):
            issues += _phrase_issues(document, place, phrase)
            phrases[phrase] = (document, place)
    issues += _repeated(phrases)
    missing = sorted(set(INTENTS) - {phrase.label for phrase in phrases})
    issues += [Issue(directory, 1, "", f"no phrases for the intent {name!r}") for name in missing]
    if issues:
        raise ContentError(issues)
    return PhraseBook(tuple(phrases), declining, phrases)


def digest_of(directory: Path = DATA) -> str:
    """Return a hash of every phrase file's name and bytes: the same content, the same digest."""
    digest = hashlib.sha256()
    for path in sorted(directory.rglob("*.yaml")):
        digest.update(path.relative_to(directory).as_posix().encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def _label(directory: Path, document: Document, file: PhraseFile) -> str:
    folder = document.path.parent
    if folder == directory / "near-misses":
        prefix, is_known = NEAR_MISS, True
    elif folder == directory / "chatter":
        prefix, is_known = CHATTER, True
    else:
        prefix, is_known = "", folder == directory and file.label in {*INTENTS, FOLLOW_UP}
    if not is_known:
        raise ContentError([document.issue(("label",), f"there is no intent {file.label!r}")])
    if file.label != document.path.stem:
        message = f"the label must be the file's name: {document.path.stem!r}"
        raise ContentError([document.issue(("label",), message)])
    return prefix + file.label


def _phrases(file: PhraseFile, label: str) -> Iterator[tuple[Phrase, Place]]:
    for hand, texts in file.phrases.items():
        for n, text in enumerate(texts):
            yield Phrase(text, label, hand), ("phrases", hand, n)


def _phrase_issues(document: Document, place: Place, phrase: Phrase) -> Iterator[Issue]:
    rest = phrase.text
    while "{" in rest:
        name, closed, rest = rest.partition("{")[2].partition("}")
        if not closed or name not in SLOTS:
            yield document.issue(place, f"unknown slot {{{name}}}: use {', '.join(sorted(SLOTS))}")
            return


def _repeated(phrases: Mapping[Phrase, tuple[Document, Place]]) -> Iterator[Issue]:
    first: dict[str, Phrase] = {}
    for phrase, (document, place) in phrases.items():
        other = first.setdefault(phrase.text.casefold(), phrase)
        if other is not phrase:
            where, inside = phrases[other]
            issue = where.issue(inside, "")
            message = f"this phrase stands already in {issue.path.name}:{issue.line}"
            yield document.issue(place, message)
