"""Offers: a reaction that the author of a message can press. And posts of forums."""

from collections.abc import Sequence

import discord
import pytest
from simcord import ChannelHandle, Env, MemberActor

from bot.answers.answerer import Answerer
from bot.app import RolecallBot
from bot.desk import OFFER_EMOJI
from bot.throttle import MAX_QUESTIONS
from knowledge.store.store import Store
from tests.discord.curating.talk import MLE, NLP, TALK, SetMode, offers, said

# --- forums -----------------------------------------------------------------


async def make_forum(env: Env, bot: RolecallBot, *tags: str) -> ChannelHandle:
    forum = env.guild.create_forum_channel("questions")
    await env.settle()
    target = bot.get_channel(forum.id)
    assert isinstance(target, discord.ForumChannel)
    await target.edit(available_tags=[discord.ForumTag(name=tag) for tag in tags])
    return forum


async def post(
    env: Env, forum: ChannelHandle, author: MemberActor, title: str, text: str, tags: Sequence[str]
) -> ChannelHandle:
    """Post in a forum as a person does: thread and first message share an id."""
    backend = env.backend
    known = {str(tag["name"]): int(tag["id"]) for tag in backend.channels[forum.id].available_tags}
    thread = backend.create_thread(
        forum.id, title, author.id, applied_tags=[known[tag] for tag in tags], broadcast=False
    )
    backend.announce_thread_create(thread)
    starter = backend.create_message(thread.id, author.id, text, broadcast=False)
    del backend.messages[thread.id][starter.id]
    starter.id = thread.id
    backend.messages[thread.id][starter.id] = starter
    backend.announce_message_create(starter)
    await env.settle()
    return ChannelHandle(env, env.guild, thread)


@pytest.mark.parametrize(
    ("title", "tags", "text", "answer"),
    [
        (MLE, [], TALK, ["ML Engineer: what they do"]),
        ("How do I become one?", ["Data Scientist"], TALK, ["Data Scientist: how to get in"]),
        ("Please help", [], NLP, ["NLP Engineer: skills"]),
        ("Please help", ["Data Scientist"], TALK, []),
    ],
)
async def test_a_post_gets_one_answer_from_its_title_and_tags(
    simcord_env: Env,
    channel: ChannelHandle,
    alice: MemberActor,
    bot: RolecallBot,
    set_mode: SetMode,
    title: str,
    tags: Sequence[str],
    text: str,
    answer: Sequence[str],
) -> None:
    forum = await make_forum(simcord_env, bot, "Data Scientist")
    await set_mode(forum, "auto")

    thread = await post(simcord_env, forum, alice, title, text, tags)
    assert said(thread, bot) == answer
    await alice.send(thread, "how to become a data engineer")  # from here on it is people's

    assert said(thread, bot) == answer


async def test_the_same_question_in_two_posts_is_answered_in_both(
    simcord_env: Env,
    channel: ChannelHandle,
    alice: MemberActor,
    bob: MemberActor,
    bot: RolecallBot,
    set_mode: SetMode,
) -> None:
    forum = await make_forum(simcord_env, bot)
    await set_mode(forum, "auto")
    threads = [await post(simcord_env, forum, who, MLE, TALK, []) for who in (alice, bob)]

    assert [len(said(thread, bot)) for thread in threads] == [1, 1]


async def test_a_post_can_be_offered_an_answer(
    simcord_env: Env,
    channel: ChannelHandle,
    alice: MemberActor,
    bot: RolecallBot,
    set_mode: SetMode,
) -> None:
    forum = await make_forum(simcord_env, bot)
    await set_mode(forum, "suggest")
    thread = await post(simcord_env, forum, alice, MLE, TALK, [])
    (starter,) = thread.history()

    await alice.react(starter, OFFER_EMOJI)

    assert said(thread, bot) == ["ML Engineer: what they do"]


# --- suggest ----------------------------------------------------------------


async def test_an_offer_is_for_the_author_alone_and_is_redeemed_once(
    channel: ChannelHandle,
    alice: MemberActor,
    bob: MemberActor,
    bot: RolecallBot,
    set_mode: SetMode,
) -> None:
    await set_mode(channel, "suggest")
    await alice.send(channel, TALK)
    question = await alice.send(channel, MLE)
    assert offers(channel) == [MLE]
    assert said(channel, bot) == []

    await bob.react(question, OFFER_EMOJI)
    assert said(channel, bot) == []
    await alice.react(question, "👍")
    assert said(channel, bot) == []
    await alice.react(question, OFFER_EMOJI)
    await alice.unreact(question, OFFER_EMOJI)
    await alice.react(question, OFFER_EMOJI)

    assert said(channel, bot) == ["ML Engineer: what they do"]
    answer = channel.last_message
    assert answer is not None
    assert answer.reference is not None
    assert answer.reference.message_id == question.id


async def test_the_bot_takes_its_reaction_back_once_it_answered(
    channel: ChannelHandle, alice: MemberActor, bot: RolecallBot, set_mode: SetMode
) -> None:
    await set_mode(channel, "suggest")
    question = await alice.send(channel, MLE)
    await alice.react(question, OFFER_EMOJI)

    (shown,) = [message for message in channel.history() if message.id == question.id]
    assert [reaction.count for reaction in shown.reactions] == [1]  # the author's own


async def test_an_offer_outlives_a_restart(
    simcord_env: Env,
    channel: ChannelHandle,
    alice: MemberActor,
    answerer: Answerer,
    store: Store,
    set_mode: SetMode,
) -> None:
    await set_mode(channel, "suggest")
    question = await alice.send(channel, MLE)
    again = RolecallBot(answerer, store, message_content=True)
    await simcord_env.restart_bot(again)

    (question,) = [message for message in channel.history() if message.id == question.id]
    await alice.react(question, OFFER_EMOJI)

    assert said(channel, again) == ["ML Engineer: what they do"]


async def test_what_was_not_offered_cannot_be_redeemed(
    channel: ChannelHandle, alice: MemberActor, bot: RolecallBot, set_mode: SetMode
) -> None:
    question = await alice.send(channel, MLE)
    await alice.react(question, OFFER_EMOJI)
    await set_mode(channel, "suggest")
    talk = await alice.send(channel, TALK)
    await alice.react(talk, OFFER_EMOJI)
    offered = await alice.send(channel, NLP)
    await set_mode(channel, "mention")
    await alice.react(offered, OFFER_EMOJI)

    assert said(channel, bot) == []


async def test_what_was_edited_since_is_answered_as_it_stands(
    channel: ChannelHandle, alice: MemberActor, bot: RolecallBot, set_mode: SetMode
) -> None:
    await set_mode(channel, "suggest")
    question = await alice.send(channel, MLE)
    await alice.edit(question, TALK)
    await alice.react(question, OFFER_EMOJI)

    assert said(channel, bot) == ["I don't know that"]


async def test_an_offer_can_be_taken_however_much_was_asked_since(
    channel: ChannelHandle, alice: MemberActor, bot: RolecallBot, set_mode: SetMode
) -> None:
    await set_mode(channel, "suggest")
    question = await alice.send(channel, MLE)
    for _ in range(MAX_QUESTIONS - 1):
        await alice.slash(channel, "help")
    await alice.react(question, OFFER_EMOJI)

    assert said(channel, bot) == ["ML Engineer: what they do"]


async def test_an_offer_that_discord_did_not_take_can_be_pressed_again(
    simcord_env: Env,
    channel: ChannelHandle,
    alice: MemberActor,
    bot: RolecallBot,
    set_mode: SetMode,
) -> None:
    await set_mode(channel, "suggest")
    question = await alice.send(channel, MLE)
    simcord_env.inject_error("POST", f"/channels/{channel.id}/messages", status=403, times=1)
    await alice.react(question, OFFER_EMOJI)
    assert said(channel, bot) == []

    await alice.unreact(question, OFFER_EMOJI)
    await alice.react(question, OFFER_EMOJI)
    assert said(channel, bot) == ["ML Engineer: what they do"]


async def test_one_person_is_not_offered_without_end(
    channel: ChannelHandle, alice: MemberActor, set_mode: SetMode
) -> None:
    await set_mode(channel, "suggest")
    for _ in range(MAX_QUESTIONS + 3):
        await alice.send(channel, MLE)

    assert len(offers(channel)) == MAX_QUESTIONS
