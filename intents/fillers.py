"""What people put around a question without changing it: "Hi all,", "Ask HN:", "please help"."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from random import Random

from intents.phrases import Phrase
from knowledge.fields import Sentence
from knowledge.loader import parse
from knowledge.models import Authored
from knowledge.source import read_document

FILE = Path(__file__).parent / "fillers.yaml"
SHARE = 0.1  # of the phrases that also teach with something around them
SEED = 13


class FillerFile(Authored):
    """The whole of `fillers.yaml`."""

    before: tuple[Sentence, ...]
    after: tuple[Sentence, ...]


@cache
def fillers(path: Path = FILE) -> FillerFile:
    """Return what is put around questions. Raises `ContentError` as every reader does."""
    return parse(FillerFile, read_document(path))


def surrounded(phrases: Sequence[Phrase]) -> Iterator[Phrase]:
    """Yield a share of `phrases` with a filler before or after them.

    So the classifier learns that fillers say nothing about what is wanted. Which phrase gets which
    filler depends on that phrase alone.
    """
    found = fillers()
    for phrase in phrases:
        chance = Random(f"{SEED} {phrase.text}")  # noqa: S311 - repeatable on purpose, no secret
        if chance.random() >= SHARE:
            continue
        before = chance.choice(found.before) if chance.random() < 0.6 else ""
        after = "" if before else chance.choice(found.after)
        yield Phrase(f"{before} {phrase.text} {after}".strip(), phrase.label, phrase.hand)
