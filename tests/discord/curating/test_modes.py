"""`/settings mode`, and where the bot lacks what it needs from Discord."""

from collections.abc import Mapping

import discord
import pytest
from simcord import ChannelHandle, Env, MemberActor

from bot.answers.answerer import Answerer
from bot.app import RolecallBot
from bot.ui.settings import MODES
from knowledge.store.guild_settings import DEFAULTS
from knowledge.store.store import Store
from tests.discord.curating.settling import run, said
from tests.discord.seen import card_of


@pytest.mark.parametrize(
    ("command", "denied", "named"),
    [
        ("curators-channel", {"view_channel": False}, "View Channel"),
        ("digest", {"send_messages": False}, "Send Messages"),
        ("suggest", {"add_reactions": False}, "Add Reactions"),
        ("auto", {"read_message_history": False}, "Read Message History"),
    ],
)
async def test_a_channel_where_the_bot_cannot_do_it_is_refused_with_what_it_lacks(
    simcord_env: Env,
    curator: MemberActor,
    channel: ChannelHandle,
    bot: RolecallBot,
    store: Store,
    command: str,
    denied: Mapping[str, bool],
    named: str,
) -> None:
    assert bot.user is not None
    closed = simcord_env.guild.create_text_channel(
        "closed", overwrites={bot.user: discord.PermissionOverwrite(**denied)}
    )
    await simcord_env.settle()

    if command in MODES:
        result = await run(curator, channel, "mode", channel=closed, mode=command)
    else:
        result = await run(curator, channel, command, channel=closed)

    told = said(result)
    assert named in told
    assert closed.mention in told
    assert await store.settings.get(simcord_env.guild.id) == DEFAULTS


async def test_mention_is_kept_but_says_what_is_lacking(
    simcord_env: Env, curator: MemberActor, channel: ChannelHandle, bot: RolecallBot
) -> None:
    assert bot.user is not None
    denied = discord.PermissionOverwrite(send_messages=False)
    closed = simcord_env.guild.create_text_channel("closed", overwrites={bot.user: denied})
    await simcord_env.settle()

    told = said(await run(curator, channel, "mode", channel=closed, mode="mention"))

    assert "**Send Messages**" in told


@pytest.mark.parametrize("mode", MODES)
async def test_a_mode_is_chosen_also_for_a_forum(
    simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store, mode: str
) -> None:
    forum = simcord_env.guild.create_forum_channel("questions")
    gone = 1234567
    await store.settings.change(
        simcord_env.guild.id,
        lambda old: old.having(channel_modes={forum.id: "off", channel.id: "off", gone: "auto"}),
    )

    told = said(await run(curator, channel, "mode", channel=forum, mode=mode))

    settings = await store.settings.get(simcord_env.guild.id)
    assert f"`{mode}`" in told
    assert settings.mode(forum.id) == mode
    assert settings.mode(channel.id) == "off"
    assert gone not in settings.channel_modes


class TestWithoutMessageContent:
    """The host hasn't let Discord send plain messages."""

    @pytest.fixture
    def simcord_bot(self, answerer: Answerer, store: Store) -> RolecallBot:
        return RolecallBot(answerer, store)

    @pytest.mark.parametrize("mode", ["suggest", "auto"])
    async def test_listening_is_refused_with_how_to_get_it(
        self,
        simcord_env: Env,
        channel: ChannelHandle,
        curator: MemberActor,
        store: Store,
        mode: str,
    ) -> None:
        told = said(await run(curator, channel, "mode", mode=mode))
        shown = card_of(await run(curator, channel, "show")).text

        assert told.startswith("Nothing was changed")
        assert "MESSAGE_CONTENT=true" in told
        assert "Message Content Intent" in told
        assert "MESSAGE_CONTENT=true" in shown
        assert await store.settings.get(simcord_env.guild.id) == DEFAULTS

    async def test_the_other_modes_need_nothing(
        self, simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store
    ) -> None:
        await run(curator, channel, "mode", mode="off")

        assert (await store.settings.get(simcord_env.guild.id)).mode(channel.id) == "off"
