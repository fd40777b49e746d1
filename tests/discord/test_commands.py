"""Slash commands, as a member uses them."""

import pytest
from simcord import ChannelHandle, Env, MemberActor

from bot.app import RolecallBot
from bot.cogs.roles import MAX_CHOICES
from bot.publishing import is_same
from tests.discord.seen import card_of


async def test_a_role_is_shown_to_everybody(channel: ChannelHandle, alice: MemberActor) -> None:
    result = await alice.slash(channel, "role", name="ml-engineer")

    card = card_of(result)
    assert not result.ephemeral
    assert card.title == "ML Engineer"
    assert "reviewed 20" in card.text
    assert {"What they do", "Skills", "Resources", "Career", "How to get in"} <= set(card.labels)
    assert card.is_within_limits()


@pytest.mark.parametrize(
    ("facet", "says"),
    [
        ("duties", "- Build systems"),
        ("skills", "### Essential"),
        ("resources", "-# Page 1 of"),
        ("career", "### Levels"),
        ("become", "### Ways in"),
        ("related", "###"),
    ],
)
async def test_a_facet_is_answered_alone(
    channel: ChannelHandle, alice: MemberActor, facet: str, says: str
) -> None:
    card = card_of(await alice.slash(channel, "role", name="nlp-engineer", facet=facet))

    assert card.title.startswith("NLP Engineer: ")
    assert says in card.text
    current = [button.label for button in card.buttons if button.is_disabled]
    assert len(current) == 1


@pytest.mark.parametrize(
    "typed",
    ["MLE", "ml engineers", "Machine Learning Engineer", "machine lerning enginer", "ml-engineer"],
)
async def test_what_people_send_instead_of_a_choice_is_resolved(
    channel: ChannelHandle, alice: MemberActor, typed: str
) -> None:
    card = card_of(await alice.slash(channel, "role", name=typed))

    assert card.title == "ML Engineer"


async def test_an_unknown_role_is_said_in_private_with_the_nearest(
    channel: ChannelHandle, alice: MemberActor
) -> None:
    result = await alice.slash(channel, "role", name="vison langage")

    card = card_of(result)
    assert result.ephemeral
    assert card.title == "I don't know that"
    assert any("Computer Vision Engineer" in label for label in card.labels)


async def test_nothing_like_it_points_to_help(channel: ChannelHandle, alice: MemberActor) -> None:
    result = await alice.slash(channel, "role", name="🦑🦑🦑")

    assert result.ephemeral
    assert "/help" in card_of(result).text


async def test_two_roles_are_compared(channel: ChannelHandle, alice: MemberActor) -> None:
    result = await alice.slash(channel, "compare", first="data scientist", second="mle")

    card = card_of(result)
    assert card.title == "Data Scientist vs ML Engineer"
    assert "### Both need" in card.text
    assert "Sets it apart" in card.text


async def test_a_role_compared_with_itself_is_just_shown(
    channel: ChannelHandle, alice: MemberActor
) -> None:
    card = card_of(await alice.slash(channel, "compare", first="mle", second="ML Engineer"))

    assert card.title == "ML Engineer"


async def test_one_unknown_side_of_a_comparison_is_said(
    channel: ChannelHandle, alice: MemberActor
) -> None:
    result = await alice.slash(channel, "compare", first="mle", second="astronaut")

    assert result.ephemeral
    assert card_of(result).title == "I don't know that"


async def test_roles_are_listed_in_pages_and_lead_to_their_cards(
    channel: ChannelHandle, alice: MemberActor, bot: RolecallBot
) -> None:
    result = await alice.slash(channel, "roles")
    assert result.response is not None
    first = card_of(result)
    await alice.click(result.response, label="More")
    second = card_of(channel.last_message)

    for card in (first, second):
        names = [role.name for role in bot.desk.answerer.base.roles.values()]
        shown = [name for name in names if f"**{name}**" in card.text]
        assert shown
        assert set(shown) <= {*card.menu, *card.labels}
    assert first.text != second.text


async def test_resources_can_be_narrowed(channel: ChannelHandle, alice: MemberActor) -> None:
    result = await alice.slash(channel, "resources", kind="courses", **{"for": "nlp-engineer"})

    card = card_of(result)
    assert card.title == "Courses for NLP Engineer"
    assert "https://" in card.text
    assert "(course" in card.text
    assert "(book" not in card.text


async def test_resources_for_everybody(channel: ChannelHandle, alice: MemberActor) -> None:
    card = card_of(await alice.slash(channel, "resources"))

    assert card.title == "Resources"
    assert "https://" in card.text


async def test_resources_for_something_unknown_are_refused_in_private(
    channel: ChannelHandle, alice: MemberActor
) -> None:
    result = await alice.slash(channel, "resources", **{"for": "underwater welding"})

    assert result.ephemeral
    assert card_of(result).title == "I don't know that"


async def test_help_is_private(channel: ChannelHandle, alice: MemberActor) -> None:
    result = await alice.slash(channel, "help")

    assert result.ephemeral
    assert "/compare" in card_of(result).text


async def test_ask_answers_a_sure_question_for_everybody(
    channel: ChannelHandle, alice: MemberActor
) -> None:
    question = "whats the diff between a data scientist and an ML enginer?"
    result = await alice.slash(channel, "ask", question=question)

    assert not result.ephemeral
    assert card_of(result).title == "Data Scientist vs ML Engineer"


async def test_ask_says_in_private_what_it_does_not_know(
    channel: ChannelHandle, alice: MemberActor
) -> None:
    result = await alice.slash(channel, "ask", question="my washing machine leaks, any advice?")

    assert result.ephemeral
    assert card_of(result).title == "I don't know that"


async def test_ask_declines_what_is_not_ours(channel: ChannelHandle, alice: MemberActor) -> None:
    question = "how much does an ML engineer earn in Berlin?"
    result = await alice.slash(channel, "ask", question=question)

    assert result.ephemeral
    assert "pay" in card_of(result).text.lower()


async def test_nothing_typed_comes_back(channel: ChannelHandle, alice: MemberActor) -> None:
    evil = "@everyone <@1> [x](https://evil.example) ||**`what is an ml engineer"
    result = await alice.slash(channel, "ask", question=evil)

    text = card_of(result).text
    assert "evil" not in text
    assert "everyone" not in text


async def test_every_command_works_in_direct_messages(
    simcord_env: Env, channel: ChannelHandle, alice: MemberActor
) -> None:
    result = await alice.user.slash("role", name="data scientist")

    assert card_of(result).title == "Data Scientist"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ml engineer", "ML Engineer"),  # exact
        ("MLE", "MLE → ML Engineer"),  # acronym
        ("data sc", "Data Scientist"),  # prefix
        ("ethics", "AI Ethics Specialist"),  # beginning of a word
        ("scintist data", None),  # nothing is good enough, or it is: never an error
        ("comptuer vison", "Computer Vision Engineer"),  # typing errors
        ("reserch scientist", "Research Scientist (ML/AI)"),
    ],
)
async def test_autocomplete_ranks_and_forgives(
    channel: ChannelHandle, alice: MemberActor, typed: str, first: str | None
) -> None:
    choices = await alice.autocomplete(channel, "role", "name", typed)

    if first is not None:
        assert choices[0]["name"].startswith(first) or choices[0]["name"].endswith(f"→ {first}")
    assert len({choice["value"] for choice in choices}) == len(choices)


async def test_autocomplete_offers_everything_before_anything_is_typed(
    channel: ChannelHandle, alice: MemberActor, bot: RolecallBot
) -> None:
    choices = await alice.autocomplete(channel, "role", "name", "")

    assert len(choices) == min(MAX_CHOICES, len(bot.desk.answerer.base.roles))


async def test_autocomplete_of_resources_offers_skills_too(
    channel: ChannelHandle, alice: MemberActor
) -> None:
    choices = await alice.autocomplete(channel, "resources", "for", "pyto")

    assert "PyTorch" in [choice["name"] for choice in choices]


async def test_autocomplete_stands_anything(channel: ChannelHandle, alice: MemberActor) -> None:
    for typed in ("x" * 100, "😀", "\u200b", "a", "%s{}", "' OR 1=1"):
        choices = await alice.autocomplete(channel, "role", "name", typed)
        assert len(choices) <= MAX_CHOICES


async def test_commands_can_be_installed_by_servers_and_users(simcord_env: Env) -> None:
    (published,) = [r.json for r in simcord_env.http_requests if r.method == "PUT"]
    assert isinstance(published, list)

    names = {command["name"] for command in published}
    assert names == {"role", "compare", "roles", "resources", "ask", "help", "Answer this"}
    for command in published:
        assert command["integration_types"] == [0, 1]  # servers and users
        assert command["contexts"] == [0, 1, 2]  # servers, the bot's and other direct messages
        assert len(str(command)) < 8000  # Discord's limit for a command
        required = [option["required"] for option in command.get("options", ())]
        assert required == sorted(required, reverse=True)


OPTION = {"name": "n", "type": 3, "description": "d", "required": True, "max_length": 9}
COMMAND = {"name": "c", "type": 1, "description": "d", "options": [OPTION]}


@pytest.mark.parametrize(
    ("theirs", "same"),
    [
        ({**COMMAND, "id": "1", "version": "2", "nsfw": False}, True),
        ({**COMMAND, "options": [{**OPTION, "autocomplete": True}]}, False),  # we dropped it
        ({**COMMAND, "options": [{**OPTION, "max_length": 8}]}, False),
        ({**COMMAND, "options": []}, False),
        ({**COMMAND, "description": "other"}, False),
        ({**COMMAND, "name": "other"}, False),
    ],
)
def test_commands_that_differ_in_meaning_differ(theirs: dict[str, object], *, same: bool) -> None:
    assert is_same([COMMAND], [theirs]) is same


async def test_commands_are_published_only_when_they_changed(
    simcord_env: Env, channel: ChannelHandle, bot: RolecallBot
) -> None:
    def published() -> int:
        return sum(r.method == "PUT" and "commands" in r.path for r in simcord_env.http_requests)

    assert published() == 1
    await simcord_env.restart_bot(RolecallBot(bot.desk.answerer))
    assert published() == 1
