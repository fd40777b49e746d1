"""A draft that a curator works on."""

from dataclasses import dataclass, field, replace

from knowledge.proposal import Target

MAX_DRAFTS = 2_000
MAX_TOTAL_CHARS = 16_000_000


@dataclass(frozen=True, slots=True)
class Settles:
    """What else is done with once a draft is published."""

    gap_id: int | None = None
    suggestion_id: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that isn't published yet, and whose it is."""

    guild_id: int
    curator_id: int
    target: Target
    text: str  # YAML, or what was meant to be
    based_on: int  # the number of the revision that the curator saw; 0: there was none
    note: str = ""  # why it is changed
    settles: Settles = field(default_factory=Settles)

    @property
    def size(self) -> int:
        """The characters that it holds."""
        return len(self.text)


def rebased(draft: Draft, number: int) -> Draft:
    """Return a draft that knows of the revision `number`, and may be saved over it."""
    return replace(draft, based_on=number)
