"""The built site and its PDFs, each made once for a run and shared by all its workers; the browser."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import BrowserType, sync_playwright

from publishing.paper import edition, fonts
from publishing.paper.fonts import Faces
from setup import engines

ROOT = Path(__file__).parents[1]


def pytest_report_header() -> list[str]:
    """Say in which engines the site is tested, and which of them this machine does not have."""
    tested = engines.to_test()
    missing = [name for name in engines.FINDERS if name not in tested]
    lines = [f"browsers: {', '.join(tested)}"]
    return [*lines, f"not on this machine, so not tested: {', '.join(missing)}"] if missing else lines


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, testrun_uid: str) -> Path:
    """The folder that `make serve` would serve, built strictly from this tree."""
    folder = tmp_path_factory.getbasetemp().parent / f"site-{testrun_uid}"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
            built = subprocess.run(
                command,
                cwd=ROOT,
                env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
                capture_output=True,
                text=True,
                check=False,
            )
            assert built.returncode == 0, built.stdout + built.stderr
    return folder


@pytest.fixture(scope="session")
def faces(tmp_path_factory: pytest.TempPathFactory) -> Faces:
    """The characters of GB 2312 in both weights, and the dot in the foot."""
    with FileLock(tmp_path_factory.getbasetemp().parent / "paper.lock"):
        return fonts.make("·")


@pytest.fixture(scope="session")
def printed(site: Path, faces: Faces, tmp_path_factory: pytest.TempPathFactory, testrun_uid: str) -> Path:
    """A copy of the site with its PDFs, as `make dist` leaves it."""
    del faces  # made first, not twice at once
    folder = tmp_path_factory.getbasetemp().parent / f"printed-{testrun_uid}"
    with FileLock(tmp_path_factory.getbasetemp().parent / "paper.lock"):
        if not folder.exists():
            making = folder.with_suffix(".making")
            shutil.copytree(site, making)
            made = edition.publish(making)
            assert [item.problem for item in made if item.problem] == []
            making.rename(folder)
    return folder


@pytest.fixture(scope="session")
def chromium_type() -> Iterator[BrowserType]:
    """Playwright, which a process can start once only."""
    with sync_playwright() as playwright:
        yield playwright.chromium
