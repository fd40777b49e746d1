"""Keep what was learned from phrases on disk: a build product, never committed.

A file is named by the digest of what it was trained on and carries a checksum of its content. One
that is damaged, or made by another version, is trained anew.
"""

import hashlib
import io
import logging
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from intents.classifier import Classifier
from intents.features import FeatureSpace, Vocabulary
from intents.wordindex import WordIndex

log = logging.getLogger(__name__)

FORMAT = "rolecall-learned-17"  # change it whenever features or training change


@dataclass(frozen=True, slots=True)
class Learned:
    """Everything that phrases teach. With it in the cache, no phrase has to be read."""

    classifier: Classifier
    index: WordIndex  # the words of phrases and names, with how often they are used
    errors: frozenset[str]  # those of them that are typing errors in names
    written: frozenset[str]  # the words of the texts that answers are made of
    declining: Mapping[str, str]  # near-miss class -> id of the topic that answers it


def cached(directory: Path, digest: str, learn: Callable[[], Learned]) -> Learned:
    """Return what was learned for `digest` from `directory`, or learn and keep it.

    A directory that can't be written to costs the training each time, and is logged.
    """
    key = hashlib.sha256(f"{FORMAT}\0{digest}".encode()).hexdigest()[:32]
    path = directory / f"learned-{key}.npz"
    if (found := load(path)) is not None:
        return found
    learned = learn()
    try:
        _save(path, learned)
    except OSError as error:
        log.warning("what was learned can't be kept in %s: %s", directory, error.strerror)
    return learned


def load(path: Path) -> Learned | None:
    """Return what a file holds, or None if there is none or it can't be used."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    checksum, body = content[:32], content[32:]
    if hashlib.sha256(body).digest() != checksum:
        log.warning("%s is damaged; training anew", path.name)
        return None
    try:
        with np.load(io.BytesIO(body), allow_pickle=False) as arrays:
            known = Vocabulary(
                tuple(_lines(arrays["stems"])),
                arrays["compounds"],
                tuple(_lines(arrays["letters"])),
            )
            space = FeatureSpace(known, arrays["idf"], float(arrays["unknown_idf"]))
            classifier = Classifier(
                space, _lines(arrays["labels"]), arrays["weights"], float(arrays["step"])
            )
            counts = dict(zip(_lines(arrays["words"]), arrays["counts"].tolist(), strict=True))
            index = WordIndex(counts, arrays["hashes"], arrays["owners"])
            pairs = (line.partition("\t") for line in _lines(arrays["declining"]) if line)
            declining = {label: topic for label, _, topic in pairs}
            written = frozenset(_lines(arrays["written"]))
            errors = frozenset(_lines(arrays["errors"]))
            return Learned(classifier, index, errors, written, declining)
    except (ValueError, KeyError, zipfile.BadZipFile):
        log.warning("%s is of another version; training anew", path.name)
        return None


def _save(path: Path, learned: Learned) -> None:
    buffer = io.BytesIO()
    space = learned.classifier.space
    np.savez(
        buffer,
        stems=_text(space.known.words),
        compounds=space.known.compounds,
        letters=_text(space.known.letters),
        labels=_text(learned.classifier.labels),
        idf=space.idf,
        unknown_idf=np.float64(space.unknown_idf),
        weights=learned.classifier.weights,
        step=np.float64(learned.classifier.step),
        words=_text(learned.index.counts),
        written=_text(sorted(learned.written)),
        counts=np.array(list(learned.index.counts.values()), np.int64),
        hashes=learned.index.hashes,
        owners=learned.index.owners,
        errors=_text(sorted(learned.errors)),
        declining=_text(f"{label}\t{topic}" for label, topic in learned.declining.items()),
    )
    body = buffer.getvalue()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        file.write(hashlib.sha256(body).digest() + body)
    Path(name).chmod(0o644)  # made as 0600: in an image another user reads it than wrote it
    Path(name).replace(path)  # whole or not at all, also with two processes at once


def _text(lines: Iterable[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer("\n".join(lines).encode(), np.uint8)


def _lines(text: npt.NDArray[np.uint8]) -> list[str]:
    return bytes(text).decode().split("\n")
