"""The texts that an author may write: their lengths, their forms, and what none may hold.

Sizes are chosen so that every card built from a valid entry fits Discord's budget.
"""

import re
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
URL_PATTERN = r"^https?://[^\s<>()\[\]]+$"
CODE_PATTERN = r"^[0-9][0-9.-]{2,11}$"
CLOSED_PATTERN = r"^\d{4}(-\d{2})?$"
MAX_SLUG_CHARS = 40  # ids travel in button ids, which Discord caps at 100 characters

_PINGS = re.compile(
    r"@everyone|@here|<[@#:!&]|discord\.gg/|discord(?:app)?\.com/invite/", re.IGNORECASE
)
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")  # they show a text in another order


def harmless(text: str) -> str:
    """Return a text without mentions and invites. Raises `ValueError` where it has one."""
    if found := _PINGS.search(text):
        raise ValueError(f"mentions and invites aren't allowed in text: {found.group()!r}")
    if _TURNS.search(text):
        raise ValueError("characters that turn the direction of text aren't allowed: retype it")
    return text


def findable(name: str) -> str:
    """Return a name that somebody can type. Raises `ValueError` where it has no letter or digit."""
    if not any(char.isalnum() for char in name):
        raise ValueError("a name needs a letter or a digit, or nobody finds it")
    return name


Slug = Annotated[str, StringConstraints(pattern=SLUG_PATTERN, max_length=MAX_SLUG_CHARS)]
Name = Annotated[  # fits a button (80)
    str,
    StringConstraints(min_length=1, max_length=60),
    AfterValidator(harmless),
    AfterValidator(findable),
]
Line = Annotated[str, StringConstraints(min_length=3, max_length=160), AfterValidator(harmless)]
Sentence = Annotated[str, StringConstraints(min_length=2, max_length=300)]  # as a person types it
ProjectIdea = Annotated[
    str, StringConstraints(min_length=20, max_length=220), AfterValidator(harmless)
]
Summary = Annotated[str, StringConstraints(min_length=20, max_length=350), AfterValidator(harmless)]
Paragraph = Annotated[
    str, StringConstraints(min_length=20, max_length=600), AfterValidator(harmless)
]
Article = Annotated[
    str, StringConstraints(min_length=40, max_length=2000), AfterValidator(harmless)
]
# How many there may be: far more than anybody needs, and few enough for a server's own index.
Names = Annotated[tuple[Name, ...], Field(max_length=100)]
Sentences = Annotated[tuple[Sentence, ...], Field(max_length=200)]
Slugs = Annotated[tuple[Slug, ...], Field(max_length=100)]
Years = Annotated[int, Field(ge=0, le=60)]
Url = Annotated[str, StringConstraints(pattern=URL_PATTERN, max_length=200)]
