"""Packages of Debian and Ubuntu, which only root may install.

Standard library only: the set-up needs it before anything is installed.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Sequence

from setup.steps import CACHE, Step, StopError

RELEASE = Path("/etc/os-release")
INSTALLED = CACHE / "debian-packages.txt"


def system() -> str | None:
    """Give `debian` or `ubuntu` where apt-get is the way to install, else None."""
    if not shutil.which("apt-get") or not RELEASE.exists():
        return None
    return "ubuntu" if "ubuntu" in RELEASE.read_text("utf-8").lower() else "debian"


def install(names: Sequence[str], purpose: str) -> None:
    """Install packages as root; another account gets the command to type."""
    command = f"apt-get install --yes --no-install-recommends {' '.join(names)}"
    if not system() or os.geteuid() != 0:
        raise StopError(
            f"Missing {purpose}: {', '.join(names)}. Type this, then run it again:\n  sudo {command}"
        )
    Step(
        title=f"Debian packages {' '.join(names)}",
        usually="20 s to 3 min",
        commands=[["apt-get", "update"], command.split()],
        advice=f"Type `{command}` and read what it says.",
    ).perform()
    INSTALLED.parent.mkdir(exist_ok=True)
    INSTALLED.write_text("\n".join(sorted({*installed(), *names})) + "\n", "utf-8")


def installed() -> list[str]:
    """The packages that `install` has added to this machine."""
    return INSTALLED.read_text("utf-8").split() if INSTALLED.exists() else []
