"""What changed between two versions of an entry, field by field, for people to read."""

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Literal, TypeAlias

from knowledge.issues import ContentError
from knowledge.source import parse_document

MAX_VALUE_CHARS = 160  # of one text in a rendering; the rest is left out around what differs
KEYS = ("id", "to", "start", "title", "claim", "text")  # by which items of lists are told apart

Sign: TypeAlias = Literal["added", "removed", "changed", "moved"]

_ABSENT = object()
_LEAD_CHARS = 40  # before what differs in a long text
_GRAVE = "ˋ"  # looks like a backtick, and can't end a block of code


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs. A list is one field an item; "moved" is about a list's order."""

    field: str  # dotted: "skills.essential.python.use"; "" for a line of what isn't YAML
    sign: Sign
    before: str | None
    after: str | None


def differences(before: str | None, after: str | None) -> tuple[Change, ...]:
    """Return what differs between two YAML documents of one entry, in the order of fields.

    None stands for no document: an entry that isn't there yet, or was taken back. What can't be
    read as YAML is compared line by line.
    """
    if before == after:
        return ()
    try:
        trees = [_ABSENT if text is None else _read(text) for text in (before, after)]
    except ContentError:
        return tuple(_by_line((before or "").splitlines(), (after or "").splitlines()))
    return tuple(_compare((), *trees))


def diff_lines(changes: Sequence[Change], max_chars: int) -> str:
    """Return changes as the lines of a ```diff block, at most `max_chars` characters.

    How many lines don't fit is said in the last one. Nothing inside can end the block.
    """
    lines = [_harmless(line) for change in changes for line in _rendered(change)]
    if len("\n".join(lines)) <= max_chars:
        return "\n".join(lines)
    room = max_chars - len(_rest(len(lines)))
    kept: list[str] = []
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            break
        kept.append(line)
    return "\n".join((*kept, _rest(len(lines) - len(kept))))


def _read(text: str) -> object:
    return parse_document(Path("document"), text.encode("utf-8", "surrogatepass")).data


def _compare(place: tuple[str, ...], before: object, after: object) -> Iterator[Change]:
    if _is_same(before, after):
        return
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _compare_mappings(place, before, after)
    elif isinstance(before, list) and isinstance(after, list) and _are_texts(before, after):
        yield from _compare_texts(place, before, after)
    elif isinstance(before, list) and isinstance(after, list) and _key_of(before, after):
        yield from _compare_keyed(place, before, after)
    elif _is_leaf(before) and _is_leaf(after):
        yield _changed(place, before, after)
    elif isinstance(before, list) and isinstance(after, list) and before and after:
        yield from _compare_mappings(place, _numbered(before), _numbered(after))
    else:
        yield from (
            Change(".".join(at), "removed", text, None) for at, text in _leaves(place, before)
        )
        yield from (Change(".".join(at), "added", None, text) for at, text in _leaves(place, after))


def _numbered(items: Sequence[object]) -> Mapping[object, object]:
    return {str(n): item for n, item in enumerate(items)}


def _compare_mappings(
    place: tuple[str, ...], before: Mapping[object, object], after: Mapping[object, object]
) -> Iterator[Change]:
    for key in dict.fromkeys(chain(before, after)):
        inner = (*place, str(key))
        yield from _compare(inner, before.get(key, _ABSENT), after.get(key, _ABSENT))


def _compare_texts(
    place: tuple[str, ...], before: Sequence[object], after: Sequence[object]
) -> Iterator[Change]:
    """Yield the items that came and went; what stayed may stand in another order."""
    field = ".".join(place)
    old, new = [_shown(item) for item in before], [_shown(item) for item in after]
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    yield from (Change(field, "removed", text, None) for text in gone.elements())
    yield from (Change(field, "added", None, text) for text in come.elements())
    yield from _moved(place, _without(old, gone), _without(new, come))


def _compare_keyed(
    place: tuple[str, ...],
    before: Sequence[dict[object, object]],
    after: Sequence[dict[object, object]],
) -> Iterator[Change]:
    key = _key_of(before, after)
    old, new = (
        {_shown(item[key]): _beside(key, item) for item in items} for items in (before, after)
    )
    for name in dict.fromkeys(chain(old, new)):
        yield from _compare((*place, name), old.get(name, _ABSENT), new.get(name, _ABSENT))
    stayed = old.keys() & new.keys()
    yield from _moved(place, [n for n in old if n in stayed], [n for n in new if n in stayed])


def _moved(place: tuple[str, ...], old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    if old != new:
        yield Change(".".join(place), "moved", ", ".join(old), ", ".join(new))


def _changed(place: tuple[str, ...], before: object, after: object) -> Change:
    old, new = _shown(before), _shown(after)
    if old == new:  # a text and a number that look alike
        old, new = repr(before), repr(after)
    return Change(".".join(place), "changed", old, new)


def _leaves(place: tuple[str, ...], value: object) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield every text inside a value, with its place."""
    if value is _ABSENT:
        return
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _leaves((*place, str(key)), inner)
    elif isinstance(value, list) and value and _are_texts(value, ()):
        yield from ((place, _shown(item)) for item in value)
    elif isinstance(value, list) and value:
        key = _key_of(value)
        for n, item in enumerate(value):
            name, rest = (_shown(item[key]), _beside(key, item)) if key else (str(n), item)
            yield from _leaves((*place, name), rest)
    else:
        yield place, _shown(value)


def _by_line(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after).get_opcodes():
        if tag != "equal":
            yield from (Change("", "removed", line, None) for line in before[a:b])
            yield from (Change("", "added", None, line) for line in after[c:d])


def _is_same(before: object, after: object) -> bool:
    """Return whether two values are the same; unlike `==`, 1 isn't true and a .nan is itself."""
    if isinstance(before, dict) and isinstance(after, dict):
        keys = [sorted(map(repr, value)) for value in (before, after)]
        return keys[0] == keys[1] and all(_is_same(before[key], after[key]) for key in before)
    if isinstance(before, list) and isinstance(after, list):
        return len(before) == len(after) and all(map(_is_same, before, after))
    return before is after or (type(before) is type(after) and repr(before) == repr(after))


def _is_leaf(value: object) -> bool:
    """Return whether a value is said as one: a list of numbers too, such as years from and to."""
    if isinstance(value, list):
        return all(item is None or isinstance(item, int | float) for item in value)
    return value is not _ABSENT and (not isinstance(value, dict) or not value)


def _are_texts(*lists: Sequence[object]) -> bool:
    items = [item for each in lists for item in each]
    return any(isinstance(item, str) for item in items) and not any(
        isinstance(item, dict | list) for item in items
    )


def _key_of(*lists: Sequence[object]) -> str | None:
    """Return the key by which the items of each list can be told apart, or None."""
    if not any(lists) or not all(isinstance(item, dict) for items in lists for item in items):
        return None
    return next((key for key in KEYS if all(_tells_apart(key, items) for items in lists)), None)


def _tells_apart(key: str, items: Sequence[object]) -> bool:
    names = [item.get(key) for item in items if isinstance(item, dict)]
    return all(isinstance(name, str) for name in names) and len(set(names)) == len(names)


def _beside(key: str | None, item: Mapping[object, object]) -> Mapping[object, object]:
    """Return an item without the key that names it."""
    return {inner: value for inner, value in item.items() if inner != key}


def _without(items: Sequence[str], taken: Counter[str]) -> list[str]:
    left = Counter(taken)
    kept = []
    for item in items:
        if left[item]:
            left[item] -= 1
        else:
            kept.append(item)
    return kept


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ", ".join(map(_shown, value)) or "(empty)"
    if value is None or value == {}:
        return "(empty)"
    return str(value)


def _rendered(change: Change) -> Iterator[str]:
    name = f"{_excerpt(change.field, 0)}: " if change.field else ""
    if change.sign == "moved":
        yield f"! {name}in another order"
        return
    before, after = (text or "" for text in (change.before, change.after))
    if change.sign == "changed" and "\n" in before + after:
        for line in _by_line(before.splitlines(), after.splitlines()):
            yield from _rendered(Change(change.field, line.sign, line.before, line.after))
        return
    at = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    if change.before is not None:
        yield f"- {name}{_excerpt(before, at)}"
    if change.after is not None:
        yield f"+ {name}{_excerpt(after, at)}"


def _excerpt(text: str, at: int) -> str:
    """Return a text of at most `MAX_VALUE_CHARS`: of a longer one the part around `at`."""
    if len(text) <= MAX_VALUE_CHARS:
        return text
    start = max(0, min(at - _LEAD_CHARS, len(text) - MAX_VALUE_CHARS + 1))
    end = start + MAX_VALUE_CHARS - 2
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def _harmless(line: str) -> str:
    """Return what stays one line inside a block of code."""
    return line[:2] + " ".join(line[2:].split()).replace("`", _GRAVE)


def _rest(count: int) -> str:
    return f"… and {count} more"
