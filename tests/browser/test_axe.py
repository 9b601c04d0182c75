"""axe-core finds nothing: on every page, in both languages, at a desk in light and on a phone in dark."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Edition
from tests.browser.test_search import WORDS, ask
from tests.browser.test_site import DESK, PAGES, PHONE

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
WAYS = [{"viewport": size, "color_scheme": scheme} for size in (DESK, PHONE) for scheme in ("light", "dark")]
SCHEMES = {"light": "default", "dark": "slate"}
NAMES = ["desk light", "desk dark", "phone light", "phone dark"]


def faults(page: Page) -> list[str]:
    """What axe-core objects to, best practices included, each with the place."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [
        f"{fault['id']}: {fault['help']} {json.dumps([node['target'] for node in fault['nodes']])}"
        for fault in found
    ]


@pytest.mark.parametrize("name", PAGES)
def test_pages_with_everything_unfolded(
    new_page: Callable[..., Page], over_http: Edition, language: str, name: str
):
    page = new_page(over_http, reduced_motion="reduce")  # a colour on its way is none to measure
    page.goto(over_http.url(language, name))
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.evaluate("document.querySelectorAll('[data-when]').forEach(each => each.hidden = false)")
    for size, scheme in ((DESK, "light"), (PHONE, "dark")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", SCHEMES[scheme])
        assert faults(page) == [], scheme


@pytest.mark.parametrize("way", WAYS, ids=NAMES)
def test_search_with_results(new_page: Callable[..., Page], over_http: Edition, language: str, way: dict):
    page = new_page(over_http, **way)
    page.goto(over_http.url(language, "index.html"))
    if way["viewport"] == PHONE:
        page.locator(".md-header__button[for=__search]").click()
    ask(page, WORDS[language][0])
    page.wait_for_timeout(400)  # axe measures contrast: let the theme's fade come to its end
    assert faults(page) == []


@pytest.mark.parametrize("way", WAYS, ids=NAMES)
def test_an_open_menu(new_page: Callable[..., Page], over_http: Edition, language: str, way: dict):
    page = new_page(over_http, **{**way, "viewport": PHONE})
    page.goto(over_http.url(language, "steps/4-backup-and-recovery.html"))
    page.locator(".md-header__button[for=__drawer]").click()
    page.wait_for_timeout(400)
    assert faults(page) == []


@pytest.mark.parametrize("way", WAYS, ids=NAMES)
def test_not_found(new_page: Callable[..., Page], over_http: Edition, way: dict):
    page = new_page(over_http, watched=False, **way)
    page.goto(over_http.url("zh", "steps/nowhere.html"))
    page.locator("link[rel=stylesheet]").wait_for(state="attached")
    assert faults(page) == []
