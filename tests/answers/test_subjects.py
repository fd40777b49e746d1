"""What answers are about, as it is counted and named."""

import pytest

from bot.answers.reply import Request
from bot.subjects import is_known, name_of, subject_of
from intents.catalogue import INTENTS, SMALL_TALK
from intents.outcome import Entity, Option
from knowledge.base import KnowledgeBase
from knowledge.store.usage import Subject

ML, DS = Entity("role", "ml-engineer"), Entity("role", "data-scientist")
KIND_CHARS, ENTRY_CHARS, FACET_CHARS = 16, 40, 32  # what the store's columns hold


@pytest.mark.parametrize(
    ("intents", "entities", "subject", "name"),
    [
        (("role-skills",), (ML,), ("role", "ml-engineer", "role-skills"), "ML Engineer: skills"),
        (
            ("role-skills", "role-career"),
            (ML, DS),
            ("role", "ml-engineer", "role-skills"),
            "ML Engineer: skills",
        ),
        (
            ("compare-roles",),
            (DS, ML),
            ("role", "data-scientist", "compare-roles"),
            "Data Scientist: compare",
        ),
        (("list-roles",), (), ("topic", "list-roles", "list-roles"), "All roles"),
        (("education",), (), ("topic", "education", "education"), "Education"),
        (
            ("role-skills",),
            (Entity("role", "no-such"),),
            ("role", "no-such", "role-skills"),
            "`no-such` (gone): skills",
        ),
    ],
)
def test_a_request_is_about_its_first_entry(
    intents: tuple[str, ...],
    entities: tuple[Entity, ...],
    subject: tuple[str, str, str],
    name: str,
    base: KnowledgeBase,
) -> None:
    found = subject_of(Request(Option(intents, entities)))

    assert found is not None
    assert (found.kind, found.entry_id, found.facet) == subject
    assert name_of(found, base) == name
    assert is_known(found, base) == (found.entry_id != "no-such")


def test_words_and_topics_are_called_by_their_names(base: KnowledgeBase) -> None:
    topic = next(iter(base.topics.values()))
    term = next(iter(base.terms.values()))

    assert name_of(Subject("topic", topic.id, "topic"), base) == topic.name
    assert name_of(Subject("term", term.id, "define-term"), base) == term.name


def test_a_facet_of_another_version_still_has_a_name(base: KnowledgeBase) -> None:
    assert name_of(Subject("role", "ml-engineer", "was-once"), base) == "ML Engineer: was-once"


def test_every_intent_but_small_talk_is_counted_and_fits_its_columns(base: KnowledgeBase) -> None:
    for intent in INTENTS:
        subject = subject_of(Request(Option((intent,), ())))
        assert (subject is None) == (intent in SMALL_TALK)
        if subject is not None:
            assert len(subject.kind) <= KIND_CHARS
            assert len(subject.entry_id) <= ENTRY_CHARS
            assert len(subject.facet) <= FACET_CHARS
            assert is_known(subject, base)
            assert name_of(subject, base)
