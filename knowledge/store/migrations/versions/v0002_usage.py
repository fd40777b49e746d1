"""Counts of what was answered."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table of counts."""
    op.create_table(
        "usage",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("facet", sa.String(length=32), autoincrement=False, nullable=False),
        sa.Column("answers", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guild.guild_id"], name="fk_usage_guild", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("guild_id", "day", "kind", "entry_id", "facet", name="pk_usage"),
    )
    op.create_index("ix_usage_day", "usage", ["day"])
