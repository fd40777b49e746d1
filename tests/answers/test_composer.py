"""What a reply says where one option asks for several things."""

from bot.answers.composer import answer
from bot.answers.reply import Request
from intents.outcome import Entity, Option
from knowledge.base import KnowledgeBase


def test_of_two_lists_of_which_one_holds_the_other_the_first_is_shown(base: KnowledgeBase) -> None:
    role = (Entity("role", "nlp-engineer"),)

    both = answer(Request(Option(("courses", "role-resources"), role)), base)
    courses = answer(Request(Option(("courses",), role)), base)

    assert both.sections == courses.sections


def test_a_further_part_has_its_own_heading(base: KnowledgeBase) -> None:
    role = (Entity("role", "nlp-engineer"),)

    reply = answer(Request(Option(("role-duties", "role-skills"), role)), base)

    assert any("NLP Engineer: skills" in section.heading for section in reply.sections)


def test_every_role_is_on_one_page_of_the_list(base: KnowledgeBase) -> None:
    reply = answer(Request(Option(("list-roles",), ())), base)
    text = reply.body
    while ways := [action for action in reply.pages if action.label == "More"]:
        reply = answer(ways[0].request, base)
        text += reply.body

    for role in base.roles.values():
        assert text.count(f"**{role.name}**") == 1


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
