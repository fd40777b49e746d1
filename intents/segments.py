"""Cut a text into the questions that it may hold. Pure."""

import re

from intents.folding import sentences

MAX_SEGMENTS = 12  # of a long post the last ones: the question comes at the end

_OPENERS = (
    "what|whats|how|hows|where|which|who|why|when|is|are|do|does|can|could|should|would|any|will"
)
_CLAUSE = re.compile(
    rf"(?:\s*[,;:]\s*(?:and|or|but|also|so)?\s*|\s+(?:and|or|but|also|plus|&)\s+(?:also\s+)?)"
    rf"(?=(?:{_OPENERS})\b)",
    re.IGNORECASE,
)
_OPENING = re.compile(rf"(?:(?:and|or|but|also|so|plus)\s+)*(?:{_OPENERS})\b", re.IGNORECASE)


def segments(text: str) -> list[str]:
    """Return the sentences of `text`, and clauses that begin like questions, in order.

    Where some of them ask something, by a question mark or a question word, only those. Empty if
    the text is one piece: then there is nothing beside the whole.
    """
    pieces = _pieces(text)
    if len(pieces) <= 1:
        return []
    return ([piece for piece in pieces if _asks(piece)] or pieces)[-MAX_SEGMENTS:]


def statements(text: str) -> list[str]:
    """Return the pieces of `text` that ask nothing, in order; none if it is one piece."""
    pieces = _pieces(text)
    if len(pieces) <= 1:
        return []
    return [piece for piece in pieces if not _asks(piece)][-MAX_SEGMENTS:]


def _pieces(text: str) -> list[str]:
    return [
        piece.strip()
        for sentence in sentences(text)
        for piece in _CLAUSE.split(sentence)
        if piece and len(piece.split()) >= 2
    ]


def _asks(piece: str) -> bool:
    return "?" in piece or _OPENING.match(piece) is not None
