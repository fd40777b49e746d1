"""What members suggest, as it is kept, and the draft that it becomes. Pure."""

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from knowledge.issues import ContentError
from knowledge.models import Kind
from knowledge.source import dump, parse_document
from knowledge.text import slug

SuggestedKind: TypeAlias = Literal["term", "topic", "resource", "mend"]
LABELS: dict[SuggestedKind, str] = {
    "topic": "An answer to a question (the title)",
    "term": "A word and what it means",
    "resource": "A course, book, place or event",
    "mend": "Something that is wrong or out of date",
}
MEND: SuggestedKind = "mend"  # no entry comes of it by itself
MAX_NAME_CHARS, MAX_TEXT_CHARS, MAX_LINK_CHARS = 60, 1500, 200


@dataclass(frozen=True, slots=True)
class Suggested:
    """One suggestion."""

    kind: SuggestedKind
    name: str
    text: str
    link: str = ""

    def kept(self) -> str:
        """Return the one text that is stored."""
        return dump({key: value for key, value in asdict(self).items() if value})


def read_suggested(kept: str) -> Suggested:
    """Return the suggestion that a stored text holds; any other text is one to mend something."""
    try:
        data = parse_document(Path("suggestion.yaml"), kept.encode("utf-8", "replace")).data
    except ContentError:
        data = None
    found: dict[str, Any] = data if isinstance(data, dict) else {}
    kind = next((known for known in get_args(SuggestedKind) if known == found.get("kind")), None)
    if kind is None:
        return Suggested(MEND, "", kept)
    return Suggested(kind, *(str(found.get(key, "")) for key in ("name", "text", "link")))


def draft_text(suggested: Suggested, kind: Kind, today: date) -> str:
    """Return the document of the entry that a suggestion asks for.

    What the member didn't say is left for the curator: the check names it.
    """
    source = {"title": "A member's suggestion", "read": today}
    data: dict[str, object] = {"id": slug(suggested.name, kind), "name": suggested.name}
    if kind == "resource":
        data |= {"summary": suggested.text, "level": "any", "serves": {}}
        data |= {"url": suggested.link} if suggested.link else {}
    else:
        source |= {"url": suggested.link} if suggested.link else {}
        data |= {"text": suggested.text, "sources": [source]}
        data |= (
            {"asks": [suggested.name]} if kind == "topic" else {}
        )  # the question that it answers
    return dump({**data, "reviewed": today})
