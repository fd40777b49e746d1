"""What an import would change, said before anything is changed."""

from collections.abc import Mapping
from pathlib import PurePosixPath

import pytest

from knowledge.base import KnowledgeBase, kind_of
from knowledge.bundle import pack, unpack
from knowledge.difference import Change
from knowledge.editing import whole
from knowledge.intake import MAX_ENTRIES, Intake, Server, take_in, whole_entries
from knowledge.issues import ContentError
from knowledge.loader import MAX_ISSUES, load_knowledge
from knowledge.own import Stored
from tests.content.trees import VALID

TASTER = (VALID / "roles" / "tea-taster.yaml").read_text("utf-8")
BREWING = (VALID / "topics" / "brewing.yaml").read_text("utf-8")
ROLE = PurePosixPath("roles/tea-taster.yaml")
TOPIC = PurePosixPath("topics/steeping.yaml")
STEEPING = BREWING.replace("brewing", "steeping").replace("Brewing", "Steeping")
TERM = """\
id: infusion
name: Infusion
text: What is left in the water when the leaves are taken out of it.
sources: [{title: This server's curators, read: 2026-11-01}]
reviewed: 2026-11-01
"""
ADDITION = "id: tea-taster\nadds: {asks: {duties: [who slurps all day]}}\n"


@pytest.fixture(scope="module")
def tea() -> KnowledgeBase:
    return load_knowledge(VALID).base


def topic(text: str, entry_id: str = "steeping") -> Stored:
    return Stored("topic", entry_id, text)


def issues(files: Mapping[PurePosixPath, bytes], server: Server) -> list[str]:
    with pytest.raises(ContentError) as caught:
        take_in(files, server)
    return [str(issue) for issue in caught.value.issues]


def keys(intake: Intake, *, is_new: bool) -> list[tuple[str, str]]:
    found = [one for one in intake.incoming if one.is_new is is_new]
    return [(one.stored.kind, one.stored.id) for one in found]


def test_an_export_taken_in_changes_nothing(tea: KnowledgeBase) -> None:
    stored = [
        topic(f"# by hand\n{STEEPING}"),
        Stored("term", "steep", TERM.replace("infusion", "steep").replace("Infusion", "Steep")),
        Stored("role", "tea-taster", ADDITION),
        topic(BREWING.replace("worth saying", "worth repeating"), "brewing"),
    ]
    server = Server(tea, stored)
    documents, unreadable = whole_entries(server)

    intake = take_in(unpack(pack(documents)), server)

    assert unreadable == ()
    assert intake == Intake((), 4)


def test_the_base_taken_in_changes_nothing(base: KnowledgeBase) -> None:
    documents = [Stored(kind_of(entry), entry.id, whole(entry)) for entry in base.entries()]

    intake = take_in(unpack(pack(documents)), Server(base))

    assert intake == Intake((), len(documents))


def test_what_is_new_and_what_is_changed_is_told_apart(tea: KnowledgeBase) -> None:
    changed = TASTER.replace("from morning to evening", "from dusk to dawn")
    skills = "skills:\n" + "\n".join(
        f"  - {{id: {name}, name: {name.title()}, kind: method, summary: A skill that a server has "
        "of its own., reviewed: 2026-11-01}"
        for name in ("sniffing", "spitting")
    )
    files = {
        ROLE: changed.encode(),
        TOPIC: STEEPING.encode(),
        PurePosixPath("topics/brewing.yaml"): BREWING.encode(),
        PurePosixPath("skills.yaml"): skills.encode(),
    }

    intake = take_in(files, Server(tea))

    assert keys(intake, is_new=True) == [
        ("skill", "sniffing"), ("skill", "spitting"), ("topic", "steeping"),
    ]  # fmt: skip
    assert keys(intake, is_new=False) == [("role", "tea-taster")]
    assert intake.same == 1
    by_id = {one.stored.id: one for one in intake.incoming}
    assert [change.field for change in by_id["tea-taster"].changes] == ["summary"]
    assert by_id["steeping"].stored.document == STEEPING
    assert Change("name", "added", None, "Sniffing") in by_id["sniffing"].changes
    assert by_id["sniffing"].name == "Sniffing"


def test_each_entry_of_a_list_is_stored_as_a_document_of_its_own(tea: KnowledgeBase) -> None:
    text = "terms:\n" + "".join(f"  {line}\n" for line in f"- {TERM}".splitlines())
    text = text.replace("\n  name", "\n    name").replace("\n  text", "\n    text")
    text = text.replace("\n  sources", "\n    sources").replace("\n  reviewed", "\n    reviewed")
    files = {PurePosixPath("terms.yaml"): text.encode()}
    first = take_in(files, Server(KnowledgeBase.of(())))

    again = take_in(files, Server(tea, [one.stored for one in first.incoming]))

    assert keys(first, is_new=True) == [("term", "infusion")]
    assert again == Intake((), 1)


def test_a_changed_addition_is_compared_with_the_merged_entry(tea: KnowledgeBase) -> None:
    server = Server(tea, [Stored("role", "tea-taster", ADDITION)])
    (merged,), _ = whole_entries(server)
    files = {ROLE: merged.document.replace("who slurps all day", "who slurps at night").encode()}

    (one,) = take_in(files, server).incoming

    assert one.changes == (
        Change("asks.duties", "removed", "who slurps all day", None),
        Change("asks.duties", "added", None, "who slurps at night"),
    )


def test_all_that_is_wrong_is_said_with_its_place(tea: KnowledgeBase) -> None:
    files = {
        ROLE: TASTER.replace("id: sql", "id: sqll").encode(),
        TOPIC: STEEPING.replace("Steeping", "tea sommelier").encode(),
        PurePosixPath("topics/broken.yaml"): b"id: [a",
        PurePosixPath("topics/other.yaml"): STEEPING.encode(),
        PurePosixPath("terms.yaml"): b"terms:\n  - id: leaf\n    nmae: Leaf\n",
    }

    found = issues(files, Server(tea))

    assert "roles/tea-taster.yaml:15: [skills.essential.1.id]" in found[0]
    assert "did you mean 'sql'" in found[0]
    assert any(issue.startswith("terms.yaml:3: [terms.0.nmae] unknown key") for issue in found)
    assert any(issue.startswith("topics/broken.yaml:1: a list in [brackets]") for issue in found)
    assert any(issue.startswith("topics/other.yaml:1: [id] the id must be") for issue in found)
    assert any("steeping.yaml:2: [name] this name belongs to role" in issue for issue in found)


def test_what_comes_in_together_may_point_to_each_other(tea: KnowledgeBase) -> None:
    files = {
        TOPIC: f"{STEEPING}see_also: [pouring]\n".encode(),
        PurePosixPath("topics/pouring.yaml"): (
            STEEPING.replace("steeping", "pouring").replace("Steeping", "Pouring")
            + "see_also: [steeping, tea-taster]\n"
        ).encode(),
    }

    assert len(take_in(files, Server(tea)).incoming) == 2


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (TERM, "'infusion' is taken"),
        (TERM.replace("id: infusion", "id: tea-water"), "this name belongs to term 'infusion'"),
    ],
)
def test_two_in_one_tree_may_not_share_what_tells_them_apart(second: str, said: str) -> None:
    terms = "".join(
        f"  - {text.strip()}\n".replace("\n", "\n    ").rstrip() + "\n"
        for text in (TERM, second.replace("of it", "of it all"))
    )
    files = {PurePosixPath("terms.yaml"): f"terms:\n{terms}".encode()}

    assert any(said in issue for issue in issues(files, Server(KnowledgeBase.of(()))))


def test_a_name_of_something_that_stays_is_taken(tea: KnowledgeBase) -> None:
    server = Server(tea, [topic(STEEPING)])
    text = STEEPING.replace("id: steeping", "id: soaking")

    (issue,) = issues({PurePosixPath("topics/soaking.yaml"): text.encode()}, server)

    assert issue == ("topics/soaking.yaml:2: [name] this name belongs to topic 'steeping' as well")


def test_a_hidden_entry_leaves_its_name_and_may_be_pointed_to(tea: KnowledgeBase) -> None:
    text = STEEPING.replace("Steeping", "Brewing") + "see_also: [brewing]\n"

    intake = take_in({TOPIC: text.encode()}, Server(tea, (), {("topic", "brewing")}))

    assert keys(intake, is_new=True) == [("topic", "steeping")]


def test_what_stays_as_it_is_may_point_to_what_is_gone(tea: KnowledgeBase) -> None:
    stored = [topic(f"{STEEPING}see_also: [gone]\n")]
    files = unpack(pack(stored))

    assert take_in(files, Server(tea, stored)) == Intake((), 1)
    assert "there is no role or topic 'gone'" in issues(files, Server(tea))[0]


def test_what_can_not_be_read_any_more_is_left_out_of_an_export(tea: KnowledgeBase) -> None:
    stored = [
        topic(STEEPING),
        topic("id: broken\n", "broken"),
        Stored("role", "tea-gone", ADDITION.replace("tea-taster", "tea-gone")),
    ]

    documents, unreadable = whole_entries(Server(tea, stored))

    assert documents == [stored[0]]
    assert {issue.path.name for issue in unreadable} == {"broken.yaml", "tea-gone.yaml"}


def test_an_entry_that_can_not_be_read_any_more_can_be_replaced(tea: KnowledgeBase) -> None:
    server = Server(tea, [topic("id: steeping\n")])

    intake = take_in({TOPIC: STEEPING.encode()}, server)

    assert keys(intake, is_new=True) == [("topic", "steeping")]


def test_an_entry_as_large_as_can_be_stored_and_no_larger(tea: KnowledgeBase) -> None:
    sentences = "\n".join(f"  - {'ö' * 290}{n}" for n in range(600))
    text = f"{STEEPING}asks:\n{sentences}\n"

    (issue,) = issues({TOPIC: text.encode()}, Server(tea))

    assert issue == "topics/steeping.yaml:1: larger than the 256 KiB that are allowed"


def test_more_entries_than_one_import_takes_are_refused(tea: KnowledgeBase) -> None:
    terms = "".join(
        f"  - {{id: t{n}, name: T{n}, text: A word that has a meaning of its own., "
        "sources: [{title: Ours, read: 2026-11-01}], reviewed: 2026-11-01}\n"
        for n in range(MAX_ENTRIES + 1)
    )

    (issue,) = issues({PurePosixPath("terms.yaml"): f"terms:\n{terms}".encode()}, Server(tea))

    assert issue.startswith(f"import.zip:1: {MAX_ENTRIES + 1} entries, at most {MAX_ENTRIES} fit")


def test_a_flood_of_mistakes_in_one_document_is_cut_off(tea: KnowledgeBase) -> None:
    text = STEEPING + "".join(f"key{n}: x\n" for n in range(5000))

    assert len(issues({TOPIC: text.encode()}, Server(tea))) == MAX_ISSUES


def test_lists_are_bounded(tea: KnowledgeBase) -> None:
    names = ", ".join(f"name {n}" for n in range(101))
    sentences = ", ".join(f"is it steeped {n} times" for n in range(201))
    text = f"{STEEPING}aliases: {{hidden: [{names}]}}\nasks: [{sentences}]\n"

    assert [issue.partition("] ")[2] for issue in issues({TOPIC: text.encode()}, Server(tea))] == [
        "101 items, at most 100 fit",
        "201 items, at most 200 fit",
    ]


def test_a_name_that_stands_there_many_times_is_one_problem_each(tea: KnowledgeBase) -> None:
    text = f"{STEEPING}aliases: {{hidden: [{', '.join(['soaking'] * 100)}]}}\n"

    found = issues({TOPIC: text.encode()}, Server(tea))

    assert len(found) == 99
    assert all(issue.endswith("the entry has this name already") for issue in found)


def test_only_the_first_dangling_links_get_a_guess(tea: KnowledgeBase) -> None:
    text = f"{STEEPING}see_also: [{', '.join(['tea-tasterr'] * 100)}]\n"

    found = issues({TOPIC: text.encode()}, Server(tea))

    assert len(found) == 100
    assert sum("did you mean 'tea-taster'" in issue for issue in found) == 50
