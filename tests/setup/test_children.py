"""What is started ends with the program that started it."""

import subprocess
import sys

import pytest

from setup.steps import ROOT

TOLD_WHILE_STARTING = """
import os, signal
from setup import children

children.treat_every_end_alike()
known = "nothing"
try:
    with children.undisturbed():
        os.kill(os.getpid(), signal.{name})
        known = "what was started"
    print("went on")
except KeyboardInterrupt:
    print("ended knowing", known)
"""


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_told_to_end_while_it_starts_a_program_it_first_gets_to_know_it(name: str) -> None:
    program = TOLD_WHILE_STARTING.replace("{name}", name)

    said = subprocess.check_output([sys.executable, "-c", program], cwd=ROOT, text=True, timeout=60)

    assert said == "ended knowing what was started\n"
