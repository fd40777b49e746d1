"""Which classes of the classifier mean an intent, or nearly the same."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from intents.catalogue import INTENTS, are_siblings

Families: TypeAlias = Mapping[str, npt.NDArray[np.bool_]]  # by intent, one place a class


def families(labels: Sequence[str]) -> Families:
    """Return for each intent which of `labels` an answer to it answers as well."""
    return {
        intent: np.array([label == intent or are_siblings(label, intent) for label in labels])
        for intent in INTENTS
    }
