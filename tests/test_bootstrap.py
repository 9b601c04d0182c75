"""The verbs, the locks and the search for a Python."""

import json
import re
import shutil
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import bootstrap
from setup import debian
from setup.steps import StopError

ROOT = Path(__file__).parents[1]
LOCKS = ("install", "uv", "build", "test")
REGISTRY = re.compile(
    rb"(pypi|pythonhosted|npmjs|yarnpkg|npmmirror|debian|ubuntu|jsdelivr|unpkg)\.(org|com|net)|mirrors?\.\w+\.(edu|com)"
)


def tracked() -> list[Path]:
    listed = subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT, text=True)
    return [path for name in listed.split("\0") if (path := ROOT / name).is_file()]


def run(*arguments: str, program: str = sys.executable) -> subprocess.CompletedProcess[str]:
    command = [program, "bootstrap.py", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def program(path: Path, script: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(stat.S_IRWXU)


def make_with(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run make where no other programs are than those in the folder."""
    make = shutil.which("make")
    assert make
    places = {"PATH": f"{folder}/shims:{folder}/system", "PYENV_ROOT": str(folder / "pyenv")}
    return subprocess.run([make, "help"], cwd=ROOT, env=places, capture_output=True, text=True, check=False)


def locked(name: str) -> dict[str, list[str]]:
    """The pinned requirements of a lock, each with its hashes."""
    entries = re.split(r"\n(?=\S)", (ROOT / "locks" / f"{name}.txt").read_text("utf-8").strip())
    return {entry.split(" \\")[0]: re.findall(r"--hash=sha256:[0-9a-f]{64}", entry) for entry in entries}


class TestVerbs:
    def test_help_lists_every_verb(self) -> None:
        lines = run("help").stdout.splitlines()

        assert [line.split()[:2] for line in lines] == [["make", verb] for verb in bootstrap.VERBS]
        assert all(len(line.split()) > 3 for line in lines)

    def test_make_knows_the_same_verbs_and_each_is_one_line(self) -> None:
        text = (ROOT / "Makefile").read_text("utf-8")

        assert set(re.findall(r"^(\w+): ; @.+$", text, re.M)) == set(bootstrap.VERBS)

    def test_make_alone_helps(self) -> None:
        command = ["make", "--no-print-directory", f"PYTHON={sys.executable}"]
        said = subprocess.check_output(command, cwd=ROOT, text=True)

        assert said == run("help").stdout

    @pytest.mark.parametrize(
        "good", ["shims/python3", "shims/python", "system/python3", "pyenv/versions/3.9.1/bin/python3"]
    )
    def test_make_passes_over_a_shim_without_its_version(self, tmp_path: Path, good: str) -> None:
        for name in ("shims/python3", "shims/python3.13", "shims/python"):
            program(tmp_path / name, "echo 'pyenv: version 3.13 is not installed' >&2; exit 127")
        program(tmp_path / good, f'exec "{sys.executable}" "$@"')

        done = make_with(tmp_path)

        assert (done.returncode, done.stdout, done.stderr) == (0, run("help").stdout, "")

    def test_make_without_any_python_says_what_to_install(self, tmp_path: Path) -> None:
        program(tmp_path / "system/python", "exit 1")

        done = make_with(tmp_path)

        assert done.returncode != 0
        assert done.stdout == ""
        assert re.fullmatch(
            r"Makefile:\d+: \*\*\* No Python 3\.8 or later runs here\. Install .+ Stop\.\n", done.stderr
        )

    def test_an_unknown_verb_gets_the_list(self) -> None:
        done = run("sevre")

        assert (done.returncode, done.stdout) == (2, run("help").stdout)

    def test_clean_removes_what_was_made_and_nothing_else(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
        monkeypatch.setattr(debian, "INSTALLED", tmp_path / ".cache/debian-packages.txt")
        made = [".venv/bin", ".venv.aside", "node_modules/x", ".cache/npm", "site/en", "docs/__pycache__"]
        for name in made:
            (tmp_path / name).mkdir(parents=True)
        (tmp_path / ".cache/debian-packages.txt").write_text("chromium\nxvfb\n")

        bootstrap.clean([])

        assert [path.name for path in tmp_path.rglob("*")] == ["docs"]
        assert "apt-get autoremove chromium xvfb" in capsys.readouterr().out


class TestLocks:
    @pytest.mark.parametrize("name", LOCKS)
    def test_every_package_is_pinned_with_a_hash(self, name: str) -> None:
        for requirement, hashes in locked(name).items():
            assert re.fullmatch(r"[\w.-]+(\[[\w,-]+\])?==[\w.+!]+( ; .+)?", requirement), requirement
            assert hashes, requirement

    def test_what_builds_is_what_is_tested(self) -> None:
        assert locked("build").keys() <= locked("test").keys()

    @pytest.mark.parametrize("name", LOCKS)
    def test_the_lock_is_of_this_project(self, name: str) -> None:
        groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
        asked = {entry.lower() for entry in groups[name] if isinstance(entry, str)}

        assert all(re.fullmatch(r"[\w.-]+(\[\w+\])?==[\w.]+", entry) for entry in asked)
        assert {re.sub(r"\[\w+\]", "", entry) for entry in asked} <= {
            requirement.split(" ;")[0] for requirement in locked(name)
        }

    def test_npm_packages_are_exact_and_their_integrity_is_known(self) -> None:
        package = json.loads((ROOT / "package.json").read_text("utf-8"))
        lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
        asked = package["dependencies"] | package["devDependencies"]

        assert {name: lock[f"node_modules/{name}"]["version"] for name in asked} == asked
        assert all("integrity" in entry and "resolved" not in entry for name, entry in lock.items() if name)

    def test_no_file_names_a_registry(self) -> None:
        named = [
            f"{path.relative_to(ROOT)}: {match[0].decode()}"
            for path in tracked()
            for match in REGISTRY.finditer(path.read_bytes())
        ]

        assert named == []


class TestPython:
    def test_the_python_that_runs_the_tests_is_found(self) -> None:
        assert bootstrap.base_of([sys.executable]) == getattr(sys, "_base_executable", None)

    @pytest.mark.parametrize("script", ["echo 'version not installed' >&2; exit 127", "echo; exit 0"])
    def test_a_shim_that_does_not_run_is_passed_over(self, tmp_path: Path, script: str) -> None:
        shim = tmp_path / "python3.13"
        program(shim, script)

        assert bootstrap.base_of([str(shim)]) is None
        assert bootstrap.base_of([str(tmp_path / "missing")]) is None

    def test_without_any_python_one_sentence_says_what_to_install(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(bootstrap, "pythons", lambda: iter([]))
        monkeypatch.setattr(bootstrap, "fetch_python", lambda: None)

        with pytest.raises(StopError, match=r"built with Python 3\.13.*Install it.*then run it again"):
            bootstrap.find_python()
