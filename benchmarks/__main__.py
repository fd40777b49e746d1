"""Measure speed, as ratios within one run and absolute figures beside them.

The yardstick is what a plain bot would do: `rapidfuzz.process.extractOne` over the same phrases.
Ratios carry over between machines; milliseconds don't.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from rapidfuzz import fuzz, process

from bot.answers.composer import compose
from bot.assembly import build_router
from bot.ui.cards import Audience, build_card
from intents.phrases import load_phrases
from intents.router import Router
from intents.understanding import Understanding
from knowledge.base import KnowledgeBase
from knowledge.loader import load_knowledge

ROOT = Path(__file__).parent.parent
QUESTIONS = (
    "whats the diff between a data scientist and an ML enginer?",
    "what does an nlp engineer do and what should i learn?",
    "hi! i'm a nurse thinking about moving into AI. I know some Excel. Is AI ethics realistic, and "
    "what would I have to learn?",
    "best free courses for computer vison",
    "anyone know a good sound engineer",
    "thanks for sharing",
    "do you need a phd to become a research scientist",
    "is kaggle worth it",
)
LONG_QUESTION = ("so my laptop broke and i tried this and that. " * 90)[:3900] + "what is an MLE?"
ROUNDS = 60


def main() -> None:
    """Print one line a measurement."""
    started = time.perf_counter()
    base = load_knowledge().base
    loading_knowledge = time.perf_counter() - started
    book = load_phrases()
    loading_phrases = seconds(load_phrases)
    with tempfile.TemporaryDirectory() as directory:
        training = seconds(lambda: Understanding.shipped(base, Path(directory)))
        cached = seconds(lambda: Understanding.shipped(base, Path(directory)))
        router = build_router(base, Path(directory))
    texts = [phrase.text for phrase in book.phrases]

    def scan(question: str) -> object:
        return process.extractOne(question, texts, scorer=fuzz.WRatio)

    yardstick = spread(scan, QUESTIONS, rounds=3)
    routing = spread(router.route, QUESTIONS, rounds=ROUNDS)
    long = spread(router.route, [LONG_QUESTION], rounds=5)
    card = spread(lambda question: answer(router, base, question), QUESTIONS, rounds=10)

    print(f"{len(texts)} phrases, {len(base.entries())} entries")
    print(f"plain scan        p50 {yardstick[0]:8.3f} ms  p99 {yardstick[1]:8.3f} ms")
    print(
        f"router            p50 {routing[0]:8.3f} ms  p99 {routing[1]:8.3f} ms  "
        f"= {routing[0] / yardstick[0]:.4f} of a scan"
    )
    print(f"3,900 characters  p50 {long[0]:8.3f} ms")
    print(f"question to card  p50 {card[0]:8.3f} ms  p99 {card[1]:8.3f} ms")
    print(f"knowledge loaded  {1000 * loading_knowledge:8.0f} ms")
    print(f"phrases loaded    {1000 * loading_phrases:8.0f} ms")
    print(f"training          {training:8.1f} s")
    print(f"from the cache    {1000 * cached:8.0f} ms")
    print(f"cold `ask`        {1000 * cold_ask():8.0f} ms")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory       {peak:8.0f} MiB (with training)")


def seconds(action: Callable[[], object]) -> float:
    """Return how long `action` takes."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def spread(
    action: Callable[[str], object], questions: Sequence[str], rounds: int
) -> tuple[float, float]:
    """Return the median and the 99th percentile of `action` per question, in milliseconds."""
    for question in questions:  # warm up
        action(question)
    times = []
    for _ in range(rounds):
        for question in questions:
            started = time.perf_counter()
            action(question)
            times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times), sorted(times)[int(0.99 * (len(times) - 1))]


def answer(router: Router, base: KnowledgeBase, question: str) -> object:
    """Go the whole way from a question to its card."""
    reply = compose(router.route(question), base)
    return build_card(reply, Audience.CHANNEL, 1) if reply else None


def cold_ask() -> float:
    """Return how long a question takes in a process that has just started, in seconds."""
    command = [sys.executable, "-m", "bot", "ask", "what is an ml engineer"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # fills the cache
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
