"""What authors are told is in words, whatever they did."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel, StringConstraints

from knowledge.issues import ContentError
from knowledge.loader import MODELS, parse
from knowledge.models import Kind
from knowledge.source import parse_document

TOPIC = """\
id: steeping
name: Steeping
text: Something that is worth saying about this, in two short sentences.
sources:
  - title: A source that somebody has read
    read: 2026-11-01
reviewed: 2026-11-01
"""


def patterns(annotation: object) -> Iterator[str]:
    """Yield the regular expressions that an annotation, or a model in it, holds texts to."""
    if isinstance(annotation, StringConstraints) and isinstance(annotation.pattern, str):
        yield annotation.pattern
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for field in annotation.model_fields.values():
            yield from patterns(field.annotation)
            for constraint in field.metadata:
                yield from [p for p in [getattr(constraint, "pattern", None)] if p]
    for argument in (*get_args(annotation), *getattr(annotation, "__metadata__", ())):
        yield from patterns(argument)


def messages(text: str) -> list[str]:
    with pytest.raises(ContentError) as caught:
        parse(MODELS["topic"], parse_document(Path("steeping.yaml"), text.encode()))
    return [issue.message for issue in caught.value.issues]


def test_no_author_is_shown_a_regular_expression() -> None:
    known = {pattern for model in MODELS.values() for pattern in patterns(model)}
    documents: tuple[tuple[Kind, str], ...] = (
        ("topic", TOPIC.replace("id: steeping", "id: Steeping Tea")),
        ("topic", TOPIC + "see_also: [Tea Taster]\n"),
        ("role", "codes:\n  - {scheme: ESCO, code: none, title: Taster, fit: exact}\n"),
        ("resource", "url: example.org\nclosed: summer\n"),
    )

    assert len(known) == 4
    for kind, text in documents:
        with pytest.raises(ContentError) as caught:
            parse(MODELS[kind], parse_document(Path("x.yaml"), text.encode()))
        for issue in caught.value.issues:
            assert not any(pattern in issue.message for pattern in known)


@pytest.mark.parametrize("value", ["5", "20261101", "'2026-1-1'", "soon", "[]", "12.5", "1.9e300"])
def test_what_is_no_day_is_told_how_one_is_written(value: str) -> None:
    said = messages(TOPIC.replace("reviewed: 2026-11-01", f"reviewed: {value}"))

    assert len(said) == 1
    assert said[0].endswith("must be a day: year-month-day, such as 2026-11-30, without quotes")


def test_a_long_value_is_not_repeated_whole() -> None:
    said = messages(TOPIC.replace("id: steeping", f"id: {'Tea' * 10_000}"))

    assert all(len(message) < 200 for message in said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: b: c", "put the text in quotes"),
        ("a: 'x", "never closed"),
        ('a: "C:\\d"', "single quotes"),
        ("a: [1, 2", "[brackets]"),
        ("a: {b: 1", "{braces}"),
        ("a: @everyone", "indent with spaces"),
        ("a:\n\t- b", "indent with spaces"),
        ("a: b\nc", "without a colon"),
        ("a:\n  - b\n - c", "indentation of this line"),
        ("a: 'it's'", "quotes inside its quotes"),
        ("- a\nb: c", "begin it so"),
        ("a: - b", "under the key"),
        ("a: *b* c", "begins with *"),
        ("a: &b* c", "begins with &"),
        ("a: !! c", "begins with !"),
        ("a: > b", "the text stands on the lines below"),
        ("a: ]", "begins with a bracket"),
        ("---\na: 1\n---\nb: 1", "one document"),
        ("a: \x07", "nobody can see"),
    ],
)
def test_broken_yaml_is_told_in_words(text: str, said: str) -> None:
    with pytest.raises(ContentError) as caught:
        parse_document(Path("x.yaml"), text.encode())

    assert said in str(caught.value)


def test_a_moment_is_no_day() -> None:
    moment = datetime(2026, 11, 1, 12, 30)  # noqa: DTZ001 (as YAML reads it)

    said = messages(TOPIC.replace("reviewed: 2026-11-01", f"reviewed: {moment}"))

    assert said == [f"{moment} must be a day: year-month-day, such as 2026-11-30, without quotes"]
