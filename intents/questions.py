"""Labelled questions: what real people asked, and what would be right to understand.

Two forms are read: YAML (the project's own, under `tests/content/questions`) and JSON lines (one
object a line with `text`, `kind`, `intent`, `roles`, `acceptable_intents`).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

from knowledge.fields import Sentence, Slug
from knowledge.issues import ContentError, Issue
from knowledge.loader import parse
from knowledge.models import Authored
from knowledge.source import read_document

QuestionKind: TypeAlias = Literal["answerable", "near_miss", "chatter"]
_HERE = Path(__file__).parent
_PACKAGED = _HERE / "asked"  # where an installed package has them
RECORDED = _PACKAGED if _PACKAGED.is_dir() else _HERE.parent / "tests" / "content" / "questions"

_KIND_BY_FILE: dict[str, QuestionKind] = {
    "answerable.yaml": "answerable",
    "near-misses.yaml": "near_miss",
    "chatter.yaml": "chatter",
}


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its label."""

    text: str
    kind: QuestionKind
    intent: str | None  # None: nothing of ours is asked
    roles: tuple[str, ...] = ()
    acceptable: tuple[str, ...] = ()  # intents that are as right

    def accepts(self, intent: str) -> bool:
        """Return whether `intent` is right for this question."""
        return intent == self.intent or intent in self.acceptable


class QuestionItem(Authored):
    """A question as it is written down."""

    text: Sentence
    intent: Slug | None = None
    roles: tuple[Slug, ...] = ()
    acceptable: tuple[Slug, ...] = ()
    theme: Slug | None = None
    """Of near misses: what they are about, for whoever reads the file."""


class QuestionFile(Authored):
    """The whole of one YAML file of questions."""

    questions: tuple[QuestionItem, ...]


@cache
def shipped_questions() -> tuple[Question, ...]:
    """Return the project's own questions: from the package, or from the repository's tests.

    Raises:
        ContentError: as `read_questions`.
    """
    return tuple(read_questions(RECORDED))


def read_questions(path: Path) -> list[Question]:
    """Read a file of questions, or every YAML file of a directory.

    Raises:
        ContentError: the file can't be read, or a line has no text or an unknown kind.
    """
    if path.is_dir():
        return [question for file in sorted(path.glob("*.yaml")) for question in _yaml(file)]
    return list(_yaml(path) if path.suffix == ".yaml" else _json_lines(path))


def _yaml(path: Path) -> Iterator[Question]:
    document = read_document(path)
    kind = _KIND_BY_FILE.get(path.name)
    if kind is None:
        message = f"the file must be one of {', '.join(_KIND_BY_FILE)}"
        raise ContentError([document.issue((), message)])
    for item in parse(QuestionFile, document).questions:
        yield Question(item.text, kind, item.intent, item.roles, item.acceptable)


def _json_lines(path: Path) -> Iterator[Question]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            item = json.loads(line)
            yield Question(
                item["text"],
                item["kind"],
                item["intent"],
                tuple(item["roles"]),
                tuple(item["acceptable_intents"]),
            )
        except (ValueError, KeyError, TypeError) as error:
            raise ContentError([Issue(path, number, "", f"not a question: {error}")]) from error
