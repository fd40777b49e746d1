"""Bring a database to the schema that this version of the program expects."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, text

from knowledge.store.outage import StoreUnavailable

HERE = Path(__file__).parent
_LOCK = 7_265_312_008  # any number: that of our advisory lock


def upgrade(connection: Connection) -> None:
    """Run every migration that the database lacks, inside of the connection's transaction.

    All or nothing on both engines; of several processes that start at once, one does the work.

    Raises:
        StoreUnavailable: the database was made by a newer version of the program.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StoreUnavailable(f"the database can't be brought up to date: {error}") from error
