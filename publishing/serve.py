"""Build the site strictly and serve it, again after each change: `python -m publishing.serve --port 8000`.

Each build is a program of its own, so that changed Python counts at once, and goes to a folder of its own, so
that the last good site stays up while another is made or fails. An open page asks the server whether there is
a newer edition and reloads itself.
"""

import argparse
import html
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import watchfiles

from publishing.paper import shelf
from setup import children, steps
from setup.children import Command
from setup.steps import CACHE, ROOT, StopError

SOURCES = (
    "docs",
    "overrides",
    "calculators",
    "company",
    "publishing",
    "mkdocs.yml",
    "runbook.yml",
    "package-lock.json",
)
ADDRESSES = (("中文   ", ""), ("English", "en/"))
HERE = "127.0.0.1"
EVERYWHERE = "0.0.0.0"
PAPER = ("-m", "publishing.paper")
LAST_PORT = 65535
PATIENCE = 20.0  # [s] for which the server keeps a page waiting for news

CHATTER = re.compile(r"(INFO|DEBUG) |\s*$|Aborted with \d+ warnings")
RELOAD_SCRIPT = b"""\
const known = document.currentScript.dataset.edition;
(async function ask() {
  try {
    const answer = await fetch("/-/edition?known=" + known);
    if ((await answer.text()) !== known) return location.reload();
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  ask();
})();
"""
NO_SITE_PAGE = """\
<!doctype html><html lang="zh"><meta charset="utf-8"><title>{zh} {en}</title><body>
<h1>{zh} <span lang="en">{en}</span></h1><pre lang="en">{problem}</pre></body></html>
"""


class Editions:
    """The site that is shown, how many there have been, and what was wrong with the last build."""

    def __init__(self) -> None:
        """Begin with nothing to show."""
        self.folder: Path | None = None
        self.problem = ""
        self.number = 0
        self._news = threading.Condition()

    def show(self, folder: Path) -> None:
        """Show another site from now on; forget the one before."""
        with self._news:
            old, self.folder, self.problem = self.folder, folder, ""
            self._announce()
        if old:
            steps.remove(old)

    def renew(self) -> None:
        """Let open pages know that the site that is shown has more to show."""
        with self._news:
            self._announce()

    def report(self, problem: str) -> None:
        """Keep showing the last good site; where there is none, show the problem."""
        with self._news:
            self.problem = problem
            if not self.folder:
                self._announce()

    def wait(self, known: str) -> str:
        """Give the number of the edition that is shown, at the latest after a while."""
        with self._news:
            self._news.wait_for(lambda: str(self.number) != known, PATIENCE)
            return str(self.number)

    def _announce(self) -> None:
        self.number += 1
        self._news.notify_all()


class Handler(SimpleHTTPRequestHandler):
    """Serve the edition that is shown; a page gets the script that reloads it."""

    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012
        **SimpleHTTPRequestHandler.extensions_map,
        ".css": "text/css",
        ".js": "text/javascript",
        ".json": "application/json",
        ".svg": "image/svg+xml",
        ".wasm": "application/wasm",
    }

    def __init__(self, editions: Editions, *arguments: Any) -> None:
        """Answer over one connection."""
        self.editions = editions
        super().__init__(*arguments)

    def do_HEAD(self) -> None:
        """Answer as to GET, without the content."""
        self.do_GET()

    def do_GET(self) -> None:
        """Answer with a page, any other file, or news."""
        parts = urlsplit(self.path)
        self.directory = str(self.editions.folder)
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if parts.path == "/-/edition":
            known = parse_qs(parts.query).get("known", [""])[0]
            self._send(HTTPStatus.OK, "text/plain", self.editions.wait(known).encode())
        elif parts.path == "/-/reload.js":
            self._send(HTTPStatus.OK, "text/javascript", RELOAD_SCRIPT)
        elif not self.editions.folder:
            self._send_page(HTTPStatus.SERVICE_UNAVAILABLE, no_site_page(self.editions.problem))
        elif not path.exists():
            self._send_page(HTTPStatus.NOT_FOUND, Path(self.directory, "404.html").read_bytes())
        elif path.suffix == ".html" and parts.path.endswith(("/", ".html")):
            self._send_page(HTTPStatus.OK, path.read_bytes())
        elif self.command == "HEAD":
            super().do_HEAD()
        else:
            super().do_GET()

    def end_headers(self) -> None:
        """Let the browser ask each time whether a file has changed."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Keep the terminal for what matters."""

    def _send_page(self, status: HTTPStatus, page: bytes) -> None:
        script = f'<script src="/-/reload.js" data-edition="{self.editions.number}"></script></body>'
        self._send(status, "text/html", page.replace(b"</body>", script.encode()))

    def _send(self, status: HTTPStatus, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


class Server(ThreadingHTTPServer):
    """A server that does not mind a reader who leaves in the middle of an answer."""

    allow_reuse_address = os.name != "nt"  # on Windows it would let two servers share a port
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """Report a bug; a broken connection is none."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(*_)


def no_site_page(problem: str) -> bytes:
    """What to show while there is no site yet, in both languages; it reloads itself like any page."""
    zh, en = ("构建失败", "The build failed") if problem else ("正在构建", "Building")
    return NO_SITE_PAGE.format(zh=zh, en=en, problem=html.escape(problem)).encode()


def build(folder: Path) -> str:
    """Build the site strictly into a folder; give what is wrong with it, or nothing."""
    runtime = [sys.executable, "-m", "publishing.runtime"]
    mkdocs: Command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", folder]
    said = steps.run("Python for the browser (usually 15 to 40 s)", [runtime])
    if said is None:
        said = steps.run("Building the site (usually 5 s)", [mkdocs])
    return "" if said is None else "\n".join(line for line in said.splitlines() if not CHATTER.match(line))


class Paper:
    """Makes the PDFs of the site that is shown, in the background; what it made before is only put there."""

    def __init__(self, editions: Editions) -> None:
        """Begin with nothing to do."""
        self.editions = editions
        self._child: subprocess.Popen[bytes] | None = None

    def start(self, folder: Path) -> None:
        """Make those of another site from now on."""
        shelf.promise(folder)
        with children.undisturbed():
            self._child = children.start([sys.executable, *PAPER, folder], ROOT)
        threading.Thread(target=self._follow, args=[self._child, folder], daemon=True).start()

    def stop(self) -> None:
        """Leave the site alone: it is about to go."""
        child, self._child = self._child, None
        if child:
            children.end(child, patience=0)  # it has nothing to tidy up, and nothing to say of its end

    def _follow(self, child: subprocess.Popen[bytes], folder: Path) -> None:
        child.wait()
        if child is self._child:
            shelf.withdraw(folder)
            self.editions.renew()


def rebuild(editions: Editions, workshop: Path, paper: Paper | None) -> None:
    """Make the next edition and show it, or say what is wrong."""
    folder = Path(tempfile.mkdtemp(dir=workshop))
    if problem := build(folder):
        steps.remove(folder)
        editions.report(problem)
        print(
            f"\n{problem}\nThe build failed. Mend what is named above and save; the build runs again then.",
            flush=True,
        )
    else:
        if paper:
            paper.stop()
            paper.start(folder)
        editions.show(folder)


def listen(host: str, port: str, editions: Editions) -> Server:
    """Open the port, or say what is in the way and a way out."""
    if not port.isdecimal() or not 1 <= int(port) <= LAST_PORT:
        raise StopError(f"PORT is a whole number from 1 to {LAST_PORT}, not {port!r}: make serve PORT=8001")
    try:
        return Server((host, int(port)), partial(Handler, editions))
    except socket.gaierror:
        known = f"{HERE} (this machine only) or {EVERYWHERE} (the intranet too)"
        raise StopError(f"HOST {host!r} is no address of this machine: use {known}") from None
    except OSError as error:
        free = next((n for n in range(int(port) + 1, LAST_PORT) if is_free(host, n)), 8001)
        reason = error.strerror or str(error)
        raise StopError(
            f"Port {port} cannot be had ({reason}). Use another: make serve PORT={free}"
        ) from None


def is_free(host: str, port: int) -> bool:
    """Whether nobody listens on the port."""
    with socket.socket() as probe:
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def addresses(host: str, port: int) -> list[str]:
    """The lines that tell the reader where the site is, in both languages."""
    hosts = [HERE, intranet_address()] if host == EVERYWHERE else [host]
    return [f"  {name}  http://{host}:{port}/{path}" for host in hosts for name, path in ADDRESSES]


def intranet_address() -> str:
    """The address under which others reach this machine; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return socket.gethostname()
        return str(probe.getsockname()[0])


def serve(host: str, port: str, with_paper: bool = True) -> None:
    """Serve until somebody ends it."""
    editions = Editions()
    with (
        listen(host, port, editions) as server,
        tempfile.TemporaryDirectory(prefix="serve-", dir=CACHE) as workshop,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        paper = Paper(editions) if with_paper else None
        watched = [ROOT / name for name in SOURCES if (ROOT / name).exists()]
        news = watchfiles.watch(*watched, yield_on_timeout=True, rust_timeout=200)
        try:
            next(news)  # it watches from here on: what is saved during the first build counts
            rebuild(editions, Path(workshop), paper)
            print("\nReady:" if editions.folder else "\nThe site will appear here:")
            print(*addresses(host, server.server_port), sep="\n")
            print("A saved change shows by itself. Ctrl-C ends.", flush=True)
            on_terminal = sys.stdout.isatty()
            for changes in news:
                if on_terminal and not sys.stdout.isatty():  # closed, and make kept the news to itself
                    return
                if changes:
                    rebuild(editions, Path(workshop), paper)
        finally:
            if paper:
                paper.stop()
            server.shutdown()


def main() -> int:
    """Read the command line, serve, and end quietly."""
    parser = argparse.ArgumentParser(prog="make serve", description="Build and serve the runbook.")
    parser.add_argument("--port", default="8000")
    parser.add_argument("--host", default=HERE, help=f"{EVERYWHERE} lets the intranet in")
    parser.add_argument("--without-paper", action="store_true", help="make no PDFs")
    arguments = parser.parse_args()
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    CACHE.mkdir(exist_ok=True)
    children.treat_every_end_alike()
    try:
        serve(arguments.host, arguments.port, not arguments.without_paper)
    except StopError as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nEnded.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
