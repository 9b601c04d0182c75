"""A step makes a folder whole or not at all, and only when its inputs have changed."""

import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from setup.steps import STAMP, Step, StopError

ROOT = Path(__file__).parents[2]

WRITE = "import pathlib, sys; f = pathlib.Path(sys.argv[1]); f.mkdir(); (f / 'made').write_text(sys.argv[2])"
FAIL = "print('half way'); print(sys.argv[3], file=sys.stderr); raise SystemExit(1)"


def step(folder: Path, content: str = "first", **more: object) -> Step:
    command = [sys.executable, "-c", WRITE, folder, content]
    known = {"title": "A box", "usually": "1 s", "makes": folder, "proof": "made", "inputs": [content]}
    return Step(**{**known, "commands": [command], **more})  # type: ignore[arg-type]


def failing(folder: Path, said: str = "no such luck", **more: object) -> Step:
    command = [sys.executable, "-c", f"{WRITE}; {FAIL}", folder, "half", said]
    return step(folder, "other", commands=[command], **more)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "box"


def test_makes_its_folder(folder: Path) -> None:
    step(folder).perform()

    assert (folder / "made").read_text() == "first"


def test_an_unchanged_step_is_left_alone(folder: Path) -> None:
    step(folder).perform()
    (folder / "mine").touch()

    step(folder).perform()

    assert (folder / "mine").exists()


@pytest.mark.parametrize("spoil", ["another word", "another file", "no proof", "no stamp", "elsewhere"])
def test_a_changed_step_is_made_afresh(folder: Path, tmp_path: Path, spoil: str) -> None:
    lock = tmp_path / "lock"
    lock.write_text("1")
    first = step(folder, inputs=["word", lock])
    first.perform()
    assert first.is_done()

    changed = {
        "another word": lambda: step(folder, inputs=["other", lock]),
        "another file": lambda: (lock.write_text("2"), first)[1],
        "no proof": lambda: ((folder / "made").unlink(), first)[1],
        "no stamp": lambda: ((folder / STAMP).unlink(), first)[1],
        "elsewhere": lambda: replace(first, makes=folder.rename(tmp_path / "moved")),
    }[spoil]()

    assert not changed.is_done()


def test_a_failing_step_leaves_nothing(folder: Path) -> None:
    with pytest.raises(StopError):
        failing(folder).perform()

    assert list(folder.parent.iterdir()) == []


def test_a_failing_step_brings_back_what_worked(folder: Path) -> None:
    step(folder).perform()

    with pytest.raises(StopError):
        failing(folder).perform()

    assert step(folder).is_done()
    assert [path.name for path in folder.parent.iterdir()] == ["box"]


def test_what_a_killed_run_left_is_cleared_away(folder: Path) -> None:
    step(folder).perform()
    folder.rename(folder.with_name("box.aside"))
    folder.mkdir()

    with pytest.raises(StopError):
        failing(folder).perform()

    assert step(folder).is_done()
    assert [path.name for path in folder.parent.iterdir()] == ["box"]


def test_what_was_put_aside_never_replaces_what_is_whole(folder: Path) -> None:
    step(folder).perform()
    folder.with_name("box.aside").mkdir()

    with pytest.raises(StopError):
        failing(folder).perform()

    assert step(folder).is_done()
    assert [path.name for path in folder.parent.iterdir()] == ["box"]


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ("OSError: [Errno 28] No space left on device", "Free 2 GB"),
        ("npm error code EINTEGRITY", "not the one that the lock names"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "not the one that the lock names"),
        ("[Errno -3] Temporary failure in name resolution", "Connect this machine to the network"),
        ("npm error code ENOTFOUND", "Connect this machine to the network"),
        ("npm error code SELF_SIGNED_CERT_IN_CHAIN", "root certificate"),
        ("something new", "Ask the one who made it."),
    ],
)
def test_a_failure_shows_what_was_said_and_what_to_do(folder: Path, said: str, advice: str) -> None:
    with pytest.raises(StopError) as failure:
        failing(folder, said, advice="Ask the one who made it.").perform()

    assert "A box: failed" in str(failure.value)
    assert said in str(failure.value)
    assert advice in str(failure.value)


def test_a_slow_step_says_how_long_it_usually_takes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    slow = [sys.executable, "-c", "import time; time.sleep(1.2)"]

    step(folder, commands=[slow]).perform()

    said = capsys.readouterr().out
    assert re.fullmatch(r"A box \(usually 1 s\) …\nA box \(usually 1 s\): [1-9][0-9]* s\n", said)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_step_leaves_neither_folder_nor_program(folder: Path, number: int) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from setup import children; from setup.steps import Step\n"
        "children.treat_every_end_alike(); folder = Path(sys.argv[1])\n"
        "Step('A box', '1 min', [['sh', '-c', f'mkdir {folder}; sleep 61.5']], folder).perform()"
    )
    running = subprocess.Popen([sys.executable, "-c", script, folder], cwd=ROOT, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 10
    while not folder.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert folder.exists()

    running.send_signal(number)

    assert b"KeyboardInterrupt" in running.communicate(timeout=10)[1]
    assert not folder.exists()
    assert "sleep 61.5" not in subprocess.check_output(["ps", "-A", "-o", "args"], text=True)
