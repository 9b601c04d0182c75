"""Which engines are tested: those that are there, and on Debian all."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from setup import debian, engines
from tests.conftest import pytest_report_header


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A machine without any browser; what is put in its folder is on the path."""
    for variable in ("CHROMIUM", "PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(debian, "system", lambda: None)
    monkeypatch.setattr(engines, "DOWNLOADED", tmp_path / "browsers")
    forget()
    yield tmp_path
    forget()


def forget() -> None:
    engines.find_chromium.cache_clear()
    engines.find_firefox.cache_clear()


def program(path: Path, script: str = "exit 0") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(stat.S_IRWXU)
    return path


@pytest.mark.parametrize(
    ("programs", "tested"),
    [
        ([], []),
        (["chromium"], ["Chromium"]),
        (["google-chrome", "firefox"], ["Chromium", "Firefox"]),
        (["firefox-esr", "WebKitWebDriver", "Xvfb"], ["Firefox", "WebKitGTK"]),
        (["chromium", "WebKitWebDriver"], ["Chromium"]),
    ],
)
def test_what_is_there_is_tested(machine: Path, programs: list[str], tested: list[str]) -> None:
    for name in programs:
        program(machine / name)

    assert engines.to_test() == tested


def test_what_is_not_there_is_said_at_the_top_of_the_run(machine: Path) -> None:
    program(machine / "chromium")

    assert pytest_report_header() == [
        "browsers: Chromium",
        "not on this machine, so not tested: Firefox, WebKitGTK",
    ]


@pytest.mark.usefixtures("machine")
def test_on_debian_none_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian, "system", lambda: "debian")

    assert engines.to_test() == ["Chromium", "Firefox", "WebKitGTK"]


def test_a_browser_that_does_not_start_is_passed_over(machine: Path) -> None:
    program(machine / "chromium", "echo 'requires the chromium snap' >&2; exit 1")
    chrome = program(machine / "google-chrome")

    assert engines.find_chromium() == chrome


def test_the_chromium_that_is_named_goes_first(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(machine / "chromium")
    named = program(machine / "mine" / "chrome")
    monkeypatch.setenv("CHROMIUM", str(named))

    assert engines.find_chromium() == named


def test_a_downloaded_chromium_comes_last(machine: Path) -> None:
    downloaded = program(machine / "browsers" / "chromium-1200" / "chrome-linux" / "chrome")
    assert engines.find_chromium() == downloaded
    forget()
    chromium = program(machine / "chromium")

    assert engines.find_chromium() == chromium


def test_a_firefox_in_a_snap_cannot_be_driven(machine: Path) -> None:
    program(machine / "firefox", 'exec /snap/bin/firefox "$@"')

    assert engines.find_firefox() is None
