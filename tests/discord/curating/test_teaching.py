"""Teaching by example, from a message or from a wrong answer."""

import pytest
from simcord import ChannelHandle, Env, MemberActor, SetupError

from bot.app import RolecallBot
from knowledge.store.store import Store
from tests.discord.curating.reviews import boxes_of, latest, push, read
from tests.discord.seen import card_of

TEACH, REFUSE = "Teach the bot", "Not for you"
SAID = "yo what is it like, being a data wrangler at acme inc"
BETTER = "how do i become a data wrangler"


async def documents(env: Env, store: Store) -> str:
    return "\n".join(found.document or "" for found in await store.revisions.live(env.guild.id))


async def test_a_lesson_reaches_its_entry_and_its_facet(
    simcord_env: Env,
    channel: ChannelHandle,
    curator: MemberActor,
    alice: MemberActor,
    store: Store,
) -> None:
    message = await alice.send(channel, SAID)
    form = await curator.context_menu(channel, TEACH, message)
    await curator.submit_modal(
        form, {"named": "data scientst", "facet": ["become"], "question": BETTER}
    )
    await push(channel, curator, "Publish")
    answer = card_of(await alice.slash(channel, "ask", question="How do I become a data wrangler?"))

    assert form.modal is not None
    assert SAID in str(form.modal["components"][0]["content"])
    assert answer.title == "Data Scientist: how to get in"
    stored = await documents(simcord_env, store)
    assert BETTER in stored
    assert "acme" not in stored


async def test_a_members_words_are_not_stored_as_they_are(
    simcord_env: Env,
    channel: ChannelHandle,
    curator: MemberActor,
    alice: MemberActor,
    store: Store,
) -> None:
    message = await alice.send(channel, SAID)
    form = await curator.context_menu(channel, TEACH, message)
    await curator.submit_modal(
        form, {"named": "data scientist", "facet": ["career"], "question": f" {SAID.upper()}! "}
    )
    refused = read(channel, curator)
    again = await push(channel, curator, "Go on")

    assert "members' words aren't stored" in refused.text
    assert again.modal is not None
    boxes = str(again.modal)
    assert "data scientist" in boxes  # what was typed is kept
    assert await documents(simcord_env, store) == ""


@pytest.mark.parametrize(
    ("typed", "said"),
    [("no such entry at all", "I have no entry called"), ("", "Pick the entry from the list")],
)
@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_an_entry_has_to_be_named(
    channel: ChannelHandle, curator: MemberActor, alice: MemberActor, typed: str, said: str
) -> None:
    message = await alice.send(channel, SAID)
    form = await curator.context_menu(channel, TEACH, message)

    await curator.submit_modal(form, {"named": typed, "question": BETTER})

    assert said in read(channel, curator).text


async def test_a_wrong_answer_is_taken_away_and_does_not_come_again(
    bot: RolecallBot, channel: ChannelHandle, curator: MemberActor, alice: MemberActor
) -> None:
    assert bot.user is not None
    asked = f"<@{bot.user.id}> what does an ml engineer do on the night train"
    await alice.send(channel, asked)
    wrong = latest(channel, alice)
    form = await curator.context_menu(channel, REFUSE, wrong)
    await curator.submit_modal(
        form,
        {"entry": ["role:ml-engineer"], "question": "what does the engineer of a night train do"},
    )
    await push(channel, curator, "Publish")
    seen = channel.history(viewer=alice)
    await alice.send(channel, f"<@{bot.user.id}> what does the engineer of a night train do")

    assert card_of(wrong).title.startswith("ML Engineer")
    assert wrong.id not in {message.id for message in seen}
    assert not read(channel, alice).title.startswith("ML Engineer")


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_only_answers_of_the_bot_can_be_wrong(
    channel: ChannelHandle, curator: MemberActor, alice: MemberActor
) -> None:
    message = await alice.send(channel, SAID)

    await curator.context_menu(channel, REFUSE, message)

    assert "isn't an answer of mine" in read(channel, curator).text


@pytest.mark.parametrize("menu", [TEACH, REFUSE])
@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_members_have_no_such_menu(
    channel: ChannelHandle, alice: MemberActor, menu: str
) -> None:
    message = await alice.send(channel, SAID)

    with pytest.raises(SetupError):
        await alice.context_menu(channel, menu, message)


async def test_who_is_mentioned_makes_no_other_wording(
    simcord_env: Env,
    bot: RolecallBot,
    channel: ChannelHandle,
    curator: MemberActor,
    alice: MemberActor,
    store: Store,
) -> None:
    assert bot.user is not None
    await alice.send(channel, f"<@{bot.user.id}> what does an ml engineer do on the night train")
    form = await curator.context_menu(channel, REFUSE, latest(channel, alice))
    said = "what does an ml engineer do on the night train"

    await curator.submit_modal(form, {"entry": ["role:ml-engineer"], "question": said})

    assert "value" not in boxes_of(form)["question"]  # the curator begins with an empty box
    assert "members' words aren't stored" in read(channel, curator).text
