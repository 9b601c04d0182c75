"""Messages to send: facts typed once, in both languages, over http and from file://."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Edition
from tests.browser.test_checklist import wait_for_disk
from tests.browser.test_site import OTHER, PHONE, switch

PAGE = "messages.html"
STEP = "steps/3-call-support.html"
FIRST = "first-15-minutes.html"
STOPPED, NEXT = "2026-11-16T14:35", "2026-11-16T15:05"
HOSTILE = '<img src=x onerror="document.title=1"> & {{x}}'
CLOCK = {"zh": "11月16日 14:35", "en": "Nov 16, 14:35"}
NOTHING_COPIES = """
  Object.defineProperty(navigator, 'clipboard', { value: undefined });
  document.execCommand = () => false;
"""
COPIED = """() => new Promise((resolve) => {
  const field = document.body.appendChild(document.createElement('textarea'));
  field.addEventListener('paste', (event) => resolve(event.clipboardData.getData('text/plain')));
  field.focus();
})"""
SMALL_TARGETS = """() => [...document.querySelectorAll(
    '.facts :is(input, textarea), .message :is(button, textarea, .message-blanks > a)')]
  .map((each) => [each.outerHTML.slice(0, 90), each.getBoundingClientRect()])
  .filter(([, box]) => box.width && box.height < 43.5)
  .map(([html, box]) => `${box.width} x ${box.height}: ${html}`)"""


def opened(page: Page, edition: Edition, language: str, name: str = PAGE) -> Page:
    page.goto(edition.url(language, name))
    return page


def message(page: Page, name: str = "msg-first-staff") -> Locator:
    return page.locator(f"runbook-message[aria-labelledby={name}]")


def blanks(page: Page, name: str = "msg-first-staff") -> Locator:
    return message(page, name).locator(".message-blanks > :visible")


def copied(page: Page) -> str:
    """What the clipboard holds, as a reader would paste it."""
    pasted = page.evaluate_handle(f"() => ({{ text: ({COPIED})() }})")
    page.keyboard.press("Control+V")
    return pasted.evaluate("({ text }) => text")


def test_what_the_lists_know_is_here_and_what_is_typed_here_is_there(
    page: Page, edition: Edition, language: str
) -> None:
    opened(page, edition, language, FIRST)
    page.fill("#f15-time-value", STOPPED)
    wait_for_disk(page, ("answer", "f15-time"))
    opened(page, edition, OTHER[language], STEP)
    page.fill("#sup-symptom-value", HOSTILE)
    page.fill("#sup-ticket-value", "INC-1")
    wait_for_disk(page, ("answer", "sup-symptom"), ("answer", "sup-ticket"))

    opened(page, edition, language)
    title = page.title()
    expect(page.locator("#sup-time-value")).to_have_value(STOPPED)
    expect(message(page)).to_contain_text(CLOCK[language])
    expect(message(page)).to_contain_text(HOSTILE)
    expect(message(page, "msg-update-staff")).to_contain_text("INC-1")
    assert page.locator("article img").count() == 0
    assert page.title() == title

    page.fill("#s1-next-value", NEXT)
    page.fill("#msg-by-value", "王总")
    for place in page.locator("[data-line=msg-by]").all():
        expect(place).to_contain_text("王总")
    wait_for_disk(page, ("answer", "s1-next"), ("answer", "msg-by"))
    switch(page, OTHER[language])
    page.reload()
    expect(page.locator("#msg-by-value")).to_have_value("王总")
    expect(message(page)).to_contain_text(CLOCK[OTHER[language]])
    opened(page, edition, language, "steps/1-stay-calm-and-assess.html")
    expect(page.locator("#s1-next-value")).to_have_value(NEXT)


def test_a_message_says_what_is_blank_and_leads_there(page: Page, edition: Edition, language: str) -> None:
    opened(page, edition, language)
    expect(blanks(page)).to_have_count(4)

    label = page.locator("label[for=sup-symptom-value]").inner_text()
    message(page).get_by_role("link", name=label).click()
    expect(page.locator("#sup-symptom-value")).to_be_focused()
    page.keyboard.type("404")
    expect(blanks(page)).to_have_count(3)
    page.fill("#sup-time-value", STOPPED)
    page.fill("#s1-next-value", NEXT)
    page.fill("#msg-by-value", "W")
    expect(message(page).locator(".message-missing")).to_be_hidden()

    page.fill("#sup-symptom-value", " ")
    expect(blanks(page)).to_have_text([label])
    expect(message(page).locator("[data-line=sup-symptom]")).to_have_class("slot-blank")


@pytest.mark.parametrize("clipboard", [True, False], ids=["clipboard", "without clipboard"])
def test_a_message_is_copied_as_text_with_lines_for_what_is_blank(
    page: Page, edition: Edition, language: str, clipboard: bool
) -> None:
    if not clipboard:
        page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    opened(page, edition, language)
    page.fill("#sup-time-value", STOPPED)
    page.fill("#sup-symptom-value", "a\n<b>")
    button = message(page).get_by_role("button")

    button.focus()
    page.keyboard.press("Enter")
    status = message(page).get_by_role("status").locator("span:visible")
    expect(status).to_have_attribute("data-word", "copied")
    expect(message(page).locator("textarea")).to_be_hidden()
    expect(button).to_be_focused()
    lines = copied(page).split("\n")
    assert lines[1].endswith(CLOCK[language])
    assert lines[2].endswith("a <b>")
    assert "____" in lines[3]
    assert lines[-1] == "____"
    assert page.locator("label[for=sup-time-value]").inner_text() not in lines[1]

    page.fill("#msg-by-value", "W")
    expect(status).to_have_count(0)


def test_what_cannot_be_copied_is_selected(page: Page, edition: Edition, language: str) -> None:
    page.add_init_script(NOTHING_COPIES)
    opened(page, edition, language)

    message(page).get_by_role("button").click()
    status = message(page).get_by_role("status").locator("span:visible")
    expect(status).to_have_attribute("data-word", "failed")
    field = message(page).get_by_role("textbox")
    expect(field).to_be_focused()
    assert field.evaluate("each => each.selectionEnd - each.selectionStart === each.value.length")
    assert "____" in field.input_value()


def test_a_field_shows_again_what_another_line_says(
    new_page: Callable[..., Page], over_http: Edition
) -> None:
    page = opened(new_page(over_http), over_http, "en", FIRST)
    page.fill("#f15-lead-value", "Lead")
    wait_for_disk(page, ("answer", "f15-lead"))
    opened(page, over_http, "en")
    signs = page.locator("#msg-by-value")
    expect(signs).to_have_value("Lead")

    signs.fill("Deputy")
    wait_for_disk(page, ("answer", "msg-by"))
    signs.fill("")
    page.wait_for_timeout(600)  # longer than the pause after which what is typed is kept
    expect(signs).to_have_value("")
    signs.blur()
    expect(signs).to_have_value("Lead")
    expect(message(page)).to_contain_text("Lead")


def test_every_message_but_the_last_names_the_next(
    new_page: Callable[..., Page], over_http: Edition, language: str
) -> None:
    page = opened(new_page(over_http), over_http, language)
    names = page.locator("runbook-message").evaluate_all(
        "all => all.map(each => each.getAttribute('aria-labelledby'))"
    )

    assert len(names) == 9
    last = {"zh": "这是最后一条消息", "en": "This is the last message"}[language]
    for name in names:
        resolved = "resolved" in name
        assert message(page, name).locator("[data-line=s1-next]").count() == (0 if resolved else 1), name
        assert (last in message(page, name).inner_text()) is resolved, name
        assert message(page, name).locator("[data-line=msg-by]").count() == 1, name


def test_on_a_phone(new_page: Callable[..., Page], over_http: Edition, language: str) -> None:
    page = new_page(over_http, viewport=PHONE)
    page.add_init_script(NOTHING_COPIES)
    opened(page, over_http, language)
    message(page).get_by_role("button").click()
    page.fill("#sup-symptom-value", "x" * 200)

    assert page.evaluate(SMALL_TARGETS) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "without scripts"])
def test_on_paper_facts_are_lines_to_write_on(
    new_page: Callable[..., Page], over_file: Edition, language: str, scripts: bool
) -> None:
    page = opened(new_page(over_file, java_script_enabled=scripts), over_file, language)
    page.emulate_media(media="print")

    for place in page.locator("[data-line]").all():
        expect(place.locator(".slot-label")).to_be_visible()
    expect(page.locator("#sup-time-value")).to_have_css("border-bottom-style", "solid")
    expect(page.locator(".message-send:visible")).to_have_count(0)
    expect(message(page)).to_contain_text(re.compile("ERP"))
