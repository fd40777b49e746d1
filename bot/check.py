"""`check`: everything that can be wrong in knowledge and phrases, in one run."""

import argparse
import sys
from pathlib import Path

from bot.assembly import build_router
from bot.settings import Settings
from intents.checks import check_sentences, missing_topics
from intents.outsiders import outsiders
from intents.phrases import load_phrases
from intents.thresholds import load_thresholds
from knowledge.issues import ContentError, Issue
from knowledge.loader import DATA, load_knowledge


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
    """Return the problems of knowledge, phrases and thresholds.

    Whether sentences reach their entries can only be seen once everything loads.
    """
    issues: list[Issue] = []
    for load in (lambda: load_knowledge(directory), load_phrases, load_thresholds, outsiders):
        try:
            load()
        except ContentError as error:
            issues += error.issues
    if issues:
        return issues
    loaded, book = load_knowledge(directory), load_phrases()
    if issues := list(missing_topics(loaded.base, book.declining, directory)):
        return issues
    router = build_router(loaded.base, cache_directory)
    return list(check_sentences(router, loaded.origins))


def _relative(issue: Issue) -> str:
    try:
        path = issue.path.resolve().relative_to(Path.cwd())
    except ValueError:
        path = issue.path
    return str(Issue(path, issue.line, issue.field, issue.message))
