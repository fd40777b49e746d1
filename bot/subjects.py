"""What an answer is about, for counting: its intent and the first entry that it names. Pure."""

from bot.answers.composer import TITLES
from bot.answers.reply import Reply, Request
from bot.answers.roles import FACET_LABELS
from intents.catalogue import INTENTS, SMALL_TALK
from knowledge.base import KnowledgeBase
from knowledge.store.usage import Subject


def subject_of(request: Request) -> Subject | None:
    """Return what a request asks about; None for small talk, which nobody counts.

    What is asked of no entry ("all roles") counts as a topic with the intent's id.
    """
    intent = request.option.intents[0]
    if intent in SMALL_TALK:
        return None
    if not request.option.entities:
        return Subject("topic", intent, intent)
    entity = request.option.entities[0]
    return Subject(entity.kind, entity.id, intent)


def subject_answered(reply: Reply) -> Subject | None:
    """Return what a reply answers; None for questions back, "I don't know" and small talk."""
    return subject_of(reply.request) if reply.request else None


def is_known(subject: Subject, base: KnowledgeBase) -> bool:
    """Return whether there is such an entry, or it is an intent that needs none."""
    is_plain = subject.entry_id == subject.facet and subject.facet in INTENTS
    return is_plain or base.find(subject.kind, subject.entry_id) is not None


def name_of(subject: Subject, base: KnowledgeBase) -> str:
    """Return what people call a subject: "ML Engineer: skills"."""
    intent = INTENTS.get(subject.facet)
    if intent is None:  # of a version that had other intents
        what = subject.facet
    else:
        what = FACET_LABELS[intent.facet] if intent.facet else TITLES[intent.id]
    if subject.entry_id == subject.facet:
        return what
    entry = base.find(subject.kind, subject.entry_id)
    name = entry.name if entry else f"`{subject.entry_id}` (gone)"
    return name if subject.facet in ("topic", "define-term") else f"{name}: {what.lower()}"
