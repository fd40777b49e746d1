"""Read a text: everything that it, and each question in it, may mean. Decides nothing.

The first gate is in here: an intent can only be meant where what it needs is named
(`intents/resolution.py`). How sure a reading is, the second gate says (`intents/signals.py`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from intents.catalogue import LISTS, NEAR_MISS, SMALL_TALK, are_siblings
from intents.folding import QUESTION_MARK
from intents.named import Named
from intents.outcome import Option
from intents.reading import Reading
from intents.resolution import alternatives, resolve
from intents.segments import cut
from intents.signals import Candidate, Scored, signals
from intents.thresholds import Thresholds
from intents.understanding import Parse, Spelling, Understanding

MAX_OPTIONS = 3
JOINED_WITHIN = 2.0  # logits: two siblings this close are answered in one
HOPELESS = 8.0  # logits behind the likeliest intent from which on nothing is meant
STRANGERS = f"{NEAR_MISS}other-professions"  # can't be meant where all named roles are held
QUESTION_BONUS = 0.05  # a part that ends in a question mark speaks for a story around it
TOPIC_SIMILARITY = 62.0  # a topic has no name: its nearest sentence must be at least this like


@dataclass(frozen=True, slots=True)
class Readings:
    """A text, read as a whole and in its parts."""

    best: Reading  # what speaks for the text: the whole, or a question in it
    parts: tuple[Reading, ...]  # the questions in it, in order; none if it is one piece
    saying: tuple[Spelling, ...]  # the pieces that ask nothing


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads texts by what is understood of one knowledge base."""

    understanding: Understanding
    thresholds: Thresholds

    def readings(self, text: str, previous: Option | None = None) -> Readings:
        """Return the readings of a text and of the questions in it.

        `previous` is what the same person's last question was understood as, if it is fresh.
        """
        pieces = cut(text)
        spelling = self.understanding.spell(pieces.tokens)
        whole = self._read(text, self.understanding.weigh(spelling), previous)
        # "What does an NLP engineer do and what should I learn?": the second half names nobody.
        own = (*whole.named.roles, *whole.named.skills)
        context = Option((), own) if whole.named.roles or (own and not previous) else previous
        parts = tuple(
            self._read(
                piece.text,
                self.understanding.weigh(spelling.part(piece.start, piece.end)),
                context,
            )
            for piece in pieces.asking
        )
        saying = tuple(spelling.part(piece.start, piece.end) for piece in pieces.saying)
        return Readings(self._speaking(whole, parts), parts, saying)

    def _speaking(self, whole: Reading, parts: Sequence[Reading]) -> Reading:
        """Return the reading that speaks for a text."""
        is_clear = whole.chance >= self.thresholds.answer
        is_strange = whole.named.has_stranger and not whole.named.is_ours
        own = [p for p in parts if not ((is_clear or is_strange) and _forgets(p, whole))]
        if not own:
            return whole
        best = max(own, key=lambda part: (not _is_small_talk(part), part.chance))
        asked = best.chance + QUESTION_BONUS * (QUESTION_MARK in best.parse.masked)
        return best if asked > whole.chance and best.foreign_lead <= 0 else whole

    def _read(self, text: str, parse: Parse, previous: Option | None) -> Reading:
        named = Named.of(parse)
        labels, foreign = self.understanding.labels, self.understanding.is_foreign
        scores: list[float] = parse.scores.tolist()
        order: list[int] = np.argsort(-parse.scores, kind="stable").tolist()
        is_held = bool(named.roles) and not (named.has_stranger or named.has_outsider)
        doubt = next(n for n in order if foreign[n] and not (is_held and labels[n] == STRANGERS))
        ours = next(n for n in order if not foreign[n])
        found: dict[Option, Candidate] = {}
        for n in order:
            if len(found) > MAX_OPTIONS or scores[n] < scores[ours] - HOPELESS:
                break
            if foreign[n]:
                continue
            is_topic = labels[n] == "topic"
            option = self._topic(text, parse) if is_topic else resolve(labels[n], named, previous)
            if option is None or self._is_hidden(option):
                continue
            for meant in (option, *alternatives(labels[n], option, named)):
                if not _is_in(meant, found):
                    found[meant] = Candidate(meant, scores[n], n)
        candidates = _with_sibling(tuple(found.values()))[:MAX_OPTIONS]
        lead = scores[doubt] - scores[ours]
        scored = Scored(parse.scores, self.understanding.families, scores[ours], lead)
        seen = signals(parse.masked, parse.coverage, scored, named, candidates) if found else ()
        chance = self.thresholds.chance(seen) if seen else 0.0
        return Reading(text, parse, named, candidates, labels[doubt], lead, seen, chance)

    def _is_hidden(self, option: Option) -> bool:
        """Return whether a topic is meant that is hidden; of a role there is an answer still."""
        is_of_role = any(entity.kind == "role" for entity in option.entities)
        return not is_of_role and not self.understanding.hidden_topics.isdisjoint(option.intents)

    def _topic(self, text: str, parse: Parse) -> Option | None:
        """Return the topic with a recorded sentence that is like `text`, or else with its words."""
        found = self.understanding.topic(parse)
        if found is not None and found.is_sure:
            return found.option
        near = self.understanding.topics.nearest(text, limit=1)
        if near and near[0].score >= TOPIC_SIMILARITY:
            return near[0].sentence.option
        return found.option if found is not None and found.is_likely else None


def _is_in(option: Option, found: Iterable[Option]) -> bool:
    """Return whether one of `found` is about the same and answers some of the same."""
    intents = set(option.intents)
    return any(o.entities == option.entities and intents & set(o.intents) for o in found)


def _is_small_talk(reading: Reading) -> bool:
    """Return whether nothing but politeness is meant: "please help" beside a question."""
    return not reading.candidates or bool(SMALL_TALK & set(reading.candidates[0].option.intents))


def _forgets(part: Reading, whole: Reading) -> bool:
    """Return whether a part asks nothing about the roles that the whole is about."""
    if whole.named.has_stranger and not part.named.is_ours and not part.named.has_stranger:
        return True
    options = [candidate.option for candidate in part.candidates[:1]]
    return bool(whole.named.roles) and not any(
        entity.kind == "role" for option in options for entity in option.entities
    )


def _with_sibling(candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Join the two best where they ask for nearly the same of the same entries.

    Lists are joined however far apart they are, since one holds much of the other.
    """
    if len(candidates) < 2:
        return candidates
    first, second, *rest = candidates
    intents = first.option.intents + second.option.intents
    is_same = first.option.entities == second.option.entities
    if not is_same or len(intents) > 2 or not are_siblings(*intents):
        return candidates
    if set(intents) <= LISTS:
        intents = tuple(sorted(intents, key="courses".__ne__))  # who asks for courses gets them
    elif first.score - second.score > JOINED_WITHIN:
        return candidates
    return replace(first, option=replace(first.option, intents=intents)), *rest
