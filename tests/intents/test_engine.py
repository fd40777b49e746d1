"""The matcher on other people's data: small files, real training."""

import json
from pathlib import Path

import pytest

from intents.__main__ import main
from intents.engine import Engine, Example, Guess, read_examples, tune
from knowledge.issues import ContentError

WEATHER = ("will it rain today", "is it going to rain", "weather for tomorrow", "is it sunny out")
MONEY = ("send ten euros to ann", "transfer money to bob", "pay my rent", "wire the money now")
STRANGE = ("who painted this", "how tall is that tower", "sing me a song", "name a prime number")


@pytest.fixture(scope="module")
def engine() -> Engine:
    examples = [Example(text, "weather") for text in WEATHER]
    examples += [Example(text, "money") for text in MONEY]
    return Engine.train(examples, STRANGE)


@pytest.mark.parametrize(
    ("text", "label"),
    [("does it rain tomorrow", "weather"), ("transfer teh monye", "money"), ("rian", "weather")],
)
def test_a_class_is_found_through_typing_errors(engine: Engine, text: str, label: str) -> None:
    assert engine.guess(text).label == label


def test_what_belongs_nowhere_has_less_evidence(engine: Engine) -> None:
    strange = engine.guess("how tall is this painted tower").evidence

    assert strange < engine.guess("is it going to rain today").evidence
    assert engine.guess("").label in {"weather", "money"}


def test_the_threshold_gets_most_of_both_sets_right() -> None:
    right = [(Guess("a", level), Example("", "a")) for level in (3.0, 4.0, 5.0)]
    wrong = [(Guess("b", 9.0), Example("", "a"))]
    strange = [Guess("a", level) for level in (1.0, 2.0, 3.5)]

    assert 2.0 < tune([*right, *wrong], strange) <= 3.0
    assert tune(right, []) == float("-inf")


def rows(path: Path, *groups: tuple[str, tuple[str, ...]]) -> Path:
    lines = [json.dumps({"text": t, "intent": label}) for label, texts in groups for t in texts]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_the_command_measures_any_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inside = rows(tmp_path / "in.jsonl", ("weather", WEATHER), ("money", MONEY))
    outside = rows(tmp_path / "oos.jsonl", ("oos", STRANGE))
    command = ["evaluate", "--train", inside, "--oos-train", outside, "--val", inside]
    command += ["--oos-val", outside, "--test", inside, "--oos-test", outside, "--noise", "12"]

    assert main([*map(str, command), "--json"]) == 0

    report = json.loads(capsys.readouterr().out)
    assert report["in_scope_accuracy"] == 100.0
    assert report["out_of_scope_recall"] == 100.0
    assert report["out_of_scope_precision"] == 100.0
    assert 0 < report["noisy_accuracy"] <= 100.0
    assert 0 < report["p50_ms"] <= report["p99_ms"]
    assert report["train_seconds"] > 0
    assert report["peak_mib"] > 10


def test_what_there_is_no_data_for_is_not_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inside = str(rows(tmp_path / "in.jsonl", ("weather", WEATHER), ("money", MONEY)))

    assert main(["evaluate", "--train", inside, "--val", inside, "--test", inside]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert "out of scope recall     not measured" in lines
    assert "in scope accuracy       100.00" in lines


def test_training_data_alone_is_not_enough(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["evaluate", "--train", "a.jsonl"])

    assert stopped.value.code == 2
    assert "--train needs --val and --test" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "holds no example"),
        ('{"text": "a", "intent": "b"}\n{"text": "a"}', r":2: must be an object"),
        ("[]", r":1: must be an object"),
        (None, "can't be read"),
    ],
)
def test_data_that_cannot_be_used_is_named(
    tmp_path: Path, content: str | None, message: str
) -> None:
    path = tmp_path / "data.jsonl"
    if content is not None:
        path.write_text(content, "utf-8")

    with pytest.raises(ContentError, match=message):
        read_examples(path)
