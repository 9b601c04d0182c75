"""What the making of paper needs beside Python packages: Pango for the type; for the tests, Java and poppler.

Standard library only: the set-up needs it before anything is installed.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from setup import debian
from setup.steps import StopError

PANGO = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]
JAVA = Path("/usr/share/java")
ELSEWHERE = (
    "Pango, which sets the type of the PDFs, is missing. Install it (macOS: `brew install pango`; Windows: "
    "MSYS2, then `pacman -S mingw-w64-ucrt-x86_64-pango`), then run it again."
)


def prepare(python: Path) -> None:
    """Make sure that WeasyPrint finds the libraries that it calls."""
    command = [str(python), "-c", "import weasyprint"]
    if subprocess.run(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False).returncode:
        if not debian.system():
            raise StopError(ELSEWHERE)
        debian.install(PANGO, "to make PDFs")


def prepare_tests() -> None:
    """Make sure of Java and what veraPDF lacks, and of a viewer, where apt-get can bring them."""
    wanted = {
        "default-jdk-headless": shutil.which("javac"),
        "libjaxb-java": (JAVA / "jaxb-runtime.jar").exists(),
        "poppler-utils": shutil.which("pdftoppm"),
    }
    missing = sorted(name for name, found in wanted.items() if not found)
    if missing and debian.system():
        debian.install(missing, "to test PDFs")


def validates() -> bool:
    """Whether PDFs are validated here; on Debian, which has packages for it, they must be."""
    return bool(debian.system() or (shutil.which("javac") and (JAVA / "jaxb-runtime.jar").exists()))


def has_poppler() -> bool:
    """Whether filled forms are looked at with poppler, too; on Debian they must be."""
    return bool(debian.system() or shutil.which("pdftoppm"))
