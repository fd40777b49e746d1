"""How curators go through what was asked and not answered."""

from datetime import date, timedelta

import pytest
from simcord import ChannelHandle, Env, MemberActor, assert_error

from bot.answers.answerer import Answerer
from bot.app import RolecallBot
from bot.curators import NotACuratorError
from bot.errors import NOT_SAVED
from bot.ui.gaps import GONE, NOTHING_LEFT
from knowledge.store.outage import StoreUnavailable
from knowledge.store.store import Store
from tests.discord.curating.outage import outage
from tests.discord.curating.pressing import allow, press, said
from tests.discord.curating.reviews import boxes_of, push
from tests.discord.seen import card_of

DAY = date(2026, 1, 1)


async def add(store: Store, env: Env, *questions: str) -> None:
    """Record questions, the first asked most."""
    for fewer, question in enumerate(questions):
        for person in range(len(questions) + 1 - fewer):
            await store.gaps.record(env.guild.id, question, person, DAY)


class TestGoingThrough:
    async def test_a_curator_pages_through_those_asked_most_first(
        self, simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store
    ) -> None:
        await add(store, simcord_env, "first question", "second question", "third question")

        shown = await curator.slash(channel, "kb gaps")
        assert shown.ephemeral
        pages = [card_of(shown)]
        for label in ("Next", "Next", "Previous"):
            await press(curator, shown, label)
            pages.append(card_of(shown))

        assert [page.text.splitlines()[1] for page in pages] == [
            "> first question",
            "> second question",
            "> third question",
            "> second question",
        ]
        assert "Asked by 4 people on 2026-01-01." in pages[0].text
        assert [page.text.splitlines()[-1] for page in pages][:2] == ["-# 1 of 3", "-# 2 of 3"]
        disabled = [[b.label for b in page.buttons if b.is_disabled] for page in pages]
        assert disabled == [["Previous"], [], ["Next"], []]
        assert all(page.is_within_limits() for page in pages)

    @pytest.mark.parametrize(
        ("label", "state", "note"),
        [("Not ours", "not-ours", "isn't ours"), ("Drop", "dropped", "Dropped")],
    )
    async def test_what_is_decided_makes_way_for_the_next(
        self,
        simcord_env: Env,
        channel: ChannelHandle,
        curator: MemberActor,
        store: Store,
        label: str,
        state: str,
        note: str,
    ) -> None:
        await add(store, simcord_env, "first question", "second question")
        shown = await curator.slash(channel, "kb gaps")

        await press(curator, shown, label)
        second = card_of(shown)
        await press(curator, shown, label)
        last = card_of(shown)

        assert note in second.text
        assert "> second question" in second.text
        assert NOTHING_LEFT in last.text
        assert last.labels == []
        gaps = await store.gaps.all_gaps(simcord_env.guild.id)
        assert [gap.state for gap in gaps] == [state, state]

    @pytest.mark.parametrize("label", ["Drop", "Next", "Not ours"])
    async def test_what_another_curator_decided_is_gone_and_the_next_is_shown(
        self,
        simcord_env: Env,
        channel: ChannelHandle,
        curator: MemberActor,
        second: MemberActor,
        store: Store,
        label: str,
    ) -> None:
        await add(store, simcord_env, "first question", "second question", "third question")
        shown = await curator.slash(channel, "kb gaps")
        theirs = await second.slash(channel, "kb gaps")
        await press(second, theirs, "Not ours")

        await press(curator, shown, label)

        card = card_of(shown)
        assert GONE in card.text
        assert "> second question" in card.text
        states = [gap.state for gap in await store.gaps.all_gaps(simcord_env.guild.id)]
        assert states == ["not-ours", "open", "open"]

    async def test_the_buttons_work_after_a_restart(
        self,
        simcord_env: Env,
        channel: ChannelHandle,
        curator: MemberActor,
        answerer: Answerer,
        store: Store,
    ) -> None:
        await add(store, simcord_env, "first question", "second question")
        shown = await curator.slash(channel, "kb gaps")
        await simcord_env.restart_bot(RolecallBot(answerer, store))

        await press(curator, shown, "Next")

        assert "> second question" in card_of(shown).text

    async def test_the_named_role_may_and_others_may_not(
        self,
        simcord_env: Env,
        channel: ChannelHandle,
        keeper: MemberActor,
        alice: MemberActor,
        bot: RolecallBot,
        store: Store,
    ) -> None:
        await add(store, simcord_env, "first question")
        await allow(simcord_env, bot, keeper, alice)

        allowed = await keeper.slash(channel, "kb gaps")
        refused = await alice.slash(channel, "kb gaps")

        assert "> first question" in card_of(allowed).text
        assert "for curators" in said(refused)
        assert_error(simcord_env, NotACuratorError)

    async def test_who_is_no_curator_any_more_decides_nothing(
        self,
        simcord_env: Env,
        channel: ChannelHandle,
        keeper: MemberActor,
        bot: RolecallBot,
        store: Store,
    ) -> None:
        await add(store, simcord_env, "first question")
        await allow(simcord_env, bot, keeper)
        shown = await keeper.slash(channel, "kb gaps")
        await store.settings.change(
            simcord_env.guild.id, lambda old: old.having(curator_role_id=None)
        )

        refused = await press(keeper, shown, "Drop")

        assert "for curators" in said(refused)
        (gap,) = await store.gaps.open_gaps(simcord_env.guild.id)
        assert gap.words == "first question"

    async def test_with_the_store_away_the_curator_is_told(
        self,
        simcord_env: Env,
        channel: ChannelHandle,
        curator: MemberActor,
        store: Store,
    ) -> None:
        await add(store, simcord_env, "first question")
        shown = await curator.slash(channel, "kb gaps")
        with outage():
            told = await press(curator, shown, "Drop")
            again = await curator.slash(channel, "kb gaps")

        assert said(told) == said(again) == NOT_SAVED
        assert_error(simcord_env, StoreUnavailable)
        assert "> first question" in card_of(shown).text


class TestFilling:
    async def test_a_gap_is_closed_by_an_entry_that_is_there(
        self,
        simcord_env: Env,
        channel: ChannelHandle,
        curator: MemberActor,
        alice: MemberActor,
        store: Store,
    ) -> None:
        await add(store, simcord_env, "how do wranglers start")
        shown = await curator.slash(channel, "kb gaps")
        form = await press(curator, shown, "Assign to an entry")
        await curator.submit_modal(
            form,
            {"named": "data scientist", "facet": ["become"], "question": "how do wranglers start"},
        )
        await push(channel, curator, "Publish")
        answer = card_of(await alice.slash(channel, "ask", question="How do wranglers start?"))

        assert answer.title == "Data Scientist: how to get in"
        (gap,) = await store.gaps.all_gaps(simcord_env.guild.id)
        assert (gap.state, gap.assigned) == ("assigned", ("role", "data-scientist"))

    @pytest.mark.parametrize(
        ("label", "kind"), [("Write a term", "term"), ("Write a topic", "topic")]
    )
    async def test_a_gap_is_closed_by_a_new_entry(
        self,
        simcord_env: Env,
        channel: ChannelHandle,
        curator: MemberActor,
        store: Store,
        label: str,
        kind: str,
    ) -> None:
        await add(store, simcord_env, "what is a wrangler hat")
        shown = await curator.slash(channel, "kb gaps")
        form = await press(curator, shown, label)
        asked = boxes_of(form)["asks"]["value"]
        await curator.submit_modal(
            form,
            {
                "name": "Wrangler hat",
                "text": "What data wranglers wear on Fridays, at least in this server.",
                "asks": asked,
            },
        )
        await push(channel, curator, "Publish")

        assert asked == "what is a wrangler hat"
        (gap,) = await store.gaps.all_gaps(simcord_env.guild.id)
        assert (gap.state, gap.assigned) == ("assigned", (kind, "wrangler-hat"))

    async def test_a_gap_that_is_gone_is_filled_by_nobody(
        self, simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store
    ) -> None:
        await add(store, simcord_env, "first question")
        shown = await curator.slash(channel, "kb gaps")
        await store.retention.purge(simcord_env.now() + timedelta(days=32))

        result = await press(curator, shown, "Assign to an entry")

        assert result.modal is None
        assert GONE in card_of(shown).text
        assert NOTHING_LEFT in card_of(shown).text
