"""`make serve` on a copy of this project: what the reader sees, and that nothing stays behind."""

import os
import queue
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from publishing import serve
from publishing.paper import shelf
from setup.steps import StopError

ROOT = Path(__file__).parents[2]
COPIED = ("docs", "overrides", "calculators", "company", "publishing", "setup", ".cache/python")
SINGLE = ("mkdocs.yml", "runbook.yml", "package.json", "package-lock.json")


@pytest.fixture(scope="module")
def port() -> int:
    with socket.socket() as probe:
        probe.bind((serve.HERE, 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def project(site: Path, tmp_path: Path) -> Path:
    """A copy with Python for the browser in it, which the built site has needed before."""
    assert site.exists()
    for name in filter(lambda name: (ROOT / name).exists(), COPIED):
        shutil.copytree(
            ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "making-*")
        )
    for name in filter(lambda name: (ROOT / name).exists(), SINGLE):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    return tmp_path


class Running:
    """The server as a program of its own, in a group of its own as under a shell."""

    def __init__(self, project: Path, *arguments: str) -> None:
        self.project = project
        self.process = subprocess.Popen(
            [sys.executable, "-m", "publishing.serve", "--without-paper", *arguments],
            cwd=project,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.said = ""
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put("")

    def read_until(self, words: str, seconds: float = 90) -> str:
        """Give what was said from now on up to the words."""
        said = ""
        deadline = time.monotonic() + seconds
        while words not in said:
            line = self._lines.get(timeout=max(0.1, deadline - time.monotonic()))
            assert line, f"ended before it said {words!r}:\n{self.said}"
            said += line
            self.said += line
        return said

    def end(self, number: int = signal.SIGINT) -> int:
        """Send the signal to the whole group, as a terminal does; give the exit status."""
        os.killpg(self.process.pid, number)
        status = self.process.wait(20)
        while line := self._lines.get(timeout=5):
            self.said += line
        return status

    def left_behind(self) -> str:
        listed = subprocess.check_output(["ps", "-A", "-ww", "-o", "args"], text=True)
        return "\n".join(line for line in listed.splitlines() if str(self.project) in line)


@pytest.fixture
def running(project: Path, port: int) -> Iterator[Running]:
    server = Running(project, "--port", str(port))
    yield server
    if server.process.poll() is None:
        server.end(signal.SIGKILL)


def fetch(port: int, path: str, method: str = "GET") -> tuple[int, str]:
    asked = urllib.request.Request(f"http://{serve.HERE}:{port}{path}", method=method)
    try:
        with urllib.request.urlopen(asked, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read().decode()


def news(port: int, known: int) -> int:
    """Wait as an open page does, until there is another edition than the known one."""
    for _ in range(6):
        number = int(fetch(port, f"/-/edition?known={known}")[1])
        if number != known:
            return number
    return known


def edit(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def test_a_day_with_the_server(running: Running, project: Path, port: int) -> None:
    ready = running.read_until("Ctrl-C ends")
    assert f"中文     http://127.0.0.1:{port}/\n" in ready
    assert f"English  http://127.0.0.1:{port}/en/\n" in ready
    assert "WARNING" not in ready

    for path in ("/", "/en/", "/en/sources.html"):
        status, page = fetch(port, path)
        assert status == 200
        assert '<script src="/-/reload.js" data-edition="1"></script></body>' in page
    status, page = fetch(port, "/nowhere.html")
    assert status == 404
    assert "/-/reload.js" in page

    # HEAD knows the same files as GET: those of the site and no others.
    for path in ("/", "/en/sources.html", "/assets/javascripts/store.js"):
        assert fetch(port, path, "HEAD") == (200, "")
    for path in ("/mkdocs.yml", "/publishing/serve.py"):
        assert (project / path[1:]).exists()
        assert fetch(port, path, "HEAD") == (404, "")

    # A page that waits hears of a change at once.
    edit(project / "docs/zh/sources.md", "\n今天补充的一行。\n")
    assert news(port, 1) == 2
    assert "今天补充的一行。" in fetch(port, "/sources.html")[1]

    # A fault is named with its file; the last good site stays.
    english = project / "docs/en/sources.md"
    good = english.read_text("utf-8")
    edit(english, "\n[gone](gone.md)\n")
    fault = running.read_until("The build failed")
    assert "en/sources.md" in fault
    assert "gone.md" in fault
    assert not re.search("INFO|jieba|prefix dict|loading model", fault, re.I)
    assert fetch(port, "/en/sources.html")[0] == 200

    # Changed Python counts: the pages carry the name of another runtime, which is there.
    english.write_text(good, "utf-8")
    assert news(port, 2) == 3
    before = fingerprint(port)
    edit(project / "calculators/__init__.py", "\n# changed\n")
    assert news(port, 3) == 4
    assert fingerprint(port) != before

    assert running.end() == 0
    assert running.said.endswith("\nEnded.\n")
    assert "Traceback" not in running.said
    assert running.left_behind() == ""
    assert list(project.glob(".cache/serve-*")) == []


def fingerprint(port: int) -> str:
    found = re.search(r'name="runbook-fingerprint" content="(\w+)"', fetch(port, "/")[1])
    assert found
    return found[1]


def wait_for_the_first_build(project: Path) -> None:
    deadline = time.monotonic() + 60
    while not list(project.glob(".cache/serve-*/*")):
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.usefixtures("running")
def test_what_is_saved_during_the_first_build_counts(project: Path, port: int) -> None:
    wait_for_the_first_build(project)
    edit(project / "docs/zh/sources.md", "\n趁构建时补充的一行。\n")

    assert news(port, news(port, 0)) == 2
    assert "趁构建时补充的一行。" in fetch(port, "/sources.html")[1]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ended_while_it_builds_it_leaves_nothing(
    running: Running, project: Path, port: int, number: int
) -> None:
    wait_for_the_first_build(project)
    assert fetch(port, "/")[0] == 503

    assert running.end(number) == 0
    assert "Traceback" not in running.said
    assert running.left_behind() == ""
    assert list(project.glob(".cache/serve-*")) == []


def test_a_first_build_that_fails_is_shown_and_can_be_mended(
    running: Running, project: Path, port: int
) -> None:
    settings = project / "mkdocs.yml"
    good = settings.read_text("utf-8")
    settings.write_text(good.replace("site_name: ", "site_name: [", 1), "utf-8")
    assert "mkdocs.yml" in running.read_until("The site will appear here")
    status, page = fetch(port, "/")
    assert status == 503
    assert "构建失败" in page

    running.read_until("Ctrl-C ends")
    settings.write_text(good, "utf-8")
    assert news(port, 1) == 2
    assert fetch(port, "/")[0] == 200


def test_a_busy_port_gets_a_message_and_a_way_out() -> None:
    with socket.socket() as taken:
        taken.bind((serve.HERE, 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "publishing.serve", "--port", str(port)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=20, check=False)

    assert done.returncode == 1
    assert done.stdout == ""
    assert re.fullmatch(
        rf"Port {port} cannot be had \(.+\)\. Use another: make serve PORT=\d+\n", done.stderr
    )
    other = int(done.stderr.rsplit("=", 1)[1])
    assert serve.is_free(serve.HERE, other)


@pytest.mark.parametrize("port", ["", "0", "65536", "80a", "-1"])
def test_a_port_that_is_none_is_named_with_its_range(port: str) -> None:
    with pytest.raises(StopError, match=rf"from 1 to 65535, not '{port}': make serve PORT=8001"):
        serve.listen(serve.HERE, port, serve.Editions())


def test_a_host_that_is_none_is_named_with_the_choices(port: int) -> None:
    with pytest.raises(StopError, match=r"'no\.such\.host\.invalid'.+127\.0\.0\.1.+0\.0\.0\.0"):
        serve.listen("no.such.host.invalid", str(port), serve.Editions())


def test_the_intranet_gets_addresses_of_its_own() -> None:
    lines = serve.addresses(serve.EVERYWHERE, 8000)

    assert [line.split()[0] for line in lines] == ["中文", "English"] * 2
    assert lines[0].endswith("http://127.0.0.1:8000/")
    assert "0.0.0.0" not in "".join(lines)


class TestPaper:
    """The PDFs, made beside the server; here a small program stands for what makes them."""

    def test_open_pages_hear_when_they_are_there(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(serve, "PAPER", ("-c", "import sys; open(sys.argv[1] + '/made', 'w')"))
        editions = serve.Editions()
        editions.show(tmp_path)

        serve.Paper(editions).start(tmp_path)

        assert editions.wait("1") == "2"
        assert (tmp_path / "made").exists()

    def test_the_print_page_promises_them_until_nothing_came_of_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        go = tmp_path / "go"
        waits = f"import pathlib, time\nwhile not pathlib.Path({str(go)!r}).exists(): time.sleep(0.01)"
        monkeypatch.setattr(serve, "PAPER", ("-c", waits))
        pages = {language: tmp_path / name for language, name in shelf.PAGES.items()}
        for language, page in pages.items():
            page.parent.mkdir(exist_ok=True)
            page.write_text(f"<h1>x</h1>{shelf.empty(language)}", "utf-8")
        editions = serve.Editions()
        editions.show(tmp_path)

        serve.Paper(editions).start(tmp_path)
        promised = {language: page.read_text("utf-8") for language, page in pages.items()}
        go.touch()

        assert editions.wait("1") == "2"
        for language, page in pages.items():
            assert shelf.COMING[language] in promised[language]
            assert shelf.NONE[language] not in promised[language]
            assert page.read_text("utf-8") == f"<h1>x</h1>{shelf.empty(language)}"

    def test_what_makes_them_ends_before_its_site_goes_and_says_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        waits = "import sys, time; open(sys.argv[1] + '/begun', 'w').close(); time.sleep(600)"
        monkeypatch.setattr(serve, "PAPER", ("-c", waits))
        editions = serve.Editions()
        paper = serve.Paper(editions)
        paper.start(tmp_path)
        child = paper._child
        assert child
        while not (tmp_path / "begun").exists():
            time.sleep(0.01)

        paper.stop()

        assert child.poll() is not None
        assert editions.number == 0
        assert capfd.readouterr() == ("", "")
