"""What the rest of the program learns when the database fails it."""


class StoreUnavailable(Exception):  # noqa: N818 (what the store is, not what went wrong)
    """The database can't be reached or used.

    Attributes:
        may_be_saved: False: nothing was saved. True only if the connection broke during a commit,
            so that nobody can know; look before trying again.
    """

    def __init__(self, reason: str, *, may_be_saved: bool = False) -> None:
        super().__init__(reason)
        self.may_be_saved = may_be_saved
