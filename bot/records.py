"""What is noted about questions in servers: how often what was answered, and what had no answer.

Both come after the answer and never in its way: the one is counted in memory, the other is let go
where the store is away.
"""

import asyncio
import logging
from datetime import datetime

from bot.answers.reply import Reply
from bot.subjects import subject_answered
from bot.tally import Tally
from intents.grouping import kept_words, same_as
from intents.outcome import Outcome, Unknown
from knowledge.store.outage import StoreUnavailable
from knowledge.store.store import Store

log = logging.getLogger(__name__)

# Gaps of a server. Nobody reads through more, and a person who asks nonsense must fill no disk:
# from here on only what was asked before is counted.
MAX_GAPS = 1_000


class Records:
    """Notes what became of questions."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._tally = Tally()
        self._handing_over = asyncio.Lock()
        self._is_away = False  # the store, when a gap was to be recorded last

    def answered(self, guild_id: int, reply: Reply, when: datetime) -> None:
        """Count an answer that was given; a further page of one is still the same."""
        subject = subject_answered(reply)
        if subject and reply.request and not reply.request.page:
            self._tally.count(guild_id, subject, when.date())

    async def missed(
        self, guild_id: int, question: str, outcome: Outcome, asker_id: int, when: datetime
    ) -> None:
        """Record what somebody asked the bot, if it had no answer at all."""
        if not isinstance(outcome, Unknown) or outcome.declined is not None:
            return
        if not (words := kept_words(question)):
            return
        try:
            gaps = await self._store.gaps.all_gaps(guild_id)
            known = [gap.words for gap in gaps]
            same = await asyncio.to_thread(same_as, words, known)  # some ten milliseconds
            if same is None and len(gaps) >= MAX_GAPS:
                return
            group = None if same is None else gaps[same].gap_id
            await self._store.gaps.record(guild_id, words, asker_id, when.date(), group)
        except StoreUnavailable:
            if not self._is_away:
                log.warning("the store is away: what has no answer isn't noted")
            self._is_away = True
        else:
            self._is_away = False

    async def hand_over(self) -> None:
        """Hand what was counted to the store; what it can't take now is kept for the next time."""
        async with self._handing_over:
            while taken := self._tally.take():
                (guild_id, day), counts = taken
                try:
                    await self._store.usage.add(guild_id, counts, day)
                except StoreUnavailable as error:
                    if not error.may_be_saved:  # rather too few than twice
                        self._tally.put_back((guild_id, day), counts)
                    log.warning("the store is away: what was answered is counted later")
                    return
                except asyncio.CancelledError:  # the program ends, and hands over once more
                    self._tally.put_back((guild_id, day), counts)
                    raise
