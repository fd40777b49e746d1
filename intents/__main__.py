"""`python -m intents`: measure understanding, and look at how one question is understood."""

import argparse
import json
import sys
from pathlib import Path

from intents.catalogue import INTENTS
from intents.evaluation import confusions, judge, misses, said, summary
from intents.phrases import PhraseBook, load_phrases
from intents.questions import Question, read_questions
from intents.reading import explain
from intents.router import Router
from intents.thresholds import load_thresholds
from intents.understanding import Understanding
from knowledge.base import KnowledgeBase
from knowledge.issues import ContentError
from knowledge.loader import load_knowledge

OWN_QUESTIONS = Path(__file__).parent.parent / "tests" / "content" / "questions"


def main() -> int:
    """Run one command; return 0, or 1 where a file can't be used."""
    options = _parser().parse_args()
    try:
        base, book = load_knowledge().base, load_phrases()
        if options.command == "explain":
            return _explain(_router(base, book), " ".join(options.question))
        questions = _questions(options.files)
        if options.hold_out_hand:
            return _hold_out(base, book, questions)
        return _evaluate(_router(base, book), questions, show_misses=options.misses)
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m intents", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    evaluate = commands.add_parser("evaluate", help="measure on labelled questions")
    evaluate.add_argument("files", nargs="*", type=Path, help="questions; default: our own")
    evaluate.add_argument("--misses", action="store_true", help="list what isn't right")
    evaluate.add_argument(
        "--hold-out-hand",
        action="store_true",
        help="train without one hand at a time, and ask its phrases as well as the questions",
    )
    explain_parser = commands.add_parser("explain", help="show how a question is understood")
    explain_parser.add_argument("question", nargs="+")
    return parser


def _router(base: KnowledgeBase, book: PhraseBook) -> Router:
    return Router(base, Understanding.build(base, book), load_thresholds())


def _questions(files: list[Path]) -> list[Question]:
    return [q for file in files or [OWN_QUESTIONS] for q in read_questions(file)]


def _evaluate(router: Router, questions: list[Question], *, show_misses: bool) -> int:
    for line in summary(router, questions):
        print(line)
    if show_misses:
        print("\nmost confused, addressed")
        for line in confusions(judge(router, questions, addressed=True)):
            print(line)
        print("\nmisses, addressed")
        for line in misses(router, questions):
            print(f"  {line}")
    return 0


def _hold_out(base: KnowledgeBase, book: PhraseBook, questions: list[Question]) -> int:
    """Print how well each hand's phrases are understood by what the others wrote."""
    hands = sorted({phrase.hand for phrase in book.phrases})
    shares = []
    for hand in hands:
        router = _router(base, book.without_hand(hand))
        labels = router.understanding.labels
        own = [p for p in book.phrases if p.hand == hand and p.label in INTENTS]
        right = sum(
            labels[int(router.understanding.parse_phrase(p.text).scores.argmax())] == p.label
            for p in own
        )
        verdicts = judge(router, questions, addressed=True)
        answerable = [v for v in verdicts if v.question.kind == "answerable"]
        fits = sum(v.is_right for v in answerable) / max(1, len(answerable))
        share = right / max(1, len(own))
        shares.append(share)
        print(
            f"without {hand:<16} its {len(own):>4} phrases: {100 * share:5.1f} % right;  "
            f"questions: {100 * fits:5.1f} % right",
            flush=True,
        )
    print(f"mean over hands: {100 * sum(shares) / len(shares):.1f} %")
    return 0


def _explain(router: Router, question: str) -> int:
    reading = router.read(question)
    print(said(router.route(question)))
    print(json.dumps(explain(reading), indent=2, ensure_ascii=False, default=str))
    for candidate in reading.candidates:
        label = candidate.option.intents[0]
        if label in router.understanding.labels:
            strongest = router.understanding.classifier.strongest(reading.parse.masked, label, 8)
            shown = ", ".join(f"{name} {share:+.2f}" for name, share in strongest)
            print(f"{label}: {shown}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
