"""Turn a directory of authored YAML into a knowledge base, or into all of its problems at once."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import filterfalse, islice
from pathlib import Path, PurePath
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

MAX_ISSUES = 200  # of one document
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


@dataclass(frozen=True, slots=True)
class FilesRead:
    """The entries of files, what is wrong with the others, and what may well exist in those."""

    found: tuple[tuple[AnyEntry, Origin], ...]
    issues: tuple[Issue, ...]
    is_unread: Unread


def load_knowledge(directory: Path = DATA) -> Loaded:
    """Load every YAML file under `directory`.

    Raises:
        ContentError: with the issues of *all* files; also if there is no role at all.
    """
    paths = (path.relative_to(directory) for path in directory.rglob("*") if path.is_file())
    files = read_files(paths, lambda path: read_document(directory / path))
    issues = [
        *_strays(directory),
        *files.issues,
        *find_conflicts(files.found, files.is_unread),
    ]
    if not files.found and not issues:
        issues.append(Issue(directory, 1, "", "no entry in any *.yaml here"))
    if issues:
        raise ContentError(issues)
    origins: dict[tuple[Kind, str], Origin] = {
        (kind_of(entry), entry.id): origin for entry, origin in files.found
    }
    return Loaded(KnowledgeBase.of(entry for entry, _ in files.found), origins)


def read_files(paths: Iterable[PurePath], read: Callable[[PurePath], Document]) -> FilesRead:
    """Read the entries of files, in a fixed order; paths in no known place are left out.

    Args:
        paths: From the top of the tree.
        read: Returns the document at one of them; raises `ContentError` if it can't be read.
    """
    found: list[tuple[AnyEntry, Origin]] = []
    issues: list[Issue] = []
    unread: list[PurePath] = []
    for path in sorted(filter(is_known_place, paths), key=_order):
        try:
            found += _entries(path, read(path))
        except ContentError as error:
            issues += error.issues
            unread.append(path)
    return FilesRead(tuple(found), tuple(issues), _unread(unread))


def is_known_place(path: PurePath) -> bool:
    """Return whether a file at a path, from the top of the tree, is read."""
    if path.suffix != ".yaml" or len(path.parts) not in (1, 2):
        return False
    *folder, _ = path.parts
    return folder[0] in {*FOLDERS, *LISTS} if folder else path.stem in LISTS


def _order(path: PurePath) -> tuple[int, int, str]:
    """Return where a file comes: by its kind, a list before the folder of its parts, by name."""
    places = [*FOLDERS, *LISTS]
    return places.index(path.with_suffix("").parts[0]), len(path.parts), path.name


def _unread(paths: Iterable[PurePath]) -> Unread:
    """Return what may well exist in files that can't be read: their mistakes are enough to mend."""
    kinds = {_KIND_BY_LIST[name] for path in paths if (name := _list_name(path)) is not None}
    ids = {path.stem for path in paths}
    return lambda kind, entry_id: kind in kinds or entry_id in ids


def parse(model: type[M], document: Document) -> M:
    """Check a document against a model.

    Raises:
        ContentError: one issue for each field that doesn't fit, with its line; `MAX_ISSUES` at
            most, since a document may be thousands of wrong lines.
    """
    if not isinstance(document.data, dict):
        message = "expected `key: value` lines at the top"
        raise ContentError([document.issue((), message)])
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        raise ContentError(
            document.issue(_place(detail), explain(model, detail))
            for detail in islice(filterfalse(_is_echo, error.errors()), MAX_ISSUES)
        ) from error


def _list_name(path: PurePath) -> str | None:
    """Return the name of the list that a file holds, or is a part of; None if it holds an entry."""
    name = path.with_suffix("").parts[0]
    return name if name in LISTS else None


def _strays(directory: Path) -> Iterator[Issue]:
    if not directory.is_dir():
        yield Issue(directory, 1, "", "no such directory")
        return
    for path in sorted(directory.rglob("*")):
        if path.is_file() and not is_known_place(path.relative_to(directory)):
            yield Issue(path, 1, "", "nothing reads this file: it is in no known place")


def _entries(path: PurePath, document: Document) -> list[tuple[AnyEntry, Origin]]:
    """Return the entries of a file at a path, from the top of the tree."""
    if (name := _list_name(path)) is not None:
        file = parse(LISTS[name], document)
        key = next(iter(type(file).model_fields))
        entries: Iterable[AnyEntry] = getattr(file, key)
        return [(entry, Origin(document, (key, n))) for n, entry in enumerate(entries)]
    entry = parse(FOLDERS[path.parts[0]], document)
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
