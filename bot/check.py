"""`check`: everything that can be wrong in knowledge and phrases, in one run."""

import argparse
import sys
from pathlib import Path

from bot.assembly import build_router
from bot.settings import Settings
from intents.checks import check_sentences
from intents.phrases import load_phrases
from intents.router import Router
from intents.thresholds import load_thresholds
from knowledge.issues import ContentError, Issue
from knowledge.loader import DATA, load_knowledge


def main(options: argparse.Namespace, settings: Settings) -> int:
    """Print every problem as `path:line: …`; return 1 if there is one, else 0."""
    issues = find_issues(options.directory or DATA, settings.cache_dir)
    for issue in issues:
        print(_relative(issue))  # noqa: T201  the answer of this command
    if issues:
        print(f"{len(issues)} problems", file=sys.stderr)  # noqa: T201
        return 1
    print("no problems")  # noqa: T201  the answer of this command
    return 0


def find_issues(directory: Path, cache_directory: Path | None) -> list[Issue]:
    """Return the problems of knowledge, phrases and thresholds.

    Whether sentences reach their entries can only be seen once everything loads.
    """
    issues: list[Issue] = []
    parts: list[object] = []
    for load in (lambda: load_knowledge(directory), load_phrases, load_thresholds):
        try:
            parts.append(load())
        except ContentError as error:
            issues += error.issues
    if issues:
        return issues
    loaded = load_knowledge(directory)
    router: Router = build_router(loaded.base, load_phrases(), cache_directory)
    return list(check_sentences(router, loaded.origins))


def _relative(issue: Issue) -> str:
    try:
        path = issue.path.resolve().relative_to(Path.cwd())
    except ValueError:
        path = issue.path
    return str(Issue(path, issue.line, issue.field, issue.message))
