"""A calculator's form as its readers use it: both languages, over http and from files, on real pages."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LANGUAGES, Edition
from tests.browser.test_python import python_worker
from tests.browser.test_store import kill, profile

PAGE = "calculators/backup_loss.html"
OTHER_PAGES = ("index.html", "steps/4-backup-and-recovery.html", "sources.html")
NIGHT_BEFORE = "2026-03-11T02:00"
WINDOW = {"zh": ("13 小时", "37 小时"), "en": ("13 h", "37 h")}
HOSTILE = '"><img src=x onerror="hit=1"><script>hit=1</script>\'`${hit=1}</textarea>{{7*7}}'
NAMES = """[...new Set([...document.querySelector(".calculator-form").elements]
  .map((element) => element.name).filter(Boolean))]"""
STORED = "async () => Object.fromEntries(await RunbookStore.values('backup_loss/'))"
MARKUP = """[document.querySelectorAll("runbook-calculator :is(img, script, iframe, [onerror])").length,
  typeof window.hit]"""


def opened(page: Page, edition: Edition, language: str) -> Page:
    page.goto(edition.url(language, PAGE))
    return page


def number(page: Page):
    return page.locator(".calculator-number")


def table(page: Page):
    return page.locator(".calculator-table").first


def field(page: Page, name: str):
    return page.locator(f'[data-field="{name}"]')


def state(page: Page):
    return page.locator("runbook-calculator")


def ready(page: Page) -> None:
    expect(state(page)).to_have_attribute("data-state", "ready", timeout=60_000)


@pytest.fixture
def form(page: Page, edition: Edition, language: str) -> Page:
    return opened(page, edition, language)


@pytest.fixture
def desk(new_page: Callable[..., Page], over_http: Edition) -> Page:
    """A page for what depends neither on the language nor on how the site is reached."""
    return opened(new_page(over_http), over_http, "en")


@pytest.fixture
def small(new_page: Callable[..., Page], over_http: Edition, language: str) -> Page:
    """A phone, for what does not depend on how the site is reached."""
    return opened(new_page(over_http, viewport={"width": 360, "height": 640}), over_http, language)


class TestTyping:
    def test_the_example_stands_there_and_a_change_changes_it(self, form, language):
        before, after = WINDOW[language]
        expect(number(form)).to_have_text(before)

        form.fill("#backup_loss-backup", NIGHT_BEFORE)

        expect(number(form)).to_have_text(after, timeout=60_000)
        expect(form.locator(".calculator-status")).to_contain_text(after)
        expect(field(form, "backup").locator("[data-origin=typed]")).to_be_visible()
        expect(field(form, "backup").locator("[data-origin=example]")).to_be_hidden()
        expect(field(form, "crash").locator("[data-origin=example]")).to_be_visible()

    def test_after_its_worker_was_killed_too(self, form, language):
        ready(form)
        python_worker(form).evaluate("() => self.close()")

        form.fill("#backup_loss-backup", NIGHT_BEFORE)

        expect(number(form)).to_have_text(WINDOW[language][1], timeout=60_000)
        expect(state(form)).to_have_attribute("data-state", "ready")

    def test_what_was_typed_before_python_was_ready_stays_and_counts(self, new_page, edition, language):
        page = new_page(edition)
        page.add_init_script(
            f"""addEventListener("load", () => {{
              const input = document.querySelector("#backup_loss-backup");
              if (!input) return; // a frame of the theme
              input.value = "{NIGHT_BEFORE}";
              input.dispatchEvent(new Event("input", {{ bubbles: true }}));
              window.then = document.querySelector("runbook-calculator").dataset.state;
            }});"""
        )
        opened(page, edition, language)
        assert page.evaluate("window.then") in ("idle", "starting")

        expect(number(page)).to_have_text(WINDOW[language][1], timeout=60_000)

        expect(page.locator("#backup_loss-backup")).to_have_value(NIGHT_BEFORE)

    def test_what_was_typed_before_the_script_ran_stays_and_counts(self, new_page, edition, language):
        page = new_page(edition)
        page.add_init_script(
            f"""new MutationObserver((_, observer) => {{
              const input = document.querySelector("#backup_loss-backup");
              if (!input) return;
              observer.disconnect();
              input.value = "{NIGHT_BEFORE}";
            }}).observe(document, {{ childList: true, subtree: true }});"""
        )
        opened(page, edition, language)

        expect(number(page)).to_have_text(WINDOW[language][1], timeout=60_000)

    def test_an_error_stands_at_its_field_and_the_old_result_is_marked(self, form, language):
        ready(form)
        form.locator(".calculator-more > summary").click()
        rpo = form.locator("#backup_loss-rpo")
        rpo.press_sequentially("abc")

        error = field(form, "rpo").locator(".calculator-error")
        expect(error).to_be_visible()
        expect(error).to_contain_text("abc")
        expect(rpo).to_have_attribute("aria-invalid", "true")
        expect(rpo).to_be_focused()
        expect(state(form)).to_have_attribute("data-state", "stale")
        expect(form.locator(".calculator-state[data-state=stale]")).to_be_visible()
        expect(number(form)).to_have_text(WINDOW[language][0])

        rpo.fill("24 h")

        expect(error).to_be_hidden()
        expect(rpo).not_to_have_attribute("aria-invalid", "true")
        expect(table(form)).to_contain_text({"zh": "11 小时", "en": "11 h"}[language])

    def test_a_contradiction_stands_at_both_fields(self, desk):
        ready(desk)
        desk.fill("#backup_loss-backup", "2026-03-13T02:00")

        for name in ("backup", "crash"):
            expect(field(desk, name).locator(".calculator-error")).to_be_visible()

    def test_an_error_in_a_folded_field_unfolds_it(self, desk):
        desk.evaluate("RunbookStore.setValue('backup_loss/rpo', 'abc')")
        desk.reload()

        expect(field(desk, "rpo").locator(".calculator-error")).to_be_visible(timeout=60_000)

    def test_a_date_that_is_only_begun_is_an_error_and_not_remembered(self, desk):
        ready(desk)
        desk.locator("#backup_loss-backup").click(position={"x": 20, "y": 20})
        desk.keyboard.press("Backspace")

        expect(field(desk, "backup").locator(".calculator-error")).to_be_visible()
        assert desk.evaluate(STORED) == {}

    def test_fast_typing_ends_with_the_last_value(self, desk):
        ready(desk)
        desk.locator(".calculator-more > summary").click()

        desk.locator("#backup_loss-rpo").press_sequentially("123 h", delay=5)

        expect(table(desk)).to_contain_text("4 d 14 h")

    def test_the_status_speaks_only_in_pauses(self, desk):
        ready(desk)
        desk.locator(".calculator-more > summary").click()
        desk.evaluate(
            """() => {
              window.said = 0;
              const status = document.querySelector(".calculator-status");
              new MutationObserver(() => { said++; }).observe(status, { childList: true });
            }"""
        )

        # From inside the page: from outside, a busy machine puts pauses between the keys.
        desk.evaluate(
            """async () => {
              const rpo = document.querySelector("#backup_loss-rpo");
              for (const key of "123456 h") {
                rpo.value += key;
                rpo.dispatchEvent(new Event("input", { bubbles: true }));
                await new Promise((done) => setTimeout(done, 60));
              }
            }"""
        )
        desk.wait_for_function("said > 0")
        desk.wait_for_timeout(1000)

        assert desk.evaluate("said") == 1

    def test_what_the_reader_unfolded_stays_unfolded(self, desk):
        ready(desk)
        desk.locator(".calculator-steps > summary").click()

        desk.fill("#backup_loss-backup", NIGHT_BEFORE)

        expect(number(desk)).to_have_text(WINDOW["en"][1])
        expect(desk.locator(".calculator-steps")).to_have_attribute("open", "")

    def test_what_a_change_does_not_concern_is_not_touched(self, desk):
        desk.locator("details:has(#backup_loss-rpo) > summary").first.click()
        desk.fill("#backup_loss-rpo", "20 h")
        expect(desk.locator(".calculator-result")).to_contain_text("20 h", timeout=60_000)
        nodes = desk.evaluate_handle("[...document.querySelectorAll('.calculator-result *')]")

        desk.fill("#backup_loss-rpo", "21 h")

        expect(desk.locator(".calculator-result")).to_contain_text("21 h")
        assert (
            desk.evaluate("(nodes) => nodes.filter((n) => n.isConnected).length / nodes.length", nodes) > 0.8
        )


class TestDevice:
    @pytest.mark.parametrize(
        ("zone", "moments", "result", "offsets"),
        [
            ("Asia/Shanghai", ("2026-03-12T02:00", "2026-03-12T15:00"), "13 h", ["+08:00", "+08:00"]),
            ("America/New_York", ("2026-03-08T01:30", "2026-03-08T09:30"), "7 h", ["-05:00", "-04:00"]),
            ("America/New_York", ("2026-11-01T00:30", "2026-11-01T08:30"), "9 h", ["-04:00", "-05:00"]),
            ("Asia/Kolkata", ("2026-03-12T02:00", "2026-03-12T15:00"), "13 h", ["+05:30", "+05:30"]),
            ("UTC", ("2026-03-12T02:00", "2026-03-12T15:00"), "13 h", ["+00:00", "+00:00"]),
        ],
    )
    def test_offsets_come_from_the_device(self, new_page, over_http, zone, moments, result, offsets):
        backup, crash = moments
        page = new_page(over_http, timezone_id=zone)
        page.clock.install(time="2026-12-01T00:00:00Z")
        page.clock.resume()
        opened(page, over_http, "en")

        page.fill("#backup_loss-crash", crash)
        page.fill("#backup_loss-backup", backup)

        expect(number(page)).to_have_text(result, timeout=60_000)
        filled = [page.input_value(f"#backup_loss-{name}-offset") for name in ("backup", "crash")]
        assert filled == offsets
        expect(field(page, "crash.offset").locator("[data-origin=device]")).not_to_have_attribute(
            "hidden", ""
        )

    def test_a_typed_offset_wins(self, new_page, over_http):
        page = opened(new_page(over_http, timezone_id="Asia/Shanghai"), over_http, "en")
        page.locator(".calculator-more > summary").click()

        page.fill("#backup_loss-backup-offset", "+00:00")
        page.fill("#backup_loss-crash", "2026-03-12T15:00")
        page.fill("#backup_loss-backup", "2026-03-11T18:00")

        expect(number(page)).to_have_text("13 h", timeout=60_000)


class TestMemory:
    def test_typed_values_survive_reload_and_the_other_language(self, form, edition, language):
        form.fill("#backup_loss-backup", NIGHT_BEFORE)
        expect(number(form)).to_have_text(WINDOW[language][1], timeout=60_000)

        form.reload()
        expect(number(form)).to_have_text(WINDOW[language][1], timeout=60_000)

        other = next(one for one in LANGUAGES if one != language)
        form.locator(".runbook-languages a:not([aria-current])").click()
        form.wait_for_url(edition.url(other, PAGE))
        expect(number(form)).to_have_text(WINDOW[other][1], timeout=60_000)
        expect(form.locator("#backup_loss-backup")).to_have_value(NIGHT_BEFORE)

    def test_typed_values_survive_a_killed_browser(self, chromium_type, edition, language, tmp_path):
        with profile(chromium_type, tmp_path) as context:
            page = opened(context.pages[0], edition, language)
            page.fill("#backup_loss-backup", NIGHT_BEFORE)
            assert page.evaluate(STORED) == {"backup_loss/backup": NIGHT_BEFORE}  # a read waits for the disk
            kill(tmp_path)

        with profile(chromium_type, tmp_path) as context:
            page = opened(context.pages[0], edition, language)

            expect(page.locator("#backup_loss-backup")).to_have_value(NIGHT_BEFORE)
            expect(number(page)).to_have_text(WINDOW[language][1], timeout=60_000)

    def test_clearing_brings_back_the_example_and_forgets(self, form, language):
        form.fill("#backup_loss-backup", "2026-03-13T02:00")
        expect(field(form, "backup").locator(".calculator-error")).to_be_visible(timeout=60_000)

        form.locator("[data-action=clear]").click()

        expect(number(form)).to_have_text(WINDOW[language][0])
        expect(form.locator("#backup_loss-backup")).to_have_value("2026-03-12T02:00")
        expect(field(form, "backup").locator(".calculator-error")).to_be_hidden()
        expect(field(form, "backup").locator("[data-origin=example]")).to_be_visible()
        expect(state(form)).to_have_attribute("data-state", "ready")
        form.reload()
        expect(form.locator("#backup_loss-backup")).to_have_value("2026-03-12T02:00")
        assert form.evaluate(STORED) == {}

    def test_another_tab_follows(self, form, edition, language):
        ready(form)
        other = opened(form.context.new_page(), edition, language)

        other.fill("#backup_loss-backup", NIGHT_BEFORE)
        expect(number(form)).to_have_text(WINDOW[language][1], timeout=60_000)

        other.locator("[data-action=clear]").click()
        expect(number(form)).to_have_text(WINDOW[language][0])
        expect(form.locator("#backup_loss-backup")).to_have_value("2026-03-12T02:00")

    def test_what_is_being_typed_is_not_overwritten_by_another_tab(self, desk, over_http):
        ready(desk)
        desk.locator(".calculator-more > summary").click()
        desk.locator("#backup_loss-rpo").fill("24 h")

        desk.context.new_page().goto(over_http.url("en", PAGE))
        desk.context.pages[1].evaluate("RunbookStore.setValue('backup_loss/rpo', '1 h')")
        desk.wait_for_timeout(500)

        expect(desk.locator("#backup_loss-rpo")).to_have_value("24 h")


class TestHostile:
    def test_typed_into_every_text_field(self, form):
        ready(form)
        form.locator(".calculator-more > summary").click()
        texts = ".calculator-field:not(.calculator-cell) > :is(input[type=text], textarea):visible"
        for text in form.locator(f".calculator-form {texts}").all():
            text.evaluate("(field) => field.removeAttribute('maxlength')")
            text.fill(HOSTILE)
            text.press("Tab")
            expect(state(form)).to_have_attribute("data-state", "stale")
            assert form.evaluate(MARKUP) == [0, "undefined"]
        expect(form.locator(".calculator-error", has_text="<img")).not_to_have_count(0)

    def test_stored_under_every_name(self, form):
        form.evaluate(
            f"""async (value) => {{
              for (const name of {NAMES}) await RunbookStore.setValue(`backup_loss/${{name}}`, value);
              await RunbookStore.setValue(`backup_loss/${{value}}`, value);
            }}""",
            HOSTILE,
        )

        form.reload()

        expect(state(form)).to_have_attribute("data-state", "stale", timeout=60_000)
        assert form.evaluate(MARKUP) == [0, "undefined"]


class TestPage:
    def test_not_a_byte_of_python_where_no_calculator_is_in_view(self, page, edition, language):
        asked: list[str] = []
        page.context.on("request", lambda request: asked.append(request.url))

        for name in OTHER_PAGES:
            page.goto(edition.url(language, name), wait_until="networkidle")

        assert [url for url in asked if "/assets/python/" in url or "python-worker" in url] == []

    def test_a_form_below_the_screen_starts_nothing_until_it_is_seen(self, page, edition, language):
        asked: list[str] = []
        page.context.on("request", lambda request: asked.append(request.url))
        page.add_init_script(
            """addEventListener("readystatechange", () => {
              if (document.readyState === "interactive") {
                document.querySelector(".calculator")?.before(...Array.from({ length: 200 }, () =>
                  Object.assign(document.createElement("p"), { textContent: "…" })));
              }
            }, true);"""
        )
        opened(page, edition, language)
        page.evaluate("RunbookStore.setValue('backup_loss/rpo', '24 h')")
        page.reload(wait_until="networkidle")
        assert [url for url in asked if "/assets/python/" in url] == []

        page.locator(".calculator-form").scroll_into_view_if_needed()

        ready(page)
        expect(table(page)).to_contain_text("11")

    def test_keyboard_alone(self, form, language):
        form.locator("#backup_loss-crash").focus()
        form.keyboard.press("Home")
        seen = set()
        for _ in range(40):
            form.keyboard.press("Tab")
            name = form.evaluate("document.activeElement.id || document.activeElement.tagName")
            seen.add(name)
            if name == "SUMMARY" and "backup_loss-backup" in seen:
                form.keyboard.press("Enter")
                break
        form.keyboard.press("Tab")
        while form.evaluate("document.activeElement.id") != "backup_loss-rpo":
            form.keyboard.press("Tab")
        form.keyboard.type("24 h")

        expect(table(form)).to_contain_text({"zh": "11 小时", "en": "11 h"}[language], timeout=60_000)

        while form.evaluate("document.activeElement.dataset.action") != "clear":
            form.keyboard.press("Tab")
        form.keyboard.press("Space")

        expect(form.locator("#backup_loss-rpo")).to_have_value("")

    def test_a_phone_shows_no_sideways_scroll_and_keeps_the_number_in_view(self, small):
        ready(small)
        small.locator(".calculator-more > summary").click()

        assert small.evaluate("document.documentElement.scrollWidth") <= 360
        expect(number(small)).to_be_in_viewport()
        small_targets = small.evaluate(
            """[...document.querySelectorAll(
              `.calculator :is(input:not([type=radio], [type=checkbox], [type=file]), textarea, select,
                button, summary, .calculator-option, .calculator-open)`)]
              .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 43.5)
              .map((e) => e.outerHTML)"""
        )
        assert small_targets == []

    def test_paper_has_the_values_and_the_result_but_no_buttons(self, form, language):
        form.fill("#backup_loss-backup", NIGHT_BEFORE)
        expect(number(form)).to_have_text(WINDOW[language][1], timeout=60_000)

        form.emulate_media(media="print")

        expect(number(form)).to_be_visible()
        expect(form.locator("#backup_loss-backup")).to_be_visible()
        for gone in ("[data-action=clear]", ".calculator-state", ".calculator-status"):
            expect(form.locator(f"{gone}:visible")).to_have_count(0)

    def test_without_scripts_the_example_and_the_reason_stand_there(self, new_page, edition, language):
        page = opened(new_page(edition, java_script_enabled=False), edition, language)

        expect(number(page)).to_have_text(WINDOW[language][0])
        expect(page.locator("noscript .calculator-state")).to_be_visible()
