"""Looking things up by name: `/role`, `/roles`, `/compare`, `/resources`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers.reply import Request
from bot.answers.resources import NOUNS
from bot.answers.roles import FACET_LABELS
from intents.catalogue import FACET_INTENTS
from intents.lookup import Match, rank_names, resolve_name
from intents.outcome import Entity, Option, Unknown
from knowledge.base import KnowledgeBase
from knowledge.models import FACETS, Facet, Kind

if TYPE_CHECKING:
    from bot.app import RolecallBot

MAX_CHOICES = 25  # Discord's limit
MAX_CHOICE_CHARS = 100
MAX_TYPED_CHARS = 100

Press = discord.Interaction[Any]
RoleName = app_commands.Range[str, 1, MAX_TYPED_CHARS]

_FACET_CHOICES = [app_commands.Choice(name=FACET_LABELS[f], value=f) for f in FACETS]
_KIND_CHOICES = [app_commands.Choice(name=noun, value=intent) for intent, noun in NOUNS.items()]


class Roles(commands.Cog):
    """Roles by name, with autocomplete. Discord lets people send anything: it is resolved again."""

    def __init__(self, bot: RolecallBot) -> None:
        self._bot = bot

    @app_commands.command()
    @app_commands.describe(name="The role; part of it will do", facet="Which part of it you want")
    @app_commands.choices(facet=_FACET_CHOICES)
    async def role(
        self, interaction: Press, name: RoleName, facet: app_commands.Choice[str] | None = None
    ) -> None:
        """Look up a role: what it is, duties, skills, resources, career, ways in."""
        entities = await self._resolve(interaction, name, ("role",))
        if isinstance(entities, Unknown):
            await self._bot.desk.not_found(interaction, entities, name)
            return
        wanted: Facet = facet.value if facet else "summary"  # type: ignore[assignment]
        request = Request(Option((FACET_INTENTS[wanted],), entities))
        await self._bot.desk.show(interaction, request)

    @app_commands.command()
    @app_commands.describe(first="One role", second="The other role")
    async def compare(self, interaction: Press, first: RoleName, second: RoleName) -> None:
        """Compare two roles: what they share and what sets them apart."""
        sides = [await self._resolve(interaction, name, ("role",)) for name in (first, second)]
        for side, name in zip(sides, (first, second), strict=True):
            if isinstance(side, Unknown):
                await self._bot.desk.not_found(interaction, side, name)
                return
        entities = tuple(dict.fromkeys(e for side in sides for e in side))  # type: ignore[union-attr]
        intent = "compare-roles" if len(entities) > 1 else "role-summary"
        await self._bot.desk.show(interaction, Request(Option((intent,), entities)))

    @app_commands.command()
    async def roles(self, interaction: Press) -> None:
        """See every role that I know."""
        await self._bot.desk.show(interaction, Request(Option(("list-roles",), ())))

    @app_commands.command()
    @app_commands.rename(about="for")
    @app_commands.describe(
        kind="What you look for; everything if you leave it out",
        about="A role or a skill that it shall be good for",
    )
    @app_commands.choices(kind=_KIND_CHOICES)
    async def resources(
        self,
        interaction: Press,
        kind: app_commands.Choice[str] | None = None,
        about: RoleName | None = None,
    ) -> None:
        """Find courses, books, communities, competitions and conferences."""
        entities: tuple[Entity, ...] | Unknown = ()
        if about:
            entities = await self._resolve(interaction, about, ("role", "skill"))
        if isinstance(entities, Unknown):
            await self._bot.desk.not_found(interaction, entities, about or "")
            return
        intent = kind.value if kind else "resources"
        await self._bot.desk.show(interaction, Request(Option((intent,), entities)))

    @role.autocomplete("name")
    @compare.autocomplete("first")
    @compare.autocomplete("second")
    async def complete_role(
        self, interaction: Press, current: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the roles that fit what is typed, best first."""
        return await self._offer(interaction, current, ("role",))

    @resources.autocomplete("about")
    async def complete_subject(
        self, interaction: Press, current: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the roles and skills that fit what is typed, best first."""
        return await self._offer(interaction, current, ("role", "skill"))

    async def _offer(
        self, interaction: Press, current: str, kinds: tuple[Kind, ...]
    ) -> list[app_commands.Choice[str]]:
        answerer = await self._bot.desk.at(interaction.guild_id)
        matches = rank_names(current[:MAX_TYPED_CHARS], answerer.lexicon, kinds, MAX_CHOICES)
        return [
            app_commands.Choice(
                name=_label(match, answerer.base)[:MAX_CHOICE_CHARS], value=match.value
            )
            for match in matches
        ]

    async def _resolve(
        self, interaction: Press, typed: str, kinds: tuple[Kind, ...]
    ) -> tuple[Entity, ...] | Unknown:
        answerer = await self._bot.desk.at(interaction.guild_id)
        found = resolve_name(typed, answerer.lexicon, kinds)
        if isinstance(found, Entity):
            return (found,)
        options = (
            Option(("role-summary" if e.kind == "role" else "resources",), (e,)) for e in found
        )
        return Unknown(nearest=tuple(options))


def _label(match: Match, base: KnowledgeBase) -> str:
    """Return the name of what fits, with why where that isn't plain: "MLE → ML Engineer"."""
    entry = base.find(match.name.entity.kind, match.name.entity.id)
    name = entry.name if entry else match.name.text
    return f"{match.name.text} → {name}" if match.is_by_alias else name
