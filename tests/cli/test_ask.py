"""`ask`, as people and programs use it."""

import io
import json

import pytest

from bot.answers.answerer import Answerer
from bot.cli import main
from bot.terminal import answer_lines, converse
from tests.conftest import ROOT


def lines(answerer: Answerer, *asked: object) -> tuple[int, list[dict[str, object]]]:
    """Ask JSON lines (or raw text) and return the exit code and what came back."""
    raw = [line if isinstance(line, str) else json.dumps(line) for line in asked]
    answers = io.StringIO()
    code = answer_lines(answerer, raw, answers)
    return code, [json.loads(line) for line in answers.getvalue().splitlines()]


def test_an_answer_has_everything_that_was_agreed(answerer: Answerer) -> None:
    code, (answer,) = lines(answerer, {"text": "what skills does an NLP engineer need?"})

    assert code == 0
    assert answer["outcome"] == "answer"
    assert answer["intents"] == ["role-skills"]
    assert answer["entities"] == [{"kind": "role", "id": "nlp-engineer"}]
    assert 0.5 <= float(str(answer["confidence"])) <= 1
    assert answer["choices"] == []
    reply = answer["reply"]
    assert isinstance(reply, dict)
    assert reply["title"] == "NLP Engineer: skills"
    assert "Python" in reply["text"]
    assert reply["declines"] is False
    assert isinstance(answer["why"], dict)


def test_several_facets_are_several_intents(answerer: Answerer) -> None:
    _, (answer,) = lines(
        answerer, {"text": "what does an NLP engineer do and what should I learn for it?"}
    )

    intents = answer["intents"]
    assert isinstance(intents, list)
    assert intents[0] == "role-duties"
    assert {"role-skills", "role-resources"} & {*intents}


def test_talk_is_answered_with_silence(answerer: Answerer) -> None:
    _, (answer,) = lines(answerer, {"text": "thanks for the link, mate", "addressed": False})

    assert answer["outcome"] == "silent"
    assert answer["reply"] is None


def test_what_is_not_ours_is_declined(answerer: Answerer) -> None:
    _, (answer,) = lines(answerer, {"text": "how much does an ml engineer make in london"})

    assert answer["outcome"] == "unknown"
    reply = answer["reply"]
    assert isinstance(reply, dict)
    assert reply["declines"] is True


def test_lines_that_share_a_conversation_share_its_context(answerer: Answerer) -> None:
    _, answers = lines(
        answerer,
        {"text": "what does a data scientist do?", "conversation": "a"},
        {"text": "and the skills?", "conversation": "a"},
        {"text": "what about ml engineers?", "conversation": "a"},
        {"text": "and the skills?", "conversation": "b"},
        {"text": "and the skills?"},
    )

    found = [(answer["intents"], answer["entities"]) for answer in answers]
    assert found[1] == (["role-skills"], [{"kind": "role", "id": "data-scientist"}])
    assert found[2] == (["role-skills"], [{"kind": "role", "id": "ml-engineer"}])
    assert all(not entities for _, entities in found[3:])


def test_small_talk_does_not_change_the_subject(answerer: Answerer) -> None:
    _, answers = lines(
        answerer,
        {"text": "what does a data scientist do?", "conversation": "a"},
        {"text": "thanks!", "conversation": "a"},
        {"text": "and the skills?", "conversation": "a"},
        {"text": "hello", "conversation": "b"},
        {"text": "what about data scientists?", "conversation": "b"},
    )

    assert answers[2]["entities"] == [{"kind": "role", "id": "data-scientist"}]
    assert answers[4]["intents"] == ["role-summary"]


@pytest.mark.parametrize(
    "line",
    ["{", "[]", '"text"', "{}", '{"text": 1}', '{"text": "a", "addressed": "maybe"}', "\udcff"],
)
def test_a_line_that_is_no_question_is_said_and_the_run_goes_on(
    answerer: Answerer, line: str
) -> None:
    code, answers = lines(answerer, {"text": "hello"}, line, {"text": "hello"})

    assert code == 1
    assert answers[1]["line"] == 2
    assert answers[1]["error"]
    assert [answer.get("outcome") for answer in answers] == ["answer", None, "answer"]


@pytest.mark.parametrize("text", ["", " ", "?", "🎉", "\x00", "x" * 10_000, "<@1>", "اهلا"])
def test_any_text_is_answered(answerer: Answerer, text: str) -> None:
    code, (answer,) = lines(answerer, {"text": text})

    assert code == 0
    assert answer["text"] == text
    assert answer["outcome"] in {"answer", "choices", "unknown"}


def test_a_conversation_in_the_terminal(answerer: Answerer) -> None:
    answers = io.StringIO()
    questions = io.StringIO("what is an nlp engineer\nand the skills?\n\nnever asked\n")

    assert converse(answerer, questions, answers) == 0
    assert "# NLP Engineer\n" in answers.getvalue()
    assert "# NLP Engineer: skills" in answers.getvalue()
    assert "Next: " in answers.getvalue()


def test_the_command_answers_a_question(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)

    assert main(["ask", "what", "is", "an", "MLE?"]) == 0
    assert capsys.readouterr().out.startswith("# ML Engineer\n")


def test_a_setting_that_cannot_be_used_is_named_without_its_value(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LOG_LEVEL", "SECRETVALUE")

    assert main(["ask", "hi"]) == 2
    error = capsys.readouterr().err
    assert "LOG_LEVEL" in error
    assert "SECRETVALUE" not in error
