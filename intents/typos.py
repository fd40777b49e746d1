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
    """Return `text` in lower case, without punctuation, with an error per `every` characters.

    Errors are a neighbouring key for the right one, a letter left out, a neighbouring key hit as
    well, or two letters swapped; at least one in a text that has a letter. `every` is positive.
    """
    typed = [c for c in text.lower() if c.isalnum() or c.isspace()]
    for _ in range(max(1, round(len(typed) / every))):
        places = [n for n, c in enumerate(typed) if c in _NEAR]
        if not places:
            break
        at = chance.choice(places)
        letter = typed[at]
        kind = chance.randrange(4)
        if kind == 0:
            typed[at] = chance.choice(_NEAR[letter])
        elif kind == 1:
            del typed[at]
        elif kind == 2:
            typed.insert(at, chance.choice(_NEAR[letter]))
        elif at + 1 < len(typed):
            typed[at], typed[at + 1] = typed[at + 1], letter
    return "".join(typed)
