"""The symptom router as somebody in a hurry uses it: by keys, in danger, on a phone, on paper."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Edition

PAGE = "calculators/triage.html"
WORDS = {
    "zh": {
        "first": "有没有危险",
        "server": "服务器",
        "likely": "最像是：服务器",
        "leave": "人先走",
        "stay out": "不进机房",
        "guess": "推测",
    },
    "en": {
        "first": "Any danger",
        "server": "Server",
        "likely": "This looks most like: Server",
        "leave": "Leave first",
        "stay out": "Stay out of the server room",
        "guess": "a guess",
    },
}
SHEETS = re.compile(rb"/Type\s*/Page\b")
ONLY_THE_TABLE = """() => {
  const table = document.querySelector(".decisions");
  for (let kept = table; kept !== document.body; kept = kept.parentElement) {
    for (const other of [...kept.parentElement.children]) {
      if (other !== kept && other !== table.previousElementSibling) other.style.display = "none";
    }
  }
}"""


@pytest.fixture
def words(language: str) -> dict[str, str]:
    return WORDS[language]


@pytest.fixture
def router(page: Page, edition: Edition, language: str) -> Page:
    page.goto(edition.url(language, PAGE))
    return page


def number(page: Page):
    return page.locator(".calculator-number")


def press_down_to(page: Page, id_: str) -> None:
    """Choose an answer by keys alone: Tab to its question, arrow to it."""
    question = id_.rpartition("-")[0]
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id").startswith(question):
            break
    for _ in range(10):
        if page.evaluate("document.activeElement.id") == id_:
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.locator(f"#{id_}")).to_be_checked()


def test_by_keys_alone_from_nothing_to_a_likely_layer_and_a_number_to_call(router, words):
    expect(number(router)).to_have_text(words["first"])
    router.locator("h1").click()

    for id_ in ("danger--no", "ransom--no", "outside--yes", "login_page--no", "hosting--own"):
        press_down_to(router, f"triage-{id_}")
    while router.evaluate("document.activeElement.tagName") != "SUMMARY":
        router.keyboard.press("Tab")
    router.keyboard.press("Enter")
    press_down_to(router, "triage-light--off")

    expect(number(router)).to_have_text(words["server"], timeout=60_000)
    expect(router.locator(".calculator-sentence")).to_contain_text(words["likely"])
    expect(router.locator(".calculator-sentence")).to_contain_text(words["guess"])
    expect(router.locator(".calculator-card").first).to_contain_text(words["server"])
    expect(router.locator(".calculator-status")).to_contain_text(words["likely"])


def test_danger_overrides_all_that_was_told(router, words):
    for id_ in ("ransom--yes", "affected--all", "outside--yes", "login_page--no"):
        router.check(f"#triage-{id_}")
    router.check("#triage-danger--yes")

    expect(number(router)).to_have_text(words["leave"], timeout=60_000)
    expect(router.locator(".calculator-card")).to_have_count(0)
    expect(router.locator(".calculator-steps")).to_have_count(0)
    expect(router.locator(".calculator-note .state-stop")).to_have_count(2)
    expect(router.locator(".calculator-notes")).to_contain_text(words["stay out"])

    router.check("#triage-danger--no")
    router.check("#triage-ransom--no")

    expect(router.locator(".calculator-card")).to_have_count(3)


def test_the_decision_table_prints_on_one_sheet(router):
    router.evaluate(ONLY_THE_TABLE)

    printed = router.pdf(prefer_css_page_size=True)

    assert len(SHEETS.findall(printed)) == 1


def test_a_phone_shows_no_sideways_scroll(new_page: Callable[..., Page], over_http: Edition, language: str):
    page = new_page(over_http, viewport={"width": 360, "height": 640})
    page.goto(over_http.url(language, PAGE))
    page.locator(".calculator-more > summary").click()

    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    expect(number(page)).to_be_in_viewport()
