"""The decisions, by example: what is answered, offered, unknown, and left alone."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.outcome import Answer, Choices, Entity, Option, Silent, Unknown
from intents.reader import STRANGERS
from intents.reading import explain
from intents.router import Router

MLE = Option(("role-skills",), (Entity("role", "ml-engineer"),))


def understood(router: Router, text: str, **how: object) -> tuple[list[str], list[str]]:
    outcome = router.route(text, **how)  # type: ignore[arg-type]
    assert isinstance(outcome, Answer), outcome
    return list(outcome.option.intents), [entity.id for entity in outcome.option.entities]


@pytest.mark.parametrize(
    ("text", "intents", "entities"),
    [
        ("wtf is an MLE", ["role-summary"], ["ml-engineer"]),
        ("what does a nlp enginer do all day", ["role-duties"], ["nlp-engineer"]),
        ("do data scientists need sql", ["role-skills"], ["data-scientist"]),
        ("best way to learn computer vision", ["role-resources"], ["computer-vision-engineer"]),
        (
            "data scientist vs ml engineer vs applied scientist",
            ["compare-roles"],
            ["data-scientist", "ml-engineer", "applied-ml-scientist"],
        ),
        ("what's the difference between AI and ML", ["ai-vs-ml"], []),
        ("any good free courses on NLP?", ["courses", "role-resources"], ["nlp-engineer"]),
        ("is kaggle worth it", ["topic"], ["kaggle-worth-it"]),
        ("what does overfitting mean", ["define-term"], ["overfitting"]),
        ("which roles need pytorch", ["roles-using-skill"], ["pytorch"]),
        ("thanks a lot!", ["thanks"], []),
    ],
)
def test_what_is_clear_is_answered(
    router: Router, text: str, intents: list[str], entities: list[str]
) -> None:
    assert understood(router, text) == (intents, entities)


def test_two_questions_in_one_are_both_answered_in_their_order(router: Router) -> None:
    text = "what does an NLP engineer do and what skills do I need for it?"

    assert understood(router, text) == (["role-duties", "role-skills"], ["nlp-engineer"])


def test_a_long_story_is_about_its_question(router: Router) -> None:
    story = (
        "Hi all. I have been a teacher for twelve years and I like my pupils, but evenings are "
        "for me. Last winter I did a bit of Python. How do I become a data scientist?"
    )

    intents, entities = understood(router, story)
    assert intents[0] == "role-become"
    assert entities == ["data-scientist"]


@pytest.mark.parametrize(
    "text",
    [
        "anyone know a good sound engineer",
        "my ai in minecraft is broken",
        "is the train station engineer strike over",
        "what does a web developer do",  # a role, but none that is known
        "how much does an ml engineer make",
        "roast my data scientist cv",
        "which gpu for deep learning",
    ],
)
@pytest.mark.parametrize("addressed", [True, False])
def test_what_is_not_ours_is_not_answered(router: Router, text: str, *, addressed: bool) -> None:
    outcome = router.route(text, addressed=addressed)

    assert isinstance(outcome, Unknown if addressed else Silent)


def test_talk_is_never_offered_a_choice(router: Router) -> None:
    text = "ai jobs ovreview"
    unsure = replace(router, thresholds=router.thresholds.model_copy(update={"answer": 1.0}))

    assert isinstance(unsure.route(text), Choices)
    assert isinstance(unsure.route(text, addressed=False), Silent)


def test_nonsense_after_an_answer_is_offered_nothing(router: Router) -> None:
    before = Option(("role-summary",), (Entity("role", "ml-engineer"),))

    assert isinstance(
        router.route("how do zebras umbrella their xylophone", previous=before), Unknown
    )


def test_a_follow_up_takes_what_is_missing_from_before(router: Router) -> None:
    duties = Option(("role-duties",), (Entity("role", "nlp-engineer"),))

    assert understood(router, "and the skills?", previous=duties) == (
        ["role-skills"],
        ["nlp-engineer"],
    )
    assert understood(router, "what about data scientists?", previous=duties) == (
        ["role-duties"],
        ["data-scientist"],
    )


@pytest.mark.parametrize(
    "text",
    [
        "how do I become an ML engineer as a data engineer",
        "Data Engineer to ML Engineer path",
        "how to move into ML engineering from data engineering?",
        "DE -> MLE, how?",
        "from data engineer to ML engineer",
    ],
)
def test_a_way_leads_from_where_one_is_to_where_one_wants_to_be(router: Router, text: str) -> None:
    intents, roles = understood(router, text)

    assert intents[0] == "path-between-roles"
    assert roles == ["data-engineer", "ml-engineer"]


def test_an_unknown_question_brings_what_comes_nearest(router: Router) -> None:
    outcome = router.route("is an ml engineer allowed to wear hats in the office")

    assert isinstance(outcome, Unknown | Choices)
    options = outcome.nearest if isinstance(outcome, Unknown) else outcome.options
    assert any(MLE.entities[0] in option.entities for option in options)


@given(text=st.text(), addressed=st.booleans())
@settings(max_examples=150, deadline=None)
def test_any_text_gets_one_of_four_outcomes(router: Router, text: str, *, addressed: bool) -> None:
    outcome = router.route(text, addressed=addressed)

    assert 0.0 <= outcome.confidence <= 1.0
    assert isinstance(outcome, Unknown | Choices | Answer if addressed else Silent | Answer)
    if isinstance(outcome, Choices):
        assert 2 <= len(outcome.options) <= 3


def test_the_same_question_has_the_same_answer(router: Router) -> None:
    text = "whats the diff between a data scientist and an ML enginer?"

    assert router.route(text) == router.route(text)


def test_an_explanation_shows_the_repair_and_the_mask(router: Router) -> None:
    why = explain(router.reader.readings("what does an ml enginer do").best)

    assert why["repairs"] == {"enginer": "engineer"}
    assert why["masked"] == "what does an <role> do"


def test_a_story_about_one_role_may_ask_for_two_facets(router: Router) -> None:
    story = (
        "I'm a nurse thinking about moving into AI. I know some Excel. Is AI ethics realistic, and "
        "what would I have to learn?"
    )

    intents, entities = understood(router, story)

    assert entities == ["ai-ethics-specialist"]
    assert len(intents) >= 2


def test_what_is_not_ours_beside_a_question_is_said_too(router: Router) -> None:
    text = "how do i become a data scientist and how much do they earn"

    assert understood(router, text) == (["role-become", "topic"], ["data-scientist", "salaries"])


@pytest.mark.parametrize("text", ["are you a human?", "do you store what i write"])
def test_questions_about_the_bot_get_help(router: Router, text: str) -> None:
    assert understood(router, text) == (["help"], [])


def test_clauses_of_one_question_are_all_answered(router: Router) -> None:
    intents, _ = understood(router, "which role fits me in AI, and do I need a degree?")

    assert {"recommend-role", "education"} <= set(intents)


@pytest.mark.parametrize(
    "text",
    [
        "i want to end it all, how do i become a data scientist",
        "I don't want to live anymore. How do I become a data scientist?",
    ],
)
def test_what_is_urgent_is_said_first(router: Router, text: str) -> None:
    intents, entities = understood(router, text)

    assert (intents[0], entities[0]) == ("topic", "distress")
    assert "data-scientist" in entities


@pytest.mark.parametrize(
    ("text", "intent", "skills"),
    [
        ("good at sql and statistics, which role suits me?", "recommend-role", "sql statistics"),
        ("I love statistics. Which AI job uses it a lot?", "roles-using-skill", "statistics"),
        ("which roles use python, sql and docker", "roles-using-skill", "python sql docker"),
    ],
)
def test_the_skills_that_somebody_tells_of_are_taken_into_account(
    router: Router, text: str, intent: str, skills: str
) -> None:
    outcome = router.route(text)

    assert isinstance(outcome, Answer)
    assert outcome.option.intents == (intent,)
    assert [entity.id for entity in outcome.option.entities] == skills.split()


def test_a_text_of_function_words_is_not_declined_with_a_theme(router: Router) -> None:
    outcome = router.route("more")

    assert isinstance(outcome, Unknown)
    assert outcome.declined is None


def test_where_a_held_role_is_named_no_other_profession_is_meant(router: Router) -> None:
    texts = (
        "i'm a nurse and like it, what qualifications does one generally need in this profession",
        "i'd like to be a speech engineer, what qualifications does one generally need in this job",
    )
    other, ours = (router.reader.readings(text).best for text in texts)

    assert other.foreign == STRANGERS
    assert ours.foreign != STRANGERS


@pytest.mark.parametrize("text", ["what is an ml accountant", "what is an ai plumber"])
def test_of_a_stranger_in_our_field_nothing_general_is_said(router: Router, text: str) -> None:
    assert isinstance(router.route(text), Unknown)
