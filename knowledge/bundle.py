"""A server's entries as a zip, in the same tree as the base on disk, and back.

Nothing is written to disk, and nothing in a zip is trusted: neither its names nor its sizes.
"""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path, PurePosixPath

from knowledge.issues import ContentError, Issue
from knowledge.loader import FOLDERS, LISTS, is_known_place
from knowledge.models import Kind
from knowledge.own import MAX_DOCUMENT_BYTES, Stored, document_of
from knowledge.source import dump

MAX_ZIP_BYTES = 2 * 1024 * 1024
MAX_FILES = 500
MAX_UNPACKED_BYTES = 2 * 1024 * 1024

PLACES: Mapping[Kind, str] = {  # of the tree: a folder of files, or the name of a list
    "role": "roles",
    "topic": "topics",
    "comparison": "comparisons",
    "skill": "skills",
    "resource": "resources",
    "term": "terms",
}

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a zip knows
_READABLE = 0o644 << 16
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED, _UTF8 = 0x1, 0x800  # flags of a member
_DRIVE = re.compile(r"[A-Za-z]:")
_LITTER = re.compile(
    r"(^|/)(__MACOSX(/|$)|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE
)
_MAX_NAME_CHARS = 100
# What Python's zip reader raises for bytes that are no zip, or a damaged one.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,  # also names that claim to be UTF-8
    OSError,
)


def pack(stored: Iterable[Stored]) -> bytes:
    """Return a zip of whole entries, as a tree like the base's; the same bytes for the same.

    Files of one entry hold its document as it was written; lists are put together.

    Raises:
        ContentError: an entry of a list isn't YAML.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in sorted(_tree(stored).items()):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # Unix, wherever this runs
            info.external_attr = _READABLE
            archive.writestr(info, text.encode())
    return buffer.getvalue()


def _tree(stored: Iterable[Stored]) -> dict[str, str]:
    files: dict[str, str] = {}
    lists: dict[str, list[object]] = defaultdict(list)
    for one in sorted(stored, key=lambda one: (one.kind, one.id)):
        place = PLACES[one.kind]
        if place in FOLDERS:
            files[f"{place}/{one.id}.yaml"] = one.document
        else:
            lists[place].append(document_of(one).data)
    for name, items in lists.items():
        parts = [dump({name: part}) for part in _parts(items)]
        names = [f"{name}/{n:02}" for n in range(1, len(parts) + 1)] if len(parts) > 1 else [name]
        files |= {f"{part}.yaml": text for part, text in zip(names, parts, strict=True)}
    return files


def _parts(items: Iterable[object]) -> list[list[object]]:
    """Return a list in parts that `unpack` takes as files."""
    parts: list[list[object]] = [[]]
    size = 0
    for item in items:
        size += len(dump([item]).encode()) * 2  # deeper inside, a line may need more
        if size > MAX_DOCUMENT_BYTES and parts[-1]:
            parts.append([])
            size = 0
        parts[-1].append(item)
    return parts


def unpack(raw: bytes, name: str = "import.zip") -> Mapping[PurePosixPath, bytes]:
    """Return the files of a zip by their place in the tree.

    What macOS and Windows leave behind, and one folder around the whole tree, are passed over.

    Args:
        raw: Anything at all.
        name: What issues call the zip.

    Raises:
        ContentError: with all that is wrong, so that nothing of it is used.
    """
    if len(raw) > MAX_ZIP_BYTES:
        raise _whole(name, f"larger than the {MAX_ZIP_BYTES // 1024} KiB that are allowed")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return _read_all(archive, name)
    except _DAMAGE as error:
        message = "not a zip, or a damaged one: make it anew, or take what `/kb export` gives"
        raise _whole(name, message) from error


def _read_all(archive: zipfile.ZipFile, name: str) -> Mapping[PurePosixPath, bytes]:
    members = [info for info in archive.infolist() if not _LITTER.search(info.orig_filename)]
    if len(members) > MAX_FILES:
        raise _whole(name, f"{len(members)} files, at most {MAX_FILES} fit")
    unwanted = [list(_unwanted(info)) for info in members]
    wanted = [info for info, why in zip(members, unwanted, strict=True) if not why]
    files = [info for info in wanted if not info.is_dir()]
    places = _without_top([PurePosixPath(info.filename) for info in files])
    issues = [*chain.from_iterable(unwanted), *_misplaced(places)]
    contents: dict[PurePosixPath, bytes] = {}
    room = MAX_UNPACKED_BYTES
    for info, place in zip(files, places, strict=True):
        try:
            contents[place] = _inflated(archive, info, room)
        except ContentError as error:
            issues += error.issues
        else:
            room -= len(contents[place])
    if not files and not issues:
        raise _whole(name, "there is no file in it")
    if issues:
        raise ContentError(issues)
    return contents


def _unwanted(info: zipfile.ZipInfo) -> Iterator[Issue]:
    """Yield why a member can't be taken, whatever it holds."""
    path = Path(_shown(info))
    given = info.orig_filename
    form = stat.S_IFMT(info.external_attr >> 16)
    if _DRIVE.match(given) or given.startswith(("/", "\\")) or "\\" in given or "\0" in given:
        yield Issue(path, 1, "", "the name must be a path inside the zip, with / between folders")
    elif not PurePosixPath(given).parts:
        yield Issue(path, 1, "", "a file without a name")
    elif ".." in PurePosixPath(given).parts:
        yield Issue(path, 1, "", "the name leads out of the zip: take `..` away")
    elif not _is_utf8(info):
        yield Issue(path, 1, "", "the name isn't UTF-8: ids are small letters, digits and hyphens")
    if form not in {0, stat.S_IFREG, stat.S_IFDIR}:
        yield Issue(path, 1, "", "a link or device, not a file: put the file itself into the zip")
    if info.flag_bits & _ENCRYPTED:
        yield Issue(path, 1, "", "encrypted: make the zip without a password")
    elif info.compress_type not in _METHODS:
        yield Issue(path, 1, "", "packed in a way that I can't read: make a plain zip (deflate)")


def _is_utf8(info: zipfile.ZipInfo) -> bool:
    if info.flag_bits & _UTF8:
        return True
    try:
        info.orig_filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return False
    return True


def _without_top(places: Sequence[PurePosixPath]) -> Sequence[PurePosixPath]:
    """Return places without the one folder around the tree, where there is one."""
    inner = [PurePosixPath(*place.parts[1:]) for place in places]
    is_around = (
        len({place.parts[0] for place in places}) == 1
        and not any(map(is_known_place, places))
        and any(map(is_known_place, inner))
    )
    return inner if is_around else places


def _misplaced(places: Sequence[PurePosixPath]) -> Iterator[Issue]:
    for place, count in Counter(places).items():
        if count > 1:
            yield Issue(Path(place), 1, "", f"{count} files have this name: keep one")
        if not is_known_place(place):
            yield Issue(Path(place), 1, "", _why_unknown(place))


def _why_unknown(place: PurePosixPath) -> str:
    if place.suffix.lower() in {".yml", ".yaml"} and is_known_place(place.with_suffix(".yaml")):
        return "the name must end in .yaml"
    if len(place.parts) > 2:
        return f"too deep: files stand in {_listed(FOLDERS)}, no folder inside another"
    lists = [f"{name}.yaml" for name in LISTS]
    return f"nothing reads this file: entries stand in {_listed(FOLDERS)}, or in {_listed(lists)}"


def _listed(names: Iterable[str]) -> str:
    *most, last = (name if "." in name else f"{name}/" for name in names)
    return f"{', '.join(most)} and {last}"


def _inflated(archive: zipfile.ZipFile, info: zipfile.ZipInfo, room: int) -> bytes:
    """Return what a member holds, counted as it comes, since its header may lie.

    Raises:
        ContentError: it is damaged, or larger than one file may be or than `room`.
    """
    limit = min(room, MAX_DOCUMENT_BYTES)
    try:
        with archive.open(info) as stream:
            content = stream.read(limit + 1)
    except _DAMAGE as error:
        raise _whole(_shown(info), "damaged: make the zip anew") from error
    if len(content) <= limit:
        return content
    if limit == MAX_DOCUMENT_BYTES:
        raise _whole(_shown(info), f"larger than the {limit // 1024} KiB that are allowed")
    total = MAX_UNPACKED_BYTES // 1024
    raise _whole(_shown(info), f"with this file it is more than the {total} KiB that are allowed")


def _shown(info: zipfile.ZipInfo) -> str:
    """Return a member's name as it can be shown to people."""
    plain = "".join(c if c.isprintable() and c != "`" else "?" for c in info.orig_filename)
    return plain if len(plain) <= _MAX_NAME_CHARS else f"{plain[:_MAX_NAME_CHARS]}…"


def _whole(name: str, message: str) -> ContentError:
    return ContentError([Issue(Path(name), 1, "", message)])
