"""What an author may write, and what the rest of the program may rely on.

Sizes are chosen so that every card built from a valid entry fits Discord's budget (4,000
characters of text in one message): an entry that loads can always be shown.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from knowledge.fields import (
    CLOSED_PATTERN,
    CODE_PATTERN,
    Article,
    Line,
    Name,
    Names,
    Paragraph,
    ProjectIdea,
    Sentences,
    Slug,
    Slugs,
    Summary,
    Url,
    Years,
    harmless,
)

Kind = Literal["role", "skill", "resource", "term", "topic", "comparison"]
AliasKind = Literal["synonym", "acronym", "company", "field", "misspelling", "hidden"]
Facet = Literal["summary", "duties", "skills", "resources", "career", "become", "related"]
RelationKind = Literal["often-confused", "next-step", "works-with", "specialises"]
LevelName = Literal["entry", "mid", "senior"]
ResourceKind = Literal[
    "course", "book", "guide", "video", "competition", "community", "conference", "feed", "tool"
]
RESOURCE_KINDS: tuple[ResourceKind, ...] = get_args(ResourceKind)  # in the order of lists
Difficulty = Literal["beginner", "intermediate", "advanced", "any"]
Cost = Literal["free", "freemium", "paid"]
CodeScheme = Literal["ESCO", "O*NET", "ISCO"]
CodeFit = Literal["exact", "close", "broad"]
SkillKind = Literal["language", "framework", "tool", "maths", "method", "practice", "people"]

Family = Literal["models", "products", "data", "analysis", "research", "systems", "trust", "people"]
FAMILIES: Mapping[Family, str] = {
    "models": "Building models",
    "products": "Building with models",
    "data": "Making data usable",
    "analysis": "Answering questions with data",
    "research": "Research and science",
    "systems": "Running models",
    "trust": "Safety, ethics and rules",
    "people": "Steering and explaining",
}

FACETS: tuple[Facet, ...] = (
    "summary",
    "duties",
    "skills",
    "resources",
    "career",
    "become",
    "related",
)


class Authored(BaseModel):
    """Base of everything read from YAML: immutable, and a misspelt key is an error."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, use_attribute_docstrings=True
    )


class Aliases(Authored):
    """Other names of an entry, by how far each can be trusted."""

    synonym: Names = ()
    """Full names that mean the same; matched with typos forgiven."""
    acronym: Names = ()
    """Short forms ("MLE"); matched exactly, the short ones only with context."""
    company: Names = ()
    """Titles that some employers use for this."""
    field: Names = ()
    """The field of work ("computer vision"), which stands for the role where one is asked for."""
    misspelling: Names = ()
    """Frequent misspellings that are too far off to be guessed; never shown."""
    hidden: Names = ()
    """Slang and former names: found, never shown."""

    def by_kind(self) -> tuple[tuple[AliasKind, str], ...]:
        """Return every alias with its kind, kinds in the order of the fields."""
        return (
            *(("synonym", name) for name in self.synonym),
            *(("acronym", name) for name in self.acronym),
            *(("company", name) for name in self.company),
            *(("field", name) for name in self.field),
            *(("misspelling", name) for name in self.misspelling),
            *(("hidden", name) for name in self.hidden),
        )


class Source(Authored):
    """Where a fact comes from, and when it was read there."""

    title: Annotated[str, StringConstraints(min_length=3, max_length=80), AfterValidator(harmless)]
    url: Url | None = None
    checked: date | None = None
    """The day on which the link was last seen to work; written by `check --links`."""
    read: date


class Entry(Authored):
    """What every kind of entry has."""

    id: Slug
    """Kebab-case, at most 40 characters, never reused: buttons carry it."""
    name: Name
    aliases: Aliases = Aliases()
    not_for: Sentences = ()
    """Sentences that must not reach this entry. Each is a test."""
    sources: Annotated[tuple[Source, ...], Field(min_length=1, max_length=5)]
    reviewed: date
    """The day on which somebody last checked the whole entry."""


class SkillUse(Authored):
    """A skill as one role needs it."""

    id: Slug
    use: Annotated[str, StringConstraints(min_length=3, max_length=110), AfterValidator(harmless)]
    """What this role does with it."""


class RoleSkills(Authored):
    """The skills of a role, the most important first."""

    essential: Annotated[tuple[SkillUse, ...], Field(min_length=3, max_length=8)]
    useful: Annotated[tuple[SkillUse, ...], Field(max_length=8)] = ()


class Level(Authored):
    """One rung of a career: what is expected there."""

    years: Annotated[tuple[Years | None, ...], Field(min_length=2, max_length=2)] | None = None
    """Usual years of experience, from and to (null: open); a habit, never a promise."""
    text: Annotated[str, StringConstraints(min_length=20, max_length=300), AfterValidator(harmless)]


class Relation(Authored):
    """A typed link from one role to another."""

    to: Slug
    kind: RelationKind
    why: Line


class Route(Authored):
    """One way into a role."""

    start: Annotated[str, StringConstraints(min_length=3, max_length=60), AfterValidator(harmless)]
    """Where somebody comes from ("software engineer", "maths degree")."""
    steps: Annotated[
        str, StringConstraints(min_length=20, max_length=300), AfterValidator(harmless)
    ]
    """What they already have, and what to add."""
    role: Slug | None = None
    """The role that `start` is, where we have it: answers "from X to Y"."""


class Myth(Authored):
    """Something that is often said about a role, and what is known."""

    claim: Annotated[str, StringConstraints(min_length=5, max_length=120), AfterValidator(harmless)]
    fact: Annotated[str, StringConstraints(min_length=20, max_length=300), AfterValidator(harmless)]


class Code(Authored):
    """The place of a role in an official classification of occupations."""

    scheme: CodeScheme
    code: Annotated[str, StringConstraints(pattern=CODE_PATTERN)]
    title: Annotated[str, StringConstraints(min_length=3, max_length=80)]
    """The title there, which may be narrower or wider than ours."""
    fit: CodeFit


class RoleAsks(Authored):
    """Sentences that must reach a role, by the facet that they ask for. Each is a test."""

    summary: Sentences = ()
    duties: Sentences = ()
    skills: Sentences = ()
    resources: Sentences = ()
    career: Sentences = ()
    become: Sentences = ()
    related: Sentences = ()


class Role(Entry):
    """A job that people in AI and ML do."""

    family: Family | None = None
    """The shelf on which the list of all roles shows it."""
    summary: Summary
    duties: Annotated[tuple[Line, ...], Field(min_length=3, max_length=8)]
    skills: RoleSkills
    levels: Annotated[dict[LevelName, Level], Field(min_length=1)]
    """Rungs that this role has; one that is missing isn't defined, and the card says so."""
    education: Paragraph
    """What employers usually expect to see, and what stands in for it."""
    routes: Annotated[tuple[Route, ...], Field(min_length=2, max_length=5)]
    relations: Annotated[tuple[Relation, ...], Field(min_length=1, max_length=12)]
    beginner: Paragraph | None = None
    """The role in plain words, for somebody who has never met it."""
    practitioner: Paragraph | None = None
    """What somebody who works nearby would still like to know: trade-offs, habits, traps."""
    portfolio: Annotated[tuple[ProjectIdea, ...], Field(max_length=5)] = ()
    """Projects that show this craft, each small enough for a few weekends."""
    interview: Annotated[tuple[Line, ...], Field(max_length=8)] = ()
    """What interviews for this role are about; no questions of any firm."""
    myths: Annotated[tuple[Myth, ...], Field(max_length=4)] = ()
    codes: Annotated[tuple[Code, ...], Field(max_length=4)] = ()
    """Empty where no official classification knows the role."""
    asks: RoleAsks


class Skill(Entry):
    """Something that a role needs: a language, a method, a habit."""

    kind: SkillKind
    summary: Summary
    role: Slug | None = None
    """Of a skill that is a field of work as well ("statistics"): the role that stands for it."""
    sources: Annotated[tuple[Source, ...], Field(max_length=5)] = ()
    asks: Sentences = ()


class Serves(Authored):
    """What a resource is good for. Adding a resource edits nothing else."""

    roles: Slugs = ()
    skills: Slugs = ()
    topics: Slugs = ()


class Resource(Entry):
    """A course, book, place or event."""

    kind: ResourceKind
    url: Url
    checked: date | None = None
    """The day on which the link was last seen to work; written by `check --links`."""
    sources: Annotated[tuple[Source, ...], Field(max_length=5)] = ()
    """Beside `url`, which is the first source of a resource."""
    summary: Annotated[
        str, StringConstraints(min_length=15, max_length=200), AfterValidator(harmless)
    ]
    """What it is good for, and for whom."""
    level: Difficulty
    cost: Cost
    serves: Serves
    status: Literal["open", "closed"] = "open"
    closed: Annotated[str, StringConstraints(pattern=CLOSED_PATTERN)] | None = None
    """When it closed: "2025-07"."""
    replaced_by: Slugs = ()
    """Resources that took its place."""
    asks: Sentences = ()


class Term(Entry):
    """A word that people ask the meaning of."""

    text: Paragraph
    broad: bool = False
    """True for whole fields such as AI and ML: a question about them is rarely about the word."""
    role: Slug | None = None
    """Of a whole field: the role that somebody means who moves into it ("data engineer to ML")."""
    related: Slugs = ()
    """Terms, skills or roles worth reading next."""
    asks: Sentences = ()


class Topic(Entry):
    """An answer that isn't about one role: how careers work, what we don't cover."""

    text: Article
    declines: bool = False
    """True where the answer is that this isn't ours, and where to ask instead."""
    urgent: bool = False
    """True where it is said before everything else that a text asks for."""
    see_also: Slugs = ()
    """Roles or topics worth reading next."""
    asks: Sentences = ()


class Comparison(Entry):
    """A hand-written note on two roles that people confuse; the rest is generated."""

    between: Annotated[tuple[Slug, ...], Field(min_length=2, max_length=2)]
    note: Paragraph
    first: Line
    """In a line: what the first of `between` is about."""
    second: Line
    asks: Sentences = ()


AnyEntry = Role | Skill | Resource | Term | Topic | Comparison


class SkillFile(Authored):
    """The whole of `skills.yaml`."""

    skills: tuple[Skill, ...]


class ResourceFile(Authored):
    """The whole of a file of resources."""

    resources: tuple[Resource, ...]


class TermFile(Authored):
    """The whole of `terms.yaml`."""

    terms: tuple[Term, ...]
