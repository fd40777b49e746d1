"""The playground's stage, without a browser."""

import argparse
import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import simcord
from pydantic import SecretStr

from bot import start
from bot.answers.answerer import Answerer
from bot.playground import CLOCK_STEP_SECONDS, keep_time, open_client, set_stage
from bot.settings import Settings
from tests.discord.curating.pressing import until
from tests.discord.seen import card_of


async def test_a_newcomer_finds_what_to_try_and_may_just_type(answerer: Answerer) -> None:
    async with open_client(answerer) as client, simcord.run(client, shard_count=1) as env:
        stage = await set_stage(env, client)
        welcome = card_of(stage.channel.last_message)
        await stage.member.send(stage.channel, "what does a computer vison enginer do")

        assert welcome.title == "Try me"
        assert welcome.is_within_limits()
        assert card_of(stage.channel.last_message).title.startswith("Computer Vision Engineer")
        assert client.user is not None
        assert client.user.name == "Rolecall"


async def test_everything_that_the_welcome_suggests_works(answerer: Answerer) -> None:
    async with open_client(answerer) as client, simcord.run(client, shard_count=1) as env:
        stage = await set_stage(env, client)
        welcome = card_of(stage.channel.last_message)
        suggested = [line[2:] for line in welcome.text.splitlines() if line.startswith("- ")]
        assert len(suggested) == 3
        for question in suggested:
            await stage.member.send(stage.channel, question)
            title = card_of(stage.channel.last_message).title
            assert title not in {"I don't know that", "Which of these do you mean?"}


async def test_its_clock_goes_with_real_time(
    answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.playground.CLOCK_STEP_SECONDS", CLOCK_STEP_SECONDS / 100)
    async with open_client(answerer) as client, simcord.run(client, shard_count=1) as env:
        await set_stage(env, client)
        before = env.now()
        ticking = asyncio.ensure_future(keep_time(env))
        await asyncio.sleep(0.2)
        ticking.cancel()

        assert abs((before - datetime.now(UTC)).total_seconds()) < 60
        assert env.now() > before


@pytest.mark.parametrize("token", [None, "token"])
def test_the_main_job_depends_on_the_token(
    monkeypatch: pytest.MonkeyPatch, token: str | None
) -> None:
    started: list[str] = []

    def stand_in(name: str) -> Callable[..., int]:
        def note(*_: object) -> int:
            started.append(name)
            return 7

        return note

    for name in ("run", "playground"):
        monkeypatch.setattr(f"bot.{name}.main", stand_in(name))
    settings = Settings.model_construct(discord_token=SecretStr(token) if token else None)

    assert start.main(argparse.Namespace(), settings) == 7
    assert started == ["run" if token else "playground"]


async def test_what_has_no_answer_is_noted_and_votes_are_taken(answerer: Answerer) -> None:
    async with open_client(answerer) as client, simcord.run(client, shard_count=1) as env:
        stage = await set_stage(env, client)
        assert client.store is not None
        for actor in (stage.member, stage.moderator):
            await actor.send(stage.channel, "how do zebras umbrella their xylophone")
        store, guild_id = client.store, client.guilds[0].id

        async def noted() -> list[str]:
            return [gap.words for gap in await store.gaps.open_gaps(guild_id)]

        await until(noted, ["how do zebras umbrella their xylophone"])
        await stage.member.send(stage.channel, "what is an ml engineer")
        assert "👍" in card_of(stage.channel.last_message).labels
        gaps = await stage.moderator.slash(stage.channel, "kb gaps")
        assert "zebras" in card_of(gaps).text
