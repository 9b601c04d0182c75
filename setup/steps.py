"""A step of the set-up: a folder that is made whole or not at all, and left alone while its inputs stand.

Standard library only: the set-up needs it before anything is installed.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Iterator, Sequence

from setup import children
from setup.children import Command

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".cache"
STAMP = ".made"

SYMPTOMS = (
    (r"No space left|ENOSPC|not enough space", "The disk is full. Free 2 GB, then run it again."),
    (
        r"DO NOT MATCH THE HASHES|EINTEGRITY",
        "A file that came is not the one that the lock names, so nothing was installed. Ask who runs "
        "the mirror or the proxy why it differs; before the next try, `make clean` forgets what came.",
    ),
    (
        r"SELF_SIGNED|certificate|CERT_",
        "The network shows a certificate that this machine does not trust. Let it trust your company's root "
        "certificate (in the system's store), then run it again.",
    ),
    (
        r"name resolution|nodename nor servname|getaddrinfo|ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH"
        r"|[Cc]onnection (broken|refused|reset)|ConnectTimeout|ReadTimeout|timed out|ProxyError|SSLError"
        r"|Could not resolve|Failed to (fetch|download)|[Nn]ame or service not known",
        "What is needed does not come. Connect this machine to the network, or name your company's mirror "
        "(`pip config set global.index-url ADDRESS`, `npm config set registry ADDRESS`; for Python itself "
        "UV_PYTHON_INSTALL_MIRROR), then run it again.",
    ),
    (r"dpkg was interrupted", "Type `dpkg --configure -a`, then run it again."),
    (
        r"Permission denied|EACCES|EPERM|Access is denied",
        "Close what uses the file, or take it over, and rerun.",
    ),
)


class StopError(Exception):
    """What went wrong and what to do about it, for the one who typed the command."""


@dataclass(frozen=True)
class Step:
    """What is made, from what, by which commands, and how long that usually takes."""

    title: str
    usually: str
    commands: Sequence[Command]
    makes: Path | None = None
    """The folder to fill; without one the commands themselves know what there is to do."""
    proof: str = "."
    """A path in that folder without which it is of no use."""
    inputs: Sequence[str | Path] = ()
    """What it is made from: files are read, words count as they stand."""
    advice: str = "The lines above are the last that it said."
    """What to do about a failure that none of the symptoms explains."""

    def is_done(self) -> bool:
        """Whether the folder is there, whole, and made from these very inputs."""
        if self.makes is None or not (self.makes / self.proof).exists():
            return False
        stamp = self.makes / STAMP
        return stamp.exists() and stamp.read_text("utf-8") == self.fingerprint()

    def fingerprint(self) -> str:
        """Hash the inputs, and the place: what is made does not work elsewhere."""
        digest = hashlib.sha256(str(self.makes).encode())
        for item in self.inputs:
            digest.update(item.read_bytes() if isinstance(item, Path) else item.encode())
        return digest.hexdigest()

    def perform(self) -> None:
        """Run the commands unless there is nothing to do."""
        if self.makes is None:
            self._run()
        elif not self.is_done():
            with replacing(self.makes):
                self._run()
                self.makes.mkdir(exist_ok=True)
                (self.makes / STAMP).write_text(self.fingerprint(), "utf-8")

    def _run(self) -> None:
        said = run(f"{self.title} (usually {self.usually})", self.commands)
        if said is not None:
            advice = next((advice for symptom, advice in SYMPTOMS if re.search(symptom, said)), self.advice)
            last = "\n".join(f"  | {line}" for line in said.splitlines()[-20:])
            raise StopError(f"{self.title}: failed.\n{last}\n{advice}")


def run(title: str, commands: Sequence[Command]) -> str | None:
    """Run commands one after another under a title; give what they said if one of them failed."""
    with tempfile.TemporaryFile() as output, counting(title) as count:
        for command in commands:
            with children.running(command, ROOT, output) as child:
                while child.poll() is None:
                    time.sleep(0.05)
                    count()
            if child.returncode:
                output.seek(0)
                return output.read().decode("utf-8", errors="replace").strip()
    return None


@contextmanager
def counting(title: str) -> Iterator[Callable[[], None]]:
    """Say what takes longer than a second: a line that counts on a terminal, one plain line elsewhere."""
    terminal = sys.stdout.isatty()
    began = time.monotonic()
    said = 0

    def count() -> None:
        nonlocal said
        seconds = int(time.monotonic() - began)
        if terminal and seconds > said:
            print(f"\r{title}: {seconds} s", end="", flush=True)
        elif not terminal and seconds and not said:
            print(f"{title} …", flush=True)
        said = seconds

    try:
        yield count
    finally:
        if said:
            print("" if terminal else f"{title}: {time.monotonic() - began:.0f} s", flush=True)


@contextmanager
def replacing(folder: Path) -> Iterator[None]:
    """Put the folder aside while another is made in its place; bring it back if that fails."""
    aside = folder.with_name(f"{folder.name}.aside")
    if (folder / STAMP).exists():  # whole: an earlier run was killed while it removed what was put aside
        remove(aside)
    elif aside.exists():  # an earlier run was killed before it was done
        remove(folder)
        aside.rename(folder)
    if folder.exists():
        folder.rename(aside)
    try:
        yield
    except BaseException:
        remove(folder)
        if aside.exists():
            aside.rename(folder)
        raise
    remove(aside)


def remove(path: Path) -> None:
    """Remove a file or a folder if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    elif path.exists() or path.is_symlink():
        path.unlink()
