"""What changed between two versions of an entry, as curators read it."""

import copy
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.base import KnowledgeBase
from knowledge.difference import Change, Sign, diff_lines, differences
from knowledge.source import dump

BEFORE = """\
id: tea-taster
name: Tea Taster
summary: Tastes tea.
duties: [pours, sips, spits]
skills:
  essential:
    - {id: tasting, use: Everything}
    - {id: pouring, use: Before that}
levels:
  entry: {years: [0, 2], text: Sips}
sources:
  - {title: A book, read: 2026-11-01}
urgent: false
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("name: Tea Taster", "name: Taster", [("name", "changed", "Tea Taster", "Taster")]),
        ("summary: Tastes tea.\n", "", [("summary", "removed", "Tastes tea.", None)]),
        ("urgent: false", "urgent: true", [("urgent", "changed", "false", "true")]),
        ("urgent: false", "urgent: 'false'", [("urgent", "changed", "False", "'false'")]),
        ("urgent: false", "urgent:", [("urgent", "changed", "false", "(empty)")]),
        ("urgent: false", "more: {a: 1, b: [x, y]}", [
            ("urgent", "removed", "false", None),
            ("more.a", "added", None, "1"),
            ("more.b", "added", None, "x"),
            ("more.b", "added", None, "y"),
        ]),
        ("sips, spits", "sips, swallows", [
            ("duties", "removed", "spits", None), ("duties", "added", None, "swallows"),
        ]),
        ("pours, sips, spits", "sips, pours, spits", [
            ("duties", "moved", "pours, sips, spits", "sips, pours, spits"),
        ]),
        ("pours, sips, spits", "spits, pours, nods", [
            ("duties", "removed", "sips", None),
            ("duties", "added", None, "nods"),
            ("duties", "moved", "pours, spits", "spits, pours"),
        ]),
        ("[pours, sips, spits]", "[]", [
            ("duties", "removed", "pours", None),
            ("duties", "removed", "sips", None),
            ("duties", "removed", "spits", None),
        ]),
        ("use: Before that", "use: Later", [
            ("skills.essential.pouring.use", "changed", "Before that", "Later"),
        ]),
        ("{id: pouring, use: Before that}", "{id: nodding, use: Before that}", [
            ("skills.essential.pouring.use", "removed", "Before that", None),
            ("skills.essential.nodding.use", "added", None, "Before that"),
        ]),
        ("{id: tasting, use: Everything}\n    - {id: pouring, use: Before that}",
         "{id: pouring, use: Before that}\n    - {id: tasting, use: Everything}", [
            ("skills.essential", "moved", "tasting, pouring", "pouring, tasting"),
        ]),
        ("[0, 2]", "[0, null]", [("levels.entry.years", "changed", "0, 2", "0, (empty)")]),
        ("read: 2026-11-01", "read: 2026-11-02", [
            ("sources.A book.read", "changed", "2026-11-01", "2026-11-02"),
        ]),
        ("summary: Tastes tea.", "summary: {a: b}", [
            ("summary", "removed", "Tastes tea.", None), ("summary.a", "added", None, "b"),
        ]),
        ("[pours, sips, spits]", "[[a], [b]]", [
            ("duties.0", "removed", "pours", None),
            ("duties.0", "added", None, "a"),
            ("duties.1", "removed", "sips", None),
            ("duties.1", "added", None, "b"),
            ("duties.2", "removed", "spits", None),
        ]),
    ],
)  # fmt: skip
def test_each_change_is_named_by_its_field(
    old: str, new: str, expected: list[tuple[str, Sign, str | None, str | None]]
) -> None:
    assert old in BEFORE

    found = differences(BEFORE, BEFORE.replace(old, new, 1))

    assert found == tuple(Change(*each) for each in expected)


def test_what_is_new_or_taken_back_is_said_whole() -> None:
    added = differences(None, BEFORE)
    removed = differences(BEFORE, None)

    assert {change.sign for change in added} == {"added"}
    assert {change.sign for change in removed} == {"removed"}
    assert [change.field for change in added] == [change.field for change in removed]
    assert ("skills.essential.tasting.use", "Everything") in [(c.field, c.after) for c in added]
    assert differences(None, None) == ()


def test_form_and_comments_are_no_difference() -> None:
    assert differences("a: [x, y]\n", "# why\na:\n  - x\n  - 'y'\n") == ()


def test_what_is_no_yaml_is_compared_by_its_lines() -> None:
    found = differences("a: [x\nb: y\n", "a: [x\nb: z\n")

    assert found == (Change("", "removed", "b: y", None), Change("", "added", None, "b: z"))
    assert diff_lines(found, 100) == "- b: y\n+ b: z"


def test_lines_are_read_as_a_diff() -> None:
    after = (
        BEFORE.replace("sips, spits", "spits, sips")
        .replace("name: Tea Taster", "name: Taster")
        .replace("urgent: false\n", "")
    )

    lines = diff_lines(differences(BEFORE, after), 500).splitlines()

    assert lines == [
        "- name: Tea Taster",
        "+ name: Taster",
        "! duties: in another order",
        "- urgent: false",
    ]


def test_a_long_text_is_shown_around_what_differs() -> None:
    words = " ".join(f"word{n}" for n in range(200))
    changes = differences(f"text: {words}\n", f"text: {words.replace('word100', 'other')}\n")

    old, new = diff_lines(changes, 1000).splitlines()

    assert "word100 word101" in old
    assert "other word101" in new
    assert old.startswith("- text: …")
    assert old.endswith("…")
    assert max(len(old), len(new)) < 180


def test_of_a_text_of_many_lines_those_that_differ_are_shown() -> None:
    changes = differences("text: |\n  one\n  two\n  three\n", "text: |\n  one\n  2\n  three\n")

    assert diff_lines(changes, 1000) == "- text: two\n+ text: 2"


@pytest.mark.parametrize("text", ["```", "a ``` b\n```\n@everyone", "\u2028```\r\n"])
def test_no_text_ends_the_block_that_it_is_shown_in(text: str) -> None:
    changes = differences(None, dump({"text": text, text: "x", "list": [text]}))

    shown = diff_lines(changes, 2000)

    assert "`" not in shown
    assert all(line[:2] in {"+ ", "- "} for line in shown.splitlines())


@given(
    st.lists(st.text(st.characters(codec="utf-8", categories=["L", "P", "Zs"]), max_size=300)),
    st.integers(20, 3000),
)
def test_however_much_changed_its_lines_fit(texts: list[str], room: int) -> None:
    shown = diff_lines(differences(None, dump({"duties": texts})), room)

    assert len(shown) <= room
    cut = shown.rpartition("… and ")[2]
    if cut.endswith(" more") and cut.removesuffix(" more").isdigit():
        assert len(shown.splitlines()) - 1 + int(cut.removesuffix(" more")) == max(1, len(texts))
    else:
        assert len(shown.splitlines()) == max(1, len(texts))


WORD = st.text("abcdefghij", min_size=1, max_size=6)
LEAF = st.one_of(WORD, st.integers(-9, 9), st.booleans(), st.none(), st.dates(), st.floats())
TREE = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.dictionaries(WORD, inner, max_size=4),
        st.lists(inner, max_size=4),
        st.lists(WORD, max_size=4),
        st.lists(st.fixed_dictionaries({"id": WORD, "use": inner}), max_size=3),
    ),
    max_leaves=12,
)


@given(st.dictionaries(WORD, TREE, max_size=5))
def test_equal_documents_have_no_differences(data: dict[str, object]) -> None:
    assert differences(dump(data), dump(copy.deepcopy(data))) == ()
    assert differences(dump(data), dump(data) + "# a comment\n") == ()


@given(st.dictionaries(WORD, TREE, max_size=5), st.dictionaries(WORD, TREE, max_size=5))
def test_every_field_that_differs_is_named_and_no_other(
    before: dict[str, object], after: dict[str, object]
) -> None:
    changed = differences(dump(before), dump(after))

    named = {change.field.split(".")[0] for change in changed}
    keys = before.keys() | after.keys()
    assert named == {
        key
        for key in keys
        if key not in before or key not in after or dump(before[key]) != dump(after[key])
    }


@given(st.data())
def test_a_leaf_that_differs_is_named_by_its_place(data: st.DataObject) -> None:
    role = {
        "id": "x",
        "aliases": {"synonym": ["a", "b"], "acronym": ["c"]},
        "skills": {"essential": [{"id": "s", "use": "u"}, {"id": "t", "use": "v"}]},
        "routes": [{"start": "there", "steps": "walk"}, {"start": "here", "steps": "stay"}],
        "levels": {"entry": {"years": [0, 2], "text": "t"}},
    }
    leaves = [
        ("skills.essential.t.use", lambda r, v: r["skills"]["essential"][1].update(use=v)),
        ("routes.there.steps", lambda r, v: r["routes"][0].update(steps=v)),
        ("levels.entry.text", lambda r, v: r["levels"]["entry"].update(text=v)),
        ("aliases.synonym", lambda r, v: r["aliases"]["synonym"].append(v)),
        ("levels.entry.years", lambda r, v: r["levels"]["entry"].update(years=[len(v), 7])),
    ]
    chosen = data.draw(st.lists(st.sampled_from(leaves), unique_by=lambda leaf: leaf[0]))
    after = copy.deepcopy(role)
    for _, change in chosen:
        change(after, "Q" + data.draw(WORD))

    found = differences(dump(role), dump(after))

    assert {change.field for change in found} == {field for field, _ in chosen}


def test_any_two_entries_of_the_base_can_be_compared(base: KnowledgeBase) -> None:
    roles = [dump(role.model_dump(mode="json")) for role in base.roles.values()]

    for one, other in itertools.pairwise(roles):
        assert {"id", "name"} <= {change.field for change in differences(one, other)}
