"""Questions without an answer: what is kept of their words, and which are one question."""

from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.grouping import MAX_CHARS, SAME, kept_words, likeness, same_as
from intents.questions import read_questions
from intents.typos import with_typos

RECORDED = Path(__file__).parent.parent / "content" / "questions"
QUESTIONS = sorted({words for q in read_questions(RECORDED) if (words := kept_words(q.text))})
WORDS = st.lists(
    st.sampled_from(["ml", "mlops", "engineer", "what", "is", "a", "skils", "skills"]), max_size=6
)


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("What IS a Tea-Taster?!", "what is a tea taster"),
        ("<@123456> hey <@!99> who is <#42> and <@&7> lead", "hey who is and lead"),
        ("@everyone how do I join, @some.body", "how do i join"),
        ("see https://example.org/a?b=c and www.example.org now", "see and now"),
        ("see example.org/path or discord.gg/abc and evil.com now", "see or and now"),
        ("mail me at jane.doe+x@example.org please", "mail me at please"),
        (
            "call 0170 1234567 or a1b2c3d4e5 for 3 gpus like the h100",
            "call or for gpus like the h100",
        ),
        ("my key is sk-" + "x" * 40 + " ok", "my key is sk ok"),
        ("c++ and c# jobs", "c++ and c# jobs"),
        ("Größe und Élan", "grosse und elan"),
        ("`secret code` what is it 🎉", "what is it"),
    ],
)
def test_what_tells_of_people_is_not_kept(question: str, kept: str) -> None:
    assert kept_words(question) == kept


@pytest.mark.parametrize(
    "question", ["", " ", "?", "tea", "tea?", "<@1> 42 tea", "🎉 🎉", "a@b.c d"]
)
def test_fewer_than_two_words_are_no_question(question: str) -> None:
    assert kept_words(question) == ""


@given(st.text(max_size=2000))
def test_what_is_kept_is_short_and_stays_as_it_is(question: str) -> None:
    kept = kept_words(question)

    assert len(kept) <= MAX_CHARS
    assert kept == "" or len(kept.split()) >= 2
    assert kept_words(kept) == kept


def test_a_long_question_ends_with_a_whole_word() -> None:
    kept = kept_words("elephant " * 1000)

    assert set(kept.split()) == {"elephant"}
    assert MAX_CHARS - len("elephant ") <= len(kept) <= MAX_CHARS


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("what does a tea taster do", "what does a taster of tea do"),
        ("what does a tea taster do", "waht does a tea tastre do"),
        ("how do i become a quantum ml engineer", "quantum ml enginer how do i become"),
        (
            "which machine learning meetups are in lisbon",
            "which machinel earning meetups in lisbon",
        ),
        ("self studying category theory", "selfstudying category theory"),
        ("what is a tea taster", "hi what is a tea taster please"),
        ("do tea tasters need degrees", "does a tea taster need a degree"),
    ],
)
def test_one_question_typed_in_two_ways_is_one(one: str, other: str) -> None:
    assert likeness(one, other) >= SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("what does a tea taster do", "what does a coffee taster do"),
        ("what does a tea taster do", "how to be a tea taster"),
        ("tea taster skills", "tea taster salary"),
        ("what is a tea taster", "what is a tea taster salary"),
        ("ml engineer visa rules", "mlops engineer visa rules"),
        ("should i learn rust", "should i clean rust"),
        ("nlp meetups in lisbon", "cv meetups in lisbon"),
    ],
)
def test_different_questions_are_different(one: str, other: str) -> None:
    assert likeness(one, other) < SAME


@given(WORDS.map(" ".join), WORDS.map(" ".join))
def test_likeness_is_symmetric_and_in_range(one: str, other: str) -> None:
    assert likeness(one, other) == pytest.approx(likeness(other, one))
    assert 0.0 <= likeness(one, other) <= 100.0


@given(WORDS.map(" ".join), st.randoms(use_true_random=False))
def test_order_makes_no_difference(words: str, chance: Random) -> None:
    other = words.split()
    chance.shuffle(other)

    assert likeness(words, " ".join(other)) == (100.0 if words else 0.0)


def test_hardly_any_recorded_questions_are_taken_for_each_other() -> None:
    alike = [pair for pair in combinations(QUESTIONS[::3], 2) if likeness(*pair) >= SAME]

    assert len(alike) <= 1, alike


def test_typing_errors_hardly_ever_make_another_question() -> None:
    chance = Random(5)
    found = [same_as(with_typos(words, 40, chance), QUESTIONS) for words in QUESTIONS]

    own = sum(index == place for place, index in enumerate(found))
    others = len(found) - own - found.count(None)
    assert own / len(found) >= 0.85  # nobody's short question has an error each time
    assert others <= 1


def test_what_was_never_asked_is_like_nothing() -> None:
    assert same_as("what does a tea taster do", QUESTIONS) is None
    assert same_as("what does a tea taster do", []) is None
    assert same_as("", ["tea taster"]) is None


def test_of_several_the_most_alike_is_found() -> None:
    known = ["tea tasters in lisbon please", "tea tasters in lisbon", "lisbon tea tasters in"]

    assert same_as("tea taster in lisbon", known) == 1
