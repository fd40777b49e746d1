"""Spot the entries that a text names: exact names first, longest first, on word boundaries.

Typing errors are mended word by word before (see `intents/repair.py`), so that one look into a
hash of names is enough and the cost doesn't grow with the number of entries.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intents.folding import Token, singular
from intents.lexicon import MIN_SQUEEZED_CHARS, Lexicon, Reading

_LINKS = frozenset({"and", "or", "vs", "versus", "n"})
_BEFORE = (
    "a an senior junior staff lead entry mid from to into vs or than become becoming being level"
)
_AFTER = (
    "vs or to role job career work position engineer dev developer analyst team interview roadmap "
    "internship intern field person people salary skill course book resource path"
)
_BEFORE_A_ROLE, _AFTER_A_ROLE = frozenset(_BEFORE.split()), frozenset(_AFTER.split())
MAX_SHARED_HEADS = 3  # "data, applied and research scientists": how far a shared word reaches


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of a text that names something: tokens from `start` to before `end`."""

    start: int
    end: int
    readings: tuple[Reading, ...]  # the likeliest first; never empty
    is_weak: bool  # a two-letter acronym typed in small letters: context has to confirm it

    @property
    def slot(self) -> str:
        """What stands in its place in phrases."""
        return self.readings[0].slot


def spot(tokens: Sequence[Token], mended: Sequence[str], lexicon: Lexicon) -> list[Mention]:
    """Return the mentions in a text, from left to right, none overlapping.

    Args:
        tokens: The text, as `tokenize` returns it.
        mended: The word of each token after repair, as many as `tokens`.
        lexicon: The names to look for.
    """
    keys = [_key(token, word) for token, word in zip(tokens, mended, strict=True)]
    shouted = all(token.is_upper for token in tokens if token.word.isalpha())
    found: list[Mention] = []
    at = 0
    while at < len(keys):
        mention = _longest_at(at, tokens, keys, lexicon, shouted=shouted)
        if mention:
            found.append(mention)
            at = mention.end
        else:
            at += 1
    found = [mention for mention in found if _is_confirmed(mention, keys, found)]
    shared = [
        extra
        for mention in found
        for extra in (
            *_shared_head(mention, keys, lexicon),
            *_shared_beginning(mention, keys, lexicon),
        )
    ]
    taken = {n for mention in found for n in range(mention.start, mention.end)}
    found += [extra for extra in shared if extra.start not in taken]
    return sorted(found, key=lambda mention: mention.start)


def _key(token: Token, word: str) -> str:
    if token.is_upper and token.raw[-1] == "s":
        return word[:-1]  # "DEs" are many, "DES" is something else
    return singular(word)


def _longest_at(
    at: int, tokens: Sequence[Token], keys: Sequence[str], lexicon: Lexicon, *, shouted: bool
) -> Mention | None:
    for size in lexicon.sizes.get(keys[at], ()):
        key = " ".join(keys[at : at + size])
        if at + size <= len(keys) and (readings := lexicon.readings.get(key)):
            typed = " ".join(token.word for token in tokens[at : at + size])
            readings = lexicon.exact.get(typed, readings)
            return _mention(at, size, tokens, readings, shouted=shouted)
    for size in (2, 1):
        tight = keys[at : at + size]
        if len(tight) < size or sum(map(len, tight)) < MIN_SQUEEZED_CHARS:
            continue
        meant = lexicon.squeezed.get("".join(tight))
        if meant and (readings := lexicon.readings.get(meant)):
            return _mention(at, size, tokens, readings, shouted=shouted)
    return None


def _mention(
    at: int, size: int, tokens: Sequence[Token], readings: tuple[Reading, ...], *, shouted: bool
) -> Mention:
    is_typed_small = shouted or not all(token.is_upper for token in tokens[at : at + size])
    is_weak = is_typed_small and all(reading.is_short for reading in readings)
    return Mention(at, at + size, readings, is_weak)


def _is_confirmed(mention: Mention, keys: Sequence[str], found: Sequence[Mention]) -> bool:
    """Return whether context says that a small two-letter word is the acronym: "as a ds".

    A whole field ("ai", "ml") needs none: nothing else is written so.
    """
    if not mention.is_weak or mention.slot == "subject":
        return True
    before = keys[mention.start - 1] if mention.start else ""
    after = keys[mention.end] if mention.end < len(keys) else ""
    is_between = before in _BEFORE_A_ROLE or after in _AFTER_A_ROLE
    return is_between or any(not other.is_weak and other is not mention for other in found)


def _shared_head(mention: Mention, keys: Sequence[str], lexicon: Lexicon) -> Iterator[Mention]:
    """Yield what "data" and "applied" name in "data, applied and research scientist"."""
    if mention.slot != "role" or mention.end - mention.start < 2:
        return
    head = keys[mention.end - 1]
    at = mention.start - 1
    for _ in range(MAX_SHARED_HEADS):
        if at >= 0 and keys[at] in _LINKS:
            at -= 1
        if at < 0 or not (readings := lexicon.readings.get(f"{keys[at]} {head}")):
            return
        yield Mention(at, at + 1, readings, is_weak=False)
        at -= 1


def _shared_beginning(mention: Mention, keys: Sequence[str], lexicon: Lexicon) -> Iterator[Mention]:
    """Yield what "analyst" and "engineer" name in "data scientist, analyst and engineer"."""
    if mention.slot != "role" or mention.end - mention.start != 2:
        return
    beginning = keys[mention.start]
    at = mention.end
    for _ in range(MAX_SHARED_HEADS):
        if at < len(keys) and keys[at] in _LINKS:
            at += 1
        if at >= len(keys) or not (readings := lexicon.readings.get(f"{beginning} {keys[at]}")):
            return
        yield Mention(at, at + 1, readings, is_weak=False)
        at += 1


def mask(words: Sequence[str], mentions: Sequence[Mention]) -> list[str]:
    """Return `words` with every mention replaced by its slot, as in `<role>`."""
    masked: list[str] = []
    at = 0
    for mention in mentions:
        masked += words[at : mention.start]
        masked.append(f"<{mention.slot}>")
        at = mention.end
    return [*masked, *words[at:]]
