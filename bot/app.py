"""Build the bot: the one place where the parts meet, in production, playground and tests."""

import logging

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers.answerer import Answerer
from bot.cogs.ask import Ask
from bot.cogs.chat import Chat
from bot.cogs.listening import Listening
from bot.cogs.privacy import Privacy
from bot.cogs.roles import Roles
from bot.cogs.settings import Settings
from bot.cogs.upkeep import Upkeep
from bot.desk import Desk
from bot.errors import RolecallTree
from bot.guilds import nothing_own, reader_of
from bot.listening import Earshot
from bot.preferences import Preferences
from bot.privacy import PrivacyDesk
from bot.publishing import publish
from bot.ui.buttons import ALL_ITEMS
from bot.ui.privacy import PRIVACY_ITEMS
from knowledge.store.store import Store

log = logging.getLogger(__name__)


def gateway_intents(*, message_content: bool) -> discord.Intents:
    """Return what Discord shall tell the bot: nothing privileged unless the host asks for it."""
    intents = discord.Intents.none()
    intents.guilds = True
    intents.guild_messages = True  # with text only where the bot is mentioned or replied to
    intents.dm_messages = True
    intents.message_content = message_content
    intents.guild_reactions = message_content  # for the offers where it listens
    return intents


class RolecallBot(commands.AutoShardedBot):
    """The Discord client. Knows its cogs by name: a cog that isn't listed here doesn't run."""

    def __init__(
        self,
        answerer: Answerer,
        store: Store | None = None,
        *,
        message_content: bool = False,
    ) -> None:
        """Take what answers, and an open store: without one, all servers get the base alone."""
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=gateway_intents(message_content=message_content),
            allowed_mentions=discord.AllowedMentions.none(),  # nothing that is said may ping
            tree_cls=RolecallTree,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            activity=discord.CustomActivity("/role · /ask · or mention me"),
            max_messages=None,  # no message is ever kept
        )
        self.store = store
        self.preferences = Preferences(store, can_listen=message_content)
        self.earshot = Earshot()
        own = reader_of(store) if store else nothing_own
        self.desk = Desk(answerer, own, self.preferences.settings)
        self.privacy = PrivacyDesk(store, self.preferences)
        self.question_channels: frozenset[int] = frozenset()  # where every message is a question

    async def setup_hook(self) -> None:
        """Add cogs and the buttons of cards; publish the commands where they changed."""
        for cog in (Ask(self), Roles(self), Chat(self)):
            await self.add_cog(cog)
        if self.store is not None:
            self.store.changes.subscribe(self.desk.shelf.forget)
            await self.add_cog(Upkeep(self, self.store))
            await self.add_cog(Privacy(self.privacy))
            self.tree.add_command(Settings(self, self.store))
            self.add_dynamic_items(*PRIVACY_ITEMS)
            if self.intents.message_content:
                await self.add_cog(Listening(self))
        self.add_dynamic_items(*ALL_ITEMS)
        await publish(self.tree)

    async def on_message(self, message: discord.Message, /) -> None:
        """Leave messages to the chat cog.

        There are no prefix commands: looking for one would log what people wrote as unknown.
        """

    async def on_ready(self) -> None:
        """Say where the bot is, once Discord has told."""
        log.info("ready as %s in %d servers", self.user, len(self.guilds))
