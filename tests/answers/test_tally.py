"""Counts in memory: nothing is lost, nothing grows without end."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.tally import Tally
from knowledge.store.usage import Subject

MONDAY = date(2026, 3, 2)
SKILLS = Subject("role", "ml-engineer", "role-skills")
CAREER = Subject("role", "ml-engineer", "role-career")
ANSWERS = st.lists(
    st.tuples(
        st.integers(1, 3),
        st.sampled_from([SKILLS, CAREER]),
        st.integers(0, 1).map(lambda days: MONDAY + timedelta(days=days)),
    ),
    max_size=40,
)


def test_counts_are_taken_once_by_server_and_day() -> None:
    tally = Tally()
    for subject in (SKILLS, SKILLS, CAREER):
        tally.count(1, subject, MONDAY)
    tally.count(2, SKILLS, MONDAY)

    assert tally.take() == ((1, MONDAY), {SKILLS: 2, CAREER: 1})
    assert tally.take() == ((2, MONDAY), {SKILLS: 1})
    assert tally.take() is None
    assert len(tally) == 0


def test_what_is_put_back_is_added_to_what_came_meanwhile() -> None:
    tally = Tally()
    tally.count(1, SKILLS, MONDAY)
    taken = tally.take()
    assert taken is not None
    tally.count(1, SKILLS, MONDAY)
    tally.put_back(*taken)

    assert tally.take() == ((1, MONDAY), {SKILLS: 2})


def test_nothing_new_is_counted_beyond_the_limit() -> None:
    tally = Tally(limit=1)
    tally.count(1, SKILLS, MONDAY)
    tally.count(1, CAREER, MONDAY)
    tally.count(2, CAREER, MONDAY)
    tally.count(1, SKILLS, MONDAY)

    assert tally.take() == ((1, MONDAY), {SKILLS: 2})
    assert tally.take() is None


@given(ANSWERS, st.integers(0, 5))
def test_everything_that_is_counted_is_handed_over(
    answers: list[tuple[int, Subject, date]], failures: int
) -> None:
    tally = Tally()
    for answer in answers:
        tally.count(*answer)
    for _ in range(failures):
        if taken := tally.take():
            tally.put_back(*taken)
    handed = 0
    while taken := tally.take():
        handed += sum(taken[1].values())

    assert handed == len(answers)
    assert len(tally) == 0
