"""A real Chromium on the built site, over http as on an intranet and from file://.

The http address is a host name that resolves to this machine, so that the browser treats it as plain http
on an intranet: no secure context. The site stands below a sub-path there.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page

from setup.engines import find_chromium
from tests.browser.serving import PREFIX, serve

HOST = "plant.intranet"
# Of several lists the last one counts: this holds those of Playwright's that matter here, and what would draw
# the suggestions of an address bar that nobody sees for each context, a fifth of the processor's time.
UNWANTED = (
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
)
CHROMIUM = {
    "executable_path": find_chromium(),
    "args": [
        f"--host-resolver-rules=MAP {HOST} 127.0.0.1",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        f"--disable-features={','.join(UNWANTED)}",
    ],
}
LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class Edition:
    """One way to reach the site: over http or as files."""

    name: str
    base: str

    def url(self, language: str, page: str) -> str:
        """The address of a page, such as `steps/4-backup-and-recovery.html`, in a language."""
        return self.base + ("" if language == "zh" else f"{language}/") + page

    def owns(self, url: str) -> bool:
        """Whether a request stays within the site (data and blobs never leave the page)."""
        return url.startswith((self.base, "data:", "blob:", "about:"))


@dataclass
class Watch:
    """What a page did that no page of ours may do."""

    edition: Edition
    problems: list[str] = field(default_factory=list)

    def attach(self, context: BrowserContext) -> None:
        """Note foreign requests, failed requests, console errors and uncaught errors of all the pages."""
        context.on("request", self._request)
        context.on("console", lambda m: self._note(m.type == "error", f"console: {m.text}"))
        context.on("weberror", lambda e: self._note(True, f"uncaught: {e.error}"))
        context.on("response", lambda r: self._note(r.status >= 400, f"{r.status} {r.url}"))

    def _request(self, request) -> None:
        self._note(not self.edition.owns(request.url), f"left the site: {request.url}")

    def _note(self, wrong: bool, what: str) -> None:
        if wrong:
            self.problems.append(what)


@pytest.fixture(scope="session")
def chromium(chromium_type: BrowserType) -> Iterator[Browser]:
    browser = chromium_type.launch(**CHROMIUM)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def port(site: Path) -> Iterator[int]:
    with serve(site) as number:
        yield number


@pytest.fixture(scope="session")
def over_http(port: int) -> Edition:
    return Edition("http", f"http://{HOST}:{port}{PREFIX}")


@pytest.fixture(scope="session")
def over_file(site: Path) -> Edition:
    return Edition("file", f"{site.as_uri()}/")


@pytest.fixture(params=("http", "file"))
def edition(request: pytest.FixtureRequest) -> Edition:
    return request.getfixturevalue(f"over_{request.param}")


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def new_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Open pages in contexts of their own: `new_page(edition, viewport=…, …)`.

    When the test ends, nothing may have left the site, failed or complained. A test that provokes a fault
    on purpose passes `watched=False`.
    """
    opened: list[tuple[BrowserContext, Watch | None]] = []

    def open_one(edition: Edition, *, watched: bool = True, **options) -> Page:
        context = chromium.new_context(**options)
        watch = Watch(edition) if watched else None
        if watch:
            watch.attach(context)
        opened.append((context, watch))
        return context.new_page()

    yield open_one
    for context, _ in opened:
        context.close()
    assert [problem for _, watch in opened if watch for problem in watch.problems] == []


@pytest.fixture
def page(new_page: Callable[..., Page], edition: Edition) -> Page:
    """A watched page of its own in the edition under test."""
    return new_page(edition)
