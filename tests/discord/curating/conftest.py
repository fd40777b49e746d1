"""A bot with a store on each engine, and who curates."""

import discord
import pytest
from simcord import ChannelHandle, Env, MemberActor

from bot.answers.answerer import Answerer
from bot.app import RolecallBot
from knowledge.store.guild_settings import ChannelMode
from knowledge.store.store import Store
from tests.discord.curating.talk import SetMode


@pytest.fixture
def simcord_bot(answerer: Answerer, store: Store) -> RolecallBot:
    return RolecallBot(answerer, store, message_content=True)


@pytest.fixture
def curator(simcord_env: Env, channel: ChannelHandle) -> MemberActor:
    """Somebody who may manage the server."""
    return _with_role(simcord_env, "carla", discord.Permissions(manage_guild=True))


@pytest.fixture
def second(simcord_env: Env, channel: ChannelHandle) -> MemberActor:
    """Another one who may."""
    return _with_role(simcord_env, "sergio", discord.Permissions(manage_guild=True))


@pytest.fixture
async def keeper(simcord_env: Env, channel: ChannelHandle, store: Store) -> MemberActor:
    """Somebody with the role that the server named, and no permission of Discord's."""
    actor = _with_role(simcord_env, "kim", discord.Permissions.none())
    role_id = simcord_env.guild.roles["kims"].id
    await store.settings.change(
        simcord_env.guild.id, lambda old: old.having(curator_role_id=role_id)
    )
    return actor


@pytest.fixture
def set_mode(simcord_env: Env, channel: ChannelHandle, store: Store) -> SetMode:
    async def change(where: ChannelHandle, mode: ChannelMode) -> None:
        await store.settings.change(
            simcord_env.guild.id,
            lambda old: old.having(channel_modes={**old.channel_modes, where.id: mode}),
        )

    return change


def _with_role(env: Env, name: str, permissions: discord.Permissions) -> MemberActor:
    role = env.guild.create_role(f"{name}s", permissions=permissions)
    return env.guild.add_member(env.create_user(name), roles=[role])
