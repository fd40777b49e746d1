"""The one form in which two texts are compared."""

import re
import unicodedata
import zlib

from knowledge.fields import MAX_SLUG_CHARS

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


def slug(name: str, otherwise: str) -> str:
    """Return the id that an entry called `name` gets: small letters, digits and single hyphens.

    A name without a letter or digit of ASCII gives one of `otherwise` and a number that is the
    same for the same name.
    """
    letters = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    cut = "-".join(re.findall(r"[a-z0-9]+", plain))[:MAX_SLUG_CHARS].rstrip("-")
    return cut or f"{otherwise}-{zlib.crc32(name.encode('utf-8', 'replace'))}"
