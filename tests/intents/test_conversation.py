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


def test_the_oldest_are_forgotten_first(clock: Clock) -> None:
    conversations = Conversations(clock)
    for n in range(MAX_CONVERSATIONS + 1):
        conversations.remember(n, OPTION)

    assert conversations.recall(0) is None
    assert conversations.recall(1) == OPTION
