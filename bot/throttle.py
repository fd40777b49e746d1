"""Keep one person from taking the bot away from everybody else."""

from collections import OrderedDict, deque

MAX_QUESTIONS = 6
PERIOD_SECONDS = 20.0
MAX_PEOPLE = 20_000


class Throttle:
    """Counts questions, commands and presses of each person in a sliding window."""

    def __init__(self, limit: int = MAX_QUESTIONS, period_seconds: float = PERIOD_SECONDS) -> None:
        """Let each person do `limit` things in a period."""
        self._limit = limit
        self._period_seconds = period_seconds
        self._times: OrderedDict[int, deque[float]] = OrderedDict()

    def wait_seconds(self, user_id: int, now_seconds: float) -> float:
        """Count one question; return 0, or how long to wait (then it isn't counted)."""
        times = self._times.setdefault(user_id, deque())
        self._times.move_to_end(user_id)
        while len(self._times) > MAX_PEOPLE or self._is_oldest_idle(user_id, now_seconds):
            self._times.popitem(last=False)
        while times and now_seconds - times[0] >= self._period_seconds:
            times.popleft()
        if len(times) >= self._limit:
            return self._period_seconds - (now_seconds - times[0])
        times.append(now_seconds)
        return 0.0

    def _is_oldest_idle(self, user_id: int, now_seconds: float) -> bool:
        oldest, times = next(iter(self._times.items()))
        return oldest != user_id and (not times or now_seconds - times[-1] >= self._period_seconds)

    def __len__(self) -> int:
        return len(self._times)
