"""An import that was looked through and waits for its curator to say yes."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from knowledge.intake import Intake, Key

MAX_IMPORTS = 200
MAX_TOTAL_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Pending:
    """An import that only has to be saved."""

    guild_id: int
    curator_id: int
    files: Mapping[PurePosixPath, bytes]
    intake: Intake
    seen: Mapping[Key, int]  # the number of each entry's newest revision as it was looked through

    @property
    def size(self) -> int:
        """The bytes that it holds, near enough."""
        texts = (one.stored.document for one in self.intake.incoming)
        return sum(map(len, self.files.values())) + sum(map(len, texts))
