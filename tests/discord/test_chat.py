"""Questions in chat: mentions, replies, direct messages, "Answer this"."""

import pytest
from simcord import ChannelHandle, Env, MemberActor

from bot.app import RolecallBot
from tests.discord.seen import Card, card_of


def mention(bot: RolecallBot) -> str:
    assert bot.user is not None
    return bot.user.mention


def replies(channel: ChannelHandle, bot: RolecallBot) -> list[Card]:
    assert bot.user is not None
    return [card_of(m) for m in channel.history() if m.author.id == bot.user.id]


async def test_a_mention_is_answered(
    channel: ChannelHandle, alice: MemberActor, bot: RolecallBot
) -> None:
    await alice.send(channel, f"{mention(bot)} what does an nlp engineer do")

    card = card_of(channel.last_message)
    assert card.title == "NLP Engineer: what they do"
    assert card.labels[-1] == "Remove"


async def test_an_answer_is_a_reply_that_pings_nobody(
    simcord_env: Env, channel: ChannelHandle, alice: MemberActor, bot: RolecallBot
) -> None:
    await alice.send(channel, f"{mention(bot)} what is a data scientist")

    sent = simcord_env.http_requests[-1].json
    assert isinstance(sent, dict)
    assert sent["allowed_mentions"] == {"parse": [], "replied_user": False}
    assert sent["message_reference"]


async def test_talk_is_left_alone(
    channel: ChannelHandle, alice: MemberActor, bot: RolecallBot
) -> None:
    for text in ("what does an ml engineer do?", "thanks!", "anyone know a good sound engineer"):
        await alice.send(channel, text)

    assert replies(channel, bot) == []


async def test_a_mention_without_a_question_explains_itself(
    channel: ChannelHandle, alice: MemberActor, bot: RolecallBot
) -> None:
    await alice.send(channel, mention(bot))

    assert card_of(channel.last_message).title == "What I can do"


async def test_a_reply_to_a_card_follows_up_on_it(
    channel: ChannelHandle, alice: MemberActor, bob: MemberActor, bot: RolecallBot
) -> None:
    await alice.send(channel, f"{mention(bot)} what is a computer vision engineer?")
    card = channel.last_message
    assert card is not None
    await bob.send(channel, f"{mention(bot)} and the skills?", reply_to=card)

    assert card_of(channel.last_message).title == "Computer Vision Engineer: skills"


async def test_a_follow_up_takes_the_role_from_the_question_before(
    channel: ChannelHandle, alice: MemberActor, bot: RolecallBot
) -> None:
    await alice.send(channel, f"{mention(bot)} what does a data scientist do?")
    await alice.send(channel, f"{mention(bot)} and what skills do they need?")

    assert card_of(channel.last_message).title == "Data Scientist: skills"


async def test_nobody_follows_up_on_somebody_elses_question(
    channel: ChannelHandle, alice: MemberActor, bob: MemberActor, bot: RolecallBot
) -> None:
    await alice.send(channel, f"{mention(bot)} what does a data scientist do?")
    await bob.send(channel, f"{mention(bot)} and what skills do they need?")

    assert "Data Scientist" not in card_of(channel.last_message).title


async def test_direct_messages_need_no_mention(
    channel: ChannelHandle, alice: MemberActor, bot: RolecallBot
) -> None:
    await alice.send_dm("how do i become an ai product manager")

    card = card_of(alice.user.dm_channel.last_message)
    assert card.title == "AI Product Manager: how to get in"


async def test_an_ambiguous_question_is_asked_back(
    channel: ChannelHandle, alice: MemberActor, bob: MemberActor, bot: RolecallBot, unsure: None
) -> None:
    await alice.send(channel, f"{mention(bot)} should I become an NLP engineer or a data scientist")
    asked = channel.last_message
    assert asked is not None
    card = card_of(asked)
    assert card.title == "Which of these do you mean?"
    assert 2 <= len(card.labels) - 1 <= 3

    refused = await bob.click(asked, label=card.labels[0])
    chosen = await alice.click(asked, label=card.labels[0])

    assert refused.ephemeral
    assert refused.response is not None
    assert "Only the person who asked" in refused.response.content
    assert not chosen.ephemeral
    assert card_of(channel.last_message).title != card.title


async def test_an_unknown_question_offers_the_nearest(
    channel: ChannelHandle, alice: MemberActor, bot: RolecallBot
) -> None:
    await alice.send(channel, f"{mention(bot)} zebra umbrella ml engineer xylophone")

    card = card_of(channel.last_message)
    assert card.title in {"I don't know that", "Which of these do you mean?"}
    assert any("ML Engineer" in label for label in card.labels)


async def test_answer_this_is_private_and_can_be_posted(
    channel: ChannelHandle, alice: MemberActor, bob: MemberActor
) -> None:
    question = await bob.send(channel, "What skills do I need to be an NLP engineer?")
    preview = await alice.context_menu(channel, "Answer this", question)

    assert preview.ephemeral
    assert card_of(preview).title == "NLP Engineer: skills"
    assert preview.response is not None
    await alice.click(preview.response, label="Post it here")

    posted = card_of(channel.last_message)
    assert posted.title == "NLP Engineer: skills"
    assert posted.labels[-1] == "Remove"


async def test_answer_this_says_when_there_is_nothing_to_answer(
    channel: ChannelHandle, alice: MemberActor, bob: MemberActor
) -> None:
    talk = await bob.send(channel, "lol my cat sat on the keyboard again")
    preview = await alice.context_menu(channel, "Answer this", talk)

    assert preview.ephemeral
    assert card_of(preview).title == "I don't know that"


async def test_bots_are_not_answered(
    simcord_env: Env, channel: ChannelHandle, alice: MemberActor, bot: RolecallBot
) -> None:
    robot = simcord_env.guild.add_member(simcord_env.create_user("robot", bot=True))
    await robot.send(channel, f"{mention(bot)} what is an ml engineer?")

    assert replies(channel, bot) == []


async def test_a_question_channel_needs_no_mention(
    simcord_env: Env, channel: ChannelHandle, alice: MemberActor, bot: RolecallBot
) -> None:
    bot.question_channels = frozenset({channel.id})
    await alice.send_dm("hello")  # content of other channels is Discord's to send
    await alice.send(channel, f"{mention(bot)} what is an ml engineer?")

    assert card_of(channel.last_message).title == "ML Engineer"


@pytest.mark.parametrize("text", ["", "   ", "?", "🎉🎉", "https://example.org", "a" * 1900])
async def test_strange_questions_are_answered_calmly(
    channel: ChannelHandle, alice: MemberActor, bot: RolecallBot, text: str
) -> None:
    await alice.send(channel, f"{mention(bot)} {text}")

    assert card_of(channel.last_message).is_within_limits()


async def test_a_long_story_is_answered_by_its_question(
    channel: ChannelHandle, alice: MemberActor, bot: RolecallBot
) -> None:
    story = "I tried this and that, and none of it was for me. " * 30
    await alice.send(channel, f"{mention(bot)} {story} What does an NLP engineer do?")

    assert card_of(channel.last_message).title == "NLP Engineer: what they do"
