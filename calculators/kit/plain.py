"""A result without markup: as text, and as lines for a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from calculators.kit import words
from calculators.kit.answer import Answer, Calculator, Row
from calculators.kit.fields import Values, describe
from calculators.kit.given import given, rests_on, steps_of, used_by, waits
from calculators.kit.origins import origins
from calculators.kit.text import Language, Text

# What a spreadsheet takes for the beginning of a formula (OWASP: CSV Injection), full-width forms too: at the
# beginning of a cell, and after what parts cells where a comma is the decimal mark.
_FORMULA = re.compile(r"(?:^|(?<=[;\t\r\n]))(?=[=+\-@\t\r\n＝＋－＠])")
_BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for the code page of the system

type Line = tuple[Text, ...]


def text(module: Calculator, inputs: Any, answer: Answer, language: Language, typed: Values) -> str:
    """The result for a mail or a chat: the sentence first, then the rest."""
    parts = [
        "\n".join([title[language], *_joined(lines, language)])
        for title, lines in _parts(module, inputs, answer, typed)
    ]
    return "\n\n".join(parts) + "\n"


def csv(module: Calculator, inputs: Any, answer: Answer, language: Language, typed: Values) -> str:
    """The result as comma-separated values (RFC 4180): in each line its part first."""
    lines = [
        [title[language], *(said[language] for said in line)]
        for title, lines in _parts(module, inputs, answer, typed)
        for line in lines
    ]
    return _BYTE_ORDER_MARK + "".join(",".join(cell(said) for said in line) + "\r\n" for line in lines)


def cell(said: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> print(cell("13 h"), cell("=1+1"), cell("a;=1"), cell('a, "b"'))
    13 h '=1+1 a;'=1 "a, ""b""\"
    """
    said = _FORMULA.sub("'", said)
    return '"' + said.replace('"', '""') + '"' if set(said) & set(',"\r\n') else said


def _joined(lines: Iterable[Line], language: Language) -> Iterator[str]:
    """Each line with what it names first."""
    for first, *rest in lines:
        said = " | ".join(part[language] for part in rest)
        yield words.VALUE.format(origin=first, value=said)[language] if rest else first[language]


def _parts(
    module: Calculator, inputs: Any, answer: Answer, typed: Values
) -> Iterator[tuple[Text, list[Line]]]:
    """The parts of a result: the title of each, and its lines."""
    fields = describe(module.Inputs)
    used = used_by(answer, fields)
    rests = rests_on(fields, used, typed)
    yield (
        module.TITLE,
        [
            *([(rests[2],)] if rests else []),
            (answer.label, answer.number),
            (answer.sentence,),
            *((words.NOTE_WORDS[note.state], note.words) for note in answer.notes),
        ],
    )
    for card in answer.cards:
        yield card.title, [_line(row) for row in card.lines]
    if answer.rows:
        yield words.RESULT_TABLE, [_line(row) for row in answer.rows]
    for section in answer.sections:
        if not waits(section, fields, typed):
            said: list[Line] = [(section.words,)] if section.words else []
            yield section.title, [*said, *([section.head] if section.head else []), *section.rows]
            for letter in section.letters:
                yield letter.title, [(Text.same(line),) for line in letter.words.split("\n") if line.strip()]
    yield words.RESTS_ON, list(origins(fields, inputs, answer, typed))
    yield words.FILLED_IN, list(given(fields, inputs))
    if steps := steps_of(answer, fields, typed):
        yield words.COMPUTED, [(step.formula, step.numbers) for step in steps]


def _line(row: Row) -> Line:
    return (row.label, row.value, row.remark) if row.remark else (row.label, row.value)
