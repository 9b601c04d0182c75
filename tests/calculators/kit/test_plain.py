"""A result as text and as a sheet: complete, and no formula whatever was typed."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.kit import plain, words
from calculators.kit.text import LANGUAGES, Language
from tests.calculators.kit import specimen
from tests.calculators.kit.specimen import Inputs

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    '=HYPERLINK("x","y")',
    "a;=1+1",
    "a;b\t@SUM(A1)",
]


def sheet(inputs: Inputs, language: Language = "en") -> list[list[str]]:
    made = plain.csv(specimen, inputs, specimen.answer(inputs, 1.0), language, {})
    assert made.startswith("\ufeff")
    assert made.endswith("\r\n")
    return list(csv.reader(io.StringIO(made.removeprefix("\ufeff"), newline=""), strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_text(language: Language) -> None:
    inputs = Inputs(name="Plant 7", remark="night")
    made = plain.text(specimen, inputs, specimen.answer(inputs, 50.0), language, {})

    assert made.startswith(specimen.TITLE[language] + "\n" + words.EXAMPLE_RESULT[language])
    for said in (
        {"zh": "Plant 7与night：50", "en": "Plant 7 and night: 50"},
        {"zh": "停：Plant 7与night", "en": "Stop: Plant 7 and night"},
        {"zh": "人数：4 人", "en": "People: 4 people"},
        {"zh": "班次第 2 行：人：2 人", "en": "Shifts, row 2: Staff: 2 people"},
    ):
        assert f"\n{said[language]}\n" in made


@pytest.mark.parametrize("typed", FORMULAS)
def test_no_cell_is_a_formula(typed: str) -> None:
    lines = sheet(Inputs(name=typed, remark=typed))

    assert any(said.replace("'", "") == typed for line in lines for said in line)
    # Where a comma is the decimal mark, a spreadsheet parts cells at semicolons instead.
    cells = [cell for line in lines for said in line for cell in re.split("[;\t]", said)]
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))]


@given(name=st.text(min_size=1, max_size=20), remark=st.text(min_size=1, max_size=20))
def test_every_line_keeps_its_cells(name: str, remark: str) -> None:
    if not (name.strip() and remark.strip()) or "\x00" in name + remark:
        return
    lines = sheet(Inputs(name=name, remark=remark))

    assert [len(line) for line in lines] == [len(line) for line in sheet(Inputs(name="a", remark="b"))]
    said = next(line[2] for line in lines if line[:2] == ["What was filled in", "Name"])
    assert said.replace("'", "") == name.replace("'", "")
