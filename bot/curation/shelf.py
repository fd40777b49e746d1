"""What curators are in the middle of: in memory, until it is done, dropped or a day old.

A restart loses it, so whoever shows such a thing lets its curator have the text as well.
"""

import secrets
from collections import Counter, OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Generic, Protocol, TypeVar

KEPT_SECONDS = 18 * 60 * 60.0  # and what is past that goes within six hours: a day at most


class Owned(Protocol):
    """What a shelf holds: somebody's, in a server, of a size."""

    @property
    def guild_id(self) -> int:
        """The server that it is about."""
        ...

    @property
    def curator_id(self) -> int:
        """Whose it is."""
        ...

    @property
    def size(self) -> int:
        """The characters or bytes that it holds, near enough."""
        ...


T = TypeVar("T", bound=Owned)


class Shelf(Generic[T]):
    """Keeps things under names that buttons carry.

    Where there are too many, those go that were unused longest of the server that holds most: no
    server makes another lose something.
    """

    def __init__(self, max_items: int, max_size: int) -> None:
        """Bound how many things are held, and their sizes together."""
        self._max_items = max_items
        self._max_size = max_size
        self._held: OrderedDict[str, tuple[float, T]] = OrderedDict()  # longest unused first
        self._size = 0
        self._saving: set[str] = set()

    @contextmanager
    def saving(self, name: str) -> Iterator[bool]:
        """Give whether a thing may be saved now: not while it just is, by an earlier press."""
        if name in self._saving:
            yield False
            return
        self._saving.add(name)
        try:
            yield True
        finally:
            self._saving.discard(name)

    def keep(self, item: T, now_seconds: float, name: str | None = None) -> str:
        """Keep a thing, in the place of the one called `name`; return its name."""
        name = name or secrets.token_hex(6)
        self.drop(name)
        self._held[name] = (now_seconds, item)
        self._size += item.size
        self.expire(now_seconds)
        while len(self._held) > 1 and self._is_full():
            self.drop(self._next_to_go())
        return name

    def find(self, name: str, guild_id: int, curator_id: int, now_seconds: float) -> T | None:
        """Return a curator's own thing, or None if it isn't (or no longer) here."""
        self.expire(now_seconds)
        _, item = self._held.get(name, (0.0, None))
        is_theirs = item and (item.guild_id, item.curator_id) == (guild_id, curator_id)
        return item if is_theirs else None

    def drop(self, name: str) -> None:
        """Forget a thing; one that isn't here is forgotten already."""
        _, item = self._held.pop(name, (0.0, None))
        self._size -= item.size if item else 0

    def forget(self, curator_id: int, guild_id: int | None = None) -> None:
        """Forget all that is a person's, in one server or in all of them (None)."""
        theirs = [
            name
            for name, (_, item) in self._held.items()
            if item.curator_id == curator_id and guild_id in {None, item.guild_id}
        ]
        for name in theirs:
            self.drop(name)

    def expire(self, now_seconds: float) -> None:
        """Forget what is past its time."""
        old = [n for n, (since, _) in self._held.items() if now_seconds - since >= KEPT_SECONDS]
        for name in old:
            self.drop(name)

    def __len__(self) -> int:
        """Return how many things are held."""
        return len(self._held)

    def _next_to_go(self) -> str:
        held: Counter[int] = Counter()
        for _, item in self._held.values():
            held[item.guild_id] += item.size * self._max_items + self._max_size
        ((fullest, _),) = held.most_common(1)
        return next(n for n, (_, item) in self._held.items() if item.guild_id == fullest)

    def _is_full(self) -> bool:
        return len(self._held) > self._max_items or self._size > self._max_size
