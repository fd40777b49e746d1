import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.folding import tokenize
from intents.repair import LONG_CHARS, Repairer, errors_in
from intents.router import Router
from intents.scoring import edit_distance
from intents.wordindex import MIN_CHARS, WordIndex

VOCABULARY = {
    "engineer": 100,
    "enginer": 2,
    "scientist": 80,
    "learning": 90,
    "lead": 20,
    "python": 50,
    "data": 100,
    "date": 5,
    "skills": 40,
    "course": 30,
}
INDEX = WordIndex.of(VOCABULARY)


@pytest.fixture(scope="module")
def repairer() -> Repairer:
    return Repairer(INDEX, errors_in(INDEX, ("engineer", "scientist")))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pyhton", "python"),  # two letters swapped
        ("enginer", "engineer"),  # also where somebody wrote it into a phrase
        ("sceintits", "scientist"),  # two errors in a long word
        ("elarning", "learning"),  # the first letter wrong
        ("dta", None),  # too short
        ("data", None),  # known
        ("skill", None),  # another form of a known word
        ("nurse", None),  # a different word
        ("kubernetes", None),
        ("12345", None),
    ],
)
def test_errors_are_mended_and_words_left_alone(
    repairer: Repairer, typed: str, meant: str | None
) -> None:
    assert repairer.mend(typed) == meant


@given(st.text(alphabet="abcdeghilnoprsty", max_size=12))
def test_a_mended_word_is_known_and_near(word: str) -> None:
    repairer = Repairer(INDEX)
    mended = repairer.mend(word)

    if mended is not None:
        assert mended in VOCABULARY
        assert len(word) >= MIN_CHARS
        limit = 2 if len(word) >= LONG_CHARS else 1
        assert 1 <= edit_distance(word, mended, limit) <= limit


@given(st.text(max_size=8), st.text(max_size=8))
def test_edit_distance_is_symmetric_and_bounded(a: str, b: str) -> None:
    assert edit_distance(a, b, 3) == edit_distance(b, a, 3) <= 4
    assert (edit_distance(a, b, 3) == 0) == (a == b)


@given(st.text(alphabet="abcdeghilnoprsty", min_size=MIN_CHARS, max_size=9))
def test_the_index_finds_what_a_scan_finds(word: str) -> None:
    scanned = [w for w in VOCABULARY if len(w) >= MIN_CHARS and edit_distance(word, w, 1) == 1]

    assert INDEX.one_off(word) == sorted(scanned)


@pytest.mark.parametrize(
    ("typed", "meant"), [("overfiting", "overfitting"), ("kubernets", "kubernetes")]
)
def test_a_misspelling_with_the_stem_of_a_name_is_mended(
    router: Router, typed: str, meant: str
) -> None:
    tokens = router.understanding.spell(tokenize(f"what is {typed}"))

    assert tokens.mended[-1] == meant
