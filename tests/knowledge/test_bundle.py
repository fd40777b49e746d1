"""Zips of a server's entries: what is packed comes back, and nothing else gets in."""

import io
import random
import zipfile
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.base import KnowledgeBase, kind_of
from knowledge.bundle import (
    MAX_FILES,
    MAX_UNPACKED_BYTES,
    MAX_ZIP_BYTES,
    pack,
    unpack,
)
from knowledge.editing import whole
from knowledge.issues import ContentError
from knowledge.loader import load_knowledge
from knowledge.models import Kind
from knowledge.own import MAX_DOCUMENT_BYTES, Stored
from tests.content.trees import VALID
from tests.knowledge.zips import claiming, flagged, link, renamed, zip_of

TASTER = (VALID / "roles" / "tea-taster.yaml").read_text("utf-8")
PLACE = PurePosixPath("roles/tea-taster.yaml")
GOOD = ("roles/tea-taster.yaml", TASTER)


def issues(raw: bytes) -> list[str]:
    with pytest.raises(ContentError) as caught:
        unpack(raw)
    return [str(issue) for issue in caught.value.issues]


def everything(base: KnowledgeBase) -> list[Stored]:
    return [Stored(kind_of(entry), entry.id, whole(entry)) for entry in base.entries()]


def test_what_is_packed_is_a_tree_like_the_base(base: KnowledgeBase) -> None:
    files = unpack(pack(everything(base)))

    places = {place.as_posix() for place in files}
    assert {"skills.yaml", "terms.yaml", "roles/ml-engineer.yaml"} <= places
    assert {place.split("/")[0] for place in places} <= {
        "roles", "topics", "comparisons", "skills.yaml", "terms.yaml", "resources",
        "resources.yaml", "skills", "terms",
    }  # fmt: skip


def test_the_whole_base_goes_through_a_zip(
    base: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory
) -> None:
    tree = tmp_path_factory.mktemp("tree")
    for place, raw in unpack(pack(everything(base))).items():
        (tree / place).parent.mkdir(exist_ok=True)
        (tree / place).write_bytes(raw)

    again = load_knowledge(tree).base

    assert {(kind_of(e), e.id): e for e in again.entries()} == {
        (kind_of(e), e.id): e for e in base.entries()
    }


def test_files_of_one_entry_are_packed_as_they_were_written() -> None:
    document = f"# by hand\n{TASTER}\n# the end\n"

    assert unpack(pack([Stored("role", "tea-taster", document)])) == {PLACE: document.encode()}


def test_the_same_entries_give_the_same_bytes(base: KnowledgeBase) -> None:
    stored = everything(base)[:60]
    shuffled = random.Random(7).sample(stored, len(stored))

    assert pack(stored) == pack(shuffled)
    assert pack(stored[1:]) != pack(stored)


def test_a_long_list_is_packed_as_files_that_can_be_read_again(base: KnowledgeBase) -> None:
    term = next(iter(base.terms.values()))
    terms = [
        term.model_copy(update={"id": f"term-{n}", "name": f"Term {n}", "text": "ä" * 600})
        for n in range(400)
    ]

    files = unpack(pack([Stored("term", each.id, whole(each)) for each in terms]))

    assert PurePosixPath("terms/01.yaml") in files
    assert len(files) > 1
    assert b"".join(files.values()).count(b"- id: term-") == 400


def test_nothing_of_its_own_is_an_empty_zip() -> None:
    assert issues(pack([])) == ["import.zip:1: there is no file in it"]


@pytest.mark.parametrize(
    "raw", [b"", b"PK", b"hello", b"PK\x03\x04" + b"\0" * 40, TASTER.encode(), b"PK\x05\x06" * 9]
)
def test_what_is_no_zip_is_told_so(raw: bytes) -> None:
    (issue,) = issues(raw)

    assert issue.startswith("import.zip:1: not a zip")


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../roles/a.yaml",
        "roles/../../a.yaml",
        "roles/..",
        "roles\\a.yaml",
        "..\\a.yaml",
        "C:/roles/a.yaml",
        "c:a.yaml",
        "//server/roles/a.yaml",
        "roles/a.yaml\0.txt",
    ],
)
def test_no_name_leads_out_of_the_zip(name: str) -> None:
    placeholder = "x" * len(name)
    raw = renamed(zip_of(GOOD, (placeholder, TASTER)), placeholder.encode(), name.encode())

    (issue,) = issues(raw)

    assert "name" in issue
    assert "\0" not in issue


@pytest.mark.parametrize(
    ("member", "said"),
    [
        (link("roles/a.yaml", "/etc/passwd"), "a link or device"),
        (("roles/deep/er/a.yaml", TASTER), "too deep"),
        (("roles/deep/a.yaml", TASTER), "too deep"),
        (("roles/a.yml", TASTER), "must end in .yaml"),
        (("roles/a.zip", zip_of(GOOD)), "nothing reads this file"),
        (("hello.yaml", TASTER), "entries stand in roles/, topics/ and comparisons/, or in"),
        (("skills.yaml/x.txt", TASTER), "nothing reads this file"),
        (("role/a.yaml", TASTER), "nothing reads this file"),
        (("README.md", "hello"), "nothing reads this file"),
        (("roles/a.YAML", TASTER), "must end in .yaml"),
        ((".", "hello"), "a file without a name"),
        (("Roles/a.yaml", TASTER), "nothing reads this file"),
        (GOOD, "2 files have this name"),
        (("./roles//tea-taster.yaml", TASTER), "2 files have this name"),
        (("roles/a.yaml", b"#" * (MAX_DOCUMENT_BYTES + 1)), "larger than the 256 KiB"),
    ],
)
def test_what_does_not_belong_into_the_tree_is_named(
    member: tuple[str | zipfile.ZipInfo, str | bytes], said: str
) -> None:
    (issue,) = issues(zip_of(GOOD, member))

    assert said in issue


def test_all_that_is_wrong_is_said_at_once() -> None:
    raw = zip_of(
        ("../a.yaml", "x"),
        link("roles/b.yaml", "c"),
        ("notes.txt", "x"),
        ("roles/c.yml", "x"),
        GOOD,
    )

    assert len(issues(raw)) == 4


def test_an_encrypted_zip_is_refused() -> None:
    assert issues(flagged(zip_of(GOOD), 0x1)) == [
        "roles/tea-taster.yaml:1: encrypted: make the zip without a password"
    ]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_only_plain_zips_are_read(method: int) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr(*GOOD)

    (issue,) = issues(buffer.getvalue())

    assert "make a plain zip" in issue


def test_a_name_that_is_not_utf_8_is_refused() -> None:
    raw = renamed(zip_of(("roles/xx.yaml", TASTER)), b"roles/xx.yaml", b"roles/\xff\xfe.yaml")

    plain = issues(raw)
    claimed = issues(flagged(raw, 0x800))

    assert "isn't UTF-8" in plain[0]
    assert "not a zip, or a damaged one" in claimed[0]


def test_damaged_content_is_noticed() -> None:
    raw = bytearray(zip_of(GOOD, deflate=False))
    raw[200] ^= 0x20

    assert issues(bytes(raw)) == ["roles/tea-taster.yaml:1: damaged: make the zip anew"]


@pytest.mark.parametrize("claimed", [1, 100, 2**31])
def test_what_a_header_says_of_a_size_is_not_trusted(claimed: int) -> None:
    bomb = zip_of(("roles/a.yaml", b"\0" * (1024 * 1024 * 50)))
    assert len(bomb) < 100_000

    (issue,) = issues(claiming(bomb, claimed))

    assert issue.startswith("roles/a.yaml:1: ")
    assert "256 KiB" in issue or "damaged" in issue


def test_many_files_together_are_bounded() -> None:
    part = b"#" * (MAX_DOCUMENT_BYTES - 1)
    raw = zip_of(*((f"roles/a{n}.yaml", part) for n in range(20)))

    found = issues(raw)

    assert len(found) == 12
    assert all(f"more than the {MAX_UNPACKED_BYTES // 1024} KiB" in issue for issue in found)


def test_too_many_files_are_not_looked_at() -> None:
    raw = zip_of(*((f"../a{n}", b"") for n in range(MAX_FILES + 1)))

    assert issues(raw) == [f"import.zip:1: {MAX_FILES + 1} files, at most {MAX_FILES} fit"]


def test_a_zip_that_is_too_large_is_not_opened() -> None:
    assert "larger than the 2048 KiB" in issues(b"PK" + b"\0" * MAX_ZIP_BYTES)[0]


@pytest.mark.parametrize(
    "litter",
    [
        ("__MACOSX/roles/._tea-taster.yaml", b"\0\5\x16\7"),
        ("__MACOSX/", b""),
        (".DS_Store", b"\0\0\0\1Bud1"),
        ("roles/.DS_Store", b"\0\0\0\1Bud1"),
        ("roles/._tea-taster.yaml", b"\0\5\x16\7"),
        ("roles/Thumbs.db", b"\xd0\xcf"),
        ("roles/desktop.ini", b"[.ShellClassInfo]"),
        ("roles/", b""),
    ],
)
@pytest.mark.parametrize("top", ["", "my entries/", "Wörter/", "roles/"])
def test_what_file_managers_leave_is_passed_over(litter: tuple[str, bytes], top: str) -> None:
    name, content = litter
    inside = name if name.startswith("__") else top + name

    found = unpack(zip_of((inside, content), (top + GOOD[0], TASTER), (top, "") if top else litter))

    assert found == {PLACE: TASTER.encode()}


def test_only_a_folder_around_everything_is_passed_over() -> None:
    assert unpack(zip_of(("a/roles/tea-taster.yaml", TASTER))) == {PLACE: TASTER.encode()}
    assert len(issues(zip_of(("a/roles/tea-taster.yaml", TASTER), ("b/skills.yaml", "x")))) == 2
    assert issues(zip_of(("a/b/roles/tea-taster.yaml", TASTER)))[0].startswith("a/b/roles/")


WHOLE = zip_of(GOOD, ("skills.yaml", (VALID / "skills.yaml").read_text("utf-8")))


def read_or_refused(raw: bytes) -> set[PurePosixPath]:
    """Return the places of what was read; none if it was refused."""
    try:
        return set(unpack(raw))
    except ContentError:
        return set()


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=8))
def test_however_a_zip_is_damaged_it_is_read_or_refused(damage: list[tuple[int, int]]) -> None:
    raw = bytearray(WHOLE)
    for at, byte in damage:
        raw[at] = byte

    assert read_or_refused(bytes(raw)) <= {PLACE, PurePosixPath("skills.yaml")}


@given(st.integers(0, len(WHOLE)), st.binary(max_size=60))
def test_a_zip_that_breaks_off_is_read_or_refused(length: int, rest: bytes) -> None:
    assert read_or_refused(WHOLE[:length] + rest) <= {PLACE, PurePosixPath("skills.yaml")}


def test_kinds_have_a_place_each(base: KnowledgeBase) -> None:
    kinds: list[Kind] = ["role", "skill", "resource", "term", "topic", "comparison"]
    firsts = {kind_of(entry): entry for entry in base.entries()}

    files = [unpack(pack([Stored(k, firsts[k].id, whole(firsts[k]))])) for k in kinds]

    assert [next(iter(each)).parts[0] for each in files] == [
        "roles", "skills.yaml", "resources.yaml", "terms.yaml", "topics", "comparisons",
    ]  # fmt: skip
