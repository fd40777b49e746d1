"""What most tests need: the shipped knowledge, understood."""

from pathlib import Path

import pytest

from bot.answers.answerer import Answerer
from bot.assembly import build_router
from intents.conversation import Conversations
from intents.phrases import PhraseBook, load_phrases
from intents.router import Router
from knowledge.base import KnowledgeBase
from knowledge.loader import Loaded, load_knowledge

pytest_plugins = ["tests.engines"]

ROOT = Path(__file__).parent.parent
CACHE = ROOT / ".cache" / "rolecall"  # shared with `make run`: training once is enough


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def loaded() -> Loaded:
    return load_knowledge()


@pytest.fixture(scope="session")
def base(loaded: Loaded) -> KnowledgeBase:
    return loaded.base


@pytest.fixture(scope="session")
def book() -> PhraseBook:
    return load_phrases()


@pytest.fixture(scope="session")
def router(base: KnowledgeBase) -> Router:
    return build_router(base, CACHE)


@pytest.fixture
def answerer(router: Router, clock: Clock) -> Answerer:
    return Answerer(router, Conversations(clock))
