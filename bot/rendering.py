"""The whole knowledge as Markdown pages, for people who'd rather read than ask.

Pages say what cards say, by the same functions, so that the two are never out of step.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from bot.answers.entries import word_sections
from bot.answers.pairs import comparison_sections
from bot.answers.reply import Reply, Section, cite
from bot.answers.resources import PLURALS, describe
from bot.answers.roles import FACET_LABELS, SECOND_PAGES, facet_sections
from knowledge.base import KnowledgeBase
from knowledge.models import FACETS, FAMILIES, RESOURCE_KINDS, AnyEntry, Resource, Role

NOTICE = (
    "<!-- Written by `python -m bot docs` from knowledge/data. Change the entries, not this. -->"
)


def pages(base: KnowledgeBase) -> Mapping[Path, str]:
    """Return every page by its path below the folder of pages."""
    found = {
        Path("README.md"): _index(base),
        Path("terms.md"): _words("Terms", base.terms.values(), base),
        Path("skills.md"): _words("Skills", base.skills.values(), base),
        Path("resources.md"): _resources(base),
        Path("comparisons.md"): _comparisons(base),
        Path("topics.md"): _topics(base),
    }
    found |= {Path("roles") / f"{role.id}.md": _role(role, base) for role in base.roles.values()}
    return {path: f"{NOTICE}\n\n{text.rstrip()}\n" for path, text in found.items()}


def _index(base: KnowledgeBase) -> str:
    lines = ["# What Rolecall knows", "", "## Roles"]
    known = sorted(base.roles.values(), key=_shelf)
    for family, roles in groupby(known, key=lambda role: role.family):
        lines += ["", f"### {FAMILIES[family] if family else 'More'}", ""]
        lines += [f"- [{role.name}](roles/{role.id}.md)" for role in roles]
    counts = (
        ("topics.md", "Topics", len(base.topics)),
        ("comparisons.md", "Pairs that people confuse", len(base.comparisons)),
        ("skills.md", "Skills", len(base.skills)),
        ("terms.md", "Terms", len(base.terms)),
        ("resources.md", "Resources", len(base.resources)),
    )
    lines += ["", "## And", ""]
    lines += [f"- [{name}]({path}) ({count})" for path, name, count in counts]
    return "\n".join(lines)


def _shelf(role: Role) -> tuple[int, str]:
    families = list(FAMILIES)
    return families.index(role.family) if role.family else len(families), role.name


def _role(role: Role, base: KnowledgeBase) -> str:
    parts = [f"# {role.name}"]
    for facet in FACETS:
        if facet != "summary":
            parts.append(f"## {FACET_LABELS[facet]}")
        if facet == "resources":
            parts.append(_list(base.resources_where(role=role.id)))
            continue
        numbers = range(2 if facet in SECOND_PAGES else 1)
        parts += [_body(facet_sections(role, facet, base, page)) for page in numbers]
    return "\n\n".join([*parts, _provenance([role])])


def _words(title: str, entries: Iterable[AnyEntry], base: KnowledgeBase) -> str:
    parts = [f"# {title}"]
    for entry in sorted(entries, key=lambda entry: entry.name.casefold()):
        parts += [f"## {entry.name}", _body(word_sections(entry, base)), _provenance([entry])]  # type: ignore[arg-type]
    return "\n\n".join(parts)


def _resources(base: KnowledgeBase) -> str:
    parts = ["# Resources"]
    for kind in RESOURCE_KINDS:
        parts += [f"## {PLURALS[kind].capitalize()}", _list(base.resources_where(kinds=[kind]))]
    return "\n\n".join(parts)


def _comparisons(base: KnowledgeBase) -> str:
    parts = ["# Pairs that people confuse"]
    for entry in base.comparisons.values():
        roles = [base.roles[role] for role in entry.between]
        links = " and ".join(f"[{role.name}](roles/{role.id}.md)" for role in roles)
        parts += [f"## {entry.name}", links, _body(comparison_sections(roles, base))]
        parts.append(_provenance([entry]))
    return "\n\n".join(parts)


def _topics(base: KnowledgeBase) -> str:
    parts = ["# Topics"]
    for topic in sorted(base.topics.values(), key=lambda topic: topic.name.casefold()):
        parts += [f"## {topic.name}", topic.text, _provenance([topic])]
    return "\n\n".join(parts)


def _list(found: Iterable[Resource]) -> str:
    return "\n".join(f"- {describe(item)}" for item in found) or "None is recorded yet."


def _body(sections: Iterable[Section]) -> str:
    return _plain(Reply("", tuple(sections)).body)


def _provenance(entries: Iterable[AnyEntry]) -> str:
    origin = cite(entries)
    reply = Reply("", (), origin.sources, origin.reviewed, origin.due)
    return _plain(reply.provenance)


def _plain(text: str) -> str:
    """Return Discord's Markdown as everybody's: its small print is unknown elsewhere."""
    return "\n".join(_line(line) for line in text.splitlines())


def _line(line: str) -> str:
    return f"*{line.removeprefix('-# ')}*" if line.startswith("-# ") else line


def stale(folder: Path, wanted: Mapping[Path, str]) -> Iterator[Path]:
    """Yield the pages in `folder` that differ from `wanted`, lack, or are nobody's any more."""
    for path, text in wanted.items():
        if not (folder / path).is_file() or (folder / path).read_text("utf-8") != text:
            yield path
    for path in sorted(folder.rglob("*.md")):
        if path.relative_to(folder) not in wanted:
            yield path.relative_to(folder)
