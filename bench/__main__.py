"""How fast a calculator answers, and what a page transfers: `make bench`.

First answer: from a change of a value, made as soon as the calculator's page can be used, to its result, with
an empty cache (cold) and on the next visit (warm). Baseline: plain Pyodide of the same version on an empty
page, asked for the same answer in the same run. Keystroke: from the input event to the new result.
"""

import functools
import http.server
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, ClassVar

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from publishing.browsers import find_chromium

ROOT = Path(__file__).parents[1]
RUNS = 5
KEYS = 60
FASTER = 4.0
KEYSTROKE = 50.0
PAGES = ("index.html", "steps/4-backup-and-recovery.html", "calculators/backup_loss.html")
CALCULATOR = PAGES[-1]
WATCH = """addEventListener("DOMContentLoaded", async () => {
  const result = document.querySelector(".calculator-result");
  new MutationObserver(() => { window.first ??= performance.now(); }).observe(result, { childList: true });
  const input = document.querySelector("[name=crash]");
  if (input) await customElements.whenDefined("runbook-calculator");
  window.asked = performance.now();
  if (!input) return;
  input.value = "2026-03-12T16:00";
  input.dispatchEvent(new Event("input", { bubbles: true }));
});"""
TYPE = """async (keys) => {
  const result = document.querySelector(".calculator-result");
  const input = document.querySelector("[name=target]");
  const times = [];
  for (let key = 0; key < keys; key++) {
    const changed = new Promise((resolve) => {
      const observer = new MutationObserver(() => { observer.disconnect(); resolve(); });
      observer.observe(result, { childList: true });
    });
    const begin = performance.now();
    input.value = `${key + 1} h`;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    await changed;
    times.push(performance.now() - begin);
  }
  return times;
}"""


class Handler(http.server.SimpleHTTPRequestHandler):
    """A plain file server that counts the bytes of bodies."""

    protocol_version = "HTTP/1.1"
    sent: ClassVar[Counter[str]] = Counter()

    def copyfile(self, source: IO[bytes], outputfile: IO[bytes]) -> None:  # type: ignore[override]
        """Send a file and count it under its folder."""
        self.sent["python" if "/assets/python/" in self.path else "page"] += os.fstat(source.fileno()).st_size
        super().copyfile(source, outputfile)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def main() -> int:
    """Measure, print, and fail below the floors."""
    with (
        tempfile.TemporaryDirectory() as folder,
        served(build(Path(folder, "site"))) as base,
        sync_playwright() as playwright,
    ):
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=arguments)
        good = [first_answers(browser, base), keystrokes(browser, base), transfers(browser, base)]
        browser.close()
    return 0 if all(good) else 1


def build(site: Path) -> Path:
    """Build the site, with the baseline beside it."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(site)]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, check=True)
    plain = site / "plain"
    shutil.copytree(Path(__file__).with_name("plain"), plain)
    shutil.copytree(ROOT / "node_modules" / "pyodide", plain / "pyodide")
    shutil.copy(site / "assets" / "python" / "calculators.zip", plain)
    return site


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder from this machine."""
    handler = functools.partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def first_answers(browser: Browser, base: str) -> bool:
    """Open both pages in turn, each twice in a browser with nothing stored."""
    ways = {"snapshot": CALCULATOR, "plain Pyodide": "plain/index.html"}
    times: dict[tuple[str, str], list[float]] = {
        (way, cache): [] for way in ways for cache in ("cold", "warm")
    }
    for _ in range(RUNS):
        for way, page in ways.items():
            context = browser.new_context()
            for cache in ("cold", "warm"):
                times[way, cache].append(first_answer(context, base + page))
            context.close()
    print(f"\nFirst answer, milliseconds: median of {RUNS} (each)")
    good = True
    for cache in ("cold", "warm"):
        for way in ways:
            row = sorted(times[way, cache])
            each = ", ".join(f"{time:.0f}" for time in row)
            print(f"  {cache}  {way:14}{statistics.median(row):7.0f}  ({each})")
        ratio = statistics.median(times["plain Pyodide", cache]) / statistics.median(times["snapshot", cache])
        print(f"  {cache}  {ratio:.1f} times as fast (at least {FASTER:g})")
        good &= ratio >= FASTER
    return good


def first_answer(context: BrowserContext, url: str) -> float:
    """Milliseconds from asking a page to its first new result."""
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(url)
    page.wait_for_function("window.first", timeout=120_000)
    time: float = page.evaluate("window.first - window.asked")
    page.close()
    return time


def keystrokes(browser: Browser, base: str) -> bool:
    """Type into a calculator that runs."""
    page = browser.new_page()
    page.goto(base + CALCULATOR)
    page.wait_for_selector("runbook-calculator[data-state=ready]", timeout=120_000)
    page.evaluate(TYPE, 5)
    times = sorted(page.evaluate(TYPE, KEYS))
    page.close()
    median, late = statistics.median(times), float(times[int(len(times) * 0.95)])
    print(f"\nKeystroke to result, milliseconds, {KEYS} keys")
    print(f"  median {median:.1f}, 95th percentile {late:.1f} (at most {KEYSTROKE:g})")
    return late <= KEYSTROKE


def transfers(browser: Browser, base: str) -> bool:
    """Open each page with an empty cache; a page without a calculator in view fetches nothing of Python."""
    print("\nTransferred on a first visit, kB, by a server that does not compress")
    print(f"  {'page':44}{'page':>8}{'Python':>8}")
    good = True
    for page in [prefix + name for prefix in ("", "en/") for name in PAGES]:
        Handler.sent.clear()
        context = browser.new_context()
        tab = context.new_page()
        tab.goto(base + page, wait_until="networkidle")
        if page.endswith(CALCULATOR):
            tab.wait_for_selector("runbook-calculator[data-state=ready]", timeout=120_000)
        context.close()
        sent = Handler.sent
        print(f"  {page:44}{sent['page'] / 1000:8.0f}{sent['python'] / 1000:8.0f}")
        good &= page.endswith(CALCULATOR) or not sent["python"]
    return good


if __name__ == "__main__":
    sys.exit(main())
