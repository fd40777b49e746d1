"""What is said about an export and an import, in plain words. Markdown, no Discord."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.answers.reply import literal
from knowledge.base import KnowledgeBase
from knowledge.difference import diff_lines
from knowledge.intake import Incoming, Intake, Key
from knowledge.issues import Issue
from knowledge.models import Kind
from knowledge.own import Stored

MAX_REPORT_CHARS = 3600  # of a card's 4,000
MAX_NEW = 15
MAX_HIDDEN = 20
MIN_DIFF_CHARS = 200  # below, a difference says nothing
MAX_FIELD_CHARS = 80
MAX_MESSAGE_CHARS = 400
MAX_FILE_ISSUES = 2000
MAX_FILE_CHARS = 1_000_000  # of one entry's difference in a file

PLURALS: Mapping[Kind, str] = {
    "role": "roles",
    "skill": "skills",
    "resource": "resources",
    "term": "terms",
    "topic": "topics",
    "comparison": "comparisons",
}

GONE = (
    "I don't hold this import any more: it was imported or discarded, you uploaded another one, a "
    "day went by, or I was restarted. Nothing was changed by this button. Upload the zip again by "
    "`/kb import`."
)
DISCARDED = "Discarded. Nothing was imported."
NOTHING_OWN = (
    "This server has no entries of its own yet, so there is nothing to export: all that I answer "
    "here comes from the knowledge that all servers share. `/kb add` makes a first one."
)
NOTHING_NEW = (
    "Everything in this zip is as it is here already, so there is nothing to import. Nothing was "
    "changed."
)
TOO_LARGE = (
    "This file is larger than the {limit} MiB that I take, so I didn't open it. Pack only the "
    "entries that you want to bring in, or split them over several zips."
)
NOT_FETCHED = "Discord didn't hand me that file. Nothing was changed; upload it once more."


@dataclass(frozen=True, slots=True)
class Report:
    """A text that fits a card, and the whole of it where it had to be cut."""

    title: str
    text: str
    rest: str | None = None


def counted(kinds: Sequence[Kind]) -> str:
    """Return how many there are of each kind: "2 roles, 1 term"."""
    counts = Counter(kinds)
    parts = (
        f"{counts[kind]} {kind if counts[kind] == 1 else plural}"
        for kind, plural in PLURALS.items()
        if counts[kind]
    )
    return ", ".join(parts)


def exported(
    documents: Sequence[Stored],
    unreadable: Sequence[Issue],
    hidden: Collection[Key],
    base: KnowledgeBase,
    *,
    fits_import: bool,
) -> str:
    """Return what is said beside the zip of an export."""
    lines = [
        f"**This server's own entries:** {counted([one.kind for one in documents])}. Those that "
        "only add to a shared entry are in it whole. Change what you like and bring it back by "
        "`/kb import`; what you leave as it is stays as it is."
        if documents
        else NOTHING_OWN
    ]
    if unreadable:
        names = ", ".join(f"`{issue.path.stem}`" for issue in unreadable[:MAX_HIDDEN])
        lines.append(
            f"**Left out**, because I can't read them any more: {names}. `/kb history` still has "
            "what was written."
        )
    if documents and not fits_import:
        lines.append("It is too large to come back in one piece: pack parts of it for that.")
    if hidden:
        lines.append(f"**Hidden here**, a setting and so not in the file: {_names(hidden, base)}.")
    return "\n\n".join(lines)


def problems(issues: Sequence[Issue]) -> Report:
    """Return what has to be mended before anything is imported."""
    count = len(issues)
    title = f"Nothing imported: {'1 problem' if count == 1 else f'{count} problems'}"
    lead = "Mend this and upload the zip again. Until all of it is well, nothing is changed."
    lines = [f"- {_problem(issue)}" for issue in issues]
    room = MAX_REPORT_CHARS - len(lead)
    kept: list[str] = []
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            break
        kept.append(line)
    if len(kept) == count:
        return Report(title, "\n".join((lead, *kept)))
    rest = f"- … and {count - len(kept)} more: all of them are in the file"
    whole = [*map(str, issues[:MAX_FILE_ISSUES])]
    if count > MAX_FILE_ISSUES:
        rest = f"- … and {count - len(kept)} more: the first {MAX_FILE_ISSUES} are in the file"
    return Report(title, "\n".join((lead, *kept, rest)), "\n".join(whole) + "\n")


def dry_run(intake: Intake) -> Report:
    """Return what an import would change."""
    new = [one for one in intake.incoming if one.is_new]
    changed = [one for one in intake.incoming if not one.is_new]
    title = f"Import: {len(new)} new, {len(changed)} changed, {intake.same} as they are"
    lines = ["Nothing is changed yet. **Import** brings in all of it, **Discard** nothing."]
    if new:
        lines += ["### New", *(f"- {_named(one)}" for one in new[:MAX_NEW])]
        if len(new) > MAX_NEW:
            lines.append(f"- … and {len(new) - MAX_NEW} more")
    is_cut = len(new) > MAX_NEW
    if changed:
        shown = list(_differences(changed, MAX_REPORT_CHARS - len("\n".join(lines))))
        lines += ["### Changed", *(text for text, _ in shown)]
        is_cut = is_cut or len(shown) < len(changed) or any(cut for _, cut in shown)
        if len(shown) < len(changed):
            lines.append(f"… and {len(changed) - len(shown)} more, in the file")
    return Report(title, "\n".join(lines), _whole(intake) if is_cut else None)


def imported(intake: Intake) -> str:
    """Return what is said once an import is saved."""
    kinds = counted([one.stored.kind for one in intake.incoming])
    return (
        f"Imported {kinds}. Members get them from now on. `/kb undo` takes all of it back at once, "
        "`/kb history` shows what was before."
    )


def conflicting(keys: Sequence[Key]) -> str:
    """Return what is said where entries were changed after the import was looked through."""
    names = ", ".join(f"{kind} `{entry_id}`" for kind, entry_id in keys[:MAX_HIDDEN])
    more = f" and {len(keys) - MAX_HIDDEN} more" if len(keys) > MAX_HIDDEN else ""
    return (
        f"Somebody changed this meanwhile: {names}{more}. So nothing was imported, and nothing of "
        "theirs was touched. **Look again** shows what your zip would change now."
    )


def _differences(changed: Sequence[Incoming], room: int) -> Iterator[tuple[str, bool]]:
    """Yield the difference of each entry as a block, and whether it was cut, as far as they fit."""
    room -= 60  # the heading, and how many are left out
    for left in range(len(changed), 0, -1):
        one = changed[-left]
        head = f"- {_named(one)}\n```diff\n"
        share = (room if left == 1 else max(room // 2, MIN_DIFF_CHARS)) - len(head) - 5
        if share < MIN_DIFF_CHARS:
            return
        lines = diff_lines(one.changes, share)
        text = f"{head}{lines}\n```"
        room -= len(text) + 1
        yield text, lines != diff_lines(one.changes, MAX_FILE_CHARS)


def _whole(intake: Intake) -> str:
    """Return everything that would change, however long."""
    parts = []
    for one in intake.incoming:
        lines = diff_lines(one.changes, MAX_FILE_CHARS)
        state = "new" if one.is_new else "changed"
        parts.append(f"{one.stored.kind} {one.stored.id} ({state})\n{lines}\n")
    return "\n".join(parts)


def _named(one: Incoming) -> str:
    return f"**{literal(one.name)}** ({one.stored.kind} `{one.stored.id}`)"


def _problem(issue: Issue) -> str:
    field = f" `{_cut(issue.field, MAX_FIELD_CHARS)}`" if issue.field else ""
    message = _cut(literal(issue.message), MAX_MESSAGE_CHARS)
    return f"`{issue.path}:{issue.line}`{field}: {message}"


def _cut(text: str, max_chars: int) -> str:
    return text if len(text) <= max_chars else f"{text[: max_chars - 1]}…"


def _names(keys: Collection[Key], base: KnowledgeBase) -> str:
    named = sorted(
        f"{literal(entry.name)} ({kind})" if (entry := base.find(kind, entry_id)) else entry_id
        for kind, entry_id in keys
    )
    more = f" and {len(named) - MAX_HIDDEN} more" if len(named) > MAX_HIDDEN else ""
    return ", ".join(named[:MAX_HIDDEN]) + more
