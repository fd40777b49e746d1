from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.scoring import edit_distance
from intents.typos import with_typos

QUESTION = "what does a machine learning engineer do all day"


@pytest.mark.parametrize("seed", range(20))
def test_there_is_one_error_in_each_stretch(seed: int) -> None:
    typed = with_typos(QUESTION, 12, Random(seed))

    assert 1 <= edit_distance(QUESTION, typed, 10) <= len(QUESTION) // 12


def test_the_same_chance_makes_the_same_errors() -> None:
    assert with_typos(QUESTION, 12, Random(1)) == with_typos(QUESTION, 12, Random(1))


def test_a_text_without_letters_has_no_errors() -> None:
    assert with_typos("2024 ?!", 3, Random(1)) == "2024 "


@given(st.text(), st.integers(1, 40))
def test_any_text_can_be_mistyped(text: str, every: int) -> None:
    assert with_typos(text, every, Random(0)) == with_typos(text, every, Random(0)).lower()
