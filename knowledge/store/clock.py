"""What time it is, as the store is told."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeAlias

Clock: TypeAlias = Callable[[], datetime]  # an aware time


def utc_now() -> datetime:
    """Return the time of the machine, as UTC."""
    return datetime.now(UTC)
