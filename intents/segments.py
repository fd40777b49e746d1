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
    pieces = [
        piece.strip()
        for sentence in sentences(text)
        for piece in _CLAUSE.split(sentence)
        if piece and len(piece.split()) >= 2
    ]
    if len(pieces) <= 1:
        return []
    asking = [piece for piece in pieces if "?" in piece or _OPENING.match(piece)]
    return (asking or pieces)[-MAX_SEGMENTS:]
