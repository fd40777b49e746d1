"""Members suggest, curators decide, and members are told."""

import pytest
from simcord import ChannelHandle, Env, MemberActor, assert_error

from bot.app import RolecallBot
from bot.errors import AskedTooOftenError
from knowledge.store.outage import StoreUnavailable
from knowledge.store.store import Store
from tests.discord.curating.outage import outage
from tests.discord.curating.pressing import press, said
from tests.discord.curating.reviews import boxes_of, latest, push, read
from tests.discord.seen import card_of

TEXT = "A gate made of flux. Nobody has ever seen one, and everybody talks about it."
TERM = {"kind": ["term"], "name": "Flux gate", "text": TEXT}


@pytest.fixture
async def desk(simcord_env: Env, channel: ChannelHandle, store: Store) -> ChannelHandle:
    """The curators' channel, as the server set it."""
    curators = simcord_env.guild.create_text_channel("curators")
    await store.settings.change(
        simcord_env.guild.id, lambda old: old.having(curators_channel_id=curators.id)
    )
    return curators


async def suggest(channel: ChannelHandle, actor: MemberActor, **changes: object) -> str:
    form = await actor.slash(channel, "suggest")
    result = await actor.submit_modal(form, {**TERM, **changes})
    return said(result)


def told(channel: ChannelHandle, actor: MemberActor) -> str:
    return latest(channel, actor).content


async def test_without_a_curators_channel_nobody_is_asked_to_write(
    channel: ChannelHandle, alice: MemberActor
) -> None:
    result = await alice.slash(channel, "suggest")

    assert result.modal is None
    assert "no channel for suggestions yet" in card_of(result).text


async def test_an_approved_suggestion_is_published_and_its_author_told(
    channel: ChannelHandle, desk: ChannelHandle, alice: MemberActor, curator: MemberActor
) -> None:
    thanks = await suggest(channel, alice)
    card = read(desk, curator)
    await push(desk, curator, "Approve")
    answer = card_of(await alice.slash(channel, "ask", question="what is a flux gate"))

    assert "The curators of this server see it now" in thanks
    assert card.title == "Suggestion: Flux gate"
    assert TEXT in card.text
    assert f"<@{alice.id}>" in card.text
    assert answer.title == "Flux gate"
    assert TEXT in answer.text
    (private,) = (m for m in channel.history(viewer=alice) if "Your suggestion" in m.content)
    assert private.flags.ephemeral
    assert "**Flux gate** was approved" in private.content
    decided = card_of(desk.history(viewer=alice)[0])
    assert f"Approved by <@{curator.id}>" in decided.text
    assert decided.labels == []


async def test_who_is_gone_by_then_is_told_in_the_channel(
    simcord_env: Env,
    channel: ChannelHandle,
    desk: ChannelHandle,
    alice: MemberActor,
    curator: MemberActor,
) -> None:
    await suggest(channel, alice)
    await simcord_env.advance_time(16 * 60)
    form = await push(desk, curator, "Reject …")
    await curator.submit_modal(form, {"why": "We have that already."})

    message = latest(channel, alice)

    assert not message.flags.ephemeral
    assert message.content.startswith(f"<@{alice.id}> Your suggestion **Flux gate** was not taken")
    assert "We have that already." in message.content
    assert message.mentions == [alice.member] or [u.id for u in message.mentions] == [alice.id]


async def test_what_speaks_against_a_suggestion_is_shown_before(
    channel: ChannelHandle, desk: ChannelHandle, alice: MemberActor, curator: MemberActor
) -> None:
    await suggest(channel, alice, name="Overfitting")
    card = latest(desk, curator)

    await push(desk, curator, "Approve")

    assert "'overfitting' is taken by Overfitting" in read(desk, curator).text
    assert "Approve" in card_of(card).labels  # nothing is decided yet


async def test_an_edited_suggestion_counts_as_approved(
    simcord_env: Env,
    channel: ChannelHandle,
    desk: ChannelHandle,
    alice: MemberActor,
    curator: MemberActor,
    store: Store,
) -> None:
    await suggest(channel, alice, kind=["resource"], link="https://example.org/flux")
    form = await push(desk, curator, "Edit …")
    boxes = boxes_of(form)
    await curator.submit_modal(
        form,
        {
            "name": "Flux gate",
            "url": "https://example.org/flux",
            "summary": "All about gates made of flux.",
            "kind": ["guide"],
            "cost": ["free"],
        },
    )
    await push(desk, curator, "Publish")

    assert boxes["url"]["value"] == "https://example.org/flux"
    assert boxes["summary"]["value"] == TEXT
    assert await store.suggestions.pending(simcord_env.guild.id) == ()
    assert "**Flux gate** was approved" in told(channel, alice)


async def test_something_to_mend_is_only_acknowledged(
    simcord_env: Env,
    channel: ChannelHandle,
    desk: ChannelHandle,
    alice: MemberActor,
    curator: MemberActor,
    store: Store,
) -> None:
    await suggest(channel, alice, kind=["mend"], name="The ML engineer card")

    await push(desk, curator, "Approve: I'll mend it")

    assert "**The ML engineer card** was approved" in told(channel, alice)
    assert await store.revisions.live(simcord_env.guild.id) == ()


async def test_only_the_first_decision_counts(
    channel: ChannelHandle,
    desk: ChannelHandle,
    alice: MemberActor,
    curator: MemberActor,
    second: MemberActor,
) -> None:
    await suggest(channel, alice)
    card = latest(desk, curator)
    slow = await push(desk, second, "Reject …")
    await press(curator, card, "Approve")
    await second.submit_modal(slow, {"why": "no"})

    messages = [m.content for m in channel.history(viewer=alice) if "Your suggestion" in m.content]

    assert len(messages) == 1
    assert "was approved" in messages[0]


async def test_a_member_who_sees_the_card_decides_nothing(
    simcord_env: Env,
    channel: ChannelHandle,
    desk: ChannelHandle,
    alice: MemberActor,
    bob: MemberActor,
    store: Store,
) -> None:
    await suggest(channel, alice)

    refused = await push(desk, bob, "Approve")

    assert "for curators" in said(refused)
    assert len(await store.suggestions.pending(simcord_env.guild.id)) == 1


async def test_the_form_has_a_cooldown(
    simcord_env: Env, channel: ChannelHandle, desk: ChannelHandle, alice: MemberActor
) -> None:
    for _ in range(3):
        assert (await alice.slash(channel, "suggest")).modal is not None

    refused = await alice.slash(channel, "suggest")

    assert refused.modal is None
    assert "One moment" in said(refused)
    assert_error(simcord_env, AskedTooOftenError)


async def test_a_suggestion_that_nobody_can_be_shown_is_not_kept(
    simcord_env: Env,
    bot: RolecallBot,
    channel: ChannelHandle,
    alice: MemberActor,
    store: Store,
) -> None:
    await store.settings.change(
        simcord_env.guild.id, lambda old: old.having(curators_channel_id=12345)
    )

    answer = await suggest(channel, alice)

    assert "nothing was handed in" in answer
    assert await store.suggestions.pending(simcord_env.guild.id) == ()


async def test_without_the_store_a_suggestion_is_not_handed_in(
    simcord_env: Env,
    channel: ChannelHandle,
    desk: ChannelHandle,
    alice: MemberActor,
    store: Store,
) -> None:
    form = await alice.slash(channel, "suggest")
    with outage():
        result = await alice.submit_modal(form, dict(TERM))

    assert "nothing was saved" in said(result)
    assert await store.suggestions.pending(simcord_env.guild.id) == ()


async def test_after_a_restart_the_card_still_works(
    simcord_env: Env,
    bot: RolecallBot,
    channel: ChannelHandle,
    desk: ChannelHandle,
    alice: MemberActor,
    curator: MemberActor,
    store: Store,
) -> None:
    await suggest(channel, alice)
    card = latest(desk, curator)
    await simcord_env.restart_bot(RolecallBot(bot.desk.answerer, store))

    await press(curator, card, "Approve")

    assert latest(channel, alice).content.startswith(f"<@{alice.id}> Your suggestion")
    assert not latest(channel, alice).flags.ephemeral


async def test_a_text_of_many_lines_fits_the_card(
    channel: ChannelHandle, desk: ChannelHandle, alice: MemberActor, curator: MemberActor
) -> None:
    thanks = await suggest(channel, alice, text=("\n" * 9).join("a" * 150))

    assert "The curators of this server see it now" in thanks
    assert read(desk, curator).title == "Suggestion: Flux gate"


async def test_what_is_published_is_not_said_to_be_lost_if_the_store_goes_away_then(
    channel: ChannelHandle,
    desk: ChannelHandle,
    alice: MemberActor,
    curator: MemberActor,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def refuse(*_: object) -> None:
        raise StoreUnavailable("away")

    await suggest(channel, alice)
    monkeypatch.setattr(store.suggestions, "decide", refuse)

    await push(desk, curator, "Approve")

    assert "Published **Flux gate**" in read(desk, curator).text


async def test_what_is_handed_in_is_not_said_to_be_lost_if_the_store_goes_away_then(
    channel: ChannelHandle,
    desk: ChannelHandle,
    alice: MemberActor,
    curator: MemberActor,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def refuse(*_: object) -> None:
        raise StoreUnavailable("away")

    monkeypatch.setattr(store.suggestions, "place_card", refuse)

    assert "The curators of this server see it now" in await suggest(channel, alice)
    assert read(desk, curator).title == "Suggestion: Flux gate"


async def test_what_is_forgotten_of_somebody_includes_how_to_tell_them_alone(
    bot: RolecallBot,
    channel: ChannelHandle,
    desk: ChannelHandle,
    alice: MemberActor,
    curator: MemberActor,
) -> None:
    await suggest(channel, alice)
    bot.curatorship.forget(alice.id)
    form = await push(desk, curator, "Reject …")
    await curator.submit_modal(form, {"why": ""})

    assert "was not taken up" in told(channel, alice)
    assert not latest(channel, alice).flags.ephemeral
