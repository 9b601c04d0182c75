"""The frame around every page: what it asks for, its languages, its colours, its sizes, its print."""

import base64
import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import HOST, Edition
from tests.browser.serving import PREFIX, serve

DOCS = Path(__file__).parents[2] / "docs/zh"
PAGES = sorted(path.relative_to(DOCS).with_suffix(".html").as_posix() for path in DOCS.rglob("*.md"))
STEP = "steps/4-backup-and-recovery.html"
CALCULATOR = "calculators/backup_loss.html"
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 640}
OTHER = {"zh": "en", "en": "zh"}

WIDER_THAN_THE_SCREEN = """() => {
  const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth;
  return [...document.querySelectorAll('article *')]
    .filter(each => wide && each.getBoundingClientRect().right > innerWidth + 1)
    .map(each => each.outerHTML.slice(0, 80));
}"""
SMALL_TARGETS = """() => [...document.querySelectorAll(
    '.md-header a, .md-header__button, .md-skip, summary, .home-list a, .home-act a, .md-footer a')]
  .map(each => [each.outerHTML.slice(0, 80), each.getBoundingClientRect()])
  .filter(([, box]) => box.width && box.bottom > 0 && (box.width < 43.5 || box.height < 43.5))
  .map(([html, box]) => `${box.width} x ${box.height}: ${html}`)"""
LEFT_OF_ITS_LINK = """() => [...document.querySelectorAll('.home-list:not(.home-telephones) li')]
.filter(each => {
  const range = document.createRange();
  range.selectNodeContents(each.querySelector('a').lastChild);
  const link = range.getBoundingClientRect().left;
  range.setStartAfter(each.querySelector('a'));
  range.setEndAfter(each.lastChild);
  return range.getBoundingClientRect().left < link - 1;
}).map(each => each.textContent)"""
MOVING = """() => [...document.querySelectorAll('*')].flatMap(each => [null, '::before', '::after']
  .map(part => [part, getComputedStyle(each, part)])
  .filter(([, style]) => style.transitionDuration.split(', ').some(parseFloat)
    || style.animationName !== 'none' || style.scrollBehavior === 'smooth')
  .map(([part]) => `${part ?? ''} of ${each.outerHTML.slice(0, 80)}`))"""
FOLDED_AWAY = """() => [...document.querySelectorAll('article details > :not(summary)')]
  .filter(each => !each.closest('[hidden], runbook-calculator') && !each.checkVisibility())
  .map(each => each.outerHTML.slice(0, 80))"""
FRAME = (".md-header", ".md-footer", ".md-sidebar--primary", ".md-sidebar--secondary", ".md-search")
EXAMPLE = {"zh": "13 小时", "en": "13 h"}
NO_SCRIPT = {"zh": re.compile("脚本已关闭"), "en": re.compile("Scripts are off")}
SHEETS = re.compile(rb"/Type\s*/Page\b")


def switch(page: Page, language: str) -> None:
    page.locator(f".runbook-languages a[lang={language}]").click()
    expect(page.locator("html")).to_have_attribute("lang", language)


def search_for_erp(page: Page) -> None:
    field = page.locator(".md-search__input")
    field.click()
    field.fill("ERP")
    field.press("End")  # the theme answers to keys, not to changes
    expect(page.locator(".md-search-result__item").first).to_be_attached()
    page.keyboard.press("Escape")


def test_every_page_stays_within_the_site_and_leads_to_itself_in_the_other_language(
    page: Page, edition: Edition, language: str
):
    for name in PAGES:
        page.goto(edition.url(language, name))
        switch(page, OTHER[language])
        assert page.url == edition.url(OTHER[language], name)
    page.wait_for_load_state("networkidle")


def test_searching_stays_within_the_site(page: Page, edition: Edition, language: str):
    page.goto(edition.url(language, STEP))
    search_for_erp(page)
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("name", ["sources.html", STEP])
def test_the_name_leads_home(page: Page, edition: Edition, language: str, name: str):
    page.goto(edition.url(language, name))
    page.locator(".runbook-home").click()
    page.wait_for_url(edition.url(language, "index.html"))


def test_the_colours_follow_the_system_until_the_reader_chooses(
    new_page: Callable[..., Page], edition: Edition, language: str
):
    page = new_page(edition, color_scheme="dark")
    page.goto(edition.url(language, STEP))
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.locator("[data-md-component=palette] label:visible").click()
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    page.reload()
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    page.locator("[data-md-component=palette] label:visible").click()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")


@pytest.mark.parametrize("address", ["nowhere.html", "steps/nowhere.html", "en/a/b/c/nowhere.html"])
@pytest.mark.parametrize("target", ["index.html", "en/index.html"])
def test_a_missing_page_leads_to_both_homes(
    new_page: Callable[..., Page], over_http: Edition, address: str, target: str
):
    page = new_page(over_http, watched=False)
    assert page.goto(over_http.base + address).status == 404
    expect(page.get_by_role("heading")).to_have_text(["没有这一页", "No such page"])
    page.locator(f"a[data-home='{target}']").click()
    page.wait_for_url(over_http.base + target)
    expect(page.locator(".runbook-home")).to_be_visible()


def test_the_first_tab_skips_to_the_text(page: Page, edition: Edition, language: str):
    page.goto(edition.url(language, STEP))
    page.keyboard.press("Tab")
    skip = page.locator(".md-skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_visible()
    page.keyboard.press("Enter")
    assert page.locator(f'h1[id="{page.evaluate("location.hash.slice(1)")}"]').count() == 1


def test_menu_and_search_open_from_the_keyboard(
    new_page: Callable[..., Page], over_http: Edition, language: str
):
    page = new_page(over_http, viewport=PHONE)
    page.goto(over_http.url(language, STEP))
    page.locator(".md-header__button[for=__drawer]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#__drawer")).to_be_checked()
    page.keyboard.press("Enter")
    page.locator(".md-header__button[for=__search]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".md-search__input")).to_be_focused()


SIZES = {
    "phone": PHONE,
    "320 px: 400 % zoom": {"width": 320, "height": 256},
    "640 px: 200 % zoom": {"width": 640, "height": 400},
    "tablet": {"width": 1024, "height": 768},
    "desk": DESK,
}


def test_every_page_fits_the_screen_and_the_thumb(
    new_page: Callable[..., Page], over_http: Edition, language: str
):
    page = new_page(over_http, reduced_motion="reduce")  # a menu on its way out is wide for a moment
    for name in PAGES:
        page.goto(over_http.url(language, name))
        for said, size in SIZES.items():
            page.set_viewport_size(size)
            assert page.evaluate(WIDER_THAN_THE_SCREEN) == [], f"{name}, {said}"
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], f"{name}, {said}"
            assert page.evaluate(SMALL_TARGETS) == [], f"{name}, {said}"


def test_a_remark_begins_below_its_link(new_page: Callable[..., Page], over_http: Edition, language: str):
    page = new_page(over_http, viewport=PHONE)
    page.goto(over_http.url(language, "index.html"))
    assert page.evaluate(LEFT_OF_ITS_LINK) == []


def test_every_page_reads_without_scripts(new_page: Callable[..., Page], over_file: Edition, language: str):
    page = new_page(over_file, java_script_enabled=False)
    for name in PAGES:
        page.goto(over_file.url(language, name))
        expect(page.locator("h1")).to_be_visible()
        for notice in page.locator("[data-when]").all():
            expect(notice).to_be_hidden()


def test_without_scripts_a_calculator_shows_its_example_and_says_why(
    new_page: Callable[..., Page], edition: Edition, language: str
):
    page = new_page(edition, java_script_enabled=False)
    page.goto(edition.url(language, CALCULATOR))
    expect(page.locator(".calculator-result")).to_contain_text(EXAMPLE[language])
    why = page.locator("noscript .calculator-state")
    expect(why).to_be_visible()
    expect(why).to_have_text(NO_SCRIPT[language])
    for waiting in page.locator(".calculator-state[data-state]").all():
        expect(waiting).to_be_hidden()


def test_every_page_prints_its_article_alone(
    new_page: Callable[..., Page], over_http: Edition, language: str
):
    page = new_page(over_http, viewport=DESK, color_scheme="dark")
    page.emulate_media(media="print")
    for name in PAGES:
        page.goto(over_http.url(language, name))
        expect(page.locator("article")).to_be_visible()
        for part in FRAME:
            expect(page.locator(part)).to_be_hidden()
        assert page.evaluate(FOLDED_AWAY) == [], name
        expect(page.locator("h1")).to_have_css("color", "rgb(0, 0, 0)")
        expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")


def test_forced_colours_keep_the_shapes(new_page: Callable[..., Page], over_http: Edition, language: str):
    page = new_page(over_http, forced_colors="active", color_scheme="dark")
    page.goto(over_http.url(language, STEP))
    empty = page.locator("#bk-ransom .checklist-tick").screenshot()
    page.check("#bk-ransom-tick")
    page.check("#bk-photo [value=no]")
    ink = page.locator("h1").evaluate("each => getComputedStyle(each).color")
    for place in ("#bk-ransom .state-done", "#bk-photo .checklist-now:visible"):
        shape = page.locator(place).first
        expect(shape).to_be_visible()
        assert shape.evaluate("each => getComputedStyle(each, '::before').backgroundColor") == ink, place
    assert page.locator("#bk-ransom .checklist-tick").screenshot() != empty


def test_nothing_moves_for_readers_who_want_no_motion(
    new_page: Callable[..., Page], over_http: Edition, language: str
):
    page = new_page(over_http, reduced_motion="reduce")
    for name in ("index.html", STEP, CALCULATOR):
        page.goto(over_http.url(language, name))
        assert page.evaluate(MOVING) == [], name
    still = new_page(over_http)
    still.goto(over_http.url(language, STEP))
    assert still.evaluate(MOVING) != []


def test_home_prints_on_two_sides_of_a_sheet(
    new_page: Callable[..., Page], over_http: Edition, language: str
):
    page = new_page(over_http, viewport=DESK)
    page.goto(over_http.url(language, "index.html"))
    assert len(SHEETS.findall(page.pdf(prefer_css_page_size=True))) <= 2


def inline_scripts(site: Path) -> set[str]:
    """The hashes of the scripts that the theme writes into its pages (data is not executed)."""
    script = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>(.*?)</script>", re.DOTALL)
    texts = {text for page in site.rglob("*.html") for text in script.findall(page.read_text("utf-8"))}
    digests = (hashlib.sha256(text.encode()).digest() for text in texts)
    return {f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests}


def test_a_strict_content_security_policy_stops_nothing(
    new_page: Callable[..., Page], site: Path, language: str
):
    policy = (
        f"default-src 'none'; script-src 'self' 'wasm-unsafe-eval' {' '.join(sorted(inline_scripts(site)))}; "
        "style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
        "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; object-src 'none'"
    )
    with serve(site, {"Content-Security-Policy": policy}) as port:
        edition = Edition("http", f"http://{HOST}:{port}{PREFIX}")
        page = new_page(edition)
        page.add_init_script(
            "addEventListener('securitypolicyviolation', event => console.error(event.violatedDirective))"
        )
        for name in ("index.html", STEP, CALCULATOR):
            page.goto(edition.url(language, name))
            page.locator("[data-md-component=palette] label:visible").click()
            search_for_erp(page)
        crash = page.locator("runbook-calculator input[name=crash]")
        result = page.locator("runbook-calculator .calculator-result")
        before = result.inner_text()
        crash.fill("2026-03-12T16:30")
        expect(result).not_to_have_text(before, timeout=30_000)


WIDTH = """(text) => {
  const span = document.createElement("span");
  span.textContent = text;
  document.querySelector(".md-content p").append(span);
  const width = span.getBoundingClientRect().width / parseFloat(getComputedStyle(span).fontSize);
  span.remove();
  return width;
}"""


def test_quotation_marks_are_as_wide_as_their_language_has_them(
    page: Page, edition: Edition, language: str
) -> None:
    page.goto(edition.url(language, "calculators/vendor_sla.html"))
    widths = [page.evaluate(WIDTH, mark) for mark in "’“”"]

    assert all(width == 1 for width in widths) if language == "zh" else max(widths) < 0.7
