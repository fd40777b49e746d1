"""`/kb add`, `/kb edit`, `/kb template`: writing entries."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import discord
from discord import app_commands

from bot.curating import Curating
from bot.entry_names import EntryName, complete_entry, resolve_entry
from knowledge.models import Kind

TEMPLATES = Path(__file__).parent.parent / "curation" / "templates"

Press = discord.Interaction[Any]
Why = app_commands.Range[str, 1, 200]
File = discord.Attachment

_FILE = "A YAML file instead of the form; /kb template gives one to fill in"
_WHY = "Why, for the history"


class EntryCommands(app_commands.Group):
    """Adds entries and changes them."""

    add = app_commands.Group(name="add", description="Teach me something new")

    def __init__(self, curating: Curating) -> None:
        super().__init__(name="entries", description="Write entries")
        self._curating = curating

    @add.command()
    @app_commands.describe(file=_FILE, why=_WHY)
    async def term(self, interaction: Press, file: File | None = None, why: Why = "") -> None:
        """Teach me a word and what it means."""
        await self._curating.add(interaction, "term", file, why)

    @add.command()
    @app_commands.describe(file=_FILE, why=_WHY)
    async def topic(self, interaction: Press, file: File | None = None, why: Why = "") -> None:
        """Teach me an answer that isn't about one role."""
        await self._curating.add(interaction, "topic", file, why)

    @add.command()
    @app_commands.describe(file=_FILE, why=_WHY)
    async def resource(self, interaction: Press, file: File | None = None, why: Why = "") -> None:
        """Teach me a course, book, community or event."""
        await self._curating.add(interaction, "resource", file, why)

    @add.command()
    @app_commands.describe(file=_FILE, why=_WHY)
    async def role(self, interaction: Press, file: File | None = None, why: Why = "") -> None:
        """Teach me a role."""
        await self._curating.add(interaction, "role", file, why)

    @add.command()
    @app_commands.describe(file=_FILE, why=_WHY)
    async def skill(self, interaction: Press, file: File | None = None, why: Why = "") -> None:
        """Teach me a skill that roles need."""
        await self._curating.add(interaction, "skill", file, why)

    @add.command()
    @app_commands.describe(file=_FILE, why=_WHY)
    async def comparison(self, interaction: Press, file: File | None = None, why: Why = "") -> None:
        """Teach me why people confuse two roles."""
        await self._curating.add(interaction, "comparison", file, why)

    @app_commands.command()
    @app_commands.describe(entry="What to change", file=_FILE, why=_WHY)
    @app_commands.autocomplete(entry=complete_entry)
    async def edit(
        self, interaction: Press, entry: EntryName, file: File | None = None, why: Why = ""
    ) -> None:
        """Change an entry, yours or a shared one, for this server."""
        if (entity := await resolve_entry(interaction, entry)) is not None:
            await self._curating.edit(interaction, entity, file, why)

    @app_commands.command()
    @app_commands.describe(kind="What you want to write")
    async def template(self, interaction: Press, kind: Kind) -> None:
        """Get a YAML file to fill in and hand to /kb add."""
        raw = (TEMPLATES / f"{kind}.yaml").read_bytes()
        await interaction.response.send_message(
            f"Fill it in, then `/kb add {kind} file:` — nothing is published before you say so.",
            file=discord.File(io.BytesIO(raw), filename=f"{kind}.yaml"),
            ephemeral=True,
        )
