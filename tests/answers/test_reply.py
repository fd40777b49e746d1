"""What is said: exactly what was asked, where it comes from, and what isn't known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.composer import answer, compose, label_of
from bot.answers.plain import as_markdown
from bot.answers.reply import MAX_SOURCES, Request, Section, cite, fit
from intents.catalogue import INTENTS
from intents.outcome import Choices, Entity, Option, Silent, Unknown
from knowledge.base import KnowledgeBase

SECTIONS = st.lists(
    st.builds(
        Section,
        st.text(max_size=30),
        st.lists(st.text(min_size=1, max_size=200), min_size=1, max_size=12).map(tuple),
    ),
    max_size=8,
)


def role(name: str) -> Entity:
    return Entity("role", name)


def said(base: KnowledgeBase, intent: str, *entities: Entity) -> str:
    return as_markdown(answer(Request(Option((intent,), entities)), base))


@given(SECTIONS, st.integers(200, 4000))
def test_sections_are_cut_to_their_budget_by_whole_lines(
    sections: list[Section], budget: int
) -> None:
    kept = fit(sections, budget)

    size = sum(len(s.heading) + 8 + sum(len(line) + 1 for line in s.lines) for s in kept)
    notes = sum(line.startswith("-# … and ") for s in kept for line in s.lines)
    assert size <= budget + 30 * notes
    lines = {line for section in sections for line in section.lines}
    for section in kept:
        assert section.lines
        assert all(line in lines or line.startswith("-# … and ") for line in section.lines)


def test_what_is_left_out_is_counted() -> None:
    (section,) = fit([Section("Long", tuple(f"- line number {n}" for n in range(100)))], 300)

    shown = len(section.lines) - 1
    assert section.lines[-1] == f"-# … and {100 - shown} more"


def test_an_answer_shows_its_sources_and_its_age(base: KnowledgeBase) -> None:
    text = said(base, "role-duties", role("nlp-engineer"))

    assert "Sources: " in text
    assert "reviewed 20" in text
    assert "next review 20" in text


def test_sources_are_few_and_each_named_once(base: KnowledgeBase) -> None:
    found = cite([base.roles["ml-engineer"], base.roles["ml-engineer"]])

    assert 1 <= len(found.sources) <= MAX_SOURCES
    assert len(set(found.sources)) == len(found.sources)
    assert found.reviewed == base.roles["ml-engineer"].reviewed
    assert found.due is not None


def test_a_level_that_is_not_defined_is_said_and_not_invented(base: KnowledgeBase) -> None:
    original = base.roles["ml-engineer"]
    levels = {name: level for name, level in original.levels.items() if name != "entry"}
    altered = original.model_copy(update={"levels": levels})
    others = [entry for entry in base.entries() if entry.id != original.id]

    text = said(KnowledgeBase.of([*others, altered]), "role-career", role("ml-engineer"))

    assert "**Entry**: not defined for this role" in text


def test_a_move_that_nobody_described_is_said(base: KnowledgeBase) -> None:
    pairs = [(a, b) for a in base.roles for b in base.roles if a != b and not base.route(a, b)]
    start, goal = pairs[0]

    assert "isn't described yet" in said(base, "path-between-roles", role(start), role(goal))


def test_nothing_recorded_is_said(base: KnowledgeBase) -> None:
    bare = KnowledgeBase.of(e for e in base.entries() if e.id not in base.resources)

    assert "No courses for this are recorded yet." in said(bare, "courses")


@pytest.mark.parametrize("intent", ["compare-roles", "path-between-roles", "role-skills"])
def test_an_intent_without_its_entries_falls_back(base: KnowledgeBase, intent: str) -> None:
    assert "ML Engineer" in said(base, intent)


def test_a_closed_place_names_what_took_its_place(base: KnowledgeBase) -> None:
    text = said(base, "define-term", Entity("resource", "papers-with-code"))

    assert "closed in 2025-07" in text
    assert "What took its place" in text
    assert "Hugging Face" in text


def test_silence_is_no_reply(base: KnowledgeBase) -> None:
    assert compose(Silent(), base) is None


def test_choices_and_the_nearest_become_actions(base: KnowledgeBase) -> None:
    options = (
        Option(("role-skills",), (role("ml-engineer"),)),
        Option(("compare-roles",), (role("ml-engineer"), role("data-scientist"))),
    )
    for outcome in (Choices(options, 0.5), Unknown(options)):
        reply = compose(outcome, base)
        assert reply is not None
        labels = [action.label for action in reply.actions]
        assert labels == ["ML Engineer: skills", "ML Engineer vs Data Scientist"]


def test_every_intent_has_a_label_that_fits_a_button(base: KnowledgeBase) -> None:
    everybody = tuple(role(name) for name in base.roles)
    for intent in INTENTS:
        for entities in ((), everybody[:1], everybody):
            assert 0 < len(label_of(Option((intent,), entities), base)) <= 80
