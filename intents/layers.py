"""A mapping over another: what is in the upper one counts, the rest comes from below.

So a server's few names cost a few entries, however many the shared base has.
"""

from collections.abc import Iterator, Mapping
from typing import TypeVar, overload

K = TypeVar("K")
V = TypeVar("V")
D = TypeVar("D")


class Layer(Mapping[K, V]):
    """`upper` over `lower`. Neither is copied; a value of the upper one hides that below."""

    __slots__ = ("_lower", "_upper")

    def __init__(self, lower: Mapping[K, V], upper: Mapping[K, V]) -> None:
        self._lower = lower
        self._upper = upper

    def __getitem__(self, key: K) -> V:
        """Return the value that counts."""
        return self._upper[key] if key in self._upper else self._lower[key]

    @overload
    def get(self, key: K, /) -> V | None: ...
    @overload
    def get(self, key: K, /, default: V | D) -> V | D: ...
    def get(self, key: K, /, default: V | D | None = None) -> V | D | None:
        """Return the value that counts, or `default`. Faster than the inherited one."""
        return self._upper[key] if key in self._upper else self._lower.get(key, default)

    def __iter__(self) -> Iterator[K]:
        """Yield every key once, the lower ones first."""
        yield from self._lower
        yield from (key for key in self._upper if key not in self._lower)

    def __len__(self) -> int:
        """Return how many keys there are."""
        return sum(1 for _ in self)
