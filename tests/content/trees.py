"""Small trees of knowledge for tests: a valid one, and cases that break it in one way each.

A case is a file and nothing else: its first comments say where it belongs in the tree (`# at:`) and
exactly which issues it must give (`# expect: LINE [field] message`).
"""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
VALID = HERE / "valid"
CASES = sorted((HERE / "rejected").glob("*.yaml"))


@dataclass(frozen=True, slots=True)
class Case:
    """A broken file, its place, and the issues that it announces, in the form `line rest`."""

    name: str
    at: str
    content: bytes
    expected: tuple[tuple[int, str], ...]


def read_case(path: Path) -> Case:
    """Read a case from its file."""
    text = path.read_text("utf-8")
    at = re.search(r"^# at: (.+)$", text, re.MULTILINE)
    assert at, f"{path} doesn't say where it belongs"
    found = re.findall(r"^# expect: (\d+) (.+)$", text, re.MULTILINE)
    expected = tuple(sorted((max(1, int(line)), rest) for line, rest in found))
    return Case(path.stem, at[1], path.read_bytes(), expected)


def plant(directory: Path, *cases: Case) -> Path:
    """Make a valid tree in `directory`, put the cases into it, and return it."""
    tree = directory / "tree"
    shutil.copytree(VALID, tree)
    for case in cases:
        target = tree / case.at
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(case.content)
    return tree
