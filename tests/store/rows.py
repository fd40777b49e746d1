"""What really stands in the tables."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from knowledge.store.database import Database
from knowledge.store.engines import make_engine, read_url
from knowledge.store.tables import metadata

Rows = Mapping[str, list[tuple[Any, ...]]]


async def rows(url: str, guild_id: int | None = None) -> Rows:
    """Return all rows by table, those of one guild or of all."""
    database = Database(make_engine(read_url(url)))
    found: dict[str, list[tuple[Any, ...]]] = {}
    try:
        async with database.reading() as connection:
            for table in metadata.sorted_tables:
                query = select(table).order_by(*table.primary_key)
                if guild_id is not None:
                    if "guild_id" not in table.c:
                        continue
                    query = query.where(table.c.guild_id == guild_id)
                found[table.name] = [tuple(row) for row in await connection.execute(query)]
    finally:
        await database.close()
    return found
