"""Press what a card shows, and wait for what comes of it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import discord
from simcord import Env, InteractionResult, MemberActor

from bot.app import RolecallBot
from tests.discord.seen import card_of

T = TypeVar("T")


async def press(
    actor: MemberActor, shown: InteractionResult | discord.Message, label: str
) -> InteractionResult:
    """Press the button that shows `label`, in words or as its emoji."""
    message = shown.response if isinstance(shown, InteractionResult) else shown
    assert message is not None
    (button,) = (each for each in card_of(shown).buttons if each.label == label)
    return await actor.click(message, custom_id=button.custom_id)


def said(result: InteractionResult) -> str:
    """Return the plain text of a response."""
    assert result.response is not None
    return result.response.content


async def until(ask: Callable[[], Awaitable[T]], wanted: T) -> None:
    """Wait until `ask` returns what is wanted; fail, with what came last, if it never does."""
    found = await ask()
    try:
        async with asyncio.timeout(10):
            while found != wanted:
                await asyncio.sleep(0.01)
                found = await ask()
    except TimeoutError:
        assert found == wanted


async def allow(env: Env, bot: RolecallBot, *actors: MemberActor) -> None:
    """Let people see `/kb`, as a server's admin can: the bot's own check is left."""
    (command,) = (found for found in await bot.tree.fetch_commands() if found.name == "kb")
    env.guild.set_command_permissions(command, dict.fromkeys(actors, True))
