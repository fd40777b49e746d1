"""Remember for five minutes what somebody last asked, so that "and the skills?" makes sense.

Kept in memory alone: what it was understood as, never what was typed.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable

from intents.outcome import Option

LIFETIME_SECONDS = 300.0
MAX_CONVERSATIONS = 10_000


class Conversations:
    """The last understood question of each conversation; the oldest are forgotten first."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock  # seconds, from any start
        self._last: OrderedDict[Hashable, tuple[float, Option]] = OrderedDict()

    def recall(self, key: Hashable) -> Option | None:
        """Return what the last question of `key` was understood as, unless it is too old."""
        found = self._last.get(key)
        if found is None:
            return None
        when, option = found
        if self._clock() - when > LIFETIME_SECONDS:
            del self._last[key]
            return None
        return option

    def remember(self, key: Hashable, option: Option) -> None:
        """Note what the newest question of `key` was understood as."""
        now = self._clock()
        self._last.pop(key, None)
        self._last[key] = (now, option)
        while len(self._last) > MAX_CONVERSATIONS or self._is_oldest_stale(now):
            self._last.popitem(last=False)

    def _is_oldest_stale(self, now: float) -> bool:
        when, _ = next(iter(self._last.values()))
        return now - when > LIFETIME_SECONDS

    def __len__(self) -> int:
        return len(self._last)
