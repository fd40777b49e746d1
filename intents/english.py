"""Common English words: what is one of them is hardly ever a typing error, or a word of ours."""

from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "english.txt"


@cache
def english() -> frozenset[str]:
    """Return the common English words of four letters and more, in small letters."""
    return frozenset(FILE.read_text("utf-8").split())
