"""Roles near ours that the knowledge doesn't hold: known to be unknown."""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from intents.folding import singular
from intents.lexicon import key_of
from knowledge.fields import Name
from knowledge.loader import parse
from knowledge.models import Authored
from knowledge.source import read_document

FILE = Path(__file__).parent / "outsiders.yaml"


class OutsiderFile(Authored):
    """The whole of `outsiders.yaml`."""

    names: tuple[Name, ...]


@cache
def outsiders(path: Path = FILE) -> frozenset[str]:
    """Return the names as `key_of` makes them. Raises `ContentError` as every reader does."""
    return frozenset(map(key_of, parse(OutsiderFile, read_document(path)).names))


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(name.partition(" ")[0] for name in outsiders())


def may_name_outsider(words: Iterable[str]) -> bool:
    """Return whether one of `words` (folded) begins an outsider's name; in most texts none does."""
    return not _beginnings().isdisjoint(map(singular, words))


def names_outsider(words: Sequence[str], longest: int = 3) -> bool:
    """Return whether `words` (folded, mentions of known roles masked) name an outsider."""
    known, beginnings = outsiders(), _beginnings()
    keys = [singular(word) for word in words]
    return any(
        " ".join(keys[at : at + size]) in known
        for at, key in enumerate(keys)
        if key in beginnings
        for size in range(1, longest + 1)
    )
