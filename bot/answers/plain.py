"""A reply as Markdown text: what the terminal prints and JSON carries."""

from bot.answers.reply import Reply


def as_markdown(reply: Reply) -> str:
    """Return the body of a reply, without its title: sections, sources, review date."""
    blocks = []
    for section in reply.sections:
        heading = f"### {section.heading}\n" if section.heading else ""
        blocks.append(heading + "\n".join(section.lines))
    if footer := reply.provenance:
        blocks.append(footer)
    return "\n\n".join(blocks)
