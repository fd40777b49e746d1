"""Measure understanding on labelled questions."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from intents.catalogue import SMALL_TALK
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
    is_offered = any(fits(option, question) for option in options)
    return Verdict(question, outcome, is_offered and isinstance(outcome, Answer), is_offered)


def fits(option: Option, question: Question) -> bool:
    """Return whether `option` is what `question` is labelled with."""
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


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that have something in common, and how they fared."""

    name: str
    verdicts: Sequence[Verdict]


def by_intent(verdicts: Iterable[Verdict]) -> list[Group]:
    """Return the answerable verdicts by the intent that was wanted, in the order of ids."""
    return _grouped(verdicts, lambda question: [question.intent or ""])


def by_role(verdicts: Iterable[Verdict]) -> list[Group]:
    """Return the answerable verdicts by the roles that they are about, in the order of ids."""
    return _grouped(verdicts, lambda question: question.roles or ["(none)"])


def _grouped(
    verdicts: Iterable[Verdict], names: Callable[[Question], Iterable[str]]
) -> list[Group]:
    groups: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.question.kind == "answerable":
            for name in names(verdict.question):
                groups.setdefault(name, []).append(verdict)
    return [Group(name, groups[name]) for name in sorted(groups)]


def tables(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Yield how each intent and each role fared."""
    for title, groups in (("intent", by_intent(verdicts)), ("role", by_role(verdicts))):
        yield f"\nby {title}, addressed"
        for group in groups:
            count = len(group.verdicts)
            yield f"  {group.name:<30}{count:>4}  {_shares(group.verdicts, 'answerable')}"


def reliability(verdicts: Iterable[Verdict], bins: int = 10) -> Iterator[str]:
    """Yield, for each tenth of confidence, how often what came first was right.

    A confidence can be trusted where the two agree.
    """
    tenths: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for verdict in verdicts:
        option = _first(verdict.outcome)
        if option is None:
            continue
        confidence = verdict.outcome.confidence
        is_right = fits(option, verdict.question)
        tenths[min(bins - 1, int(confidence * bins))].append((confidence, is_right))
    for n, tenth in enumerate(tenths):
        if tenth:
            mean = sum(confidence for confidence, _ in tenth) / len(tenth)
            right = sum(is_right for _, is_right in tenth) / len(tenth)
            span = f"{n / bins:.1f} to {(n + 1) / bins:.1f}"
            yield f"  {span}  {len(tenth):>4}  said {100 * mean:5.1f} %  right {100 * right:5.1f} %"


def _first(outcome: Outcome) -> Option | None:
    if isinstance(outcome, Answer):
        return None if SMALL_TALK & set(outcome.option.intents) else outcome.option
    return outcome.options[0] if isinstance(outcome, Choices) else None


def misses(verdicts: Iterable[Verdict]) -> Iterator[str]:
    """Yield each question whose outcome isn't right, with why it was read so."""
    for verdict in verdicts:
        question = verdict.question
        if question.kind == "answerable" and not verdict.is_right:
            wanted = " ".join((question.intent or "", *question.roles))
        elif question.kind != "answerable" and verdict.is_answered:
            wanted = question.kind
        else:
            continue
        yield f"{question.text}\n    {said(verdict.outcome)}, wanted {wanted}\n    {_why(verdict)}"


def _why(verdict: Verdict) -> str:
    why = verdict.outcome.why
    if "sentence" in why:
        return f"by the recorded sentence {why['sentence']!r}"
    return (
        f"read as {why.get('masked')!r}; coverage {why.get('coverage')}; "
        f"best that isn't ours {why.get('foreign')}, {why.get('foreign_lead')} ahead"
    )


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
