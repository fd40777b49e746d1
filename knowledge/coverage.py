"""How complete each role is: a table of roles by what a complete one has.

A role that lacks something still works; the table tells where an hour of writing helps most.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from knowledge.base import KnowledgeBase
from knowledge.models import FACETS, Role

MIN_ASKS, MIN_NOT_FOR, MIN_RESOURCES, MIN_LEVELS, MIN_RELATED = 3, 3, 5, 2, 3
MIN_PROJECTS, MIN_INTERVIEW, MIN_MYTHS = 3, 3, 2


@dataclass(frozen=True, slots=True)
class Column:
    """One thing that a complete role has: how much of it there is, and how much it takes."""

    heading: str
    least: int
    count: Callable[[Role, KnowledgeBase], int]


def _asks(facet: str) -> Column:
    def count(role: Role, _: KnowledgeBase) -> int:
        by_facet: Mapping[str, tuple[str, ...]] = dict(role.asks)
        return len(by_facet[facet])

    return Column(f"ask {facet}", MIN_ASKS, count)


COLUMNS: tuple[Column, ...] = (
    *(_asks(facet) for facet in FACETS),
    Column("not for", MIN_NOT_FOR, lambda role, _: len(role.not_for)),
    Column("plain", 1, lambda role, _: int(role.beginner is not None)),
    Column("practice", 1, lambda role, _: int(role.practitioner is not None)),
    Column("levels", MIN_LEVELS, lambda role, _: len(role.levels)),
    Column("related", MIN_RELATED, lambda role, base: len(base.related(role.id))),
    Column("resources", MIN_RESOURCES, lambda role, base: len(base.resources_where(role=role.id))),
    Column("projects", MIN_PROJECTS, lambda role, _: len(role.portfolio)),
    Column("interview", MIN_INTERVIEW, lambda role, _: len(role.interview)),
    Column("myths", MIN_MYTHS, lambda role, _: len(role.myths)),
    Column("shelf", 1, lambda role, _: int(role.family is not None)),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One role and how much it has of each column, in their order."""

    role: str
    counts: tuple[int, ...]
    codes: int  # none is complete as well: not every role stands in a classification

    @property
    def missing(self) -> tuple[str, ...]:
        """The headings of what the role has too little of."""
        pairs = zip(COLUMNS, self.counts, strict=True)
        return tuple(column.heading for column, count in pairs if count < column.least)


def coverage(base: KnowledgeBase) -> list[Row]:
    """Return a row for each role, in the order of the base."""
    return [
        Row(role.id, tuple(column.count(role, base) for column in COLUMNS), len(role.codes))
        for role in base.roles.values()
    ]


def table(rows: list[Row]) -> Iterator[str]:
    """Yield the lines of the table: what is too little has a `!` behind it."""
    width = max((len(row.role) for row in rows), default=4)
    headings = [*(column.heading for column in COLUMNS), "codes"]
    yield f"{'role':<{width}}  {'  '.join(headings)}"
    for row in rows:
        cells = [
            f"{count}{'!' if count < column.least else ''}"
            for column, count in zip(COLUMNS, row.counts, strict=True)
        ]
        cells.append(str(row.codes))
        shown = "  ".join(
            cell.rjust(len(heading)) for cell, heading in zip(cells, headings, strict=True)
        )
        yield f"{row.role:<{width}}  {shown}"
    full = sum(not row.missing for row in rows)
    yield f"{full} of {len(rows)} roles are complete"
    for row in rows:
        if row.missing:
            yield f"{row.role} lacks: {', '.join(row.missing)}"
