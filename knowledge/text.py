"""The one form in which two texts are compared."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+(?:[+#]+)?", re.UNICODE)  # "c++" and "c#" stay whole
_APOSTROPHES = re.compile(r"(?<=\w)['’‘ʼ`´](?=\w)")


def fold(text: str) -> str:
    """Return `text` without case, accents, width and punctuation, words one space apart.

    Apostrophes inside words vanish ("what's" gives "whats"). Empty if `text` holds no letter
    or digit. Letters of every script are kept. Idempotent.
    """
    return " ".join(words(text))


def words(text: str) -> list[str]:
    """Return the words of `text` in order, each folded as `fold` does."""
    if not text.isascii():
        # Twice: some capitals have a lower case only once decomposed, and folding can compose.
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        text = "".join(c for c in text if not unicodedata.combining(c))
    return _WORD.findall(_APOSTROPHES.sub("", text.lower()))
