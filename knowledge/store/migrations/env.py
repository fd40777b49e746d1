"""What Alembic runs for each command. The connection comes from `upgrade`, never from a file."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
