from hypothesis import given
from hypothesis import strategies as st

from intents.segments import MAX_SEGMENTS, segments


def test_questions_in_one_sentence_are_cut_apart() -> None:
    assert segments("what does an NLP engineer do and what should I learn?") == [
        "what does an NLP engineer do",
        "what should I learn?",
    ]


def test_names_joined_by_and_stay_together() -> None:
    assert segments("difference between data scientists and ml engineers") == []


def test_of_a_story_only_its_questions_are_looked_at() -> None:
    parts = segments("I'm a nurse. I know some Excel. How do I get into AI ethics? And is it hard?")

    assert parts == ["How do I get into AI ethics?", "And is it hard?"]


def test_a_story_without_a_question_is_cut_into_sentences() -> None:
    assert segments("I'm a nurse. AI ethics is for me.") == ["I'm a nurse.", "AI ethics is for me."]


@given(st.text())
def test_cutting_is_bounded(text: str) -> None:
    assert len(segments(text)) <= MAX_SEGMENTS
