"""How fast a calculator answers, and what a page transfers: `make bench`.

First answer: from asking to the answer, with an empty cache (cold) and on the next visit (warm). Asked is the
calculator's page, by typing as soon as it can be used, and an empty page, where nothing else is going on.
Baseline, in the same run: the same pages with a worker that starts plain Pyodide of the same version.
Keystroke: from the input event to the new result in the document, with the worked example and with a log of
200 backups beside 20 types of record.
"""

import functools
import http.server
import json
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
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path
from typing import IO, Any, ClassVar

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from publishing import runtime
from setup.engines import find_chromium

ROOT = Path(__file__).parents[1]
RUNS = 5
KEYS = 60
FASTER = 4.0
KEYSTROKE = 50.0
FOUR_HOURS = timedelta(hours=4)
PAGES = ("index.html", "steps/4-backup-and-recovery.html", "calculators/backup_loss.html")
CALCULATOR = PAGES[-1]
EMPTY = "empty.html"
ASK = {
    CALCULATOR: """async () => {
      const result = document.querySelector(".calculator-result");
      const changed = new Promise((done) => new MutationObserver(done).observe(result, { childList: true }));
      const input = document.querySelector("[name=crash]");
      const begin = performance.now();
      input.focus();
      input.value = "2026-03-12T16:00";
      input.dispatchEvent(new Event("input", { bubbles: true }));
      await changed;
      return performance.now() - begin;
    }""",
    EMPTY: """async () => {
      const values = { crash: "2026-03-12T16:00" };
      const begin = performance.now();
      await RunbookPython.answer({ op: "calculate", calculator: "backup_loss", language: "zh", values });
      return performance.now() - begin;
    }""",
}
TYPE = """async (keys) => {
  const result = document.querySelector(".calculator-result");
  const input = document.querySelector("[name=rpo]");
  const times = [];
  for (let key = 1; key <= keys; key++) {
    const changed = new Promise((done) => new MutationObserver(done).observe(result, { childList: true }));
    const begin = performance.now();
    input.value = `${key} h`;
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
        """Send a file and count it."""
        self.sent["Python" if "/assets/python/" in self.path else "page"] += os.fstat(source.fileno()).st_size
        super().copyfile(source, outputfile)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def main() -> int:
    """Measure, print, and fail below the floors."""
    with (
        tempfile.TemporaryDirectory() as folder,
        served(build(Path(folder))) as base,
        sync_playwright() as playwright,
    ):
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=arguments)
        good = [first_answers(browser, base), keystrokes(browser, base), transfers(browser, base)]
        browser.close()
    return 0 if all(good) else 1


def build(folder: Path) -> Path:
    """Build the site twice: as it is, and with the baseline's worker in it."""
    ours, plain = folder / "ours", folder / "plain"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(ours)]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, check=True)
    meta = f'<meta name="runbook-fingerprint" content="{runtime.fingerprint()}">'
    script = '<script src="assets/javascripts/python.js"></script>'
    (ours / EMPTY).write_text(f"<!doctype html>{meta}<title>Empty</title>{script}", "utf-8")
    shutil.copytree(ours, plain)
    shutil.copytree(ROOT / "node_modules" / "pyodide", plain / "assets" / "pyodide")
    worker = Path(__file__).with_name("plain-worker.js")
    shutil.copy(worker, plain / "assets" / "javascripts" / "python-worker.js")
    return folder


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder from this machine."""
    handler = functools.partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def first_answers(browser: Browser, base: str) -> bool:
    """Ask both sites in turn, each page twice in a browser with nothing stored."""
    times: dict[tuple[str, str, str], list[float]] = {}
    for _, page, way in product(range(RUNS), (EMPTY, CALCULATOR), ("ours", "plain")):
        context = browser.new_context()
        for cache in ("cold", "warm"):
            times.setdefault((page, cache, way), []).append(first_answer(context, base, way, page))
        context.close()
    print(f"\nFirst answer, milliseconds: median of {RUNS} (each)")
    good = True
    for page, cache in product((EMPTY, CALCULATOR), ("cold", "warm")):
        print(f"  {page}, {cache}")
        for way in ("ours", "plain"):
            row = sorted(times[page, cache, way])
            each = ", ".join(f"{time:.0f}" for time in row)
            print(f"    {way:6}{statistics.median(row):6.0f}  ({each})")
        medians = [statistics.median(times[page, cache, way]) for way in ("plain", "ours")]
        print(f"    {medians[0] / medians[1]:.1f} times as fast (at least {FASTER:g})")
        good &= medians[0] / medians[1] >= FASTER
    return good


def first_answer(context: BrowserContext, base: str, way: str, page: str) -> float:
    """Milliseconds from asking a page to its first answer."""
    tab = context.new_page()
    tab.goto(f"{base}{way}/{page}", wait_until="domcontentloaded")
    time: float = tab.evaluate(ASK[page])
    tab.close()
    return time


def keystrokes(browser: Browser, base: str) -> bool:
    """Type into a calculator that runs."""
    print(f"\nKeystroke to result, milliseconds, {KEYS} keys")
    good = True
    for title, inputs in (("the worked example", {}), ("200 backups, 20 types", full())):
        page = browser.new_page()
        page.goto(f"{base}ours/{CALCULATOR}")
        page.wait_for_selector("runbook-calculator[data-state=ready]", timeout=120_000)
        if inputs:
            file = {
                "name": "inputs.json",
                "mimeType": "application/json",
                "buffer": json.dumps(inputs).encode(),
            }
            page.set_input_files(".calculator-file", file)  # type: ignore[arg-type]
            page.wait_for_selector(f".calculator-row:nth-of-type({len(inputs['log'])})", state="attached")
        page.evaluate(TYPE, 5)
        times = sorted(page.evaluate(TYPE, KEYS))
        page.close()
        median, late = statistics.median(times), float(times[int(len(times) * 0.95)])
        print(f"  {title:24}median {median:.1f}, 95th percentile {late:.1f} (at most {KEYSTROKE:g})")
        good &= late <= KEYSTROKE
    return good


def full() -> dict[str, Any]:
    """Inputs as large as the form takes: a full backup each week, an increment each night, logs between."""
    first = datetime(2026, 2, 9, 2)
    kinds = [
        "full" if number % 42 == 0 else "incremental" if number % 6 == 0 else "log" for number in range(200)
    ]
    return {
        "crash": "2026-03-14T12:00",
        "backups": "log",
        "log": [
            {
                "start": (first + number * FOUR_HOURS).isoformat(),
                "kind": kind,
                "result": "ok",
                "readable": "yes",
            }
            for number, kind in enumerate(kinds)
        ],
        "records": [
            {"name": f"T{number}", "rate": f"{number}", "minutes": 5, "reconstructable": "90%", "value": 100}
            for number in range(1, 21)
        ],
    }


def transfers(browser: Browser, base: str) -> bool:
    """Open each page with an empty cache; a page without a calculator in view fetches nothing of Python."""
    print("\nTransferred on a first visit, kB, by a server that does not compress")
    print(f"  {'page':44}{'page':>8}{'Python':>8}")
    good = True
    for page in [prefix + name for prefix in ("", "en/") for name in PAGES]:
        Handler.sent.clear()
        context = browser.new_context()
        tab = context.new_page()
        tab.goto(f"{base}ours/{page}", wait_until="networkidle")
        if page.endswith(CALCULATOR):
            tab.wait_for_selector("runbook-calculator[data-state=ready]", timeout=120_000)
        context.close()
        sent = Handler.sent
        print(f"  {page:44}{sent['page'] / 1000:8.0f}{sent['Python'] / 1000:8.0f}")
        good &= page.endswith(CALCULATOR) or not sent["Python"]
    return good


if __name__ == "__main__":
    sys.exit(main())
