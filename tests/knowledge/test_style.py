from pathlib import Path

import pytest

from knowledge.loader import Loaded, load_knowledge
from knowledge.style import check_style
from tests.content.trees import plant


def problems(tree: Path) -> list[str]:
    """Return what is wrong with the topic that a test adds."""
    loaded = load_knowledge(tree)
    return [
        f"{issue.line}: [{issue.field}] {issue.message}"
        for issue in check_style(loaded.base, loaded.origins)
        if issue.path.name == "steeping.yaml"
    ]


def with_text(directory: Path, text: str, source: str = "") -> Path:
    tree = plant(directory)
    (tree / "topics" / "steeping.yaml").write_text(
        f"id: steeping\nname: Steeping\ntext: >-\n  {text}\n"
        f"sources:\n  - title: Somebody's own knowledge\n    read: 2026-11-01\n{source}"
        "reviewed: 2026-11-01\n"
    )
    return tree


def test_what_is_shipped_keeps_to_the_voice(loaded: Loaded) -> None:
    assert [str(issue) for issue in check_style(loaded.base, loaded.origins)] == []


def test_words_of_advertising_are_found(tmp_path: Path) -> None:
    tree = with_text(tmp_path, "An exciting way to spend four minutes of a long afternoon.")

    assert problems(tree) == ["3: [text] sounds like an advert: 'exciting'"]


@pytest.mark.parametrize("figure", ["40 per cent", "12.5 %", "2024", "1,200"])
def test_a_figure_needs_an_address(tmp_path: Path, figure: str) -> None:
    text = f"Of all the pots that were ever counted, {figure} had no lid on top."
    source = "  - title: The pot census\n    url: https://example.org/pots\n    read: 2026-11-01\n"

    (problem,) = problems(with_text(tmp_path / "a", text))
    assert problem.endswith("needs a source with an address, and when it was read")
    assert problems(with_text(tmp_path / "b", text, source)) == []


def test_a_sentence_stands_in_one_entry_only(tmp_path: Path) -> None:
    sentence = "Somebody who does the work of a Tea Taster from morning to evening."

    assert problems(with_text(tmp_path, f"First this is said. {sentence}")) == [
        "3: [text] this sentence stands in role 'tea-taster' as well"
    ]
