from bot.throttle import PERIOD_SECONDS, Throttle
from intents.conversation import LIFETIME_SECONDS, MAX_CONVERSATIONS, Conversations
from intents.outcome import Entity, Option
from tests.conftest import Clock

OPTION = Option(("role-skills",), (Entity("role", "ml-engineer"),))


def test_the_last_question_is_remembered_for_its_time(clock: Clock) -> None:
    conversations = Conversations(clock)
    conversations.remember("alice", OPTION)

    assert conversations.recall("alice") == OPTION
    assert conversations.recall("bob") is None
    clock.seconds = LIFETIME_SECONDS + 1
    assert conversations.recall("alice") is None


def test_what_is_too_old_does_not_stay_in_memory(clock: Clock) -> None:
    conversations = Conversations(clock)
    conversations.remember("alice", OPTION)
    clock.seconds = LIFETIME_SECONDS + 1
    conversations.remember("bob", OPTION)

    assert len(conversations) == 1


def test_nobody_who_is_idle_stays_in_the_throttle() -> None:
    throttle = Throttle()
    throttle.wait_seconds(1, 0.0)
    throttle.wait_seconds(2, PERIOD_SECONDS)

    assert len(throttle) == 1


def test_the_oldest_are_forgotten_first(clock: Clock) -> None:
    conversations = Conversations(clock)
    for n in range(MAX_CONVERSATIONS + 1):
        conversations.remember(n, OPTION)

    assert conversations.recall(0) is None
    assert conversations.recall(1) == OPTION
