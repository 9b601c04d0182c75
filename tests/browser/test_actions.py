"""Sharing, copying, saving, opening and printing a calculation: nothing that was typed is lost."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Edition
from tests.browser.test_axe import faults
from tests.browser.test_calculator import HOSTILE, MARKUP, NIGHT_BEFORE, STORED, WINDOW, number, opened, ready

OWN = "2026-03-12T04:00"
OF_OWN = {"zh": "11 小时", "en": "11 h"}
NO_CLIPBOARD = """Object.defineProperty(navigator, "clipboard", { value: undefined });
  document.execCommand = () => false;"""
PACKED = """async (text) => {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")).replaceAll("=", "");
}"""
DROP = """(element, text) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], "inputs.json"));
  element.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def form(page: Page, edition: Edition, language: str) -> Page:
    """The page with one value typed and its result shown."""
    opened(page, edition, language)
    page.fill("#backup_loss-backup", NIGHT_BEFORE)
    expect(number(page)).to_have_text(WINDOW[language][1], timeout=60_000)
    return page


def press(page: Page, action: str) -> None:
    page.locator(f".calculator-share [data-action={action}]").click()


def copied(page: Page) -> str:
    expect(page.locator(".calculator-copy")).to_be_visible()
    return page.locator(".calculator-copy").input_value()


def told(page: Page):
    return page.locator(".calculator-brought")


def test_a_link_shows_a_colleague_the_same_and_keeps_what_they_had(
    form: Page, new_page: Callable[..., Page], edition: Edition, language: str
) -> None:
    press(form, "link")
    link = copied(form)
    assert len(link) < 300
    assert link.startswith(edition.url(language, "calculators/backup_loss.html#inputs="))
    colleague = opened(new_page(edition), edition, language)
    colleague.fill("#backup_loss-backup", OWN)
    expect(number(colleague)).to_have_text(OF_OWN[language], timeout=60_000)

    colleague.goto(link)

    expect(number(colleague)).to_have_text(WINDOW[language][1])
    expect(told(colleague)).to_contain_text(
        {"zh": "最近一次好备份的开始时间", "en": "Start of the last good"}[language]
    )
    assert "#" not in colleague.url
    colleague.reload()
    expect(number(colleague)).to_have_text(WINDOW[language][1], timeout=60_000)
    back = colleague.locator("[data-action=kept]")
    back.click()
    expect(number(colleague)).to_have_text(OF_OWN[language])
    expect(colleague.locator("#backup_loss-backup")).to_have_value(OWN)
    back.click()
    expect(number(colleague)).to_have_text(WINDOW[language][1])
    if edition.name == "http":  # axe fetches style sheets, which a file may not
        assert faults(colleague) == []


def test_copy_without_any_clipboard_selects_the_text(
    new_page: Callable[..., Page], over_http: Edition
) -> None:
    page = new_page(over_http)
    page.add_init_script(NO_CLIPBOARD)
    opened(page, over_http, "en")
    ready(page)

    press(page, "text")

    expect(page.locator("[data-done=by-hand]")).to_be_visible()
    text = copied(page)
    assert text.startswith("How much have we lost?\nThis is the result of the example.\n")
    assert "\nBackup-loss window: 13 h\n" in text
    selected = page.locator(".calculator-copy").evaluate("(copy) => copy.selectionEnd - copy.selectionStart")
    assert selected == len(text)

    page.fill("#backup_loss-backup", "2026-03-13T02:00")
    press(page, "text")
    expect(page.locator(".calculator-done .calculator-error")).to_contain_text("crash")


def test_a_saved_file_opens_again_and_a_table_is_no_formula(
    form: Page, language: str, tmp_path: Path
) -> None:
    name = form.locator('.calculator-rows[data-field="records"] .calculator-row input').first
    form.locator(".calculator-more > summary").click()
    name.fill("=HYPERLINK(1)")
    with form.expect_download() as table:
        press(form, "csv")
    with form.expect_download() as saved:
        press(form, "save")
    content = Path(table.value.path()).read_bytes()
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    stored = form.evaluate(STORED)
    values = {name.removeprefix("backup_loss/"): value for name, value in stored.items()}
    file = tmp_path / saved.value.suggested_filename
    saved.value.save_as(file)

    assert (table.value.suggested_filename, file.name) == ("backup_loss.csv", "backup_loss.json")
    assert content.startswith(b"\xef\xbb\xbf")
    assert any("'=HYPERLINK(1)" in line for line in lines)
    assert not [cell for line in lines for cell in line if cell[:1] in {*"=+-@\t\r"} and cell]
    assert json.loads(file.read_text("utf-8")) == {"calculator": "backup_loss", "values": values}

    form.locator("[data-action=clear]").click()
    expect(number(form)).to_have_text(WINDOW[language][0])
    form.set_input_files(".calculator-file", file)
    expect(number(form)).to_have_text(WINDOW[language][1])
    expect(name).to_have_value("=HYPERLINK(1)")
    assert form.evaluate(STORED) == stored
    expect(form.locator(".calculator-kept")).to_be_hidden()


def test_hostile_links_and_files_are_refused_in_words_or_stay_text(
    new_page: Callable[..., Page], over_http: Edition
) -> None:
    page = opened(new_page(over_http), over_http, "en")
    page.fill("#backup_loss-backup", OWN)
    expect(number(page)).to_have_text("11 h", timeout=60_000)
    before = page.evaluate(STORED)
    refused = {
        "no inputs": ["", HOSTILE, "[" * 50_000, json.dumps({HOSTILE: HOSTILE})],
        "another calculator": [json.dumps({"calculator": HOSTILE, "values": {"rpo": "1 h"}})],
        "1,000,000": ["9" * 5_000_000],
    }
    for words, texts in refused.items():
        for text in texts:
            page.locator("runbook-calculator").evaluate(DROP, text)
            expect(told(page)).to_contain_text(words)
            page.evaluate("(packed) => (location.hash = `#inputs=${packed}`)", page.evaluate(PACKED, text))
            expect(page).to_have_url(over_http.url("en", "calculators/backup_loss.html"))
            told(page).evaluate("(words) => (words.textContent = '')")
    page.goto(over_http.url("en", "calculators/backup_loss.html#inputs=%%%"))
    expect(told(page)).to_contain_text("no inputs")
    assert page.evaluate(STORED) == before
    expect(number(page)).to_have_text("11 h")

    values = {"rpo": HOSTILE, "crash": HOSTILE, "log": "a", "log.a.start": HOSTILE, HOSTILE: HOSTILE}
    packed = page.evaluate(PACKED, json.dumps({"calculator": "backup_loss", "values": values}))
    page.goto(over_http.url("en", f"calculators/backup_loss.html#inputs={packed}"))
    expect(told(page)).to_contain_text("Left out")
    expect(page.locator('[data-field="rpo"] .calculator-error')).to_contain_text("<img")
    assert page.evaluate(MARKUP) == [0, "undefined"]
    page.locator("[data-action=kept]").click()
    expect(number(page)).to_have_text("11 h")


def test_either_sheet_can_be_printed_at_any_time(new_page: Callable[..., Page], over_http: Edition) -> None:
    page = new_page(over_http)
    page.add_init_script(
        """window.print = () => {
          window.printed = document.querySelector("runbook-calculator").dataset.paper;
          dispatchEvent(new Event("afterprint"));
        };"""
    )
    opened(page, over_http, "en")
    ready(page)

    for paper in ("result", "worksheet"):
        press(page, paper)
        assert page.evaluate("printed") == paper
        assert page.locator("runbook-calculator").get_attribute("data-paper") == "worksheet"
