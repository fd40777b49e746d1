"""What is said about a draft, in plain words. Markdown, no Discord."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from bot.answers.composer import label_of
from bot.answers.reply import literal
from bot.curation.drafts import Draft
from bot.curation.forms import labels_of, name_in
from bot.curation.review import Review
from intents.impact import Moved, Reached
from knowledge.additions import KEY
from knowledge.base import KnowledgeBase
from knowledge.difference import Change, diff_lines, differences
from knowledge.issues import Issue
from knowledge.models import Kind
from knowledge.store.revision import Revision

MAX_PROBLEMS = 12
MAX_MOVED = 8
MAX_SENTENCE_CHARS = 90
MAX_TITLE_CHARS = 100
MAX_DIFF_CHARS = 900
_ADDED = f"{KEY}."

GONE = (
    "I don't hold this draft any more: it was published or discarded, or a day went by, or I was "
    "restarted. Its text is in the file above: hand it in by `/kb add` or `/kb edit` with `file:`."
)
AWAY = (
    "-# My database is away: this was checked without what is your server's own. You can go on "
    "editing; publishing has to wait."
)
DISCARDED = "Discarded. Nothing was published."
FILE_NEEDED = (
    "This draft can't be read as YAML, so no form can show it. Take its file, mend it, and hand it "
    "in by **Upload a file**."
)


def title_of(review: Review) -> str:
    """Return what a review is about: "New term: AI Tutor"."""
    target = review.draft.target
    typed = name_in(review.draft.text)[:MAX_TITLE_CHARS]  # which nothing has checked yet
    name = review.entry.name if review.entry else typed or target.id
    what = f"New {target.kind}" if target.id is None else f"Edit {target.kind}"
    if f"\n{KEY}:" in review.draft.text:
        what = f"Add to the {target.kind}"
    return f"{what}: {literal(name)}" if name else what


def problem_lines(review: Review) -> Iterator[str]:
    """Yield what has to be mended, each with the line of the file."""
    issues = review.proposal.issues
    labels = labels_of(review.draft.target.kind, review.draft.text)
    yield from (f"- {problem(issue, labels)}" for issue in issues[:MAX_PROBLEMS])
    if len(issues) > MAX_PROBLEMS:
        yield f"- … and {len(issues) - MAX_PROBLEMS} more"


def problem(issue: Issue, labels: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return a problem as a line: "**What it means** (line 3 of the file): too short …".

    `labels` are those of the boxes of a form, by what they hold.
    """
    message = literal(issue.message)
    if not issue.field:
        return f"line {issue.line}: {message}"
    field = f"{issue.field}."  # of what adds, problems may be those of the whole entry
    boxes = (box for box in labels if field.startswith((f"{box}.", f"{box.removeprefix(_ADDED)}.")))
    if (box := next(boxes, None)) is None:
        return f"`{issue.field}` (line {issue.line}): {message}"
    return f"**{labels[box]}** (line {issue.line} of the file): {message}"


def moved_lines(review: Review) -> Iterator[str]:
    """Yield which recorded questions would go elsewhere."""
    if review.base is None:
        return
    if review.is_same:
        yield "- Nothing: your server has exactly this already."
        return
    if not review.moved:
        yield "- It takes nothing from others: no recorded question would go elsewhere."
        return
    count = len(review.moved)
    questions = "recorded question" if count == 1 else "recorded questions"
    yield f"- {count} {questions} would go elsewhere:"
    yield from moved_list(review.moved, review.base)


def moved_list(moved: Sequence[Moved], base: KnowledgeBase) -> Iterator[str]:
    """Yield each question with where it went and where it would go."""
    for one in moved[:MAX_MOVED]:
        text = one.recorded.text
        short = text if len(text) <= MAX_SENTENCE_CHARS else f"{text[:MAX_SENTENCE_CHARS]}…"
        was, now = reached(one.before, base), reached(one.after, base)
        yield f"  - “{literal(short)}”: from {was} to **{now}**"
    if len(moved) > MAX_MOVED:
        yield f"  - … and {len(moved) - MAX_MOVED} more"


def reached(options: Reached, base: KnowledgeBase) -> str:
    """Return what a question comes to: "ML Engineer: skills", a choice, or nothing."""
    labels = " or ".join(literal(label_of(option, base)) for option in options)
    if not labels:
        return "no answer"
    return f"a choice between {labels}" if len(options) > 1 else labels


def published(name: str, kind: Kind, number: int) -> str:
    """Return what is said once something is published."""
    return (
        f"Published **{literal(name)}** ({kind}, revision {number}). Members get it from now on. "
        "`/kb undo` takes it back, `/kb history` shows what was before."
    )


def change_lines(changes: Sequence[Change]) -> list[str]:
    """Return what differs from what is published, in lines of Markdown; none for nothing."""
    told = [change for change in changes if change.field != "id"]
    return ["### What differs", _fenced(diff_lines(told, MAX_DIFF_CHARS))] if told else []


def diff_block(before: str | None, after: str | None, max_chars: int) -> str:
    """Return what differs between two documents of an entry, as a block of Markdown."""
    changes = differences(before, after)
    return _fenced(diff_lines(changes, max_chars)) if changes else "Nothing: it says the same."


def _fenced(lines: str) -> str:
    return f"```diff\n{lines}\n```"


def conflict_lines(theirs: Revision, mine: Draft) -> list[str]:
    """Return what a curator is told whose entry somebody else saved meanwhile."""
    who = f"<@{theirs.author_id}>" if theirs.author_id else "A former curator"
    what = "removed this entry" if theirs.document is None else "published a version of this entry"
    changes = differences(theirs.document, mine.text)
    return [
        "### Somebody was faster",
        f"{who} {what} (revision {theirs.number}) while you worked on it. Nothing of yours is lost "
        "and nothing of theirs was touched. **Publish** puts yours in its place; below is what "
        "that would change of theirs."
        if changes
        else "It says the same as yours.",
        *change_lines(changes)[1:],
    ]
