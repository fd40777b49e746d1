"""What people read about privacy fits, is complete, and holds: the cards, and PRIVACY.md."""

import json
import re
from pathlib import Path
from typing import Any

import discord

from bot.listening import DIALOGUE_SECONDS, REPEAT_SECONDS
from bot.ui.privacy import FIELDS, TABLES, confirm, mine, overview
from intents.conversation import LIFETIME_SECONDS
from knowledge.store.privacy import Deleted, Held
from knowledge.store.retention import DAYS_AFTER_LEAVING, KEPT, KEPT_WITH_GUILD
from knowledge.store.store import Store
from tests.conftest import ROOT
from tests.discord.seen import Card, read_card


def test_every_table_is_told_of() -> None:
    tables = {keep.column.table.name for keep in KEPT} | {table.name for table in KEPT_WITH_GUILD}

    assert tables <= set(TABLES)
    assert set(FIELDS) == set(Held.__dataclass_fields__) == set(Deleted.__dataclass_fields__)


# --- sizes, and the document -------------------------------------------------


def read(view: discord.ui.LayoutView) -> Card:
    components: list[dict[str, Any]] = view.to_components()  # type: ignore[no-untyped-call]
    return read_card(components)


async def test_the_cards_fit_whatever_is_held(store: Store) -> None:
    for number in range(40):
        await store.suggestions.add(number, 7, 44, "x" * 4000)
    held = await store.privacy.show(7)

    card, (file,) = mine(held)
    for view in (card, confirm(held), overview(is_opted_out=True), overview(is_opted_out=None)):
        assert read(view).is_within_limits()
    assert len(json.loads(file.fp.read())["suggestions"]) == 40


def document_rows() -> dict[str, str]:
    """Return the rows of PRIVACY.md that tell of a table, by its name."""
    text = Path(ROOT / "PRIVACY.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \|(.+)\|$", text, re.MULTILINE)
    assert len(rows) == len(dict(rows))
    return dict(rows)


def test_the_document_tells_of_every_table_and_for_how_long() -> None:
    rows = document_rows()

    for keep in KEPT:
        expected = f"{keep.days} days" if keep.days else "until its day is over"
        assert expected in rows[keep.column.table.name], keep.column.table.name
    for table in KEPT_WITH_GUILD:
        assert f"{DAYS_AFTER_LEAVING} days after" in rows[table.name], table.name
    assert set(rows) == set(TABLES)


def test_the_document_tells_of_what_is_in_memory() -> None:
    text = Path(ROOT / "PRIVACY.md").read_text("utf-8")

    in_words = {300.0: "five minutes", 600.0: "ten minutes"}
    for seconds in (LIFETIME_SECONDS, DIALOGUE_SECONDS, REPEAT_SECONDS):
        assert in_words[seconds] in text
