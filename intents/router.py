"""Decide what a question wants: two gates, four outcomes. Pure but for what it was built with.

First gate: is something named that we know (`intents/resolution.py`)? Second gate: is something
asked about it that we can answer (the classifier, with mentions masked)? A question has to pass
both, and a small lead is offered as a choice, never guessed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from intents.catalogue import NEAR_MISS, SMALL_TALK
from intents.classifier import softmax
from intents.features import Floats
from intents.lookup import suggest
from intents.outcome import Answer, Choices, Option, Outcome, Silent, Unknown, Why
from intents.reading import Candidate, Reading, explain
from intents.resolution import Named, resolve
from intents.segments import segments
from intents.sentences import Near
from intents.thresholds import Thresholds
from intents.understanding import ENTRIES, Understanding
from knowledge.base import KnowledgeBase

COVERAGE_WEIGHT = 4.0
UNNAMED_PENALTY = 1.8  # evidence taken off where nothing of our field is named
DOUBT_WEIGHT = 0.5  # how much of the best out-of-scope score counts against an intent
MAX_OPTIONS = 3
DECLINE_LEAD = 1.0  # logits by which a theme must lead before its topic speaks for us …
DECLINE_SHARE = 0.3  # … and the probability that it must have
UNNAMED_NEAR_MISS = f"{NEAR_MISS}{ENTRIES}"  # entries' `not_for`: not ours, whatever the theme
TOPIC_SIMILARITY = 62.0  # a topic has no name: its nearest sentence must be at least this like
MAX_INTENTS = 3
# Answers to the one mostly answer the other too, and a button leads there.
SIBLINGS = (
    frozenset({"role-summary", "role-duties"}),
    frozenset({"role-resources", "resources", "courses", "getting-started"}),
    frozenset({"role-become", "path-between-roles"}),
    frozenset({"role-career", "career-levels"}),
    frozenset({"role-skills", "key-skills"}),
)


@dataclass(frozen=True, slots=True)
class Router:
    """Routes questions over one knowledge base."""

    base: KnowledgeBase
    understanding: Understanding
    thresholds: Thresholds

    def route(
        self,
        text: str,
        *,
        addressed: bool = True,
        previous: Option | None = None,
        by_heart: bool = True,
    ) -> Outcome:
        """Decide what `text` wants.

        Args:
            text: What a person typed; any length and content.
            addressed: Whether the bot was asked: slash, mention, reply to it, direct message.
            previous: What the same person's last question was understood as, if it is fresh.
            by_heart: Whether a recorded sentence may decide alone. Checks turn it off, since they
                ask the recorded sentences themselves.
        """
        nearest = self.understanding.sentences.nearest(text)
        verdict = self._by_sentence(text, nearest, addressed=addressed) if by_heart else None
        if verdict is not None:
            return verdict
        whole = self.read(text, previous)
        # "What does an NLP engineer do and what should I learn?": the second half names nobody.
        context = Option((), whole.named.roles) if whole.named.roles else previous
        parts = [self.read(part, context) for part in segments(text)]
        best = self._main(whole, parts)
        why = explain(best, nearest)
        if addressed:
            return self._asked(text, best, parts, why)
        return self._overheard(best, parts, why)

    def _asked(self, text: str, best: Reading, parts: Sequence[Reading], why: Why) -> Outcome:
        confidence = self.thresholds.confidence(best.evidence)
        is_foreign = best.foreign_lead > self.thresholds.foreign
        if is_foreign or best.evidence < self.thresholds.offer:
            return self._unknown(text, best, why)
        tied = self._tied(best)
        if best.evidence >= self.thresholds.accept and len(tied) == 1:
            return Answer(self._joined(best, parts), confidence, why)
        if len(tied) == 1:
            tied = tuple(candidate.option for candidate in best.candidates[:2])
        if len(tied) == 1:  # nothing to choose from: offered as what comes nearest
            return self._unknown(text, best, why)
        return Choices(tied, confidence, why)

    def _overheard(self, best: Reading, parts: Sequence[Reading], why: Why) -> Outcome:
        confidence = self.thresholds.confidence(best.evidence)
        is_sure = best.evidence >= self.thresholds.passive and best.foreign_lead <= 0
        if not is_sure or SMALL_TALK & set(best.candidates[0].option.intents):
            return Silent(confidence, why)
        return Answer(self._joined(best, parts), confidence, why)

    def read(self, text: str, previous: Option | None = None) -> Reading:
        """Return everything that `text` may mean. Decides nothing."""
        parse = self.understanding.parse(text)
        named = Named.of(parse)
        labels, foreign = self.understanding.labels, self.understanding.foreign
        scores = parse.scores
        doubt = int(np.argmax(np.where(foreign, scores, -np.inf)))
        best = float(scores[~foreign].max())
        base = COVERAGE_WEIGHT * parse.coverage - DOUBT_WEIGHT * float(scores[doubt])
        candidates: dict[Option, float] = {}
        for n in np.argsort(-scores, kind="stable").tolist():
            if len(candidates) == MAX_OPTIONS:
                break
            option = None if foreign[n] else self._resolve(labels[n], text, named, previous)
            if option and option not in candidates:
                candidates[option] = float(scores[n]) + base - _unnamed_penalty(option, named)
        ranked = tuple(Candidate(option, evidence) for option, evidence in candidates.items())
        lead = float(scores[doubt]) - best
        declined = self._declined(scores, best)
        return Reading(text, parse, named, ranked, labels[doubt], lead, declined)

    def _declined(self, scores: Floats, best: float) -> str | None:
        """Return the topic of the near miss that leads over every intent, and is no mere guess."""
        labels = self.understanding.labels
        named = [n for n, label in enumerate(labels) if label != UNNAMED_NEAR_MISS]
        shares = dict(zip(named, softmax(scores[named]).tolist(), strict=True))
        declining = self.understanding.declining
        themes = [n for n in named if labels[n] in declining]
        theme = max(themes, key=lambda n: (shares[n], labels[n]), default=None)
        if theme is None or shares[theme] < DECLINE_SHARE:
            return None
        return declining[labels[theme]] if scores[theme] - best >= DECLINE_LEAD else None

    def _resolve(
        self, label: str, text: str, named: Named, previous: Option | None
    ) -> Option | None:
        if label != "topic":
            return resolve(label, named, previous)
        near = self.understanding.sentences.nearest(text)
        return next(
            (
                n.sentence.option
                for n in near
                if not n.sentence.is_negative
                and n.sentence.option.intents == ("topic",)
                and n.score >= TOPIC_SIMILARITY
            ),
            None,
        )

    def _by_sentence(
        self, text: str, nearest: Sequence[Near], *, addressed: bool
    ) -> Outcome | None:
        """Return the outcome where a recorded sentence decides alone."""
        if not nearest or nearest[0].score < self.thresholds.sentence:
            return None
        near = nearest[0]
        parse = self.understanding.parse
        if Named.of(parse(near.sentence.text)) != Named.of(parse(text)):
            return None  # "what is an NLP engineer" is nearly "what is an ML engineer"
        why = {"sentence": near.sentence.text, "similarity": round(near.score, 1)}
        if near.sentence.is_negative:
            return Unknown(why=why) if addressed else Silent(why=why)
        confidence = near.score / 100
        option = near.sentence.option
        if option.intents == ("topic",) and self.base.topics[option.entities[0].id].declines:
            topic = option.entities[0].id
            return Unknown(declined=topic, why=why) if addressed else Silent(why=why)
        return Answer(option, confidence, why)

    def _main(self, whole: Reading, parts: Sequence[Reading]) -> Reading:
        """Return the reading that speaks for the text: the whole, or the question in it."""
        if whole.evidence >= self.thresholds.accept or not parts:
            return whole
        best = max(parts, key=lambda part: part.evidence)
        if best.evidence <= whole.evidence or best.foreign_lead > 0:
            return whole
        return best

    def _tied(self, reading: Reading) -> tuple[Option, ...]:
        """Return the options too close to call, the best first, without its siblings."""
        floor = max(self.thresholds.offer, reading.evidence - self.thresholds.margin)
        first, *others = reading.candidates
        rest = _serious(c for c in others if c.evidence >= floor)
        return (
            first.option,
            *(option for option in rest if not _are_siblings(first.option, option)),
        )

    def _joined(self, best: Reading, parts: Sequence[Reading]) -> Option:
        """Return the main option with what else is asked for in the same text, in its order."""
        main = best.candidates[0].option
        asked: list[str] = []
        entities = list(main.entities)
        for part in parts:
            if part.evidence < self.thresholds.passive or part.foreign_lead > 0:
                continue
            option = part.candidates[0].option
            if not SMALL_TALK & set(option.intents):
                asked += option.intents
                entities += option.entities
        near = {i for family in SIBLINGS if main.intents[0] in family for i in family}
        asked = [i for i in asked if i == main.intents[0] or i not in near]
        if main.intents[0] not in asked:
            begins = bool(parts) and bool(asked) and _leads(parts[0], asked)
            asked = [*asked, *main.intents] if begins else [*main.intents, *asked]
        named = tuple(dict.fromkeys(entities))
        if "compare-roles" in asked:  # a comparison answers what else is asked of its roles
            roles = tuple(entity for entity in named if entity.kind == "role")
            return Option(("compare-roles",), roles)
        return Option(tuple(dict.fromkeys(asked))[:MAX_INTENTS], named)

    def _unknown(self, text: str, reading: Reading, why: Why) -> Unknown:
        worth = self.thresholds.offer / 2  # below it even "the nearest" would be a guess
        options = _serious(c for c in reading.candidates if c.evidence >= worth)
        options += [Option(("role-summary",), (role,)) for role in reading.named.roles]
        options += [
            Option(("role-summary",), (name.entity,))
            for name in suggest(text, self.understanding.lexicon, kinds=("role",), limit=2)
        ]
        nearest = tuple(dict.fromkeys(options))[:MAX_OPTIONS]
        confidence = self.thresholds.confidence(reading.evidence)
        named = reading.named
        is_stranger = (named.has_outsider or named.has_stranger) and not named.roles
        return Unknown(nearest, reading.declined, is_stranger, confidence, why)


def _serious(candidates: Iterable[Candidate]) -> list[Option]:
    """Return the options worth offering: nobody means "hello" by half."""
    return [c.option for c in candidates if not SMALL_TALK & set(c.option.intents)]


def _unnamed_penalty(option: Option, named: Named) -> float:
    """Return what is taken off where nothing of ours is named: "which job should I take"."""
    if named.is_ours or SMALL_TALK & set(option.intents):
        return 0.0
    return UNNAMED_PENALTY


def _are_siblings(a: Option, b: Option) -> bool:
    """Return whether two options are so near that asking back would be fussy."""
    intents = {a.intents[0], b.intents[0]}
    return a.entities == b.entities and any(intents <= family for family in SIBLINGS)


def _leads(part: Reading, intents: Sequence[str]) -> bool:
    """Return whether a part asks for the first of `intents`."""
    return bool(part.candidates) and part.candidates[0].option.intents[0] == intents[0]
