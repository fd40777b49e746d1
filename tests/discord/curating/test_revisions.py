"""Removing entries, their history, and every way back."""

import pytest
from simcord import ChannelHandle, Env, MemberActor, assert_error

from bot.app import RolecallBot
from bot.curators import NotACuratorError
from knowledge.store.outage import StoreUnavailable
from knowledge.store.revision import Draft, EntryKey
from knowledge.store.store import Store
from tests.discord.curating.outage import outage
from tests.discord.curating.pressing import allow
from tests.discord.curating.reviews import TERM, latest, push, read, write_term
from tests.discord.seen import card_of


async def publish_term(channel: ChannelHandle, actor: MemberActor, **changes: str) -> None:
    await write_term(channel, actor, **changes)
    await push(channel, actor, "Publish")


async def reword(channel: ChannelHandle, actor: MemberActor, text: str) -> None:
    form = await actor.slash(channel, "kb edit", entry="flux gate", why="clearer")
    await actor.submit_modal(form, {**TERM, "text": text})
    await push(channel, actor, "Publish")


async def remove(channel: ChannelHandle, actor: MemberActor, why: str) -> None:
    await actor.slash(channel, "kb remove", entry="flux gate")
    form = await push(channel, actor, "Remove …")
    await actor.submit_modal(form, {"why": why})


async def answer(channel: ChannelHandle, actor: MemberActor) -> str:
    return card_of(await actor.slash(channel, "ask", question="what is a flux gate")).text


async def test_a_removed_entry_is_no_longer_found_and_can_be_restored(
    channel: ChannelHandle, curator: MemberActor, alice: MemberActor
) -> None:
    await publish_term(channel, curator)
    there = await answer(channel, alice)
    await curator.slash(channel, "kb remove", entry="flux gate")
    offered = read(channel, curator)
    form = await push(channel, curator, "Remove …")
    await curator.submit_modal(form, {"why": "nobody asks"})
    gone = await answer(channel, alice)
    choices = await curator.autocomplete(channel, "kb history", "entry", "flux")
    await curator.slash(channel, "kb restore", entry="term:flux-gate", revision=1)
    await push(channel, curator, "Publish")

    assert "no longer find **Flux gate**" in offered.text
    assert TERM["text"] in there
    assert TERM["text"] not in gone
    assert {"name": "flux-gate (term, removed)", "value": "term:flux-gate"} in choices
    assert await answer(channel, alice) == there


async def test_history_says_who_when_why_and_what(
    channel: ChannelHandle, curator: MemberActor, second: MemberActor
) -> None:
    await publish_term(channel, curator)
    await reword(channel, second, "Said in quite other words, and not for the first time.")
    await remove(channel, curator, "nobody asks")

    await second.slash(channel, "kb history", entry="term:flux-gate")
    newest = read(channel, second)
    await second.select(latest(channel, second), ["2"])
    middle = read(channel, second)

    assert newest.text.index("**3**") < newest.text.index("**2**") < newest.text.index("**1**")
    assert f"<@{curator.id}> removed it" in newest.text
    assert "nobody asks" in newest.text
    assert f"<@{second.id}> published it" in newest.text
    assert "clearer" in newest.text
    assert f"- text: {TERM['text'][:30]}" in middle.text
    assert "+ text: Said in quite other words" in middle.text
    assert "Restore revision 2" in middle.labels


async def test_undo_takes_back_ones_own_changes_one_by_one(
    channel: ChannelHandle, curator: MemberActor, second: MemberActor, alice: MemberActor
) -> None:
    await publish_term(channel, curator)
    first = await answer(channel, alice)
    await reword(channel, curator, "Said in quite other words, and not for the first time.")
    await second.slash(channel, "kb undo")
    nothing = read(channel, second)
    await curator.slash(channel, "kb undo", why="was better before")
    back = await answer(channel, alice)
    await curator.slash(channel, "kb undo")
    gone = await answer(channel, alice)
    await curator.slash(channel, "kb undo")

    assert "You changed nothing here" in nothing.text
    assert back == first
    assert TERM["text"] not in gone
    assert "You changed nothing here" in read(channel, curator).text


async def test_undo_touches_nothing_that_somebody_changed_since(
    channel: ChannelHandle, curator: MemberActor, second: MemberActor, alice: MemberActor
) -> None:
    await publish_term(channel, curator)
    await reword(channel, second, "Said in quite other words, and not for the first time.")
    before = await answer(channel, alice)

    await curator.slash(channel, "kb undo")

    assert "Somebody changed `flux-gate` after you" in read(channel, curator).text
    assert await answer(channel, alice) == before


async def test_who_was_too_slow_to_remove_is_told(
    simcord_env: Env,
    channel: ChannelHandle,
    curator: MemberActor,
    second: MemberActor,
    store: Store,
) -> None:
    await publish_term(channel, curator)
    await curator.slash(channel, "kb remove", entry="flux gate")
    form = await push(channel, curator, "Remove …")
    await reword(channel, second, "Said in quite other words, and not for the first time.")

    await curator.submit_modal(form, {"why": ""})

    assert "nothing was removed" in read(channel, curator).text
    newest = await store.revisions.newest(EntryKey(simcord_env.guild.id, "term", "flux-gate"))
    assert newest is not None
    assert newest.number == 2


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_shared_knowledge_is_not_removed_and_has_no_history_here(
    channel: ChannelHandle, curator: MemberActor
) -> None:
    await curator.slash(channel, "kb remove", entry="ml engineer")
    removal = read(channel, curator)
    await curator.slash(channel, "kb history", entry="ml engineer")

    assert "shared knowledge" in removal.text
    assert "`/kb hide`" in removal.text
    assert "as it was shipped" in read(channel, curator).text


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_a_revision_that_never_was_is_said(
    channel: ChannelHandle, curator: MemberActor
) -> None:
    await publish_term(channel, curator)

    await curator.slash(channel, "kb restore", entry="flux gate", revision=7)

    assert "There is no text in revision 7" in read(channel, curator).text


async def test_buttons_that_strangers_press_do_nothing(
    simcord_env: Env,
    bot: RolecallBot,
    channel: ChannelHandle,
    curator: MemberActor,
    alice: MemberActor,
    store: Store,
) -> None:
    await publish_term(channel, curator)
    await allow(simcord_env, bot, alice)
    for command in ("kb remove", "kb history"):
        refused = await alice.slash(channel, command, entry="flux gate")
        assert refused.response is not None
        assert "for curators" in refused.response.content
    assert_error(simcord_env, NotACuratorError)
    assert_error(simcord_env, NotACuratorError)

    newest = await store.revisions.newest(EntryKey(simcord_env.guild.id, "term", "flux-gate"))
    assert newest is not None
    assert newest.number == 1


async def test_without_the_store_nothing_is_removed_and_that_is_said(
    simcord_env: Env, channel: ChannelHandle, curator: MemberActor, alice: MemberActor
) -> None:
    await publish_term(channel, curator)
    before = await answer(channel, alice)
    await curator.slash(channel, "kb remove", entry="flux gate")
    form = await push(channel, curator, "Remove …")
    with outage():
        told = await curator.submit_modal(form, {"why": ""})
        undone = await curator.slash(channel, "kb undo")

    assert "nothing was saved" in told.followups[0].content
    assert undone.response is not None
    assert "nothing was saved" in undone.response.content
    assert await answer(channel, alice) == before
    assert_error(simcord_env, StoreUnavailable)


DOCUMENT = """\
id: flux-gate
name: Flux gate
text: Said for the {n}th time, and not for the last one, in these very words.
sources: [{{title: Ours, read: 2026-01-01}}]
reviewed: 2026-01-01
"""


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_every_revision_can_be_seen_and_restored_however_old(
    simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store
) -> None:
    key = EntryKey(simcord_env.guild.id, "term", "flux-gate")
    for n in range(30):
        await store.revisions.save(Draft(key, DOCUMENT.format(n=n + 1), n), curator.id)

    await curator.slash(channel, "kb history", entry="term:flux-gate")
    await curator.select(latest(channel, curator), ["6"])
    oldest = read(channel, curator)
    await curator.slash(channel, "kb restore", entry="term:flux-gate", revision=2)
    await push(channel, curator, "Publish")

    assert "+ text: Said for the 6th" in oldest.text
    assert "+ name" not in oldest.text
    newest = await store.revisions.newest(key)
    assert newest is not None
    assert newest.document == DOCUMENT.format(n=2)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_an_undo_of_a_large_import_says_what_fits_a_card(
    simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store
) -> None:
    keys = [EntryKey(simcord_env.guild.id, "term", f"a-rather-long-term-{n}") for n in range(150)]
    await store.revisions.save_all([Draft(key, DOCUMENT, 0) for key in keys], curator.id)

    await curator.slash(channel, "kb undo")

    assert "… and 130 more" in read(channel, curator).text
    assert await store.revisions.live(simcord_env.guild.id) == ()


async def test_what_was_removed_can_be_written_anew(
    channel: ChannelHandle, curator: MemberActor, second: MemberActor, alice: MemberActor
) -> None:
    await publish_term(channel, curator)
    there = await answer(channel, alice)
    await remove(channel, curator, "nobody asks")

    await publish_term(channel, second)

    assert "revision 3" in read(channel, second).text  # nobody was faster
    assert await answer(channel, alice) == there


async def test_removed_entries_are_named_to_curators_alone(
    simcord_env: Env,
    bot: RolecallBot,
    channel: ChannelHandle,
    curator: MemberActor,
    alice: MemberActor,
) -> None:
    await publish_term(channel, curator)
    await remove(channel, curator, "nobody asks")
    await curator.slash(channel, "kb hide", entry="ml engineer")
    await allow(simcord_env, bot, alice)

    removed, hidden = ("kb history", "flux"), ("kb unhide", "ml")
    for command, typed in (removed, hidden):
        assert await curator.autocomplete(channel, command, "entry", typed)
        assert await alice.autocomplete(channel, command, "entry", typed) == []


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_without_the_store_entries_are_still_offered(
    channel: ChannelHandle, curator: MemberActor
) -> None:
    with outage():
        choices = await curator.autocomplete(channel, "kb history", "entry", "ml engineer")

    assert {"name": "ML Engineer (role)", "value": "role:ml-engineer"} in choices


async def test_what_is_stored_and_not_shown_can_be_seen_replaced_and_removed(
    simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store
) -> None:
    key = EntryKey(simcord_env.guild.id, "term", "flux-gate")
    adds = "id: flux-gate\nadds: {asks: [what is a flux gate]}\n"  # to what is no more
    await store.revisions.save(Draft(key, DOCUMENT.format(n=1), 0), curator.id)
    await store.revisions.save(Draft(key, adds, 1), curator.id)

    await curator.slash(channel, "kb history", entry="flux-gate")
    history = read(channel, curator)
    await curator.slash(channel, "kb restore", entry="term:flux-gate", revision=1)
    restored = read(channel, curator)
    await curator.slash(channel, "kb remove", entry="term:flux-gate")
    form = await push(channel, curator, "Remove …")
    await curator.submit_modal(form, {"why": "it adds to nothing"})
    await curator.slash(channel, "kb remove", entry="term:flux-gate")

    assert "**2**" in history.text
    assert "- adds.asks: what is a flux gate" in restored.text
    assert "is removed already" in read(channel, curator).text
    assert await store.revisions.live(simcord_env.guild.id) == ()
