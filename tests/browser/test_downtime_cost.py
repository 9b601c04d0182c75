"""The downtime cost as its reader uses it: six questions, then rows, in both languages."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Edition

PAGE = "calculators/downtime_cost.html"
FORM = "#downtime_cost-"


@pytest.fixture
def form(page: Page, edition: Edition, language: str) -> Page:
    page.goto(edition.url(language, PAGE))
    return page


def number(page: Page):
    return page.locator(".calculator-number")


def test_from_six_questions_to_rows_and_back(form: Page):
    expect(number(form)).to_have_text("¥118,049")
    expect(form.locator(f"{FORM}margin")).to_be_visible()
    expect(form.locator("[data-field=streams]")).to_be_hidden()

    # A day: 8 working hours of 16,864.11
    form.fill(f"{FORM}down", "24")
    expect(number(form)).to_have_text("¥134,913", timeout=60_000)

    form.check(f"{FORM}mode--full")
    expect(form.locator(f"{FORM}margin")).to_be_hidden()
    expect(form.locator("[data-field=streams]")).to_be_visible()
    expect(number(form)).to_have_text("¥91,019")
    assert form.locator(".calculator-drawing").count() == 2

    form.check(f"{FORM}mode--quick")
    expect(number(form)).to_have_text("¥134,913")


def test_the_tolerable_loss_and_another_currency(form: Page, language: str):
    form.locator(".calculator-more > summary").click()
    form.fill(f"{FORM}currency", "EUR")
    form.fill(f"{FORM}tolerable", "€50,000")

    expect(number(form)).to_have_text("€118,049", timeout=60_000)
    # 50,000 ÷ 16,864.11 = 2.965 h: 2 h 58 min, before the noon break
    passed = {"zh": "2 小时 58 分钟", "en": "2 h 58 min"}[language]
    expect(form.locator(".calculator-sentence")).to_contain_text(passed)

    form.fill(f"{FORM}tolerable", "$50,000")
    expect(form.locator(f"{FORM}tolerable-error")).to_contain_text("$50,000")
