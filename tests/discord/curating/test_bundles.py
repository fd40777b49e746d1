"""`/kb export` and `/kb import`, as curators use them, and nobody else."""

import io
import zipfile
from collections.abc import Mapping
from datetime import timedelta

import discord
import pytest
from simcord import ChannelHandle, Env, InteractionResult, MemberActor, SetupError, assert_error

from bot.answers.answerer import Answerer
from bot.app import RolecallBot
from bot.curation.shelf import KEPT_SECONDS
from bot.curators import NotACuratorError
from knowledge.bundle import MAX_ZIP_BYTES
from knowledge.models import Kind
from knowledge.store.outage import StoreUnavailable
from knowledge.store.revision import Draft, EntryKey, Outcome, Revision, Saved
from knowledge.store.store import Store
from tests.content.trees import VALID
from tests.discord.seen import Card, card_of, read_card
from tests.knowledge.zips import zip_of

TASTER = (
    (VALID / "roles" / "tea-taster.yaml").read_text("utf-8").replace("tea-blender", "ml-engineer")
)
STEEPING = (
    (VALID / "topics" / "brewing.yaml").read_text("utf-8").replace("brewing", "steeping")
).replace("Brewing", "Steeping")
TERM = """\
id: oolong
name: Oolong
text: A tea between green and black, which is rolled and left to brown a little.
sources: [{title: This server's curators, read: 2026-11-01}]
reviewed: 2026-11-01
"""
TERMS = "terms:\n" + "".join(
    f"  {line}\n" for line in f"- {TERM}".replace("\n", "\n  ").strip().splitlines()
)
ADDITION = "id: data-engineer\nadds: {asks: {duties: [who keeps the pipes of tea flowing]}}\n"
ROLE_FILE, TOPIC_FILE = ("roles/tea-taster.yaml", TASTER), ("topics/steeping.yaml", STEEPING)
BOTH = zip_of(ROLE_FILE, TOPIC_FILE)


async def save(
    store: Store, env: Env, kind: Kind, entry_id: str, document: str | None, based_on: int = 0
) -> None:
    entry = EntryKey(env.guild.id, kind, entry_id)
    assert isinstance(await store.revisions.save(Draft(entry, document, based_on), 7), Saved)


async def live(store: Store, env: Env) -> Mapping[str, str | None]:
    return {r.entry.entry_id: r.document for r in await store.revisions.live(env.guild.id)}


async def heads(store: Store, env: Env) -> tuple[Revision, ...]:
    return await store.revisions.heads(env.guild.id)


async def bring(actor: MemberActor, channel: ChannelHandle, raw: bytes) -> InteractionResult:
    return await actor.slash(channel, "kb import", file=("entries.zip", raw))


def attached(result: InteractionResult) -> list[str]:
    assert result.response is not None
    return [attachment.filename for attachment in result.response.attachments]


async def unzipped(result: InteractionResult) -> dict[str, str]:
    assert result.response is not None
    (attachment,) = result.response.attachments
    with zipfile.ZipFile(io.BytesIO(await attachment.read())) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


async def press(actor: MemberActor, shown: InteractionResult, label: str) -> InteractionResult:
    assert shown.response is not None
    return await actor.click(shown.response, label=label)


def told(result: InteractionResult) -> Card:
    """Return the last thing that somebody was told in private."""
    (followup,) = result.followups
    return (
        read_card(followup.components) if followup.components else Card(followup.content, (), (), 0)
    )


# --- export


async def test_a_server_without_entries_of_its_own_is_told_so(
    channel: ChannelHandle, curator: MemberActor
) -> None:
    result = await curator.slash(channel, "kb export")

    assert result.ephemeral
    assert "no entries of its own yet" in card_of(result).text
    assert attached(result) == []


async def test_an_export_is_a_tree_like_the_base(
    simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store
) -> None:
    await save(store, simcord_env, "role", "tea-taster", TASTER)
    await save(store, simcord_env, "role", "data-engineer", ADDITION)
    await save(store, simcord_env, "term", "oolong", TERM)
    await save(store, simcord_env, "topic", "steeping", STEEPING)
    await save(store, simcord_env, "topic", "steeping", None, 1)

    result = await curator.slash(channel, "kb export")

    files = await unzipped(result)
    assert result.ephemeral
    assert files.keys() == {
        "roles/tea-taster.yaml", "roles/data-engineer.yaml", "terms.yaml",
    }  # fmt: skip
    assert files["roles/tea-taster.yaml"] == TASTER
    assert "who keeps the pipes of tea flowing" in files["roles/data-engineer.yaml"]
    assert "relations:" in files["roles/data-engineer.yaml"]
    assert "2 roles, 1 term" in card_of(result).text
    assert card_of(result).is_within_limits()


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_what_is_hidden_and_what_can_not_be_read_is_listed(
    simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store
) -> None:
    hidden = frozenset({("role", "ml-engineer"), ("topic", "no-more")})
    await store.settings.change(simcord_env.guild.id, lambda old: old.having(hidden=hidden))
    await save(store, simcord_env, "role", "tea-taster", TASTER)
    await save(store, simcord_env, "term", "broken", "id: broken\nold: yes\n")

    result = await curator.slash(channel, "kb export")

    text = card_of(result).text
    assert "Hidden here" in text
    assert "ML Engineer (role), no-more" in text
    assert "Left out" in text
    assert "`broken`" in text
    assert (await unzipped(result)).keys() == {"roles/tea-taster.yaml"}


async def test_no_server_gets_the_entries_of_another(
    simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store
) -> None:
    await save(store, simcord_env, "role", "tea-taster", TASTER)
    elsewhere = simcord_env.create_guild("elsewhere")
    there = elsewhere.create_text_channel("general")
    role = elsewhere.create_role("Admins", permissions=discord.Permissions(manage_guild=True))
    carol = elsewhere.add_member(simcord_env.create_user("carol"), roles=[role])

    result = await carol.slash(there, "kb export")

    assert attached(result) == []


# --- import


async def test_an_import_of_an_export_changes_nothing(
    simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store
) -> None:
    await save(store, simcord_env, "role", "tea-taster", f"# by hand\n{TASTER}")
    await save(store, simcord_env, "role", "data-engineer", ADDITION)
    await save(store, simcord_env, "term", "oolong", TERM)
    before = await heads(store, simcord_env)
    exported = await curator.slash(channel, "kb export")
    assert exported.response is not None
    raw = await exported.response.attachments[0].read()

    result = await bring(curator, channel, raw)

    card = card_of(result)
    assert "nothing to import" in card.text
    assert card.labels == []
    assert await heads(store, simcord_env) == before


async def test_nothing_is_changed_before_a_curator_says_so(
    simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store
) -> None:
    result = await bring(curator, channel, BOTH)

    card = card_of(result)
    assert result.ephemeral
    assert card.title == "Import: 2 new, 0 changed, 0 as they are"
    assert "**Tea Taster** (role `tea-taster`)" in card.text
    assert card.labels == ["Import", "Discard"]
    assert card.is_within_limits()
    assert await live(store, simcord_env) == {}


async def test_an_import_is_saved_whole_and_answered_at_once(
    simcord_env: Env,
    channel: ChannelHandle,
    curator: MemberActor,
    alice: MemberActor,
    store: Store,
) -> None:
    result = await bring(curator, channel, zip_of(ROLE_FILE, TOPIC_FILE, ("terms.yaml", TERMS)))
    await press(curator, result, "Import")

    card = card_of(result)
    saved = await heads(store, simcord_env)
    assert card.title == "Imported"
    assert "1 role, 1 term, 1 topic" in card.text
    assert card.labels == []
    assert {revision.sequence for revision in saved} == {saved[0].sequence}
    assert {(r.author_id, r.note, r.number) for r in saved} == {(curator.id, "imported", 1)}
    assert (await live(store, simcord_env))["tea-taster"] == TASTER
    assert card_of(await alice.slash(channel, "role", name="tea taster")).title == "Tea Taster"


async def test_somebody_with_the_role_that_the_server_named_may_do_it_too(
    simcord_env: Env, channel: ChannelHandle, keeper: MemberActor, bot: RolecallBot, store: Store
) -> None:
    await allow(simcord_env, bot, keeper)

    exported = await keeper.slash(channel, "kb export")
    result = await bring(keeper, channel, BOTH)
    await press(keeper, result, "Import")

    assert "no entries" in card_of(exported).text
    assert (await live(store, simcord_env)).keys() == {"tea-taster", "steeping"}


async def test_what_changes_is_shown_as_a_difference(
    simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store
) -> None:
    await save(store, simcord_env, "role", "tea-taster", TASTER)
    await save(store, simcord_env, "topic", "steeping", STEEPING)
    changed = TASTER.replace("from morning to evening", "from dusk to dawn")

    result = await bring(curator, channel, zip_of(("roles/tea-taster.yaml", changed), TOPIC_FILE))
    card = card_of(result)
    await press(curator, result, "Import")

    assert card.title == "Import: 0 new, 1 changed, 1 as they are"
    assert "```diff\n- summary: " in card.text
    assert "+ summary: Somebody who does the work of a Tea Taster from dusk to dawn." in card.text
    numbers = {r.entry.entry_id: r.number for r in await heads(store, simcord_env)}
    assert numbers == {"tea-taster": 2, "steeping": 1}
    assert (await live(store, simcord_env))["tea-taster"] == changed


async def test_an_entry_that_was_taken_back_comes_in_as_a_new_revision(
    simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store
) -> None:
    await save(store, simcord_env, "role", "tea-taster", TASTER)
    await save(store, simcord_env, "role", "tea-taster", None, 1)

    result = await bring(curator, channel, zip_of(ROLE_FILE))
    await press(curator, result, "Import")

    assert [r.number for r in await heads(store, simcord_env)] == [3]
    assert await live(store, simcord_env) == {"tea-taster": TASTER}


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_a_discarded_import_is_forgotten(
    simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store
) -> None:
    result = await bring(curator, channel, BOTH)
    assert result.response is not None
    custom_id = card_of(result).buttons[0].custom_id
    await press(curator, result, "Discard")

    assert "Nothing was imported" in card_of(result).text
    assert custom_id.startswith("rc1:")
    assert await live(store, simcord_env) == {}


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_what_is_wrong_is_said_with_its_place_and_nothing_is_changed(
    simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store
) -> None:
    raw = zip_of(
        ("roles/tea-taster.yaml", TASTER.replace("id: sql", "id: sqll")),
        TOPIC_FILE,
        ("terms.yaml", TERMS.replace("name:", "nmae:")),
    )

    result = await bring(curator, channel, raw)

    card = card_of(result)
    assert card.title == "Nothing imported: 3 problems"
    assert "`roles/tea-taster.yaml:15` `skills.essential.1.id`: there is no skill" in card.text
    assert "did you mean 'name'" in card.text
    assert card.labels == []
    assert attached(result) == []
    assert await live(store, simcord_env) == {}


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_more_problems_than_fit_are_in_a_file(
    channel: ChannelHandle, curator: MemberActor
) -> None:
    raw = zip_of(*((f"roles/tea-{n}.yaml", f"nmae: Tea {n}\n") for n in range(40)))

    result = await bring(curator, channel, raw)

    card = card_of(result)
    assert card.is_within_limits()
    assert "more: all of them are in the file" in card.text
    assert result.response is not None
    (file,) = result.response.attachments
    text = (await file.read()).decode()
    assert text.count("required, but not given") > 40
    assert all(f"roles/tea-{n}.yaml:1: " in text for n in range(40))


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_more_changes_than_fit_are_in_a_file(
    simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store
) -> None:
    def taster(n: int, time: str) -> tuple[str, str]:
        text = TASTER.replace("id: tea-taster", f"id: tea-{n}").replace("Tea Taster", f"Tea{n}")
        text = text.replace("tea sommelier", f"sommelier {n}").replace("tea tasting", f"field {n}")
        return f"roles/tea-{n}.yaml", text.replace("evening", time).replace("morning", time * 20)

    old, new = ([taster(n, time) for n in range(30)] for time in ("dusk", "dawn"))
    first = await bring(curator, channel, zip_of(*old))
    await press(curator, first, "Import")

    result = await bring(curator, channel, zip_of(*new))

    card = card_of(result)
    assert card.title == "Import: 0 new, 30 changed, 0 as they are"
    assert card.is_within_limits()
    assert result.response is not None
    (file,) = result.response.attachments
    text = (await file.read()).decode()
    assert all(f"role tea-{n} (changed)" in text for n in range(30))
    await press(curator, result, "Import")
    assert card_of(result).title == "Imported"
    assert attached(result) == []


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("raw", [b"", b"PK\3\4", TASTER.encode()])
async def test_what_is_no_zip_is_told_so(
    channel: ChannelHandle, curator: MemberActor, raw: bytes
) -> None:
    assert "not a zip" in card_of(await bring(curator, channel, raw)).text


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_what_is_too_large_is_refused_at_once_without_fetching_it(
    channel: ChannelHandle, curator: MemberActor
) -> None:
    result = await bring(curator, channel, b"PK" + b"\0" * MAX_ZIP_BYTES)

    assert result.ephemeral
    assert "larger than the 2 MiB" in card_of(result).text
    assert not result.deferred


async def test_somebody_who_was_faster_is_named_and_looked_at_again(
    simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store
) -> None:
    result = await bring(curator, channel, BOTH)
    theirs = TASTER.replace("from morning to evening", "at noon")
    await save(store, simcord_env, "role", "tea-taster", theirs)

    await press(curator, result, "Import")
    conflict = card_of(result)
    between = await live(store, simcord_env)
    await press(curator, result, "Look again")
    again = card_of(result)
    await press(curator, result, "Import")

    assert "role `tea-taster`" in conflict.text
    assert "steeping" not in conflict.text
    assert conflict.labels == ["Look again", "Discard"]
    assert between == {"tea-taster": theirs}
    assert again.title == "Import: 1 new, 1 changed, 0 as they are"
    assert "- summary: Somebody who does the work of a Tea Taster at noon." in again.text
    assert await live(store, simcord_env) == {"tea-taster": TASTER, "steeping": STEEPING}


async def test_a_name_that_somebody_took_meanwhile_is_not_taken_twice(
    simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store
) -> None:
    result = await bring(curator, channel, BOTH)
    theirs = TERM.replace("Oolong", "Tea Taster")
    await save(store, simcord_env, "term", "oolong", theirs)

    await press(curator, result, "Import")

    assert card_of(result).title.startswith("Nothing imported")
    assert card_of(result).labels == []
    assert await live(store, simcord_env) == {"oolong": theirs}


@pytest.mark.parametrize("may_be_saved", [False, True])
async def test_while_the_store_is_away_nothing_is_saved_and_the_import_stays(
    simcord_env: Env,
    channel: ChannelHandle,
    curator: MemberActor,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    may_be_saved: bool,
) -> None:
    result = await bring(curator, channel, BOTH)

    async def away(*_: object) -> Outcome:
        raise StoreUnavailable("away", may_be_saved=may_be_saved)

    with monkeypatch.context() as patch:
        patch.setattr(store.revisions, "save_all", away)
        failed = await press(curator, result, "Import")
    meanwhile = card_of(result)
    await press(curator, result, "Import")

    assert ("can't tell" if may_be_saved else "nothing was saved") in told(failed).text
    assert meanwhile.labels == ["Import", "Discard"]
    assert (await live(store, simcord_env)).keys() == {"tea-taster", "steeping"}


@pytest.mark.parametrize("command", ["export", "import"])
async def test_a_store_that_is_away_is_said(
    simcord_env: Env,
    channel: ChannelHandle,
    curator: MemberActor,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
) -> None:
    async def away(_: int) -> tuple[Revision, ...]:
        raise StoreUnavailable("away")

    monkeypatch.setattr(store.revisions, "heads", away)
    if command == "export":
        result = await curator.slash(channel, "kb export")
    else:
        result = await bring(curator, channel, BOTH)

    text = " ".join(
        message.content for message in (result.response, *result.followups) if message is not None
    )
    assert "My database is away" in text
    assert_error(simcord_env, StoreUnavailable)  # told, and recorded


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_after_a_restart_the_zip_is_asked_for_again(
    simcord_env: Env,
    channel: ChannelHandle,
    curator: MemberActor,
    answerer: Answerer,
    store: Store,
) -> None:
    result = await bring(curator, channel, BOTH)
    await simcord_env.restart_bot(RolecallBot(answerer, store, message_content=True))

    await press(curator, result, "Import")

    card = card_of(result)
    assert "Upload the zip again" in card.text
    assert card.labels == []
    assert await live(store, simcord_env) == {}


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_an_import_is_held_for_a_day_at_most(
    simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store
) -> None:
    result = await bring(curator, channel, BOTH)
    await simcord_env.advance_time(timedelta(seconds=KEPT_SECONDS + 1).total_seconds())

    pressed = await press(curator, result, "Import")

    shown = pressed.response or result.response
    assert shown is not None
    assert "Upload the zip again" in read_card(shown.components).text
    assert await live(store, simcord_env) == {}


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_a_curator_has_one_import_at_a_time(
    simcord_env: Env, channel: ChannelHandle, curator: MemberActor, store: Store
) -> None:
    first = await bring(curator, channel, zip_of(ROLE_FILE))
    second = await bring(curator, channel, zip_of(TOPIC_FILE))

    await press(curator, first, "Import")
    await press(curator, second, "Import")

    assert "you uploaded another one" in card_of(first).text
    assert (await live(store, simcord_env)).keys() == {"steeping"}


# --- who may


async def allow(env: Env, bot: RolecallBot, actor: MemberActor) -> None:
    """Let somebody use `/kb`, as a server's admins can, whatever their permissions are."""
    commands = await bot.tree.fetch_commands()
    (kb,) = [command for command in commands if command.name == "kb"]
    env.guild.set_command_permissions(kb, {actor: True})


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("command", ["export", "import"])
async def test_members_do_not_even_see_the_commands(
    channel: ChannelHandle, alice: MemberActor, command: str
) -> None:
    assert f"kb {command}" not in alice.available_commands(channel)
    with pytest.raises(SetupError):
        await alice.slash(channel, f"kb {command}", **_file_for(command))


@pytest.mark.parametrize("command", ["export", "import"])
async def test_who_is_no_curator_gets_nothing_although_discord_shows_the_commands(
    simcord_env: Env,
    channel: ChannelHandle,
    alice: MemberActor,
    keeper: MemberActor,
    bot: RolecallBot,
    store: Store,
    command: str,
) -> None:
    await allow(simcord_env, bot, alice)
    await save(store, simcord_env, "topic", "steeping", STEEPING)

    result = await alice.slash(channel, f"kb {command}", **_file_for(command))

    assert result.response is not None
    assert "That is for curators" in result.response.content
    assert result.ephemeral
    assert attached(result) == []
    assert (await live(store, simcord_env)).keys() == {"steeping"}
    assert_error(simcord_env, NotACuratorError)  # told, and recorded


async def test_somebody_who_is_no_curator_any_more_imports_nothing(
    simcord_env: Env, channel: ChannelHandle, keeper: MemberActor, bot: RolecallBot, store: Store
) -> None:
    await allow(simcord_env, bot, keeper)
    result = await bring(keeper, channel, BOTH)
    await store.settings.change(simcord_env.guild.id, lambda old: old.having(curator_role_id=None))

    pressed = await press(keeper, result, "Import")

    assert pressed.response is not None
    assert "That is for curators" in pressed.response.content
    assert await live(store, simcord_env) == {}


def _file_for(command: str) -> dict[str, tuple[str, bytes]]:
    return {"file": ("entries.zip", BOTH)} if command == "import" else {}
