"""What a server adds to an entry of the base."""

from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.issues import ContentError
from knowledge.models import Role, Term
from knowledge.own import Stored, adds, document_of, entry_of, read_own

ROLE = """\
id: ml-engineer
adds:
  aliases: {hidden: [model whisperer]}
  asks: {skills: [what does a model whisperer need]}
  not_for: [who whispers to horses]
"""


def role(document: str) -> Stored:
    return Stored("role", "ml-engineer", document)


def test_an_addition_leaves_the_rest_of_its_entry_to_the_base(base: KnowledgeBase) -> None:
    shared = base.roles["ml-engineer"]

    (entry,) = read_own(base, [role(ROLE)]).entries

    assert isinstance(entry, Role)
    assert entry.aliases.hidden == (*shared.aliases.hidden, "model whisperer")
    assert entry.asks.skills == (*shared.asks.skills, "what does a model whisperer need")
    assert entry.not_for == (*shared.not_for, "who whispers to horses")
    assert (
        entry.model_copy(
            update={"aliases": shared.aliases, "asks": shared.asks, "not_for": shared.not_for}
        )
        == shared
    )


def test_what_an_entry_has_already_is_not_repeated(base: KnowledgeBase) -> None:
    known = base.terms["overfitting"].asks[0]
    document = f"id: overfitting\nadds:\n  asks: [{known!r}]\n"

    (entry,) = read_own(base, [Stored("term", "overfitting", document)]).entries

    assert isinstance(entry, Term)
    assert entry == base.terms["overfitting"]


def test_an_addition_to_nothing_is_a_problem_and_spares_the_others(base: KnowledgeBase) -> None:
    gone = Stored("role", "tea-taster", ROLE.replace("ml-engineer", "tea-taster"))

    found = read_own(base, [gone, role(ROLE)])

    assert [entry.id for entry in found.entries] == ["ml-engineer"]
    assert [str(issue) for issue in found.issues] == [
        "tea-taster.yaml:1: [id] there is no role 'tea-taster' (any more) to add this to"
    ]


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        ("id: ml-engineer\nadds: {asks: [what]}", "ml-engineer.yaml:2: [adds.asks] "),
        ("id: ml-engineer\nadds: {alises: {}}", "did you mean 'aliases'?"),
        ("id: ml-engineer\nadds: {}\nname: Other", "[name] unknown key"),
    ],
)
def test_a_misspelt_addition_names_its_line(
    base: KnowledgeBase, document: str, problem: str
) -> None:
    with pytest.raises(ContentError) as caught:
        entry_of(base, "role", document_of(role(document)))

    assert problem in str(caught.value)


def test_only_a_document_with_additions_adds() -> None:
    assert adds(document_of(role(ROLE)))
    assert not adds(document_of(role("id: ml-engineer")))
    assert not adds(document_of(role("- adds")))
    assert document_of(role(ROLE)).path == Path("ml-engineer.yaml")
