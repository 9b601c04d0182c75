"""Debian's packages: when they can be installed, and what another account is told."""

from pathlib import Path

import pytest

from setup import debian
from setup.steps import StopError


@pytest.mark.parametrize(
    ("release", "apt", "system"),
    [
        ("ID=debian\n", "/usr/bin/apt-get", "debian"),
        ("ID=raspbian\nID_LIKE=debian\n", "/usr/bin/apt-get", "debian"),
        ("ID=ubuntu\nID_LIKE=debian\n", "/usr/bin/apt-get", "ubuntu"),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"\n', "/usr/bin/apt-get", "ubuntu"),
        ("ID=fedora\n", None, None),
    ],
)
def test_the_system_is_told_by_its_release_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, release: str, apt: str | None, system: str | None
) -> None:
    (tmp_path / "os-release").write_text(release)
    monkeypatch.setattr(debian, "RELEASE", tmp_path / "os-release")
    monkeypatch.setattr(debian.shutil, "which", lambda _: apt)

    assert debian.system() == system


def test_another_account_gets_the_command_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian, "system", lambda: "debian")
    monkeypatch.setattr(debian.os, "geteuid", lambda: 1000)

    with pytest.raises(StopError, match=r"\n  sudo apt-get install .*xvfb$"):
        debian.install(["xvfb"], "for the browser tests")
