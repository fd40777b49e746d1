from collections import Counter
from datetime import timedelta

from knowledge.base import KnowledgeBase, kind_of
from knowledge.freshness import DAYS, SPREAD_DAYS, due


def test_every_entry_is_due_in_its_time(base: KnowledgeBase) -> None:
    for entry in base.entries():
        earliest = entry.reviewed + timedelta(days=DAYS[kind_of(entry)])
        assert earliest <= due(entry) < earliest + timedelta(days=SPREAD_DAYS)


def test_what_was_reviewed_together_is_not_due_together(base: KnowledgeBase) -> None:
    days = Counter(due(entry) for entry in base.roles.values())

    assert len(days) >= len(base.roles) // 2
    assert max(days.values()) <= 5
