"""Say in an author's words why a value doesn't fit the model."""

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails


def explain(model: type[BaseModel], detail: ErrorDetails) -> str:
    """Return one sentence for one of pydantic's errors about data meant to be a `model`."""
    if detail["type"] == "extra_forbidden":
        key = str(detail["loc"][-1])
        return f"unknown key{_did_you_mean(key, _keys_at(model, detail['loc'][:-1]))}"
    if plain := _SENTENCES.get(detail["type"]):
        return plain(detail["input"], detail.get("ctx", {}))
    message = detail["msg"]
    return message[:1].lower() + message[1:]


def _literal(value: object, context: Mapping[str, Any]) -> str:
    expected = str(context["expected"])
    known = expected.replace(" or ", ", ").replace("'", "").split(", ")
    return f"must be {expected}{_did_you_mean(str(value), known)}"


def _pattern(value: object, context: Mapping[str, Any]) -> str:
    return f"{value!r} doesn't have the right form ({context['pattern']})"


def _too_long(value: object, context: Mapping[str, Any]) -> str:
    return f"{len(str(value).strip())} characters, at most {context['max_length']} fit"


_SENTENCES: Mapping[str, Callable[[object, Mapping[str, Any]], str]] = {
    "missing": lambda _, __: "required, but not given",
    "string_too_long": _too_long,
    "string_too_short": lambda _, c: f"too short: at least {c['min_length']} characters",
    "literal_error": _literal,
    "string_pattern_mismatch": _pattern,
    "value_error": lambda _, c: str(c["error"]),
    "tuple_type": lambda _, __: "must be a list (lines that begin with `- `)",
    "dict_type": lambda _, __: "must be `key: value` lines",
    "model_type": lambda _, __: "must be `key: value` lines",
    "string_type": lambda value, _: f"must be text, not {value!r}; put it in quotes",
    "too_long": lambda _, c: f"{c['actual_length']} items, at most {c['max_length']} fit",
    "too_short": lambda _, c: f"{c['actual_length']} items, at least {c['min_length']} are needed",
}


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean {close[0]!r}?" if close else ""


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
