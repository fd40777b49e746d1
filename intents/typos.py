"""Make the typing errors that people make, to measure how much of them is forgiven."""

from random import Random

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def _neighbours() -> dict[str, str]:
    """Return the keys around each letter on a QWERTY keyboard."""
    place = {letter: (y, x) for y, row in enumerate(_ROWS) for x, letter in enumerate(row)}
    return {
        letter: "".join(
            other
            for other, (v, u) in place.items()
            if other != letter and abs(v - y) <= 1 and abs(u - x) <= 1
        )
        for letter, (y, x) in place.items()
    }


_NEAR = _neighbours()


def with_typos(text: str, every: int, chance: Random) -> str:
    """Return `text` in lower case, without punctuation, with an error in each `every` characters.

    An error is a neighbouring key for the right one, a letter left out, a neighbouring key hit as
    well, or two letters swapped. A last stretch shorter than `every` is left alone, unless it is
    all there is. `every` is positive.
    """
    plain = "".join(c for c in text.lower() if c.isalnum() or c.isspace())
    pieces = [plain[at : at + every] for at in range(0, len(plain), every)]
    typed = [
        _slip(piece, chance) if len(piece) == every or len(pieces) == 1 else piece
        for piece in pieces
    ]
    return "".join(typed)


def _slip(piece: str, chance: Random) -> str:
    """Return `piece` with one typing error; as it is where it has no letter."""
    places = [n for n, c in enumerate(piece) if c in _NEAR]
    if not places:
        return piece
    at = chance.choice(places)
    before, letter, after = piece[:at], piece[at], piece[at + 1 :]
    swapped = before[:-1] + letter + before[-1:] if before else letter
    return chance.choice(
        (
            before + chance.choice(_NEAR[letter]) + after,
            before + after,
            before + chance.choice(_NEAR[letter]) + letter + after,
            swapped + after,
        )
    )
