"""Measure understanding on labelled questions."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from intents.outcome import Answer, Choices, Option, Outcome, Silent, Unknown
from intents.questions import Question
from intents.router import Router


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one question."""

    question: Question
    outcome: Outcome
    is_right: bool  # answered as labelled
    is_offered: bool  # answered as labelled, or among the choices

    @property
    def is_answered(self) -> bool:
        """Whether the bot gave one answer, right or wrong."""
        return isinstance(self.outcome, Answer)

    @property
    def is_wrong(self) -> bool:
        """Whether the bot gave one answer, and not the right one."""
        return self.is_answered and not self.is_right


def judge(router: Router, questions: Iterable[Question], *, addressed: bool) -> list[Verdict]:
    """Ask every question and judge the outcomes."""
    return [_judge(router, question, addressed=addressed) for question in questions]


def known(questions: Iterable[Question], router: Router) -> list[Question]:
    """Return the questions that name no role beyond those in the knowledge."""
    roles = router.base.roles
    return [question for question in questions if all(role in roles for role in question.roles)]


def _judge(router: Router, question: Question, *, addressed: bool) -> Verdict:
    outcome = router.route(question.text, addressed=addressed)
    options: Sequence[Option] = ()
    if isinstance(outcome, Answer):
        options = (outcome.option,)
    elif isinstance(outcome, Choices):
        options = outcome.options
    fits = any(_fits(option, question) for option in options)
    return Verdict(question, outcome, fits and isinstance(outcome, Answer), fits)


def _fits(option: Option, question: Question) -> bool:
    roles = {entity.id for entity in option.entities if entity.kind == "role"}
    return any(map(question.accepts, option.intents)) and set(question.roles) <= roles


def summary(router: Router, questions: Sequence[Question]) -> Iterator[str]:
    """Yield the lines of a report over all kinds, addressed and passive."""
    fair = known(questions, router)
    yield f"{len(questions)} questions, {len(fair)} of them about nothing unknown"
    for addressed in (True, False):
        verdicts = judge(router, fair, addressed=addressed)
        yield f"\n{'addressed' if addressed else 'passive'}"
        for kind in ("answerable", "near_miss", "chatter"):
            group = [verdict for verdict in verdicts if verdict.question.kind == kind]
            if group:
                yield f"  {kind:<11}{len(group):>4}  {_shares(group, kind)}"


def _shares(group: Sequence[Verdict], kind: str) -> str:
    if kind != "answerable":
        return f"answered {_percent(group, 'is_answered')}"
    unknown = sum(isinstance(v.outcome, Unknown | Silent) for v in group) / len(group)
    return (
        f"right {_percent(group, 'is_right')}  right or offered {_percent(group, 'is_offered')}  "
        f"wrong {_percent(group, 'is_wrong')}  unknown {100 * unknown:5.1f} %"
    )


def _percent(group: Sequence[Verdict], attribute: str) -> str:
    return f"{100 * sum(getattr(v, attribute) for v in group) / len(group):5.1f} %"


def misses(router: Router, questions: Sequence[Question]) -> Iterator[str]:
    """Yield a line for each question whose addressed outcome isn't right."""
    for verdict in judge(router, known(questions, router), addressed=True):
        question = verdict.question
        if question.kind == "answerable" and not verdict.is_right:
            wanted = f"{question.intent} {','.join(question.roles)}"
        elif question.kind != "answerable" and verdict.is_answered:
            wanted = question.kind
        else:
            continue
        yield f"{said(verdict.outcome):<60} wanted {wanted:<40} {question.text}"


def said(outcome: Outcome) -> str:
    """Return an outcome in a few words."""
    name = type(outcome).__name__
    options: Sequence[Option] = ()
    if isinstance(outcome, Answer):
        options = (outcome.option,)
    elif isinstance(outcome, Choices):
        options = outcome.options
    inside = " | ".join(
        f"{'+'.join(o.intents)} {','.join(entity.id for entity in o.entities)}" for o in options
    )
    return f"{name}({inside}) {outcome.confidence:.2f}"


def confusions(verdicts: Iterable[Verdict], limit: int = 12) -> Iterator[str]:
    """Yield the most frequent pairs of wanted and answered intent."""
    pairs = Counter(
        (v.question.intent or v.question.kind, v.outcome.option.intents[0])
        for v in verdicts
        if isinstance(v.outcome, Answer) and not v.is_right
    )
    for (wanted, got), count in pairs.most_common(limit):
        yield f"  {count:>3}  {wanted} -> {got}"
