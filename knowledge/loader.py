"""Turn a directory of authored YAML into a knowledge base, or into all of its problems at once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from knowledge.base import KnowledgeBase, kind_of
from knowledge.checks import Unread, find_conflicts
from knowledge.explain import explain
from knowledge.issues import ContentError, Issue
from knowledge.models import (
    AnyEntry,
    Authored,
    Comparison,
    Kind,
    Resource,
    ResourceFile,
    Role,
    Skill,
    SkillFile,
    Term,
    TermFile,
    Topic,
)
from knowledge.origins import Origin, Origins
from knowledge.source import Document, Place, read_document

DATA = Path(__file__).parent / "data"

# Folders of these names hold one entry a file. Lists stand in a file of their name, or in a folder
# of it as several files. Nothing else belongs into the directory.
FOLDERS: Mapping[str, type[AnyEntry]] = {
    "roles": Role,
    "topics": Topic,
    "comparisons": Comparison,
}
MODELS: Mapping[Kind, type[AnyEntry]] = {
    "role": Role,
    "skill": Skill,
    "resource": Resource,
    "term": Term,
    "topic": Topic,
    "comparison": Comparison,
}
LISTS: Mapping[str, type[SkillFile] | type[ResourceFile] | type[TermFile]] = {
    "skills": SkillFile,
    "resources": ResourceFile,
    "terms": TermFile,
}

_KIND_BY_LIST: Mapping[str, Kind] = {"skills": "skill", "resources": "resource", "terms": "term"}

M = TypeVar("M", bound=Authored)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A knowledge base, and where in which file each of its entries stands."""

    base: KnowledgeBase
    origins: Origins


def load_knowledge(directory: Path = DATA) -> Loaded:
    """Load every YAML file under `directory`.

    Raises:
        ContentError: with the issues of *all* files; also if there is no role at all.
    """
    found: list[tuple[AnyEntry, Origin]] = []
    issues: list[Issue] = list(_strays(directory))
    unread: list[Path] = []
    for path in _files(directory):
        try:
            found += _read_entries(path)
        except ContentError as error:
            issues += error.issues
            unread.append(path)
    issues += find_conflicts(found, _unread(unread))
    if not found and not issues:
        issues.append(Issue(directory, 1, "", "no entry in any *.yaml here"))
    if issues:
        raise ContentError(issues)
    origins: dict[tuple[Kind, str], Origin] = {
        (kind_of(entry), entry.id): origin for entry, origin in found
    }
    return Loaded(KnowledgeBase.of(entry for entry, _ in found), origins)


def _unread(paths: Iterable[Path]) -> Unread:
    """Return what may well exist in files that can't be read: their mistakes are enough to mend."""
    kinds = {_KIND_BY_LIST[name] for path in paths if (name := _list_name(path)) is not None}
    ids = {path.stem for path in paths}
    return lambda kind, entry_id: kind in kinds or entry_id in ids


def parse(model: type[M], document: Document) -> M:
    """Check a document against a model.

    Raises:
        ContentError: one issue for each field that doesn't fit, with its line.
    """
    if not isinstance(document.data, dict):
        message = "expected `key: value` lines at the top"
        raise ContentError([document.issue((), message)])
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        raise ContentError(
            document.issue(_place(detail), explain(model, detail))
            for detail in error.errors()
            if not _is_echo(detail)
        ) from error


def _files(directory: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        yield from sorted((directory / folder).glob("*.yaml"))
    for name in LISTS:
        if (directory / f"{name}.yaml").exists():
            yield directory / f"{name}.yaml"
        yield from sorted((directory / name).glob("*.yaml"))


def _list_name(path: Path) -> str | None:
    """Return the name of the list that a file holds, or is a part of; None if it holds an entry."""
    return next((name for name in (path.stem, path.parent.name) if name in LISTS), None)


def _strays(directory: Path) -> Iterator[Issue]:
    if not directory.is_dir():
        yield Issue(directory, 1, "", "no such directory")
        return
    known = set(_files(directory))
    for path in sorted(directory.rglob("*")):
        if path.is_file() and path not in known:
            yield Issue(path, 1, "", "nothing reads this file: it is in no known place")


def _read_entries(path: Path) -> list[tuple[AnyEntry, Origin]]:
    document = read_document(path)
    if (name := _list_name(path)) is not None:
        file = parse(LISTS[name], document)
        key = next(iter(type(file).model_fields))
        entries: Iterable[AnyEntry] = getattr(file, key)
        return [(entry, Origin(document, (key, n))) for n, entry in enumerate(entries)]
    entry = parse(FOLDERS[path.parent.name], document)
    if entry.id != path.stem:
        message = f"the id must be the file's name: {path.stem!r}"
        raise ContentError([document.issue(("id",), message)])
    return [(entry, Origin(document, ()))]


def _is_echo(detail: ErrorDetails) -> bool:
    """Return whether a list is called too short only because its items have issues of their own."""
    given = detail["input"]
    counted = detail.get("ctx", {}).get("actual_length")
    return detail["type"] == "too_short" and isinstance(given, list) and len(given) != counted


def _place(detail: ErrorDetails) -> Place:
    return tuple(part for part in detail["loc"] if part != "[key]")
