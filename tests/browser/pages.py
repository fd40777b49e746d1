"""A browser and the playground's page, for tests and for the pictures of the docs."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import simcord
from playwright.async_api import Page, async_playwright

from bot.answers.answerer import Answerer
from bot.playground import open_client, set_stage

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
COMPOSER = "#channel-composer-input"
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def find_browser() -> str | None:
    """Return the path of an installed Chromium, or None."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


@asynccontextmanager
async def open_playground(
    answerer: Answerer, browser: str, width: int = 1100, height: int = 1000
) -> AsyncIterator[Page]:
    """Serve the playground and open its page in a headless browser."""
    async with open_client(answerer) as client, simcord.run(client, shard_count=1) as env:
        stage = await set_stage(env, client)
        viewers = [stage.member, stage.moderator]
        async with (
            env.preview(stage.channel, viewers=viewers, layout="channel") as preview,
            async_playwright() as playwright,
        ):
            chromium = await playwright.chromium.launch(executable_path=browser, args=_QUIET)
            page = await chromium.new_page(viewport={"width": width, "height": height})
            await page.goto(preview.url)
            await page.wait_for_selector("text=Try me")
            yield page
            await chromium.close()


async def ask(page: Page, question: str, awaited: str) -> None:
    """Type a question as a person does, and wait until a card says `awaited`."""
    await page.fill(COMPOSER, question)
    await page.press(COMPOSER, "Enter")
    await page.wait_for_selector(f"#channel-message-list >> text={awaited}", timeout=10_000)
