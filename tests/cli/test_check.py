"""`check` and `schema`: what keeps authored content right."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pydantic import SecretStr

from bot.check import find_issues
from bot.cli import main
from bot.schema import SCHEMAS, rendered, stale_schemas
from bot.settings import Settings
from intents.checks import check_phrases, check_sentences
from intents.phrases import PhraseBook
from intents.router import Router
from knowledge.base import KnowledgeBase
from knowledge.loader import Loaded
from knowledge.models import Role
from knowledge.source import read_document
from tests.conftest import CACHE, ROOT
from tests.content.trees import CASES, plant, read_case


def test_what_is_shipped_has_no_problems(router: Router, loaded: Loaded) -> None:
    assert [str(issue) for issue in check_sentences(router, loaded.origins)] == []


def test_problems_are_printed_with_their_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = read_case(next(path for path in CASES if path.stem == "unknown-key"))
    tree = plant(tmp_path, case)
    monkeypatch.chdir(tree)

    assert main(["check", str(tree)]) == 1
    out, err = capsys.readouterr()
    ((line, message),) = case.expected
    assert out == f"topics/unknown-key.yaml:{line}: {message}\n"
    assert err == "1 problems\n"


def test_a_base_without_the_topics_of_intents_is_refused(tmp_path: Path) -> None:
    messages = [issue.message for issue in find_issues(plant(tmp_path), CACHE)]

    assert "there is no topic 'key-skills', which an intent answers with" in messages


def test_a_sentence_that_misses_is_found_at_its_line(router: Router, loaded: Loaded) -> None:
    role = loaded.base.roles["ml-engineer"]
    asks = role.asks.model_copy(update={"skills": ("is the moon made of cheese",)})
    broken: Role = role.model_copy(
        update={"asks": asks, "not_for": ("what skills does an ml engineer need",)}
    )
    others = [entry for entry in loaded.base.entries() if entry.id != role.id]
    base = KnowledgeBase.of([*others, broken])
    altered = Router(base, router.understanding, router.thresholds)

    issues = [i for i in check_sentences(altered, loaded.origins) if "ml-engineer" in str(i.path)]

    assert [issue.field for issue in issues] == ["asks.skills.0", "not_for.0"]
    assert all(issue.line > 1 for issue in issues)
    assert "must reach role-skills (ml-engineer)" in issues[0].message
    assert issues[1].message == "must not reach 'ml-engineer', but does"


def test_a_phrase_in_the_wrong_file_is_found_at_its_line(router: Router, book: PhraseBook) -> None:
    right, place = next((p, at) for p, at in book.places.items() if p.label == "role-skills")
    wrong = replace(right, text="what is the difference between a {role} and a {role}")
    altered = PhraseBook((right, wrong), book.declining, {right: place, wrong: place})

    (issue,) = check_phrases(router.understanding, altered)

    assert issue.path.name == "role-skills.yaml"
    assert issue.line > 1
    assert issue.message == "this phrase is understood as 'compare-roles'"


def test_the_schemas_are_current() -> None:
    assert stale_schemas(ROOT) == []


def test_schemas_are_written_where_they_are_missing(tmp_path: Path) -> None:
    assert stale_schemas(tmp_path) == list(SCHEMAS)

    for path, model in SCHEMAS.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(rendered(model), "utf-8")
    assert stale_schemas(tmp_path) == []


def test_editors_accept_what_is_shipped_and_refuse_what_is_broken() -> None:
    schema = json.loads((ROOT / "knowledge/schemas/role.schema.json").read_text("utf-8"))
    data = read_document(ROOT / "knowledge/data/roles/ml-engineer.yaml").data
    as_json = json.loads(json.dumps(data, default=str))
    validator = Draft202012Validator(schema)

    assert isinstance(as_json, dict)
    assert list(validator.iter_errors(as_json)) == []
    assert list(validator.iter_errors({**as_json, "sumary": "x"}))


def test_env_example_is_the_settings() -> None:
    text = (ROOT / ".env.example").read_text("utf-8")
    given = dict(
        line.removeprefix("# ").split("=", 1)
        for line in text.splitlines()
        if re.match(r"(# )?[A-Z_]+=", line)
    )

    assert set(given) == {name.upper() for name in Settings.model_fields}
    for name, value in given.items():
        default = Settings.model_fields[name.lower()].default
        if isinstance(default, SecretStr):
            default = default.get_secret_value()
        expected = "" if default is None else str(default).replace("False", "false")
        assert value == expected


def test_the_cache_that_tests_share_is_the_one_of_make_run() -> None:
    assert Settings.model_fields["cache_dir"].default == CACHE.relative_to(ROOT)
