"""What is kept in mind of the channels where the bot listens: ids and times, never a word.

Pure: it knows no Discord and no clock; times are seconds from any start, and never go back far.
"""

from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TypeAlias

from intents.outcome import Option

REPEAT_SECONDS = 600.0  # for so long the same isn't said twice in a channel
DIALOGUE_SECONDS = 300.0  # for so long people who talked with each other still do
MAX_CHANNELS = 2_000
MAX_TURNS = 16
MAX_PLACES = 32  # within that time; more would be too much talk anyway
MAX_TAKEN = 2_000

Subject: TypeAlias = frozenset[Hashable]


def subject_of(option: Option) -> Subject:
    """Return what an answer is about: the entries that it names, or else what was wanted."""
    return frozenset(option.entities) or frozenset(option.intents)


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody said something, and not to the bot."""

    at: float
    author_id: int | None  # None: somebody who isn't listened to
    to_id: int | None = None  # whose message it replies to
    is_answered: bool = False  # by the bot: it was said to nobody in particular


@dataclass(slots=True)
class Place:
    """Where the bot said something. Has a message once that is sent."""

    subject: Subject
    at: float
    message_id: int | None = None
    is_pointed_to: bool = False


@dataclass(slots=True)
class _Channel:
    turns: deque[Turn] = field(default_factory=lambda: deque(maxlen=MAX_TURNS))
    places: list[Place] = field(default_factory=list)


class Earshot:
    """Remembers, per channel, who talked lately and what was answered; the oldest are forgotten."""

    def __init__(self) -> None:
        self._channels: OrderedDict[int, _Channel] = OrderedDict()
        self._taken: OrderedDict[int, None] = OrderedDict()

    def hear(self, channel_id: int, turn: Turn) -> None:
        """Note that people talk."""
        self._open(channel_id).turns.append(turn)

    def is_dialogue(self, channel_id: int, author_id: int, now: float) -> bool:
        """Return whether somebody else answered what the author said there lately.

        They did if they replied to one of the author's messages, or spoke after the author did:
        with more than a question that the bot answered.
        """
        found = self._channels.get(channel_id)
        has_spoken = False
        for turn in found.turns if found else ():
            if now - turn.at > DIALOGUE_SECONDS:
                continue
            if turn.author_id == author_id:
                has_spoken = True
            elif not turn.is_answered and (has_spoken or turn.to_id == author_id):
                return True
        return False

    def place(self, channel_id: int, subject: Subject, now: float) -> Place | int | None:
        """Decide whether to speak about a subject.

        Returns:
            A place to put the message's id into once it is sent: speak. An id: that message said
            it already, point to it; this is returned once a message. None: keep quiet.
        """
        places = self._fresh(channel_id, now)
        for earlier in reversed(places):
            if subject <= earlier.subject:
                if earlier.is_pointed_to or earlier.message_id is None:
                    return None
                earlier.is_pointed_to = True
                return earlier.message_id
        return self._put(places, Place(subject, now))

    def note(self, channel_id: int, place: Place) -> None:
        """Note an answer that somebody asked for."""
        self._put(self._fresh(channel_id, place.at), place)

    def drop(self, channel_id: int, unsent: Place) -> None:
        """Forget a place whose message could not be sent."""
        self._keep(channel_id, lambda place: place is not unsent)

    def retract(self, channel_id: int, message_id: int) -> None:
        """Forget an answer that was deleted."""
        self._keep(channel_id, lambda place: place.message_id != message_id)

    def take(self, message_id: int) -> bool:
        """Take a message for an answer; return False if it was taken already."""
        if message_id in self._taken:
            return False
        self._taken[message_id] = None
        while len(self._taken) > MAX_TAKEN:
            self._taken.popitem(last=False)
        return True

    def give_back(self, message_id: int) -> None:
        """Let a message that got no answer be taken again."""
        self._taken.pop(message_id, None)

    def _keep(self, channel_id: int, is_kept: Callable[[Place], bool]) -> None:
        if channel := self._channels.get(channel_id):
            channel.places = list(filter(is_kept, channel.places))

    def _fresh(self, channel_id: int, now: float) -> list[Place]:
        """Return the places of a channel, without those that are too old to matter."""
        channel = self._open(channel_id)
        channel.places = [place for place in channel.places if now - place.at < REPEAT_SECONDS]
        return channel.places

    @staticmethod
    def _put(places: list[Place], place: Place) -> Place | None:
        """Add a place; return None where there are too many."""
        if len(places) >= MAX_PLACES:
            return None
        places.append(place)
        return place

    def _open(self, channel_id: int) -> _Channel:
        channel = self._channels.setdefault(channel_id, _Channel())
        self._channels.move_to_end(channel_id)
        while len(self._channels) > MAX_CHANNELS:
            self._channels.popitem(last=False)
        return channel

    def __len__(self) -> int:
        return len(self._channels)
