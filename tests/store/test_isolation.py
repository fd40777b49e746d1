"""No guild sees or touches another's: whatever is done in one, the other's rows stay as they are.

Every public method of the store is called, in many orders, with the other guild's own ids where it
takes any. A method that is added must be added here too.
"""

import inspect
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import pytest

from knowledge.store.changes import Changes
from knowledge.store.revision import Draft
from knowledge.store.store import Store
from tests.engines import Calendar
from tests.store.filling import CHANNEL, CURATOR, MEMBER, SUBJECT, answer, entry, fill
from tests.store.rows import rows

ACTS, WATCHES = 1_000_001, 2_000_002
SECRET = "bravo"
LOCAL = 777  # a person who is in the acting guild alone


@dataclass(frozen=True)
class Scene:
    """The acting guild, with the ids of its own and of the other guild's things."""

    store: Store
    calendar: Calendar
    gaps: tuple[int, ...]
    suggestions: tuple[int, ...]
    dice: random.Random

    @property
    def gap(self) -> int:
        return self.dice.choice(self.gaps)

    @property
    def suggestion(self) -> int:
        return self.dice.choice(self.suggestions)

    def draft(self) -> Draft:
        return Draft(entry(ACTS), "acts", self.dice.randrange(4))


async def _at_once(found: object) -> object:
    return found


ACTIONS: Mapping[str, Callable[[Scene], Awaitable[object]]] = {
    "revisions.save": lambda on: on.store.revisions.save(on.draft(), CURATOR),
    "revisions.save_all": lambda on: on.store.revisions.save_all([on.draft()], CURATOR),
    "revisions.retract": lambda on: on.store.revisions.retract(
        entry(ACTS), on.draft().based_on, CURATOR
    ),
    "revisions.undo": lambda on: on.store.revisions.undo(ACTS, CURATOR),
    "revisions.one": lambda on: on.store.revisions.one(entry(ACTS), 1),
    "revisions.newest": lambda on: on.store.revisions.newest(entry(ACTS)),
    "revisions.history": lambda on: on.store.revisions.history(entry(ACTS)),
    "revisions.heads": lambda on: on.store.revisions.heads(ACTS),
    "revisions.live": lambda on: on.store.revisions.live(ACTS),
    "revisions.removed": lambda on: on.store.revisions.removed(ACTS),
    "settings.get": lambda on: on.store.settings.get(ACTS),
    "settings.read": lambda on: on.store.settings.read(ACTS),
    "settings.known": lambda on: _at_once(on.store.settings.known(ACTS)),
    "settings.change": lambda on: on.store.settings.change(
        ACTS, lambda old: old.having(is_ephemeral=not old.is_ephemeral)
    ),
    "gaps.record": lambda on: on.store.gaps.record(
        ACTS, f"what about {SECRET}", MEMBER, on.calendar.now.date(), group_of=on.gaps[0]
    ),
    "gaps.all_gaps": lambda on: on.store.gaps.all_gaps(ACTS),
    "gaps.open_gaps": lambda on: on.store.gaps.open_gaps(ACTS),
    "gaps.decide": lambda on: on.store.gaps.decide(ACTS, on.gap, "dropped"),
    "feedback.vote": lambda on: on.store.feedback.vote(answer(ACTS), MEMBER, is_helpful=False),
    "feedback.counts": lambda on: on.store.feedback.counts(ACTS),
    "usage.add": lambda on: on.store.usage.add(ACTS, {SUBJECT: 2}, on.calendar.now.date()),
    "usage.counts": lambda on: on.store.usage.counts(ACTS, on.calendar.now.date()),
    "suggestions.add": lambda on: on.store.suggestions.add(ACTS, LOCAL, CHANNEL, "acts"),
    "suggestions.discard": lambda on: on.store.suggestions.discard(ACTS, on.suggestion),
    "suggestions.find": lambda on: on.store.suggestions.find(ACTS, on.suggestion),
    "suggestions.pending": lambda on: on.store.suggestions.pending(ACTS),
    "suggestions.place_card": lambda on: on.store.suggestions.place_card(ACTS, on.suggestion, 1),
    "suggestions.decide": lambda on: on.store.suggestions.decide(
        ACTS, on.suggestion, "rejected", LOCAL
    ),
    "opt_outs.add": lambda on: on.store.opt_outs.add(ACTS, MEMBER),
    "opt_outs.remove": lambda on: on.store.opt_outs.remove(ACTS, MEMBER),
    "opt_outs.people": lambda on: on.store.opt_outs.people(ACTS),
    "privacy.show": lambda on: on.store.privacy.show(LOCAL),
    "privacy.delete": lambda on: on.store.privacy.delete(LOCAL),
    "retention.leave": lambda on: on.store.retention.leave(ACTS),
    "retention.rejoin": lambda on: on.store.retention.rejoin(ACTS),
    "retention.purge": lambda on: on.store.retention.purge(on.calendar.now),
}
OF_ALL_GUILDS = {"retention.present", "retention.absent"}  # for the bot itself, in all of them


def test_no_method_is_forgotten() -> None:
    store = Store.__new__(Store)
    Store.__init__(store, None, Calendar())  # type: ignore[arg-type]
    methods = {
        f"{name}.{method}"
        for name, part in vars(store).items()
        if not isinstance(part, Changes)  # numbers and guild ids, nothing of their content
        for method, _ in inspect.getmembers(part, inspect.ismethod)
        if not method.startswith("_")
    }

    assert methods == set(ACTIONS) | OF_ALL_GUILDS


@pytest.mark.parametrize("seed", range(3))
async def test_what_one_guild_does_the_other_never_notices(
    store: Store, url: str, calendar: Calendar, seed: int
) -> None:
    own_gap, own_suggestion = await fill(store, ACTS, "acts", calendar.now)
    gap, suggestion = await fill(store, WATCHES, SECRET, calendar.now)
    before = await rows(url, WATCHES)
    assert all(before.values())
    dice = random.Random(seed)
    scene = Scene(store, calendar, (gap, own_gap), (suggestion, own_suggestion), dice)
    own_words = {"gaps.all_gaps", "gaps.open_gaps"}  # the acting guild asks the same words

    for name in dice.choices(sorted(ACTIONS), k=90):
        seen = repr(await ACTIONS[name](scene))
        assert str(WATCHES) not in seen, name
        assert SECRET not in seen or name in own_words, name
    for name in sorted(ACTIONS):
        await ACTIONS[name](scene)

    assert await rows(url, WATCHES) == before
    calendar.pass_days(31)
    await store.retention.leave(ACTS)
    calendar.pass_days(31)
    await store.retention.purge(calendar.now)
    assert not any((await rows(url, ACTS)).values())
    assert len(await store.revisions.live(WATCHES)) == 1
