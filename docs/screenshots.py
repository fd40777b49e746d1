"""Take the pictures of the docs anew: `make screenshots`. Needs an installed Chromium."""

import asyncio
import sys
from pathlib import Path

from bot.assembly import build_answerer
from bot.settings import load_settings
from tests.browser.pages import ask, find_browser, open_playground

IMAGES = Path(__file__).parent / "images"
QUESTIONS = (
    (
        "playground",
        "whats the diff between a data scientist and an ML enginer?",
        "Data Scientist vs ML Engineer",
    ),
)


async def take(browser: str) -> None:
    """Ask each question on a fresh page and take its picture."""
    IMAGES.mkdir(exist_ok=True)
    for name, question, awaited in QUESTIONS:
        answerer = build_answerer(load_settings().cache_dir)
        async with open_playground(answerer, browser, height=1080) as page:
            await ask(page, question, awaited)
            last = page.locator("#channel-message-list > *").last
            await last.scroll_into_view_if_needed()
            await page.wait_for_timeout(300)  # for fonts and the end of scrolling
            await page.screenshot(path=IMAGES / f"{name}.png")
            print(f"docs/images/{name}.png")


def main() -> int:
    """Take the pictures; return 1 where there is no browser."""
    browser = find_browser()
    if browser is None:
        print("no Chromium found", file=sys.stderr)
        return 1
    asyncio.run(take(browser))
    return 0


if __name__ == "__main__":
    sys.exit(main())
