"""Build the answerer: the one place where knowledge, intents and answers meet."""

import time
from collections.abc import Callable
from pathlib import Path

from bot.answers.answerer import Answerer
from intents.conversation import Conversations
from intents.phrases import PhraseBook, load_phrases
from intents.router import Router
from intents.thresholds import load_thresholds
from intents.understanding import Understanding
from knowledge.base import KnowledgeBase
from knowledge.loader import load_knowledge


def build_answerer(
    cache_directory: Path | None, clock: Callable[[], float] = time.monotonic
) -> Answerer:
    """Return an answerer over the shipped knowledge.

    Args:
        cache_directory: Where the trained classifier is kept; None trains anew.
        clock: Seconds from any start; tells how old a conversation is.

    Raises:
        ContentError: knowledge, phrases or thresholds can't be used.
    """
    base = load_knowledge().base
    return Answerer(build_router(base, load_phrases(), cache_directory), Conversations(clock))


def build_router(base: KnowledgeBase, book: PhraseBook, cache_directory: Path | None) -> Router:
    """Return a router over `base`. Raises `ContentError` if the thresholds can't be read."""
    understanding = Understanding.build(base, book, cache_directory)
    return Router(base, understanding, load_thresholds(), book.declining)
