"""The built site, made once for a run and shared by all its workers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

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
