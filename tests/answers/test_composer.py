"""What a reply says where one option asks for several things."""

from bot.answers.composer import answer, compose
from bot.answers.reply import Request
from intents.outcome import Entity, Option, Unknown
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


def test_of_several_skills_the_roles_that_use_all_of_them_are_shown(base: KnowledgeBase) -> None:
    skills = tuple(Entity("skill", skill) for skill in ("python", "sql", "docker"))

    reply = answer(Request(Option(("roles-using-skill",), skills)), base)
    recommended = answer(Request(Option(("recommend-role",), skills)), base)

    assert recommended.sections == reply.sections
    shown = {role.id for role in base.roles.values() if f"**{role.name}**" in reply.body}
    using = [{use.role.id for use in base.roles_using(skill.id)} for skill in skills]
    assert shown == set.intersection(*using) != set()
    assert "All that use SQL" in [action.label for action in reply.related]


def test_where_no_role_uses_all_skills_it_is_said(base: KnowledgeBase) -> None:
    skills = tuple(Entity("skill", skill) for skill in ("gpu-programming", "data-visualisation"))

    reply = answer(Request(Option(("roles-using-skill",), skills)), base)

    assert reply.sections[0].heading == "Use 1 of these, and no role uses more"
    assert "**ML Performance Engineer**" in reply.body
    assert "**BI Analyst**" in reply.body


def test_education_of_two_roles_is_told_of_both(base: KnowledgeBase) -> None:
    roles = (Entity("role", "data-scientist"), Entity("role", "data-engineer"))

    reply = answer(Request(Option(("education",), roles)), base)

    assert [section.heading for section in reply.sections][:2] == [
        "Data Scientist · Education",
        "Data Engineer · Education",
    ]


def test_a_decline_leads_to_what_is_known_of_the_role_that_was_named(base: KnowledgeBase) -> None:
    nearest = (Option(("role-summary",), (Entity("role", "ml-engineer"),)),)

    about_pay = compose(Unknown(nearest, "salaries"), base)
    about_interviews = compose(Unknown(nearest, "interviews-and-resumes"), base)

    assert about_pay is not None
    assert about_interviews is not None
    assert about_pay.related[0].label == "ML Engineer"
    first, second = about_interviews.related[:2]
    assert first.label == "ML Engineer: projects and interviews"
    assert second.label == "ML Engineer"
    shown = answer(first.request, base)
    assert "What interviews are about" in [section.heading for section in shown.sections]
