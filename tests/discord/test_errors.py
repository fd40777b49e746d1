"""Every way in which something can go wrong, as the person sees it."""

import logging
from pathlib import Path

import discord
import pytest
from simcord import ChannelHandle, Env, MemberActor

from bot.answers.answerer import Answerer
from bot.app import RolecallBot
from bot.cli import main
from bot.throttle import MAX_QUESTIONS, PERIOD_SECONDS
from tests.discord.seen import card_of

SECRET = "secret detail"


def explode(*_: object, **__: object) -> None:
    raise RuntimeError(SECRET)


def incident_in(text: str) -> str:
    return text.partition("`")[2].partition("`")[0]


async def test_a_bug_in_a_command_shows_a_number_and_nothing_else(
    channel: ChannelHandle,
    alice: MemberActor,
    simcord_env: Env,
    answerer: Answerer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(answerer, "ask", explode)
    result = await alice.slash(channel, "ask", question="what is an ml engineer")

    assert result.ephemeral
    assert result.response is not None
    text = result.response.content
    assert SECRET not in text
    assert len(incident_in(text)) == 8
    assert incident_in(text) in caplog.text
    assert any(SECRET in str(error.__cause__ or error) for error in simcord_env.errors)


async def test_a_bug_behind_a_button_shows_a_number(
    channel: ChannelHandle,
    alice: MemberActor,
    answerer: Answerer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    shown = await alice.slash(channel, "role", name="ml-engineer")
    assert shown.response is not None
    monkeypatch.setattr(answerer, "answer", explode)
    result = await alice.click(shown.response, label="Skills")

    assert result.ephemeral
    assert result.response is not None
    assert incident_in(result.response.content) in caplog.text


async def test_a_bug_behind_a_mention_shows_a_number(
    channel: ChannelHandle,
    alice: MemberActor,
    bot: RolecallBot,
    answerer: Answerer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert bot.user is not None
    monkeypatch.setattr(answerer, "ask", explode)
    await alice.send(channel, f"{bot.user.mention} what is an ml engineer")

    assert channel.last_message is not None
    assert SECRET not in channel.last_message.content
    assert incident_in(channel.last_message.content) in caplog.text


async def test_what_people_write_is_never_logged(
    channel: ChannelHandle,
    alice: MemberActor,
    bot: RolecallBot,
    simcord_env: Env,
    answerer: Answerer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    assert bot.user is not None
    await alice.send(channel, f"{bot.user.mention} xylophonequestion ml engineer skills")
    monkeypatch.setattr(answerer, "ask", explode)
    await alice.slash(channel, "ask", question="xylophonequestion")

    assert "incident" in caplog.text
    assert "xylophonequestion" not in caplog.text
    assert simcord_env.errors


async def test_a_mention_is_never_taken_for_a_prefix_command(
    channel: ChannelHandle, alice: MemberActor, bot: RolecallBot
) -> None:
    """discord.py would log the first word of the message as an unknown command."""
    failed: list[object] = []

    async def note(_: object, error: object) -> None:
        failed.append(error)

    bot.add_listener(note, "on_command_error")
    assert bot.user is not None
    await alice.send(channel, f"{bot.user.mention} xylophonequestion ml engineer skills")

    assert failed == []
    assert channel.last_message is not None
    assert channel.last_message.author.id == bot.user.id


@pytest.mark.parametrize("level", ["DEBUG", "WARNING"])
def test_discords_library_never_logs_message_content(
    level: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    root = logging.getLogger()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOG_LEVEL", level)
    monkeypatch.setattr(root, "handlers", [])
    monkeypatch.setattr(root, "level", root.level)
    main(["health"])

    assert not logging.getLogger("discord.gateway").isEnabledFor(logging.DEBUG)


async def test_asking_too_often_says_how_long_to_wait(
    simcord_env: Env, channel: ChannelHandle, alice: MemberActor, bob: MemberActor
) -> None:
    for _ in range(MAX_QUESTIONS):
        await alice.slash(channel, "role", name="mle")
    blocked = await alice.slash(channel, "role", name="mle")
    other = await bob.slash(channel, "role", name="mle")
    await simcord_env.advance_time(PERIOD_SECONDS + 1)
    allowed = await alice.slash(channel, "role", name="mle")

    assert blocked.ephemeral
    assert blocked.response is not None
    assert "ask again in" in blocked.response.content
    assert card_of(other).title == "ML Engineer"
    assert card_of(allowed).title == "ML Engineer"
    assert simcord_env.errors  # handled, yet recorded


async def test_mentioning_too_often_gets_an_hourglass(
    channel: ChannelHandle, alice: MemberActor, bot: RolecallBot
) -> None:
    assert bot.user is not None
    for _ in range(MAX_QUESTIONS + 1):
        last = await alice.send(channel, f"{bot.user.mention} what is an ml engineer")

    answers = [m for m in channel.history() if m.author.id == bot.user.id]
    assert len(answers) == MAX_QUESTIONS
    refreshed = next(m for m in channel.history() if m.id == last.id)
    assert [str(reaction.emoji) for reaction in refreshed.reactions] == ["⏳"]


async def test_a_passing_failure_of_discord_is_retried(
    simcord_env: Env, channel: ChannelHandle, alice: MemberActor, bot: RolecallBot
) -> None:
    assert bot.user is not None
    simcord_env.inject_error("POST", "/channels/*/messages", status=503)
    await alice.send(channel, f"{bot.user.mention} what is an ml engineer")

    assert card_of(channel.last_message).title == "ML Engineer"


async def test_a_channel_that_it_may_not_write_in_is_left_alone(
    simcord_env: Env, channel: ChannelHandle, alice: MemberActor, bot: RolecallBot
) -> None:
    assert bot.user is not None
    simcord_env.inject_error("POST", "/channels/*/messages", status=403, code=50013, times=None)
    await alice.send(channel, f"{bot.user.mention} what is an ml engineer")

    assert [message.author.id for message in channel.history()] == [alice.id]
    assert simcord_env.errors == []


async def test_an_old_button_of_another_format_says_so(
    channel: ChannelHandle, alice: MemberActor, bot: RolecallBot
) -> None:
    view = discord.ui.LayoutView(timeout=None)
    for payload in ("zz:rml-engineer:0", "su:rml-engineer:x", "garbage"):
        button: discord.ui.Button[discord.ui.LayoutView] = discord.ui.Button(
            label=payload, custom_id=f"rc1:a:{payload}"
        )
        view.add_item(discord.ui.ActionRow(button))
    target = bot.get_channel(channel.id)
    assert isinstance(target, discord.TextChannel)
    message = await target.send(view=view)

    for payload in ("zz:rml-engineer:0", "su:rml-engineer:x", "garbage"):
        result = await alice.click(message, label=payload)
        assert result.response is not None
        assert "older version" in result.response.content


async def test_a_button_to_a_role_that_is_gone_still_answers(
    channel: ChannelHandle, alice: MemberActor, bot: RolecallBot
) -> None:
    view = discord.ui.LayoutView(timeout=None)
    button: discord.ui.Button[discord.ui.LayoutView] = discord.ui.Button(
        label="Gone", custom_id="rc1:a:sk:rblacksmith:0"
    )
    view.add_item(discord.ui.ActionRow(button))
    target = bot.get_channel(channel.id)
    assert isinstance(target, discord.TextChannel)
    message = await target.send(view=view)
    await alice.click(message, label="Gone")

    assert card_of(channel.last_message).title.startswith("Roles I know")


@pytest.mark.simcord(shard_count=1, check_errors=False)
async def test_failing_to_publish_commands_does_not_stop_the_bot(
    simcord_env: Env, channel: ChannelHandle, answerer: Answerer, alice: MemberActor
) -> None:
    simcord_env.inject_error("GET", "/applications/*/commands", status=500)
    await simcord_env.restart_bot(RolecallBot(answerer))
    result = await alice.slash(channel, "role", name="mle")

    assert card_of(result).title == "ML Engineer"
