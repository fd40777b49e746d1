"""What was asked and not answered: whose questions are kept, and what of them."""

import logging

import pytest
from simcord import ChannelHandle, Env, MemberActor

from bot.app import RolecallBot
from bot.records import MAX_GAPS
from knowledge.store.store import Store
from tests.discord.curating.outage import outage
from tests.discord.curating.pressing import until
from tests.discord.seen import card_of

NONSENSE = "how do zebras umbrella their xylophone"


def mention(bot: RolecallBot) -> str:
    assert bot.user is not None
    return bot.user.mention


async def words(store: Store, env: Env) -> list[str]:
    return [gap.words for gap in await store.gaps.all_gaps(env.guild.id)]


async def test_who_mentions_or_uses_a_command_is_noted_without_a_name(
    simcord_env: Env,
    channel: ChannelHandle,
    alice: MemberActor,
    bob: MemberActor,
    bot: RolecallBot,
    store: Store,
) -> None:
    await alice.send(channel, f"{mention(bot)} How do Zebras umbrella <@42> their xylophone??")
    await until(lambda: words(store, simcord_env), [NONSENSE])
    assert await store.gaps.open_gaps(simcord_env.guild.id) == ()

    asked = await bob.slash(channel, "ask", question="how do zebars umbrella their xylophone")

    assert card_of(asked).title == "I don't know that"

    async def shown() -> list[tuple[str, int]]:
        gaps = await store.gaps.open_gaps(simcord_env.guild.id)
        return [(gap.words, gap.people) for gap in gaps]

    await until(shown, [(NONSENSE, 2)])


async def test_a_reply_to_an_answer_is_noted(
    simcord_env: Env,
    channel: ChannelHandle,
    alice: MemberActor,
    bot: RolecallBot,
    store: Store,
) -> None:
    await alice.send(channel, f"{mention(bot)} what is an ml engineer")
    answer = channel.last_message
    await alice.send(channel, NONSENSE, reply_to=answer)

    await until(lambda: words(store, simcord_env), [NONSENSE])


async def test_a_name_that_a_command_does_not_know_is_noted(
    simcord_env: Env, channel: ChannelHandle, alice: MemberActor, store: Store
) -> None:
    await alice.slash(channel, "role", name="zebra umbrella tuner")

    await until(lambda: words(store, simcord_env), ["zebra umbrella tuner"])


@pytest.mark.parametrize(
    "question",
    ["what is an ml engineer", "how much does an ml engineer earn", "xylophone", "?", "", "hi"],
)
async def test_what_has_an_answer_or_no_words_is_not_noted(
    simcord_env: Env,
    channel: ChannelHandle,
    alice: MemberActor,
    bot: RolecallBot,
    store: Store,
    question: str,
) -> None:
    await alice.send(channel, f"{mention(bot)} {question}")
    await alice.slash(channel, "ask", question=question or "?")

    assert await words(store, simcord_env) == []


async def test_nobody_elsewhere_and_nobody_who_did_not_ask_is_noted(
    simcord_env: Env,
    channel: ChannelHandle,
    alice: MemberActor,
    bob: MemberActor,
    bot: RolecallBot,
    store: Store,
) -> None:
    robot = simcord_env.guild.add_member(simcord_env.create_user("robot", bot=True))
    await robot.send(channel, f"{mention(bot)} {NONSENSE}")
    await alice.send_dm(NONSENSE)
    talk = await bob.send(channel, NONSENSE)
    await alice.context_menu(channel, "Answer this", talk)

    assert await words(store, simcord_env) == []
    assert await store.retention.present() == set()


async def test_with_the_store_away_the_answer_comes_and_it_is_logged_once(
    channel: ChannelHandle,
    alice: MemberActor,
    bot: RolecallBot,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with outage(), caplog.at_level(logging.WARNING, "bot.records"):
        asked = await alice.slash(channel, "ask", question=NONSENSE)
        await alice.send(channel, f"{mention(bot)} {NONSENSE}")

    assert card_of(asked).title == card_of(channel.last_message).title == "I don't know that"
    assert asked.followups == []
    assert [r.name for r in caplog.records].count("bot.records") == 1
    assert "zebra" not in caplog.text


async def test_nonsense_fills_no_disk(
    simcord_env: Env,
    channel: ChannelHandle,
    alice: MemberActor,
    bob: MemberActor,
    bot: RolecallBot,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert MAX_GAPS >= 100
    monkeypatch.setattr("bot.records.MAX_GAPS", 1)
    for actor, question in ((alice, NONSENSE), (alice, "zzz yyy xxx"), (bob, NONSENSE)):
        await actor.slash(channel, "ask", question=question)

    async def people() -> list[int]:
        return [gap.people for gap in await store.gaps.all_gaps(simcord_env.guild.id)]

    await until(people, [2])
    assert await words(store, simcord_env) == [NONSENSE]
