"""The schema, as this version of the program expects it; `migrations/` brings a database there.

Each table but `counter` has the guild in its key and hangs on the guild's row, so that no row
can belong to nobody and deleting a guild's row deletes all that it left.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

from knowledge.fields import MAX_SLUG_CHARS
from knowledge.store.columns import Moment, Words

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def _guild() -> Column[int]:
    owner = ForeignKey("guild.guild_id", ondelete="CASCADE")
    return Column("guild_id", BigInteger, owner, primary_key=True, autoincrement=False)


def _key(name: str, kind: String | type[BigInteger] | type[Integer] | type[Date]) -> Column[object]:
    return Column(name, kind, primary_key=True, autoincrement=False)


KIND = String(16)
ENTRY_ID = String(MAX_SLUG_CHARS)

counter = Table(
    "counter",
    metadata,
    Column("counter_id", Integer, primary_key=True, autoincrement=False),
    Column("value", BigInteger, nullable=False),
    comment="One row: how many changes were ever made.",
)

guild = Table(
    "guild",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("changed", BigInteger, nullable=False, index=True),  # the counter at its last change
    Column("left_at", Moment, index=True),
)

revision = Table(
    "revision",
    metadata,
    _guild(),
    _key("kind", KIND),
    _key("entry_id", ENTRY_ID),
    _key("number", Integer),
    Column("document", Words),  # NULL: retracted
    Column("author_id", BigInteger, index=True),  # NULL: a former curator
    Column("saved_at", Moment, nullable=False),
    Column("note", Words, nullable=False),
    Column("sequence", BigInteger, nullable=False),  # the counter; one for all of one change
    Column("undoes", Integer),  # the number that this one took back
)

guild_settings = Table(
    "guild_settings",
    metadata,
    _guild(),
    Column("number", Integer, nullable=False),
    Column("document", Words, nullable=False),
)

gap_salt = Table(
    "gap_salt",
    metadata,
    _guild(),
    _key("day", Date),
    Column("salt", String(64), nullable=False),
)

gap = Table(
    "gap",
    metadata,
    _guild(),
    _key("gap_id", BigInteger),
    Column("words", Words, nullable=False),
    Column("state", String(16), nullable=False),
    Column("assigned_kind", KIND),
    Column("assigned_id", ENTRY_ID),
    Column("asked_on", Date, nullable=False, index=True),  # the last time
    UniqueConstraint("guild_id", "words"),
)

asking = Table(
    "asking",
    metadata,
    _guild(),
    _key("gap_id", BigInteger),
    _key("day", Date),
    _key("asker", String(32)),  # a hash by the salt of that day
    ForeignKeyConstraint(
        ["guild_id", "gap_id"], ["gap.guild_id", "gap.gap_id"], ondelete="CASCADE"
    ),
    Index("ix_asking_day", "day"),
)

vote = Table(
    "vote",
    metadata,
    _guild(),
    _key("kind", KIND),
    _key("entry_id", ENTRY_ID),
    _key("facet", String(32)),
    _key("answer_id", String(64)),
    _key("user_id", BigInteger),
    Column("is_helpful", Boolean, nullable=False),
    Column("voted_at", Moment, nullable=False, index=True),
    Index("ix_vote_user_id", "user_id"),
)

usage = Table(
    "usage",
    metadata,
    _guild(),
    _key("day", Date),
    _key("kind", KIND),
    _key("entry_id", ENTRY_ID),
    _key("facet", String(32)),
    Column("answers", BigInteger, nullable=False),
    Index("ix_usage_day", "day"),
)

suggestion = Table(
    "suggestion",
    metadata,
    _guild(),
    _key("suggestion_id", BigInteger),
    Column("author_id", BigInteger, nullable=False, index=True),
    Column("channel_id", BigInteger, nullable=False),
    Column("text", Words, nullable=False),
    Column("made_at", Moment, nullable=False, index=True),
    Column("state", String(16), nullable=False),
    Column("card_message_id", BigInteger),
    Column("decided_by", BigInteger, index=True),
    Column("decided_at", Moment),
)

opt_out = Table(
    "opt_out",
    metadata,
    _guild(),
    _key("user_id", BigInteger),
    Column("since", Moment, nullable=False),
    Index("ix_opt_out_user_id", "user_id"),
)
