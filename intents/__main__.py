"""`python -m intents`: measure understanding, set the gate, look at how a question is read."""

import argparse
import dataclasses
import json
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from intents.calibration import Costs, calibrate, rehearse
from intents.catalogue import INTENTS
from intents.evaluation import confusions, judge, known, misses, reliability, said, summary, tables
from intents.phrases import PhraseBook, load_phrases
from intents.questions import RECORDED, Question, read_questions
from intents.reading import explain, weighed
from intents.router import Router
from intents.thresholds import FILE, load_thresholds
from intents.trial import Trial, run
from intents.understanding import Understanding
from knowledge.base import KnowledgeBase
from knowledge.issues import ContentError
from knowledge.loader import load_knowledge
from knowledge.source import write_document

ENGINE_PARTS = ("train", "oos_train", "val", "oos_val", "test", "oos_test")


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return 0, or 1 where a file can't be used."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.command == "evaluate" and options.train and not (options.val and options.test):
        parser.error("--train needs --val and --test as well")
    try:
        return _COMMANDS[options.command](options)
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m intents", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    evaluate = commands.add_parser("evaluate", help="measure on labelled questions")
    evaluate.add_argument("files", nargs="*", type=Path, help="questions; default: our own")
    evaluate.add_argument("--brief", action="store_true", help="only the totals")
    evaluate.add_argument(
        "--hold-out-hand",
        action="store_true",
        help="train without one hand at a time, and ask its phrases as well as the questions",
    )
    engine = evaluate.add_argument_group("the matcher alone, on other data (JSON lines)")
    for part in ENGINE_PARTS:
        engine.add_argument(f"--{part.replace('_', '-')}", nargs="+", type=Path, metavar="FILE")
    engine.add_argument("--noise", type=_positive, metavar="N", help="a typo per N characters")
    engine.add_argument("--json", action="store_true", help="print one JSON object")
    calibrating = commands.add_parser("calibrate", help="fit the gate, and write its thresholds")
    calibrating.add_argument("files", nargs="*", type=Path, help="questions; default: our own")
    calibrating.add_argument("--cost", type=float, default=1.5, help="of a wrong answer")
    calibrating.add_argument("--passive-cost", type=float, default=6.0, help="where nobody asked")
    calibrating.add_argument("--dry-run", action="store_true", help="write nothing")
    explaining = commands.add_parser("explain", help="show how a question is understood")
    explaining.add_argument("question", nargs="+")
    return parser


def _positive(text: str) -> int:
    if (number := int(text)) <= 0:
        raise argparse.ArgumentTypeError("must be positive")
    return number


def _router(base: KnowledgeBase, book: PhraseBook) -> Router:
    return Router(base, Understanding.build(base, book), load_thresholds())


def _shipped() -> Router:
    return _router(load_knowledge().base, load_phrases())


def _questions(files: list[Path]) -> list[Question]:
    return [q for file in files or [RECORDED] for q in read_questions(file)]


def _evaluate(options: argparse.Namespace) -> int:
    if options.train:
        return _try_engine(options)
    questions = _questions(options.files)
    if options.hold_out_hand:
        return _hold_out(load_knowledge().base, load_phrases(), questions)
    router = _shipped()
    for line in summary(router, questions):
        print(line)
    if options.brief:
        return 0
    verdicts = judge(router, known(questions, router), addressed=True)
    for line in tables(verdicts):
        print(line)
    for title, lines in (
        ("reliability of the confidence, addressed", reliability(verdicts)),
        ("most confused, addressed", confusions(verdicts)),
        ("misses, addressed", misses(verdicts)),
    ):
        print(f"\n{title}")
        for line in lines:
            print(line)
    return 0


def _try_engine(options: argparse.Namespace) -> int:
    """Measure the matcher alone on other people's data."""
    files = {part: getattr(options, part) or [] for part in ENGINE_PARTS}
    report = dataclasses.asdict(run(Trial.load(files, options.noise)))
    if options.json:
        print(json.dumps(report))
        return 0
    for name, value in report.items():
        shown = "not measured" if value is None else f"{value:.2f}"
        print(f"{name.replace('_', ' '):<24}{shown}")
    return 0


def _hold_out(base: KnowledgeBase, book: PhraseBook, questions: list[Question]) -> int:
    """Print how well each hand's phrases are understood by what the others wrote."""
    hands = sorted({phrase.hand for phrase in book.phrases})
    shares, fitting = [], []
    for hand in hands:
        router = _router(base, book.without_hand(hand))
        labels = router.understanding.labels
        own = [p for p in book.phrases if p.hand == hand and p.label in INTENTS]
        right = sum(
            labels[int(router.understanding.parse_phrase(p.text).scores.argmax())] == p.label
            for p in own
        )
        verdicts = judge(router, known(questions, router), addressed=True)
        answerable = [v for v in verdicts if v.question.kind == "answerable"]
        fitting.append(sum(v.is_right for v in answerable) / max(1, len(answerable)))
        shares.append(right / max(1, len(own)))
        print(
            f"without {hand:<16} its {len(own):>4} phrases: {100 * shares[-1]:5.1f} % right;  "
            f"questions: {100 * fitting[-1]:5.1f} % right",
            flush=True,
        )
    mean = sum(shares) / len(shares), sum(fitting) / len(fitting)
    print(f"mean over hands: phrases {100 * mean[0]:.1f} %, questions {100 * mean[1]:.1f} %")
    return 0


def _calibrate(options: argparse.Namespace) -> int:
    files = options.files or [RECORDED]
    read = {file.name: read_questions(file) for file in files}
    sets = tuple(f"{name}: {len(found)} questions" for name, found in read.items())
    costs = Costs(options.cost, options.passive_cost)
    today = date.today()  # noqa: DTZ011 - the date where the file is written
    base, book = load_knowledge().base, load_phrases()
    rehearsed = rehearse(base, book, load_thresholds())
    questions = [question for found in read.values() for question in found]
    router, points = calibrate(_router(base, book), questions, rehearsed, costs, (today, sets))
    print("from chance   right of answerable   wrong of all")
    for point in points:
        print(f"{point.line:>11.2f}{point.right:>20.1f} %{point.wrong:>13.1f} %")
    thresholds = router.thresholds
    print(f"answer {thresholds.answer}, offer {thresholds.offer}, passive {thresholds.passive}")
    if not options.dry_run:
        write_document(FILE, thresholds.model_dump(mode="json"), comment=WRITTEN_BY)
        print(f"written to {FILE.name}")
    return 0


WRITTEN_BY = "When to trust a reading. Written by `python -m intents calibrate`, not by feeling."


def _explain(options: argparse.Namespace) -> int:
    """Show one question from its tokens to the decision."""
    router = _shipped()
    question = " ".join(options.question)
    reading = router.reader.readings(question).best
    parse, understanding = reading.parse, router.understanding
    spans = [
        (" ".join(token.raw for token in parse.tokens[m.start : m.end]), m.slot)
        for m in parse.mentions
    ]
    print(f"decision    {said(router.route(question))}")
    print(f"read        {reading.text}")
    print(f"tokens      {' '.join(token.word for token in parse.tokens)}")
    print(f"mentions    {', '.join(f'{text!r} as {slot}' for text, slot in spans) or 'none'}")
    print(json.dumps(explain(reading), indent=2, ensure_ascii=False, default=str))
    print("likeliest classes, with what speaks most for each")
    for n in (-parse.scores).argsort(kind="stable")[:5].tolist():
        label = understanding.labels[n]
        strongest = understanding.classifier.strongest(parse.masked, label, 6)
        shown = ", ".join(f"{name} {share:+.2f}" for name, share in strongest)
        print(f"  {label:<28}{parse.scores[n]:6.2f}  {shown}")
    print("first gate: what can be meant by what is named")
    for candidate in reading.candidates:
        names = ", ".join(entity.id for entity in candidate.option.entities) or "nothing named"
        print(f"  {'+'.join(candidate.option.intents):<28}{candidate.score:6.2f}  {names}")
    print(f"second gate: chance {reading.chance:.3f}, from signal and what it adds")
    for name, (value, added) in weighed(reading, router.thresholds.weights).items():
        print(f"  {name:<12}{value:7.3f}  {added:+.2f}")
    return 0


_COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "evaluate": _evaluate,
    "calibrate": _calibrate,
    "explain": _explain,
}


if __name__ == "__main__":
    sys.exit(main())
