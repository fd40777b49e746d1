from hypothesis import given
from hypothesis import strategies as st

from intents.folding import tokenize
from intents.segments import MAX_SEGMENTS, cut


def asking(text: str) -> list[str]:
    return [piece.text for piece in cut(text).asking]


def saying(text: str) -> list[str]:
    return [piece.text for piece in cut(text).saying]


def test_questions_in_one_sentence_are_cut_apart() -> None:
    assert asking("what does an NLP engineer do and what should I learn?") == [
        "what does an NLP engineer do",
        "what should I learn?",
    ]


def test_names_joined_by_and_stay_together() -> None:
    assert cut("difference between data scientists and ml engineers").pieces == ()


def test_of_a_story_only_its_questions_are_looked_at() -> None:
    story = "I'm a nurse. I know some Excel. How do I get into AI ethics? And is it hard?"

    assert asking(story) == ["How do I get into AI ethics?", "And is it hard?"]
    assert saying(story) == ["Im a nurse.", "I know some Excel."]


def test_a_story_without_a_question_is_cut_into_sentences() -> None:
    story = "I am a nurse. AI ethics is for me."

    assert asking(story) == saying(story) == ["I am a nurse.", "AI ethics is for me."]


def test_a_piece_is_a_span_of_the_tokens() -> None:
    found = cut("I like maths, and where do I start?")
    (piece,) = found.asking

    assert [token.word for token in found.tokens[piece.start : piece.end]] == [
        *("where", "do", "i", "start", "?")
    ]


@given(st.text())
def test_cutting_is_bounded_and_loses_no_word(text: str) -> None:
    found = cut(text)

    assert max(len(found.asking), len(found.saying)) <= MAX_SEGMENTS
    assert [token.word for token in found.tokens] == [token.word for token in tokenize(text)]
