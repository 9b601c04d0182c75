"""A link carries what was filled in: whoever opens it sees the same result."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Edition
from tests.browser.test_calculator import NIGHT_BEFORE, WINDOW, field, number, opened, ready

PYTHON = "**/assets/python/**"


def link(page: Page) -> str:
    """A link to the form as it stands."""
    page.locator("[data-action=link]").click()
    expect(page.locator('[data-done="link"]')).to_be_visible()
    return page.locator(".calculator-copy").input_value()


def test_a_link_shows_a_colleague_the_same_result(
    page: Page, new_page: Callable[..., Page], edition: Edition, language: str
) -> None:
    opened(page, edition, language)
    field(page, "backup").locator("input").fill(NIGHT_BEFORE)
    expect(number(page)).to_have_text(WINDOW[language][1], timeout=60_000)
    colleague = new_page(edition)

    colleague.goto(link(page))

    expect(number(colleague)).to_have_text(WINDOW[language][1], timeout=60_000)
    expect(field(colleague, "backup").locator("input")).to_have_value(NIGHT_BEFORE)
    colleague.wait_for_function("!location.hash")


def test_a_link_that_could_not_be_read_is_still_there_when_the_page_is_opened_again(
    new_page: Callable[..., Page], over_http: Edition
) -> None:
    sender, colleague = new_page(over_http), new_page(over_http, watched=False)
    field(opened(sender, over_http, "en"), "backup").locator("input").fill(NIGHT_BEFORE)
    ready(sender)
    colleague.context.route(PYTHON, lambda route: route.abort())

    colleague.goto(link(sender))
    expect(colleague.locator(".calculator-state[data-state=failed]:visible")).to_be_visible(timeout=60_000)
    colleague.context.unroute(PYTHON)
    colleague.reload()

    expect(number(colleague)).to_have_text(WINDOW["en"][1], timeout=60_000)
