"""`run`: serve Discord until told to stop.

What only a host can mend (token, switches in the portal) ends the program with one sentence and
exit code 2, so that no supervisor hammers Discord: identifying is limited to 1,000 times a day.
"""

import argparse
import asyncio
import contextlib
import logging
import math
import signal
import sys
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias

import aiohttp
import discord
from discord.ext import tasks

from bot.answers.answerer import Answerer
from bot.app import RolecallBot
from bot.assembly import build_answerer
from bot.digest import send_digests
from bot.health import BEAT_SECONDS, beat
from bot.records import Records
from bot.settings import Settings
from knowledge.store.outage import StoreUnavailable
from knowledge.store.store import Store, open_store

log = logging.getLogger(__name__)

Loop: TypeAlias = tasks.Loop[Callable[[], Coroutine[Any, Any, None]]]

COUNT_SECONDS = 60.0  # what a crash may lose of what was counted
LAST_COUNT_SECONDS = 5.0  # a store that hangs holds up no end
DIGEST_HOURS = 1.0  # how late a weekly digest may be
PURGE_HOURS = 6.0  # what is kept for days goes within hours of its time
EXIT_UNUSABLE, EXIT_UNREACHABLE = 2, 1

MISSING = (
    "There is no token: set DISCORD_TOKEN (the developer portal shows it under Bot), or try the "
    "bot without one: python -m bot playground"
)
BAD_LOGIN = (
    "Discord refuses the token in DISCORD_TOKEN: reset it in the developer portal under Bot, and "
    "copy the new one."
)
NO_SWITCH = (
    "Discord doesn't let the bot read messages: turn on Message Content Intent in the developer "
    "portal under Bot, or set MESSAGE_CONTENT=false."
)
UNREACHABLE = "Discord can't be reached: check the network, and https://discordstatus.com."
NO_STORE = (
    "The database in DATABASE_URL can't be used ({reason}): check that it runs, and that the bot "
    "may write there."
)
REFUSED = "Discord closed the connection for good (code {code}): start again once that is mended."


def main(_: argparse.Namespace, settings: Settings) -> int:
    """Serve Discord; return 0 after a clean end, 2 where the host has to mend something first."""
    token = settings.discord_token.get_secret_value() if settings.discord_token else ""
    if not token:
        print(MISSING, file=sys.stderr)
        return EXIT_UNUSABLE
    return asyncio.run(_serve_stored(build_answerer(settings.cache_dir), token, settings))


async def _serve_stored(answerer: Answerer, token: str, settings: Settings) -> int:
    """Serve Discord with the store that the settings name. Returns the exit code."""
    async with contextlib.AsyncExitStack() as stack:
        url = settings.database_url.get_secret_value()
        try:
            store = await stack.enter_async_context(open_store(url))
        except StoreUnavailable as error:
            print(NO_STORE.format(reason=error), file=sys.stderr)
            return EXIT_UNREACHABLE
        client = RolecallBot(answerer, store, message_content=settings.message_content)
        return await serve(client, token, settings.health_file)


async def serve(client: RolecallBot, token: str, health_file: Path) -> int:
    """Run `client` until SIGTERM, SIGINT or an end that Discord made. Returns the exit code."""
    try:
        return await _serve(client, token, health_file)
    finally:
        if client.records is not None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(client.records.hand_over(), LAST_COUNT_SECONDS)


async def _serve(client: RolecallBot, token: str, health_file: Path) -> int:
    stopping = asyncio.ensure_future(_stop_signal())
    async with client:
        loops = [_heart(client, health_file)]
        if client.store is not None:
            loops += [_purging(client, client.store), _digesting(client, client.store)]
        if client.records is not None:
            loops.append(_counting(client.records))
        for loop in loops:
            loop.start()
        serving = asyncio.ensure_future(client.start(token))
        await asyncio.wait({stopping, serving}, return_when=asyncio.FIRST_COMPLETED)
        for loop in loops:
            loop.cancel()
        stopping.cancel()
        if not serving.done():
            log.info("stopping")
            await client.close()
            serving.cancel()  # it may still be logging in or launching shards
            await asyncio.wait({serving})
            return 0
        return await _verdict(serving)


async def _verdict(serving: asyncio.Future[None]) -> int:
    """Return the exit code for how the connection ended, and say what a host has to mend."""
    try:
        await serving
    except (discord.LoginFailure, discord.PrivilegedIntentsRequired) as error:
        is_login = isinstance(error, discord.LoginFailure)
        print(BAD_LOGIN if is_login else NO_SWITCH, file=sys.stderr)
        return EXIT_UNUSABLE
    except discord.ConnectionClosed as error:
        print(REFUSED.format(code=error.code), file=sys.stderr)
        return EXIT_UNUSABLE
    except (aiohttp.ClientConnectionError, discord.HTTPException, TimeoutError):
        print(UNREACHABLE, file=sys.stderr)
        return EXIT_UNREACHABLE
    return 0


async def _stop_signal() -> None:
    """Wait for the signal that ends the program."""
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows has no signal handlers in loops
            loop.add_signal_handler(number, stopped.set)
    await stopped.wait()


def is_connected(client: discord.AutoShardedClient) -> bool:
    """Return whether every shard has an open connection that answers its heartbeats.

    `is_ready` alone stays true through an outage.
    """
    latencies = [latency for _, latency in client.latencies]
    is_open = not any(shard.is_closed() for shard in client.shards.values())
    return client.is_ready() and is_open and bool(latencies) and all(map(math.isfinite, latencies))


def _purging(client: RolecallBot, store: Store) -> Loop:
    """Return the loop that deletes what is past its time, in memory and in the store."""

    async def purge() -> None:
        now = datetime.now(UTC)
        client.curatorship.expire(now.timestamp())
        try:
            gone = await store.retention.purge(now)
        except StoreUnavailable:
            log.warning("the store is away: nothing was purged")
            return
        if any(gone.values()):
            log.info("purged %s", {table: rows for table, rows in gone.items() if rows})

    return tasks.loop(hours=PURGE_HOURS)(purge)


def _counting(records: Records) -> Loop:
    """Return the loop that hands what was counted to the store."""
    return tasks.loop(seconds=COUNT_SECONDS)(records.hand_over)


def _digesting(client: RolecallBot, store: Store) -> Loop:
    """Return the loop that sends weekly digests, once the client knows its servers."""

    async def send() -> None:
        await client.wait_until_ready()
        await send_digests(client, store, datetime.now(UTC))

    return tasks.loop(hours=DIGEST_HOURS)(send)


def _heart(client: discord.AutoShardedClient, health_file: Path) -> Loop:
    """Return the loop that notes the connection, once it stands."""

    async def pulse() -> None:
        if not is_connected(client):
            return
        try:
            beat(health_file)
        except OSError as error:  # the bot goes on; whoever looks at its health sees it stale
            log.warning("the health file can't be written: %s", error.strerror)

    return tasks.loop(seconds=BEAT_SECONDS)(pulse)
