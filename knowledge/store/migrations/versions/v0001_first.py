"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table."""
    _changes()
    _entries()
    _gaps()
    _people()


def _changes() -> None:
    op.create_table(
        "counter",
        sa.Column("counter_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("counter_id", name="pk_counter"),
        comment="One row: how many changes were ever made.",
    )
    op.create_table(
        "guild",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("guild_id", name="pk_guild"),
    )
    op.create_index("ix_guild_changed", "guild", ["changed"])
    op.create_index("ix_guild_left_at", "guild", ["left_at"])
    op.execute("INSERT INTO counter (counter_id, value) VALUES (1, 0)")


def _entries() -> None:
    op.create_table(
        "revision",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document", sa.Text()),
        sa.Column("author_id", sa.BigInteger()),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("undoes", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guild.guild_id"], name="fk_revision_guild", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("guild_id", "kind", "entry_id", "number", name="pk_revision"),
    )
    op.create_index("ix_revision_author_id", "revision", ["author_id"])
    op.create_table(
        "guild_settings",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guild.guild_id"], name="fk_guild_settings_guild", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("guild_id", name="pk_guild_settings"),
    )


def _gaps() -> None:
    op.create_table(
        "gap_salt",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guild.guild_id"], name="fk_gap_salt_guild", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("guild_id", "day", name="pk_gap_salt"),
    )
    op.create_table(
        "gap",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("gap_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("assigned_kind", sa.String(length=16)),
        sa.Column("assigned_id", sa.String(length=40)),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guild.guild_id"], name="fk_gap_guild", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("guild_id", "gap_id", name="pk_gap"),
        sa.UniqueConstraint("guild_id", "words", name="uq_gap"),
    )
    op.create_index("ix_gap_asked_on", "gap", ["asked_on"])
    op.create_table(
        "asking",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("gap_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("asker", sa.String(length=32), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["guild_id", "gap_id"],
            ["gap.guild_id", "gap.gap_id"],
            name="fk_asking_gap",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guild.guild_id"], name="fk_asking_guild", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("guild_id", "gap_id", "day", "asker", name="pk_asking"),
    )
    op.create_index("ix_asking_day", "asking", ["day"])


def _people() -> None:
    op.create_table(
        "vote",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("facet", sa.String(length=32), autoincrement=False, nullable=False),
        sa.Column("answer_id", sa.String(length=64), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("is_helpful", sa.Boolean(), nullable=False),
        sa.Column("voted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guild.guild_id"], name="fk_vote_guild", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(
            "guild_id", "kind", "entry_id", "facet", "answer_id", "user_id", name="pk_vote"
        ),
    )
    op.create_index("ix_vote_user_id", "vote", ["user_id"])
    op.create_index("ix_vote_voted_at", "vote", ["voted_at"])
    op.create_table(
        "suggestion",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("suggestion_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("card_message_id", sa.BigInteger()),
        sa.Column("decided_by", sa.BigInteger()),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guild.guild_id"], name="fk_suggestion_guild", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("guild_id", "suggestion_id", name="pk_suggestion"),
    )
    op.create_index("ix_suggestion_author_id", "suggestion", ["author_id"])
    op.create_index("ix_suggestion_decided_by", "suggestion", ["decided_by"])
    op.create_index("ix_suggestion_made_at", "suggestion", ["made_at"])
    op.create_table(
        "opt_out",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guild.guild_id"], name="fk_opt_out_guild", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("guild_id", "user_id", name="pk_opt_out"),
    )
    op.create_index("ix_opt_out_user_id", "opt_out", ["user_id"])
