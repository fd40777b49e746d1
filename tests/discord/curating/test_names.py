"""Other names of entries, and what a server doesn't want."""

import pytest
from simcord import ChannelHandle, Env, MemberActor, assert_error

from bot.app import RolecallBot
from knowledge.store.outage import StoreUnavailable
from knowledge.store.revision import EntryKey
from knowledge.store.store import Store
from tests.discord.curating.outage import outage
from tests.discord.curating.reviews import can_publish, push, read
from tests.discord.seen import card_of


async def test_a_name_is_added_without_freezing_the_entry(
    simcord_env: Env,
    bot: RolecallBot,
    channel: ChannelHandle,
    curator: MemberActor,
    alice: MemberActor,
    store: Store,
) -> None:
    await curator.slash(channel, "kb alias add", entry="ml engineer", name="model whisperer")
    await push(channel, curator, "Publish")
    found = card_of(await alice.slash(channel, "role", name="model whisperer"))

    assert found.title == "ML Engineer"
    saved = await store.revisions.newest(EntryKey(simcord_env.guild.id, "role", "ml-engineer"))
    assert saved is not None
    assert saved.document == (
        "id: ml-engineer\nadds:\n  aliases:\n    synonym:\n    - model whisperer\n"
    )
    shared = bot.desk.answerer.base.roles["ml-engineer"]
    assert "model whisperer" not in shared.aliases.synonym


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_a_name_that_is_taken_is_refused(
    channel: ChannelHandle, curator: MemberActor
) -> None:
    await curator.slash(channel, "kb alias add", entry="ml engineer", name="data scientist")

    review = read(channel, curator)

    assert "belongs to role 'data-scientist'" in review.text
    assert not can_publish(review)


async def test_ones_own_name_goes_as_it_came(
    channel: ChannelHandle, curator: MemberActor, alice: MemberActor
) -> None:
    for action in ("add", "remove"):
        await curator.slash(
            channel, f"kb alias {action}", entry="ml engineer", name="model whisperer"
        )
        await push(channel, curator, "Publish")

    gone = card_of(await alice.slash(channel, "role", name="model whisperer"))

    assert gone.title != "ML Engineer"


async def test_a_shared_name_goes_with_a_warning(
    channel: ChannelHandle, curator: MemberActor, alice: MemberActor
) -> None:
    offered = await curator.autocomplete(
        channel, "kb alias remove", "name", "ML dev", entry="role:ml-engineer"
    )
    await curator.slash(channel, "kb alias remove", entry="role:ml-engineer", name="ML dev")
    review = read(channel, curator)
    await push(channel, curator, "Publish")
    by_other = card_of(await alice.slash(channel, "role", name="MLE"))

    assert {"name": "ML dev", "value": "ML dev"} in offered
    assert "later changes of the shared entry won't reach it" in review.text
    assert "- aliases.hidden: ML dev" in review.text
    assert by_other.title == "ML Engineer"


async def test_a_name_that_an_entry_has_not_is_said(
    channel: ChannelHandle, curator: MemberActor
) -> None:
    await curator.slash(channel, "kb alias remove", entry="ml engineer", name="no such name")

    assert "has no other name “no such name”" in read(channel, curator).text


async def test_what_is_hidden_is_gone_until_it_is_brought_back(
    channel: ChannelHandle, curator: MemberActor, alice: MemberActor
) -> None:
    await curator.slash(channel, "kb hide", entry="term:overfitting")
    hidden = card_of(await alice.slash(channel, "ask", question="what is overfitting"))
    offered = await curator.autocomplete(channel, "kb unhide", "entry", "")
    await curator.slash(channel, "kb unhide", entry="term:overfitting")
    back = card_of(await alice.slash(channel, "ask", question="what is overfitting"))

    assert hidden.title != "Overfitting"
    assert offered == [{"name": "Overfitting (term)", "value": "term:overfitting"}]
    assert back.title == "Overfitting"


@pytest.mark.parametrize(
    ("command", "entry", "said"),
    [
        ("kb hide", "skill:python", "Skills can't be hidden"),
        ("kb hide", "no such thing at all", "I have no entry of that name"),
        ("kb unhide", "term:overfitting", "isn't hidden here"),
    ],
)
@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_what_can_not_be_hidden_or_shown_is_said(
    channel: ChannelHandle, curator: MemberActor, command: str, entry: str, said: str
) -> None:
    await curator.slash(channel, command, entry=entry)

    assert said in read(channel, curator).text


async def test_without_the_store_nothing_is_hidden(
    simcord_env: Env, channel: ChannelHandle, curator: MemberActor, alice: MemberActor
) -> None:
    with outage():
        told = await curator.slash(channel, "kb hide", entry="term:overfitting")
    shown = card_of(await alice.slash(channel, "ask", question="what is overfitting"))

    assert told.response is not None
    assert "nothing was saved" in told.response.content
    assert shown.title == "Overfitting"
    assert_error(simcord_env, StoreUnavailable)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_why_what_the_server_added_to_can_not_be_hidden_is_said(
    channel: ChannelHandle, curator: MemberActor
) -> None:
    await curator.slash(channel, "kb alias add", entry="ml engineer", name="model whisperer")
    await push(channel, curator, "Publish")

    await curator.slash(channel, "kb hide", entry="ml engineer")

    assert "changed **ML Engineer** or added to it" in read(channel, curator).text
