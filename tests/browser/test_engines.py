"""One story in three engines: type and see the result change, tick a line, come back and find both."""

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.browser import engines
from tests.browser.conftest import HOST, Edition
from tests.browser.engines import Engine, until
from tests.browser.serving import PREFIX

CALCULATOR = "calculators/backup_loss.html"
STEP = "steps/4-backup-and-recovery.html"
WINDOW = {"zh": "14 小时", "en": "14 h"}


def shows(text: str) -> str:
    """The condition that the result holds a text."""
    return f"document.querySelector('.calculator-result').textContent.includes({json.dumps(text)})"


def tell_story(engine: Engine, edition: Edition, language: str) -> None:
    """Move the crash by an hour, set a target, tick a line, and find it all again."""
    other = "en" if language == "zh" else "zh"
    engine.open(edition.url(language, CALCULATOR))
    engine.click("#backup_loss-crash")
    engine.evaluate(
        "const input = document.querySelector('#backup_loss-crash');"
        "input.value = '2026-03-12T16:00'; input.dispatchEvent(new Event('input', { bubbles: true }));"
    )
    until(engine, shows(WINDOW[language]))
    engine.click(".calculator-more > summary")
    engine.type("#backup_loss-rpo", "24 h")
    until(engine, shows({"zh": "10 小时", "en": "10 h"}[language]))

    engine.open(edition.url(language, STEP))
    engine.click("#bk-contact-tick")
    until(
        engine,
        "document.querySelector('runbook-checklist[name=bk-facts] [data-count=done]').textContent === '1'",
    )
    until(engine, "document.querySelector('#bk-contact').textContent.includes(':')")

    engine.open(edition.url(language, STEP))
    until(engine, "document.querySelector('#bk-contact-tick').checked")
    if remembers_across_pages(engine):
        engine.open(edition.url(other, STEP))
        until(engine, "document.querySelector('#bk-contact-tick').checked")
    engine.open(edition.url(language, CALCULATOR))
    until(engine, "document.querySelector('#backup_loss-crash').value.startsWith('2026-03-12T16:00')")
    until(engine, "document.querySelector('#backup_loss-rpo').value === '24 h'")


def remembers_across_pages(engine: Engine) -> bool:
    """Firefox gives each file its own storage; the page must then say so."""
    apart = engine.evaluate("return location.protocol === 'file:' && location.origin === 'null';")
    if apart and "Firefox" in engine.evaluate("return navigator.userAgent;"):
        until(engine, "!document.querySelector('[data-when=file]').hidden")
        return False
    return True


@pytest.fixture(scope="module")
def firefox() -> Iterator[Engine]:
    with engines.firefox(HOST) as engine:
        yield engine


@pytest.fixture(scope="module")
def webkit() -> Iterator[Engine]:
    with engines.webkit() as engine:
        yield engine


def test_chromium(new_page: Callable[..., Page], edition: Edition, language: str) -> None:
    tell_story(engines.Chromium(new_page(edition)), edition, language)


@pytest.mark.parametrize("language", ["zh"])
def test_firefox(firefox: Engine, edition: Edition, language: str) -> None:
    tell_story(firefox, edition, language)


@pytest.mark.parametrize("language", ["en"])
def test_webkit(webkit: Engine, over_file: Edition, port: int, language: str) -> None:
    for edition in (Edition("http", f"http://127.0.0.1:{port}{PREFIX}"), over_file):
        tell_story(webkit, edition, language)
