"""What a reader does with a checklist, in both languages, over http and from file://."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Edition
from tests.browser.test_site import OTHER, PHONE, switch
from tests.browser.test_store import CHECKLIST, kill, profile

ON_DISK = """() => new Promise((resolve) => {
  indexedDB.open(`runbook-${RunbookStore.site}`).onsuccess = ({ target: { result: database } }) => {
    database.transaction('events').objectStore('events').getAll().onsuccess = ({ target }) => {
      database.close();
      resolve(target.result.map(({ kind, target }) => [kind, target]));
    };
  };
})"""
SLOW_STORE = """const open = IDBFactory.prototype.open;
IDBFactory.prototype.open = function (...given) {
  const request = open.apply(this, given);
  let told = null;
  Object.defineProperty(request, 'onsuccess', { set(callback) { told = callback; } });
  request.addEventListener('success', (event) => setTimeout(() => told.call(request, event), 1500));
  return request;
};"""
NOW = {"zh": "现在做", "en": "Do now"}
DONE = {"zh": "已完成", "en": "Done"}
CLOCK = {"zh": re.compile(r"\d+月\d+日 \d\d:\d\d"), "en": re.compile(r"[A-Z][a-z]{2} \d+, \d\d:\d\d")}
SMALL_TARGETS = """() => [...document.querySelectorAll(
    '.checklist :is(input, textarea, button)')]
  .map((each) => [each.outerHTML.slice(0, 90), each.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.width < 43.5 || box.height < 43.5))
  .map(([html, box]) => `${box.width} x ${box.height}: ${html}`)"""


def opened(page: Page, edition: Edition, language: str) -> Page:
    page.goto(edition.url(language, CHECKLIST))
    return page


def checklist(page: Page, name: str = "bk-keep") -> Locator:
    return page.locator(f"runbook-checklist[name={name}]")


def wait_for_disk(page: Page, *recorded: tuple[str, str]) -> None:
    """Wait until the disk holds these kinds of events for these targets."""
    end = time.monotonic() + 10
    while not set(recorded) <= (kept := {tuple(pair) for pair in page.evaluate(ON_DISK)}):
        assert time.monotonic() < end, kept
        page.wait_for_timeout(50)


def done(page: Page, name: str = "bk-keep") -> Locator:
    return checklist(page, name).locator("[data-count=done]")


def test_only_the_first_answer_passes_a_gate(page: Page, edition: Edition, language: str) -> None:
    opened(page, edition, language)
    gate, line = checklist(page, "restore-gate"), page.locator("#gate-copy")
    for held in ("no", "unknown"):
        line.locator(f"[value={held}]").check()
        line.locator("#gate-copy-tick").click()
        expect(line.locator("[data-word=stop]")).to_have_text({"zh": "停", "en": "Stop"}[language])
        expect(line.locator("#gate-copy-tick")).not_to_be_checked()
        expect(line.locator("[data-word=done]")).to_be_hidden()
        expect(done(page, "restore-gate")).to_have_text("0")

    line.locator("[value=yes]").check()
    expect(line.locator("[data-word=stop]")).to_be_hidden()
    line.locator("#gate-copy-tick").check()
    expect(line.locator("[data-word=done]")).to_be_visible()
    expect(gate.locator("[data-count=done]")).to_have_text("1")


class TestKept:
    def test_a_tick_is_there_in_the_other_language_and_after_a_reload(self, page, edition, language):
        opened(page, edition, language)
        page.fill("#checklist-by", "ZW")
        page.check("#bk-photo-tick")
        page.check("#bk-photo [value=yes]")
        page.fill("#bk-hold-value", "王总 <b>")
        page.locator("#bk-hold-value").blur()
        expect(page.locator("#bk-hold [data-slot=by]")).to_have_text("ZW")

        for shown in (OTHER[language], language):
            switch(page, shown)
            for _ in ("as it opens", "after a reload"):
                expect(page.locator("#bk-photo-tick")).to_be_checked()
                expect(page.locator("#bk-photo [value=yes]")).to_be_checked()
                expect(page.locator("#bk-hold-value")).to_have_value("王总 <b>")
                expect(page.locator("#checklist-by")).to_have_value("ZW")
                expect(done(page)).to_have_text("1")
                expect(page.locator("#bk-photo [data-word=done]")).to_have_text(DONE[shown])
                expect(page.locator("#bk-photo [data-slot=at]")).to_have_text(CLOCK[shown])
                expect(page.locator("#bk-photo [data-slot=by]")).to_have_text("ZW")
                page.reload()

    def test_ticks_and_words_survive_a_killed_browser(self, chromium_type, edition, tmp_path):
        with profile(chromium_type, tmp_path) as context:
            page = opened(context.pages[0], edition, "zh")
            page.check("#bk-photo-tick")
            page.fill("#bk-hold-value", "王总")
            wait_for_disk(page, ("tick", "bk-photo"), ("answer", "bk-hold"))
            kill(tmp_path)

        with profile(chromium_type, tmp_path) as context:
            page = opened(context.pages[0], edition, "en")
            expect(page.locator("#bk-photo-tick")).to_be_checked()
            expect(page.locator("#bk-hold-value")).to_have_value("王总")

    def test_another_tab_follows(self, page, edition, language):
        opened(page, edition, language)
        other = opened(page.context.new_page(), edition, OTHER[language])

        page.check("#bk-photo-tick")
        expect(other.locator("#bk-photo-tick")).to_be_checked()
        other.uncheck("#bk-photo-tick")
        expect(page.locator("#bk-photo-tick")).not_to_be_checked()
        expect(done(page)).to_have_text("0")

    def test_loading_never_overwrites_what_the_reader_does(self, new_page, over_http):
        page = new_page(over_http)
        opened(page, over_http, "en")
        page.fill("#bk-hold-value", "before")
        page.locator("#bk-hold-value").blur()
        expect(page.locator("#bk-hold [data-slot=at]")).not_to_be_empty()

        page.add_init_script(SLOW_STORE)
        page.reload()
        page.fill("#bk-hold-value", "typed while it loads")
        page.check("#bk-photo-tick")
        page.check("#bk-ransom [value=unknown]")
        assert done(page).text_content() == "0"

        expect(done(page)).to_have_text("1")
        expect(page.locator("#bk-hold-value")).to_have_value("typed while it loads")
        expect(page.locator("#bk-photo-tick")).to_be_checked()
        expect(page.locator("#bk-ransom [value=unknown]")).to_be_checked()
        page.reload()
        expect(page.locator("#bk-hold-value")).to_have_value("typed while it loads")


class TestLine:
    def test_an_answer_marks_what_it_leads_to_until_the_line_is_done(self, page, edition, language):
        opened(page, edition, language)
        lead = page.locator("#bk-rotate [data-answers='no unknown']")
        now = lead.locator(".checklist-now")
        expect(now).to_be_hidden()

        page.check("#bk-rotate [value=unknown]")

        expect(now).to_be_visible()
        expect(now).to_have_text(NOW[language])
        expect(page.locator("#bk-rotate .checklist-now:visible")).to_have_count(1)
        expect(page.locator("#bk-rotate [data-word=unknown]")).to_be_visible()
        expect(page.locator("#bk-rotate-tick")).not_to_be_checked()
        expect(done(page)).to_have_text("0")
        page.check("#bk-rotate-tick")
        expect(now).to_be_hidden()
        expect(page.locator("#bk-rotate [data-word=done]")).to_be_visible()
        expect(page.locator("#bk-rotate [data-word=unknown]")).to_be_hidden()

    def test_unticking_is_an_event_of_its_own(self, page, edition):
        opened(page, edition, "zh")
        page.check("#bk-photo-tick")
        page.uncheck("#bk-photo-tick")
        expect(page.locator("#bk-photo [data-word=done]")).to_be_hidden()

        wait_for_disk(page, ("tick", "bk-photo"), ("untick", "bk-photo"))

    @pytest.mark.parametrize(
        ("line", "value"),
        [
            ("bk-start", "2026-03-12T02:00"),
            ("win-hours", "13"),
            ("bk-contact", "王工"),
            ("bk-place", "2 楼\n机房"),
        ],
        ids=["time", "number", "name", "text"],
    )
    def test_what_is_written_is_kept(self, page, edition, line, value):
        opened(page, edition, "zh")
        page.fill(f"#{line}-value", value)
        page.locator(f"#{line}-value").blur()
        expect(page.locator(f"#{line} [data-slot=at]")).not_to_be_empty()
        page.reload()

        expect(page.locator(f"#{line}-value")).to_have_value(value)
        expect(page.locator(f"#{line}-tick")).not_to_be_checked()

    def test_half_a_date_is_no_answer(self, new_page, over_http):
        page = opened(new_page(over_http), over_http, "en")
        page.fill("#bk-start-value", "2026-03-12T02:00")
        wait_for_disk(page, ("answer", "bk-start"))

        page.focus("#bk-start-value")
        page.keyboard.press("Backspace")
        assert page.evaluate("document.activeElement.validity.badInput")
        page.wait_for_timeout(600)  # longer than the pause after which what is typed is kept
        page.check("#bk-photo-tick")
        wait_for_disk(page, ("tick", "bk-photo"))

        answers = "() => RunbookLog.events.filter(({ kind }) => kind === 'answer').map(({ value }) => value)"
        assert page.evaluate(answers) == ["2026-03-12T02:00"]
        assert page.evaluate("document.getElementById('bk-start-value').validity.badInput")

        ask = page.locator("runbook-checklist:has(#bk-start) [data-action=ask]")
        ask.click()
        page.locator("runbook-checklist:has(#bk-start) [data-action=reset]").click()
        page.wait_for_function("() => !document.getElementById('bk-start-value').validity.badInput")


class TestStartOver:
    def test_asks_in_the_page_and_keeps_the_log(self, page, edition, language):
        opened(page, edition, language)
        page.check("#bk-photo-tick")
        page.fill("#bk-hold-value", "王总")
        page.check("#bk-contact-tick")
        ask = checklist(page).locator("[data-action=ask]")
        confirm = checklist(page).locator(".checklist-confirm")

        ask.click()
        expect(confirm).to_be_visible()
        expect(confirm.locator("[data-action=keep]")).to_be_focused()
        confirm.locator("[data-action=keep]").click()
        expect(confirm).to_be_hidden()
        expect(ask).to_be_focused()
        expect(page.locator("#bk-photo-tick")).to_be_checked()

        ask.click()
        confirm.locator("[data-action=reset]").click()
        expect(page.locator("#bk-photo-tick")).not_to_be_checked()
        expect(page.locator("#bk-hold-value")).to_have_value("")
        expect(page.locator("#bk-photo [data-slot=at]")).to_be_empty()
        expect(page.locator("#bk-contact-tick")).to_be_checked()
        expect(ask).to_have_attribute("aria-expanded", "false")
        wait_for_disk(page, ("tick", "bk-photo"), ("answer", "bk-hold"), ("reset", "bk-keep"))
        page.reload()
        expect(page.locator("#bk-photo-tick")).not_to_be_checked()


class TestReach:
    def test_by_keyboard_alone(self, page, edition, language):
        opened(page, edition, language)
        page.focus("#checklist-by")
        page.keyboard.type("ZW")
        page.keyboard.press("Tab")
        expect(page.locator("#bk-ransom-tick")).to_be_focused()
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        expect(page.locator("#bk-ransom [value=yes]")).to_be_checked()
        page.keyboard.press("ArrowRight")
        expect(page.locator("#bk-ransom [value=no]")).to_be_checked()
        expect(page.locator("#bk-ransom-tick")).to_be_checked()
        expect(page.locator("#bk-ransom [data-slot=by]")).to_have_text("ZW")

        checklist(page).locator("[data-action=ask]").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#bk-ransom-tick")).not_to_be_checked()
        expect(checklist(page).locator("[data-action=ask]")).to_be_focused()

    def test_controls_have_names_a_screen_reader_can_say(self, new_page, over_http, language):
        page = opened(new_page(over_http), over_http, language)
        line = page.locator("#bk-start")

        action = line.locator(".checklist-action").inner_text().strip()
        label = line.locator(".checklist-answer label").inner_text().strip()
        expect(line.get_by_role("checkbox")).to_have_accessible_name(action)
        expect(page.locator("#bk-start-value")).to_have_accessible_name(f"{action} {label}")
        choices = page.locator("#bk-photo").get_by_role("radiogroup")
        name = page.locator("#bk-photo .checklist-action").inner_text().strip()
        expect(choices).to_have_accessible_name(name)
        expect(choices.get_by_role("radio")).to_have_count(3)
        expect(checklist(page)).to_have_accessible_name(page.locator("#bk-keep").inner_text().strip(" ¶\n"))

    def test_on_a_phone(self, new_page, over_http, language):
        page = opened(new_page(over_http, viewport=PHONE), over_http, language)
        checklist(page).locator("[data-action=ask]").click()

        assert page.evaluate(SMALL_TARGETS) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    def test_without_script_it_reads(self, new_page, edition, language):
        page = opened(new_page(edition, java_script_enabled=False), edition, language)

        for hidden in (".checklist-progress", ".checklist-initials", ".checklist-again", ".checklist-now"):
            expect(page.locator(f"{hidden}:visible")).to_have_count(0)
        for shown in (
            ".checklist-action",
            ".checklist-choice",
            ".checklist-leads",
            ".checklist-id",
            ".checklist-end",
        ):
            expect(page.locator(shown).first).to_be_visible()


class TestPaper:
    @pytest.fixture
    def paper(self, new_page: Callable[..., Page], over_http: Edition, language: str) -> Page:
        page = opened(new_page(over_http), over_http, language)
        page.emulate_media(media="print")
        return page

    def test_has_lines_to_write_on_and_nothing_to_press(self, paper):
        line = paper.locator("#bk-photo")

        for blank in ("[data-slot=at]", "[data-slot=by]"):
            box = line.locator(blank).bounding_box()
            assert box is not None
            assert box["width"] > 40, blank
        expect(paper.locator("#bk-hold-value")).to_have_css("border-bottom-style", "solid")
        expect(paper.locator("#bk-hold-value")).to_have_css("border-top-width", "0px")
        expect(paper.locator(".checklist-choice").first).to_be_visible()
        for gone in (".checklist-again", ".checklist-initials", ".checklist-progress", ".checklist-now"):
            expect(paper.locator(f"{gone}:visible")).to_have_count(0)

    def test_answer_stands_beside_its_question(self, paper):
        paper.set_viewport_size({"width": 700, "height": 1000})
        question = paper.locator("#bk-photo .checklist-asked").bounding_box()
        answer = paper.locator("#bk-photo .checklist-answer").bounding_box()

        assert question is not None
        assert answer is not None
        assert 0 <= answer["x"] - question["x"] - question["width"] < 20
        assert abs(answer["y"] - question["y"]) < 20
