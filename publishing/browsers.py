"""Where this machine keeps a Chromium, for the tests and for what makes them ready.

Standard library only: `bootstrap.py` asks before anything is installed.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

DOWNLOADED = Path(__file__).resolve().parents[1] / ".cache" / "browsers"
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
    return next((browser for browser in _candidates() if _starts(browser)), None)


def _candidates() -> Iterator[Path]:
    if named := os.environ.get("CHROMIUM"):
        yield Path(named)
    for name in NAMES:
        if found := shutil.which(name):
            yield Path(found)
    for folder in (Path("/Applications"), Path.home() / "Applications"):
        yield from (folder / program for program in MAC)
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        if folder_name := os.environ.get(variable):
            yield from (Path(folder_name) / program for program in WINDOWS)
    for pattern in PLAYWRIGHT:
        yield from sorted(DOWNLOADED.glob(pattern), reverse=True)


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
