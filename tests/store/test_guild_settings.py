import pytest
from pydantic import ValidationError
from sqlalchemy import text

from knowledge.store.database import Database
from knowledge.store.engines import make_engine, read_url
from knowledge.store.guild_settings import DEFAULTS, GuildSettings
from knowledge.store.store import Store, open_store
from tests.store.rows import rows


async def test_a_guild_that_set_nothing_has_the_defaults(store: Store, url: str) -> None:
    assert await store.settings.get(1) == DEFAULTS
    assert DEFAULTS.mode(77) == "mention"
    assert (await rows(url))["guild_settings"] == []  # asking leaves no trace


async def test_every_setting_is_read_back(store: Store, url: str) -> None:
    wanted = GuildSettings(
        curator_role_id=2**62,
        curators_channel_id=2,
        digest_channel_id=3,
        channel_modes={4: "auto", 5: "off"},
        language="pt-BR",
        is_ephemeral=True,
        hidden=frozenset({("role", "ml-engineer"), ("term", "llm")}),
    )

    await store.settings.change(1, lambda _: wanted)

    async with open_store(url) as another:
        assert await another.settings.get(1) == wanted
    assert wanted.mode(4) == "auto"
    assert await store.settings.get(2) == DEFAULTS


async def test_each_change_starts_from_what_is_stored_and_is_counted(
    store: Store, url: str
) -> None:
    async with open_store(url) as another:
        await store.settings.change(1, lambda old: old.having(language="de"))
        await another.settings.change(1, lambda old: old.having(is_ephemeral=True))

    changed = await store.settings.change(1, lambda old: old.having(digest_channel_id=9))

    assert (changed.language, changed.is_ephemeral, changed.digest_channel_id) == ("de", True, 9)
    assert await store.settings.get(1) == changed
    assert [row[1] for row in (await rows(url))["guild_settings"]] == [3]


async def test_a_value_that_does_not_fit_changes_nothing(store: Store) -> None:
    with pytest.raises(ValidationError):
        await store.settings.change(1, lambda old: old.having(channel_modes={1: "loud"}))

    assert await store.settings.get(1) == DEFAULTS
    assert await store.changes.latest() == 0


async def test_settings_of_another_version_can_be_read(url: str) -> None:
    async with open_store(url) as store:
        await store.settings.change(1, lambda old: old.having(language="de"))
        database = Database(make_engine(read_url(url)))
        async with database.writing() as connection:
            document = '{"language": "fr", "of_a_later_version": 1}'
            await connection.execute(
                text("UPDATE guild_settings SET document = :it"), {"it": document}
            )
        await database.close()

    async with open_store(url) as store:
        assert await store.settings.get(1) == DEFAULTS.having(language="fr")


async def test_only_so_many_are_remembered(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.store.guild_settings.MAX_REMEMBERED", 2)
    for guild_id in range(5):
        await store.settings.change(guild_id, lambda old: old.having(language="de"))

    for guild_id in range(5):
        for _ in range(2):
            assert (await store.settings.get(guild_id)).language == "de"
