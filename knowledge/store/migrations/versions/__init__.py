"""The steps of the schema: one module each, never changed once it was released.

Columns are altered with `op.batch_alter_table`, because SQLite can't do it in place.
"""
