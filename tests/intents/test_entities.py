import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.named import Named
from intents.outcome import Entity
from intents.router import Router


def roles(router: Router, text: str) -> list[str]:
    return [entity.id for entity in Named.of(router.understanding.parse(text)).roles]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("what does an ml engineer do", ["ml-engineer"]),
        ("MLE or DS?", ["ml-engineer", "data-scientist"]),
        ("Data Scientists vs. Machine Learning Engineers", ["data-scientist", "ml-engineer"]),
        ("whats a machine lerning enginer", ["ml-engineer"]),
        ("datascientist skills", ["data-scientist"]),
        ("how to get into computer vison", ["computer-vision-engineer"]),
        ("applied and research scientist", ["applied-ml-scientist", "research-scientist"]),
        ("AI ethicist? what even is that", ["ai-ethics-specialist"]),
        ("natural language processing path", ["nlp-engineer"]),
        ("anyone know a good sound engineer", []),
        ("my ai in minecraft is broken", []),
        ("is the train station engineer strike over", []),
        ("what is the role of a moderator", []),
        ("how do i become a product manager", []),
        (
            "Responsibilities of a data scientist, analyst and engineer",
            [
                "data-scientist",
                "data-analyst",
                "data-engineer",
            ],
        ),
        ("DEs who don't want to lead a team", ["data-engineer"]),
        ("is ds or mle harder to get into", ["data-scientist", "ml-engineer"]),
        ("just came out as bi", []),
        ("when is the AIES conference", []),
    ],
)
def test_roles_are_spotted(router: Router, text: str, named: list[str]) -> None:
    assert roles(router, text) == named


@given(text=st.text())
def test_mentions_never_overlap(router: Router, text: str) -> None:
    parse = router.understanding.parse(text)

    at = 0
    for mention in parse.mentions:
        assert at <= mention.start < mention.end <= len(parse.tokens)
        at = mention.end


def test_words_that_can_be_explained_are_spotted(router: Router) -> None:
    named = Named.of(router.understanding.parse("what is overfitting, and what is pytorch"))

    assert named.words == (Entity("term", "overfitting"), Entity("skill", "pytorch"))


@pytest.mark.parametrize("text", ["what does a web developer do", "how to become a nurse"])
def test_a_title_that_is_not_known_is_noticed(router: Router, text: str) -> None:
    assert Named.of(router.understanding.parse(text)).has_stranger
