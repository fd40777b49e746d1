"""`check`: everything that can be wrong in knowledge and phrases, in one run."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from bot.assembly import build_router
from bot.links import check_links
from bot.progress import Bar
from bot.settings import Settings
from intents.checks import check_phrases, check_sentences, missing_topics
from intents.fillers import fillers
from intents.outsiders import outsiders
from intents.phrases import load_phrases
from intents.thresholds import load_thresholds
from knowledge.base import KnowledgeBase, kind_of
from knowledge.coverage import coverage, table
from knowledge.dating import write_checked
from knowledge.freshness import due
from knowledge.issues import ContentError, Issue
from knowledge.loader import DATA, Loaded, load_knowledge
from knowledge.models import Resource
from knowledge.origins import Origin
from knowledge.source import Place
from knowledge.style import check_style

T = TypeVar("T")


def main(options: argparse.Namespace, settings: Settings) -> int:
    """Run the check that is asked for; return 1 if there is something to mend, else 0."""
    directory = options.directory or DATA
    if options.coverage:
        return _show_coverage(load_knowledge(directory).base)
    if options.due:
        return _show_due(load_knowledge(directory), _today())
    if options.links:
        return asyncio.run(_check_links(load_knowledge(directory)))
    issues = find_issues(directory, settings.cache_dir)
    for issue in issues:
        print(_relative(issue))
    if issues:
        print(f"{len(issues)} problems", file=sys.stderr)
        return 1
    print("no problems")
    return 0


def _show_coverage(base: KnowledgeBase) -> int:
    """Print how complete each role is."""
    rows = coverage(base)
    for line in table(rows):
        print(line)
    return int(any(row.missing for row in rows))


def _show_due(loaded: Loaded, today: date) -> int:
    """Print the entries that are due to be looked at again, the oldest first."""
    entries = sorted(loaded.base.entries(), key=due)
    waiting = [entry for entry in entries if due(entry) <= today]
    for entry in waiting:
        origin = loaded.origins[kind_of(entry), entry.id]
        print(_relative(origin.issue(("reviewed",), f"due since {due(entry).isoformat()}")))
    later = f"; the next is due on {due(entries[len(waiting)]).isoformat()}"
    print(f"{len(waiting)} entries are due" + (later if len(waiting) < len(entries) else ""))
    return int(bool(waiting))


async def _check_links(loaded: Loaded) -> int:
    """Ask every link, print what is wrong with them, and date those that work."""
    places = dict(_links(loaded))
    bar = Bar(len(places), sys.stderr)
    verdicts = await check_links(places, lambda verdict: bar.step(verdict.url))
    bar.close()
    said = {"gone": "this link is gone", "moved": "this link has moved to", "unsure": "can't tell"}
    for verdict in verdicts:
        if verdict.finding != "fine":
            message = f"{verdict.url}: {said[verdict.finding]} ({verdict.detail})"
            print(_relative(places[verdict.url][0].issue(places[verdict.url][1], message)))
    worked = {verdict.url for verdict in verdicts if verdict.finding in {"fine", "moved"}}
    files = {origin.document.path for origin in loaded.origins.values()}
    dated = sum(write_checked(path, worked, _today()) for path in sorted(files))
    gone = sum(verdict.finding == "gone" for verdict in verdicts)
    print(f"{len(verdicts)} links: {len(worked)} work, {gone} are gone; {dated} lines dated")
    return int(gone > 0)


def _today() -> date:
    return datetime.now().astimezone().date()


def _links(loaded: Loaded) -> Iterator[tuple[str, tuple[Origin, Place]]]:
    """Yield every address with where it stands."""
    for entry in loaded.base.entries():
        origin = loaded.origins[kind_of(entry), entry.id]
        if isinstance(entry, Resource) and entry.status == "open":
            yield entry.url, (origin, ("url",))
        for n, source in enumerate(entry.sources):
            if source.url:
                yield source.url, (origin, ("sources", n, "url"))


def find_issues(directory: Path, cache_directory: Path) -> list[Issue]:
    """Return the problems of knowledge, phrases, fillers and thresholds.

    Whether sentences reach their entries can only be seen once everything loads.
    """
    issues: list[Issue] = []
    loaded = _attempt(lambda: load_knowledge(directory), issues)
    book = _attempt(load_phrases, issues)
    _attempt(load_thresholds, issues)
    _attempt(outsiders, issues)
    _attempt(fillers, issues)
    if loaded is None or book is None or issues:
        return issues
    if missing := list(missing_topics(loaded.base, book.declining, directory)):
        return missing
    router = build_router(loaded.base, cache_directory)
    return [
        *check_style(loaded.base, loaded.origins),
        *check_sentences(router, loaded.origins),
        *check_phrases(router.understanding, book),
    ]


def _attempt(load: Callable[[], T], issues: list[Issue]) -> T | None:
    """Return what `load` loads, or None with its problems added to `issues`."""
    try:
        return load()
    except ContentError as error:
        issues += error.issues
        return None


def _relative(issue: Issue) -> str:
    try:
        path = issue.path.resolve().relative_to(Path.cwd())
    except ValueError:
        path = issue.path
    return str(Issue(path, issue.line, issue.field, issue.message))
