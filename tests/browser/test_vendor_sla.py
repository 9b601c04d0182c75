"""The vendor score as a buyer uses it: paste from a spreadsheet, copy a letter, on a phone, on paper."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Edition
from tests.browser.test_actions import NO_CLIPBOARD
from tests.browser.test_rows import PASTE

PAGE = "calculators/vendor_sla.html"
WORDS = {
    "zh": {"yes": "有，E3 合同条款", "no": "没有", "out": "出局：北斗", "alone": "只剩一家", "ask": "星云："},
    "en": {
        "yes": "Yes, E3 contract clause",
        "no": "No",
        "out": "Out: 北斗",
        "alone": "The only one left",
        "ask": "To 星云,",
    },
}
SHEETS = re.compile(rb"/Type\s*/Page\b")
# The worksheet alone, as its own button prints it, without the rest of the page.
ONLY_THE_SCORECARD = """() => {
  const table = document.querySelector(".worksheet-columns");
  for (let kept = table; kept !== document.body; kept = kept.parentElement) {
    for (const other of [...kept.parentElement.children]) if (other !== kept) other.style.display = "none";
  }
}"""


@pytest.fixture
def words(language: str) -> dict[str, str]:
    return WORDS[language]


@pytest.fixture
def scores(page: Page, edition: Edition, language: str) -> Page:
    page.goto(edition.url(language, PAGE))
    return page


def test_a_column_for_each_vendor_is_pasted_on_its_side(scores: Page, words: dict[str, str]) -> None:
    yes, no = words["yes"], words["no"]
    lines = ["星云\t北斗", f"{yes}\t{no}", *[f"{yes}\t{yes}"] * 4, "80% E3 § 5\t100% e4", "\t60 E2"]
    scores.locator("[data-action=row-own]").click()
    scores.locator(".calculator-row input").first.evaluate(PASTE, "\r\n".join(lines))

    expect(scores.locator(".calculator-headline")).to_contain_text(words["alone"], timeout=60_000)
    rows = scores.locator(".calculator-row")
    expect(rows).to_have_count(2)
    expect(rows.nth(0).locator("[name$='.response_urgent']")).to_have_value("80% E3 § 5")
    expect(rows.nth(1).locator("[name$='.response_important']")).to_have_value("60 E2")
    expect(rows.nth(1).locator("[name$='.gate_phone']")).to_have_value("no")
    expect(scores.locator(".calculator-card-quiet")).to_contain_text(words["out"])


def test_a_letter_is_copied_and_says_so(scores: Page, words: dict[str, str], language: str) -> None:
    scores.locator("[name='vendors.1.name']").fill("星云")
    letter = scores.locator(".calculator-letter").nth(0 if language == "zh" else 1)
    field = letter.locator("textarea")
    expect(field).to_have_value(re.compile(f"^{re.escape(words['ask'])}"), timeout=60_000)
    expect(field).to_have_attribute("lang", language)

    letter.locator("summary").click()
    letter.locator("button").click()

    told = letter.locator("[data-letter]:visible")
    expect(told).to_have_count(1)
    selected = field.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)")
    assert selected == field.input_value()
    # The next key leaves the letter open.
    scores.locator("[name='vendors.1.portal']").fill("100% E5")
    expect(letter).to_have_attribute("open", "")


def test_a_letter_without_any_clipboard_is_selected(
    new_page: Callable[..., Page], over_http: Edition
) -> None:
    page = new_page(over_http)
    page.add_init_script(NO_CLIPBOARD)
    page.goto(over_http.url("en", PAGE))
    letter = page.locator(".calculator-letter").first
    letter.locator("summary").click()

    letter.locator("button").click()

    expect(letter.locator("[data-letter=by-hand]")).to_be_visible()
    expect(letter.locator("[data-letter=copied]")).to_be_hidden()


def test_the_scorecard_prints_on_one_sheet(scores: Page) -> None:
    scores.evaluate(ONLY_THE_SCORECARD)

    printed = scores.pdf(prefer_css_page_size=True)

    assert len(SHEETS.findall(printed)) == 1


def test_a_phone_shows_no_sideways_scroll(
    new_page: Callable[..., Page], over_http: Edition, language: str
) -> None:
    page = new_page(over_http, viewport={"width": 360, "height": 640})
    page.goto(over_http.url(language, PAGE))
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")

    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    overflow = "section => section.scrollWidth - section.clientWidth"
    assert max(page.locator(".calculator-section").evaluate_all(f"all => all.map({overflow})")) <= 0
