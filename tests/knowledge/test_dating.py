from datetime import date
from pathlib import Path

import pytest

from knowledge.dating import write_checked
from knowledge.issues import ContentError
from knowledge.source import read_document

TEXT = """\
# A list that somebody keeps by hand.
resources:
  - id: one
    url: https://example.org/one   # no comment may stand here
  - url: "https://example.org/two"
    id: two

  - id: three
    url: https://example.org/three
    checked: 2026-01-01
    sources:
      - title: A source
        url: https://example.org/one
"""
DAY = date(2026, 11, 25)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "resources.yaml"
    path.write_text(TEXT.replace("   # no comment may stand here", ""))
    return path


def test_links_that_work_are_dated_and_nothing_else_changes(path: Path) -> None:
    before = path.read_text().splitlines()
    urls = {f"https://example.org/{name}" for name in ("one", "two", "three")}

    assert write_checked(path, urls, DAY) == 4

    after = path.read_text().splitlines()
    assert [line for line in after if "checked" not in line] == [
        line for line in before if "checked" not in line
    ]
    data = read_document(path).data
    assert isinstance(data, dict)
    assert [item["checked"] for item in data["resources"]] == [DAY] * 3
    assert data["resources"][2]["sources"][0]["checked"] == DAY


def test_a_second_time_only_the_day_changes(path: Path) -> None:
    urls = {"https://example.org/three"}
    write_checked(path, urls, DAY)
    once = path.read_text()

    assert write_checked(path, urls, date(2026, 12, 1)) == 1
    assert path.read_text() == once.replace("2026-11-25", "2026-12-01")


def test_links_that_are_not_meant_keep_their_day(path: Path) -> None:
    text = path.read_text()

    assert write_checked(path, {"https://example.org/other"}, DAY) == 0
    assert path.read_text() == text


def test_a_file_that_cannot_be_dated_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    text = "a:\n  checked: 2026-01-01\n  url: https://example.org/one\n"
    path.write_text(text)

    with pytest.raises(ContentError):
        write_checked(path, {"https://example.org/one"}, DAY)

    assert path.read_text() == text
    assert [file.name for file in tmp_path.iterdir()] == ["odd.yaml"]
