"""How servers and people want the bot to behave, from memory: nothing waits long for the store."""

import time
from collections.abc import Callable

from bot.renewals import Renewals
from knowledge.store.guild_settings import DEFAULTS, ChannelMode, GuildSettings
from knowledge.store.store import Store

LISTENING: frozenset[ChannelMode] = frozenset({"suggest", "auto"})


class Preferences:
    """Gives settings, the modes of channels, and who opted out, as last known."""

    def __init__(
        self,
        store: Store | None,
        *,
        can_listen: bool,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take the store.

        Args:
            store: None: everything is as by default.
            can_listen: Whether Discord sends the text of messages that don't address the bot.
            clock: Seconds from any start.
        """
        self._store = store
        self._can_listen = can_listen
        if store is not None:
            self._settings = Renewals(store.settings.read, clock)
            self._opted_out = Renewals(store.opt_outs.people, clock)
            store.changes.subscribe(self._settings.forget)
            store.changes.subscribe(self._opted_out.forget)

    async def settings(self, guild_id: int | None) -> GuildSettings:
        """Return a server's settings; the defaults for direct messages (None)."""
        if self._store is None or guild_id is None:
            return DEFAULTS
        current = await self._settings.current(guild_id)
        return current if current is not None else self._store.settings.known(guild_id)

    async def mode(self, guild_id: int | None, channel_id: int) -> ChannelMode:
        """Return how the bot behaves in a channel (of a thread: in the one that it is in).

        Where it can't listen, it answers when it is mentioned.
        """
        mode = (await self.settings(guild_id)).mode(channel_id)
        return "mention" if mode in LISTENING and not self._can_listen else mode

    async def is_opted_out(self, guild_id: int, user_id: int) -> bool | None:
        """Return whether a person doesn't want to be listened to; None: that isn't known."""
        if self._store is None:
            return None
        people = await self._opted_out.current(guild_id)
        if people is None:
            people = self._opted_out.known(guild_id)
        return None if people is None else user_id in people
