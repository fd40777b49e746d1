"""A server's own entries, from what is stored to what its members see."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from simcord import ChannelHandle, Env, MemberActor

from bot.answers.answerer import Answerer
from bot.answers.reply import Request
from bot.app import RolecallBot
from bot.guilds import MAX_HELD, GuildShelf, Own, lay_over
from intents.catalogue import TOPIC_INTENTS
from intents.outcome import Answer, Option
from intents.router import Router
from knowledge.models import Kind
from knowledge.own import Stored
from knowledge.store.revision import Draft, EntryKey, Saved
from knowledge.store.store import Store, open_store
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
async def store() -> AsyncIterator[Store]:
    async with open_store("sqlite://") as opened:
        yield opened


@pytest.fixture
def simcord_bot(answerer: Answerer, store: Store) -> RolecallBot:
    return RolecallBot(answerer, store)


async def save(store: Store, guild_id: int, document: str | None, based_on: int = 0) -> None:
    entry = EntryKey(guild_id, "role", "tea-taster")
    assert isinstance(await store.revisions.save(Draft(entry, document, based_on), 1), Saved)


async def until(ask: Callable[[], Awaitable[object]], wanted: object) -> None:
    """Wait until `ask` returns what is wanted; fail if it doesn't within seconds."""
    async with asyncio.timeout(10):
        while await ask() != wanted:  # noqa: ASYNC110 (there is no event)
            await asyncio.sleep(0.01)


async def test_a_role_of_one_server_is_known_there_and_nowhere_else(
    simcord_env: Env, channel: ChannelHandle, alice: MemberActor, store: Store
) -> None:
    await save(store, simcord_env.guild.id, TASTER)
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


async def test_what_is_saved_and_taken_back_is_answered_at_once(
    simcord_env: Env, channel: ChannelHandle, alice: MemberActor, store: Store
) -> None:
    guild_id = simcord_env.guild.id
    before = card_of(await alice.slash(channel, "role", name="tea taster"))
    await save(store, guild_id, TASTER)
    saved = card_of(await alice.slash(channel, "role", name="tea taster"))
    await save(store, guild_id, None, based_on=1)
    after = card_of(await alice.slash(channel, "role", name="tea taster"))

    assert saved.title == "Tea Taster"
    assert before.title == after.title != "Tea Taster"


async def test_a_hidden_entry_is_gone_in_that_server(
    simcord_env: Env, channel: ChannelHandle, alice: MemberActor, store: Store
) -> None:
    hidden = frozenset({("role", "ml-engineer")})
    await store.settings.change(simcord_env.guild.id, lambda old: old.having(hidden=hidden))

    shown = card_of(await alice.slash(channel, "role", name="ml-engineer"))

    assert shown.title != "ML Engineer"


async def test_leaving_a_server_starts_its_clock_and_coming_back_stops_it(
    simcord_env: Env, alice: MemberActor, bot: RolecallBot, store: Store
) -> None:
    guild = simcord_env.guild
    await save(store, guild.id, TASTER)
    handle = bot.get_guild(guild.id)
    assert handle is not None
    bot.dispatch("guild_remove", handle)
    await until(store.retention.absent, {guild.id})
    bot.dispatch("ready")
    await until(store.retention.present, {guild.id})

    assert await store.retention.absent() == frozenset()


async def test_a_store_that_hangs_holds_up_no_answer(
    router: Router, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.guilds.PATIENCE_SECONDS", 0.01)
    answers = asyncio.Event()
    reads = 0

    async def read(_: int) -> Own:
        nonlocal reads
        reads += 1
        await answers.wait()
        return own("role", "tea-taster", TASTER)

    shelf = GuildShelf(lambda: router, read)
    meanwhile = [await shelf.router(1), await shelf.router(1)]
    answers.set()
    monkeypatch.setattr("bot.guilds.PATIENCE_SECONDS", 10.0)

    assert meanwhile == [router, router]
    assert "tea-taster" in (await shelf.router(1)).base.roles
    assert reads == 1


async def test_what_is_read_while_it_changes_is_read_again(router: Router) -> None:
    reading, changed = asyncio.Event(), asyncio.Event()
    found = [Own(), own("role", "tea-taster", TASTER)]

    async def read(_: int) -> Own:
        reading.set()
        await changed.wait()
        return found.pop(0)

    shelf = GuildShelf(lambda: router, read)
    first = asyncio.ensure_future(shelf.router(1))
    await reading.wait()
    shelf.forget(1)
    changed.set()

    assert await first is router
    assert "tea-taster" in (await shelf.router(1)).base.roles


async def test_the_buttons_of_a_servers_own_card_work(
    simcord_env: Env, channel: ChannelHandle, alice: MemberActor, store: Store
) -> None:
    await save(store, simcord_env.guild.id, TASTER)
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
    assert "an entry of a server can't be read" in caplog.text


QUESTIONS = (
    "what degree do i need for data science",
    "education for data scientist",
    "how do i get started in ai",
    "key skills in ai",
    "what is the difference between ai and ml",
    "how much does a data scientist earn",
    "data scientist vs ml engineer",
    "i can't go on, how do i become a data scientist",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_hidden_is_never_answered_and_breaks_nothing(
    answerer: Answerer, question: str
) -> None:
    base = answerer.router.base
    hidden: list[tuple[Kind, str]] = [("topic", topic) for topic in base.topics]
    laid = answerer.over(lay_over(answerer.router, Own((), [*hidden, ("role", "ml-engineer")])))

    answered = laid.ask(question)

    options = [answered.outcome.option] if isinstance(answered.outcome, Answer) else []
    for option in options:
        assert TOPIC_INTENTS.isdisjoint(option.intents) or option.entities
        assert "compare-roles" not in option.intents
    assert answered.reply is not None
    assert "ML Engineer" not in answered.reply.title


def test_a_button_to_something_hidden_since_falls_back(answerer: Answerer) -> None:
    hidden: list[tuple[Kind, str]] = [("topic", topic) for topic in answerer.router.base.topics]
    laid = answerer.over(lay_over(answerer.router, Own((), hidden)))

    for intent in sorted(TOPIC_INTENTS):
        assert laid.answer(Request(Option((intent,), ()))).title.startswith("Roles I know")
