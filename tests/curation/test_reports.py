"""What is said about an import."""

from collections.abc import Iterable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.curation.reports import counted, dry_run, problems
from bot.ui.bundles import report_card
from knowledge.difference import Change, Sign
from knowledge.intake import Incoming, Intake
from knowledge.issues import Issue
from knowledge.own import Stored
from tests.discord.seen import MAX_TEXT_CHARS

NAME = "0123456789ab"


def test_kinds_are_counted_in_words() -> None:
    assert counted(["term", "role", "role", "comparison"]) == "2 roles, 1 term, 1 comparison"


TEXT = st.text(st.characters(codec="utf-8"), max_size=60)


def incoming(n: int, name: str, texts: Iterable[str], *, is_new: bool) -> Incoming:
    stored = Stored("topic", f"a-very-long-id-of-forty-characters-{n:05}", "x")
    sign: Sign = "added" if is_new else "changed"
    changes = tuple(Change(text, sign, None if is_new else text, name) for text in texts)
    return Incoming(stored, name, is_new, changes)


@given(st.lists(st.tuples(TEXT, st.lists(TEXT, max_size=5), st.booleans()), max_size=40))
def test_whatever_comes_in_its_dry_run_fits_a_card(
    given_: list[tuple[str, list[str], bool]],
) -> None:
    entries = [incoming(n, name, texts, is_new=new) for n, (name, texts, new) in enumerate(given_)]

    report = dry_run(Intake(tuple(entries), 3))

    assert report_card(report, NAME).content_length() <= MAX_TEXT_CHARS
    shown = report.text + (report.rest or "")
    assert all(entry.stored.id in shown for entry in entries)


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=200))
def test_whatever_is_wrong_it_fits_a_card_or_is_in_the_file(found: list[tuple[str, str]]) -> None:
    issues = [
        Issue(Path(f"roles/{n:04}.yaml"), n, field * 3, message * 9)
        for n, (field, message) in enumerate(found)
    ]

    report = problems(issues)

    assert report_card(report, None).content_length() <= MAX_TEXT_CHARS
    assert all(
        f"roles/{n:04}.yaml:{n}" in report.text + (report.rest or "") for n in range(len(issues))
    )


def test_a_short_report_needs_no_file() -> None:
    report = problems([Issue(Path("roles/a.yaml"), 3, "name", "too short")])

    assert report.title == "Nothing imported: 1 problem"
    assert report.rest is None
    assert "- `roles/a.yaml:3` `name`: too short" in report.text


def test_a_flood_of_problems_is_cut_off() -> None:
    report = problems([Issue(Path("a.yaml"), n, "", "wrong") for n in range(50_000)])

    assert report.rest is not None
    assert len(report.rest) < 1_000_000
    assert "the first 2000 are in the file" in report.text
