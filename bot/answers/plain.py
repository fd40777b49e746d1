"""A reply as Markdown text: what the terminal prints and JSON carries."""

from bot.answers.reply import Reply
from knowledge.models import Source


def as_markdown(reply: Reply) -> str:
    """Return the body of a reply, without its title: sections, sources, review date."""
    blocks = []
    for section in reply.sections:
        heading = f"### {section.heading}\n" if section.heading else ""
        blocks.append(heading + "\n".join(section.lines))
    if footer := provenance(reply):
        blocks.append(footer)
    return "\n\n".join(blocks)


def provenance(reply: Reply) -> str:
    """Return where a reply comes from and how old it is, in one line; empty if it is a notice."""
    parts = []
    if reply.sources:
        parts.append("Sources: " + ", ".join(map(cited, reply.sources)))
    if reply.reviewed:
        parts.append(f"reviewed {reply.reviewed.isoformat()}")
    return f"-# {' · '.join(parts)}" if parts else ""


def cited(source: Source) -> str:
    """Return a source as a link, or as its title where it has none."""
    title = source.title.replace("[", "(").replace("]", ")")
    return f"[{title}]({source.url})" if source.url else title
