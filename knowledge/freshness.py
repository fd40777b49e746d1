"""When an entry is due to be looked at again.

What ages fast is due earlier, and entries of one day are spread, so that nobody ever finds a
hundred of them due at once.
"""

import zlib
from collections.abc import Mapping
from datetime import date, timedelta

from knowledge.base import kind_of
from knowledge.models import AnyEntry, Kind

DAYS: Mapping[Kind, int] = {  # after its last review the earliest day on which one is due
    "role": 240,
    "resource": 150,
    "topic": 240,
    "comparison": 300,
    "term": 420,
    "skill": 420,
}
SPREAD_DAYS = 120


def due(entry: AnyEntry) -> date:
    """Return the day from which on an entry should be reviewed; the same for ever."""
    kind = kind_of(entry)
    spread = zlib.crc32(f"{kind}:{entry.id}".encode()) % SPREAD_DAYS
    return entry.reviewed + timedelta(days=DAYS[kind] + spread)
