"""Running `/settings` as somebody, and what they are told."""

from collections.abc import Mapping
from typing import Any

from simcord import ChannelHandle, InteractionResult, MemberActor

COMMANDS: Mapping[str, Mapping[str, Any]] = {
    "show": {},
    "curators": {},
    "curators-channel": {},
    "digest": {},
    "mode": {"mode": "off"},
    "answers": {"private": True},
    "language": {"language": "en"},
}


def said(result: InteractionResult) -> str:
    """Return what somebody was told, and nobody else."""
    assert result.ephemeral
    if result.followups:
        return result.followups[-1].content
    assert result.response is not None
    return result.response.content


async def run(
    actor: MemberActor, channel: ChannelHandle, name: str, /, **options: object
) -> InteractionResult:
    given = dict(COMMANDS[name]) | options
    if name == "mode":
        given.setdefault("channel", channel)
    return await actor.slash(channel, f"settings {name}", **given)
