"""What a tree of files would change in a server, or all that is wrong with it."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath
from typing import TypeAlias

from knowledge.base import KnowledgeBase, kind_of
from knowledge.checks import find_conflicts
from knowledge.difference import Change, differences
from knowledge.editing import whole
from knowledge.issues import ContentError, Issue
from knowledge.loader import FilesRead, read_files
from knowledge.models import AnyEntry, Kind
from knowledge.origins import Origin, elsewhere
from knowledge.overlay import overlaid
from knowledge.own import MAX_DOCUMENT_BYTES, Stored, adds, document_of, read_own
from knowledge.source import Document, dump, parse_document

Key: TypeAlias = tuple[Kind, str]

MAX_ENTRIES = 1000  # of one import


@dataclass(frozen=True, slots=True)
class Server:
    """What a server answers from."""

    shared: KnowledgeBase  # what all servers share
    stored: Sequence[Stored] = ()
    hidden: Collection[Key] = ()  # entries of the base that it doesn't want


@dataclass(frozen=True, slots=True)
class Incoming:
    """An entry that isn't as the server has it."""

    stored: Stored  # as it would be saved
    name: str
    is_new: bool  # the server has none with its id, nor has the base
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Intake:
    """What would change, by kind and id, and how many entries are as the server has them."""

    incoming: tuple[Incoming, ...]
    same: int


def take_in(files: Mapping[PurePosixPath, bytes], server: Server) -> Intake:
    """Compare a tree with what a server has, and check it over that.

    Raises:
        ContentError: with the issues of *all* files. Entries that are as the server has them have
            none, whatever became of what they point to.
    """
    read = read_files(files, _reader(files))
    if len(read.found) > MAX_ENTRIES:
        message = f"{len(read.found)} entries, at most {MAX_ENTRIES} fit: bring them in by parts"
        raise ContentError([*read.issues, Issue(Path("import.zip"), 1, "", message)])
    current = _current(server)
    changed = [(entry, origin) for entry, origin in read.found if _now(current, entry) != entry]
    incoming = [_incoming(entry, origin, files, current) for entry, origin in changed]
    issues = [*read.issues, *_conflicts(read, changed, server), *_oversized(incoming, changed)]
    if issues:
        raise ContentError(issues)
    incoming.sort(key=lambda one: (one.stored.kind, one.stored.id))
    return Intake(tuple(incoming), len(read.found) - len(incoming))


def whole_entries(server: Server) -> tuple[list[Stored], tuple[Issue, ...]]:
    """Return a server's entries each as one whole document, and what is wrong with the others.

    What only adds to an entry of the base becomes that entry with what is added.
    """
    documents: list[Stored] = []
    issues: list[Issue] = []
    for one in server.stored:
        own = read_own(server.shared, [one])
        issues += own.issues
        for entry in own.entries:
            text = whole(entry) if adds(document_of(one)) else one.document
            documents.append(Stored(one.kind, one.id, text))
    return documents, tuple(issues)


def _reader(files: Mapping[PurePosixPath, bytes]) -> Callable[[PurePath], Document]:
    def read(path: PurePath) -> Document:
        return parse_document(Path(path), files[PurePosixPath(path)], MAX_DOCUMENT_BYTES)

    return read


def _current(server: Server) -> Mapping[Key, AnyEntry]:
    own = read_own(server.shared, server.stored).entries
    return {(kind_of(entry), entry.id): entry for entry in (*server.shared.entries(), *own)}


def _now(current: Mapping[Key, AnyEntry], entry: AnyEntry) -> AnyEntry | None:
    return current.get((kind_of(entry), entry.id))


def _incoming(
    entry: AnyEntry,
    origin: Origin,
    files: Mapping[PurePosixPath, bytes],
    current: Mapping[Key, AnyEntry],
) -> Incoming:
    if origin.place:  # of a list: it gets a document of its own
        text = dump(_inside(origin.document.data, origin.place))
    else:  # as it was written
        text = files[PurePosixPath(origin.document.path)].decode("utf-8-sig")
    before = _now(current, entry)
    changes = differences(whole(before) if before else None, whole(entry))
    stored = Stored(kind_of(entry), entry.id, text)
    return Incoming(stored, entry.name, before is None, changes)


def _inside(data: object, place: Sequence[str | int]) -> object:
    for key in place:
        data = data[key]  # type: ignore[index]  # the model has read it there
    return data


def _conflicts(
    read: FilesRead, changed: Sequence[tuple[AnyEntry, Origin]], server: Server
) -> Iterator[Issue]:
    """Yield what shows only when what is changed is seen over all that stays.

    What a server hides may be pointed to: hiding is a setting, and may end.
    """
    mine = {id(entry) for entry, _ in changed}
    arriving = {(kind_of(entry), entry.id) for entry, _ in read.found}
    own = read_own(server.shared, server.stored).entries
    here = overlaid(server.shared, own, server.hidden).entries()
    staying = [
        *(entry for entry in here if (kind_of(entry), entry.id) not in arriving),
        *(entry for entry, _ in read.found if id(entry) not in mine),
    ]
    hidden = frozenset(server.hidden)
    issues = find_conflicts(
        [*((entry, elsewhere(entry)) for entry in staying), *changed],
        lambda kind, entry_id: (kind, entry_id) in hidden or read.is_unread(kind, entry_id),
    )
    paths = {origin.document.path for _, origin in changed}
    yield from (issue for issue in issues if issue.path in paths)


def _oversized(
    incoming: Sequence[Incoming], changed: Sequence[tuple[AnyEntry, Origin]]
) -> Iterator[Issue]:
    for one, (_, origin) in zip(incoming, changed, strict=True):
        if len(one.stored.document.encode()) > MAX_DOCUMENT_BYTES:
            yield origin.issue((), f"longer than the {MAX_DOCUMENT_BYTES // 1024} KiB of one entry")
