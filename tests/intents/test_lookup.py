import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.lexicon import Lexicon
from intents.lookup import rank_names, resolve_name, suggest
from intents.outcome import Entity
from knowledge.base import KnowledgeBase


@pytest.fixture(scope="module")
def lexicon(base: KnowledgeBase) -> Lexicon:
    return Lexicon.of(base)


@pytest.mark.parametrize(
    ("typed", "role"),
    [
        ("ML Engineer", "ml-engineer"),
        ("MLE", "ml-engineer"),
        ("ml engineers", "ml-engineer"),
        ("data sci", "data-scientist"),
        ("ethicist", "ai-ethics-specialist"),
        ("vision", "computer-vision-engineer"),
        ("nlp", "nlp-engineer"),
        ("reserch enginer", "ml-research-engineer"),
        ("ai pm", "ai-product-manager"),
        ("applied sc", "applied-ml-scientist"),
    ],
)
def test_the_best_match_comes_first(lexicon: Lexicon, typed: str, role: str) -> None:
    assert rank_names(typed, lexicon, ("role",), 25)[0].name.entity == Entity("role", role)


def test_nothing_typed_gives_every_entry_once(lexicon: Lexicon, base: KnowledgeBase) -> None:
    matches = rank_names("", lexicon, ("role",), 25)

    assert [match.value for match in matches] == list(base.roles)[:25]


@given(typed=st.text(max_size=100))
def test_ranking_stands_anything(lexicon: Lexicon, typed: str) -> None:
    matches = rank_names(typed, lexicon, ("role", "skill"), 25)

    assert len({match.name.entity for match in matches}) == len(matches) <= 25
    assert [match.tier for match in matches] == sorted(match.tier for match in matches)


def test_what_is_unclear_is_not_guessed(lexicon: Lexicon) -> None:
    found = resolve_name("engineer", lexicon, ("role",))

    assert isinstance(found, tuple)
    assert len(found) == 3


@pytest.mark.parametrize("letter", list("acdmnr"))
def test_a_letter_is_no_name(lexicon: Lexicon, letter: str) -> None:
    found = resolve_name(letter, lexicon, ("role",))

    assert not isinstance(found, Entity)


def test_nothing_is_suggested_for_what_is_like_nothing(lexicon: Lexicon) -> None:
    assert suggest("zzzzzz qqqq", lexicon, "role", 3) == []
    assert resolve_name("", lexicon, ("role",)) == ()
