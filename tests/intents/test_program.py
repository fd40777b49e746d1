"""`python -m intents`, as its users run it."""

from pathlib import Path

import pytest

from intents import __main__ as program
from intents.router import Router


@pytest.fixture(autouse=True)
def _trained(router: Router, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "_router", lambda *_: router)  # trained once is enough


def test_a_question_is_explained_from_tokens_to_decision(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert program.main(["explain", "what", "does", "an", "ml", "enginer", "do"]) == 0

    shown = capsys.readouterr().out
    assert "decision    Answer(role-duties ml-engineer)" in shown
    assert "mentions    'ml enginer' as role" in shown
    assert '"enginer": "engineer"' in shown
    assert "first gate" in shown
    assert "second gate: chance 0." in shown
    assert "coverage" in shown


def test_questions_are_evaluated_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    assert program.main(["evaluate"]) == 0

    shown = capsys.readouterr().out
    for heading in ("addressed", "passive", "by intent", "by role", "reliability", "misses"):
        assert heading in shown
    assert "role-duties" in shown
    assert "0.9 to 1.0" in shown


def test_the_totals_alone_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert program.main(["evaluate", "--brief"]) == 0

    assert "by intent" not in capsys.readouterr().out


def test_a_file_that_cannot_be_used_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_text("{}\n", "utf-8")

    assert program.main(["evaluate", str(path)]) == 1
    assert "broken.jsonl:1: not a question" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["evaluate", "--noise", "0"], ["nothing"], []])
def test_a_wrong_command_says_so(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        program.main(command)

    assert stopped.value.code == 2
    assert capsys.readouterr().err
