"""What people read about a server's settings: the card with all of them, and single sentences."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import discord
from discord import ui

from bot.preferences import LISTENING
from bot.ui.cards import BLURPLE
from knowledge.store.guild_settings import ChannelMode, GuildSettings

MAX_LISTED_CHANNELS = 40

MODES: Mapping[ChannelMode, str] = MappingProxyType(
    {
        "off": "I say nothing to messages, not even to mentions; commands are Discord's to allow",
        "mention": "I answer who mentions me or replies to me; this is how I start everywhere",
        "suggest": "on a question that I can answer I put a 💡, and its author presses it",
        "auto": "I answer by myself where I'm sure, and keep out of people's conversations",
    }
)
LANGUAGES: Mapping[str, str] = MappingProxyType({"en": "English"})

NEEDS_CONTENT = (
    "Nothing was changed: for `{mode}` I would have to read plain messages, and Discord doesn't "
    "send me those.\n"
    "My host can change that: turn on **Message Content Intent** in Discord's developer portal "
    "under **Bot**, set `MESSAGE_CONTENT=true`, and start me again. Until then there are `off` and "
    "`mention`."
)
LACKS = (
    "Nothing was changed: in {channel} I lack **{names}**. Allow me that in the channel's "
    "settings under **Permissions**, then try again."
)
MODE_LACKS = "\nI can't answer there yet, though: I lack **{names}** in that channel."
EVERYONE = (
    "Nothing was changed: that role is everybody's, so everybody could change what I say. Pick one "
    "that only curators have."
)
CURATORS = (
    "People with {role} may now teach me, and so may everybody who may manage the server.\n"
    "One step is left that I can't do: Discord shows `/kb` only to people with Manage Server. An "
    "admin allows it for {role} under **Server Settings → Integrations → {bot} → /kb**.\n"
    "To take it back, run `/settings curators` without a role."
)
NO_CURATORS = "Only people who may manage the server may teach me now."
CURATORS_CHANNEL = (
    "What members suggest now goes to {channel}. To stop it, run `/settings curators-channel` "
    "without a channel."
)
NO_CURATORS_CHANNEL = "There is no curators' channel any more: members' suggestions have no place."
DIGEST = (
    "Once a week I now tell {channel} what I couldn't answer, what is due for review and how "
    "answers were received. To stop it, run `/settings digest` without a channel."
)
NO_DIGEST = "I send no weekly digest any more."
MODE = "In {channel} it is `{mode}` now: {meaning}."
LISTENS_NOW = "\nMembers who don't want that can opt out with `/privacy`."
PRIVATE = "Answers to commands are now shown to whoever asked alone; they can post them."
PUBLIC = "Answers to commands are now shown to everybody, as far as I'm sure of them."
LANGUAGE = "I speak {language} here. It is the only language that I know so far."


def build_settings_card(
    settings: GuildSettings, *, can_listen: bool, is_current: bool
) -> ui.LayoutView:
    """Return the card with all settings and what each means.

    Args:
        settings: What is shown.
        can_listen: Whether the host lets the bot read plain messages.
        is_current: False while the store is away: then it is what was known last.
    """
    texts = ["## Settings of this server", "\n\n".join(_paragraphs(settings, can_listen))]
    if not is_current:
        texts.append("-# My database is away: this is what I knew last. It can't be changed now.")
    card = ui.LayoutView(timeout=None)
    container: ui.Container[Any] = ui.Container(accent_colour=BLURPLE)
    for text in texts:
        container.add_item(ui.TextDisplay(text))
    card.add_item(container)
    return card


def _paragraphs(settings: GuildSettings, can_listen: bool) -> Sequence[str]:
    role = f" and people with <@&{settings.curator_role_id}>" if settings.curator_role_id else ""
    answers = (
        "whoever asked alone, with a button to post it" if settings.is_ephemeral else "everybody"
    )
    return (
        f"**Curators**: people who may manage the server{role}. They teach me with `/kb`.\n"
        "-# `/settings curators`",
        f"**Curators' channel**: {_channel(settings.curators_channel_id)}. Members' suggestions go "
        "there.\n-# `/settings curators-channel`",
        f"**Weekly digest**: {_channel(settings.digest_channel_id)}. What I couldn't answer, what "
        "is due for review, how answers were received.\n-# `/settings digest`",
        f"**Answers to commands** are shown to {answers}. What I'm not sure of is always private.\n"
        "-# `/settings answers`",
        f"**Language**: {LANGUAGES.get(settings.language, settings.language)}.\n"
        "-# `/settings language`",
        _modes(settings.channel_modes, can_listen),
    )


def _channel(channel_id: int | None) -> str:
    return f"<#{channel_id}>" if channel_id else "none"


def _modes(modes: Mapping[int, ChannelMode], can_listen: bool) -> str:
    """Return how the bot behaves in channels, and what the modes mean."""
    lines = ["**Channels**: `mention` everywhere, but for these:" if modes else "**Channels**:"]
    for channel_id, mode in sorted(modes.items())[:MAX_LISTED_CHANNELS]:
        waits = "" if can_listen or mode not in LISTENING else ", as `mention` for now"
        lines.append(f"- <#{channel_id}>: `{mode}`{waits}")
    if len(modes) > MAX_LISTED_CHANNELS:
        lines.append(f"-# … and {len(modes) - MAX_LISTED_CHANNELS} more")
    if not modes:
        lines.append("`mention` everywhere.")
    lines += [f"-# `{mode}`: {meaning}" for mode, meaning in MODES.items()]
    if not can_listen:
        lines.append(
            "-# `suggest` and `auto` need my host's `MESSAGE_CONTENT=true`, which isn't set."
        )
    lines.append("-# Threads follow their channel. `/settings mode`")
    return "\n".join(lines)


def curators(role: discord.Role | None, bot: discord.ClientUser | None) -> str:
    """Return who may teach the bot now, and what is left to do for that."""
    if role is None:
        return NO_CURATORS
    return CURATORS.format(role=role.mention, bot=bot.name if bot else "Rolecall")


def place(channel: discord.TextChannel | None, chosen: str, cleared: str) -> str:
    """Return what is so once a channel was chosen, or none."""
    return chosen.format(channel=channel.mention) if channel else cleared


def mode(channel: discord.abc.GuildChannel, wanted: ChannelMode, missing: Sequence[str]) -> str:
    """Return what the bot does in a channel now, and which permissions it lacks for that."""
    said = MODE.format(channel=channel.mention, mode=wanted, meaning=MODES[wanted])
    if wanted in LISTENING:
        said += LISTENS_NOW
    if missing:
        said += MODE_LACKS.format(names=", ".join(missing))
    return said


def lacks(channel: discord.abc.GuildChannel, missing: Sequence[str]) -> str:
    """Return which permissions the bot lacks in a channel to do what is wanted there."""
    return LACKS.format(channel=channel.mention, names=", ".join(missing))
