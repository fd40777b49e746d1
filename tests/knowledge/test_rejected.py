"""Every kind of broken file gives exactly the issues that it announces, at the right lines."""

from pathlib import Path

import pytest

from knowledge.issues import ContentError, Issue
from knowledge.loader import load_knowledge
from knowledge.source import MAX_BYTES
from tests.content.trees import CASES, Case, plant, read_case

BAD_BYTES = (
    Case("bad-utf-8", "topics/bad-utf-8.yaml", b"id: bad-utf-8\nname: caf\xe9\n",
         ((2, "not UTF-8: byte 0xe9; save the file as UTF-8"),)),
    Case("utf-16", "topics/utf-16.yaml", "id: utf-16\n".encode("utf-16"),
         ((1, "not UTF-8: byte 0xff; save the file as UTF-8"),)),
    Case("huge", "topics/huge.yaml", b"# " + b"x" * (MAX_BYTES * 2),
         ((1, f"larger than the {MAX_BYTES // 1024} KiB that are allowed"),)),
    Case("null-byte", "topics/null-byte.yaml", b"id: a\nname: a\x00b\n",
         ((2, "a control character, which nobody can see: type this line again"),)),
)  # fmt: skip
ALL = (*map(read_case, CASES), *BAD_BYTES)


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_a_broken_file_gives_exactly_its_issues(case: Case, tmp_path: Path) -> None:
    tree = plant(tmp_path, case)

    with pytest.raises(ContentError) as caught:
        load_knowledge(tree)

    assert _seen(caught.value.issues, tree) == {(case.at, *issue) for issue in case.expected}


def test_all_broken_files_are_reported_in_one_run(tmp_path: Path) -> None:
    tree = plant(tmp_path, *ALL)

    with pytest.raises(ContentError) as caught:
        load_knowledge(tree)

    assert len(ALL) >= 20
    assert _seen(caught.value.issues, tree) == {
        (case.at, *issue) for case in ALL for issue in case.expected
    }


def test_issues_come_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        load_knowledge(plant(tmp_path, *ALL))

    keys = [(issue.path, issue.line) for issue in caught.value.issues]
    assert keys == sorted(keys)
    assert str(caught.value).count("\n") == len(caught.value.issues) - 1


def test_an_issue_reads_as_editors_and_terminals_expect() -> None:
    issue = Issue(Path("roles/a.yaml"), 7, "duties.0", "too short")

    assert str(issue) == "roles/a.yaml:7: [duties.0] too short"


def _seen(issues: tuple[Issue, ...], tree: Path) -> set[tuple[str, int, str]]:
    return {
        (
            issue.path.relative_to(tree).as_posix(),
            issue.line,
            f"[{issue.field}] {issue.message}" if issue.field else issue.message,
        )
        for issue in issues
    }
