"""`python -m calculators`: what it prints, and with which status it ends."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from calculators import ALL, ALL_BY_NAME
from calculators.__main__ import main
from calculators.kit.answer import name_of
from calculators.kit.text import LANGUAGES, Language

ROOT = Path(__file__).parents[2]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    def called(*arguments: str, given: object = None) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(given if isinstance(given, str) else json.dumps(given)))
        status = main(list(arguments))
        said = capsys.readouterr()
        return status, said.out, said.err

    return called


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_lists_the_calculators(call, language: Language) -> None:
    status, out, _ = call("--lang", language)

    assert status == 0
    assert out.splitlines() == [f"{name_of(module)}\t{module.TITLE[language]}" for module in ALL]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ALL_BY_NAME)
def test_the_example_goes_in_and_its_result_comes_out(call, name: str, language: Language) -> None:
    module = ALL_BY_NAME[name]
    expected = module.answer(module.Inputs(), module.calculate(module.Inputs()))
    _, example, _ = call(name, "--example", "--lang", language)

    status, out, err = call(name, "--lang", language, given=example)

    assert (status, err) == (0, "")
    assert json.loads(out)["answer"]["sentence"] == expected.sentence[language]
    status, out, err = call(name, "--text", "--lang", language, given=example)
    assert (status, err) == (0, "")
    assert expected.sentence[language] in out.splitlines()


def test_the_result_has_numbers_for_programs(call) -> None:
    _, out, _ = call("backup_loss", given={})

    result = json.loads(out)["result"]
    assert (result["window"], result["recovery_point"]) == (46800.0, "2026-03-12T02:00:00+08:00")


def test_the_schema_is_printed(call) -> None:
    status, out, _ = call("backup_loss", "--schema", "--lang", "en")

    assert status == 0
    assert json.loads(out)["properties"]["crash"]["title"] == "When the system stopped (crash time)"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"rpo": "400 d"}, ["rpo: “Acceptable loss (RPO)” must be between 0 h and 365 d"]),
        (
            {"rpo": "x", "crash": "y"},
            ["crash: Write “When the system stopped", "rpo: Write “Acceptable loss"],
        ),
        ({"gone": 1, "rpo": "1 h"}, ["There are no fields “gone”"]),
        ("no JSON", ["It holds no inputs of this calculator"]),
    ],
)
def test_what_cannot_be_used_is_told_and_ends_with_2(call, given: object, told: list[str]) -> None:
    status, out, err = call("backup_loss", "--lang", "en", given=given)

    assert (status, out) == (2, "")
    assert all(said in err for said in told)


def test_an_unknown_calculator_ends_with_2(call) -> None:
    with pytest.raises(SystemExit) as ended:
        call("nothing")
    assert ended.value.code == 2


def test_what_is_endless_is_json_too(call) -> None:
    _, out, _ = call("backup_loss", given={"load": "100%"})

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    assert json.loads(out, parse_constant=refuse)["result"]["work"]["days"] == "Infinity"


@pytest.mark.parametrize(
    ("given", "status", "told"),
    [
        (b"\xff\xfe{", 2, "It holds no inputs of this calculator"),
        (b'{"records": [{"name": "\\ud800"}]}', 0, ""),
    ],
)
def test_no_bytes_end_in_a_traceback(given: bytes, status: int, told: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "calculators", "backup_loss", "--lang", "en"],
        input=given,
        capture_output=True,
        cwd=ROOT,
        check=False,
    )

    assert (ran.returncode, ran.stderr.decode().strip()[: len(told) or None]) == (status, told)


def test_an_option_without_a_calculator_ends_with_2(call) -> None:
    with pytest.raises(SystemExit) as ended:
        call("--example")
    assert ended.value.code == 2


def test_it_speaks_utf_8_whatever_the_system_does() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "calculators", "backup_loss", "--text"],
        input='{"rpo": "4 小时"}'.encode(),
        capture_output=True,
        cwd=ROOT,
        env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"},
        check=True,
    )

    assert "备份丢失窗口：13 小时" in ran.stdout.decode()
