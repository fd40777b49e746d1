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
from bot.cogs.suggest import Suggest
from bot.cogs.teach import Teach
from bot.cogs.upkeep import Upkeep
from bot.curatorship import CURATION_ITEMS, Curatorship
from bot.desk import Desk
from bot.errors import RolecallTree
from bot.guilds import nothing_own, reader_of
from bot.listening import Earshot
from bot.preferences import Preferences
from bot.privacy import PrivacyDesk
from bot.publishing import publish
from bot.records import Records
from bot.ui.buttons import ALL_ITEMS
from bot.ui.privacy import PRIVACY_ITEMS
from bot.ui.votes import VoteButton
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
        self.records = Records(store) if store else None
        self.preferences = Preferences(store, can_listen=message_content)
        self.earshot = Earshot()
        own = reader_of(store) if store else nothing_own
        self.desk = Desk(answerer, own, self.preferences.settings, self.records)
        self.privacy = PrivacyDesk(store, self.preferences, self._forget)
        self._curatorship = Curatorship(self, self.desk, store) if store is not None else None
        self.question_channels: frozenset[int] = frozenset()  # where every message is a question

    def _forget(self, user_id: int) -> None:
        if self._curatorship is not None:
            self._curatorship.forget(user_id)

    @property
    def curatorship(self) -> Curatorship:
        """What curators work with.

        Raises:
            NoPrivateMessage: nothing is stored here, so there is nothing to curate.
        """
        if self._curatorship is None:
            raise app_commands.NoPrivateMessage
        return self._curatorship

    async def setup_hook(self) -> None:
        """Add cogs and the buttons of cards; publish the commands where they changed."""
        cogs: list[commands.Cog] = [Ask(self), Roles(self), Chat(self)]
        if self.store is not None:
            self.store.changes.subscribe(self.desk.shelf.forget)
            self.tree.add_command(self.curatorship.commands())
            self.tree.add_command(Settings(self, self.store))
            cogs += [
                Upkeep(self, self.store),
                Teach(self, self.curatorship.teaching),
                Suggest(self.curatorship.suggesting),
                Privacy(self.privacy),
            ]
            if self.intents.message_content:
                cogs.append(Listening(self))
        for cog in cogs:
            await self.add_cog(cog)
        self.add_dynamic_items(*ALL_ITEMS, VoteButton, *PRIVACY_ITEMS, *CURATION_ITEMS)
        await publish(self.tree)

    async def on_message(self, message: discord.Message, /) -> None:
        """Leave messages to the chat cog.

        There are no prefix commands: looking for one would log what people wrote as unknown.
        """

    async def on_ready(self) -> None:
        """Say where the bot is, once Discord has told."""
        log.info("ready as %s in %d servers", self.user, len(self.guilds))
