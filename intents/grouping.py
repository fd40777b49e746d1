"""Which questions without an answer are alike, and what is kept of their words. Pure."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from intents.english import english
from intents.folding import MAX_QUESTION_CHARS, stem, tokenize
from intents.scoring import edit_distance, in_order, most_similar

MIN_WORDS = 2  # one word alone is no question that anybody could answer
MAX_CHARS = 300
MAX_WORD_CHARS = 30  # what is longer is no word
MAX_DIGITS = 3  # "k8s", "h100"; more are somebody's number or name

# Measured on 304 recorded questions. Of their 46,000 pairs the most alike score 84, and that one is
# a question in other words. With a typing error in 50, 30, 20 letters 93, 90, 84 % of them still
# score more than this line; with a telling word less, none does but long ones of five and more.
SAME = 90.0
EVERYDAY_WEIGHT = 0.2  # of a word that most questions hold, where others weigh 1

# A first look that is cheap, letter by letter: what is the same is among these.
LOOKED_AT = 25
LIKELY = 60.0

# E-mail addresses and names meant as mentions, links without https://, addresses of sites.
_ADDRESS = re.compile(
    r"@|\.\w+/|\w\.(?:com|org|net|io|gg|dev|app|edu|gov|me|co|info)\b", re.IGNORECASE
)
_EVERYDAY_LIST = """
    a an the and or but so if then than that this these those there here
    i im ive id me my we our us you u your ur they them their he she it its
    is are am was were be been being do does did doing have has had having
    can could would should will shall may might must
    to of in on at for from with by as about into
    what whats which how hows any some anyone anybody someone somebody one
    please pls plz hi hey hello thanks thank just really actually also guys
    """  # words that most questions hold
_EVERYDAY = frozenset(_EVERYDAY_LIST.split())


def kept_words(question: str) -> str:
    """Return what is kept of a question: its words, folded, at most `MAX_CHARS` characters.

    Without mentions, links, e-mail addresses, numbers and what is too long to be a word. Empty if
    fewer than `MIN_WORDS` are left.
    """
    parts = question[:MAX_QUESTION_CHARS].split()
    text = " ".join(part for part in parts if not _ADDRESS.search(part))
    kept: list[str] = []
    room = MAX_CHARS + 1
    for word in filter(_is_word, (token.word for token in tokenize(text))):
        room -= len(word) + 1
        if room < 0:
            break
        kept.append(word)
    return " ".join(kept) if len(kept) >= MIN_WORDS else ""


def same_as(words: str, known: Sequence[str]) -> int | None:
    """Return the index of the question that `words` asks again, the most alike; None if none is.

    All of them are as `kept_words` gives them.
    """
    likely = most_similar(in_order(words), [in_order(k) for k in known], LOOKED_AT, LIKELY)
    scored = ((likeness(words, known[index]), -index) for index, _ in likely)
    score, index = max(scored, default=(0.0, 0))
    return -index if score >= SAME else None


def likeness(words: str, other: str) -> float:
    """Return how much two questions have in common, in any order, typing errors forgiven.

    Dice's coefficient over pairs of words that are the same: forms of one word first, then those
    with the fewest typing errors between them; then what is left of both, written in one.

    Returns:
        0.0 to 100.0. Symmetric. 0.0 if either is empty.
    """
    left, right = dict.fromkeys(words.split()), dict.fromkeys(other.split())
    total = _weight(left) + _weight(right)
    if not left or not right:
        return 0.0
    for word, same in _pairs(tuple(left), tuple(right)):
        if word in left and same in right:
            del left[word], right[same]
    if _is_written_apart("".join(left), "".join(right)):
        return 100.0
    return 100.0 * (1 - (_weight(left) + _weight(right)) / total)


def _pairs(left: Sequence[str], right: Sequence[str]) -> list[tuple[str, str]]:
    """Return words of both sides that may be the same, surest first; a word may come twice."""
    found = [
        (errors, sorted((word, other)), (word, other))
        for word in left
        for other in right
        if (errors := _errors(word, other)) is not None
    ]
    return [pair for _, _, pair in sorted(found)]


@lru_cache(maxsize=50_000)
def _errors(word: str, other: str) -> int | None:
    """Return how many typing errors lie between two words; None if they are different words."""
    if word == other:
        return 0
    if stem(word) == stem(other):
        return 1
    shortest = min(len(word), len(other))
    if _is_slip(word, other):
        return 1
    if word in english() and other in english():
        return None
    limit = _forgiven(max(len(word), len(other))) if shortest >= 3 else 0
    distance = edit_distance(word, other, limit)
    return 1 + distance if distance <= limit else None


def _is_slip(word: str, other: str) -> bool:
    """Return whether one of two words is an everyday one, and the other is that, mistyped."""
    if (word in _EVERYDAY) == (other in _EVERYDAY) or {word, other} & english():
        return False
    if sorted(word) == sorted(other):
        return True
    return min(len(word), len(other)) >= 3 and edit_distance(word, other, 1) <= 1


def _forgiven(chars: int) -> int:
    """Return how many typing errors are forgiven in what has so many letters."""
    return (chars >= 4) + (chars >= 8)


def _is_written_apart(left: str, right: str) -> bool:
    """Return whether the rests of two questions differ in where their spaces are, if at all."""
    limit = _forgiven(min(len(left), len(right)))
    return left == right or (limit > 1 and edit_distance(left, right, limit - 1) < limit)


def _weight(words: Iterable[str]) -> float:
    return sum(EVERYDAY_WEIGHT if word in _EVERYDAY else 1.0 for word in words)


def _is_word(word: str) -> bool:
    is_plain = word[0].isalnum()  # no address, number or question mark
    digits = sum(character.isdigit() for character in word)
    return is_plain and len(word) <= MAX_WORD_CHARS and digits <= MAX_DIGITS
