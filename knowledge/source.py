"""Read authored YAML, and remember on which line each value stands.

The only module that imports `yaml`. Aliases, tags and repeated keys are refused: they make a
file mean something other than what its author sees. Size and depth are bounded before anything is
built, so no file can eat the memory or the stack.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

import yaml

from knowledge.issues import ContentError, Issue
from knowledge.syntax import explain_syntax

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 16

Place: TypeAlias = tuple[str | int, ...]  # keys and indexes from the top: ("skills", 0, "id")

_NO_ALIAS = "aliases aren't allowed; put a text that begins with * in quotes"
_NO_ANCHOR = "anchors aren't allowed; put a text that begins with & in quotes"
_NO_TAG = "tags aren't allowed; put a text that begins with ! in quotes"
_MERGE = "tag:yaml.org,2002:merge"
_INT = "tag:yaml.org,2002:int"
_MAX_DIGITS = 30  # more are no number that anybody means, and Python may refuse to print it


# libyaml's parser where the wheel has it (ten times faster), PyYAML's own otherwise.
class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads plain data."""

    def construct_number(self, node: yaml.ScalarNode) -> int:
        """Return a whole number. Raises `ValueError` if it is far too long."""
        if len(node.value) > _MAX_DIGITS:
            raise ValueError("too long for a number; put text in quotes")
        return int(self.construct_yaml_int(node))


_Loader.add_constructor(_INT, _Loader.construct_number)


@dataclass(frozen=True)
class Document:
    """The plain data of one file, and the line of every value in it."""

    path: Path
    data: object
    root: yaml.Node | None

    @cached_property
    def lines(self) -> Mapping[Place, int]:
        """The line of each value; worked out only when something is wrong."""
        return dict(_places(self.root)) if self.root else {}

    def issue(self, place: Place, message: str) -> Issue:
        """Return an issue at `place`, or at its nearest ancestor that the file has."""
        known = place
        while known and known not in self.lines:
            known = known[:-1]
        return Issue(self.path, self.lines.get(known, 1), ".".join(map(str, place)), message)


def read_document(path: Path) -> Document:
    """Read the YAML file at `path`.

    Raises:
        ContentError: the file can't be read, is larger than `MAX_BYTES`, isn't UTF-8 or YAML, uses
            an alias or a tag, repeats a key, or is nested deeper than `MAX_DEPTH`.
    """
    return parse_document(path, _read(path))


def parse_document(path: Path, raw: bytes, max_bytes: int = MAX_BYTES) -> Document:
    """Read YAML from `raw`; `path` is only its name in issues. Raises as `read_document` does."""
    text = decode(path, raw, max_bytes)
    try:
        if issues := list(_unwanted(path, text)):
            raise ContentError(issues)
        loader = _Loader(text)
        try:
            root = loader.get_single_node()
            if root is None:
                return Document(path, None, None)
            data = _construct(path, root, loader)
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        raise ContentError([_syntax_issue(path, text, error)]) from error
    return Document(path, data, root)


def _construct(path: Path, root: yaml.Node, loader: yaml.SafeLoader) -> object:
    issues = list(_repeated(path, root))
    try:
        data = loader.construct_document(root)
    except (ValueError, OverflowError):
        issues += _unreadable(path, root, _Loader(""))  # the other one is confused by now
    if issues:
        raise ContentError(issues)
    return data


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or "can't be read"
        raise ContentError([Issue(path, 1, "", reason)]) from error


def decode(path: Path, raw: bytes, max_bytes: int = MAX_BYTES) -> str:
    """Return the text of a file. Raises `ContentError` if it is too large or not UTF-8."""
    if len(raw) > max_bytes:
        message = f"larger than the {max_bytes // 1024} KiB that are allowed"
        raise ContentError([Issue(path, 1, "", message)])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"not UTF-8: byte 0x{raw[error.start]:02x}; save the file as UTF-8"
        raise ContentError([Issue(path, line, "", message)]) from error


def _syntax_issue(path: Path, text: str, error: yaml.YAMLError) -> Issue:
    if isinstance(error, yaml.reader.ReaderError):  # a character that no YAML may hold
        at = error.position if isinstance(error.position, int) else 0
        return Issue(path, text.count("\n", 0, at) + 1, "", explain_syntax(error.reason))
    mark = getattr(error, "problem_mark", None)
    if mark is not None and mark.index >= len(text):  # what is never closed: where it was opened
        mark = getattr(error, "context_mark", None) or mark
    problem = getattr(error, "problem", None) or "not YAML"
    message = explain_syntax(str(problem), getattr(error, "context", None) or "")
    return Issue(path, mark.line + 1 if mark else 1, "", message)


def _unwanted(path: Path, text: str) -> Iterator[Issue]:
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            yield Issue(path, line, "", f"{_NO_ALIAS}: *{event.anchor}")
        elif isinstance(event, yaml.NodeEvent) and event.anchor:
            yield Issue(path, line, "", f"{_NO_ANCHOR}: &{event.anchor}")
        elif tag := getattr(event, "tag", None):
            yield Issue(path, line, "", f"{_NO_TAG}: {tag}")
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            yield Issue(path, line, "", f"nested deeper than {MAX_DEPTH} levels")
            return


def _repeated(path: Path, node: yaml.Node, place: Place = ()) -> Iterator[Issue]:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            inner = (*place, _key(key))
            line = key.start_mark.line + 1
            field = ".".join(map(str, inner))
            if key.tag == _MERGE:
                yield Issue(path, line, field, "merge keys (<<) aren't allowed")
            elif not isinstance(key, yaml.ScalarNode):
                yield Issue(path, line, field, "a key must be plain text")
            elif key.value in seen:
                yield Issue(path, line, field, "given twice: keep one of them")
            seen.add(_key(key))
            yield from _repeated(path, value, inner)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _repeated(path, item, (*place, index))


def _unreadable(
    path: Path, node: yaml.Node, loader: yaml.SafeLoader, place: Place = ()
) -> Iterator[Issue]:
    """Yield an issue for each value that looks like a date or number and is none: 2026-13-41."""
    for inner, child in _children(node, place):
        yield from _unreadable(path, child, loader, inner)
    if isinstance(node, yaml.ScalarNode):
        try:
            loader.construct_object(node)
        except (ValueError, OverflowError) as error:
            field = ".".join(map(str, place))
            yield Issue(path, node.start_mark.line + 1, field, f"can't be read: {error}")


def _children(node: yaml.Node, place: Place) -> Iterator[tuple[Place, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*place, _key(key)), value
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield (*place, index), item


def _places(node: yaml.Node, place: Place = ()) -> Iterator[tuple[Place, int]]:
    yield place, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*place, _key(key))
            # A value's own mark can stand lines below its key (block text, lists): the key's
            # line is where an author looks.
            yield inner, key.start_mark.line + 1
            if isinstance(value, yaml.CollectionNode):
                yield from list(_places(value, inner))[1:]
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _places(item, (*place, index))


def _key(node: yaml.Node) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else "?"


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes what is the same twice, since aliases are refused when it is read."""

    def ignore_aliases(self, data: object) -> bool:
        """Return that no alias is wanted."""
        return True


def dump(data: object) -> str:
    """Return plain data as YAML, keys in the order given."""
    text = yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)
    return str(text)


def write_document(path: Path, data: object, comment: str) -> None:
    """Write plain data as the YAML file at `path`, keys in the order given, under a comment.

    The file is replaced whole or not at all. Raises `OSError` where it can't be written.
    """
    part = path.with_suffix(".part")
    part.write_text(f"# {comment}\n{dump(data)}", "utf-8")
    part.replace(path)
