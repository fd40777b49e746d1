"""Build the answerer: the one place where knowledge, intents and answers meet."""

import time
from collections.abc import Callable
from pathlib import Path

from bot.answers.answerer import Answerer
from intents.conversation import Conversations
from intents.router import Router
from intents.thresholds import load_thresholds
from intents.understanding import Understanding
from knowledge.base import KnowledgeBase
from knowledge.loader import load_knowledge


def build_answerer(cache_directory: Path, clock: Callable[[], float] = time.monotonic) -> Answerer:
    """Return an answerer over the shipped knowledge.

    Args:
        cache_directory: Where what was learned from phrases is kept.
        clock: Seconds from any start; tells how old a conversation is.

    Raises:
        ContentError: knowledge, phrases or thresholds can't be used.
    """
    return Answerer(build_router(load_knowledge().base, cache_directory), Conversations(clock))


def build_router(base: KnowledgeBase, cache_directory: Path) -> Router:
    """Return a router over `base` by the shipped phrases. Raises as `build_answerer` does."""
    return Router(base, Understanding.shipped(base, cache_directory), load_thresholds())
