"""Decide what a question wants: two gates, four outcomes. Pure but for what it was built with.

First gate: is something named that we know (`intents/resolution.py`)? Second gate: is something
asked about it that we can answer (the classifier, with mentions masked)? What passes the first is
weighed into a chance; below the line for answers it is offered as a choice, never guessed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from intents.catalogue import NEAR_MISS, SMALL_TALK, are_siblings
from intents.classifier import softmax
from intents.folding import QUESTION_MARK
from intents.lookup import suggest
from intents.outcome import Answer, Choices, Option, Outcome, Silent, Unknown, Why
from intents.reading import Reading, explain
from intents.resolution import Named, resolve
from intents.segments import segments, statements
from intents.sentences import Near, topic_option
from intents.signals import Candidate, Scored, signals
from intents.thresholds import Thresholds
from intents.understanding import ENTRIES, Understanding
from knowledge.base import KnowledgeBase

MAX_OPTIONS = 3
JOINED_WITHIN = 0.8  # logits: two siblings this close are answered in one
OFFERED_WITHIN = 3.0  # logits behind the first, up to which an option is offered beside it
LISTS = frozenset({"role-resources", "resources", "courses"})  # one holds much of the other
QUESTION_BONUS = 0.05  # a part that ends in a question mark speaks for a story around it
DECLINE_LEAD = 1.0  # logits by which a theme must lead before its topic speaks for us …
DECLINE_SHARE = 0.3  # … and the probability that it must have
UNNAMED_NEAR_MISS = f"{NEAR_MISS}{ENTRIES}"  # entries' `not_for`: not ours, whatever the theme
TOPIC_SIMILARITY = 62.0  # a topic has no name: its nearest sentence must be at least this like
MAX_INTENTS = 3


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
        best, parts = self._readings(text, previous, nearest)
        why = explain(best, nearest)
        if addressed:
            return self._asked(text, best, parts, why)
        return self._overheard(best, parts, why)

    def main(self, text: str, previous: Option | None = None) -> Reading:
        """Return the reading that speaks for a text: of the whole, or of the question in it."""
        return self._readings(text, previous, None)[0]

    def _readings(
        self, text: str, previous: Option | None, nearest: Sequence[Near] | None
    ) -> tuple[Reading, list[Reading]]:
        """Return the main reading and those of the parts of a text."""
        whole = self.read(text, previous, nearest)
        # "What does an NLP engineer do and what should I learn?": the second half names nobody.
        context = Option((), whole.named.roles) if whole.named.roles else previous
        parts = [self.read(part, context) for part in segments(text)]
        is_clear = whole.chance >= self.thresholds.answer
        own = [part for part in parts if not (is_clear and _forgets(part, whole))]
        if not own:
            return whole, parts
        best = max(own, key=lambda part: (not _is_small_talk(part), part.chance))
        asked = best.chance + QUESTION_BONUS * (QUESTION_MARK in best.parse.masked)
        is_better = asked > whole.chance and best.foreign_lead <= 0
        return (best if is_better else whole), parts

    def _asked(self, text: str, best: Reading, parts: Sequence[Reading], why: Why) -> Outcome:
        if best.chance >= self.thresholds.answer:
            option = self._with_declined(self._joined(best, parts), parts)
            return Answer(self._with_urgent(option, text), best.chance, why)
        options = _offered(best.candidates)
        if best.chance < self.thresholds.offer or len(options) < 2:
            return self._unknown(text, best, why)
        return Choices(options, best.chance, why)

    def _overheard(self, best: Reading, parts: Sequence[Reading], why: Why) -> Outcome:
        is_sure = best.chance >= self.thresholds.passive and best.foreign_lead <= 0
        if not is_sure or SMALL_TALK & set(best.candidates[0].option.intents):
            return Silent(best.chance, why)
        return Answer(self._joined(best, parts), best.chance, why)

    def read(
        self, text: str, previous: Option | None = None, nearest: Sequence[Near] | None = None
    ) -> Reading:
        """Return everything that `text` may mean. Decides nothing.

        `nearest` are the recorded sentences most like it, where that is known already.
        """
        parse = self.understanding.parse(text)
        named = Named.of(parse)
        labels, foreign = self.understanding.labels, self.understanding.is_foreign
        scores: list[float] = parse.scores.tolist()
        order: list[int] = np.argsort(-parse.scores, kind="stable").tolist()
        doubt = next(n for n in order if foreign[n])
        ours = next(n for n in order if not foreign[n])
        found: dict[Option, Candidate] = {}
        for n in order:
            if len(found) > MAX_OPTIONS:
                break
            if foreign[n]:
                continue
            is_topic = labels[n] == "topic"
            option = self._topic(text, nearest) if is_topic else resolve(labels[n], named, previous)
            if option and option not in found:
                found[option] = Candidate(option, scores[n])
        candidates = _with_sibling(tuple(found.values()))[:MAX_OPTIONS]
        lead = scores[doubt] - scores[ours]
        scored = Scored(parse.scores, scores[ours], lead)
        seen = signals(parse.masked, parse.coverage, scored, named, candidates) if found else ()
        chance = self.thresholds.chance(seen) if seen else 0.0
        return Reading(text, parse, named, candidates, labels[doubt], lead, seen, chance)

    def _declined(self, reading: Reading) -> str | None:
        """Return the topic of the near miss that leads over every intent, and is no mere guess."""
        labels, scores = self.understanding.labels, reading.parse.scores
        best = float(scores[[not foreign for foreign in self.understanding.is_foreign]].max())
        named = [n for n, label in enumerate(labels) if label != UNNAMED_NEAR_MISS]
        shares = dict(zip(named, softmax(scores[named]).tolist(), strict=True))
        declining = self.understanding.declining
        themes = [n for n in named if labels[n] in declining]
        theme = max(themes, key=lambda n: (shares[n], labels[n]), default=None)
        if theme is None or shares[theme] < DECLINE_SHARE:
            return None
        return declining[labels[theme]] if scores[theme] - best >= DECLINE_LEAD else None

    def _topic(self, text: str, nearest: Sequence[Near] | None) -> Option | None:
        """Return the topic with a recorded sentence that is like `text`."""
        near = self.understanding.sentences.nearest(text) if nearest is None else nearest
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

    def _joined(self, best: Reading, parts: Sequence[Reading]) -> Option:
        """Return the main option with what else is asked for in the same text, in its order."""
        main = best.candidates[0].option
        asked: list[str] = []
        entities = list(main.entities)
        for part in parts:
            if part.chance < self.thresholds.answer or part.foreign_lead > 0:
                continue
            option = part.candidates[0].option
            if not SMALL_TALK & set(option.intents):
                asked += option.intents
                entities += option.entities
        first = main.intents[0]
        asked = [i for i in asked if i in main.intents or not are_siblings(i, first)]
        if main.intents[0] not in asked:
            begins = bool(parts) and bool(asked) and _leads(parts[0], asked)
            asked = [*asked, *main.intents] if begins else [*main.intents, *asked]
        named = tuple(dict.fromkeys(entities))
        if "compare-roles" in asked:  # a comparison answers what else is asked of its roles
            roles = tuple(entity for entity in named if entity.kind == "role")
            return Option(("compare-roles",), roles)
        return Option(tuple(dict.fromkeys(asked))[:MAX_INTENTS], named)

    def _with_declined(self, option: Option, parts: Sequence[Reading]) -> Option:
        """Add the topic that says why another part isn't ours: nothing is dropped in silence."""
        topics = [topic for part in parts if (topic := self._declined(part)) is not None]
        if not topics or len(option.intents) >= MAX_INTENTS:
            return option
        declined = topic_option(topics[0])
        return Option(option.intents + declined.intents, option.entities + declined.entities)

    def _with_urgent(self, option: Option, text: str) -> Option:
        """Put an urgent topic first, also where it is only said and not asked."""
        for statement in statements(text):
            topic = self._declined(self.read(statement))
            if topic is not None and self.base.topics[topic].urgent:
                urgent = topic_option(topic)
                intents = dict.fromkeys(urgent.intents + option.intents)
                entities = dict.fromkeys(urgent.entities + option.entities)
                return Option(tuple(intents)[:MAX_INTENTS], tuple(entities))
        return option

    def _unknown(self, text: str, reading: Reading, why: Why) -> Unknown:
        is_near = reading.chance >= self.thresholds.offer / 2  # below: it would be a guess
        options = _serious(reading.candidates) if is_near else []
        options += [Option(("role-summary",), (role,)) for role in reading.named.roles]
        options += [
            Option(("role-summary",), (name.entity,))
            for name in suggest(text, self.understanding.lexicon, "role", limit=2)
        ]
        nearest = tuple(dict.fromkeys(options))[:MAX_OPTIONS]
        named = reading.named
        is_stranger = (named.has_outsider or named.has_stranger) and not named.roles
        return Unknown(nearest, self._declined(reading), is_stranger, reading.chance, why)


def _is_small_talk(reading: Reading) -> bool:
    """Return whether nothing but politeness is meant: "please help" beside a question."""
    return not reading.candidates or bool(SMALL_TALK & set(reading.candidates[0].option.intents))


def _forgets(part: Reading, whole: Reading) -> bool:
    """Return whether a part asks nothing about the roles that the whole is about."""
    options = [candidate.option for candidate in part.candidates[:1]]
    return bool(whole.named.roles) and not any(
        entity.kind == "role" for option in options for entity in option.entities
    )


def _serious(candidates: Iterable[Candidate]) -> list[Option]:
    """Return the options worth offering: nobody means "hello" by half."""
    return [c.option for c in candidates if not SMALL_TALK & set(c.option.intents)]


def _offered(candidates: Sequence[Candidate]) -> tuple[Option, ...]:
    """Return what somebody may choose from: at least the two likeliest, if there are two."""
    near = [
        candidate
        for n, candidate in enumerate(candidates)
        if n < 2 or candidate.score >= candidates[0].score - OFFERED_WITHIN
    ]
    return tuple(_serious(near))


def _with_sibling(candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Join the two best where they ask for nearly the same of the same entries."""
    if len(candidates) < 2:
        return candidates
    first, second, *rest = candidates
    is_close = first.score - second.score <= JOINED_WITHIN
    if not is_close or first.option.entities != second.option.entities:
        return candidates
    intents = first.option.intents + second.option.intents
    if len(intents) > 2 or not are_siblings(*intents) or set(intents) <= LISTS:
        return candidates
    return replace(first, option=Option(intents, first.option.entities)), *rest


def _leads(part: Reading, intents: Sequence[str]) -> bool:
    """Return whether a part asks for the first of `intents`."""
    return bool(part.candidates) and part.candidates[0].option.intents[0] == intents[0]
