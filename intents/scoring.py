"""How alike two texts are. The only module that imports `rapidfuzz`."""

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, JaroWinkler


def edit_distance(a: str, b: str, limit: int) -> int:
    """Return the number of typing errors between two words, at most `limit` + 1.

    Optimal string alignment: inserting, deleting, replacing a letter and swapping two neighbours
    count one each. 0: equal; `limit` + 1: more than `limit`. Symmetric.
    """
    return int(OSA.distance(a, b, score_cutoff=limit))


def within(word: str, candidates: Iterable[str], limit: int) -> list[tuple[str, int]]:
    """Return the candidates within `limit` typing errors of `word`, with their distances."""
    found = process.extract_iter(word, candidates, scorer=OSA.distance, score_cutoff=limit)
    return [(candidate, int(distance)) for candidate, distance, _ in found]


def name_similarity(typed: str, name: str) -> float:
    """Return how well something half-typed fits a folded name, as autocomplete needs it.

    Returns:
        0.0 to 100.0. Not symmetric: `typed` may be the beginning or a part of `name`. 0.0 if
        either is empty.

    The better of two views: the whole with weight on its beginning (Jaro-Winkler), and the best
    part of the name (partial ratio), the latter worth a little less.
    """
    if not typed or not name:
        return 0.0
    whole = 100 * JaroWinkler.similarity(typed, name)
    part = fuzz.partial_ratio(typed, name) if len(typed) <= len(name) else 0.0
    return float(max(whole, 0.95 * part))


def in_order(text: str) -> str:
    """Return the words of a folded text in the order in which `most_similar` compares them."""
    return " ".join(sorted(text.split()))


def most_similar(
    text: str, candidates: Sequence[str], limit: int, at_least: float
) -> list[tuple[int, float]]:
    """Return the `limit` candidates most like `text`, whatever the order of their words.

    All of them are as `in_order` gives them; those less alike than `at_least` are left out.

    Returns:
        (index, score), best first; 0.0 (nothing shared) to 100.0 (the same words). Symmetric. An
        empty text is 0.0 like any other.
    """
    found = process.extract(text, candidates, scorer=fuzz.ratio, limit=limit, score_cutoff=at_least)
    return [(index, float(score)) for _, score, index in found]
