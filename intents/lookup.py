"""Find entries by what somebody has typed so far: autocomplete and did-you-mean.

Ranked in tiers, each better than all after it: the exact name, an acronym, the beginning of a name,
the beginning of a word in it, and what looks like it (typing errors).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from intents.lexicon import Lexicon, Name, key_of, start_of
from intents.outcome import Entity
from intents.scoring import name_similarity
from knowledge.models import Kind
from knowledge.text import fold

EXACT, ACRONYM, PREFIX, WORD_PREFIX, FUZZY = range(5)
FUZZY_CUTOFF = 78.0  # `scoring.name_similarity`
SUGGEST_CUTOFF = 84.0
SURE_SCORE, SURE_LEAD = 90.0, 2.0  # a typing error this small, this far ahead, is understood
MAX_NEAREST = 3
MIN_FUZZY_CHARS = 3
MAX_NAME_CHARS = 36  # of a text that may be a name with typing errors
MAX_SUGGESTED_FROM = 40  # names compared for one suggestion


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that fits what was typed, and the name that made it fit."""

    name: Name
    tier: int  # EXACT (best) to FUZZY
    score: float  # 0..100 within the tier

    @property
    def value(self) -> str:
        """What stands for the entry where one string has to."""
        return self.name.entity.id

    @property
    def is_by_alias(self) -> bool:
        """Whether it fits by another name than its own, one that may be shown."""
        return self.name.via not in {"name", "misspelling", "hidden"}


def rank_names(typed: str, lexicon: Lexicon, kinds: Iterable[Kind], limit: int) -> list[Match]:
    """Return up to `limit` entries of `kinds` that fit, best first, each entry once.

    Nothing typed gives every entry under its own name, in the order of the lexicon. Equals come
    in the order of their names, so the result never depends on the order of files.
    """
    wanted = frozenset(kinds)
    names = [name for name in lexicon.names if name.entity.kind in wanted]
    folded = fold(typed)
    if not folded:
        return [Match(name, EXACT, 100.0) for name in names if name.via == "name"][:limit]
    key = key_of(typed)
    best: dict[Entity, Match] = {}
    for name in names:
        if match := _match(folded, key, name):
            _keep(best, match)
    return sorted(best.values(), key=_rank)[:limit]


def resolve_name(
    typed: str, lexicon: Lexicon, kinds: Iterable[Kind], *, is_whole: bool = False
) -> Entity | tuple[Entity, ...]:
    """Return the entry that is called `typed`, or up to three that it may have meant.

    People can send what autocomplete never offered: an id, any name, a plural, a beginning that
    only one entry has (unless names are to be `is_whole`), or something with typing errors.
    """
    wanted = frozenset(kinds)
    for name in lexicon.names:
        if name.entity.kind in wanted and name.entity.id == typed.strip():
            return name.entity
    matches = rank_names(typed, lexicon, wanted, MAX_NEAREST) if fold(typed) else []
    if not matches:
        return ()
    first, *others = matches
    is_alone = not others or others[0].tier > first.tier
    is_long = len(fold(typed)) >= MIN_FUZZY_CHARS  # a letter or two begin too much
    is_beginning = first.tier < FUZZY and is_alone and is_long and not is_whole
    if first.tier <= ACRONYM or is_beginning:
        return first.name.entity
    lead = first.score - (others[0].score if others else 0.0)
    if first.tier == FUZZY and first.score >= SURE_SCORE and lead >= SURE_LEAD:
        return first.name.entity
    return tuple(match.name.entity for match in matches)


def suggest(text: str, lexicon: Lexicon, kind: Kind, limit: int) -> list[Name]:
    """Return names that somebody may have meant, best first; none if nothing is close.

    Only names with a word that begins like one of the text's are considered, and only a text no
    longer than a name: the cost hardly grows with the number of entries.
    """
    folded, key = fold(text), key_of(text)
    if not folded or len(folded) > MAX_NAME_CHARS:
        return []
    lists = [lexicon.by_start.get(start_of(word), ()) for word in folded.split()]
    fitting = (n for names in sorted(lists, key=len) for n in names if n.entity.kind == kind)
    best: dict[Entity, Match] = {}
    for name in dict.fromkeys(islice(fitting, MAX_SUGGESTED_FROM)):
        match = _match(folded, key, name)
        if match and (match.tier < FUZZY or match.score >= SUGGEST_CUTOFF):
            _keep(best, match)
    return [match.name for match in sorted(best.values(), key=_rank)[:limit]]


def _keep(best: dict[Entity, Match], match: Match) -> None:
    entity = match.name.entity
    if entity not in best or _rank(match) < _rank(best[entity]):
        best[entity] = match


def _match(folded: str, key: str, name: Name) -> Match | None:
    target = name.folded
    if key == name.key:
        tier = ACRONYM if name.via == "acronym" else EXACT
        return Match(name, tier, 100.0)
    share = 100.0 * len(folded) / max(1, len(target))
    if target.startswith(folded):
        return Match(name, PREFIX, share)
    if f" {folded}" in target:
        return Match(name, WORD_PREFIX, share)
    if len(folded) < MIN_FUZZY_CHARS or name.via == "acronym":
        return None
    score = name_similarity(folded, target)
    return Match(name, FUZZY, score) if score >= FUZZY_CUTOFF else None


def _rank(match: Match) -> tuple[int, float, bool, str, str]:
    is_alias = match.name.via != "name"
    return match.tier, -match.score, is_alias, match.name.text, match.name.entity.id
