"""Whether an answer helped: who may say so, where, and what is kept of it."""

from simcord import ChannelHandle, Env, MemberActor

from bot.answers.answerer import Answerer
from bot.app import RolecallBot
from bot.errors import NOT_SAVED
from bot.ui.buttons import OUTDATED
from bot.ui.votes import NOT_YOURS_TO_RATE, THANKS, THANKS_AND_SUGGEST
from knowledge.store.feedback import Count
from knowledge.store.store import Store
from tests.discord.curating.outage import outage
from tests.discord.curating.pressing import press, said, until
from tests.discord.seen import card_of

UP, DOWN = "👍", "👎"
AMBIGUOUS = "should I become an NLP engineer or a data scientist"


async def counts_are(store: Store, env: Env, *wanted: Count) -> None:
    await until(lambda: store.feedback.counts(env.guild.id), wanted)


def skills(helpful: int, unhelpful: int) -> Count:
    return Count("role", "ml-engineer", "role-skills", helpful, unhelpful)


async def test_the_asker_votes_and_may_change_it(
    simcord_env: Env, channel: ChannelHandle, alice: MemberActor, store: Store
) -> None:
    shown = await alice.slash(channel, "role", name="ml-engineer", facet="skills")

    down = await press(alice, shown, DOWN)
    await counts_are(store, simcord_env, skills(0, 1))
    up = await press(alice, shown, UP)
    await counts_are(store, simcord_env, skills(1, 0))

    assert (said(down), said(up)) == (THANKS_AND_SUGGEST, THANKS)
    assert down.ephemeral
    assert up.ephemeral
    assert "/suggest" in said(down)
    assert card_of(channel.last_message).labels[-3:] == [UP, DOWN, "Remove"]


async def test_nobody_else_votes(
    simcord_env: Env, channel: ChannelHandle, alice: MemberActor, bob: MemberActor, store: Store
) -> None:
    shown = await alice.slash(channel, "role", name="ml-engineer", facet="skills")

    refused = await press(bob, shown, UP)

    assert said(refused) == NOT_YOURS_TO_RATE
    assert refused.ephemeral
    assert await store.feedback.counts(simcord_env.guild.id) == ()


async def test_every_answer_has_its_own_votes(
    simcord_env: Env, channel: ChannelHandle, alice: MemberActor, bob: MemberActor, store: Store
) -> None:
    for actor, vote in ((alice, UP), (alice, UP), (bob, DOWN)):
        shown = await actor.slash(channel, "role", name="ml-engineer", facet="skills")
        await press(actor, shown, vote)

    await counts_are(store, simcord_env, skills(2, 1))


async def test_a_card_that_was_turned_is_another_answer(
    simcord_env: Env, channel: ChannelHandle, alice: MemberActor, store: Store
) -> None:
    shown = await alice.slash(channel, "role", name="ml-engineer", facet="skills")
    await press(alice, shown, UP)
    await press(alice, shown, "Career")
    await press(alice, shown, DOWN)

    career = Count("role", "ml-engineer", "role-career", 0, 1)
    await counts_are(store, simcord_env, career, skills(1, 0))


async def test_an_answer_to_a_mention_is_voted_on_after_a_restart(
    simcord_env: Env,
    channel: ChannelHandle,
    alice: MemberActor,
    bot: RolecallBot,
    answerer: Answerer,
    store: Store,
) -> None:
    assert bot.user is not None
    await alice.send(channel, f"{bot.user.mention} what skills does an ml engineer need")
    answer = channel.last_message
    assert answer is not None
    await simcord_env.restart_bot(RolecallBot(answerer, store))

    await press(alice, answer, UP)

    await counts_are(store, simcord_env, skills(1, 0))


async def test_whoever_sees_a_private_card_votes_on_it(
    simcord_env: Env, channel: ChannelHandle, alice: MemberActor, bob: MemberActor, store: Store
) -> None:
    question = await bob.send(channel, "What skills does an ML engineer need?")
    preview = await alice.context_menu(channel, "Answer this", question)
    assert card_of(preview).labels[-3:] == [UP, DOWN, "Post it here"]
    await press(alice, preview, UP)

    shown = await alice.slash(channel, "role", name="data-scientist")
    own = await press(bob, shown, "Career")
    await press(bob, own, DOWN)

    career = Count("role", "data-scientist", "role-career", 0, 1)
    await counts_are(store, simcord_env, career, skills(1, 0))


async def test_what_is_asked_of_no_entry_counts_as_a_topic(
    simcord_env: Env, channel: ChannelHandle, alice: MemberActor, store: Store
) -> None:
    shown = await alice.slash(channel, "roles")
    await press(alice, shown, UP)

    await counts_are(store, simcord_env, Count("topic", "list-roles", "list-roles", 1, 0))


async def test_what_answers_nothing_takes_no_votes(
    channel: ChannelHandle, alice: MemberActor, bot: RolecallBot
) -> None:
    assert bot.user is not None
    for question in ("help", "zebra umbrella xylophone", "hello"):
        await alice.send(channel, f"{bot.user.mention} {question}")
        assert UP not in card_of(channel.last_message).labels
    unknown = await alice.slash(channel, "role", name="zebra umbrella")
    assert UP not in card_of(unknown).labels


async def test_a_question_back_takes_no_votes(
    channel: ChannelHandle, alice: MemberActor, unsure: None
) -> None:
    asked = await alice.slash(channel, "ask", question=AMBIGUOUS)

    assert card_of(asked).title == "Which of these do you mean?"
    assert UP not in card_of(asked).labels


async def test_direct_messages_take_no_votes(channel: ChannelHandle, alice: MemberActor) -> None:
    await alice.send_dm("what is an ml engineer")

    assert UP not in card_of(alice.user.dm_channel.last_message).labels


async def test_a_vote_on_what_is_hidden_since_says_so(
    simcord_env: Env, channel: ChannelHandle, alice: MemberActor, store: Store
) -> None:
    shown = await alice.slash(channel, "role", name="ml-engineer")
    hidden = frozenset({("role", "ml-engineer")})
    await store.settings.change(simcord_env.guild.id, lambda old: old.having(hidden=hidden))

    assert said(await press(alice, shown, UP)) == OUTDATED
    assert await store.feedback.counts(simcord_env.guild.id) == ()


async def test_with_the_store_away_a_vote_is_not_thanked_for(
    channel: ChannelHandle, alice: MemberActor
) -> None:
    shown = await alice.slash(channel, "role", name="ml-engineer")
    with outage():
        told = await press(alice, shown, UP)

    assert said(told) == NOT_SAVED
