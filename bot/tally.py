"""Counts in memory until they are handed to the store. Pure."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from knowledge.store.usage import Subject

MAX_COUNTED = 20_000  # different things, in all servers, in the minute between two times

Page: TypeAlias = tuple[int, date]  # a server and a day


class Tally:
    """How often what was answered, by server and day.

    It never grows beyond `limit` different things: what is new then isn't counted.
    """

    def __init__(self, limit: int = MAX_COUNTED) -> None:
        self._limit = limit
        self._counts: dict[Page, Counter[Subject]] = {}
        self._size = 0

    def count(self, guild_id: int, subject: Subject, day: date) -> None:
        """Count one answer."""
        self.put_back((guild_id, day), {subject: 1})

    def take(self) -> tuple[Page, Mapping[Subject, int]] | None:
        """Return all counts of a server and day, and forget them; None if there are none."""
        if not self._counts:
            return None
        page = next(iter(self._counts))
        counts = self._counts.pop(page)
        self._size -= len(counts)
        return page, counts

    def put_back(self, page: Page, counts: Mapping[Subject, int]) -> None:
        """Add counts, such as those that couldn't be handed over."""
        own = self._counts.get(page, Counter())
        for subject, number in counts.items():
            if subject not in own:
                if self._size >= self._limit:
                    continue
                self._size += 1
            own[subject] += number
        if own:
            self._counts[page] = own

    def __len__(self) -> int:
        return self._size
