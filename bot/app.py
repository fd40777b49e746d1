"""Build the bot: the one place where the parts meet, in production, playground and tests."""

import logging

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers.answerer import Answerer
from bot.cogs.ask import Ask
from bot.cogs.chat import Chat
from bot.cogs.roles import Roles
from bot.cogs.suggest import Suggest
from bot.cogs.teach import Teach
from bot.cogs.upkeep import Upkeep
from bot.curatorship import CURATION_ITEMS, Curatorship
from bot.desk import Desk
from bot.errors import RolecallTree
from bot.guilds import nothing_own, reader_of
from bot.publishing import publish
from bot.records import Records
from bot.ui.buttons import ALL_ITEMS
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
        self.records = Records(store) if store else None
        self.desk = Desk(answerer, reader_of(store) if store else nothing_own, self.records)
        self.store = store
        self._curatorship = Curatorship(self, self.desk, store) if store is not None else None
        self.question_channels: frozenset[int] = frozenset()  # where every message is a question

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
        for cog in (Ask(self), Roles(self), Chat(self)):
            await self.add_cog(cog)
        if self.store is not None:
            self.store.changes.subscribe(self.desk.shelf.forget)
            await self.add_cog(Upkeep(self, self.store))
            self.tree.add_command(self.curatorship.commands())
            await self.add_cog(Teach(self, self.curatorship.teaching))
            await self.add_cog(Suggest(self.curatorship.suggesting))
        self.add_dynamic_items(*ALL_ITEMS, VoteButton, *CURATION_ITEMS)
        await publish(self.tree)

    async def on_message(self, message: discord.Message, /) -> None:
        """Leave messages to the chat cog.

        There are no prefix commands: looking for one would log what people wrote as unknown.
        """

    async def on_ready(self) -> None:
        """Say where the bot is, once Discord has told."""
        log.info("ready as %s in %d servers", self.user, len(self.guilds))
