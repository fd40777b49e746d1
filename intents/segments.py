"""Cut a text into the questions that it may hold. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from intents.folding import Token, clean, sentences, tokens_of

MAX_SEGMENTS = 12  # of a long post the last ones: the question comes at the end

_OPENERS = (
    "what|whats|how|hows|where|which|who|why|when|is|are|do|does|can|could|should|would|any|will"
)
_CLAUSE = re.compile(
    rf"((?:\s*[,;:]\s*(?:and|or|but|also|so)?\s*|\s+(?:and|or|but|also|plus|&)\s+(?:also\s+)?)"
    rf"(?=(?:{_OPENERS})\b))",
    re.IGNORECASE,
)
_OPENING = re.compile(rf"(?:(?:and|or|but|also|so|plus)\s+)*(?:{_OPENERS})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, or a clause that begins like a question: tokens from `start` to before `end`."""

    text: str
    start: int
    end: int
    asks: bool  # by a question mark or a question word


@dataclass(frozen=True, slots=True)
class Cut:
    """A text in tokens, and its pieces in order: none if the whole is one."""

    tokens: tuple[Token, ...]
    pieces: tuple[Piece, ...]

    @property
    def asking(self) -> tuple[Piece, ...]:
        """The pieces that ask; where none does, all of them."""
        found = tuple(piece for piece in self.pieces if piece.asks)
        return (found or self.pieces)[-MAX_SEGMENTS:]

    @property
    def saying(self) -> tuple[Piece, ...]:
        """The pieces that ask nothing."""
        return tuple(piece for piece in self.pieces if not piece.asks)[-MAX_SEGMENTS:]


def cut(text: str) -> Cut:
    """Return the tokens and pieces of `text`. One word alone is no piece."""
    tokens: list[Token] = []
    pieces: list[Piece] = []
    for text_of_piece in _scraps(clean(text)):
        start = len(tokens)
        tokens += tokens_of(text_of_piece)
        if " " in text_of_piece:
            pieces.append(Piece(text_of_piece, start, len(tokens), _asks(text_of_piece)))
    return Cut(tuple(tokens), tuple(pieces) if len(pieces) > 1 else ())


def _scraps(cleaned: str) -> Iterator[str]:
    """Yield all of a text in order: sentences, clauses, and the words that join clauses."""
    for sentence in sentences(cleaned):
        for scrap in _CLAUSE.split(sentence):
            yield scrap.strip()


def _asks(piece: str) -> bool:
    return "?" in piece or _OPENING.match(piece) is not None
