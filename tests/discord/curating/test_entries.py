"""Writing entries: forms, files, the review, publishing; and who may."""

import pytest
from simcord import ChannelHandle, Env, MemberActor, assert_error

from bot.answers.answerer import Answerer
from bot.app import RolecallBot
from bot.curators import NotACuratorError
from bot.ui.modals import KEPT_SECONDS
from knowledge.store.revision import EntryKey
from knowledge.store.store import Store
from tests.discord.curating.outage import outage
from tests.discord.curating.pressing import allow
from tests.discord.curating.reviews import (
    TERM,
    boxes_of,
    can_publish,
    latest,
    push,
    read,
    write_term,
)
from tests.discord.seen import card_of

DOCUMENT = """\
id: flux-gate
name: Flux gate
text: A gate made of flux. Nobody has ever seen one, and everybody talks about it.
asks: [what is a flux gate]
sources: [{title: Ours, read: 2026-01-01}]
reviewed: 2026-01-01
"""

ON_SQLITE = pytest.mark.parametrize("url", ["sqlite"], indirect=True)  # where nothing is stored


def key(env: Env, entry_id: str = "flux-gate") -> EntryKey:
    return EntryKey(env.guild.id, "term", entry_id)


@ON_SQLITE
async def test_members_do_not_see_the_commands(
    channel: ChannelHandle, alice: MemberActor, curator: MemberActor
) -> None:
    assert not [name for name in alice.available_commands(channel) if name.startswith("kb ")]
    assert "kb add term" in curator.available_commands(channel)


async def test_who_sees_the_commands_and_is_no_curator_is_refused(
    simcord_env: Env, bot: RolecallBot, channel: ChannelHandle, alice: MemberActor
) -> None:
    await allow(simcord_env, bot, alice)

    result = await alice.slash(channel, "kb add term")

    assert result.response is not None
    assert "for curators" in result.response.content
    assert result.response.ephemeral
    assert_error(simcord_env, NotACuratorError)


async def test_the_role_that_the_server_named_may_teach(
    simcord_env: Env, bot: RolecallBot, channel: ChannelHandle, keeper: MemberActor
) -> None:
    await allow(simcord_env, bot, keeper)

    await write_term(channel, keeper)
    await push(channel, keeper, "Publish")

    assert read(channel, keeper).text.startswith("Published **Flux gate**")


async def test_a_term_goes_from_form_to_members(
    simcord_env: Env,
    channel: ChannelHandle,
    curator: MemberActor,
    alice: MemberActor,
    store: Store,
) -> None:
    await write_term(channel, curator)
    review = read(channel, curator)
    before = await store.revisions.newest(key(simcord_env))
    await push(channel, curator, "Publish")
    answer = card_of(await alice.slash(channel, "ask", question="whats a flux gate"))

    assert review.title == "New term: Flux gate"
    assert TERM["text"] in review.text  # as members will see it
    assert "no recorded question would go elsewhere" in review.text
    assert before is None  # nothing is saved before that
    assert answer.title == "Flux gate"
    saved = await store.revisions.newest(key(simcord_env))
    assert saved is not None
    assert (saved.number, saved.author_id) == (1, curator.id)


@ON_SQLITE
async def test_what_is_wrong_is_said_and_the_draft_is_kept(
    channel: ChannelHandle, curator: MemberActor
) -> None:
    await write_term(channel, curator, text="too short")
    wrong = read(channel, curator)
    form = await push(channel, curator, "Edit: Term")
    await curator.submit_modal(form, dict(TERM))
    right = read(channel, curator)

    assert "**What it means** (line 3 of the file)" in wrong.text
    assert "at least 20 characters" in wrong.text
    assert not can_publish(wrong)
    boxes = boxes_of(form)
    assert boxes["text"]["value"] == "too short"
    assert boxes["aliases"]["value"] == "fluxgate\nFLG"
    assert can_publish(right)


@ON_SQLITE
async def test_questions_that_would_go_elsewhere_are_named(
    channel: ChannelHandle, curator: MemberActor
) -> None:
    await write_term(channel, curator, asks="how do I become a machine learning engineer")

    review = read(channel, curator)

    assert "would go elsewhere" in review.text
    assert "from ML Engineer: how to get in to **Flux gate**" in review.text
    assert can_publish(review)  # it may be meant


@ON_SQLITE
async def test_a_name_that_is_taken_can_not_be_published(
    channel: ChannelHandle, curator: MemberActor
) -> None:
    await write_term(channel, curator, aliases="data scientist")

    review = read(channel, curator)

    assert "this name belongs to role 'data-scientist'" in review.text
    assert not can_publish(review)


@ON_SQLITE
async def test_an_id_that_is_taken_is_said(channel: ChannelHandle, curator: MemberActor) -> None:
    await write_term(channel, curator, name="Overfitting", aliases="", asks="")

    assert "'overfitting' is taken by Overfitting" in read(channel, curator).text


@ON_SQLITE
@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (DOCUMENT.replace("name:", "nmae:").encode(), "did you mean 'name'?"),
        (b"id: [1\n", "line 1"),
        (b"a: &x 1\nb: *x\n", "aliases aren't allowed"),
        (b"id: !!python/object:os.system x\n", "tags aren't allowed"),
        (DOCUMENT.replace("id: flux-gate", "id: flux-gate\nid: other").encode(), "given twice"),
        (b"[" * 100 + b"]" * 100, "nested deeper than 16"),
        (DOCUMENT.replace("A gate", "A @everyone gate").encode(), "mentions and invites"),
        (DOCUMENT.replace("A gate", "discord.gg/abc A gate").encode(), "mentions and invites"),
        (
            DOCUMENT.replace("title: Ours", "title: Ours, url: 'ftp://x'").encode(),
            "must be a link: it begins with http:// or https://",
        ),
        (DOCUMENT.replace("asks: [", "asks: what #[").encode(), "must be a list"),
        (DOCUMENT.replace("name: Flux gate", "name: '?!'").encode(), "needs a letter or a digit"),
        (DOCUMENT.replace("A gate", "A \u202egate").encode(), "turn the direction of text"),
        (b"", "expected `key: value` lines"),
    ],
)
async def test_a_bad_file_is_explained(
    channel: ChannelHandle, curator: MemberActor, raw: bytes, problem: str
) -> None:
    await curator.slash(channel, "kb add term", file=("term.yaml", raw))

    review = read(channel, curator)

    assert problem in review.text
    assert not can_publish(review)


@ON_SQLITE
@pytest.mark.parametrize(
    ("raw", "problem"),
    [(b"x" * (256 * 1024 + 1), "larger than the 256 KiB"), (b"name: \xff", "not UTF-8")],
)
async def test_a_file_that_is_no_text_leaves_the_draft_as_it_was(
    channel: ChannelHandle, curator: MemberActor, raw: bytes, problem: str
) -> None:
    await write_term(channel, curator)
    review = latest(channel, curator)
    form = await curator.click(review, label="Upload a file")
    await curator.submit_modal(form, {"file": ("term.yaml", raw)})
    told = read(channel, curator)
    await curator.click(review, label="Publish")

    assert problem in told.text
    assert "Published **Flux gate**" in card_of(channel.history(viewer=curator)[-2]).text


async def test_a_file_is_kept_word_for_word(
    simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store
) -> None:
    text = f"# ours, and nobody else's\n{DOCUMENT}"

    await curator.slash(channel, "kb add term", file=("x.yaml", text.encode()), why="asked for")
    await push(channel, curator, "Publish")

    saved = await store.revisions.newest(key(simcord_env))
    assert saved is not None
    assert (saved.document, saved.note) == (text, "asked for")


async def test_a_shared_entry_is_changed_for_one_server_alone(
    simcord_env: Env,
    bot: RolecallBot,
    channel: ChannelHandle,
    curator: MemberActor,
    alice: MemberActor,
) -> None:
    shared = bot.desk.answerer.base.terms["overfitting"]
    form = await curator.slash(channel, "kb edit", entry="overfitting")
    await curator.submit_modal(
        form, {"name": "Overfitting", "text": "Learning by heart, as we say in this server."}
    )
    review = read(channel, curator)
    await push(channel, curator, "Publish")
    elsewhere = simcord_env.create_guild("elsewhere")
    there = elsewhere.create_text_channel("general")
    carol = elsewhere.add_member(simcord_env.create_user("carol"))

    here = card_of(await alice.slash(channel, "ask", question="what is overfitting"))
    theirs = card_of(await carol.slash(there, "ask", question="what is overfitting"))

    assert f"- text: {shared.text[:40]}" in review.text
    assert "+ text: Learning by heart, as we say in this server." in review.text
    assert "Learning by heart, as we say in this server." in here.text
    assert shared.text in theirs.text
    assert bot.desk.answerer.base.terms["overfitting"] == shared


async def test_a_role_can_be_written_by_forms_alone(
    channel: ChannelHandle, curator: MemberActor, alice: MemberActor
) -> None:
    form = await curator.slash(channel, "kb add role")
    await curator.submit_modal(
        form,
        {
            "name": "Model Librarian",
            "summary": "Keeps the models of a firm findable, and knows who owns each.",
            "duties": "- Writes an entry for each model\n- Asks owners\n- Takes models away",
            "skills.essential": "Python | small programs\nSQL | finds models\ngit | history",
            "aliases": "MLIB\nmodel archivist",
        },
    )
    first = read(channel, curator)
    form = await push(channel, curator, "Edit: Getting there")
    await curator.submit_modal(
        form,
        {
            "education": "No certain degree; people come from libraries and from data.",
            "levels": "mid | 2-5 | Keeps the registry of one department.",
            "routes": "librarian | Knows catalogues; adds SQL.\nanalyst | Knows SQL; adds order.",
            "relations": "ML engineer | works-with | They make what the librarian keeps",
            "sources": "Our handbook | https://example.org/handbook",
        },
    )
    second = read(channel, curator)
    await push(channel, curator, "Publish")
    answer = card_of(await alice.slash(channel, "role", name="model archivist", facet="career"))

    assert "**Education** (line 1 of the file): required, but not given" in first.text
    assert can_publish(second)
    assert second.menu[0] == "Summary"
    assert answer.title == "Model Librarian: career"
    assert "Keeps the registry of one department." in answer.text


@ON_SQLITE
async def test_the_parts_of_a_role_can_be_looked_at_before(
    channel: ChannelHandle, curator: MemberActor
) -> None:
    await curator.slash(channel, "kb edit", entry="role:ml-engineer")

    await curator.select(latest(channel, curator), ["duties"])

    shown = read(channel, curator)
    assert shown.title == "ML Engineer: what they do"
    assert shown.labels == []


async def test_a_comparison_can_be_written_by_its_form_alone(
    channel: ChannelHandle, curator: MemberActor, alice: MemberActor
) -> None:
    form = await curator.slash(channel, "kb add comparison")
    await curator.submit_modal(
        form,
        {
            "between": "ML engineer, prompt engineer",
            "note": "Here the two sit in one team, and only one of them is on call at night.",
            "first": "Owns the model in production.",
            "second": "Owns the words that go into it.",
        },
    )
    await push(channel, curator, "Publish")

    shown = card_of(
        await alice.slash(channel, "compare", first="ml engineer", second="prompt engineer")
    )
    assert "only one of them is on call at night" in shown.text
    await curator.slash(channel, "kb edit", entry="ml-engineer and prompt-engineer")
    choices = await curator.autocomplete(channel, "kb edit", "entry", "")
    assert choices[0]["value"] == "comparison:ml-engineer-and-prompt-engineer"  # its own first


async def test_a_topic_is_found_by_its_names_and_by_other_words(
    channel: ChannelHandle, curator: MemberActor, alice: MemberActor
) -> None:
    form = await curator.slash(channel, "kb add topic")
    await curator.submit_modal(
        form,
        {
            "name": "Our NAS",
            "text": "Mount it with the address that is pinned here, then ask for a share.",
            "asks": "how do i mount the nas",
            "aliases": "file server, rule 5",
        },
    )
    await push(channel, curator, "Publish")

    for question in ("how can i mount the nas", "mount nas", "what is rule 5", "file server"):
        answer = card_of(await alice.slash(channel, "ask", question=question))
        assert answer.title == "Our NAS", question
    form = await curator.slash(channel, "kb edit", entry="our nas")
    assert boxes_of(form)["aliases"]["value"] == "file server\nrule 5"
    assert {"name": "Our NAS (topic)", "value": "topic:our-nas"} in await curator.autocomplete(
        channel, "kb remove", "entry", "nas"
    )


@ON_SQLITE
async def test_what_changes_nothing_can_not_be_published(
    channel: ChannelHandle, curator: MemberActor
) -> None:
    await curator.slash(channel, "kb edit", entry="role:ml-engineer")
    same = read(channel, curator)
    form = await curator.slash(channel, "kb edit", entry="overfitting")
    values = {place: box.get("value", "") for place, box in boxes_of(form).items()}
    await curator.submit_modal(form, values)
    looked_at = read(channel, curator)
    form = await push(channel, curator, "Edit: Term")
    await curator.submit_modal(form, {**values, "text": "Learning by heart, as we say here."})
    changed = read(channel, curator)

    for card in (same, looked_at):
        assert "your server has exactly this already" in card.text
        assert not can_publish(card)
    assert "later changes of the shared entry won't reach it" in changed.text
    assert can_publish(changed)


@ON_SQLITE
async def test_a_name_that_was_taken_can_be_changed(
    channel: ChannelHandle, curator: MemberActor
) -> None:
    await write_term(channel, curator, name="Overfitting", aliases="")
    form = await push(channel, curator, "Edit: Term")
    await curator.submit_modal(form, {**TERM, "name": "Overcooked model"})

    review = read(channel, curator)

    assert review.title == "New term: Overcooked model"
    assert can_publish(review)


async def test_two_who_edit_the_same_lose_nothing(
    simcord_env: Env,
    channel: ChannelHandle,
    curator: MemberActor,
    second: MemberActor,
    store: Store,
) -> None:
    for actor, text in (
        (curator, "The first wording of it."),
        (second, "The second wording of it."),
    ):
        form = await actor.slash(channel, "kb edit", entry="overfitting")
        await actor.submit_modal(form, {"name": "Overfitting", "text": text})
    await push(channel, curator, "Publish")
    await push(channel, second, "Publish")
    told = read(channel, second)
    still = await store.revisions.newest(key(simcord_env, "overfitting"))
    await push(channel, second, "Publish")
    over = await store.revisions.newest(key(simcord_env, "overfitting"))

    assert "Somebody was faster" in told.text
    assert f"<@{curator.id}> published a version" in told.text
    assert "- text: The first wording of it." in told.text
    assert "+ text: The second wording of it." in told.text
    assert still is not None
    assert (still.number, still.author_id) == (1, curator.id)
    assert over is not None
    assert (over.number, over.author_id) == (2, second.id)


@ON_SQLITE
async def test_a_draft_belongs_to_whoever_wrote_it(
    simcord_env: Env,
    bot: RolecallBot,
    channel: ChannelHandle,
    curator: MemberActor,
    second: MemberActor,
) -> None:
    await write_term(channel, curator)
    name = card_of(latest(channel, curator)).buttons[0].custom_id.rpartition(":")[2]

    drafts = bot.curatorship.curating.workshop.drafts

    now = simcord_env.now().timestamp()
    assert drafts.find(name, simcord_env.guild.id, curator.id, now) is not None
    assert drafts.find(name, simcord_env.guild.id, second.id, now) is None
    assert drafts.find(name, 1, curator.id, now) is None


async def test_who_deletes_what_is_theirs_loses_drafts_as_well(
    simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store
) -> None:
    await store.opt_outs.add(simcord_env.guild.id, curator.id)
    await write_term(channel, curator)
    review = latest(channel, curator)
    await curator.slash(channel, "privacy")
    await push(channel, curator, "Delete what is about me")
    await push(channel, curator, "Delete it for good")

    await curator.click(review, label="Publish")

    assert "I don't hold this draft any more" in read(channel, curator).text


async def test_a_discarded_draft_is_gone_and_nothing_was_saved(
    simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store
) -> None:
    await write_term(channel, curator)

    await push(channel, curator, "Discard")

    assert read(channel, curator).text == "Discarded. Nothing was published."
    assert await store.revisions.newest(key(simcord_env)) is None


async def test_a_restart_loses_no_text(
    simcord_env: Env,
    channel: ChannelHandle,
    curator: MemberActor,
    answerer: Answerer,
    store: Store,
) -> None:
    await write_term(channel, curator)
    review = latest(channel, curator)
    await simcord_env.restart_bot(RolecallBot(answerer, store))

    await curator.click(review, label="Publish")

    assert "I don't hold this draft any more" in read(channel, curator).text
    (file,) = review.attachments
    assert file.filename == "flux-gate.yaml"
    assert b"A gate made of flux" in await file.read()


async def test_without_the_store_nothing_is_saved_and_the_draft_is_kept(
    simcord_env: Env,
    channel: ChannelHandle,
    curator: MemberActor,
    alice: MemberActor,
    store: Store,
) -> None:
    with outage():
        await write_term(channel, curator)
        review = latest(channel, curator)
        told = await curator.click(review, label="Publish")
        answer = card_of(await alice.slash(channel, "ask", question="what is overfitting"))
    during = await store.revisions.newest(key(simcord_env))
    await curator.click(review, label="Publish")

    assert "My database is away" in card_of(review).text
    assert "nothing was saved" in told.followups[0].content
    assert answer.title == "Overfitting"
    assert during is None
    assert await store.revisions.newest(key(simcord_env)) is not None


@ON_SQLITE
@pytest.mark.parametrize("kind", ["role", "skill", "resource", "term", "topic", "comparison"])
async def test_every_template_can_be_handed_in_as_it_is(
    channel: ChannelHandle, curator: MemberActor, kind: str
) -> None:
    given = await curator.slash(channel, "kb template", kind=kind)
    assert given.response is not None
    (file,) = given.response.attachments

    await curator.slash(channel, f"kb add {kind}", file=(file.filename, await file.read()))

    assert can_publish(read(channel, curator))


@ON_SQLITE
async def test_texts_that_are_far_too_long_can_be_mended_in_the_form(
    channel: ChannelHandle, curator: MemberActor
) -> None:
    raw = f"name: {'x' * 5000}\ntext: {'y' * 900}\n".encode()

    await curator.slash(channel, "kb add term", file=("t.yaml", raw))
    card = read(channel, curator)
    form = await push(channel, curator, "Edit: Term")

    assert card.title.startswith("New term: xxx")
    text = boxes_of(form)["text"]
    assert text["value"] == "y" * 900
    assert text["max_length"] >= 900  # else Discord takes no such form


@ON_SQLITE
async def test_a_form_that_nobody_hands_in_is_forgotten(
    simcord_env: Env, bot: RolecallBot, channel: ChannelHandle, curator: MemberActor
) -> None:
    form = await curator.slash(channel, "kb add term")
    await simcord_env.advance_time(KEPT_SECONDS + 1)

    late = await curator.submit_modal(form, dict(TERM))

    assert late.response is None


@ON_SQLITE
@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (
            "comparison",
            {
                "between": "ml engineer\nprompt engineer",
                "note": "People confuse the two often enough.",
                "first": "It is about models",
                "second": "It is about prompts",
            },
        ),
        (
            "skill",
            {
                "name": "Flux bending",
                "kind": ["method"],
                "summary": "Bending flux until it fits the gate.",
            },
        ),
    ],
)
async def test_the_first_page_of_a_form_is_enough(
    channel: ChannelHandle, curator: MemberActor, kind: str, typed: dict[str, object]
) -> None:
    form = await curator.slash(channel, f"kb add {kind}")
    await curator.submit_modal(form, typed)

    assert can_publish(read(channel, curator))
