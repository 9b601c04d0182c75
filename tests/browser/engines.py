"""Three browser engines behind the few commands that a reader's story needs."""

import json
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import Page
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.webkitgtk.service import Service

from publishing.runtime import NODE
from setup.engines import find_firefox, find_webkit

HERE = Path(__file__).parent


class Engine(Protocol):
    """What a story may ask of a browser."""

    def open(self, url: str) -> None:
        """Load a page."""

    def evaluate(self, script: str) -> Any:
        """Run a function body in the page and give what it returns."""

    def click(self, selector: str) -> None:
        """Click an element as a mouse does."""

    def type(self, selector: str, text: str) -> None:
        """Type into an element key by key."""


class Chromium:
    """Chromium through Playwright."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, url: str) -> None:
        self.page.goto(url)

    def evaluate(self, script: str) -> Any:
        return self.page.evaluate(f"() => {{ {script} }}")

    def click(self, selector: str) -> None:
        self.page.click(selector)

    def type(self, selector: str, text: str) -> None:
        self.page.locator(selector).press_sequentially(text)


class Firefox:
    """Firefox ESR through Puppeteer in Node, as no WebDriver for it comes from a package."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._answer()

    def _answer(self) -> Any:
        line = self.process.stdout.readline()
        assert line, "Firefox ended"
        answer = json.loads(line)
        assert "error" not in answer, answer
        return answer["value"]

    def _ask(self, *command: str) -> Any:
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def open(self, url: str) -> None:
        self._ask("open", url)

    def evaluate(self, script: str) -> Any:
        return self._ask("evaluate", script)

    def click(self, selector: str) -> None:
        self._ask("click", selector)

    def type(self, selector: str, text: str) -> None:
        self._ask("type", selector, text)


class WebKit:
    """WebKitGTK through its WebDriver; it cannot be told where a host is, so it gets the address."""

    def __init__(self, driver: webdriver.WebKitGTK, host: str) -> None:
        self.driver = driver
        self.host = host

    def open(self, url: str) -> None:
        self.driver.get(url.replace(f"//{self.host}", "//127.0.0.1"))

    def evaluate(self, script: str) -> Any:
        return self.driver.execute_script(script)

    def click(self, selector: str) -> None:
        element = self.driver.find_element(By.CSS_SELECTOR, selector)
        # The driver scrolls it to the edge, under the line that stays there; a reader scrolls on.
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'});", element)
        element.click()

    def type(self, selector: str, text: str) -> None:
        self.driver.find_element(By.CSS_SELECTOR, selector).send_keys(text)


def until(engine: Engine, condition: str, seconds: float = 60) -> None:
    """Wait until an expression holds in the page; fail with what it last gave."""
    end = time.monotonic() + seconds
    while not (value := engine.evaluate(f"return {condition};")):
        assert time.monotonic() < end, f"{condition} stayed {value!r}"
        time.sleep(0.05)


@contextmanager
def firefox(host: str) -> Iterator[Firefox]:
    """Start Firefox ESR with a new profile; `host` resolves to this machine."""
    executable = find_firefox()
    assert executable, "Firefox is missing: apt-get install firefox-esr"
    command = [NODE, HERE / "firefox.mjs", executable, host]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        yield Firefox(process)
        process.stdin.close()


@contextmanager
def webkit(host: str) -> Iterator[WebKit]:
    """Start WebKitGTK on a screen of its own; `host` stands for this machine."""
    assert find_webkit(), "WebKitGTK is missing: apt-get install webkit2gtk-driver xvfb"
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL) as screen:
        os.close(writer)
        with os.fdopen(reader) as line:
            display = f":{line.readline().strip()}"
        driver = webdriver.WebKitGTK(service=Service(env={**os.environ, "DISPLAY": display}))
        try:
            yield WebKit(driver, host)
        finally:
            driver.quit()
            screen.terminate()
