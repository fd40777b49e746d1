from pathlib import Path

import pytest

from intents.catalogue import INTENTS
from intents.fillers import surrounded
from intents.phrases import PhraseBook, load_phrases
from knowledge.issues import ContentError


def write(directory: Path, name: str, text: str) -> None:
    path = directory / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def issues(directory: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load_phrases(directory)
    return [
        f"{issue.path.name}:{issue.line}: {issue.message}"
        for issue in caught.value.issues
        if not issue.message.startswith("no phrases for the intent")
    ]


def test_every_intent_has_phrases_by_several_hands(book: PhraseBook) -> None:
    for intent in INTENTS:
        phrases = [phrase for phrase in book.phrases if phrase.label == intent]
        assert len(phrases) >= 60
        assert len({phrase.hand for phrase in phrases}) >= 4


def test_near_misses_and_chatter_have_phrases_too(book: PhraseBook) -> None:
    foreign = [p for p in book.phrases if p.label.startswith(("near-miss/", "chatter/"))]

    assert len(foreign) >= 1500


def test_an_unknown_intent_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "role-pay.yaml", "label: role-pay\nphrases:\n  me: [how much]\n")

    assert issues(tmp_path) == ["role-pay.yaml:1: there is no intent 'role-pay'"]


def test_the_label_is_the_name_of_the_file(tmp_path: Path) -> None:
    write(tmp_path, "help.yaml", "label: thanks\nphrases:\n  me: [ty]\n")

    assert issues(tmp_path) == ["help.yaml:1: the label must be the file's name: 'help'"]


def test_an_unknown_slot_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "help.yaml", 'label: help\nphrases:\n  me:\n    - "what can {bot} do"\n')

    assert len(issues(tmp_path)) == 1
    assert issues(tmp_path)[0].startswith("help.yaml:4: unknown slot {bot}")


def test_a_phrase_stands_once(tmp_path: Path) -> None:
    write(tmp_path, "help.yaml", "label: help\nphrases:\n  me: [what now]\n")
    write(tmp_path, "thanks.yaml", "label: thanks\nphrases:\n  me:\n    - What now\n")

    assert issues(tmp_path) == ["thanks.yaml:4: this phrase stands already in help.yaml:3"]


def test_a_phrase_less_leaves_the_fillers_of_the_others(book: PhraseBook) -> None:
    phrases = book.phrases[:2000]
    rest = [phrase for phrase in phrases if phrase is not phrases[7]]

    fewer = list(surrounded(rest))

    assert len(fewer) > 100
    assert set(fewer) <= set(surrounded(phrases))
