"""What is reported to curators, as sections of Markdown in pages. Pure."""

from collections.abc import Sequence

from bot.answers.reply import Section, literal
from bot.standing import Overdue, Standing
from bot.subjects import name_of
from knowledge.base import KnowledgeBase, kind_of
from knowledge.store.feedback import Count
from knowledge.store.usage import Answered, Subject

STATUS_DAYS, DIGEST_DAYS = 30, 7
MOST_ASKED = 10
LISTED_OVERDUE = 10
LISTED_GAPS = 3
IN_DIGEST = 5  # of each kind of thing

PAGE_LINES = 24
PAGE_CHARS = 3_000

STATUS_TITLE = "How things stand"
DIGEST_TITLE = "This week in questions"
DIGEST_END = "-# `/kb gaps` goes through the questions, `/kb status` shows everything."


def status_sections(standing: Standing) -> tuple[Section, ...]:
    """Return everything about a server, whatever there is of it."""
    waiting = _many(standing.suggestions, "suggestion", "suggestions")
    own = _many(standing.own, "entry", "entries")
    return (
        Section("Answers", (_total(standing, STATUS_DAYS), *_asked(standing, MOST_ASKED))),
        Section("Questions without an answer", _gaps(standing, LISTED_GAPS)),
        Section("Suggestions", (f"**{waiting}** to decide on.",)),
        Section(
            "This server's own", (f"**{own}** of its own, **{standing.hidden}** of mine hidden.",)
        ),
        Section("Due for review", _overdue(standing, LISTED_OVERDUE)),
        Section("Votes", _votes(standing, len(standing.votes))),
    )


def digest_sections(standing: Standing) -> tuple[Section, ...]:
    """Return what is worth telling of a week; nothing of what there is none of."""
    sections = []
    if standing.gaps:
        sections.append(Section("Questions without an answer", _gaps(standing, IN_DIGEST)))
    if standing.overdue:
        sections.append(Section("Due for review", _overdue(standing, IN_DIGEST)))
    if standing.votes:
        sections.append(Section("Votes", _votes(standing, IN_DIGEST)))
    if standing.answered:
        lines = (_total(standing, DIGEST_DAYS), *_asked(standing, IN_DIGEST))
        sections.append(Section("Answers", lines))
    return tuple(sections)


def paged(sections: Sequence[Section]) -> tuple[tuple[Section, ...], ...]:
    """Return sections in pages that a card holds: at least one. Lines stay whole."""
    pages: list[list[Section]] = [[]]
    lines = chars = 0
    for section in sections:
        for line in section.lines:
            if lines and (lines == PAGE_LINES or chars + len(line) > PAGE_CHARS):
                pages.append([])
                lines = chars = 0
            page = pages[-1]
            if page and page[-1].heading == section.heading:
                page[-1] = Section(section.heading, (*page[-1].lines, line))
            else:
                page.append(Section(section.heading, (line,)))
            lines += 1
            chars += len(line) + 1
    return tuple(tuple(page) for page in pages)


def _total(standing: Standing, days: int) -> str:
    total = sum(each.answers for each in standing.answered)
    return f"**{_many(total, 'answer', 'answers')}** in the last {days} days."


def _asked(standing: Standing, limit: int) -> tuple[str, ...]:
    return tuple(
        f"{place}. {_name(each, standing.base)} · {each.answers}"
        for place, each in enumerate(standing.answered[:limit], start=1)
    )


def _gaps(standing: Standing, limit: int) -> tuple[str, ...]:
    gaps = standing.gaps
    if not gaps:
        return ("None is open.",)
    head = f"**{_many(len(gaps), 'question', 'questions')}** to decide on with `/kb gaps`."
    asked = (f"- {gap.words} · {_many(gap.askings, 'asking', 'askings')}" for gap in gaps[:limit])
    return (head, *asked)


def _overdue(standing: Standing, limit: int) -> tuple[str, ...]:
    overdue = standing.overdue
    if not overdue:
        return ("Nothing is.",)
    own = sum(each.is_own for each in overdue)
    head = f"**{_many(len(overdue), 'entry', 'entries')}**, {own} of them this server's own."
    return (head, *map(_line_of, overdue[:limit]), *_left_out(len(overdue) - limit))


def _line_of(overdue: Overdue) -> str:
    own = ", this server's own" if overdue.is_own else ""
    name = literal(overdue.entry.name)
    return f"- {name} ({kind_of(overdue.entry)}{own}) · since {overdue.since.isoformat()}"


def _votes(standing: Standing, limit: int) -> tuple[str, ...]:
    votes = standing.votes
    if not votes:
        return ("Nobody voted yet.",)
    lines = (
        f"- {_name(count, standing.base)} · 👍 {count.helpful} · 👎 {count.unhelpful}"
        for count in votes[:limit]
    )
    return (*lines, *_left_out(len(votes) - limit))


def _left_out(count: int) -> tuple[str, ...]:
    return (f"-# … and {count} more",) if count > 0 else ()


def _name(counted: Answered | Count, base: KnowledgeBase) -> str:
    if isinstance(counted, Count):
        subject = Subject(counted.kind, counted.entry_id, counted.facet)
    else:
        subject = counted.subject
    return literal(name_of(subject, base))


def _many(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"
