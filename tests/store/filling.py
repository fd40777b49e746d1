"""A guild with something of everything, by the same methods that the bot uses."""

from datetime import date, datetime

from knowledge.store.feedback import AnswerKey
from knowledge.store.revision import Draft, EntryKey
from knowledge.store.store import Store
from knowledge.store.usage import Subject

CURATOR, MEMBER, OTHER = 11, 22, 33
CHANNEL, CARD = 44, 55
SUBJECT = Subject("role", "ml-engineer", "role-skills")


def entry(guild_id: int, entry_id: str = "ml-engineer") -> EntryKey:
    return EntryKey(guild_id, "role", entry_id)


def answer(guild_id: int) -> AnswerKey:
    return AnswerKey(guild_id, "role", "ml-engineer", "skills", "answer-1")


async def fill(store: Store, guild_id: int, marker: str, now: datetime) -> tuple[int, int]:
    """Put a row into every table; return the ids of the gap and of the suggestion."""
    day: date = now.date()
    await store.revisions.save(Draft(entry(guild_id), f"name: {marker}", 0), CURATOR, marker)
    await store.settings.change(guild_id, lambda old: old.having(hidden=[("role", marker)]))
    gap = await store.gaps.record(guild_id, f"what about {marker}", MEMBER, day)
    await store.gaps.record(guild_id, f"what about {marker}", OTHER, day)
    await store.feedback.vote(answer(guild_id), MEMBER, is_helpful=True)
    await store.usage.add(guild_id, {SUBJECT: 3}, day)
    made = await store.suggestions.add(guild_id, MEMBER, CHANNEL, f"please add {marker}")
    await store.opt_outs.add(guild_id, MEMBER)
    return gap, made.suggestion_id
