from pathlib import Path

import numpy as np
import pytest

from intents.cache import Learned, cached
from intents.classifier import Classifier
from intents.wordindex import WordIndex

TEXTS = [["what", "is", "it"], ["where", "to", "learn"], ["what", "does", "it"], ["learn", "how"]]
LABELS = ["a", "b", "a", "b"]


def train() -> Learned:
    classifier = Classifier.train(TEXTS, LABELS)
    return Learned(
        classifier,
        index=WordIndex.of({"what": 2, "is": 1}),
        errors=frozenset({"waht"}),
        written=frozenset({"it", "not"}),
        declining={"near-miss/pay": "salaries"},
    )


def fail() -> Learned:
    raise AssertionError("trained although the cache was good")


def test_training_is_deterministic() -> None:
    assert np.array_equal(train().classifier.weights, train().classifier.weights)


def test_a_kept_classifier_is_used_and_is_the_same(tmp_path: Path) -> None:
    first = cached(tmp_path, "digest", train)
    second = cached(tmp_path, "digest", fail)

    assert second.classifier.labels == first.classifier.labels
    text = ["what", "is"]
    assert np.array_equal(second.classifier.logits(text), first.classifier.logits(text))
    assert (second.index.counts, second.errors) == (first.index.counts, first.errors)
    assert second.declining == first.declining
    assert second.written == first.written


def test_another_user_may_read_what_was_kept(tmp_path: Path) -> None:
    cached(tmp_path, "digest", train)
    (path,) = tmp_path.glob("*.npz")

    assert path.stat().st_mode & 0o044 == 0o044


def test_other_content_is_trained_anew(tmp_path: Path) -> None:
    cached(tmp_path, "digest", train)

    with pytest.raises(AssertionError, match="trained"):
        cached(tmp_path, "another", fail)


@pytest.mark.parametrize("damage", ["truncate", "flip", "empty", "text"])
def test_a_damaged_file_is_trained_anew(tmp_path: Path, damage: str) -> None:
    cached(tmp_path, "digest", train)
    (path,) = tmp_path.glob("*.npz")
    content = path.read_bytes()
    flipped = content[:100] + bytes([content[100] ^ 1]) + content[101:]
    broken = {"truncate": content[:-9], "flip": flipped, "empty": b"", "text": b"no classifier"}
    path.write_bytes(broken[damage])

    again = cached(tmp_path, "digest", train)

    assert again.classifier.labels == ("a", "b")
    assert cached(tmp_path, "digest", fail).classifier.labels == ("a", "b")


def test_a_directory_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")

    assert cached(file, "digest", train).classifier.labels == ("a", "b")


def test_a_text_in_which_nothing_is_known_scores_nothing() -> None:
    classifier = train().classifier

    assert not classifier.logits([]).any()
    assert classifier.space.coverage([]) == 0.0
    assert classifier.space.coverage(["zebra"]) == 0.0
    assert classifier.space.coverage(["what", "is"]) == 1.0
