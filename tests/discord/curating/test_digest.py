"""The weekly digest: when it is sent, by whom, where, and what stands in it."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

import pytest
from simcord import ChannelHandle, Env, MemberActor

from bot.app import RolecallBot
from bot.digest import send_digests
from knowledge.store.feedback import AnswerKey
from knowledge.store.store import Store, open_store
from knowledge.store.usage import Subject
from tests.discord.curating.outage import outage
from tests.discord.seen import card_of

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)  # also that of the store
WEEK = timedelta(days=7)
SKILLS = Subject("role", "ml-engineer", "role-skills")


@pytest.fixture
async def place(simcord_env: Env, channel: ChannelHandle, store: Store) -> ChannelHandle:
    """The channel that the server wants its digest in."""
    made = simcord_env.guild.create_text_channel("curators")
    await choose(store, simcord_env, made.id)
    return made


async def choose(store: Store, env: Env, channel_id: int | None) -> None:
    await store.settings.change(env.guild.id, lambda old: old.having(digest_channel_id=channel_id))


async def add_gap(store: Store, env: Env, words: str = "first question") -> None:
    for person in (1, 2):
        await store.gaps.record(env.guild.id, words, person, NOW.date())


async def send(bot: RolecallBot, env: Env, now: datetime = NOW) -> None:
    assert bot.store is not None
    await env.settle()  # the bot knows its servers
    await send_digests(bot, bot.store, now)
    await env.settle()


async def test_it_tells_of_the_week(
    simcord_env: Env, place: ChannelHandle, bot: RolecallBot, store: Store
) -> None:
    guild_id = simcord_env.guild.id
    await add_gap(store, simcord_env)
    await store.usage.add(guild_id, {SKILLS: 4}, NOW.date() - timedelta(days=6))
    await store.usage.add(guild_id, {SKILLS: 9}, NOW.date() - timedelta(days=8))
    key = AnswerKey(guild_id, "role", "ml-engineer", "role-skills", "1")
    await store.feedback.vote(key, 1, is_helpful=False)

    await send(bot, simcord_env)

    (message,) = place.history()
    card = card_of(message)
    assert card.is_within_limits()
    assert card.text.splitlines() == [
        "## This week in questions",
        "### Questions without an answer",
        "**1 question** to decide on with `/kb gaps`.",
        "- first question · 2 askings",
        "### Votes",
        "- ML Engineer: skills · 👍 0 · 👎 1",
        "### Answers",
        "**4 answers** in the last 7 days.",
        "1. ML Engineer: skills · 4",
        "-# `/kb gaps` goes through the questions, `/kb status` shows everything.",
    ]
    assert (await store.settings.get(guild_id)).digest_on == NOW.date()


async def test_what_is_due_for_review_is_told_and_fits(
    simcord_env: Env, place: ChannelHandle, bot: RolecallBot
) -> None:
    await send(bot, simcord_env, NOW + timedelta(days=3 * 365))

    (message,) = place.history()
    card = card_of(message)
    assert "### Due for review" in card.text
    assert "more" in card.text
    assert card.is_within_limits()


async def test_it_comes_once_a_week(
    simcord_env: Env, place: ChannelHandle, bot: RolecallBot, store: Store
) -> None:
    await add_gap(store, simcord_env)
    for later in (timedelta(0), timedelta(hours=1), WEEK - timedelta(days=1), WEEK):
        await send(bot, simcord_env, NOW + later)

    assert len(place.history()) == 2


async def test_of_several_processes_one_sends_it(
    simcord_env: Env, place: ChannelHandle, bot: RolecallBot, store: Store, url: str
) -> None:
    await add_gap(store, simcord_env)
    await simcord_env.settle()
    async with open_store(url) as other, open_store(url) as third:
        stores = (store, other, third)
        await asyncio.gather(*(send_digests(bot, each, NOW) for each in stores))
    async with open_store(url) as restarted:
        await send_digests(bot, restarted, NOW + timedelta(hours=1))

    assert len(place.history()) == 1


async def test_with_nothing_to_say_nothing_is_sent_nor_claimed(
    simcord_env: Env, place: ChannelHandle, bot: RolecallBot, store: Store
) -> None:
    await send(bot, simcord_env)
    assert place.history() == []
    await add_gap(store, simcord_env)
    await send(bot, simcord_env, NOW + timedelta(hours=1))

    assert len(place.history()) == 1


async def test_without_a_channel_nothing_is_sent(
    simcord_env: Env, place: ChannelHandle, alice: MemberActor, bot: RolecallBot, store: Store
) -> None:
    await add_gap(store, simcord_env)
    await choose(store, simcord_env, None)

    await send(bot, simcord_env)

    assert place.history() == []
    assert (await store.settings.get(simcord_env.guild.id)).digest_on is None


async def test_a_channel_that_is_gone_is_logged_and_the_others_get_theirs(
    simcord_env: Env,
    place: ChannelHandle,
    bot: RolecallBot,
    store: Store,
    caplog: pytest.LogCaptureFixture,
) -> None:
    other = simcord_env.create_guild("other")
    there = other.create_text_channel("curators")
    await store.settings.change(other.id, lambda old: old.having(digest_channel_id=there.id))
    await choose(store, simcord_env, there.id)  # of another server, so it isn't here
    for guild_id in (simcord_env.guild.id, other.id):
        await store.usage.add(guild_id, {SKILLS: 1}, NOW.date())

    with caplog.at_level(logging.WARNING, "bot.digest"):
        await send(bot, simcord_env)

    assert len(there.history()) == 1
    assert f"server {simcord_env.guild.id} is gone" in caplog.text


async def test_a_forbidden_channel_is_logged(
    simcord_env: Env,
    place: ChannelHandle,
    bot: RolecallBot,
    store: Store,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await add_gap(store, simcord_env)
    simcord_env.inject_error("POST", f"/channels/{place.id}/messages", status=403, code=50013)

    with caplog.at_level(logging.WARNING, "bot.digest"):
        await send(bot, simcord_env)
    await send(bot, simcord_env, NOW + timedelta(hours=1))

    assert "can't be sent: Forbidden" in caplog.text
    assert place.history() == []


async def test_with_the_store_away_it_waits(
    simcord_env: Env,
    place: ChannelHandle,
    bot: RolecallBot,
    store: Store,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await add_gap(store, simcord_env)
    await store.settings.get(simcord_env.guild.id)
    with outage(), caplog.at_level(logging.WARNING, "bot.digest"):
        await send(bot, simcord_env)
    assert place.history() == []
    await send(bot, simcord_env)

    assert "digests wait" in caplog.text
    assert len(place.history()) == 1
