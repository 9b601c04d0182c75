"""A file server as plain as the one on a company's intranet: no compression, no special headers."""

import functools
import http.server
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

PREFIX = "/runbook/"


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serve a folder below a sub-path, as a company does that has other things at the root."""

    def __init__(self, *args, headers: Mapping[str, str], **kwargs) -> None:
        self.extra = headers
        super().__init__(*args, **kwargs)

    def translate_path(self, path: str) -> str:
        if not path.startswith(PREFIX):
            return str(Path(self.directory, "outside the sub-path"))
        return super().translate_path(path.removeprefix(PREFIX[:-1]))

    def end_headers(self) -> None:
        for name, value in self.extra.items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing page with the site's own 404.html, as web servers are set up to do."""
        page = Path(self.directory, "404.html")
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.read_bytes())

    def log_message(self, *args) -> None:
        """Say nothing: the tests watch the requests themselves."""


class Server(http.server.ThreadingHTTPServer):
    """A server that takes a browser's early goodbye for what it is."""

    def handle_error(self, request, client_address) -> None:
        if not isinstance(sys.exception(), (ConnectionResetError, BrokenPipeError)):
            super().handle_error(request, client_address)


@contextmanager
def serve(folder: Path, headers: Mapping[str, str] | None = None) -> Iterator[int]:
    """Serve a folder on a free loopback port for as long as the block lasts, and give the port."""
    handler = functools.partial(Handler, directory=str(folder), headers=headers or {})
    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
