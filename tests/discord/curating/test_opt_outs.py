"""Who isn't listened to, and what holds while the store is away."""

import asyncio

import pytest
from simcord import ChannelHandle, Env, MemberActor

from bot.answers.answerer import Answerer
from bot.app import RolecallBot
from bot.listening import DIALOGUE_SECONDS
from knowledge.store.guild_settings import ChannelMode
from knowledge.store.store import Store
from tests.discord.curating.outage import outage
from tests.discord.curating.talk import MLE, NLP, TALK, SetMode, offers, said

# --- people who opted out, and a store that is away --------------------------


@pytest.mark.parametrize("mode", ["auto", "suggest"])
async def test_who_opted_out_is_not_listened_to_but_may_ask(
    simcord_env: Env,
    channel: ChannelHandle,
    alice: MemberActor,
    bob: MemberActor,
    bot: RolecallBot,
    store: Store,
    set_mode: SetMode,
    mode: ChannelMode,
) -> None:
    assert bot.user is not None
    await set_mode(channel, mode)
    await store.opt_outs.add(simcord_env.guild.id, alice.id)

    await alice.send(channel, NLP)
    assert (said(channel, bot), offers(channel)) == ([], [])
    await alice.send(channel, f"{bot.user.mention} {NLP}")
    assert said(channel, bot) == ["NLP Engineer: skills"]
    await bob.send(channel, MLE)
    assert len(said(channel, bot)) + len(offers(channel)) == 2

    await store.opt_outs.remove(simcord_env.guild.id, alice.id)
    await simcord_env.advance_time(DIALOGUE_SECONDS + 1)
    await alice.send(channel, "how to become a data engineer")
    assert len(said(channel, bot)) + len(offers(channel)) == 3


async def test_opting_out_counts_in_one_server(
    simcord_env: Env,
    channel: ChannelHandle,
    alice: MemberActor,
    bot: RolecallBot,
    store: Store,
    set_mode: SetMode,
) -> None:
    await store.opt_outs.add(simcord_env.guild.id + 1, alice.id)
    await set_mode(channel, "auto")
    await alice.send(channel, MLE)

    assert len(said(channel, bot)) == 1


async def test_while_the_store_is_away_the_last_known_counts(
    simcord_env: Env,
    channel: ChannelHandle,
    alice: MemberActor,
    bob: MemberActor,
    mod: MemberActor,
    bot: RolecallBot,
    store: Store,
    set_mode: SetMode,
) -> None:
    await set_mode(channel, "auto")
    await store.opt_outs.add(simcord_env.guild.id, alice.id)
    await mod.send(channel, TALK)  # so that all is known
    with outage():
        store.changes.tell(simcord_env.guild.id)  # something may have changed
        await asyncio.sleep(0)
        await alice.send(channel, MLE)
        assert said(channel, bot) == []
        await bob.send(channel, NLP)
        assert said(channel, bot) == ["NLP Engineer: skills"]


async def test_where_nothing_is_known_nobody_is_listened_to(
    channel: ChannelHandle,
    alice: MemberActor,
    bot: RolecallBot,
    set_mode: SetMode,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert bot.user is not None
    monkeypatch.setattr("bot.renewals.RETRY_SECONDS", 0.0)
    await set_mode(channel, "auto")  # the settings are known, who opted out is not
    with outage():
        await alice.send(channel, MLE)
        assert said(channel, bot) == []
        await alice.send(channel, f"{bot.user.mention} {NLP}")
        assert said(channel, bot) == ["NLP Engineer: skills"]
    await alice.send(channel, MLE)

    assert said(channel, bot) == ["NLP Engineer: skills", "ML Engineer: what they do"]


class TestWithoutMessageContent:
    """A host took the switch away after a server had chosen to be listened to."""

    @pytest.fixture
    def simcord_bot(self, answerer: Answerer, store: Store) -> RolecallBot:
        return RolecallBot(answerer, store)

    async def test_nothing_of_it_runs(
        self, channel: ChannelHandle, alice: MemberActor, bot: RolecallBot, set_mode: SetMode
    ) -> None:
        assert bot.user is not None
        await set_mode(channel, "auto")
        await alice.send(channel, MLE)
        assert said(channel, bot) == []
        await alice.send(channel, f"{bot.user.mention} {MLE}")

        assert said(channel, bot) == ["ML Engineer: what they do"]
        assert bot.get_cog("Listening") is None
        assert not bot.intents.guild_reactions
