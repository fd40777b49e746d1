"""Where the bot listens: what it answers unasked, and what it leaves alone."""

import discord
import pytest
from simcord import ChannelHandle, Env, MemberActor

from bot.app import RolecallBot
from bot.listening import DIALOGUE_SECONDS, REPEAT_SECONDS
from bot.throttle import MAX_QUESTIONS
from knowledge.store.guild_settings import ChannelMode
from tests.discord.curating.talk import MLE, NLP, TALK, SetMode, said
from tests.discord.seen import card_of

# --- off and mention --------------------------------------------------------


async def test_off_is_silence_even_to_mentions(
    channel: ChannelHandle, alice: MemberActor, bot: RolecallBot, set_mode: SetMode
) -> None:
    assert bot.user is not None
    await alice.send(channel, f"{bot.user.mention} {MLE}")
    card = channel.last_message
    await set_mode(channel, "off")

    await alice.send(channel, f"{bot.user.mention} {NLP}")
    await alice.send(channel, "and the skills?", reply_to=card)
    for _ in range(MAX_QUESTIONS):
        await alice.send(channel, bot.user.mention)
    by_command = await alice.slash(channel, "role", name="ml-engineer")

    assert said(channel, bot)[:1] == ["ML Engineer: what they do"]
    assert len(said(channel, bot)) == 2  # the other is the command's
    assert card_of(by_command).title == "ML Engineer"
    assert not any(message.reactions for message in channel.history())


async def test_only_the_chosen_channel_is_listened_to(
    simcord_env: Env,
    channel: ChannelHandle,
    alice: MemberActor,
    bot: RolecallBot,
    set_mode: SetMode,
) -> None:
    other = simcord_env.guild.create_text_channel("other")
    await set_mode(channel, "auto")

    await alice.send(other, MLE)
    await alice.send(channel, MLE)

    assert said(other, bot) == []
    assert said(channel, bot) == ["ML Engineer: what they do"]


@pytest.mark.parametrize(("mode", "answers"), [("auto", 1), ("mention", 0), ("off", 0)])
async def test_a_thread_follows_its_channel(
    channel: ChannelHandle,
    alice: MemberActor,
    bot: RolecallBot,
    set_mode: SetMode,
    mode: ChannelMode,
    answers: int,
) -> None:
    target = bot.get_channel(channel.id)
    assert isinstance(target, discord.TextChannel)
    await target.create_thread(name="more", type=discord.ChannelType.public_thread)
    (thread,) = channel.threads
    await set_mode(channel, mode)

    await alice.send(thread, MLE)

    assert len(said(thread, bot)) == answers


# --- auto -------------------------------------------------------------------


async def test_auto_answers_what_it_is_sure_of_and_nothing_else(
    channel: ChannelHandle, alice: MemberActor, bot: RolecallBot, set_mode: SetMode
) -> None:
    await set_mode(channel, "auto")
    for text in (TALK, "hello", "thanks!", "what is the salary of a data scientist", "?"):
        await alice.send(channel, text)
    assert said(channel, bot) == []

    await alice.send(channel, NLP)

    answer = channel.last_message
    assert answer is not None
    assert answer.reference is not None
    assert card_of(answer).title == "NLP Engineer: skills"
    assert "Remove" in card_of(answer).labels


async def test_the_same_entry_is_answered_once_then_linked_once_then_left(
    simcord_env: Env,
    channel: ChannelHandle,
    alice: MemberActor,
    bob: MemberActor,
    bot: RolecallBot,
    set_mode: SetMode,
) -> None:
    await set_mode(channel, "auto")
    await alice.send(channel, MLE)
    first = channel.last_message
    assert first is not None

    await bob.send(channel, "what skills does an ml engineer need?")
    pointed = channel.last_message
    await alice.send(channel, MLE)
    await alice.send(channel, NLP)  # another entry
    await simcord_env.advance_time(REPEAT_SECONDS)
    await bob.send(channel, MLE)

    assert pointed is not None
    assert first.jump_url in pointed.content
    assert said(channel, bot) == [
        "ML Engineer: what they do",
        pointed.content,
        "NLP Engineer: skills",
        "ML Engineer: what they do",
    ]


async def test_what_was_answered_to_a_mention_is_not_said_again(
    channel: ChannelHandle,
    alice: MemberActor,
    bob: MemberActor,
    bot: RolecallBot,
    set_mode: SetMode,
) -> None:
    assert bot.user is not None
    await set_mode(channel, "auto")
    await alice.send(channel, f"{bot.user.mention} {MLE}")
    answer = channel.last_message
    await bob.send(channel, MLE)

    assert answer is not None
    assert channel.last_message is not None
    assert answer.jump_url in channel.last_message.content


async def test_what_was_taken_away_may_be_said_again(
    channel: ChannelHandle,
    alice: MemberActor,
    bob: MemberActor,
    bot: RolecallBot,
    set_mode: SetMode,
) -> None:
    await set_mode(channel, "auto")
    await alice.send(channel, MLE)
    assert channel.last_message is not None
    await alice.click(channel.last_message, label="Remove")

    await bob.send(channel, MLE)

    assert said(channel, bot) == ["ML Engineer: what they do"]


async def test_people_who_ask_in_turn_are_all_answered(
    channel: ChannelHandle,
    alice: MemberActor,
    bob: MemberActor,
    bot: RolecallBot,
    set_mode: SetMode,
) -> None:
    await set_mode(channel, "auto")
    await alice.send(channel, MLE)
    await bob.send(channel, NLP)
    await alice.send(channel, "how to become a data engineer")

    assert len(said(channel, bot)) == 3


async def test_a_dialogue_of_people_is_theirs(
    simcord_env: Env,
    channel: ChannelHandle,
    alice: MemberActor,
    bob: MemberActor,
    mod: MemberActor,
    bot: RolecallBot,
    set_mode: SetMode,
) -> None:
    await set_mode(channel, "auto")
    await alice.send(channel, "I'm thinking about a new job")
    question = await bob.send(channel, "oh, which one?")
    await alice.send(channel, MLE)  # bob has replied to alice
    await mod.send(channel, MLE, reply_to=question)  # said to bob
    await mod.send(channel, f"{bob.mention} {MLE}")  # said to bob as well
    assert said(channel, bot) == []

    await simcord_env.advance_time(DIALOGUE_SECONDS + 1)
    await alice.send(channel, MLE)
    assert len(said(channel, bot)) == 1


async def test_a_reply_to_oneself_is_no_dialogue(
    channel: ChannelHandle, alice: MemberActor, bot: RolecallBot, set_mode: SetMode
) -> None:
    await set_mode(channel, "auto")
    before = await alice.send(channel, TALK)
    await alice.send(channel, MLE, reply_to=before)

    assert len(said(channel, bot)) == 1


async def test_bots_and_webhooks_are_left_alone(
    simcord_env: Env,
    channel: ChannelHandle,
    alice: MemberActor,
    bot: RolecallBot,
    set_mode: SetMode,
) -> None:
    await set_mode(channel, "auto")
    robot = simcord_env.guild.add_member(simcord_env.create_user("robot", bot=True))
    await robot.send(channel, MLE)
    await simcord_env.guild.create_webhook(channel).send(MLE)

    assert said(channel, bot) == []


async def test_one_person_cannot_make_it_talk_without_end(
    channel: ChannelHandle, alice: MemberActor, bot: RolecallBot, set_mode: SetMode
) -> None:
    await set_mode(channel, "auto")
    roles = list(bot.desk.answerer.base.roles.values())[: MAX_QUESTIONS + 4]
    for role in roles:
        await alice.send(channel, f"what does a {role.name} do?")

    assert 3 <= len(said(channel, bot)) <= MAX_QUESTIONS
    assert not any(message.reactions for message in channel.history())  # nobody asked it


async def test_where_it_may_not_speak_nothing_breaks(
    simcord_env: Env,
    channel: ChannelHandle,
    alice: MemberActor,
    bob: MemberActor,
    bot: RolecallBot,
    set_mode: SetMode,
) -> None:
    assert bot.user is not None
    mute = discord.PermissionOverwrite(send_messages=False, add_reactions=False)
    quiet = simcord_env.guild.create_text_channel("quiet", overwrites={bot.user: mute})
    for mode in ("auto", "suggest"):
        await set_mode(quiet, mode)
        await alice.send(quiet, MLE)
        await bob.send(quiet, MLE)

    assert said(quiet, bot) == []
    assert simcord_env.errors == []


async def test_a_bug_while_listening_is_logged_and_says_nothing(
    channel: ChannelHandle,
    alice: MemberActor,
    bot: RolecallBot,
    set_mode: SetMode,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def explode(*_: object) -> None:
        raise RuntimeError("bug")

    await set_mode(channel, "auto")
    monkeypatch.setattr(bot.desk, "overhear", explode)
    await alice.send(channel, MLE)

    assert said(channel, bot) == []
    assert "incident" in caplog.text
    assert MLE not in caplog.text
