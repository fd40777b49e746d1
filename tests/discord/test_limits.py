"""Every card that the knowledge can make is one that Discord takes."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import discord
import pytest

from bot.answers.answerer import Answerer
from bot.answers.composer import answer
from bot.answers.reply import Request
from bot.ui.cards import Audience, build_card
from bot.ui.codes import MAX_CUSTOM_ID_CHARS, decode, encode
from intents.catalogue import INTENTS
from intents.outcome import Entity, Option
from knowledge.base import KnowledgeBase, kind_of
from knowledge.models import Role, Topic
from tests.discord.seen import read_card

# What is asked of entries that are no roles; the other intents don't look at them.
OF_ANYTHING = {"topic", "define-term", "resources", "roles-using-skill", "recommend-role"}
ASKER = 2**63  # the longest id that Discord can give


def requests(base: KnowledgeBase) -> Iterator[Request]:
    """Yield everything that can be asked for, plainly and by entries."""
    for intent in INTENTS:
        yield Request(Option((intent,), ()))
        for entry in base.entries():
            is_asked = isinstance(entry, Role) or intent in OF_ANYTHING
            if is_asked and isinstance(entry, Topic) == (intent == "topic"):
                yield Request(Option((intent,), (Entity(kind_of(entry), entry.id),)))
    roles = [Entity("role", role) for role in base.roles]
    for pair in [*combinations(roles, 2)][::7]:
        for intent in ("compare-roles", "path-between-roles", "role-skills", "recommend-role"):
            yield Request(Option((intent,), pair))
    yield Request(Option(("compare-roles",), tuple(roles[:4])))
    yield Request(Option(("role-duties", "role-skills", "role-become"), tuple(roles[:3])))


def _components(view: discord.ui.LayoutView) -> list[dict[str, Any]]:
    components: list[dict[str, Any]] = view.to_components()  # type: ignore[no-untyped-call]
    return components


async def test_every_card_is_within_discords_limits(answerer: Answerer) -> None:
    seen = 0
    for request in requests(answerer.base):
        reply = answerer.answer(request)
        view = build_card(reply, Audience.CHANNEL, ASKER, takes_votes=True)
        card = read_card(_components(view))
        assert card.is_within_limits(), f"{request}: {len(card.text)} {card.components}"
        assert view.total_children_count <= 40
        seen += 1
    assert seen > 500


def test_a_role_with_the_longest_possible_texts_fits(base: KnowledgeBase) -> None:
    role = base.roles["ml-engineer"]
    uses = tuple(
        use.model_copy(update={"use": "x" * 110})
        for use in (*role.skills.essential, *role.skills.useful)[:8]
    )
    largest: Role = role.model_copy(
        update={
            "summary": "x" * 350,
            "duties": ("x" * 160,) * 8,
            "education": "x" * 600,
            "skills": role.skills.model_copy(update={"essential": uses, "useful": uses}),
            "routes": tuple(
                r.model_copy(update={"start": "x" * 60, "steps": "x" * 300}) for r in role.routes
            ),
            "sources": tuple(
                s.model_copy(update={"title": "x" * 80, "url": "https://example.org/" + "x" * 180})
                for s in role.sources
            ),
        }
    )
    others = [entry for entry in base.entries() if entry.id != role.id]
    full = KnowledgeBase.of([*others, largest])
    entity = Entity("role", role.id)
    for intent in (name for name in INTENTS if name.startswith("role-")):
        reply = answer(Request(Option((intent,), (entity,))), full)
        view = build_card(reply, Audience.CHANNEL, ASKER, takes_votes=True)
        assert read_card(_components(view)).is_within_limits()


def test_every_request_survives_its_custom_id(base: KnowledgeBase) -> None:
    for request in requests(base):
        coded = encode("rc1:a:", request)
        assert len(coded) <= MAX_CUSTOM_ID_CHARS
        decoded = decode(coded.removeprefix("rc1:a:"))
        assert decoded is not None
        assert decoded.option.intents == request.option.intents
        if len(request.option.entities) <= 2:
            assert decoded == request


@pytest.mark.parametrize("payload", ["", ":", "::", "su", "su:", "su::x", "zz::0", "su::²", "+::1"])
def test_what_is_no_request_decodes_to_nothing(payload: str) -> None:
    assert decode(payload) is None
