"""Take the pictures of the docs anew: `make screenshots`. Needs an installed Chromium."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from playwright.async_api import Page

from bot.assembly import build_answerer
from bot.settings import load_settings
from tests.browser.pages import (
    ask,
    command,
    fill_form,
    find_browser,
    look_as,
    open_playground,
    pick,
    press,
)

IMAGES = Path(__file__).parent / "images"
HEIGHT = 1080

TERM = {
    "name": "House model",
    "text": "The model that this server trains together, one evening a week. Anybody may join.",
    "aliases": "club model\nHM",
    "asks": "what is the house model\nwhen do we train the house model",
}


class Camera:
    """Takes pictures of a page for the docs."""

    def __init__(self, page: Page) -> None:
        self._page = page

    async def take(self, name: str) -> None:
        """Take a picture of the whole page, scrolled to its last message."""
        last = self._page.locator("#channel-message-list > *").last
        await last.scroll_into_view_if_needed()
        await self._page.mouse.move(1, 1)  # or what is under it shows its tools
        await self._page.wait_for_timeout(300)  # for fonts and the end of scrolling
        await self._page.screenshot(path=IMAGES / f"{name}.png")
        print(f"docs/images/{name}.png")


async def answers(page: Page, camera: Camera) -> None:
    """Ask as a newcomer does."""
    question = "whats the diff between a data scientist and an ML enginer?"
    await ask(page, question, "Data Scientist vs ML Engineer")
    await camera.take("playground")


async def entries(page: Page, camera: Camera) -> None:
    """Write a term, with a mistake first; take it back."""
    await look_as(page, "Moderator")
    await command(page, "kb add term", "What it means")
    await camera.take("form")
    wrong = {**TERM, "text": "What we train.", "aliases": "data scientist"}
    await fill_form(page, wrong, "To mend first")
    await camera.take("problems")
    await press(page, "Edit: Term", "What it means")
    asks = f"{TERM['asks']}\nhow do I become a machine learning engineer"
    await fill_form(page, {**TERM, "asks": asks}, "would go elsewhere")
    await camera.take("review")
    await press(page, "Publish", "Published")
    await command(page, "kb edit", "What it means", entry="House model")
    text = f"{TERM['text']} Bring a laptop."
    await fill_form(page, {**TERM, "text": text}, "What differs")
    await press(page, "Publish", "revision 2")
    await command(page, "kb history", "History of House model", entry="House model")
    await camera.take("history")


async def gaps(page: Page, camera: Camera) -> None:
    """Ask what nothing answers, and go through it."""
    question = "how do i book the gpu cluster of our club"
    await ask(page, question, "I don't know that")
    await look_as(page, "Moderator")
    await ask(page, question, "I don't know that")
    await command(page, "kb gaps", "What I couldn't answer")
    await camera.take("gaps")


async def suggestions(page: Page, camera: Camera) -> None:
    """Suggest something as a member, and see it as a curator."""
    await command(page, "suggest", "Suggest something")
    await pick(page, "kind", "term")
    values = {"name": TERM["name"], "text": TERM["text"]}
    await fill_form(page, values, "Suggestion: House model")
    await look_as(page, "Moderator")
    await camera.take("suggestion")


async def settings(page: Page, camera: Camera) -> None:
    """Look at the settings and at how things stand."""
    await look_as(page, "Moderator")
    await command(page, "settings show", "Settings")
    await camera.take("settings")


SCENES: tuple[Callable[[Page, Camera], Awaitable[None]], ...] = (
    answers,
    entries,
    gaps,
    suggestions,
    settings,
)


async def take_all(browser: str) -> None:
    """Play each scene on a fresh page and take its pictures."""
    IMAGES.mkdir(exist_ok=True)
    for scene in SCENES:
        answerer = build_answerer(load_settings().cache_dir)
        async with open_playground(answerer, browser, height=HEIGHT) as page:
            await scene(page, Camera(page))


def main() -> int:
    """Take the pictures; return 1 where there is no browser."""
    browser = find_browser()
    if browser is None:
        print("no Chromium found", file=sys.stderr)
        return 1
    asyncio.run(take_all(browser))
    return 0


if __name__ == "__main__":
    sys.exit(main())
