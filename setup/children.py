"""Start a program so that it can be ended with everything that it started itself.

Standard library only: the set-up needs it before anything is installed.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType
from typing import IO, Iterator, Sequence, Union

Command = Sequence[Union[str, Path]]

PATIENCE = 5.0  # [s] for a program to tidy up after it was told to end

_holding: list[list[int]] = []  # the signals that each `undisturbed` holds back


def start(command: Command, folder: Path, output: IO[bytes] | None = None) -> subprocess.Popen[bytes]:
    """Start a program in a group of its own, which the terminal's Ctrl-C does not reach."""
    return subprocess.Popen(
        [str(part) for part in command],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        start_new_session=True,
    )


def end(child: subprocess.Popen[bytes], patience: float = PATIENCE) -> None:
    """End a program and whatever it started; a program that tidies up gets a moment for it [s]."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(child.pid)], capture_output=True, check=False)
    else:
        if patience:
            _signal(child.pid, signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(patience)
        _signal(child.pid, signal.SIGKILL)
    child.wait()


@contextlib.contextmanager
def running(
    command: Command, folder: Path, output: IO[bytes] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Start a program and end it at the latest with this block, whatever ends this program."""
    child = None
    try:
        with undisturbed():
            child = start(command, folder, output)
        yield child
    finally:
        if child:
            end(child)


def call(command: Command, folder: Path) -> int:
    """Run a program to its end and give its exit status; whatever ends this program ends that one too."""
    with running(command, folder) as child:
        return child.wait()


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Hold back what ends this program until what it just started is known, or that would live on."""
    held: list[int] = []
    _holding.append(held)
    try:
        yield
    finally:
        _holding.pop()
    if held:
        raise KeyboardInterrupt


def treat_every_end_alike() -> None:
    """Let a closed terminal and a `kill` end this program as Ctrl-C does, so that it tidies up."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _interrupt)


def _interrupt(number: int, _frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_IGN)  # once is enough: the tidying up goes undisturbed
    if not _holding:
        raise KeyboardInterrupt
    _holding[-1].append(number)


def _signal(group: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)
