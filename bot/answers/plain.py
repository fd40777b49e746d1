"""A reply as Markdown text: what the terminal prints and JSON carries."""

from bot.answers.reply import Reply


def as_markdown(reply: Reply) -> str:
    """Return what a reply says under its title: sections, sources, review date."""
    return "\n\n".join(filter(None, (reply.body, reply.provenance)))
