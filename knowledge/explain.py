"""Say in an author's words why a value doesn't fit the model, and what to write instead."""

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from knowledge.fields import CLOSED_PATTERN, CODE_PATTERN, SLUG_PATTERN, URL_PATTERN

MAX_SHOWN_CHARS = 60  # of a value that doesn't fit

_FORMS: Mapping[str, str] = {
    SLUG_PATTERN: "must be small letters, digits and single hyphens, such as ml-engineer",
    URL_PATTERN: "must be a link: it begins with http:// or https:// and has no spaces or brackets",
    CODE_PATTERN: "must be digits, dots and hyphens, such as 15-2051.00",
    CLOSED_PATTERN: 'must be a year, or a year and a month, in quotes: "2025" or "2025-07"',
}
_LIST = "must be a list (lines that begin with `- `)"
_KEYS = "must be `key: value` lines"
_EMPTY = "nothing stands behind this key: fill it in, or take the key away"


def explain(model: type[BaseModel], detail: ErrorDetails) -> str:
    """Return one sentence for one of pydantic's errors about data meant to be a `model`."""
    if detail["type"] == "extra_forbidden":
        key = str(detail["loc"][-1])
        return f"unknown key{did_you_mean(key, _keys_at(model, detail['loc'][:-1]))}"
    if plain := _SENTENCES.get(detail["type"]):
        return plain(detail["input"], detail.get("ctx", {}))
    message = detail["msg"]
    return message[:1].lower() + message[1:]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "; did you mean …?" with the known word that is most like `word`, "" if none is."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean {close[0]!r}?" if close else ""


def _literal(value: object, context: Mapping[str, Any]) -> str:
    expected = str(context["expected"])
    known = expected.replace(" or ", ", ").replace("'", "").split(", ")
    return f"must be {expected}{did_you_mean(str(value), known)}"


def _pattern(value: object, context: Mapping[str, Any]) -> str:
    pattern = str(context["pattern"])
    form = _FORMS.get(pattern, f"doesn't have the right form ({pattern})")
    return f"{_shown(value)} {form}"


def _too_long(value: object, context: Mapping[str, Any]) -> str:
    return f"{len(str(value).strip())} characters, at most {context['max_length']} fit"


def _text(value: object, _: Mapping[str, Any]) -> str:
    if value is None:
        return _EMPTY
    if isinstance(value, dict):
        return "must be text; the colon in it needs quotes around the whole"
    if isinstance(value, list):
        return "must be one text, not a list"
    return f"must be text, not {_shown(value)}; put it in quotes"


def _date(value: object, _: Mapping[str, Any]) -> str:
    if value is None:
        return _EMPTY
    return f"{_shown(value)} must be a day: year-month-day, such as 2026-11-30, without quotes"


def _number(value: object, _: Mapping[str, Any]) -> str:
    return f"{_shown(value)} must be a whole number"


def _yes_or_no(value: object, _: Mapping[str, Any]) -> str:
    return _EMPTY if value is None else f"{_shown(value)} must be true or false"


def _of_form(form: str) -> Callable[[object, Mapping[str, Any]], str]:
    return lambda value, _: _EMPTY if value is None else form


_SENTENCES: Mapping[str, Callable[[object, Mapping[str, Any]], str]] = {
    "missing": lambda _, __: "required, but not given",
    "string_too_long": _too_long,
    "string_too_short": lambda _, c: f"too short: at least {c['min_length']} characters",
    "literal_error": _literal,
    "string_pattern_mismatch": _pattern,
    "value_error": lambda _, c: str(c["error"]),
    "tuple_type": _of_form(_LIST),
    "dict_type": _of_form(_KEYS),
    "model_type": _of_form(_KEYS),
    "string_type": _text,
    "too_long": lambda _, c: f"{c['actual_length']} items, at most {c['max_length']} fit",
    "too_short": lambda _, c: f"{c['actual_length']} items, at least {c['min_length']} are needed",
    "date_type": _date,
    "date_parsing": _date,
    "date_from_datetime_parsing": _date,
    "date_from_datetime_inexact": _date,
    "int_type": _number,
    "int_parsing": _number,
    "int_from_float": _number,
    "int_parsing_size": _number,
    "greater_than_equal": lambda _, c: f"must be at least {c['ge']}",
    "less_than_equal": lambda _, c: f"must be at most {c['le']}",
    "bool_type": _yes_or_no,
    "bool_parsing": _yes_or_no,
}


def _shown(value: object) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= MAX_SHOWN_CHARS else f"{text[: MAX_SHOWN_CHARS - 1]}…"


def _keys_at(model: type[BaseModel], place: tuple[int | str, ...]) -> list[str]:
    """Return the keys that the model allows at `place`."""
    models = [model]
    for part in place:
        fields = [m.model_fields[part] for m in models if part in m.model_fields]
        if fields:  # list indexes and free keys stay on the model that was found before
            models = [inner for field in fields for inner in _models_in(field.annotation)]
    return [name for m in models for name in m.model_fields]


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)
