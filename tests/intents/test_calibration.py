"""When to trust a reading: the arithmetic, and the whole way on a small world."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from intents import __main__ as program
from intents.calibration import (
    Costs,
    Sample,
    calibrate,
    curve,
    fit,
    held_out,
    line_of,
    offer_line,
    rehearse,
)
from intents.phrases import PhraseBook
from intents.questions import Question
from intents.rehearsal import as_questions
from intents.router import Router
from intents.signals import SIGNALS
from intents.thresholds import FILE, Thresholds
from knowledge.base import KnowledgeBase
from knowledge.issues import ContentError
from knowledge.loader import parse
from knowledge.source import parse_document, read_document

SCORE = SIGNALS.index("score")


def sample(score: float, *, is_right: bool) -> Sample:
    values = [0.0] * len(SIGNALS)
    values[0], values[SCORE] = 1.0, score
    return Sample(tuple(values), is_right, is_right, is_answerable=True)


SEPARATE = [sample(n / 20, is_right=n > 10) for n in range(20)] * 3


def test_what_tells_right_from_wrong_gets_the_weight() -> None:
    weights = fit(SEPARATE, [])

    assert weights[SCORE] > 2
    assert np.count_nonzero(np.abs(weights) > 1e-9) == 2  # the bias and the score


def test_a_rehearsed_sample_counts_less_than_a_real_one() -> None:
    against = [sample(n / 20, is_right=n <= 10) for n in range(20)] * 3

    assert 0 < fit(SEPARATE, against)[SCORE] < fit(SEPARATE, [])[SCORE]


def test_a_rehearsal_asks_each_hand_what_the_other_taught(
    base: KnowledgeBase, book: PhraseBook, router: Router
) -> None:
    small = book.of_hands({"editor", "founder"})

    few = KnowledgeBase.of([*base.entries()][::8])  # their sentences are learned as well

    found = rehearse(few, small, router.thresholds)

    assert 100 < len(found) <= len(small.phrases)
    assert {sample.is_right for sample in found} == {True, False}
    assert {sample.is_answerable for sample in found} == {True, False}


def test_a_held_out_chance_follows_what_is_right() -> None:
    chances = held_out(SEPARATE, [])

    right = [c for s, c in zip(SEPARATE, chances, strict=True) if s.is_right]
    wrong = [c for s, c in zip(SEPARATE, chances, strict=True) if not s.is_right]
    assert min(right) > 0.4
    assert np.mean(right) > 0.6
    assert np.mean(wrong) < 0.4


@pytest.mark.parametrize(("cost", "line"), [(1.0, 0.5), (3.0, 0.75), (9.0, 0.9)])
def test_the_line_follows_from_the_cost(cost: float, line: float) -> None:
    assert line_of(cost) == line


def test_a_laxer_line_answers_more_and_errs_more() -> None:
    points = list(curve(SEPARATE, held_out(SEPARATE, [])))

    assert [p.right for p in points] == sorted(p.right for p in points)
    assert [p.wrong for p in points] == sorted(p.wrong for p in points)
    assert points[-1].right == pytest.approx(100 * 27 / 60)


def test_offers_stop_where_they_are_no_help() -> None:
    chances = np.linspace(0, 1, 600)
    useful = [sample(float(c), is_right=bool(c > 0.3)) for c in chances]

    assert 0.2 < offer_line(useful, chances, 0.9) < 0.3


def test_phrases_become_questions_with_names_in_them(book: PhraseBook, base: KnowledgeBase) -> None:
    questions = list(as_questions(book.phrases[:400], base))

    assert len(questions) > 300
    assert not any("{" in question.text for question in questions)
    assert questions == list(as_questions(book.phrases[:400], base))
    assert all((q.intent is None) == (q.kind != "answerable") for q in questions)


def test_a_router_is_calibrated_to_what_it_costs(router: Router) -> None:
    asked = [
        Question("what does an ml engineer do", "answerable", "role-duties", ("ml-engineer",)),
        Question("is kaggle worth it", "answerable", "competitions"),
        Question("how much does a data scientist earn", "near_miss", None),
        Question("we use pytorch at work", "chatter", None),
    ]
    day = date(2026, 11, 1)

    strict, _ = calibrate(router, asked, [], Costs(4.0, 9.0), (day, ("four questions",)))

    assert (strict.thresholds.answer, strict.thresholds.passive) == (0.8, 0.9)
    assert strict.thresholds.measured == day
    assert set(strict.thresholds.weights) == set(SIGNALS)


def test_the_command_writes_what_it_found(
    router: Router, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "thresholds.yaml"
    monkeypatch.setattr(program, "FILE", file)
    monkeypatch.setattr(program, "rehearse", lambda *_: [])
    monkeypatch.setattr(program, "_router", lambda *_: router)

    assert program.main(["calibrate", "--cost", "2"]) == 0

    written = parse(Thresholds, read_document(file))
    assert written.cost == 2.0
    assert written.answer == 0.667
    assert written.sets == ("questions: 416 questions",)


def test_thresholds_without_a_signal_are_refused() -> None:
    text = FILE.read_text("utf-8").replace("  role:", "  rule:")

    with pytest.raises(ContentError, match="must name exactly these signals"):
        parse(Thresholds, parse_document(FILE, text.encode()))


def test_chance_stays_between_none_and_sure(router: Router) -> None:
    sure = replace(router, thresholds=router.thresholds).thresholds.chance([99.0] * len(SIGNALS))
    none = router.thresholds.chance([-99.0] * len(SIGNALS))

    assert 0.0 <= min(sure, none) < max(sure, none) <= 1.0
