"""Imports that were looked through and wait for their curator to say yes.

In memory, until they are imported, discarded or a day old; a restart loses them, and the curator
uploads the zip again. The oldest go where there are too many.
"""

import secrets
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from knowledge.intake import Intake, Key

KEPT_SECONDS = 24 * 60 * 60.0
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


class ImportShelf:
    """Keeps imports under names that buttons carry."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, tuple[float, Pending]] = OrderedDict()  # oldest first
        self._bytes = 0

    def keep(self, pending: Pending, now_seconds: float) -> str:
        """Keep an import and return its name; a curator has one at a time in a server."""
        self._drop_where(pending.guild_id, pending.curator_id)
        name = secrets.token_hex(6)
        self._held[name] = (now_seconds, pending)
        self._bytes += pending.size
        while self._is_full(now_seconds) and len(self._held) > 1:
            self.drop(next(iter(self._held)))
        return name

    def find(self, name: str, guild_id: int, curator_id: int, now_seconds: float) -> Pending | None:
        """Return a curator's own import, or None if it isn't (or no longer) here."""
        since, pending = self._held.get(name, (0.0, None))
        if pending is None or now_seconds - since >= KEPT_SECONDS:
            self.drop(name)
            return None
        is_theirs = (pending.guild_id, pending.curator_id) == (guild_id, curator_id)
        return pending if is_theirs else None

    def drop(self, name: str) -> None:
        """Forget an import; one that isn't here is forgotten already."""
        _, pending = self._held.pop(name, (0.0, None))
        self._bytes -= pending.size if pending else 0

    def forget(self, curator_id: int) -> int:
        """Forget all imports of a person; return how many there were."""
        return self._drop_where(None, curator_id)

    def _drop_where(self, guild_id: int | None, curator_id: int) -> int:
        theirs = [
            name
            for name, (_, pending) in self._held.items()
            if pending.curator_id == curator_id and guild_id in {None, pending.guild_id}
        ]
        for name in theirs:
            self.drop(name)
        return len(theirs)

    def _is_full(self, now_seconds: float) -> bool:
        since, _ = next(iter(self._held.values()))
        is_old = now_seconds - since >= KEPT_SECONDS
        return is_old or len(self._held) > MAX_IMPORTS or self._bytes > MAX_TOTAL_BYTES
