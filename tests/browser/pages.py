"""A browser and the playground's page, for tests and for the pictures of the docs."""

import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import simcord
from playwright.async_api import Page, async_playwright

from bot.answers.answerer import Answerer
from bot.playground import open_client, set_stage

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE_MS = 30_000  # for a machine under load
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


async def look_as(page: Page, name: str) -> None:
    """Look through somebody's eyes."""
    await page.select_option("#viewer-picker", label=name)
    await page.wait_for_selector("text=Preview ready", timeout=PATIENCE_MS)
    await _settled(page)


async def command(page: Page, text: str, awaited: str, entry: str = "") -> None:
    """Run a slash command as a person does, and wait until the page says `awaited`.

    `entry` is typed into the first option, and the first thing that is offered is taken.
    """
    await page.fill(COMPOSER, f"/{text}")
    await page.wait_for_selector(f".command-popup >> text=/{text}", timeout=PATIENCE_MS)
    await page.press(COMPOSER, "Enter")
    if entry:
        await page.keyboard.type(entry)
        await page.wait_for_selector(f".command-popup >> text={entry} (", timeout=PATIENCE_MS)
        await page.keyboard.press("Enter")
    await page.click("#send-message")
    await page.wait_for_selector(f"text={awaited}", timeout=PATIENCE_MS)
    await _settled(page)


async def pick(page: Page, name: str, value: str) -> None:
    """Pick something in a menu of the form that is shown."""
    field = page.locator(f'.modal-dialog [data-custom-id="{name}"]')
    await field.locator(".select-trigger").click()
    await page.click(f'.select-option[data-value="{value}"] >> visible=true')


async def fill_form(page: Page, values: Mapping[str, str], awaited: str) -> None:
    """Fill in the form that is shown, hand it in, and wait until the page says `awaited`."""
    for name, text in values.items():
        await page.fill(f'.modal-dialog [name="{name}"]', text)
    await page.click(".modal-dialog button:has-text('Submit')")
    await page.wait_for_selector(f"#channel-message-list >> text={awaited}", timeout=PATIENCE_MS)
    await _settled(page)


async def press(page: Page, label: str, awaited: str) -> None:
    """Press the last button called `label`, and wait until the page says `awaited`."""
    await page.locator(f"#channel-message-list button:has-text('{label}')").last.click()
    await page.wait_for_selector(f"text={awaited}", timeout=PATIENCE_MS)
    await _settled(page)


async def _settled(page: Page) -> None:
    await page.wait_for_timeout(300)  # for fonts and the end of scrolling


async def ask(page: Page, question: str, awaited: str) -> None:
    """Type a question as a person does, and wait until a card says `awaited`."""
    await page.fill(COMPOSER, question)
    await page.press(COMPOSER, "Enter")
    await page.wait_for_selector(f"#channel-message-list >> text={awaited}", timeout=PATIENCE_MS)
