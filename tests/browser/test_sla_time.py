"""The calculator of promises: the first question decides what is asked, and what the answer is."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Edition

PAGE = "calculators/sla_time.html"
QUESTIONS = ("allowed", "reached", "composite", "deadline", "coverage", "credits")
WORDS = {
    "zh": {
        "allowed": "43 分钟 12 秒",
        "kept": "达标，还余 0 小时",
        "due": "周一 3/16 11:30",
        "missed": "没达标",
    },
    "en": {"allowed": "43 min 12 s", "kept": "it was kept", "due": "Mon 16 Mar 11:30", "missed": "missed by"},
}


@pytest.fixture
def words(language: str) -> dict[str, str]:
    return WORDS[language]


@pytest.fixture
def form(page: Page, edition: Edition, language: str) -> Page:
    page.goto(edition.url(language, PAGE))
    return page


def field(page: Page, name: str):
    return page.locator(f"form [data-field='{name}']")


def number(page: Page):
    return page.locator(".calculator-number")


def test_the_first_question_decides_what_is_asked(form, words):
    expect(number(form)).to_have_text(words["allowed"])
    expect(field(form, "availability")).to_be_visible()
    expect(field(form, "called")).to_be_hidden()

    form.check("#sla_time-question--deadline")

    expect(number(form)).to_have_text(words["due"], timeout=60_000)
    expect(field(form, "availability")).to_be_hidden()
    expect(field(form, "called")).to_be_visible()
    expect(form.locator(".calculator-more")).to_be_visible()

    form.check("#sla_time-question--coverage")

    expect(number(form)).to_have_text("26.8%")
    expect(form.locator(".calculator-drawing svg rect[fill=none]")).to_have_count(7)
    expect(form.locator(".calculator-more")).to_be_hidden()  # there is nothing in it


def test_what_hangs_on_a_hidden_answer_is_hidden_too(form):
    form.check("#sla_time-period--month")
    expect(field(form, "starts")).to_be_visible()
    expect(field(form, "days")).to_be_hidden()

    form.check("#sla_time-question--deadline")

    expect(field(form, "starts")).to_be_hidden()
    expect(field(form, "period")).to_be_hidden()


def test_a_bound_met_exactly_is_met(form, words):
    form.check("#sla_time-question--reached")
    form.fill("#sla_time-outages-1-length", "30 min")
    form.fill("#sla_time-outages-2-length", "13.2 min")
    sentence = form.locator(".calculator-sentence")

    expect(sentence).to_contain_text(words["kept"], timeout=60_000)

    form.fill("#sla_time-outages-2-length", "13.21 min")

    expect(sentence).to_contain_text(words["missed"])


def test_a_phone_shows_no_sideways_scroll_whatever_is_asked(
    new_page: Callable[..., Page], over_http: Edition, language: str
):
    page = new_page(over_http, viewport={"width": 360, "height": 640})
    page.goto(over_http.url(language, PAGE))
    shown = None
    for question in QUESTIONS:
        page.check(f"#sla_time-question--{question}")
        if shown:
            expect(number(page)).not_to_have_text(shown, timeout=60_000)
        shown = number(page).inner_text()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
