"""The base of every modal: one that nobody hands in is forgotten.

Discord doesn't tell when somebody closes a modal, and discord.py holds one without a timeout for
ever, with all that stands in it.
"""

from discord import ui

MAX_TITLE_CHARS = 45
KEPT_SECONDS = 60 * 60.0  # handed in later, it fails, and Discord leaves it open with its text


class Sheet(ui.Modal):
    """A modal with a title, cut to Discord's limit."""

    def __init__(self, title: str) -> None:
        super().__init__(title=title[:MAX_TITLE_CHARS], timeout=KEPT_SECONDS)
