"""What the voice of the entries forbids, as far as a machine can tell.

Lengths are the models' business; these are words of advertising, sentences that stand in two
entries, and figures that nobody can look up.
"""

import re
from collections.abc import Iterator

from knowledge.base import KnowledgeBase, kind_of
from knowledge.issues import Issue
from knowledge.models import AnyEntry, Resource
from knowledge.origins import Origin, Origins
from knowledge.source import Place
from knowledge.text import words

MIN_REPEATED_WORDS = 7  # shorter sentences may well be said twice
_NOT_READ = frozenset(
    {"id", "name", "aliases", "asks", "not_for", "sources", "url", "codes", "serves", "kind"}
)
_TONE = re.compile(
    r"\b(exciting|cutting[- ]edge|passionate|leverag\w+|unlock(?:s|ing)? your|delv(?:e|es|ing)|"
    r"rock ?stars?|ninjas?|gurus?|world[- ]class|game[- ]chang\w+|seamless(?:ly)?|"
    r"empower(?:s|ing)?|revolutioni\w+|fast[- ]paced|lucrative|in[- ]demand|booming|"
    r"six[- ]figure|synerg\w+|best[- ]in[- ]class|unleash\w*|supercharg\w+)\b|!(?=\s|$)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.?!:;])\s+|\n+")
# A share, a year, or a number so large that nobody counted it while writing.
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?\s*(?:%|per cent)|\b(?:19|20)\d\d\b|\b\d{1,3}(?:,\d{3})+\b")


def check_style(base: KnowledgeBase, origins: Origins) -> Iterator[Issue]:
    """Yield an issue for each breach of style, with its line."""
    first: dict[str, tuple[AnyEntry, Origin]] = {}
    for entry in base.entries():
        origin = origins[kind_of(entry), entry.id]
        for place, text in _prose(entry):
            if found := _TONE.search(text):
                yield origin.issue(place, f"sounds like an advert: {found.group()!r}")
            if (figure := _FIGURE.search(text)) and not _can_be_looked_up(entry):
                message = f"{figure.group()!r} needs a source with an address, and when it was read"
                yield origin.issue(place, message)
            for sentence in _sentences(text):
                other, _ = first.setdefault(sentence, (entry, origin))
                if other is not entry:
                    whose = f"{kind_of(other)} {other.id!r}"
                    yield origin.issue(place, f"this sentence stands in {whose} as well")


def _prose(entry: AnyEntry) -> Iterator[tuple[Place, str]]:
    yield from _texts(entry.model_dump(exclude=set(_NOT_READ)), ())


def _texts(value: object, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str):
        if " " in value:  # one word alone is an id or a code
            yield place, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*place, key))
    elif isinstance(value, tuple | list):
        for n, inner in enumerate(value):
            yield from _texts(inner, (*place, n))


def _sentences(text: str) -> Iterator[str]:
    for sentence in _SENTENCE.split(text):
        folded = words(sentence)
        if len(folded) >= MIN_REPEATED_WORDS:
            yield " ".join(folded)


def _can_be_looked_up(entry: AnyEntry) -> bool:
    return isinstance(entry, Resource) or any(source.url for source in entry.sources)
