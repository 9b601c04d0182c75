"""The browser engines that this machine has, for the tests and for what makes them ready.

Standard library only: the set-up needs it before anything is installed.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from setup import debian
from setup.steps import CACHE

DOWNLOADED = CACHE / "browsers"
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
    "microsoft-edge-stable",
    "microsoft-edge",
    "msedge",
)
MAC = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
PLAYWRIGHT = (
    "chromium-*/*/chrome",
    "chromium-*/*/chrome.exe",
    "chromium-*/*/*.app/Contents/MacOS/*",
)


@functools.lru_cache(maxsize=None)
def find_chromium() -> Path | None:
    """Return a Chromium, Chrome or Edge that starts, or None; `CHROMIUM` in the environment goes first."""
    return next((browser for browser in _chromiums() if _starts(browser)), None)


@functools.lru_cache(maxsize=None)
def find_firefox() -> Path | None:
    """Return a Firefox that starts and that a test can drive, or None."""
    return next((browser for browser in _firefoxes() if not _is_snap(browser) and _starts(browser)), None)


def find_webkit() -> Path | None:
    """Return WebKitGTK's driver where there is also a screen for it, or None."""
    driver = shutil.which("WebKitWebDriver")
    return Path(driver) if driver and shutil.which("Xvfb") else None


FINDERS: dict[str, Callable[[], Path | None]] = {
    "Chromium": find_chromium,
    "Firefox": find_firefox,
    "WebKitGTK": find_webkit,
}


def to_test() -> list[str]:
    """Name the engines that this machine has; on Debian, which has packages of all, none may be missing."""
    return [name for name, find in FINDERS.items() if debian.system() == "debian" or find()]


def _chromiums() -> Iterator[Path]:
    if named := os.environ.get("CHROMIUM"):
        yield Path(named)
    yield from _installed(NAMES, MAC, WINDOWS)
    for pattern in PLAYWRIGHT:
        yield from sorted(DOWNLOADED.glob(pattern), reverse=True)


def _firefoxes() -> Iterator[Path]:
    return _installed(
        ["firefox-esr", "firefox"],
        ["Firefox.app/Contents/MacOS/firefox"],
        ["Mozilla Firefox/firefox.exe"],
    )


def _installed(names: Sequence[str], mac: Sequence[str], windows: Sequence[str]) -> Iterator[Path]:
    for name in names:
        if found := shutil.which(name):
            yield Path(found)
    for folder in (Path("/Applications"), Path.home() / "Applications"):
        yield from (folder / program for program in mac)
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        if folder_name := os.environ.get(variable):
            yield from (Path(folder_name) / program for program in windows)


def _is_snap(browser: Path) -> bool:
    """Whether it is Ubuntu's: a script or a link that leads to a snap, which sees no test's profile."""
    if not browser.is_file():
        return False
    with browser.open("rb") as program:
        begins = program.read(4096)
    return browser.resolve().name == "snap" or (begins.startswith(b"#!") and b"/snap/" in begins)


def _starts(browser: Path) -> bool:
    """Ubuntu's program may only name a snap; Windows opens a window when it is asked."""
    if not browser.is_file():
        return False
    if os.name == "nt":
        return True
    try:
        asked = subprocess.run(
            [browser, "--version"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=20,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0
