"""The documents show every command."""

import re

import pytest
from discord import app_commands

from bot.app import RolecallBot
from tests.conftest import ROOT

DOCUMENTS = [ROOT / "README.md", ROOT / "docs" / "curating.md"]


def names(command: object) -> list[str]:
    """Return what people type or pick to run a command, or those of a group."""
    match command:
        case app_commands.Group():
            return [name for child in command.commands for name in names(child)]
        case app_commands.Command():
            return [f"/{command.qualified_name}"]
        case app_commands.ContextMenu():
            return [f"Apps → {command.name}"]
    raise TypeError(command)


@pytest.mark.parametrize("url", ["sqlite://"])  # no matter which
async def test_every_command_is_shown(bot: RolecallBot, simcord_env: object) -> None:
    text = "\n".join(path.read_text("utf-8") for path in DOCUMENTS)
    shown = set(re.findall(r"`(/[a-z -]+)`", text)) | set(re.findall(r"Apps → [A-Z][\w ]+\w", text))

    known = {name for command in bot.tree.get_commands() for name in names(command)}

    assert {"/role", "/settings show", "/privacy"} <= known
    assert known <= shown
