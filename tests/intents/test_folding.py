import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.folding import MAX_QUESTION_CHARS, clean, sentences, singular, stem, tokenize
from knowledge.text import fold


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What's an MLE?", ["whats", "an", "mle", "?"]),
        ("C++ or C#?", ["c++", "or", "c#", "?"]),
        ("AI/ML, NLP & data-science", ["ai", "ml", "nlp", "data", "science"]),
        ("see https://example.org/a?b=c now", ["see", "<url>", "now"]),
        ("<@123> hey <:party:456> **bold** ||no||", ["hey", "bold", "no"]),
        ("```py\nprint(1)\n``` why?", ["why", "?"]),
        ("Ｆｕｌｌｗｉｄｔｈ café", ["fullwidth", "cafe"]),
        ("🎉🎉", []),
        ("", []),
    ],
)
def test_a_text_becomes_its_words(text: str, words: list[str]) -> None:
    assert [token.word for token in tokenize(text)] == words


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    for token in tokenize(text):
        assert token.word
        assert token.word == token.word.casefold()


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_what_is_beyond_discords_longest_message_is_not_read() -> None:
    assert len(tokenize("a " * MAX_QUESTION_CHARS)) == MAX_QUESTION_CHARS // 2


@pytest.mark.parametrize(
    ("a", "b"),
    [("skills", "skill"), ("learning", "learned"), ("companies", "company"), ("use", "uses")],
)
def test_forms_of_a_word_meet(a: str, b: str) -> None:
    assert stem(a) == stem(b)


@pytest.mark.parametrize("word", ["class", "bus", "analysis", "ds", "gas"])
def test_not_every_s_is_a_plural(word: str) -> None:
    assert singular(word) == word


def test_a_text_is_cut_into_sentences() -> None:
    text = "I am a nurse. I like data!\nWhat now?what else"

    assert sentences(clean(text)) == ["I am a nurse.", "I like data!", "What now?", "what else"]
