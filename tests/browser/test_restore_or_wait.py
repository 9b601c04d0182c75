"""Restore or wait on its page: the answer follows, the guess that decides is named, the gate is near."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Edition
from tests.browser.test_calculator import field, number, ready
from tests.browser.test_links import PAGE

ANSWERS = {
    "zh": ("恢复，先核对", "恢复", "等维修", "结论取决于猜的数：修好还要多久"),
    "en": (
        "Restore, checks first",
        "Restore",
        "Wait",
        "The answer depends on a guess: time until the repair",
    ),
}
STEP = "steps/4-backup-and-recovery.html"


def test_the_answer_its_guess_and_its_gate(page: Page, edition: Edition, language: str) -> None:
    page.goto(edition.url(language, PAGE))
    first, restore, wait, depends = ANSWERS[language]
    expect(number(page)).to_have_text(first)
    ready(page)

    page.fill("#restore_or_wait-fix", "4–8–12")
    expect(page.locator(".calculator-sentence")).to_contain_text(depends)
    for check in field(page, "gate").get_by_role("checkbox").all():
        check.check()
    page.fill("#restore_or_wait-decides", "Li Na")
    expect(number(page)).to_have_text(restore)
    page.fill("#restore_or_wait-fix", "4")
    expect(number(page)).to_have_text(wait)

    page.locator(".calculator-section a").click()
    expect(page).to_have_url(edition.url(language, f"{STEP}#restore-gate"))
    expect(page.locator("runbook-checklist[name=restore-gate]")).to_be_in_viewport()


def test_it_stands_without_scripts_and_fits_a_phone(new_page, over_http: Edition, language: str) -> None:
    page = new_page(over_http, java_script_enabled=False, viewport={"width": 360, "height": 640})
    page.goto(over_http.url(language, PAGE))

    expect(number(page)).to_have_text(ANSWERS[language][0])
    expect(page.locator(".calculator-section a")).to_be_visible()

    page = new_page(over_http, viewport={"width": 360, "height": 640})
    page.goto(over_http.url(language, PAGE))
    ready(page)
    page.locator(".calculator-more > summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
