"""What is kept in mind of channels, and what follows from it."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.listening import (
    DIALOGUE_SECONDS,
    MAX_CHANNELS,
    MAX_PLACES,
    MAX_TAKEN,
    REPEAT_SECONDS,
    Earshot,
    Place,
    Subject,
    Turn,
    subject_of,
)
from intents.outcome import Entity, Option

ANN, BEN, CAT = 1, 2, 3
HERE, THERE = 10, 20
MLE, DS = Entity("role", "ml-engineer"), Entity("role", "data-scientist")


def about(*entities: Entity) -> Subject:
    return frozenset(entities)


def say(earshot: Earshot, subject: Subject, at: float, message_id: int) -> Place:
    place = earshot.place(HERE, subject, at)
    assert isinstance(place, Place)
    place.message_id = message_id
    return place


def test_a_subject_is_the_entries_or_else_what_is_wanted() -> None:
    assert subject_of(Option(("role-skills",), (MLE,))) == about(MLE)
    assert subject_of(Option(("role-duties",), (MLE,))) == about(MLE)
    assert subject_of(Option(("getting-started",), ())) == {"getting-started"}


@pytest.mark.parametrize(
    ("turns", "is_dialogue"),
    [
        ((), False),
        ((Turn(0, ANN), Turn(1, ANN)), False),  # alone
        ((Turn(0, BEN), Turn(1, CAT)), False),  # others, and the author comes new
        ((Turn(0, ANN), Turn(1, BEN)), True),  # somebody answered
        ((Turn(0, ANN), Turn(1, None)), True),  # also somebody who isn't listened to
        ((Turn(0, BEN), Turn(1, ANN)), False),  # nobody spoke since
        ((Turn(0, BEN, to_id=ANN),), True),  # to what was said before anybody listened
        ((Turn(0, BEN, to_id=CAT),), False),
        ((Turn(0, ANN, is_answered=True), Turn(1, BEN, is_answered=True)), False),  # both asked me
        ((Turn(0, ANN, is_answered=True), Turn(1, BEN)), True),  # somebody has more to say
        ((Turn(-DIALOGUE_SECONDS, ANN), Turn(1, BEN)), False),  # long ago
    ],
)
def test_people_who_talk_with_each_other_are_left_alone(
    turns: tuple[Turn, ...], is_dialogue: bool
) -> None:
    earshot = Earshot()
    for turn in turns:
        earshot.hear(HERE, turn)

    assert earshot.is_dialogue(HERE, ANN, 2.0) == is_dialogue
    assert not earshot.is_dialogue(THERE, ANN, 2.0)
    assert not earshot.is_dialogue(HERE, ANN, 2.0 + DIALOGUE_SECONDS)


def test_the_same_is_said_once_then_pointed_to_once_then_not_at_all() -> None:
    earshot = Earshot()
    say(earshot, about(MLE), 0, 100)

    assert earshot.place(HERE, about(MLE), 1) == 100
    assert earshot.place(HERE, about(MLE), 2) is None
    assert earshot.place(HERE, about(MLE), REPEAT_SECONDS - 1) is None
    say(earshot, about(MLE), REPEAT_SECONDS, 101)
    assert earshot.place(HERE, about(MLE), REPEAT_SECONDS + 1) == 101


def test_other_subjects_and_other_channels_are_said() -> None:
    earshot = Earshot()
    say(earshot, about(MLE), 0, 100)
    say(earshot, about(DS), 1, 101)
    say(earshot, about(MLE, DS), 2, 102)  # what sets them apart was not said yet

    assert earshot.place(HERE, about(DS), 3) == 102  # the last that tells of it
    assert isinstance(earshot.place(THERE, about(MLE), 3), Place)


def test_what_is_just_being_sent_is_not_said_twice() -> None:
    earshot = Earshot()
    place = earshot.place(HERE, about(MLE), 0)
    assert isinstance(place, Place)

    assert earshot.place(HERE, about(MLE), 0) is None
    earshot.drop(HERE, place)  # it could not be sent
    assert isinstance(earshot.place(HERE, about(MLE), 1), Place)


def test_what_was_deleted_may_be_said_again() -> None:
    earshot = Earshot()
    say(earshot, about(MLE), 0, 100)
    earshot.retract(HERE, 100)
    earshot.retract(THERE, 100)

    assert isinstance(earshot.place(HERE, about(MLE), 1), Place)


def test_what_somebody_asked_for_is_not_said_again_unasked() -> None:
    earshot = Earshot()
    earshot.note(HERE, Place(about(MLE), 0, 100))

    assert earshot.place(HERE, about(MLE), 1) == 100


def test_a_message_is_taken_once_unless_it_is_given_back() -> None:
    earshot = Earshot()
    assert earshot.take(1)
    assert not earshot.take(1)
    earshot.give_back(1)
    assert earshot.take(1)


@given(
    st.lists(
        st.tuples(
            st.integers(1, 3), st.frozensets(st.sampled_from("abc"), min_size=1), st.floats(0, 1500)
        ),
        max_size=40,
    )
)
def test_nothing_is_ever_said_twice_within_its_time(
    asked: list[tuple[int, Subject, float]],
) -> None:
    earshot = Earshot()
    said: list[tuple[int, Subject, float]] = []
    pointed: list[int] = []
    for number, (channel, subject, at) in enumerate(sorted(asked, key=lambda each: each[2])):
        place = earshot.place(channel, subject, at)
        if isinstance(place, Place):
            place.message_id = number
            said.append((channel, subject, at))
        elif place is not None:
            pointed.append(place)

    for n, (channel, subject, at) in enumerate(said):
        for before_channel, before, before_at in said[:n]:
            is_repeated = channel == before_channel and subject <= before
            assert not is_repeated or at - before_at >= REPEAT_SECONDS
    assert len(pointed) == len(set(pointed))


def test_so_much_at_once_is_too_much() -> None:
    earshot = Earshot()
    for n in range(MAX_PLACES):
        say(earshot, frozenset({n}), n, n)

    earshot.note(HERE, Place(about(DS), MAX_PLACES, 99))
    assert earshot.place(HERE, about(MLE), MAX_PLACES) is None
    assert isinstance(earshot.place(HERE, about(MLE), REPEAT_SECONDS), Place)


def test_memory_is_bounded_and_holds_no_text() -> None:
    earshot = Earshot()
    for n in range(MAX_CHANNELS + MAX_TAKEN):
        earshot.hear(n, Turn(n, ANN))
        earshot.take(n)
    for n in range(1000):
        earshot.hear(HERE, Turn(n, ANN))
        earshot.place(HERE, frozenset({n}), n)

    assert len(earshot) == MAX_CHANNELS
    assert earshot.take(0)  # forgotten
    assert {field.type for field in dataclasses.fields(Turn)} <= {float, int | None, bool}
