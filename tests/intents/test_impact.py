"""What a change of one entry does to questions that are understood already."""

import pytest

from bot.curation.review import with_document
from bot.guilds import Own, lay_over
from intents.impact import Moved, moves
from intents.outcome import Entity
from intents.questions import shipped_questions
from intents.recorded import Recorded, RecordedSentences, recorded_in, recorded_questions
from intents.router import Router
from intents.sentences import sentences_of
from knowledge.base import KnowledgeBase
from knowledge.editing import whole, with_name, with_question, without_name
from knowledge.models import Kind

TERM = """\
id: flux
name: Flux gate
text: A gate made of flux. Nobody has ever seen one, and everybody talks about it.
asks: [how to become a machine learning engineer]
sources: [{title: Ours, read: 2026-01-01}]
reviewed: 2026-01-01
"""
TOPIC = """\
id: tutoring
name: Tutoring
text: Ask in the channel for study groups. Somebody there may have time on a Sunday.
asks: [what should i learn first to get into ai, how long does it take to learn]
sources: [{title: Ours, read: 2026-01-01}]
reviewed: 2026-01-01
"""


@pytest.fixture(scope="module")
def recorded(base: KnowledgeBase) -> RecordedSentences:
    """The recorded questions, and the sentences of some entries."""
    sentences = sentences_of([*base.entries()][::16])
    questions = recorded_questions(shipped_questions()[::2])
    return RecordedSentences([*questions, *recorded_in(sentences, is_by_heart=False)])


def documents(base: KnowledgeBase) -> list[tuple[Kind, str, str]]:
    role = whole(base.roles["ml-engineer"])
    without = without_name(role, "MLE")
    assert without is not None
    return [
        ("term", "flux", TERM),
        ("topic", "tutoring", TOPIC),
        ("term", "overfitting", with_name(None, "overfitting", "synonym", "model")),
        ("role", "ml-engineer", without),
        ("role", "ml-engineer", with_question(None, "ml-engineer", "role", "what do you build")),
    ]


@pytest.mark.parametrize("number", range(5))
def test_what_is_left_out_would_not_have_moved(
    base: KnowledgeBase, router: Router, recorded: RecordedSentences, number: int
) -> None:
    kind, entry_id, document = documents(base)[number]
    entity = Entity(kind, entry_id)
    after = lay_over(router, with_document(Own(), entity, document))

    found = {moved.recorded.text for moved in moves(router, after, entity, recorded)}

    everything = (recorded[n] for n in range(len(recorded)))
    asked = (one for one in everything if one.owner != entity)
    assert found == {one.text for one in asked if _moves(one, router, after)}


def _moves(one: Recorded, before: Router, after: Router) -> bool:
    modes = (True,) if one.is_by_heart else (True, False)
    return any(
        _reached(before, one.text, by_heart=by_heart)
        != _reached(after, one.text, by_heart=by_heart)
        for by_heart in modes
    )


def _reached(router: Router, text: str, *, by_heart: bool) -> object:
    outcome = router.route(text, by_heart=by_heart)
    return getattr(outcome, "option", None) or getattr(outcome, "options", ())


def test_a_stolen_question_says_where_it_went_and_where_it_goes(router: Router) -> None:
    entity = Entity("term", "flux")
    after = lay_over(router, with_document(Own(), entity, TERM))
    question = Recorded("how to become a machine learning engineer", None, is_by_heart=True)

    (moved,) = moves(router, after, entity, RecordedSentences([question]))

    assert isinstance(moved, Moved)
    assert [option.intents for option in moved.before] == [("role-become",)]
    assert [option.entities for option in moved.after] == [(entity,)]


def test_a_server_without_changes_moves_nothing(
    router: Router, base: KnowledgeBase, recorded: RecordedSentences
) -> None:
    entity = Entity("role", "ml-engineer")
    same = lay_over(router, with_document(Own(), entity, whole(base.roles["ml-engineer"])))

    assert list(moves(router, same, entity, recorded)) == []
