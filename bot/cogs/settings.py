"""`/settings`: how the bot behaves in a server. For people who may manage it, nobody else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, get_args

import discord
from discord import app_commands

from bot.curators import guild_of, require_manager
from bot.permissions import ANSWER, OFFER, READ_AND_WRITE, lacking
from bot.preferences import LISTENING
from bot.ui import settings as says
from knowledge.store.guild_settings import ChannelMode, GuildSettings
from knowledge.store.outage import StoreUnavailable

if TYPE_CHECKING:
    from bot.app import RolecallBot
    from knowledge.store.store import Store

Press = discord.Interaction[Any]
Chosen = app_commands.Choice[str]
Written = discord.TextChannel | None
Talked = discord.TextChannel | discord.ForumChannel | discord.VoiceChannel | discord.StageChannel

_MODES = [app_commands.Choice(name=mode, value=mode) for mode in get_args(ChannelMode)]
_LANGUAGES = [app_commands.Choice(name=name, value=key) for key, name in says.LANGUAGES.items()]


class Settings(app_commands.Group):
    """Shows and changes a server's settings. Each change says what is so now."""

    def __init__(self, bot: RolecallBot, store: Store) -> None:
        super().__init__(
            name="settings",
            description="How I behave in this server",
            guild_only=True,
            default_permissions=discord.Permissions(manage_guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        )
        self._bot = bot
        self._store = store

    async def interaction_check(self, interaction: Press, /) -> bool:
        """Let people pass who may manage the server: Discord's permission is only a default."""
        require_manager(interaction)
        return True

    @app_commands.command()
    async def show(self, interaction: Press) -> None:
        """See all settings as they are now, and what they mean."""
        await interaction.response.defer(ephemeral=True)
        guild_id = guild_of(interaction)
        try:
            settings, is_current = await self._store.settings.read(guild_id), True
        except StoreUnavailable:
            settings, is_current = self._store.settings.known(guild_id), False
        can_listen = self._bot.intents.message_content
        card = says.build_settings_card(settings, can_listen=can_listen, is_current=is_current)
        await interaction.edit_original_response(view=card)

    @app_commands.command()
    @app_commands.describe(role="Who may teach me; leave it out to take that back")
    async def curators(self, interaction: Press, role: discord.Role | None = None) -> None:
        """Name the role whose people may teach me."""
        if role is not None and role.is_default():
            await _refuse(interaction, says.EVERYONE)
            return
        said, chosen = says.curators(role, self._bot.user), role.id if role else None
        await self._save(interaction, said, lambda old: old.having(curator_role_id=chosen))

    @app_commands.command(name="curators-channel")
    @app_commands.describe(channel="Where suggestions go; leave it out to have none")
    async def curators_channel(self, interaction: Press, channel: Written = None) -> None:
        """Choose the channel where members' suggestions go."""
        said = says.place(channel, says.CURATORS_CHANNEL, says.NO_CURATORS_CHANNEL)
        await self._choose(interaction, channel, "curators_channel_id", said)

    @app_commands.command()
    @app_commands.describe(channel="Where the digest goes; leave it out to stop it")
    async def digest(self, interaction: Press, channel: Written = None) -> None:
        """Choose the channel that gets a weekly digest."""
        said = says.place(channel, says.DIGEST, says.NO_DIGEST)
        await self._choose(interaction, channel, "digest_channel_id", said)

    @app_commands.command()
    @app_commands.describe(channel="A channel or forum; threads follow it", mode="What I do there")
    @app_commands.choices(mode=_MODES)
    async def mode(self, interaction: Press, channel: Talked, mode: Chosen) -> None:
        """Choose what I do in a channel: off, mention, suggest or auto."""
        wanted: ChannelMode = mode.value  # type: ignore[assignment]
        if wanted in LISTENING and not self._bot.intents.message_content:
            await _refuse(interaction, says.NEEDS_CONTENT.format(mode=wanted))
            return
        needed = {"auto": ANSWER, "suggest": OFFER}.get(wanted, ())
        if await _lacks(interaction, channel, needed):
            return
        missing = lacking(channel, ANSWER) if wanted == "mention" else ()

        def edit(old: GuildSettings) -> GuildSettings:
            modes = {**old.channel_modes, channel.id: wanted}
            there = {i: m for i, m in modes.items() if channel.guild.get_channel(i)}
            return old.having(channel_modes={i: m for i, m in there.items() if m != "mention"})

        await self._save(interaction, says.mode(channel, wanted, missing), edit)

    @app_commands.command()
    @app_commands.describe(private="Whether answers to commands are for whoever asked alone")
    async def answers(self, interaction: Press, private: bool) -> None:
        """Choose who sees answers to commands: everybody, or whoever asked alone."""
        said = says.PRIVATE if private else says.PUBLIC
        await self._save(interaction, said, lambda old: old.having(is_ephemeral=private))

    @app_commands.command()
    @app_commands.describe(language="What I speak; there is only English so far")
    @app_commands.choices(language=_LANGUAGES)
    async def language(self, interaction: Press, language: Chosen) -> None:
        """Choose the language that I speak. So far I know only English."""
        said = says.LANGUAGE.format(language=language.name)
        await self._save(interaction, said, lambda old: old.having(language=language.value))

    async def _choose(self, interaction: Press, channel: Written, field: str, said: str) -> None:
        if not await _lacks(interaction, channel, READ_AND_WRITE):
            chosen = {field: channel.id if channel else None}
            await self._save(interaction, said, lambda old: old.having(**chosen))

    async def _save(
        self, interaction: Press, said: str, edit: Callable[[GuildSettings], GuildSettings]
    ) -> None:
        """Save, which may take the store a while, and then say what is so now."""
        await interaction.response.defer(ephemeral=True)
        await self._store.settings.change(guild_of(interaction), edit)
        await interaction.edit_original_response(content=said)


async def _refuse(interaction: Press, why: str) -> None:
    await interaction.response.send_message(why, ephemeral=True)


async def _lacks(
    interaction: Press, channel: discord.abc.GuildChannel | None, needed: Sequence[str]
) -> bool:
    """Return whether the bot can't do there what it is to do; then the person was told why."""
    missing = lacking(channel, needed) if channel else ()
    if channel and missing:
        await _refuse(interaction, says.lacks(channel, missing))
    return bool(missing)
