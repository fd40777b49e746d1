"""Keep a trained classifier on disk: a build product, never committed.

A file is named by the digest of what it was trained on and carries a checksum of its content. One
that is damaged, or made by another version, is trained anew.
"""

import hashlib
import io
import logging
import os
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from intents.classifier import Classifier
from intents.features import FeatureSpace

log = logging.getLogger(__name__)

FORMAT = "rolecall-classifier-1"  # change it whenever features or training change


def cached(directory: Path, digest: str, train: Callable[[], Classifier]) -> Classifier:
    """Return the classifier for `digest` from `directory`, or train and keep it.

    A directory that can't be written to costs the training each time, and is logged.
    """
    key = hashlib.sha256(f"{FORMAT}\0{digest}".encode()).hexdigest()[:32]
    path = directory / f"classifier-{key}.npz"
    if (found := _load(path)) is not None:
        return found
    classifier = train()
    try:
        _save(path, classifier)
    except OSError as error:
        log.warning("the classifier can't be kept in %s: %s", directory, error.strerror)
    return classifier


def _load(path: Path) -> Classifier | None:
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
            names = bytes(arrays["names"]).decode().split("\n")
            labels = bytes(arrays["labels"]).decode().split("\n")
            space = FeatureSpace(names, arrays["idf"], float(arrays["unknown_idf"]))
            return Classifier(space, labels, arrays["weights"])
    except (ValueError, KeyError, zipfile.BadZipFile):
        log.warning("%s is of another version; training anew", path.name)
        return None


def _save(path: Path, classifier: Classifier) -> None:
    buffer = io.BytesIO()
    np.savez(
        buffer,
        names=np.frombuffer("\n".join(classifier.space.names).encode(), np.uint8),
        labels=np.frombuffer("\n".join(classifier.labels).encode(), np.uint8),
        idf=classifier.space.idf,
        unknown_idf=np.float64(classifier.space.unknown_idf),
        weights=classifier.weights,
    )
    body = buffer.getvalue()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        file.write(hashlib.sha256(body).digest() + body)
    Path(name).replace(path)  # whole or not at all, also with two processes at once
