"""Understanding, measured on the project's own recorded questions. The floors only rise."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from intents.evaluation import Verdict, confusions, judge, known, misses, said, summary
from intents.outcome import Answer, Silent, Unknown
from intents.phrases import PhraseBook
from intents.questions import Question, read_questions
from intents.router import Router
from knowledge.issues import ContentError
from knowledge.text import fold

QUESTIONS = Path(__file__).parent.parent / "content" / "questions"


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    return read_questions(QUESTIONS)


def share(verdicts: Sequence[Verdict], kind: str, attribute: str) -> float:
    group = [verdict for verdict in verdicts if verdict.question.kind == kind]
    count = sum(bool(getattr(verdict, attribute)) for verdict in group)
    return 100 * count / len(group)


def test_addressed_questions_are_understood(router: Router, questions: list[Question]) -> None:
    verdicts = judge(router, questions, addressed=True)

    assert share(verdicts, "answerable", "is_right") >= 95.0
    assert share(verdicts, "answerable", "is_offered") >= 96.9
    assert share(verdicts, "answerable", "is_wrong") <= 2.3
    assert share(verdicts, "near_miss", "is_answered") <= 1.0
    assert share(verdicts, "chatter", "is_answered") <= 1.0


def test_talk_is_left_alone(router: Router, questions: list[Question]) -> None:
    verdicts = judge(router, questions, addressed=False)

    assert share(verdicts, "answerable", "is_right") >= 84.6
    assert share(verdicts, "near_miss", "is_answered") <= 1.1
    assert share(verdicts, "chatter", "is_answered") <= 1.0
    assert all(isinstance(verdict.outcome, Answer | Silent) for verdict in verdicts)


def test_there_are_enough_questions_and_none_is_a_phrase(
    questions: list[Question], book: PhraseBook
) -> None:
    phrases = {fold(phrase.text) for phrase in book.phrases}
    texts = [fold(question.text) for question in questions]

    assert len(questions) >= 400
    assert len(set(texts)) == len(texts)
    assert sorted(phrases.intersection(texts)) == []


def test_every_label_of_a_question_exists(questions: list[Question], router: Router) -> None:
    assert known(questions, router) == questions
    labels = set(router.understanding.labels)
    for question in questions:
        named = {question.intent, *question.acceptable} - {None}
        assert named <= labels
        assert (question.intent is None) == (question.kind != "answerable")


def test_a_report_names_every_miss(router: Router) -> None:
    right = Question("what does an ml engineer do", "answerable", "role-duties", ("ml-engineer",))
    wrong = Question("what skills does an ml engineer need", "answerable", "courses")
    answered = Question("what is an nlp engineer?", "chatter", None)
    stranger = Question("what does a tanner do", "answerable", "role-duties", ("tanner",))
    asked = [right, wrong, answered, stranger]

    report = "\n".join(summary(router, asked))
    verdicts = judge(router, known(asked, router), addressed=True)
    found = list(misses(verdicts))

    assert "4 questions, 3 of them about nothing unknown" in report
    assert "right  50.0 %" in report
    assert [line.splitlines()[0] for line in found] == [wrong.text, answered.text]
    assert "wanted courses" in found[0]
    assert "read as 'what skills does an <role> need'" in found[0]
    assert "  1  courses -> role-skills" in "\n".join(confusions(verdicts))


def test_an_outcome_is_said_in_a_line() -> None:
    assert said(Unknown(confidence=0.25)) == "Unknown() 0.25"


def test_json_lines_are_read(tmp_path: Path) -> None:
    row = {
        "text": "kaggle?",
        "kind": "answerable",
        "intent": "competitions",
        "roles": [],
        "acceptable_intents": ["resources"],
    }
    path = tmp_path / "questions.jsonl"
    path.write_text(json.dumps(row) + "\n", "utf-8")

    (question,) = read_questions(path)

    assert question.accepts("resources")
    assert not question.accepts("courses")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("answerable.yaml", "questions:\n  - txt: a\n", "unknown key; did you mean 'text'"),
        ("other.yaml", "questions: []\n", "the file must be one of"),
    ],
)
def test_a_broken_file_of_questions_is_named(
    tmp_path: Path, name: str, text: str, message: str
) -> None:
    (tmp_path / name).write_text(text, "utf-8")

    with pytest.raises(ContentError, match=message):
        read_questions(tmp_path)


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text('{"text": "a"}\n', "utf-8")

    with pytest.raises(ContentError, match=r"questions\.jsonl:1: not a question"):
        read_questions(path)
