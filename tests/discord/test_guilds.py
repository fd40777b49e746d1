"""A server's own entries, from what is stored to what its members see."""

import asyncio
import logging

import pytest
from simcord import ChannelHandle, Env, MemberActor

from bot.answers.answerer import Answerer
from bot.app import RolecallBot
from bot.guilds import MAX_HELD, GuildShelf, Own, Stored, lay_over
from intents.router import Router
from knowledge.models import Kind
from tests.content.trees import VALID
from tests.discord.seen import card_of

TASTER = (
    (VALID / "roles" / "tea-taster.yaml").read_text("utf-8").replace("tea-blender", "ml-engineer")
)


def own(kind: Kind, entry_id: str, document: str) -> Own:
    return Own((Stored(kind, entry_id, document),))


class Shelves:
    """A store that a test fills, and may take away."""

    def __init__(self) -> None:
        self.by_guild: dict[int, Own] = {}
        self.is_away = False
        self.reads = 0

    async def read(self, guild_id: int) -> Own | None:
        self.reads += 1
        await asyncio.sleep(0)
        return None if self.is_away else self.by_guild.get(guild_id, Own())


@pytest.fixture
def shelves() -> Shelves:
    return Shelves()


@pytest.fixture
def simcord_bot(answerer: Answerer, shelves: Shelves) -> RolecallBot:
    return RolecallBot(answerer, read_own=shelves.read)


async def test_a_role_of_one_server_is_known_there_and_nowhere_else(
    simcord_env: Env, channel: ChannelHandle, alice: MemberActor, shelves: Shelves
) -> None:
    shelves.by_guild[simcord_env.guild.id] = own("role", "tea-taster", TASTER)
    elsewhere = simcord_env.create_guild("elsewhere")
    there = elsewhere.create_text_channel("general")
    carol = elsewhere.add_member(simcord_env.create_user("carol"))

    here = card_of(await alice.slash(channel, "role", name="tea taster"))
    asked = card_of(await alice.slash(channel, "ask", question="what does a tea sommelier do"))
    offered = await alice.autocomplete(channel, "role", "name", "tea tast")
    missing = card_of(await carol.slash(there, "role", name="tea taster"))

    assert here.title == "Tea Taster"
    assert asked.title == "Tea Taster: what they do"
    assert [choice["value"] for choice in offered][:1] == ["tea-taster"]
    assert missing.title != "Tea Taster"


async def test_the_buttons_of_a_servers_own_card_work(
    simcord_env: Env, channel: ChannelHandle, alice: MemberActor, shelves: Shelves
) -> None:
    shelves.by_guild[simcord_env.guild.id] = own("role", "tea-taster", TASTER)
    shown = await alice.slash(channel, "role", name="tea-taster")
    assert shown.response is not None

    await alice.click(shown.response, label="Career")

    assert card_of(channel.last_message).title == "Tea Taster: career"


async def test_what_changes_is_answered_anew_once_it_is_announced(
    router: Router, shelves: Shelves
) -> None:
    shelf = GuildShelf(lambda: router, shelves.read)
    before = await shelf.router(1)
    shelves.by_guild[1] = own("role", "tea-taster", TASTER)
    unchanged = await shelf.router(1)
    shelf.forget(1)
    after = await shelf.router(1)

    assert before is unchanged is router
    assert "tea-taster" in after.base.roles
    assert await shelf.router(1) is after
    assert shelves.reads == 2


async def test_without_the_store_the_last_known_goes_on_answering(
    router: Router, shelves: Shelves
) -> None:
    shelf = GuildShelf(lambda: router, shelves.read)
    shelves.by_guild[1] = own("role", "tea-taster", TASTER)
    known = await shelf.router(1)
    shelves.is_away = True
    shelf.forget(1)

    assert await shelf.router(1) is known
    assert await shelf.router(2) is router
    shelves.by_guild[1] = Own()
    shelves.is_away = False
    assert await shelf.router(1) is router


async def test_only_servers_that_were_asked_lately_are_held(
    router: Router, shelves: Shelves
) -> None:
    shelf = GuildShelf(lambda: router, shelves.read)

    for guild_id in range(MAX_HELD + 5):
        await shelf.router(guild_id)
    await shelf.router(MAX_HELD)  # still held
    await shelf.router(0)  # the longest ago: read again

    assert shelves.reads == MAX_HELD + 5 + 1


async def test_many_who_ask_at_once_make_one_overlay(router: Router, shelves: Shelves) -> None:
    shelf = GuildShelf(lambda: router, shelves.read)
    shelves.by_guild[1] = own("role", "tea-taster", TASTER)

    found = await asyncio.gather(*(shelf.router(1) for _ in range(20)))

    assert len({id(each) for each in found}) == 1
    assert shelves.reads == 1


def test_an_entry_that_cannot_be_read_any_more_is_left_out(
    router: Router, caplog: pytest.LogCaptureFixture
) -> None:
    found = Own(
        (
            Stored("role", "tea-taster", TASTER),
            Stored("term", "broken", "id: broken\nsecret words: yes\n"),
        )
    )

    with caplog.at_level(logging.WARNING):
        laid = lay_over(router, found)

    assert "tea-taster" in laid.base.roles
    assert "broken" not in laid.base.terms
    assert "a term of a server can't be read" in caplog.text
