"""The files for the browser's Python: the same bytes twice, one name for all of them, never half of them."""

import gzip
import json
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing import runtime

LINE = "\n# one line more\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of its own with the same packages, whose files may be changed."""
    for path in (path for package in runtime.PACKAGES for path in runtime.ROOT.glob(f"{package}/**/*.py")):
        copy = tmp_path / path.relative_to(runtime.ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    (tmp_path / "package.json").write_bytes((runtime.ROOT / "package.json").read_bytes())
    (tmp_path / "node_modules").symlink_to(runtime.ROOT / "node_modules", target_is_directory=True)
    return tmp_path


@pytest.fixture(scope="module")
def made() -> Path:
    return runtime.make()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


class TestFingerprint:
    def test_it_is_the_same_for_the_same_sources_anywhere(self, project):
        assert runtime.fingerprint(project) == runtime.fingerprint()

    @pytest.mark.parametrize("name", ["calculators/__init__.py", "calculators/kit/door.py", "company/new.py"])
    def test_a_source_changes_it(self, project, name):
        before = runtime.fingerprint(project)
        path = project / name

        with path.open("a") as source:
            source.write(LINE)

        assert runtime.fingerprint(project) != before

    def test_pyodides_version_changes_it(self, project):
        before = runtime.fingerprint(project)
        package = project / "package.json"
        package.write_text(package.read_text().replace('"pyodide": "', '"pyodide": "1'))

        assert runtime.fingerprint(project) != before

    def test_what_the_calculators_do_not_consist_of_leaves_it(self, project):
        before = runtime.fingerprint(project)

        (project / "calculators" / "notes.txt").write_text("no source")

        assert runtime.fingerprint(project) == before


class TestMake:
    def test_the_same_sources_give_the_same_bytes_on_any_machine(self, project, made, monkeypatch):
        monkeypatch.setenv("TZ", "America/New_York")
        monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
        monkeypatch.setenv("PYTHONHASHSEED", "7")

        again = runtime.make(project)

        assert again.name == made.name
        assert contents(again) == contents(made)

    def test_all_that_a_page_asks_for_is_there_and_carried(self, made):
        asked = {
            "pyodide.js",
            "pyodide.asm.js",
            "pyodide.asm.wasm.bin",
            "python_stdlib.zip",
            "pyodide-lock.json",
            "calculators.zip",
            "snapshot.bin",
        }

        carried = {f"{name}.carried.js" for name in [*asked, "python-worker.js"]}

        assert {path.name for path in made.iterdir()} == asked | carried

    def test_snapshot_and_wheel_carry_the_fingerprint(self, made):
        lock = json.loads((made / "pyodide-lock.json").read_text())
        with zipfile.ZipFile(made / "calculators.zip") as wheel:
            metadata = wheel.read(f"calculators-0+{made.name}.dist-info/METADATA").decode()

        assert made.name.encode() in gzip.decompress((made / "snapshot.bin").read_bytes())
        assert f"Version: 0+{made.name}\n" in metadata
        assert [package["version"] for package in lock["packages"].values()] == [f"0+{made.name}"]

    def test_only_memory_that_is_not_empty_is_sent(self, made):
        snapshot = json.loads((made / "pyodide-lock.json").read_text())["snapshot"]
        used = [end - begin for begin, end in snapshot["stretches"]]

        assert sum(used) == len(gzip.decompress((made / "snapshot.bin").read_bytes()))
        assert sum(used) < 0.7 * snapshot["size"]

    @given(st.binary(max_size=40).map(lambda some: some.replace(b"\1", bytes(5))), st.integers(1, 7))
    def test_stretches_hold_all_that_is_not_empty(self, memory, page):
        again = bytearray(len(memory))
        for begin, end in runtime.stretches(memory, page):
            assert any(memory[begin:end])
            again[begin:end] = memory[begin:end]

        assert again == memory

    def test_no_path_of_this_machine_is_in_it(self, made):
        memory = gzip.decompress((made / "snapshot.bin").read_bytes())
        with zipfile.ZipFile(made / "calculators.zip") as wheel:
            compiled = b"".join(map(wheel.read, wheel.namelist()))

        assert str(runtime.ROOT).encode() not in memory + compiled

    def test_what_is_there_is_not_made_again(self, made):
        before = {path.name: path.stat().st_mtime_ns for path in made.iterdir()}

        assert {path.name: path.stat().st_mtime_ns for path in runtime.make().iterdir()} == before

    def test_a_failed_start_leaves_nothing_and_says_what_failed(self, project):
        (project / "calculators" / "backup_loss" / "__init__.py").write_text(
            "raise RuntimeError('no such calculator')\n"
        )

        with pytest.raises(RuntimeError, match="no such calculator"):
            runtime.make(project)

        assert list((project / ".cache" / "python").iterdir()) == []

    def test_a_missing_pyodide_names_the_command(self, project):
        (project / "node_modules").unlink()

        with pytest.raises(FileNotFoundError, match="make serve"):
            runtime.make(project)

    def test_only_the_latest_few_are_kept(self, project):
        cache = project / ".cache" / "python"
        for age in range(5):
            folder = cache / f"build{age}"
            folder.mkdir(parents=True)
            os.utime(folder, (-age, -age))
        (cache / "making-now").mkdir()

        runtime.prune(cache)

        assert {path.name for path in cache.iterdir()} == {"build0", "build1", "build2", "making-now"}


class TestInstall:
    def test_twice_is_once(self, made, tmp_path):
        runtime.install(tmp_path)
        before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}

        runtime.install(tmp_path)

        assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before
        assert contents(tmp_path / "assets" / "python") == contents(made)

    def test_what_an_earlier_build_left_goes(self, made, tmp_path):
        folder = tmp_path / "assets" / "python"
        folder.mkdir(parents=True)
        (folder / "old.bin").write_bytes(b"old")
        (folder / "snapshot.bin").write_bytes(b"old")

        runtime.install(tmp_path)

        assert contents(folder) == contents(made)

    def test_changing_a_site_leaves_the_cache_alone(self, made, tmp_path):
        runtime.install(tmp_path)
        before = (made / "snapshot.bin").read_bytes()

        (tmp_path / "assets" / "python" / "snapshot.bin").write_bytes(b"changed")

        assert (made / "snapshot.bin").read_bytes() == before
