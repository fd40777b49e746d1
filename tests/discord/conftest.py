"""A simulated Discord with the real bot in it, and people."""

from dataclasses import replace

import discord
import pytest
from simcord import ChannelHandle, Env, MemberActor

from bot.answers.answerer import Answerer
from bot.app import RolecallBot


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give the bot one shard in every test: Discord would tell it how many."""
    for item in items:
        if item.get_closest_marker("simcord") is None:
            item.add_marker(pytest.mark.simcord(shard_count=1))


@pytest.fixture
def simcord_bot(answerer: Answerer) -> RolecallBot:
    return RolecallBot(answerer)


@pytest.fixture
def bot(simcord_bot: RolecallBot) -> RolecallBot:
    return simcord_bot


@pytest.fixture
def unsure(answerer: Answerer) -> None:
    """Make the bot ask back where it would otherwise have a favourite."""
    router = answerer.router
    thresholds = router.thresholds.model_copy(update={"answer": 1.0})
    answerer.router = replace(router, thresholds=thresholds)


@pytest.fixture
def channel(simcord_env: Env) -> ChannelHandle:
    return simcord_env.create_guild().create_text_channel("general")


@pytest.fixture
def alice(simcord_env: Env, channel: ChannelHandle) -> MemberActor:
    return simcord_env.guild.add_member(simcord_env.create_user("alice"))


@pytest.fixture
def bob(simcord_env: Env, channel: ChannelHandle) -> MemberActor:
    return simcord_env.guild.add_member(simcord_env.create_user("bob"))


@pytest.fixture
def mod(simcord_env: Env, channel: ChannelHandle) -> MemberActor:
    permissions = discord.Permissions(manage_messages=True)
    role = simcord_env.guild.create_role("Mods", permissions=permissions)
    return simcord_env.guild.add_member(simcord_env.create_user("mod"), roles=[role])
