from knowledge.base import KnowledgeBase
from knowledge.coverage import COLUMNS, coverage, table


def test_every_shipped_role_is_complete(base: KnowledgeBase) -> None:
    assert {row.role: row.missing for row in coverage(base) if row.missing} == {}


def test_there_is_as_much_as_was_promised(base: KnowledgeBase) -> None:
    assert len(base.roles) >= 34
    assert len(base.skills) >= 80
    assert len(base.terms) >= 150
    assert len(base.resources) >= 200
    assert len(base.topics) >= 50
    assert len(base.comparisons) >= 25


def test_what_a_role_lacks_is_named_and_marked(base: KnowledgeBase) -> None:
    whole = base.roles["ml-engineer"]
    asks = whole.asks.model_copy(update={"skills": whole.asks.skills[:1]})
    poor = whole.model_copy(update={"beginner": None, "myths": (), "asks": asks})
    others = [entry for entry in base.entries() if entry is not whole]

    rows = coverage(KnowledgeBase.of([*others, poor]))

    row = next(row for row in rows if row.role == "ml-engineer")
    assert row.missing == ("ask skills", "plain", "myths")
    lines = list(table(rows))
    assert sum("1!" in line for line in lines) == 1
    assert lines[-1] == "ml-engineer lacks: ask skills, plain, myths"
    assert all(len(line) == len(lines[0]) for line in lines[: len(rows)])
    assert len(row.counts) == len(COLUMNS)
