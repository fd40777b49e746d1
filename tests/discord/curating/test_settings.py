"""`/settings`: who may change how the bot behaves, and what each change does."""

from typing import Any

import pytest
from discord import app_commands
from simcord import ChannelHandle, Env, MemberActor, SetupError, assert_error

from bot.app import RolecallBot
from bot.ui.settings import MODES, build_settings_card
from knowledge.store.guild_settings import DEFAULTS, GuildSettings
from knowledge.store.outage import StoreUnavailable
from knowledge.store.store import Store
from tests.discord.curating.outage import outage
from tests.discord.curating.settling import COMMANDS, run, said
from tests.discord.seen import card_of, read_card


async def allow(env: Env, bot: RolecallBot, *actors: MemberActor) -> None:
    """Let people see the command, as a server's admin can: the bot's own check is left."""
    (command,) = [found for found in await bot.tree.fetch_commands() if found.name == "settings"]
    env.guild.set_command_permissions(command, dict.fromkeys(actors, True))


async def test_every_command_is_known_here(bot: RolecallBot, alice: MemberActor) -> None:
    group = bot.tree.get_command("settings")

    assert isinstance(group, app_commands.Group)
    assert {command.name for command in group.commands} == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
async def test_members_do_not_even_see_it(
    channel: ChannelHandle, alice: MemberActor, name: str
) -> None:
    with pytest.raises(SetupError, match="not visible"):
        await run(alice, channel, name)


@pytest.mark.parametrize("name", COMMANDS)
async def test_nobody_without_manage_server_changes_anything(
    simcord_env: Env,
    channel: ChannelHandle,
    bot: RolecallBot,
    alice: MemberActor,
    keeper: MemberActor,
    store: Store,
    name: str,
) -> None:
    before = await store.settings.get(simcord_env.guild.id)
    await allow(simcord_env, bot, alice, keeper)

    for stranger in (alice, keeper):
        told = said(await run(stranger, channel, name))
        assert "may manage the server" in told
        assert "curators' role is not enough" in told

    assert await store.settings.get(simcord_env.guild.id) == before
    assert_error(simcord_env, app_commands.CheckFailure)


async def test_the_card_shows_what_is_so_and_what_it_means(
    simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store
) -> None:
    role = simcord_env.guild.create_role("Guides")
    wanted = GuildSettings(
        curator_role_id=role.id,
        curators_channel_id=channel.id,
        channel_modes={channel.id: "auto"},
        is_ephemeral=True,
    )
    fresh = card_of(await run(curator, channel, "show"))
    await store.settings.change(simcord_env.guild.id, lambda _: wanted)

    result = await run(curator, channel, "show")

    assert result.ephemeral
    text = card_of(result).text
    for part in (role.mention, f"{channel.mention}: `auto`", "whoever asked alone", "English"):
        assert part in text
        assert part == "English" or part not in fresh.text
    assert all(f"`{mode}`: {meaning}" in text for mode, meaning in MODES.items())
    assert "MESSAGE_CONTENT" not in text


def test_the_card_fits_with_the_most_that_can_be_set() -> None:
    crowded = GuildSettings(
        curator_role_id=2**63,
        curators_channel_id=2**63,
        digest_channel_id=2**63,
        channel_modes={2**63 + n: "suggest" for n in range(500)},
        is_ephemeral=True,
    )

    view = build_settings_card(crowded, can_listen=False, is_current=False)
    components: list[dict[str, Any]] = view.to_components()  # type: ignore[no-untyped-call]
    card = read_card(components)

    assert card.is_within_limits()
    assert "and 460 more" in card.text
    assert "as `mention` for now" in card.text


async def test_a_role_is_named_and_taken_back(
    simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store
) -> None:
    role = simcord_env.guild.create_role("Guides")

    told = said(await run(curator, channel, "curators", role=role))
    named = await store.settings.get(simcord_env.guild.id)
    cleared = said(await run(curator, channel, "curators"))

    assert named.curator_role_id == role.id
    assert role.mention in told
    assert "Server Settings → Integrations" in told
    assert "without a role" in told
    assert "Only people who may manage the server" in cleared
    assert (await store.settings.get(simcord_env.guild.id)).curator_role_id is None


async def test_everybody_cannot_be_curators(
    simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store
) -> None:
    told = said(await run(curator, channel, "curators", role=simcord_env.guild.default_role))

    assert told.startswith("Nothing was changed")
    assert await store.settings.get(simcord_env.guild.id) == DEFAULTS


@pytest.mark.parametrize(
    ("name", "field"),
    [("curators-channel", "curators_channel_id"), ("digest", "digest_channel_id")],
)
async def test_a_channel_is_chosen_and_taken_back(
    simcord_env: Env,
    channel: ChannelHandle,
    curator: MemberActor,
    store: Store,
    name: str,
    field: str,
) -> None:
    told = said(await run(curator, channel, name, channel=channel))
    chosen = await store.settings.get(simcord_env.guild.id)
    cleared = said(await run(curator, channel, name))

    assert getattr(chosen, field) == channel.id
    assert channel.mention in told
    assert f"/settings {name}" in told
    assert channel.mention not in cleared
    assert await store.settings.get(simcord_env.guild.id) == DEFAULTS


async def test_answers_are_private_where_the_server_wants_it(
    channel: ChannelHandle, curator: MemberActor, alice: MemberActor
) -> None:
    for private in (True, False):
        told = said(await run(curator, channel, "answers", private=private))
        answers = [
            await alice.slash(channel, "role", name="ml-engineer"),
            await alice.slash(channel, "ask", question="what does a data scientist do"),
            await alice.slash(channel, "compare", first="mle", second="data scientist"),
        ]

        assert ("alone" in told) == private
        assert [answer.ephemeral for answer in answers] == [private] * 3
        labels = card_of(answers[0]).labels
        assert ("Post it here" in labels, "Remove" in labels) == (private, not private)


async def test_only_languages_that_exist_are_offered(
    channel: ChannelHandle, curator: MemberActor
) -> None:
    with pytest.raises(Exception, match="fr"):
        await run(curator, channel, "language", language="fr")

    told = said(await run(curator, channel, "language", language="en"))
    assert "English" in told
    assert "only language" in told


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "show"])
async def test_while_the_store_is_away_nothing_is_saved_and_that_is_said(
    simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store, name: str
) -> None:
    guild_id = simcord_env.guild.id
    german = await store.settings.change(guild_id, lambda old: old.having(language="de"))
    with outage():
        told = said(await run(curator, channel, name))

    assert "nothing was saved" in told
    assert await store.settings.get(guild_id) == german
    assert_error(simcord_env, StoreUnavailable)


async def test_while_the_store_is_away_the_last_known_settings_are_shown(
    simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store
) -> None:
    await store.settings.change(
        simcord_env.guild.id, lambda old: old.having(curators_channel_id=channel.id)
    )
    with outage():
        away = card_of(await run(curator, channel, "show"))
    back = card_of(await run(curator, channel, "show"))

    assert channel.mention in away.text
    assert "what I knew last" in away.text
    assert "what I knew last" not in back.text
