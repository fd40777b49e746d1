"""What a reply says where one option asks for several things."""

from bot.answers.composer import answer
from bot.answers.reply import Request
from intents.outcome import Entity, Option
from knowledge.base import KnowledgeBase


def test_what_two_lists_share_is_said_once(base: KnowledgeBase) -> None:
    option = Option(("courses", "role-resources"), (Entity("role", "nlp-engineer"),))

    reply = answer(Request(option), base)

    lines = [line for section in reply.sections for line in section.lines]
    assert len(lines) == len(set(lines))
    assert len(reply.sections) >= 2


def test_beside_the_way_from_one_role_to_another_the_rest_is_about_the_goal(
    base: KnowledgeBase,
) -> None:
    roles = (Entity("role", "data-scientist"), Entity("role", "ml-engineer"))

    reply = answer(Request(Option(("path-between-roles", "role-become"), roles)), base)

    further = [section.heading for section in reply.sections if section.heading]
    assert any("ML Engineer: how to get in" in heading for heading in further)
    assert not any("Data Scientist: how to get in" in heading for heading in further)


def test_a_named_course_comes_before_its_like(base: KnowledgeBase) -> None:
    reply = answer(Request(Option(("courses",), (Entity("resource", "coursera"),))), base)

    assert "Coursera" in reply.sections[0].lines[0]
