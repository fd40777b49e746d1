"""`playground`: the real bot on a simulated Discord, in a web page. No token, no network.

The simulated server's clock stands still by itself; it is advanced with real time, so that
cooldowns and the memory of a conversation behave as they do on Discord.
"""

import argparse
import asyncio
import contextlib
import logging
import time
import webbrowser
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

import discord
import simcord
from simcord import ChannelHandle, Env, MemberActor, SetupError

from bot.answers.answerer import Answerer
from bot.answers.notices import WELCOME
from bot.answers.reply import Action, Reply, Request, Section
from bot.app import RolecallBot
from bot.assembly import build_answerer
from bot.settings import Settings
from bot.ui.cards import Audience, build_card
from intents.outcome import Entity, Option
from knowledge.store.store import open_store

CLOCK_STEP_SECONDS = 2.0
BOT_NAME = "Rolecall"


@dataclass(frozen=True, slots=True)
class Stage:
    """The simulated server that people try the bot on."""

    channel: ChannelHandle
    member: MemberActor
    moderator: MemberActor


def main(options: argparse.Namespace, settings: Settings) -> int:
    """Serve the playground until it is stopped with Ctrl+C."""
    for name in ("discord", "bot"):  # the address is all that matters here
        logging.getLogger(name).setLevel(logging.WARNING)
    answerer = build_answerer(settings.cache_dir)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(answerer, settings.playground_port, open_browser=not options.no_browser))
    return 0


@contextlib.asynccontextmanager
async def open_client(answerer: Answerer) -> AsyncIterator[RolecallBot]:
    """Give the bot with a store in memory: what is tried out is gone afterwards."""
    async with open_store("sqlite://") as store:
        yield RolecallBot(answerer, store, message_content=True)


async def _serve(answerer: Answerer, port: int, *, open_browser: bool) -> None:
    async with open_client(answerer) as client, simcord.run(client, shard_count=1) as env:
        stage = await set_stage(env, client)
        preview = env.preview(
            stage.channel,
            viewers=[stage.member, stage.moderator],
            layout="channel",
            port=port or None,
        )
        async with preview:
            print(f"Playground: {preview.url}", flush=True)
            print("Ctrl+C ends it.", flush=True)
            if open_browser:
                await asyncio.to_thread(webbrowser.open, preview.url)
            await keep_time(env)


async def set_stage(env: Env, client: RolecallBot) -> Stage:
    """Make a server with a channel in which everything is a question, and people to be."""
    await env.advance_time((datetime.now(UTC) - env.now()).total_seconds())
    if client.user is not None:
        await client.user.edit(username=BOT_NAME)
    guild = env.create_guild("AI/ML community")
    channel = guild.create_text_channel("ask")
    member = guild.add_member(env.create_user("newcomer", global_name="Newcomer"))
    may = discord.Permissions(manage_messages=True, manage_guild=True)
    role = guild.create_role("Moderators", permissions=may)
    moderator = guild.add_member(
        env.create_user("moderator", global_name="Moderator"), roles=[role]
    )
    client.question_channels = frozenset({channel.id})
    if client.store is not None:  # so that suggestions have somewhere to go
        await client.store.settings.change(
            guild.id, lambda old: old.having(curators_channel_id=channel.id)
        )
    await env.settle()
    target = client.get_channel(channel.id)
    if isinstance(target, discord.TextChannel):
        await target.send(view=build_card(welcome(), Audience.CHANNEL, moderator.id))
    return Stage(channel, member, moderator)


def welcome() -> Reply:
    """Return the first message: what to try."""
    title, lines = WELCOME
    entities = (Entity("role", "data-scientist"), Entity("role", "ml-engineer"))
    ways = (
        Action("All roles", Request(Option(("list-roles",), ()))),
        Action("Compare two", Request(Option(("compare-roles",), entities))),
        Action("Where to start", Request(Option(("getting-started",), ()))),
    )
    return Reply(title, (Section("", lines),), actions=ways)


async def keep_time(env: Env) -> None:
    """Advance the simulated clock with real time, for ever."""
    last = time.monotonic()
    while True:
        await asyncio.sleep(CLOCK_STEP_SECONDS)
        now = time.monotonic()
        try:
            await env.advance_time(now - last)
        except SetupError:  # somebody is just pressing something; the time is made up for later
            continue
        last = now
