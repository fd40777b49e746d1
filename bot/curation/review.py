"""What a curator is shown before anything is published: what is wrong, and what would change.

Pure, and some tenths of a second long: it runs beside the event loop.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.curation.drafts import Draft
from bot.guilds import Own, lay_over
from intents.impact import Moved, moves
from intents.outcome import Entity
from intents.recorded import RecordedSentences, recorded_in
from intents.router import Router
from intents.sentences import sentences_of
from knowledge.additions import KEY
from knowledge.base import KnowledgeBase, kind_of
from knowledge.models import AnyEntry, Comparison, Resource, Skill
from knowledge.own import Stored, read_own
from knowledge.proposal import Proposal, examine

_ADDABLE = {"aliases", "asks", "not_for"}


@dataclass(frozen=True, slots=True)
class Review:
    """A draft as it was checked against all that a server has."""

    draft: Draft
    proposal: Proposal
    base: KnowledgeBase | None  # what the server would have; None while something is wrong
    moved: tuple[Moved, ...] = ()
    hints: tuple[str, ...] = ()  # what is allowed, and hardly meant
    is_same: bool = False  # it says what is published already
    is_alone: bool = False  # checked without the server's own entries: the store was away

    @property
    def is_valid(self) -> bool:
        """Whether nothing has to be mended first."""
        return self.base is not None and not self.proposal.issues

    @property
    def is_publishable(self) -> bool:
        """Whether it can be published, and would make a difference."""
        return self.is_valid and not self.is_same

    @property
    def entry(self) -> AnyEntry | None:
        """The entry that the draft makes."""
        return self.proposal.entry


def review(draft: Draft, shared: Router, own: Own, *, looks_around: bool = True) -> Review:
    """Check a draft.

    Args:
        draft: What is to be published.
        shared: The router over what all servers share.
        own: What the server has of its own now.
        looks_around: Whether to see which questions would go elsewhere, everybody's recorded ones
            and those that the server accepted. It takes most of the time.
    """
    before = lay_over(shared, own)
    proposal = examine(draft.target, draft.text, shared.base, before.base)
    if proposal.entry is None or proposal.issues:
        return Review(draft, proposal, None)
    entry = Entity(kind_of(proposal.entry), proposal.entry.id)
    after = lay_over(shared, with_document(own, entry, draft.text))
    moved = tuple(_moves(before, after, entry, shared, own)) if looks_around else ()
    return Review(
        draft,
        proposal,
        after.base,
        moved,
        hints=(*_hints(proposal.entry), *_parting(draft, shared.base, before.base)),
        is_same=_is_same(proposal.entry, before.base, shared.base),
    )


@dataclass(frozen=True, slots=True)
class Without:
    """What removing a server's own entry would do."""

    base: KnowledgeBase  # what the server would have
    moved: tuple[Moved, ...]


def without(entry: Entity, shared: Router, own: Own) -> Without:
    """Return what removing a server's own entry would do. Takes what `review` takes."""
    before, after = lay_over(shared, own), lay_over(shared, with_document(own, entry, None))
    return Without(after.base, tuple(_moves(before, after, entry, shared, own)))


def with_document(own: Own, entry: Entity, document: str | None) -> Own:
    """Return what a server has with another document for one entry; None: without it."""
    others = [s for s in own.entries if (s.kind, s.id) != (entry.kind, entry.id)]
    mine = [] if document is None else [Stored(entry.kind, entry.id, document)]
    return replace(own, entries=[*others, *mine])


def _moves(
    before: Router, after: Router, entry: Entity, shared: Router, own: Own
) -> Iterator[Moved]:
    mine = sentences_of(read_own(shared.base, own.entries).entries)
    accepted = RecordedSentences(recorded_in(mine, is_by_heart=True))  # found by heart is enough
    for sentences in (shared.understanding.recorded, accepted):
        yield from moves(before, after, entry, sentences)


def _is_same(entry: AnyEntry, here: KnowledgeBase, shared: KnowledgeBase) -> bool:
    """Return whether a server has this already; to look at a shared entry changes nothing."""
    now = here.find(kind_of(entry), entry.id)
    if now is None or now is not shared.find(kind_of(entry), entry.id):
        return entry == now
    return entry.model_copy(update={"reviewed": now.reviewed}) == now


def _parting(draft: Draft, shared: KnowledgeBase, here: KnowledgeBase) -> Iterator[str]:
    """Say that a shared entry is about to become the server's own."""
    target = draft.target
    if target.id is None or f"\n{KEY}:" in draft.text:
        return
    theirs = shared.find(target.kind, target.id)
    now = here.find(target.kind, target.id)
    if (
        theirs is not None
        and now is not None
        and now.model_dump(exclude=_ADDABLE) == (theirs.model_dump(exclude=_ADDABLE))
    ):
        yield (
            "It becomes your server's own: later changes of the shared entry won't reach it. "
            "`/kb alias add` and **Teach the bot** leave the shared one alone."
        )


def _hints(entry: AnyEntry) -> Iterable[str]:
    if isinstance(entry, Resource):
        served = entry.serves
        if not (served.roles or served.skills or served.topics):
            yield "It serves no role, skill or topic, so it stands in no list."
    elif isinstance(entry, Comparison | Skill):
        return
    elif not any(not sentence.is_negative for sentence in sentences_of([entry])):
        yield "No question is recorded that must reach it: people find it by its name alone."
