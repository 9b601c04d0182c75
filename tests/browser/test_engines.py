"""One story in three engines: type and see the result change, tick a line, come back and find both."""

import json
from collections.abc import Iterator
from itertools import product

import pytest

from setup.engines import to_test
from tests.browser import engines
from tests.browser.conftest import HOST, Edition
from tests.browser.engines import Engine, until

CALCULATOR = "calculators/backup_loss.html"
STEP = "steps/4-backup-and-recovery.html"
STORIES = (
    *product(["Chromium"], ["http", "file"], ["zh", "en"]),
    *product(["Firefox"], ["http", "file"], ["zh"]),
    *product(["WebKitGTK"], ["http", "file"], ["en"]),
)
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
def webkitgtk() -> Iterator[Engine]:
    with engines.webkit(HOST) as engine:
        yield engine


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> Engine:
    if request.param == "Chromium":
        return engines.Chromium(request.getfixturevalue("page"))
    return request.getfixturevalue(request.param.lower())


@pytest.mark.parametrize(
    ("engine", "edition", "language"),
    [story for story in STORIES if story[0] in to_test()],
    indirect=["engine", "edition"],
)
def test_the_story_is_the_same(engine: Engine, edition: Edition, language: str) -> None:
    tell_story(engine, edition, language)
