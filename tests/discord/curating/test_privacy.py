"""`/privacy`: what is kept about somebody is told, shown, deleted; and nobody has to be heard."""

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime

import discord
import pytest
from simcord import ChannelHandle, Env, MemberActor

from bot.app import RolecallBot
from bot.desk import OFFER_EMOJI
from bot.listening import DIALOGUE_SECONDS
from knowledge.store.feedback import AnswerKey
from knowledge.store.privacy import Held
from knowledge.store.retention import DAYS_AFTER_LEAVING, DAYS_KEPT
from knowledge.store.revision import Draft, EntryKey, Saved
from knowledge.store.store import Store
from tests.discord.curating.outage import outage
from tests.discord.seen import Card, card_of, read_card
from tests.store.filling import fill

NOW = datetime(2026, 3, 2, tzinfo=UTC)
QUESTION = "what does an ml engineer do?"
SUGGESTED = "please add the lamplighter 🕯"
NOTHING = Held((), (), (), (), ())


async def open_card(actor: MemberActor, channel: ChannelHandle) -> discord.Message:
    result = await actor.slash(channel, "privacy")
    assert result.ephemeral
    assert result.response is not None
    return result.response.message


async def press(actor: MemberActor, message: discord.Message, *labels: str) -> Card:
    """Press one button after the other on a card that turns; return what it shows then."""
    for label in labels:
        result = await actor.click(message, label=label)
        assert not result.followups, result.followups[-1].content
    return shown(actor, message)


def shown(actor: MemberActor, message: discord.Message) -> Card:
    found = current(actor, message)
    return read_card([component.to_dict() for component in found.components])


def current(actor: MemberActor, message: discord.Message) -> discord.Message:
    env = actor._env
    channel = ChannelHandle(env, actor.guild, env.backend.get_channel(message.channel.id))
    (found,) = [each for each in channel.history(viewer=actor) if each.id == message.id]
    return found


async def leave_traces(store: Store, guild_id: int, user_id: int) -> None:
    """Have something of every kind held about somebody."""
    for number in range(2):
        answer = AnswerKey(guild_id, "role", "ml-engineer", "skills", f"answer-{number}")
        await store.feedback.vote(answer, user_id, is_helpful=True)
    own = await store.suggestions.add(guild_id, user_id, 44, SUGGESTED)
    await store.suggestions.decide(guild_id, own.suggestion_id, "rejected", user_id)
    await store.opt_outs.add(guild_id, user_id)
    draft = Draft(EntryKey(guild_id, "role", "lamplighter"), "name: Lamplighter", 0)
    assert isinstance(await store.revisions.save(draft, user_id), Saved)


# --- what is kept ------------------------------------------------------------


@pytest.mark.parametrize("who", ["alice", "curator", "keeper"])
async def test_anybody_is_told_what_is_kept_and_nobody_else_sees_it(
    request: pytest.FixtureRequest,
    channel: ChannelHandle,
    alice: MemberActor,
    curator: MemberActor,
    keeper: MemberActor,
    who: str,
) -> None:
    actor = {"alice": alice, "curator": curator, "keeper": keeper}[who]

    card = shown(actor, await open_card(actor, channel))

    assert card.is_within_limits()
    assert all(f"{days} days" in card.text for days in DAYS_KEPT.values() if days)
    assert f"{DAYS_AFTER_LEAVING} days after I left" in card.text
    assert card.labels == [
        "Show what is about me",
        "Delete what is about me",
        "Don't listen to me",
    ]


async def test_in_direct_messages_there_is_no_server_to_opt_out_of(
    channel: ChannelHandle, alice: MemberActor
) -> None:
    await alice.send_dm("hello")
    result = await alice.user.slash("privacy")

    assert result.ephemeral
    assert card_of(result).labels == ["Show what is about me", "Delete what is about me"]


# --- show mine ---------------------------------------------------------------


async def test_people_see_exactly_what_is_held_about_them(
    simcord_env: Env, channel: ChannelHandle, alice: MemberActor, store: Store
) -> None:
    guild_id = simcord_env.guild.id
    await leave_traces(store, guild_id, alice.id)
    await fill(store, guild_id, "somebody else's", NOW)
    message = await open_card(alice, channel)

    card = await press(alice, message, "Show what is about me")

    assert card.is_within_limits()
    assert re.findall(r"\*\*(\d+)\*\* ([^:]+):", card.text) == [
        ("2", "votes"),
        ("1", "suggestion"),
        ("1", "opt-out"),
        ("1", "version of an entry that you wrote"),
        ("1", "suggestion that you decided on"),
    ]
    (file,) = current(alice, message).attachments
    found = json.loads(simcord_env.backend.cdn.get(file.url) or b"")
    assert {name: len(rows) for name, rows in found.items()} == {
        "votes": 2,
        "suggestions": 1,
        "opt_outs": 1,
        "authorships": 1,
        "decisions": 1,
    }
    assert found["suggestions"][0]["text"] == SUGGESTED
    assert found["suggestions"][0]["author_id"] == str(alice.id)
    assert found["votes"][0]["answer"]["guild_id"] == str(guild_id)
    assert "somebody else's" not in json.dumps(found)


async def test_nothing_held_is_said_so(channel: ChannelHandle, alice: MemberActor) -> None:
    message = await open_card(alice, channel)

    for step in ("Show what is about me", "Delete what is about me"):
        card = await press(alice, message, step)
        assert "Nothing in my database is under your id" in card.text
        assert card.labels == ["Back"]
        await press(alice, message, "Back")
    assert current(alice, message).attachments == []


# --- delete mine -------------------------------------------------------------


async def test_deleting_asks_once_and_then_nothing_is_left(
    simcord_env: Env, channel: ChannelHandle, alice: MemberActor, bob: MemberActor, store: Store
) -> None:
    guild_id = simcord_env.guild.id
    for who in (alice, bob):
        await leave_traces(store, guild_id + (who is bob), who.id)
    of_bob = await store.privacy.show(bob.id)
    message = await open_card(alice, channel)

    asked = await press(alice, message, "Delete what is about me")
    untouched = await store.privacy.show(alice.id)
    done = await press(alice, message, "Delete it for good")

    assert "former curator" in asked.text
    assert "may listen to you again" in asked.text
    assert len(untouched.votes) == 2
    assert "**2** votes" in done.text
    assert await store.privacy.show(alice.id) == NOTHING
    assert await store.privacy.show(bob.id) == of_bob
    (revision,) = await store.revisions.live(guild_id)
    assert (revision.document, revision.author_id) == ("name: Lamplighter", None)
    again = await press(alice, message, "Back")
    assert "Don't listen to me" in again.labels


async def test_one_can_think_better_of_it(
    simcord_env: Env, channel: ChannelHandle, alice: MemberActor, store: Store
) -> None:
    await leave_traces(store, simcord_env.guild.id, alice.id)
    before = await store.privacy.show(alice.id)
    message = await open_card(alice, channel)

    card = await press(alice, message, "Delete what is about me", "Back")

    assert "What I keep" in card.title
    assert await store.privacy.show(alice.id) == before


# --- don't listen to me ------------------------------------------------------


async def test_opting_out_and_in_is_heeded_at_once(
    simcord_env: Env,
    channel: ChannelHandle,
    alice: MemberActor,
    bot: RolecallBot,
    store: Store,
) -> None:
    await store.settings.change(
        simcord_env.guild.id, lambda old: old.having(channel_modes={channel.id: "suggest"})
    )
    message = await open_card(alice, channel)

    out = await press(alice, message, "Don't listen to me")
    await alice.send(channel, QUESTION)
    assert channel.last_message is not None
    assert channel.last_message.reactions == []
    assert await store.opt_outs.people(simcord_env.guild.id) == {alice.id}
    assert "Listen to me again" in shown(alice, await open_card(alice, channel)).labels

    back = await press(alice, message, "Listen to me again")
    await simcord_env.advance_time(DIALOGUE_SECONDS + 1)
    await alice.send(channel, QUESTION)

    assert "I don't listen to you in this server" in out.text
    assert "Don't listen to me" in back.labels
    assert [str(r.emoji) for r in channel.last_message.reactions] == [OFFER_EMOJI]


async def test_the_card_works_after_a_restart(
    simcord_env: Env, channel: ChannelHandle, alice: MemberActor, bot: RolecallBot, store: Store
) -> None:
    message = await open_card(alice, channel)
    await simcord_env.restart_bot(RolecallBot(bot.desk.answerer, store, message_content=True))

    (message,) = [m for m in channel.history(viewer=alice) if m.id == message.id]
    await press(alice, message, "Don't listen to me")

    assert await store.opt_outs.people(simcord_env.guild.id) == {alice.id}


@pytest.mark.parametrize(
    "steps",
    [
        ["Don't listen to me"],
        ["Show what is about me"],
        ["Delete what is about me", "Delete it for good"],
    ],
)
async def test_while_the_store_is_away_that_is_said_and_nothing_changes(
    simcord_env: Env,
    channel: ChannelHandle,
    alice: MemberActor,
    store: Store,
    steps: Sequence[str],
) -> None:
    guild_id = simcord_env.guild.id
    answer = AnswerKey(guild_id, "role", "ml-engineer", "skills", "answer")
    await store.feedback.vote(answer, alice.id, is_helpful=True)
    before = await store.privacy.show(alice.id)
    message = await open_card(alice, channel)
    await press(alice, message, *steps[:-1])

    with outage():
        result = await alice.click(message, label=steps[-1])
        (told,) = result.followups
        card = shown(alice, await open_card(alice, channel))

    assert told.ephemeral
    assert "database is away" in told.content
    assert "What I keep" in card.title  # what is kept needs no database to be said
    assert await store.privacy.show(alice.id) == before
