"""`make check` says what is wrong or what is still blank, and its exit status says which."""

from pathlib import Path

import pytest

from company import __main__ as check
from company.document import load


def run(monkeypatch: pytest.MonkeyPatch, path: Path) -> int:
    monkeypatch.setattr(check, "load", lambda: load(path))
    return check.main()


def test_a_good_profile_names_its_blanks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "runbook.yml"
    path.write_text("version: 1\nsite: {id: plant-1}\nvendor: {name: A}\n", "utf-8")

    assert run(monkeypatch, path) == 0
    said = capsys.readouterr().out
    assert "runbook.yml is in order" in said
    assert "vendor.hotline           供应商热线 / Vendor hotline" in said
    assert "vendor.name" not in said
    assert "example: true" not in said


def test_an_example_is_called_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "runbook.yml"
    path.write_text("version: 1\nsite: {id: plant-1}\nexample: true\n", "utf-8")

    assert run(monkeypatch, path) == 0
    assert "example: true" in capsys.readouterr().out


def test_a_mistake_is_told_and_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "runbook.yml"
    path.write_text("version: 1\nsite: {id: plant-1}\nvendor: {hot_line: 119}\n", "utf-8")

    assert run(monkeypatch, path) == 1
    assert "runbook.yml:3: vendor.hot_line: " in capsys.readouterr().err
