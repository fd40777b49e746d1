"""`check`: everything that can be wrong in knowledge and phrases, in one run."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from bot.assembly import build_router
from bot.settings import Settings
from intents.checks import check_phrases, check_sentences, missing_topics
from intents.fillers import fillers
from intents.outsiders import outsiders
from intents.phrases import load_phrases
from intents.thresholds import load_thresholds
from knowledge.issues import ContentError, Issue
from knowledge.loader import DATA, load_knowledge

T = TypeVar("T")


def main(options: argparse.Namespace, settings: Settings) -> int:
    """Print every problem as `path:line: …`; return 1 if there is one, else 0."""
    issues = find_issues(options.directory or DATA, settings.cache_dir)
    for issue in issues:
        print(_relative(issue))
    if issues:
        print(f"{len(issues)} problems", file=sys.stderr)
        return 1
    print("no problems")
    return 0


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
