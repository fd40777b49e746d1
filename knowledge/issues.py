"""Problems in authored content, and the one exception that carries them.

Loaders collect every issue before raising, so an author mends all files in one pass.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Issue:
    """One thing to mend, at `line` (from 1, as editors count)."""

    path: Path
    line: int
    field: str  # dotted path inside the file, "" for the file as a whole
    message: str

    def __str__(self) -> str:
        where = f"[{self.field}] " if self.field else ""
        return f"{self.path}:{self.line}: {where}{self.message}"


class ContentError(Exception):
    """The content can't be used. `issues` says why, in file and line order, each once."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        self.issues = tuple(sorted(set(issues)))
        super().__init__("\n".join(map(str, self.issues)))
