"""Turn what a person typed into tokens. Pure."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from knowledge.text import words

MAX_QUESTION_CHARS = 4000  # Discord's longest message; what is beyond it is not read

URL = "<url>"
NUMBER = "<number>"  # years, ages, amounts: which one hardly ever matters
QUESTION_MARK = "?"

_CACHED_WORDS = 50_000

_NOISE = re.compile(
    r"```.*?```|`[^`\n]*`"  # code
    r"|<a?:\w+:\d+>|<[@#][!&]?\d+>|<t:\d+(?::\w)?>"  # Discord's emoji, mentions, timestamps
    r"|\|\||[*_~]{2,}"  # spoilers, bold, strike-through
    r"|^\s*\[(?:d|q|discussion|question|career|advice|help)\]",  # a forum's mark of a question
    re.DOTALL | re.IGNORECASE,
)
_ARROWS = ("->", "=>", "→")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_TOKEN = re.compile(r"<url>|\?+|[^\W_]+(?:[+#]+(?!\w))?", re.UNICODE)
_APOSTROPHE = re.compile(r"(?<=\w)['’‘ʼ`´](?=\w)")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+|(?<=\?)(?=\w)")


class Token(NamedTuple):
    """One word, as typed and folded. URLs are `<url>`, numbers `<number>`, question marks `?`."""

    raw: str
    word: str

    @property
    def is_upper(self) -> bool:
        """Whether it was typed in capitals, as acronyms are; a plural's s may be small ("DEs")."""
        return self.raw.isupper() or (self.raw[-1:] == "s" and self.raw[:-1].isupper())


def clean(text: str) -> str:
    """Return `text` without what nobody reads: mentions, emoji, code, formatting, addresses.

    Only the first `MAX_QUESTION_CHARS` characters are read.
    """
    text = _NOISE.sub(" ", text[:MAX_QUESTION_CHARS])
    text = _APOSTROPHE.sub("", _URL.sub(f" {URL} ", text))
    for arrow in _ARROWS:
        text = text.replace(arrow, " to ")  # "DE -> MLE"
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def tokenize(text: str) -> list[Token]:
    """Return the tokens of `text` in order.

    Empty for a text in which `clean` leaves no letters, digits and question marks.
    """
    return tokens_of(clean(text))


def tokens_of(cleaned: str) -> list[Token]:
    """Return the tokens of what `clean` returned, or of a piece of it."""
    tokens = []
    for raw in _TOKEN.findall(cleaned):
        if raw == URL:
            tokens.append(Token(raw, URL))
        elif raw[0] == QUESTION_MARK:
            tokens.append(Token(raw, QUESTION_MARK))
        elif raw.isdecimal():
            tokens.append(Token(raw, NUMBER))
        elif raw.isascii():
            tokens.append(Token(raw, raw.lower()))
        else:
            tokens += [Token(raw, word) for word in words(raw)]
    return tokens


def sentences(cleaned: str) -> list[str]:
    """Return the sentences of what `clean` returned, in order."""
    return _SENTENCE_END.split(cleaned)


@lru_cache(maxsize=_CACHED_WORDS)
def singular(word: str) -> str:
    """Return `word` without a plural's s. Short words and -ss, -us, -is are left alone."""
    if len(word) < 3 or word[-1] != "s":
        return word
    if len(word) > 5 and word.endswith("ies"):
        return word[:-3] + "y"
    kept = "sui" if len(word) > 3 else "suiaeot"  # "pms" is a plural; "gas", "its" are none
    return word if word[-2] in kept else word[:-1]


@lru_cache(maxsize=_CACHED_WORDS)
def stem(word: str) -> str:
    """Return a rough stem: plurals, -ing and -ed go, so that forms of a word meet.

    It need not be a word, only the same for its forms.
    """
    if len(word) < 4 or not word.isalpha():
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    word = singular(word)
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        if base != word and len(base) >= 3 and any(c in "aeiouy" for c in base):
            if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "lsz":
                base = base[:-1]
            return base
    return word[:-1] if len(word) > 4 and word[-1] == "e" else word
