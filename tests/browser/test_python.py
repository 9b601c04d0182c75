"""How Python starts in the browser: from the snapshot, else from the wheel, else not at all and saying so."""

import gzip
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Page, Worker, expect

from calculators import ALL_BY_NAME
from publishing import runtime
from tests.browser.conftest import CHROMIUM, HOST, Edition
from tests.browser.serving import PREFIX, serve

PAGE = "calculators/backup_loss.html"
ANSWER = """async () => {
  const request = { op: "calculate", calculator: "backup_loss", language: "en", values: {} };
  const { summary } = await RunbookPython.answer(request);
  return [(await RunbookPython.start()).way, summary.includes("13 h")];
}"""
PYTHON = "assets/python/"
SCRIPT = "assets/javascripts/python.js"
ELEMENT = "assets/javascripts/calculator.js"
RUNTIME = [PYTHON + name for name in ("pyodide.asm.wasm.bin", "snapshot.bin", "calculators.zip")]

type Change = Callable[[bytes], bytes]


def half(content: bytes) -> bytes:
    return content[: len(content) // 2]


def of_another_build(content: bytes) -> bytes:
    """Content in which another fingerprint stands for ours."""
    name = runtime.fingerprint().encode()
    packed = content.startswith(b"\x1f\x8b")
    plain = gzip.decompress(content) if packed else content
    assert name in plain
    changed = plain.replace(name, b"0" * len(name))
    return gzip.compress(changed, 1) if packed else changed


def without_unpacking(content: bytes) -> bytes:
    return b"delete self.DecompressionStream;" + content


def change(folder: Path, name: str, how: Change | None) -> None:
    """Change or remove a file of the site, and what carries it on file://."""
    path = folder / name
    content = path.read_bytes()
    path.unlink()
    if how:
        path.write_bytes(how(content))
    carrier = folder / PYTHON / f"{path.name}.carried.js"
    if carrier.exists():
        carrier.unlink()
        if how:
            packed = how(content) if path.suffix == ".bin" else gzip.compress(how(content))
            carrier.write_text(runtime.carrier(path.name, packed))


@pytest.fixture
def damaged(
    request: pytest.FixtureRequest, site: Path, tmp_path: Path
) -> Iterator[Callable[[Mapping[str, Change | None]], Edition]]:
    """The site with some files changed or missing, in the edition that the test's parameter names."""
    with ExitStack() as serving:

        def damage(changes: Mapping[str, Change | None]) -> Edition:
            folder = tmp_path / "site"
            shutil.copytree(site, folder, copy_function=os.link)
            for name, how in changes.items():
                change(folder, name, how)
            if request.getfixturevalue("edition").name == "file":
                return Edition("file", f"{folder.as_uri()}/")
            return Edition("http", f"http://{HOST}:{serving.enter_context(serve(folder))}{PREFIX}")

        yield damage


@pytest.fixture
def faulty_page(new_page: Callable[..., Page], edition: Edition) -> Iterator[Page]:
    """A page on which files may fail, but no promise and no script."""
    page = new_page(edition, watched=False)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []


def python_worker(page: Page) -> Worker:
    return next(w for w in page.workers if "python-worker" in w.url or w.url.startswith("blob:"))


def fails_in_plain_words(page: Page, reason: str) -> None:
    words = page.locator(".calculator-state[data-state=failed]:visible")
    expect(words).to_have_attribute("data-reason", reason, timeout=60_000)
    expect(words.get_by_role("link")).to_have_attribute("href", "#by-hand")
    expect(page.locator("#by-hand")).to_be_visible()
    expect(page.locator(".calculator-number")).to_have_text("13 h")


@pytest.mark.parametrize(
    ("changes", "way"),
    [
        pytest.param({}, "snapshot", id="as built"),
        pytest.param({PYTHON + "snapshot.bin": None}, "wheel", id="no snapshot"),
        pytest.param({PYTHON + "snapshot.bin": half}, "wheel", id="half a snapshot"),
        pytest.param({PYTHON + "snapshot.bin": of_another_build}, "wheel", id="snapshot of another build"),
    ],
)
def test_python_starts(damaged, faulty_page, changes, way):
    faulty_page.goto(damaged(changes).url("en", PAGE))

    assert faulty_page.evaluate(ANSWER) == [way, True]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param(dict.fromkeys(RUNTIME), "files", id="no files"),
        pytest.param({PYTHON + "pyodide.asm.js": None}, "files", id="a script missing"),
        pytest.param({f"en/{PAGE}": of_another_build}, "build", id="page of another build"),
        pytest.param({SCRIPT: without_unpacking}, "browser", id="browser that cannot unpack"),
        pytest.param({ELEMENT: half}, "browser", id="browser that cannot read the script"),
    ],
)
def test_a_failed_start_says_why(damaged, new_page, edition, changes, reason):
    page = new_page(edition, watched=False)
    page.goto(damaged(changes).url("en", PAGE))

    fails_in_plain_words(page, reason)


def test_without_webassembly_the_page_says_so(chromium_type, edition):
    browser = chromium_type.launch(**{**CHROMIUM, "args": [*CHROMIUM["args"], "--js-flags=--jitless"]})
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))

    page.goto(edition.url("en", PAGE))

    assert page.evaluate("typeof WebAssembly") == "undefined"
    fails_in_plain_words(page, "browser")
    assert errors == []
    browser.close()


class TestWorker:
    @pytest.fixture(autouse=True)
    def _opened(self, faulty_page, edition):
        faulty_page.goto(edition.url("en", PAGE))
        faulty_page.evaluate(ANSWER)

    @pytest.mark.parametrize(
        "end",
        [
            pytest.param("self.close()", id="gone without a word"),
            pytest.param("setTimeout(() => { throw new Error('out of order'); })", id="broken"),
        ],
    )
    def test_a_dead_one_is_replaced_and_the_request_answered(self, faulty_page, end):
        python_worker(faulty_page).evaluate(f"() => {{ {end} }}")

        assert faulty_page.evaluate(ANSWER) == ["snapshot", True]

    def test_cancelling_ends_the_request_and_the_next_one_is_answered(self, faulty_page):
        kind = faulty_page.evaluate(
            """async () => {
              const answer = RunbookPython.answer({ op: "list", language: "en" });
              RunbookPython.start().then(() => RunbookPython.cancel());
              return answer.then(() => "answered", (fault) => fault.kind);
            }"""
        )

        assert kind == "cancelled"
        assert faulty_page.evaluate(ANSWER) == ["snapshot", True]

    def test_what_python_raises_is_tried_from_the_wheel_and_then_told(self, faulty_page):
        kind = faulty_page.evaluate(
            "RunbookPython.answer({ op: 'none' }).then(() => 'answered', (fault) => fault.kind)"
        )

        assert kind == "raised"
        assert faulty_page.evaluate(ANSWER) == ["wheel", True]

    def test_one_worker_serves_many_requests_at_once(self, faulty_page):
        answered = faulty_page.evaluate(
            """() => Promise.all(
              Array.from({ length: 20 }, () => RunbookPython.answer({ op: "list", language: "en" })),
            )"""
        )

        assert answered == [{name: module.TITLE.en for name, module in ALL_BY_NAME.items()}] * 20
        assert sum("search" not in worker.url for worker in faulty_page.workers) == 1
