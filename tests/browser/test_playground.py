"""The playground, as a person sees it in a browser."""

import pytest

from bot.answers.answerer import Answerer
from tests.browser.pages import (
    ask,
    command,
    fill_form,
    find_browser,
    look_as,
    open_playground,
    press,
)

BROWSER = find_browser()

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(BROWSER is None, reason="NO CHROMIUM: the playground is not tested"),
]


async def test_a_newcomer_asks_and_gets_a_card(answerer: Answerer) -> None:
    assert BROWSER is not None
    async with open_playground(answerer, BROWSER) as page:
        question = "whats the diff between a data scientist and an ML enginer?"
        await ask(page, question, "Data Scientist vs ML Engineer")

        text = await page.inner_text("#channel-message-list")
        assert "Both need" in text
        assert "reviewed" in text


async def test_a_newcomer_presses_a_button(answerer: Answerer) -> None:
    assert BROWSER is not None
    async with open_playground(answerer, BROWSER) as page:
        await ask(page, "what is an nlp engineer?", "Core skills:")
        await page.click("#channel-message-list >> button:has-text('Skills')")
        await page.wait_for_selector("#channel-message-list >> text=NLP Engineer: skills")

        assert "Essential" in await page.inner_text("#channel-message-list")


async def test_a_moderator_teaches_a_term_and_a_newcomer_gets_it(answerer: Answerer) -> None:
    assert BROWSER is not None
    async with open_playground(answerer, BROWSER) as page:
        await look_as(page, "Moderator")
        await command(page, "kb add term", "What it means")
        text = "The model that this server trains together, one evening a week."
        await fill_form(page, {"name": "House model", "text": text}, "As members will see it")
        await press(page, "Publish", "Members get it from now on")
        await look_as(page, "Newcomer")
        await ask(page, "whats the house modle", "Sources: This server's curators")

        assert text in await page.locator("#channel-message-list > *").last.inner_text()
