"""Write into authored files on which day a link was last seen to work.

Only a line `checked:` behind a line `url:` is added or replaced; everything else stays as its
author wrote it, comments included.
"""

import re
from collections.abc import Collection
from datetime import date
from pathlib import Path

from knowledge.issues import ContentError, Issue
from knowledge.source import read_document

_URL = re.compile(
    r"^(?P<indent>\s*)(?P<dash>- )?url: *(?P<quote>[\"']?)(?P<url>\S+?)(?P=quote)\s*$"
)
_CHECKED = re.compile(r"^\s*checked: *\S+\s*$")


def write_checked(path: Path, urls: Collection[str], day: date) -> int:
    """Note in a file that its links among `urls` worked on `day`; return how many it holds.

    The file is replaced whole or not at all.

    Raises:
        ContentError: the file would no longer mean the same; it is left as it was.
        OSError: it can't be written.
    """
    lines = path.read_text("utf-8").splitlines()
    dated: list[str] = []
    count = 0
    for n, line in enumerate(lines):
        if _CHECKED.match(line) and n and _is_noted(lines[n - 1], urls):
            continue
        dated.append(line)
        if found := _match(line, urls):
            indent = found["indent"] + ("  " if found["dash"] else "")
            dated.append(f"{indent}checked: {day.isoformat()}")
            count += 1
    if count:
        _replace(path, "\n".join(dated) + "\n")
    return count


def _replace(path: Path, text: str) -> None:
    """Put `text` in the place of a file that means the same but for its dates."""
    part = path.with_suffix(".part")
    part.write_text(text, "utf-8")
    try:
        is_same = _undated(read_document(part).data) == _undated(read_document(path).data)
    except ContentError:
        is_same = False
    if not is_same:
        part.unlink()
        raise ContentError([Issue(path, 1, "", "its links can't be dated line by line")])
    part.replace(path)


def _match(line: str, urls: Collection[str]) -> re.Match[str] | None:
    found = _URL.match(line)
    return found if found and found["url"] in urls else None


def _is_noted(line: str, urls: Collection[str]) -> bool:
    return _match(line, urls) is not None


def _undated(data: object) -> object:
    if isinstance(data, dict):
        return {key: _undated(value) for key, value in data.items() if key != "checked"}
    return [_undated(item) for item in data] if isinstance(data, list) else data
