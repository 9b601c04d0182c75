"""Rows of the backup log as readers use them: by keyboard, from a spreadsheet, on a phone, on paper."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Edition
from tests.browser.test_axe import faults
from tests.browser.test_calculator import HOSTILE, MARKUP, STORED, number, opened, ready, state

WINDOW = {"zh": ("13 小时", "37 小时"), "en": ("13 h", "37 h")}
READ = """(group) => [...group.querySelectorAll(".calculator-row")].map((row) =>
  [...row.querySelectorAll(":scope > .calculator-cell > :is(input, select)")].map(({ value }) => value))"""
PASTE = """(cell, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
# What a spreadsheet copies: other notations, words in either language, quotes, a kind that does not exist.
TABLE = (
    "2026/3/8 2:00\t2026-03-08 03:00\tFull\tOK\tYes\r\n"
    "2026年3月9日 02:00\t\t增量\t成功\t读得出\r\n"
    '"2026-03-10 02:00"\t\tincremental\tok\tyes\r\n'
)


@pytest.fixture
def log(page: Page, edition: Edition, language: str) -> Page:
    """The page with the backup log chosen."""
    return chosen(opened(page, edition, language))


@pytest.fixture
def desk(new_page: Callable[..., Page], over_http: Edition) -> Page:
    return chosen(opened(new_page(over_http), over_http, "en"))


def chosen(page: Page) -> Page:
    ready(page)
    page.locator("#backup_loss-backups--log").check()
    return page


def group(page: Page) -> Locator:
    return page.locator('.calculator-rows[data-field="log"]')


def rows(page: Page) -> Locator:
    return group(page).locator(".calculator-row")


def button(page: Page, row: int, action: str) -> Locator:
    return rows(page).nth(row).locator(f"[data-action=row-{action}]")


def starts(page: Page) -> list[str]:
    return [cells[0] for cells in group(page).evaluate(READ)]


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.name || document.activeElement.dataset.action")


def test_by_keyboard_alone(log: Page, edition: Edition, language: str) -> None:
    """Remove, move, add and fill in; all of it survives a reload and the other language."""
    before = starts(log)
    expect(rows(log).first.locator(".calculator-row-title [data-origin=example]")).to_be_visible()

    # Without the good backup of the last night the log goes back to the night before the failed one.
    button(log, len(before) - 1, "remove").focus()
    log.keyboard.press("Enter")
    assert starts(log) == before[:-1]
    assert focused(log) == "row-remove"
    expect(number(log)).not_to_have_text(WINDOW[language][0])

    button(log, 1, "up").focus()
    log.keyboard.press("Space")
    assert starts(log) == [before[1], before[0], *before[2:-1]]
    assert focused(log) == "row-up"
    assert button(log, 0, "up").evaluate("(up) => up === document.activeElement")
    expect(rows(log).nth(1).locator(".calculator-row-number")).to_have_text("2")

    group(log).locator("[data-action=row-add]").focus()
    log.keyboard.press("Enter")
    assert focused(log).endswith(".start")
    rows(log).last.locator("input").first.fill("2026-03-12T02:00")
    rows(log).last.locator("select").first.select_option("full")
    rows(log).last.locator("select").nth(1).select_option("ok")
    rows(log).last.locator("select").nth(2).select_option("yes")
    expect(number(log)).to_have_text(WINDOW[language][0])
    expect(rows(log).last.locator(".calculator-row-title [data-origin=typed]")).to_be_visible()

    after = group(log).evaluate(READ)
    log.reload()
    expect(rows(log)).to_have_count(len(after))
    assert group(log).evaluate(READ) == after
    if edition.name == "http":  # a browser keeps files apart by page
        opened(log, edition, {"zh": "en", "en": "zh"}[language])
        expect(rows(log)).to_have_count(len(after))
        assert group(log).evaluate(READ) == after


def test_a_table_from_a_spreadsheet_fills_right_and_down(log: Page, language: str) -> None:
    log.locator("[data-action=row-own]").first.click()
    expect(rows(log)).to_have_count(1)
    assert focused(log).endswith(".start")

    rows(log).first.locator("input").first.evaluate(PASTE, TABLE)

    expect(rows(log)).to_have_count(3)
    expect(number(log)).to_have_text({"zh": "61 小时", "en": "61 h"}[language])
    assert starts(log)[0] == "2026/3/8 2:00"  # what a date picker cannot hold stays as it was written
    assert len(log.evaluate(STORED)) == 17

    rows(log).nth(2).locator("select").first.evaluate(PASTE, "nightly\tOK")
    error = rows(log).nth(2).locator(".calculator-error:visible")
    expect(error).to_contain_text({"zh": "第 3 行", "en": "row 3"}[language])
    expect(rows(log).nth(2).locator("select").first).to_have_attribute("aria-invalid", "true")
    log.reload()
    expect(error).to_contain_text({"zh": "第 3 行", "en": "row 3"}[language], timeout=60_000)
    assert starts(log)[1] == "2026年3月9日 02:00"


def test_hostile_text_in_rows_stays_text(desk: Page) -> None:
    rows(desk).first.locator("input").first.evaluate(PASTE, "\t".join([HOSTILE] * 5) + "\n" + HOSTILE)
    expect(state(desk)).to_have_attribute("data-state", "stale")
    assert desk.evaluate(MARKUP) == [0, "undefined"]

    desk.evaluate(
        """async (value) => {
          await RunbookStore.setValue("backup_loss/log", `1 ${value} a B constructor`);
          for (const cell of ["start", "end", "kind", "x"]) {
            await RunbookStore.setValue(`backup_loss/log.a.${cell}`, value);
          }
        }""",
        HOSTILE,
    )
    desk.reload()
    expect(state(desk)).to_have_attribute("data-state", "stale", timeout=60_000)
    assert desk.evaluate(MARKUP) == [0, "undefined"]


def test_what_does_not_count_is_hidden_and_not_lost(desk: Page) -> None:
    expect(desk.locator('[data-field="backup"]')).to_be_hidden()
    button(desk, 0, "remove").click()
    desk.locator("#backup_loss-backups--last").check()

    expect(group(desk)).to_be_hidden()
    expect(desk.locator('[data-field="backup"]')).to_be_visible()
    desk.locator("#backup_loss-backups--log").check()
    expect(rows(desk)).to_have_count(4)

    desk.locator("[data-action=clear]").click()
    desk.locator("#backup_loss-backups--log").check()
    expect(rows(desk)).to_have_count(5)
    expect(rows(desk).first.locator(".calculator-row-title [data-origin=example]")).to_be_visible()


def test_a_phone_shows_cards(new_page: Callable[..., Page], over_http: Edition, language: str) -> None:
    page = new_page(over_http, viewport={"width": 360, "height": 640}, color_scheme="dark")
    chosen(opened(page, over_http, language))
    group(page).locator("[data-action=row-add]").click()
    page.wait_for_timeout(300)

    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert faults(page) == []
    low = """(group) => [...group.querySelectorAll("button, input, select, summary")]
      .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 43.5).length"""
    assert group(page).evaluate(low) == 0


def test_paper(new_page: Callable[..., Page], edition: Edition, language: str) -> None:
    """Untouched a form is a sheet to write on, without scripts too; then it is the reader's result."""
    for scripts in (False, True):
        page = opened(new_page(edition, java_script_enabled=scripts), edition, language)
        page.emulate_media(media="print")
        expect(page.locator(".worksheet")).to_be_visible()
        expect(page.locator(".worksheet-rows").first.locator("tbody tr")).to_have_count(8)
        expect(page.locator(".calculator-form")).to_be_hidden()
        expect(page.locator(".calculator-result")).to_be_hidden()

    page.emulate_media(media="screen")
    expect(page.locator(".worksheet")).to_be_hidden()
    chosen(page)
    page.emulate_media(media="print")
    expect(page.locator(".worksheet")).to_be_hidden()
    expect(rows(page).first).to_be_visible()
    expect(page.locator('[data-field="backup"]')).to_be_hidden()
    expect(page.locator(".calculator-form button:visible")).to_have_count(0)
