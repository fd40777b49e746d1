"""A store that goes away and comes back, whatever its engine."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from knowledge.store.database import Database


@contextmanager
def outage() -> Iterator[None]:
    """Let no connection be made while inside."""

    def refuse(*_: object) -> None:
        raise ConnectionRefusedError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "_connected", refuse)
        yield
