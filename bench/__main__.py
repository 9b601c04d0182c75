"""How fast a calculator answers, and what a page transfers: `make bench`.

First answer: from asking to the answer, with an empty cache (cold) and on the next visit (warm). Asked is the
calculator's page, by typing as soon as it can be used, and an empty page, where nothing else is going on.
Baseline, in the same run: the same pages with a worker that starts plain Pyodide of the same version.
Keystroke: from the input event to the new result in the document; of a worked example, and of the largest
inputs that are likely, which should take a frame.
Paper: seconds and memory for each PDF, from nothing and with nothing changed.
"""

import functools
import http.server
import os
import queue
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from itertools import product
from pathlib import Path
from typing import IO, ClassVar

from playwright.sync_api import Browser, Page, sync_playwright

from bench import large, paper
from calculators.vendor_sla.criteria import CRITERIA, GATES, OWN
from publishing import runtime
from setup.engines import find_chromium

ROOT = Path(__file__).parents[1]
RUNS = 5
KEYS = 60
FASTER = 4.0
KEYSTROKE = 50.0
FRAME = 16.0
PAGES = ("index.html", "steps/4-backup-and-recovery.html", "calculators/backup_loss.html")
CALCULATOR = PAGES[-1]
EMPTY, TIMED = "empty.html", "calculators/timed.html"
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
TYPE = """async ([name, texts]) => {
  const result = document.querySelector(".calculator-result");
  const input = document.querySelector(`[name="${name}"]`);
  const seen = { childList: true, characterData: true, subtree: true };
  const times = [];
  for (const text of texts) {
    await new Promise((done) => setTimeout(done, 100)); // or the last one's painting would count
    const changed = new Promise((done) => new MutationObserver(done).observe(result, seen));
    const begin = performance.now();
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    await changed;
    times.push(performance.now() - begin);
  }
  return times;
}"""

FILL = """async (values) => {
  await Promise.all(Object.entries(values).map(([name, value]) => RunbookStore.setValue(name, value)));
}"""


class Handler(http.server.SimpleHTTPRequestHandler):
    """A plain file server that counts the bytes of bodies."""

    protocol_version = "HTTP/1.1"
    sent: ClassVar[Counter[str]] = Counter()
    answered: ClassVar[queue.Queue[float]] = queue.Queue()

    def do_POST(self) -> None:
        """Hear from a page how long its first answer took."""
        self.answered.put(float(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(HTTPStatus.NO_CONTENT)
        self.end_headers()

    def copyfile(self, source: IO[bytes], outputfile: IO[bytes]) -> None:  # type: ignore[override]
        """Send a file and count it."""
        self.sent["Python" if "/assets/python/" in self.path else "page"] += os.fstat(source.fileno()).st_size
        super().copyfile(source, outputfile)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(http.server.ThreadingHTTPServer):
    """A server that a closed tab does not upset."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Leave a download that the browser broke off; whatever else fails is told."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def main() -> int:
    """Measure, print, and fail below the floors."""
    with (
        tempfile.TemporaryDirectory() as folder,
        served(build(Path(folder))) as base,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        good = [first_answers(base), keystrokes(browser, base), transfers(browser, base)]
        browser.close()
        good.append(paper.measure(Path(folder) / "ours"))
    return 0 if all(good) else 1


def build(folder: Path) -> Path:
    """Build the site twice: as it is, and with the baseline's worker in it."""
    ours, plain = folder / "ours", folder / "plain"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(ours)]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, check=True)
    meta = f'<meta name="runbook-fingerprint" content="{runtime.fingerprint()}">'
    script = '<script src="assets/javascripts/python.js"></script>'
    timing = "<script>" + Path(__file__).with_name("first-answer.js").read_text("utf-8") + "</script>"
    (ours / EMPTY).write_text(f"<!doctype html>{meta}<title>Empty</title>{script}{timing}", "utf-8")
    (ours / TIMED).write_text((ours / CALCULATOR).read_text("utf-8") + timing, "utf-8")
    shutil.copytree(ours, plain)
    shutil.copytree(ROOT / "node_modules" / "pyodide", plain / "assets" / "pyodide")
    scripts = plain / "assets" / "javascripts"
    for name, place in (("plain.js", "python.js"), ("plain-worker.js", "plain-worker.js")):
        shutil.copy(Path(__file__).with_name(name), scripts / place)
    return folder


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder from this machine."""
    handler = functools.partial(Handler, directory=str(folder))
    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def first_answers(base: str) -> bool:
    """Ask both sites in turn, each page twice in a browser with nothing stored.

    A first round is not counted: it reads the sites and the browser itself from the disk.
    """
    times: dict[tuple[str, str, str], list[float]] = {}
    for run, page, way in product(range(RUNS + 1), (EMPTY, TIMED), ("ours", "plain")):
        for cache, time in zip(("cold", "warm"), visits(f"{base}{way}/{page}"), strict=True):
            if run:
                times.setdefault((page, cache, way), []).append(time)
    print(f"\nFirst answer, milliseconds: median of {RUNS} (each)")
    good = True
    for page, cache in product((EMPTY, TIMED), ("cold", "warm")):
        print(f"  {page}, {cache}")
        for way in ("ours", "plain"):
            row = sorted(times[page, cache, way])
            each = ", ".join(f"{time:.0f}" for time in row)
            print(f"    {way:6}{statistics.median(row):6.0f}  ({each})")
        medians = [statistics.median(times[page, cache, way]) for way in ("plain", "ours")]
        print(f"    {medians[0] / medians[1]:.1f} times as fast (at least {FASTER:g})")
        good &= medians[0] / medians[1] >= FASTER
    return good


def visits(address: str) -> list[float]:
    """Milliseconds from asking a page to its first answer, on a first and on a second visit.

    No Playwright: its debugger listens in each worker, which makes every error that is thrown there and
    caught again slow, and Pyodide starts with hundreds of them.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [find_chromium(), "--headless", *ARGUMENTS, f"--user-data-dir={profile}"]
        waiting = f"data:text/html,<script>setTimeout(() => location = '{address}?visits=2', 2000)</script>"
        with subprocess.Popen([*command, waiting], stderr=subprocess.DEVNULL) as browser:
            try:
                return [Handler.answered.get(timeout=120) for _ in range(2)]
            finally:
                browser.terminate()


def keystrokes(browser: Browser, base: str) -> bool:
    """Type into calculators that run."""
    print(
        f"\nKeystroke to result, milliseconds, {KEYS} keys, each 100 ms after the last answer "
        f"(at most {KEYSTROKE:g}, aim {FRAME:g})"
    )
    hours = [f"{key} h" for key in range(1, KEYS + 1)]
    shares = [f"{key}%" for key in range(1, KEYS + 1)]
    starts = [f"2026-03-12T02:{key % 20:02}" for key in range(1, KEYS + 1)]  # the backup ends at 02:20
    log = f"{large.BACKUPS} backups, {large.TYPES} types"
    outage = f"{large.PROCESSES} processes, {large.DEPARTMENTS} departments"
    vendors = f"{large.VENDORS} vendors, {len(GATES) + len(CRITERIA) + len(OWN)} criteria"
    good = True
    for calculator, values, what, name, texts in (
        ("backup_loss", {}, "the worked example, a target", "rpo", hours),
        ("backup_loss", large.backup_log(), f"{log}, a target", "rpo", hours),
        (
            "backup_loss",
            large.backup_log(),
            f"{log}, a rate",
            "records.t1.rate",
            [text[:-1] for text in shares],
        ),
        ("backup_loss", large.backup_log(), f"{log}, a backup", "log.b0.start", starts),
        ("downtime_cost", large.outage(), f"{outage}, the length", "down", hours),
        ("downtime_cost", large.outage(), f"{outage}, idle people", "departments.d1.idle", shares),
        ("vendor_sla", large.vendors(), f"{vendors}, a target", "rto", hours),
        (
            "vendor_sla",
            large.vendors(),
            f"{vendors}, a claim",
            "vendors.v1.phone",
            [f"{text} E3" for text in shares],
        ),
    ):
        page = browser.new_page()
        page.goto(f"{base}ours/calculators/{calculator}.html")
        page.evaluate(FILL, {f"{calculator}/{name}": value for name, value in values.items()})
        good &= typed(page, what, name, texts)
        page.close()
    return good


def typed(page: Page, what: str, name: str, texts: list[str]) -> bool:
    """Type texts one after the other into an input of a page that is opened anew."""
    page.reload()
    page.wait_for_selector("runbook-calculator[data-state=ready]", timeout=120_000)
    page.wait_for_selector(f'[name="{name}"]', state="attached")
    page.evaluate(TYPE, [name, texts[:5]])
    times = sorted(page.evaluate(TYPE, [name, texts[5:] + texts[:5]]))
    median, late = statistics.median(times), float(times[int(len(times) * 0.95)])
    print(f"  {what:44}median {median:5.1f}, 95th percentile {late:5.1f}")
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
