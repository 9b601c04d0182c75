"""What the making of paper needs of the system: it is there, apt-get brings it, or the reader is told."""

import re
from pathlib import Path

import pytest

from setup import debian, paper
from setup.steps import StopError


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], str]]:
    """What root on Debian would install."""
    found: list[tuple[list[str], str]] = []
    monkeypatch.setattr(debian, "system", lambda: "debian")
    monkeypatch.setattr(debian, "install", lambda names, purpose: found.append((list(names), purpose)))
    return found


def python(folder: Path, status: int) -> Path:
    """A Python that finds Pango, or does not."""
    program = folder / "python"
    program.write_text(f"#!/bin/sh\nexit {status}\n")
    program.chmod(0o755)
    return program


def test_where_pango_is_found_nothing_is_installed(tmp_path: Path, asked: list[object]) -> None:
    paper.prepare(python(tmp_path, 0))

    assert asked == []


def test_where_it_is_missing_debian_brings_it(tmp_path: Path, asked: list[object]) -> None:
    paper.prepare(python(tmp_path, 1))

    assert asked == [(paper.PANGO, "to make PDFs")]


def test_another_account_is_told_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian, "system", lambda: "debian")
    monkeypatch.setattr(debian.os, "geteuid", lambda: 1000)

    with pytest.raises(
        StopError,
        match=re.escape(f"sudo apt-get install --yes --no-install-recommends {' '.join(paper.PANGO)}"),
    ):
        paper.prepare(python(tmp_path, 1))


def test_elsewhere_the_reader_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(debian, "system", lambda: None)

    with pytest.raises(StopError, match="brew install pango"):
        paper.prepare(python(tmp_path, 1))


def test_for_the_tests_debian_brings_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[object]
) -> None:
    monkeypatch.setattr(paper.shutil, "which", lambda name: "/usr/bin/javac" if name == "javac" else None)
    monkeypatch.setattr(paper, "JAVA", tmp_path)

    paper.prepare_tests()

    assert asked == [(["libjaxb-java", "poppler-utils"], "to test PDFs")]


@pytest.mark.parametrize("there", [True, False])
def test_where_there_is_no_debian_a_viewer_is_used_if_it_is_there(
    monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    monkeypatch.setattr(debian, "system", lambda: None)
    monkeypatch.setattr(paper.shutil, "which", lambda _: "/bin/pdftoppm" if there else None)

    assert paper.has_poppler() is there
