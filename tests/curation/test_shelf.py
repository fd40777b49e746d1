"""What is held of what curators are in the middle of."""

from dataclasses import dataclass

import pytest

from bot.curation.shelf import KEPT_SECONDS, Shelf

HERE, ELSEWHERE, CARLA, SERGIO = 1, 2, 10, 20
MAX_ITEMS, MAX_SIZE = 5, 100


@dataclass(frozen=True)
class Thing:
    guild_id: int = HERE
    curator_id: int = CARLA
    size: int = 1


@pytest.fixture
def shelf() -> Shelf[Thing]:
    return Shelf(MAX_ITEMS, MAX_SIZE)


def test_a_thing_is_its_curators_in_its_server_alone(shelf: Shelf[Thing]) -> None:
    mine = Thing()
    name = shelf.keep(mine, 0)

    assert shelf.find(name, HERE, CARLA, 1) is mine
    assert shelf.find(name, ELSEWHERE, CARLA, 1) is None
    assert shelf.find(name, HERE, SERGIO, 1) is None
    assert shelf.find("0123456789ab", HERE, CARLA, 1) is None


def test_a_thing_takes_the_place_of_what_it_was(shelf: Shelf[Thing]) -> None:
    name = shelf.keep(Thing(size=90), 0)
    better = Thing(size=95)

    assert shelf.keep(better, 1, name) == name
    assert shelf.find(name, HERE, CARLA, 1) is better
    assert len(shelf) == 1


def test_who_is_forgotten_loses_only_what_is_meant(shelf: Shelf[Thing]) -> None:
    here = shelf.keep(Thing(), 0)
    there = shelf.keep(Thing(ELSEWHERE), 0)
    theirs = shelf.keep(Thing(HERE, SERGIO), 0)

    shelf.forget(CARLA, HERE)
    assert shelf.find(here, HERE, CARLA, 1) is None
    assert shelf.find(there, ELSEWHERE, CARLA, 1)
    shelf.forget(CARLA)
    assert shelf.find(there, ELSEWHERE, CARLA, 1) is None
    assert shelf.find(theirs, HERE, SERGIO, 1)


def test_a_thing_is_held_for_its_time_whether_looked_for_or_not(shelf: Shelf[Thing]) -> None:
    name = shelf.keep(Thing(), 0)

    assert shelf.find(name, HERE, CARLA, KEPT_SECONDS - 1)
    assert shelf.find(name, HERE, CARLA, KEPT_SECONDS) is None
    shelf.keep(Thing(), 0)
    shelf.expire(KEPT_SECONDS)
    assert len(shelf) == 0


@pytest.mark.parametrize(("size", "held"), [(1, MAX_ITEMS), (MAX_SIZE // 4, 4), (MAX_SIZE * 2, 1)])
def test_of_too_many_the_oldest_go(shelf: Shelf[Thing], size: int, held: int) -> None:
    people = range(MAX_ITEMS + 3)

    names = [shelf.keep(Thing(HERE, person, size), person) for person in people]

    found = [person for person in people if shelf.find(names[person], HERE, person, 0)]
    assert found == list(people[-held:])


@pytest.mark.parametrize("size", [1, MAX_SIZE // 4])
def test_no_server_makes_another_lose_something(shelf: Shelf[Thing], size: int) -> None:
    theirs = shelf.keep(Thing(ELSEWHERE, SERGIO), 0)

    mine = [shelf.keep(Thing(HERE, CARLA, size), 1) for _ in range(MAX_ITEMS * 2)]

    assert shelf.find(theirs, ELSEWHERE, SERGIO, 1)
    assert shelf.find(mine[-1], HERE, CARLA, 1)
    assert shelf.find(mine[0], HERE, CARLA, 1) is None


def test_what_is_being_saved_is_not_saved_twice(shelf: Shelf[Thing]) -> None:
    name = shelf.keep(Thing(), 0)

    with shelf.saving(name) as first, shelf.saving(name) as second, shelf.saving("other") as other:
        assert (first, second, other) == (True, False, True)
    with shelf.saving(name) as again:
        assert again
