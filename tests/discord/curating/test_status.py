"""`/kb status`: what curators see of how things stand, and what is counted for it."""

import logging
from datetime import date, timedelta

import pytest
from simcord import ChannelHandle, Env, MemberActor, assert_error

from bot.answers.answerer import Answerer
from bot.app import RolecallBot
from bot.curators import NotACuratorError
from bot.errors import NOT_SAVED
from knowledge.store.feedback import AnswerKey
from knowledge.store.outage import StoreUnavailable
from knowledge.store.revision import Draft, EntryKey
from knowledge.store.store import Store
from knowledge.store.usage import Subject
from tests.content.trees import VALID
from tests.discord.curating.outage import outage
from tests.discord.curating.pressing import allow, press, said
from tests.discord.seen import Card, card_of

DAY = date(2026, 1, 1)  # the first of the simulated Discord's
TASTER = (
    (VALID / "roles" / "tea-taster.yaml").read_text("utf-8").replace("tea-blender", "ml-engineer")
)


async def status(channel: ChannelHandle, curator: MemberActor) -> Card:
    shown = await curator.slash(channel, "kb status")
    assert shown.ephemeral
    card = card_of(shown)
    assert card.is_within_limits()
    return card


def section(card: Card, heading: str) -> list[str]:
    """Return the lines under a heading."""
    lines = card.text.splitlines()
    begin = lines.index(f"### {heading}") + 1
    ends = [n for n, line in enumerate(lines) if n >= begin and line.startswith(("###", "-# "))]
    return lines[begin : ends[0]]


async def test_a_server_of_which_nothing_is_known_says_so(
    channel: ChannelHandle, curator: MemberActor
) -> None:
    card = await status(channel, curator)

    assert card.title == "How things stand"
    assert section(card, "Answers") == ["**0 answers** in the last 30 days."]
    assert section(card, "Questions without an answer") == ["None is open."]
    assert section(card, "Suggestions") == ["**0 suggestions** to decide on."]
    assert section(card, "This server's own") == ["**0 entries** of its own, **0** of mine hidden."]
    assert section(card, "Votes") == ["Nobody voted yet."]
    assert card.labels == []


async def test_answers_are_counted_wherever_they_are_given_in_the_server(
    channel: ChannelHandle,
    alice: MemberActor,
    bob: MemberActor,
    curator: MemberActor,
    bot: RolecallBot,
) -> None:
    assert bot.user is not None
    shown = await alice.slash(channel, "role", name="ml-engineer", facet="skills")
    await alice.slash(channel, "ask", question="what skills does an ml engineer need")
    await alice.send(channel, f"{bot.user.mention} what skills does an ml engineer need")
    await press(alice, shown, "Career")
    await press(bob, shown, "Skills")
    await bob.slash(channel, "roles")
    for uncounted in ("hello", "zebra umbrella xylophone"):
        await bob.slash(channel, "ask", question=uncounted)
    await bob.send_dm("what is an ml engineer")

    card = await status(channel, curator)

    assert section(card, "Answers") == [
        "**6 answers** in the last 30 days.",
        "1. ML Engineer: skills · 4",
        "2. ML Engineer: career · 1",
        "3. All roles · 1",
    ]


async def test_answers_of_long_ago_are_not_shown(
    simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store
) -> None:
    skills = Subject("role", "ml-engineer", "role-skills")
    for days in (31, 29):
        await store.usage.add(simcord_env.guild.id, {skills: 2}, DAY - timedelta(days=days))

    card = await status(channel, curator)

    assert section(card, "Answers")[0] == "**2 answers** in the last 30 days."


async def test_votes_that_say_most_come_first(
    simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store
) -> None:
    for facet, votes in (("role-career", "+++"), ("role-skills", "+--"), ("role-summary", "-")):
        key = AnswerKey(simcord_env.guild.id, "role", "ml-engineer", facet, "1")
        for person, vote in enumerate(votes):
            await store.feedback.vote(key, person, is_helpful=vote == "+")

    card = await status(channel, curator)

    assert section(card, "Votes") == [
        "- ML Engineer: skills · 👍 1 · 👎 2",
        "- ML Engineer: career · 👍 3 · 👎 0",
        "- ML Engineer: summary · 👍 0 · 👎 1",
    ]


async def test_gaps_suggestions_and_what_the_server_changed(
    simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store
) -> None:
    guild_id = simcord_env.guild.id
    for fewer, words in enumerate(("one tea", "two teas", "three teas", "four teas")):
        for person in range(6 - fewer):
            await store.gaps.record(guild_id, words, person, DAY)
    await store.gaps.record(guild_id, "asked once", 1, DAY)
    await store.suggestions.add(guild_id, 1, channel.id, "more tea")
    await store.revisions.save(Draft(EntryKey(guild_id, "role", "tea-taster"), TASTER, 0), 1)
    await store.revisions.save(Draft(EntryKey(guild_id, "term", "gone"), None, 0), 1)
    hidden = frozenset({("role", "ml-engineer"), ("role", "data-scientist")})
    await store.settings.change(guild_id, lambda old: old.having(hidden=hidden))

    card = await status(channel, curator)

    assert section(card, "Questions without an answer") == [
        "**4 questions** to decide on with `/kb gaps`.",
        "- one tea · 6 askings",
        "- two teas · 5 askings",
        "- three teas · 4 askings",
    ]
    assert section(card, "Suggestions") == ["**1 suggestion** to decide on."]
    assert section(card, "This server's own") == ["**1 entry** of its own, **2** of mine hidden."]


async def test_what_is_due_for_review_is_listed_the_servers_own_first(
    simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store
) -> None:
    key = EntryKey(simcord_env.guild.id, "role", "tea-taster")
    await store.revisions.save(Draft(key, TASTER, 0), 1)
    nothing = section(await status(channel, curator), "Due for review")
    await simcord_env.advance_time(timedelta(days=3 * 365).total_seconds())

    lines = section(await status(channel, curator), "Due for review")

    assert nothing == ["Nothing is."]
    assert lines[0].endswith("1 of them this server's own.")
    assert lines[1].startswith("- Tea Taster (role, this server's own) · since ")
    assert len(lines) == 11


async def test_what_does_not_fit_is_on_further_pages_also_after_a_restart(
    simcord_env: Env,
    channel: ChannelHandle,
    curator: MemberActor,
    answerer: Answerer,
    store: Store,
) -> None:
    for role in answerer.base.roles:
        key = AnswerKey(simcord_env.guild.id, "role", role, "role-skills", "1")
        await store.feedback.vote(key, 1, is_helpful=False)
    shown = await curator.slash(channel, "kb status")
    pages = [card_of(shown)]
    await simcord_env.restart_bot(RolecallBot(answerer, store))
    while not next(b for b in pages[-1].buttons if b.label == "Next").is_disabled:
        await press(curator, shown, "Next")
        pages.append(card_of(shown))
    await press(curator, shown, "Previous")

    votes = [line for page in pages for line in page.text.splitlines() if "👎 1" in line]
    assert len(votes) == len(answerer.base.roles)
    assert len(set(votes)) == len(votes)
    assert all(page.is_within_limits() for page in pages)
    assert card_of(shown).text == pages[-2].text


async def test_only_curators_see_it(
    simcord_env: Env,
    channel: ChannelHandle,
    keeper: MemberActor,
    alice: MemberActor,
    bot: RolecallBot,
) -> None:
    await allow(simcord_env, bot, keeper, alice)

    allowed = await keeper.slash(channel, "kb status")
    refused = await alice.slash(channel, "kb status")

    assert card_of(allowed).title == "How things stand"
    assert "for curators" in said(refused)
    assert_error(simcord_env, NotACuratorError)


async def test_who_is_no_curator_any_more_turns_no_page(
    simcord_env: Env,
    channel: ChannelHandle,
    keeper: MemberActor,
    bot: RolecallBot,
    answerer: Answerer,
    store: Store,
) -> None:
    await allow(simcord_env, bot, keeper)
    for role in answerer.base.roles:
        key = AnswerKey(simcord_env.guild.id, "role", role, "role-skills", "1")
        await store.feedback.vote(key, 1, is_helpful=False)
    shown = await keeper.slash(channel, "kb status")
    await store.settings.change(simcord_env.guild.id, lambda old: old.having(curator_role_id=None))

    assert "for curators" in said(await press(keeper, shown, "Next"))


async def test_with_the_store_away_it_says_so_and_counts_later(
    simcord_env: Env,
    channel: ChannelHandle,
    alice: MemberActor,
    curator: MemberActor,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with outage(), caplog.at_level(logging.WARNING, "bot.records"):
        await alice.slash(channel, "roles")
        told = await curator.slash(channel, "kb status")
    back = await status(channel, curator)

    assert said(told) == NOT_SAVED
    assert_error(simcord_env, StoreUnavailable)
    assert "counted later" in caplog.text
    assert section(back, "Answers")[1:] == ["1. All roles · 1"]
