"""What communities added, and what they said: one schema on SQLite or PostgreSQL.

The only package that imports SQLAlchemy, Alembic and the database drivers. It knows no Discord and
no fuzzy matching. `knowledge.store.store.open_store` is its door.
"""
