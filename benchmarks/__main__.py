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
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rapidfuzz import fuzz, process

from bot.answers.composer import compose
from bot.assembly import build_router
from bot.ui.cards import Audience, build_card
from intents.cache import load
from intents.fillers import surrounded
from intents.phrases import load_phrases
from intents.questions import read_questions
from intents.router import Router
from intents.understanding import Understanding
from knowledge.base import KnowledgeBase
from knowledge.loader import load_knowledge
from knowledge.models import AnyEntry
from knowledge.overlay import overlaid

ROOT = Path(__file__).parent.parent
LONG_QUESTION = ("so my laptop broke and i tried this and that. " * 90)[:3900] + "what is an MLE?"
GUILD_ENTRIES = 10_000
SERVING = """
import sys, tracemalloc
from bot.assembly import build_router
from bot.settings import Settings
from knowledge.loader import load_knowledge
base = load_knowledge().base
tracemalloc.start()
router = build_router(base, Settings().cache_dir)
for question in sys.stdin.read().splitlines():
    router.route(question)
print(tracemalloc.get_traced_memory()[0] / 2**20)
"""


def main() -> None:
    """Print one line a measurement."""
    base = load_knowledge().base
    texts = learned_texts()
    questions = [q.text for q in read_questions(ROOT / "tests" / "content" / "questions")]
    print(f"{len(texts)} texts learned, {len(base.entries())} entries, {len(questions)} questions")
    print(f"knowledge loaded  {1000 * seconds(load_knowledge):8.0f} ms")
    print(f"phrases loaded    {1000 * seconds(load_phrases):8.0f} ms")
    with tempfile.TemporaryDirectory() as directory:
        training = seconds(lambda: Understanding.shipped(base, Path(directory)))
        cached = seconds(lambda: Understanding.shipped(base, Path(directory)))
        router = build_router(base, Path(directory))
        (file,) = Path(directory).glob("learned-*")
        loading = seconds(lambda: load(file))
    print(f"training          {training:8.1f} s")
    print(f"cache loaded      {1000 * loading:8.0f} ms")
    print(f"ready from cache  {1000 * cached:8.0f} ms, with the names and sentences of all entries")
    measure_routing(router, texts, questions)
    print(f"cold `ask`        {1000 * cold_ask():8.0f} ms")
    print(f"matcher's memory  {matcher_mib(questions):8.0f} MiB, serving from the cache")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory       {peak:8.0f} MiB, with training and all of the above")


def learned_texts() -> list[str]:
    """Return what a plain scan would have to go through."""
    book = load_phrases()
    return [phrase.text for phrase in (*book.phrases, *surrounded(book.phrases))]


def measure_routing(router: Router, texts: Sequence[str], questions: Sequence[str]) -> None:
    """Print how long questions take: scanned plainly, routed, routed in a crowd, as a card."""
    crowded = with_guild(router, list(guild_entries(router.base)))
    yardstick = spread(
        lambda question: process.extractOne(question, texts, scorer=fuzz.WRatio),
        questions[::20],
        rounds=2,
    )
    routing = spread(router.route, questions, rounds=5)
    guild = spread(crowded.route, questions, rounds=3)
    long = spread(router.route, [LONG_QUESTION], rounds=20)
    card = spread(lambda question: answer(router, router.base, question), questions, rounds=1)
    print(f"plain scan        p50 {yardstick[0]:8.3f} ms  p99 {yardstick[1]:8.3f} ms")
    show("router", routing, yardstick, "of a scan")
    show("10,000 more", guild, routing, "of the router")
    print(f"3,900 characters  p50 {long[0]:8.3f} ms")
    print(f"question to card  p50 {card[0]:8.3f} ms  p99 {card[1]:8.3f} ms")


def show(name: str, figures: tuple[float, float], other: tuple[float, float], what: str) -> None:
    """Print median and 99th percentile, and the ratio of medians."""
    p50, p99 = figures
    print(f"{name:<18}p50 {p50:8.3f} ms  p99 {p99:8.3f} ms  = {p50 / other[0]:.4f} {what}")


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


def guild_entries(base: KnowledgeBase) -> Iterator[AnyEntry]:
    """Yield as many entries as no server will ever have, each with names and sentences."""
    terms = list(base.terms.values())
    for n in range(GUILD_ENTRIES):
        model = terms[n % len(terms)]
        yield model.model_copy(
            update={
                "id": f"guild-{n}",
                "name": f"{model.name} {n:05d}x",
                "aliases": type(model.aliases)(),
                "asks": (f"what does {model.name} {n:05d}x mean here", f"explain q{n}x to me"),
            }
        )


def with_guild(router: Router, entries: list[AnyEntry]) -> Router:
    """Return a router that knows `entries` as well, with the same classifier."""
    understanding = router.understanding.over(entries)
    return replace(router, base=overlaid(router.base, entries), understanding=understanding)


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


def matcher_mib(questions: Sequence[str]) -> float:
    """Return what the matcher adds to a process that has the knowledge, in MiB."""
    found = subprocess.run(
        [sys.executable, "-c", SERVING],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        input="\n".join(questions),
    )
    return float(found.stdout)


if __name__ == "__main__":
    main()
