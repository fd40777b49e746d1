"""`docs`: the knowledge as pages."""

import re
from pathlib import Path

import pytest

from bot.cli import main
from bot.docs import FOLDER
from bot.rendering import pages, stale
from knowledge.base import KnowledgeBase


def test_the_pages_are_current(base: KnowledgeBase) -> None:
    assert list(stale(FOLDER, pages(base))) == []
    assert main(["docs", "--check"]) == 0


def test_every_link_between_pages_leads_to_one(base: KnowledgeBase) -> None:
    wanted = pages(base)

    links = [
        (path, target)
        for path, text in wanted.items()
        for target in re.findall(r"\]\((?!https?://)([^)]+)\)", text)
    ]
    assert len(links) >= len(base.roles)
    assert [link for link in links if link[0].parent / link[1] not in wanted] == []


def test_every_entry_is_on_a_page(base: KnowledgeBase) -> None:
    text = "\n".join(pages(base).values())

    assert [entry.name for entry in base.entries() if entry.name not in text] == []


def test_discords_small_print_does_not_leak(base: KnowledgeBase) -> None:
    assert not any(re.search(r"^-# ", text, re.MULTILINE) for text in pages(base).values())


def test_what_is_nobodys_any_more_is_stale(base: KnowledgeBase, tmp_path: Path) -> None:
    (tmp_path / "roles").mkdir()
    (tmp_path / "roles" / "lamplighter.md").write_text("gone")

    assert Path("roles/lamplighter.md") in list(stale(tmp_path, {}))


@pytest.mark.parametrize("path", ["README.md", "roles/data-engineer.md", "terms.md"])
def test_pages_say_where_they_come_from(base: KnowledgeBase, path: str) -> None:
    assert pages(base)[Path(path)].startswith("<!-- Written by `python -m bot docs`")
