"""The buttons of cards: who may press them, what they do, and that they outlive a restart."""

import pytest
from simcord import ChannelHandle, Env, MemberActor

from bot.answers.answerer import Answerer
from bot.app import RolecallBot
from tests.discord.seen import card_of


async def test_the_asker_turns_their_card_to_another_facet(
    channel: ChannelHandle, alice: MemberActor
) -> None:
    shown = await alice.slash(channel, "role", name="data-scientist")
    assert shown.response is not None
    await alice.click(shown.response, label="Skills")

    assert len(channel.history()) == 1
    card = card_of(channel.last_message)
    assert card.title == "Data Scientist: skills"
    assert [b.label for b in card.buttons if b.is_disabled] == ["Skills"]


async def test_somebody_else_gets_a_card_of_their_own(
    channel: ChannelHandle, alice: MemberActor, bob: MemberActor
) -> None:
    shown = await alice.slash(channel, "role", name="data-scientist")
    assert shown.response is not None
    result = await bob.click(shown.response, label="Skills")

    assert result.ephemeral
    assert card_of(result).title == "Data Scientist: skills"
    assert card_of(channel.last_message).title == "Data Scientist"


async def test_a_related_role_is_one_press_away(channel: ChannelHandle, alice: MemberActor) -> None:
    shown = await alice.slash(channel, "role", name="ml-engineer")
    assert shown.response is not None
    await alice.click(shown.response, label="vs Data Scientist")

    assert card_of(channel.last_message).title == "ML Engineer vs Data Scientist"


async def test_the_list_of_roles_leads_to_each(channel: ChannelHandle, alice: MemberActor) -> None:
    shown = await alice.slash(channel, "roles")
    assert shown.response is not None
    await alice.select(shown.response, ["su:rnlp-engineer:0"])

    assert card_of(channel.last_message).title == "NLP Engineer"


async def test_long_lists_have_pages(channel: ChannelHandle, alice: MemberActor) -> None:
    shown = await alice.slash(channel, "role", name="ml-engineer", facet="resources")
    assert shown.response is not None
    first = card_of(shown)
    await alice.click(shown.response, label="More")
    second = card_of(channel.last_message)
    assert channel.last_message is not None
    await alice.click(channel.last_message, label="Earlier")

    assert second.title == first.title
    assert [b.label for b in second.buttons if b.is_disabled] == ["Resources"]
    assert second.text != first.text
    assert card_of(channel.last_message).text == first.text


async def test_buttons_work_after_a_restart(
    simcord_env: Env, channel: ChannelHandle, alice: MemberActor, answerer: Answerer
) -> None:
    shown = await alice.slash(channel, "role", name="nlp-engineer")
    choices = await alice.slash(channel, "roles")
    assert shown.response is not None
    assert choices.response is not None
    await simcord_env.restart_bot(RolecallBot(answerer))

    await alice.click(shown.response, label="Career")
    await alice.select(choices.response, ["su:rml-engineer:0"])

    titles = [card_of(message).title for message in channel.history()]
    assert titles == ["NLP Engineer: career", "ML Engineer"]


@pytest.mark.parametrize("who", ["asker", "moderator"])
async def test_the_asker_and_moderators_can_take_an_answer_away(
    channel: ChannelHandle, alice: MemberActor, mod: MemberActor, who: str
) -> None:
    shown = await alice.slash(channel, "role", name="ml-engineer")
    assert shown.response is not None
    await (alice if who == "asker" else mod).click(shown.response, label="Remove")

    assert channel.history() == []


async def test_taking_away_what_is_gone_is_no_bug(
    simcord_env: Env, channel: ChannelHandle, alice: MemberActor, caplog: pytest.LogCaptureFixture
) -> None:
    shown = await alice.slash(channel, "role", name="ml-engineer")
    assert shown.response is not None
    simcord_env.inject_error("DELETE", "/webhooks/*", status=404, code=10008)
    await alice.click(shown.response, label="Remove")

    assert "incident" not in caplog.text


async def test_nobody_else_can_take_it_away(
    channel: ChannelHandle, alice: MemberActor, bob: MemberActor
) -> None:
    shown = await alice.slash(channel, "role", name="ml-engineer")
    assert shown.response is not None
    refused = await bob.click(shown.response, label="Remove")

    assert refused.ephemeral
    assert len(channel.history()) == 1


async def test_a_mention_answer_can_be_taken_away_after_a_restart(
    simcord_env: Env,
    channel: ChannelHandle,
    alice: MemberActor,
    bot: RolecallBot,
    answerer: Answerer,
) -> None:
    assert bot.user is not None
    await alice.send(channel, f"{bot.user.mention} what is an ml engineer")
    answer = channel.last_message
    assert answer is not None
    await simcord_env.restart_bot(RolecallBot(answerer))
    await alice.click(answer, label="Remove")

    assert [message.author.id for message in channel.history()] == [alice.id]


async def test_the_chooser_of_a_slash_question_stays_private(
    channel: ChannelHandle, alice: MemberActor, unsure: None
) -> None:
    question = "data science -> NLP engineer"
    shown = await alice.slash(channel, "ask", question=question)
    assert shown.ephemeral
    assert shown.response is not None
    await alice.click(shown.response, label=card_of(shown).labels[0])

    card = card_of(shown)
    assert card.title != "Which of these do you mean?"
    assert card.labels[-1] == "Post it here"
