"""What the forms ask for, kind by kind, page by page: a page is what fits one modal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, get_args

from bot.curation.codecs import (
    Codec,
    FacetQuestions,
    Ids,
    Levels,
    Lines,
    Names,
    Plain,
    Rows,
    Sources,
)
from knowledge.additions import KEY
from knowledge.models import FAMILIES, RESOURCE_KINDS, Cost, Difficulty, Kind, SkillKind

MAX_FIELDS = 5  # of a modal, by Discord

AS_TYPED = Plain()


@dataclass(frozen=True, slots=True)
class Field:
    """One box of a form."""

    place: str  # dotted, in the document
    label: str  # at most 45 characters, by Discord
    hint: str = ""  # at most 100
    codec: Codec = AS_TYPED
    is_long: bool = True
    max_chars: int = 4000
    options: Mapping[str, str] | None = None  # value -> label, where it is chosen and not typed


@dataclass(frozen=True, slots=True)
class Page:
    """What fits one modal."""

    title: str
    fields: tuple[Field, ...]


def _name(hint: str) -> Field:
    return Field("name", "Name", hint, is_long=False, max_chars=60)


NAMES = Field(
    "aliases",
    "Other names, one a line",
    "Short forms in capitals (MLE). With a kind: company: …, misspelling: …, hidden: …",
    Names(),
)
ASKS = Field("asks", "Questions that it answers, one a line", "As people type them", Lines())
ROLE_ASKS = Field(
    "asks",
    "Questions that it answers, one a line",
    "With what is asked for: summary: …, duties: …, skills: …, career: …, become: …",
    FacetQuestions(),
)
NOT_FOR = Field(
    "not_for", "Questions that it must not answer", "One a line; each is checked", Lines()
)
SOURCES = Field(
    "sources", "Where it comes from", "title | link, one a line. Empty: your own word", Sources()
)


def _same(values: Iterable[str]) -> Mapping[str, str]:
    return {value: value for value in values}


def _chosen(place: str, label: str, options: Mapping[Any, str]) -> Field:
    return Field(place, label, is_long=False, options=options)


FORMS: Mapping[Kind, tuple[Page, ...]] = {
    "role": (
        Page(
            "What it is",
            (
                _name("As people call the job"),
                Field("summary", "In two sentences", "20 to 350 characters", max_chars=350),
                Field("duties", "What they do, one a line", "3 to 8 lines", Lines()),
                Field(
                    "skills.essential",
                    "Skills they can't do without",
                    "skill | what for, one a line; 3 to 8 lines",
                    Rows(("id", "use"), "id", ("skill",)),
                ),
                NAMES,
            ),
        ),
        Page(
            "Getting there",
            (
                Field("education", "Education", "20 to 600 characters", max_chars=600),
                Field(
                    "levels",
                    "Levels, one a line",
                    "entry | 0-2 | what is expected, in 20 characters or more",
                    Levels(),
                ),
                Field(
                    "routes",
                    "Ways in, one a line",
                    "where from | what to add, in 20 characters or more; 2 to 5 lines",
                    Rows(("start", "steps")),
                ),
                Field(
                    "relations",
                    "Related roles, one a line",
                    "role | often-confused, next-step, works-with or specialises | why",
                    Rows(("to", "kind", "why"), "to", ("role",), "kind"),
                ),
                SOURCES,
            ),
        ),
        Page(
            "Questions and more",
            (
                ROLE_ASKS,
                NOT_FOR,
                Field(
                    "skills.useful",
                    "Skills that help",
                    "skill | what for, one a line; at most 8",
                    Rows(("id", "use"), "id", ("skill",)),
                ),
                Field("beginner", "In plain words", "For somebody new", max_chars=600),
                _chosen("family", "Shelf in the list of roles", FAMILIES),
            ),
        ),
    ),
    "skill": (
        Page(
            "Skill",
            (
                _name("As people call it"),
                _chosen("kind", "Kind", _same(get_args(SkillKind))),
                Field("summary", "What it is", "20 to 350 characters", max_chars=350),
                NAMES,
                ASKS,
            ),
        ),
    ),
    "resource": (
        Page(
            "Resource",
            (
                _name("As it calls itself"),
                Field("url", "Link", "https://…", is_long=False, max_chars=200),
                Field("summary", "What for, and for whom", "15 to 200 characters", max_chars=200),
                _chosen("kind", "Kind", _same(RESOURCE_KINDS)),
                _chosen("cost", "Cost", _same(get_args(Cost))),
            ),
        ),
        Page(
            "Whom it serves",
            (
                Field("serves.roles", "Roles, one a line", "By name", Ids(("role",))),
                Field("serves.skills", "Skills, one a line", "By name", Ids(("skill",))),
                _chosen("level", "Level", _same(get_args(Difficulty))),
                NAMES,
                ASKS,
            ),
        ),
    ),
    "term": (
        Page(
            "Term",
            (
                _name("The word"),
                Field("text", "What it means", "20 to 600 characters", max_chars=600),
                NAMES,
                ASKS,
                SOURCES,
            ),
        ),
        Page(
            "More",
            (
                Field(
                    "related",
                    "Worth reading next, one a line",
                    "Terms, skills or roles by name",
                    Ids(("term", "skill", "role")),
                ),
                NOT_FOR,
            ),
        ),
    ),
    "topic": (
        Page(
            "Topic",
            (
                _name("A short title"),
                Field("text", "The answer", "40 to 2,000 characters of Markdown", max_chars=2000),
                ASKS,
                NAMES,
                SOURCES,
            ),
        ),
        Page(
            "More",
            (
                Field(
                    "see_also",
                    "Worth reading next, one a line",
                    "Roles or topics by name",
                    Ids(("role", "topic")),
                ),
                NOT_FOR,
            ),
        ),
    ),
    "comparison": (
        Page(
            "Comparison",
            (
                Field("between", "The two roles, one a line", "By name", Ids(("role",))),
                Field("note", "Why people confuse them", "20 to 600 characters", max_chars=600),
                Field("first", "What the first is about", "One line", is_long=False, max_chars=160),
                Field("second", "And the second", "One line", is_long=False, max_chars=160),
                SOURCES,
            ),
        ),
        Page("More", (_name("Both names, unless you say another"), ASKS, NOT_FOR)),
    ),
}


def _added(*fields: Field) -> Page:
    added = tuple(replace(field, place=f"{KEY}.{field.place}") for field in fields)
    return Page("What is added", added)


ADDITIONS = _added(NAMES, ASKS, NOT_FOR)
ROLE_ADDITIONS = _added(NAMES, ROLE_ASKS, NOT_FOR)
