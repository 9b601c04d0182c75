"""The home page on the worst day, and what every page says about its edition."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Edition

PHONE = {"width": 360, "height": 640}
HOME = "index.html"
STEP = "steps/4-backup-and-recovery.html"
BEFORE, AFTER = datetime(2026, 11, 20, 9), datetime(2030, 1, 1, 9)
EXAMPLE = {"zh": "示例", "en": "Example"}
EDITION = {
    "zh": re.compile(r"示例制造 · 第 1 版 · 有效至 \d{4}-\d\d-\d\d\s*$"),
    "en": re.compile(r"Example Manufacturing · Revision 1 · valid until \d{4}-\d\d-\d\d\s*$"),
}
OVERDUE = ("#runbook-expired-notice", "#runbook-contacts-notice")


def opened(page: Page, edition: Edition, language: str, name: str = HOME, at: datetime = BEFORE) -> Page:
    page.clock.set_fixed_time(at)
    page.goto(edition.url(language, name))
    return page


def test_the_first_action_is_seen_without_scrolling(
    new_page: Callable[..., Page], edition: Edition, language: str
) -> None:
    page = opened(new_page(edition, viewport=PHONE), edition, language)
    start = page.locator("[data-action=start]")
    expect(start).to_be_visible()
    stop, act, start = (
        each.bounding_box() for each in (*map(page.locator, (".home-stop", ".home-act")), start)
    )

    assert stop["y"] < act["y"] < start["y"]
    assert start["y"] + start["height"] <= PHONE["height"]
    assert start["height"] >= 43.5


def test_the_clock_starts_once_and_again_only_after_a_question(
    page: Page, edition: Edition, language: str
) -> None:
    opened(page, edition, language, at=datetime(2026, 11, 20, 14, 35))
    start, since = page.locator("[data-action=start]"), page.locator(".start-since")
    expect(start).to_contain_text("14:35")
    start.click()
    expect(since).to_contain_text("14:35")
    expect(start).to_be_hidden()
    expect(page.locator("[data-action=ask]")).to_be_focused()

    opened(page, edition, language, at=datetime(2026, 11, 20, 15, 10))
    expect(since).to_contain_text("14:35")
    page.locator("[data-action=ask]").click()
    expect(page.locator("[data-action=keep]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".start-confirm")).to_be_hidden()
    expect(since).to_contain_text("14:35")
    page.locator("[data-action=ask]").click()
    page.locator("[data-action=again]").click()
    expect(since).to_contain_text("15:10")


def test_a_step_counts_the_lines_that_are_done(page: Page, edition: Edition, language: str) -> None:
    opened(page, edition, language, STEP)
    page.check("#bk-photo-tick")
    page.check("#gate-copy-tick")
    page.check("#gate-second [value=no]")
    page.locator("#gate-second-tick").click()
    expect(page.locator("#gate-second [data-word=stop]")).to_be_visible()
    lines = page.locator(".checklist-line").count()

    opened(page, edition, language)
    counts = page.locator("runbook-progress")
    expect(counts).to_have_count(5)
    expect(counts.nth(3)).to_contain_text(f"2/{lines}")
    expect(counts.nth(0)).to_contain_text(re.compile(r"0/\d+"))


def test_without_scripts_there_are_no_numbers_and_no_button(
    new_page: Callable[..., Page], edition: Edition, language: str
) -> None:
    page = new_page(edition, java_script_enabled=False)
    page.goto(edition.url(language, HOME))

    for scripted in page.locator("runbook-progress, runbook-start").all():
        expect(scripted).to_be_hidden()


def test_a_telephone_number_can_be_tapped(
    new_page: Callable[..., Page], over_http: Edition, language: str
) -> None:
    page = opened(new_page(over_http, viewport=PHONE), over_http, language)
    hotline = page.locator("[data-value='vendor.hotline'] a")

    expect(hotline).to_have_attribute("href", "tel:4000000000")
    expect(hotline).to_have_text("400 000 0000")
    box = hotline.bounding_box()
    assert box["height"] >= 43.5


@pytest.mark.parametrize("name", [HOME, STEP])
def test_a_page_says_its_edition_and_that_it_is_an_example(
    page: Page, edition: Edition, language: str, name: str
) -> None:
    opened(page, edition, language, name)

    expect(page.locator(".runbook-edition .runbook-example")).to_have_text(EXAMPLE[language])
    expect(page.locator(".runbook-edition")).to_have_text(EDITION[language])
    for notice in OVERDUE:
        expect(page.locator(notice)).to_be_hidden()


def test_an_old_edition_says_so(page: Page, edition: Edition, language: str) -> None:
    opened(page, edition, language, STEP, AFTER)

    for notice in OVERDUE:
        expect(page.locator(notice)).to_be_visible()


def test_an_edition_lasts_to_the_end_of_its_day(new_page: Callable[..., Page], over_http: Edition) -> None:
    page = opened(new_page(over_http), over_http, "en")
    notice = page.locator(OVERDUE[0])
    midnight = datetime.fromisoformat(notice.get_attribute("data-from"))

    for at, shown in ((midnight - timedelta(minutes=1), False), (midnight, True)):
        opened(page, over_http, "en", at=at)
        expect(notice).to_be_visible(visible=shown)


def test_paper_says_which_edition_and_where_the_page_stands(
    new_page: Callable[..., Page], over_http: Edition, language: str
) -> None:
    page = opened(new_page(over_http), over_http, language, STEP)
    foot = page.locator(".runbook-foot")
    expect(foot).to_be_hidden()
    page.emulate_media(media="print")

    expect(foot).to_be_visible()
    path = over_http.url(language, STEP).removeprefix(over_http.base)
    expect(foot).to_contain_text(f"http://runbook.example/{path}")
    expect(foot).to_contain_text("2026-11-16")
    expect(page.locator(".runbook-edition")).to_be_hidden()
    for line in page.locator(".checklist-line").all()[:3]:
        assert line.evaluate("each => getComputedStyle(each).breakInside") == "avoid"


def test_previous_and_next_follow_the_steps(
    new_page: Callable[..., Page], over_http: Edition, language: str
) -> None:
    page = opened(new_page(over_http), over_http, language, "steps/1-stay-calm-and-assess.html")
    for name in ("2-basic-checks", "3-call-support", "4-backup-and-recovery"):
        page.locator(".md-footer__link--next").click()
        page.wait_for_url(over_http.url(language, f"steps/{name}.html"))
    page.locator(".md-footer__link--next").click()
    page.wait_for_url(over_http.url(language, "back-to-normal.html"))
    page.locator(".md-footer__link--next").click()
    page.wait_for_url(over_http.url(language, "steps/5-review-and-prevent.html"))
    page.locator(".md-footer__link--prev").click()
    page.wait_for_url(over_http.url(language, "back-to-normal.html"))
