"""Documents through forms and back."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.curation.codecs import (
    Codec,
    FacetQuestions,
    Ids,
    Levels,
    Lines,
    Names,
    Rows,
    Sources,
    Typing,
)
from bot.curation.forms import blank, filled, labels_of, name_in, pages_of, shown
from bot.curation.pages import ADDITIONS, FORMS, MAX_FIELDS, ROLE_ADDITIONS, Page
from knowledge.base import KnowledgeBase, kind_of
from knowledge.editing import whole, with_name
from knowledge.models import Kind
from knowledge.source import dump, parse_document

TODAY = date(2026, 3, 2)


def as_typed(_: Sequence[Kind], text: str) -> str:
    return text


TYPING = Typing(as_typed, TODAY)
ALL_PAGES = [page for pages in FORMS.values() for page in pages] + [ADDITIONS, ROLE_ADDITIONS]


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda page: page.title)
def test_every_page_is_a_form_that_discord_takes(page: Page) -> None:
    assert 1 <= len(page.fields) <= MAX_FIELDS
    assert len(page.title) <= 45
    for field in page.fields:
        assert len(field.label) <= 45
        assert len(field.hint) <= 100
        assert field.options is None or len(field.options) <= 25


def test_what_is_only_looked_at_stays_as_it_is(base: KnowledgeBase) -> None:
    for entry in [*base.entries()][::7]:
        kind, text = kind_of(entry), whole(entry)
        before = parse_document(Path("x"), text.encode()).data
        assert isinstance(before, dict)
        for page in pages_of(kind, text):
            boxes = shown(page, text)
            assert boxes is not None
            after = parse_document(Path("x"), filled(kind, page, text, boxes, TYPING).encode()).data
            assert after == {**before, "reviewed": TODAY}


def test_what_a_form_does_not_show_is_kept(base: KnowledgeBase) -> None:
    text = whole(base.roles["ml-engineer"])
    page = FORMS["role"][0]
    boxes = {**(shown(page, text) or {}), "name": "Machine Builder"}

    changed = parse_document(Path("x"), filled("role", page, text, boxes, TYPING).encode()).data

    assert isinstance(changed, dict)
    assert changed["name"] == "Machine Builder"
    assert changed["id"] == "ml-engineer"  # it never changes
    assert len(changed["myths"]) == len(base.roles["ml-engineer"].myths)


def test_a_new_entry_gets_an_id_from_its_name() -> None:
    page = FORMS["term"][0]

    latin = filled("term", page, blank("term"), {"name": " Éclair & Co. "}, TYPING)
    other = filled("term", page, blank("term"), {"name": "模型"}, TYPING)

    assert name_in(latin) == "Éclair & Co."
    assert "id: eclair-co\n" in latin
    assert "id: term-" in other
    assert other == filled("term", page, blank("term"), {"name": "模型"}, TYPING)


def test_an_addition_has_a_form_of_its_own_and_no_review() -> None:
    text = with_name(None, "ml-engineer", "synonym", "model whisperer")

    (page,) = pages_of("role", text)
    changed = filled("role", page, text, {"adds.aliases": "model tamer\nMTX"}, TYPING)

    assert shown(page, text) == {
        "adds.aliases": "model whisperer",
        "adds.asks": "",
        "adds.not_for": "",
    }
    assert "model tamer" in changed
    assert "acronym:\n    - MTX" in changed
    assert "model whisperer" not in changed
    assert "reviewed" not in changed


@pytest.mark.parametrize("text", ["- a\n- b", "a: [1", "", "just words", "a: &x 1"])
def test_what_is_no_entry_breaks_no_form(text: str) -> None:
    page = FORMS["term"][0]

    assert name_in(text) == ""
    assert labels_of("term", text)["text"] == "What it means"
    assert shown(page, text) in (None, {field.place: "" for field in page.fields})


@pytest.mark.parametrize(
    ("codec", "typed", "data"),
    [
        (Lines(), "- one\n\n* two\n  three ", ["one", "two", "three"]),
        (Lines(), " \n ", None),
        (
            Names(),
            "MLE\nml person, ml people\ncompany: Engineer, ML\nHidden: mle dude",
            {
                "acronym": ["MLE"],
                "synonym": ["ml person", "ml people"],
                "company": ["Engineer, ML"],
                "hidden": ["mle dude"],
            },
        ),
        (
            Rows(("id", "use"), "id", ("skill",)),
            "python | small | big programs\nsql",
            [{"id": "python", "use": "small | big programs"}, {"id": "sql"}],
        ),
        (
            FacetQuestions(),
            "what is it\nskills: what does it need\nDuties: what do they do",
            {
                "summary": ["what is it"],
                "skills": ["what does it need"],
                "duties": ["what do they do"],
            },
        ),
        (
            Levels(),
            "Entry | 0-2 | learns\nsenior | 5- | leads | and decides\nmid | two years | works",
            {
                "entry": {"text": "learns", "years": [0, 2]},
                "senior": {"text": "leads | and decides", "years": [5, None]},
                "mid": {"text": "two years | works"},
            },
        ),
        (
            Rows(("to", "kind", "why"), "to", ("role",), "kind"),
            "ml-engineer - Works With - they make it run",
            [{"to": "ml-engineer", "kind": "works-with", "why": "they make it run"}],
        ),
        (
            Rows(("id", "use")),
            "Python: small programs",
            [{"id": "Python", "use": "small programs"}],
        ),
        (Ids(("role",)), "a, b\nc", ["a", "b", "c"]),
        (
            Sources(),
            "example.org/handbook",
            [{"title": "example.org/handbook", "url": "example.org/handbook", "read": TODAY}],
        ),
        (Sources(), "", [{"title": "This server's curators", "read": TODAY}]),
        (
            Sources(),
            "Handbook | https://example.org",
            [{"title": "Handbook", "url": "https://example.org", "read": TODAY}],
        ),
    ],
)
def test_what_is_typed_becomes_data(codec: Codec, typed: str, data: object) -> None:
    assert codec.read(typed, None, TYPING) == data


@given(st.text())
def test_anything_can_be_typed_into_any_box(text: str) -> None:
    for pages in FORMS.values():
        for page in pages:
            for field in page.fields:
                data = field.codec.read(text, None, TYPING)
                assert parse_document(Path("x"), dump({"at": data}).encode()).root is not None


def test_a_column_that_was_emptied_is_empty_and_what_no_column_shows_is_kept() -> None:
    old = [{"title": "Handbook", "url": "https://example.org", "read": date(2025, 1, 1)}]

    assert Sources().read("Handbook", old, TYPING) == [
        {"title": "Handbook", "read": date(2025, 1, 1)}
    ]
