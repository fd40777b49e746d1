"""Decide what a question wants: two gates, four outcomes. Pure but for what it was built with.

First gate: is something named that we know (`intents/resolution.py`)? Second gate: is something
asked about it that we can answer (the classifier, with mentions masked)? What passes the first is
weighed into a chance; below the line for answers it is offered as a choice, never guessed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from intents.catalogue import SMALL_TALK, are_siblings
from intents.lookup import suggest
from intents.named import FUNCTION_WORDS, Named
from intents.outcome import Answer, Choices, Option, Outcome, Silent, Unknown, Why
from intents.reader import MAX_OPTIONS, Reader, Readings
from intents.reading import Reading, explain
from intents.sentences import Near, topic_option
from intents.signals import Candidate
from intents.thresholds import Thresholds
from intents.understanding import Parse, Spelling, Understanding
from knowledge.base import KnowledgeBase

OFFERED_WITHIN = 3.0  # logits behind the first, up to which an option is offered beside it
MIN_OFFER_COVERAGE = 0.4  # as `FeatureSpace.coverage`, typing errors mended: below, it is nonsense
MAX_INTENTS = 3
BESIDE_CHANCE = 0.4  # a further part of a question that is understood needs less to be answered too


@dataclass(frozen=True, slots=True)
class Router:
    """Routes questions over one knowledge base."""

    base: KnowledgeBase
    understanding: Understanding
    thresholds: Thresholds

    @property
    def reader(self) -> Reader:
        """What reads the texts that are decided on here."""
        return Reader(self.understanding, self.thresholds)

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
        recorded = self._recorded(text, nearest) if by_heart else None
        if recorded is not None and not recorded.sentence.is_negative:
            return self._by_sentence(recorded, addressed=addressed)
        found = self.reader.readings(text, previous)
        why = explain(found.best, nearest)
        outcome = self._asked(text, found, why) if addressed else self._overheard(found, why)
        if recorded is None or not isinstance(outcome, Answer):
            return outcome
        if not set(recorded.sentence.option.entities) & set(outcome.option.entities):
            return outcome
        return Unknown(why=_why(recorded)) if addressed else Silent(why=_why(recorded))

    def _asked(self, text: str, found: Readings, why: Why) -> Outcome:
        best = found.best
        is_sure = best.chance >= self.thresholds.answer and not _is_tie(best.candidates)
        if own := self.understanding.own_topic(best.parse, is_named=is_sure):
            return Answer(own.option, own.share, why)
        if is_sure:
            option = self._with_declined(self._joined(found), found.parts)
            return Answer(self._with_urgent(option, found.saying), best.chance, why)
        options = _completed(_offered(best.candidates))
        known = self.understanding.classifier.space.coverage(best.parse.masked)
        is_strange = known < MIN_OFFER_COVERAGE
        if best.chance < self.thresholds.offer or is_strange or len(options) < 2:
            topic = self.understanding.topic(best.parse)
            if topic is not None and topic.is_sure and best.foreign_lead <= 0:
                return Answer(topic.option, topic.share, why)
            return self._unknown(text, best, why)
        return Choices(options, best.chance, why)

    def _overheard(self, found: Readings, why: Why) -> Outcome:
        best = found.best
        is_sure = best.chance >= self.thresholds.passive and best.foreign_lead <= 0
        is_sure = is_sure and not _is_tie(best.candidates)
        if not is_sure or SMALL_TALK & set(best.candidates[0].option.intents):
            return Silent(best.chance, why)
        return Answer(self._joined(found), best.chance, why)

    def _declined(self, parse: Parse) -> str | None:
        if FUNCTION_WORDS.issuperset(parse.masked):  # "more": of what?
            return None
        return self.understanding.decliner.topic(parse.scores)

    def _recorded(self, text: str, nearest: Sequence[Near]) -> Near | None:
        """Return the recorded sentence that `text` is, if it is one: it decides alone.

        What must not reach an entry only keeps it from there: it may well reach another.
        """
        if not nearest or nearest[0].score < self.thresholds.sentence:
            return None
        near = nearest[0]
        parse = self.understanding.parse
        is_same = Named.of(parse(near.sentence.text)) == Named.of(parse(text))
        return near if is_same else None  # "what is an NLP engineer" is nearly "what is an ML …"

    def _by_sentence(self, near: Near, *, addressed: bool) -> Outcome:
        option = near.sentence.option
        if near.sentence.declines:
            topic, why = option.entities[0].id, _why(near)
            return Unknown(declined=topic, why=why) if addressed else Silent(why=why)
        return Answer(option, near.score / 100, _why(near))

    def _joined(self, found: Readings) -> Option:
        """Return the main option with what else is asked for in the same text, in its order."""
        main, parts = found.best.candidates[0].option, found.parts
        asked: list[str] = []
        entities = list(main.entities)
        for part in parts:
            if part.chance < BESIDE_CHANCE or part.foreign_lead > 0:
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
        return replace(main, intents=tuple(dict.fromkeys(asked))[:MAX_INTENTS], entities=named)

    def _with_declined(self, option: Option, parts: Sequence[Reading]) -> Option:
        """Add the topic that says why another part isn't ours: nothing is dropped in silence."""
        topics = [topic for part in parts if (topic := self._declined(part.parse)) is not None]
        if not topics or len(option.intents) >= MAX_INTENTS:
            return option
        declined = topic_option(topics[0])
        return replace(
            option,
            intents=option.intents + declined.intents,
            entities=option.entities + declined.entities,
        )

    def _with_urgent(self, option: Option, saying: Iterable[Spelling]) -> Option:
        """Put an urgent topic first, also where it is only said and not asked."""
        for statement in saying:
            topic = self._declined(self.understanding.weigh(statement))
            if topic is not None and self.base.topics[topic].urgent:
                urgent = topic_option(topic)
                intents = dict.fromkeys(urgent.intents + option.intents)
                entities = dict.fromkeys(urgent.entities + option.entities)
                return replace(
                    option, intents=tuple(intents)[:MAX_INTENTS], entities=tuple(entities)
                )
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
        return Unknown(nearest, self._declined(reading.parse), is_stranger, reading.chance, why)


def _why(near: Near) -> Why:
    return {"sentence": near.sentence.text, "similarity": round(near.score, 1)}


def _is_tie(candidates: Sequence[Candidate]) -> bool:
    """Return whether nothing speaks for the first more than for the second."""
    return len(candidates) > 1 and candidates[0].score == candidates[1].score


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


def _completed(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Add another part of the role to a single option that asks for one of its parts."""
    if len(options) != 1 or not (roles := [e for e in options[0].entities if e.kind == "role"]):
        return options
    other = "role-duties" if "role-summary" in options[0].intents else "role-summary"
    return (*options, Option((other,), (roles[0],)))


def _leads(part: Reading, intents: Sequence[str]) -> bool:
    """Return whether a part asks for the first of `intents`."""
    return bool(part.candidates) and part.candidates[0].option.intents[0] == intents[0]
