"""One question's way through the house: route it, compose the reply, remember what it was about."""

from collections.abc import Hashable
from dataclasses import dataclass

from bot.answers.composer import answer, compose
from bot.answers.reply import Reply, Request
from intents.catalogue import SMALL_TALK
from intents.conversation import Conversations
from intents.lexicon import Lexicon
from intents.outcome import Answer, Option, Outcome
from intents.router import Router
from knowledge.base import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Answered:
    """What the router decided, and what to say; nothing is said to a Silent."""

    outcome: Outcome
    reply: Reply | None


class Answerer:
    """Answers questions and requests, the same way for every surface."""

    def __init__(self, router: Router, conversations: Conversations) -> None:
        self.router = router
        self._conversations = conversations

    def over(self, router: Router) -> "Answerer":
        """Return what answers from another router, with the same memory of conversations."""
        return self if router is self.router else Answerer(router, self._conversations)

    @property
    def base(self) -> KnowledgeBase:
        """The knowledge that answers come from."""
        return self.router.base

    @property
    def lexicon(self) -> Lexicon:
        """The names of everything in the base."""
        return self.router.understanding.lexicon

    def ask(
        self,
        text: str,
        *,
        addressed: bool = True,
        conversation: Hashable | None = None,
        previous: Option | None = None,
    ) -> Answered:
        """Answer a question.

        Args:
            text: What a person typed.
            addressed: Whether the bot was asked, or somebody merely talked.
            conversation: Who asks where; follow-up questions build on what came before. None:
                the question stands alone.
            previous: What the question follows, where that is known better than by memory.
        """
        if previous is None and conversation is not None:
            previous = self._conversations.recall(conversation)
        outcome = self.router.route(text, addressed=addressed, previous=previous)
        if isinstance(outcome, Answer):
            self._remember(conversation, outcome.option)
        return Answered(outcome, compose(outcome, self.base))

    def compose(self, outcome: Outcome) -> Reply | None:
        """Return what to say to an outcome that was decided elsewhere."""
        return compose(outcome, self.base)

    def answer(self, request: Request, conversation: Hashable | None = None) -> Reply:
        """Answer what a button or a command asks for."""
        self._remember(conversation, request.option)
        return answer(request, self.base)

    def _remember(self, conversation: Hashable | None, option: Option) -> None:
        """Note what was asked; small talk changes no subject."""
        if conversation is not None and not set(option.intents) <= SMALL_TALK:
            self._conversations.remember(conversation, option)
