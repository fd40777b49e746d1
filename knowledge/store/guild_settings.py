"""How a guild wants the bot to behave."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.models import Kind
from knowledge.store.changes import Changes
from knowledge.store.database import Database, insert
from knowledge.store.outage import StoreUnavailable
from knowledge.store.tables import guild_settings

MAX_REMEMBERED = 20_000

ChannelMode = Literal["off", "mention", "suggest", "auto"]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]


class GuildSettings(BaseModel):
    """The settings of one guild. What an older or newer version wrote can always be read."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    curator_role_id: int | None = None
    curators_channel_id: int | None = None
    digest_channel_id: int | None = None
    digest_on: date | None = None  # the day of the last digest: whoever sets it sends it
    channel_modes: Mapping[int, ChannelMode] = {}
    language: Language = "en"
    is_ephemeral: bool = False  # answers are shown to the asker alone
    hidden: frozenset[tuple[Kind, str]] = frozenset()  # base entries that this guild doesn't want

    def mode(self, channel_id: int) -> ChannelMode:
        """Return how the bot behaves in a channel: it answers when mentioned unless told else."""
        return self.channel_modes.get(channel_id, "mention")

    def having(self, **changes: object) -> "GuildSettings":
        """Return settings with some fields changed, checked as if they were read.

        Raises:
            ValidationError: a value doesn't fit its field.
        """
        return GuildSettings.model_validate({**dict(self), **changes})


DEFAULTS = GuildSettings()


class SettingsShelf:
    """Settings of all guilds: kept in memory once they were read, until they change."""

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database = database
        self._changes = changes
        self._remembered: OrderedDict[int, GuildSettings] = OrderedDict()
        self._fresh: set[int] = set()
        self._heard = 0
        changes.subscribe(self._hear)

    async def get(self, guild_id: int) -> GuildSettings:
        """Return a guild's settings: the defaults if it never changed any.

        Never fails: while the database is away, it is what was last read, or the defaults.
        """
        try:
            return await self.read(guild_id)
        except StoreUnavailable:
            return self.known(guild_id)

    async def read(self, guild_id: int) -> GuildSettings:
        """Return a guild's settings as they are now; from memory unless they changed.

        Raises:
            StoreUnavailable: what they are now can't be told.
        """
        if guild_id in self._fresh:
            self._remembered.move_to_end(guild_id)
            return self._remembered[guild_id]
        return await self._read_anew(guild_id)

    def known(self, guild_id: int) -> GuildSettings:
        """Return what was last read of a guild's settings, or the defaults, without waiting."""
        return self._remembered.get(guild_id, DEFAULTS)

    async def change(
        self, guild_id: int, edit: Callable[[GuildSettings], GuildSettings]
    ) -> GuildSettings:
        """Replace a guild's settings by what `edit` makes of them, and return that.

        `edit` gets what is stored at this moment, so that two curators who change different
        fields at once both get their way.

        Raises:
            StoreUnavailable: nothing was saved.
        """
        async with self._changes.changing() as change:
            number, settings = await _stored(change.connection, guild_id)
            settings = edit(settings)
            await change.mark(guild_id)
            values = {"number": number + 1, "document": settings.model_dump_json()}
            row = insert(change.connection, guild_settings).values(guild_id=guild_id, **values)
            await change.connection.execute(
                row.on_conflict_do_update(index_elements=["guild_id"], set_=values)
            )
        self._remember(guild_id, settings)
        return settings

    async def _read_anew(self, guild_id: int) -> GuildSettings:
        heard = self._heard
        async with self._database.reading() as connection:
            _, settings = await _stored(connection, guild_id)
        self._remember(guild_id, settings)
        if self._heard == heard:  # else it may be old already
            self._fresh.add(guild_id)
        return settings

    def _hear(self, guild_id: int) -> None:
        self._heard += 1
        self._fresh.discard(guild_id)

    def _remember(self, guild_id: int, settings: GuildSettings) -> None:
        self._remembered[guild_id] = settings
        self._remembered.move_to_end(guild_id)
        while len(self._remembered) > MAX_REMEMBERED:
            forgotten, _ = self._remembered.popitem(last=False)
            self._fresh.discard(forgotten)


async def _stored(connection: AsyncConnection, guild_id: int) -> tuple[int, GuildSettings]:
    """Return a guild's settings with the number of times that they were changed."""
    query = select(guild_settings).where(guild_settings.c.guild_id == guild_id)
    row = (await connection.execute(query)).one_or_none()
    if row is None:
        return 0, DEFAULTS
    return row.number, GuildSettings.model_validate_json(row.document)
