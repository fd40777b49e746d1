"""How the program starts and ends, against a stand-in for Discord on loopback."""

import asyncio
import os
import signal
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.answers.answerer import Answerer
from bot.answers.reply import Request
from bot.app import RolecallBot, gateway_intents
from bot.cli import main
from bot.health import STALE_SECONDS, age_seconds, beat
from bot.run import serve
from intents.outcome import Option
from knowledge.store.retention import DAYS_AFTER_LEAVING
from knowledge.store.store import open_store
from tests.conftest import CACHE
from tests.discord.stand_in import StandIn, standing_in

TOKEN = "MTAwMA.token.of-a-test"


async def run(
    stand_in: StandIn,
    answerer: Answerer,
    health: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    stop: bool = False,
) -> int:
    """Run the bot against `stand_in`; end it with SIGTERM once it is connected, if told to."""
    async with standing_in(stand_in, monkeypatch):
        client = RolecallBot(answerer, message_content=stand_in.close_code == 4014)
        serving = asyncio.ensure_future(serve(client, TOKEN, health))
        if stop:
            await asyncio.wait_for(_connected(health), timeout=20)
            os.kill(os.getpid(), signal.SIGTERM)
        return await asyncio.wait_for(serving, timeout=30)


async def _connected(health: Path) -> None:
    """Wait for the first beat: it is a file, so there is nothing but looking."""
    while age_seconds(health) > STALE_SECONDS:  # noqa: ASYNC110
        await asyncio.sleep(0.01)


@pytest.fixture
def fast_heart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.run.BEAT_SECONDS", 0.05)


async def test_sigterm_ends_it_cleanly(
    answerer: Answerer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    fast_heart: None,
) -> None:
    stand_in = StandIn()
    code = await run(stand_in, answerer, tmp_path / "health", monkeypatch, stop=True)

    assert code == 0
    assert stand_in.identified == 1
    assert capsys.readouterr().err == ""


async def test_what_is_past_its_time_is_deleted_while_it_runs(
    answerer: Answerer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fast_heart: None
) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=DAYS_AFTER_LEAVING + 1)
    async with open_store("sqlite://", lambda: long_ago) as store:
        await store.settings.change(1, lambda old: old.having(is_ephemeral=True))
        await store.retention.leave(1)
        await store.settings.change(2, lambda old: old.having(is_ephemeral=True))
        async with standing_in(StandIn(), monkeypatch):
            client = RolecallBot(answerer, store)
            serving = asyncio.ensure_future(serve(client, TOKEN, tmp_path / "health"))
            await asyncio.wait_for(_connected(tmp_path / "health"), timeout=20)
            os.kill(os.getpid(), signal.SIGTERM)
            assert await asyncio.wait_for(serving, timeout=30) == 0

        assert 1 not in await store.retention.absent()
        assert 2 in await store.retention.present() | await store.retention.absent()


async def test_what_was_counted_is_in_the_store_at_the_end(
    answerer: Answerer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fast_heart: None
) -> None:
    now = datetime.now(UTC)
    async with open_store("sqlite://") as store:
        async with standing_in(StandIn(), monkeypatch):
            client = RolecallBot(answerer, store)
            serving = asyncio.ensure_future(serve(client, TOKEN, tmp_path / "health"))
            await asyncio.wait_for(_connected(tmp_path / "health"), timeout=20)
            assert client.records is not None
            client.records.answered(1, answerer.answer(Request(Option(("list-roles",), ()))), now)
            os.kill(os.getpid(), signal.SIGTERM)
            assert await asyncio.wait_for(serving, timeout=30) == 0

        (found,) = await store.usage.counts(1, now.date())
        assert (found.subject.facet, found.answers) == ("list-roles", 1)


async def test_sigterm_during_the_login_ends_it_cleanly(
    answerer: Answerer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    stand_in = StandIn(stalls=True)
    async with standing_in(stand_in, monkeypatch):
        serving = asyncio.ensure_future(serve(RolecallBot(answerer), TOKEN, tmp_path / "health"))
        await asyncio.wait_for(stand_in.logging_in.wait(), timeout=20)
        os.kill(os.getpid(), signal.SIGTERM)
        code = await asyncio.wait_for(serving, timeout=20)

    assert code == 0
    assert capsys.readouterr().err == ""


async def test_a_bad_token_is_one_sentence(
    answerer: Answerer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    stand_in = StandIn(takes_token=False)
    code = await run(stand_in, answerer, tmp_path / "health", monkeypatch)

    assert code == 2
    assert stand_in.identified == 0
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "DISCORD_TOKEN" in error
    assert TOKEN not in error


async def test_a_switch_that_is_off_is_one_sentence_and_one_try(
    answerer: Answerer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    stand_in = StandIn(close_code=4014)
    code = await run(stand_in, answerer, tmp_path / "health", monkeypatch)

    assert code == 2
    assert stand_in.identified == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "Message Content Intent" in error


async def test_an_end_that_discord_made_is_not_tried_again(
    answerer: Answerer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    stand_in = StandIn(close_code=4004)
    code = await run(stand_in, answerer, tmp_path / "health", monkeypatch)

    assert code == 2
    assert stand_in.identified == 1
    assert "4004" in capsys.readouterr().err


def test_without_a_token_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DISCORD_TOKEN", raising=False)

    assert main(["run"]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "DISCORD_TOKEN" in error
    assert "playground" in error


@pytest.mark.parametrize(
    "url", ["mysql://bot:secret@nowhere/db", "sqlite:////proc/nowhere/secret.db", "secret"]
)
def test_a_database_that_cannot_be_used_is_one_sentence(
    url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("CACHE_DIR", str(CACHE))

    assert main(["run"]) == 1
    error = capsys.readouterr().err.splitlines()[-1]
    assert "DATABASE_URL" in error
    assert "secret" not in error


def test_only_unprivileged_gateway_intents_are_asked_for_by_default() -> None:
    intents = gateway_intents(message_content=False)

    assert not intents.members
    assert not intents.presences
    assert not intents.message_content
    assert gateway_intents(message_content=True).message_content


def test_health_is_the_age_of_the_last_beat(tmp_path: Path) -> None:
    path = tmp_path / "deeper" / "health"
    assert age_seconds(path) == float("inf")

    beat(path)
    assert age_seconds(path) < STALE_SECONDS
    os.utime(path, (0, time.time() - 2 * STALE_SECONDS))
    assert age_seconds(path) > STALE_SECONDS


@pytest.mark.parametrize("is_connected", [True, False])
def test_the_health_command_says_so_by_its_exit_code(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, is_connected: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HEALTH_FILE", str(tmp_path / "health"))
    if is_connected:
        beat(tmp_path / "health")

    assert main(["health"]) == (0 if is_connected else 1)
