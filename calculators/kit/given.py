"""What goes into a calculation, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from calculators.kit import words
from calculators.kit.fields import Field, Form
from calculators.kit.rows import Rows
from calculators.kit.text import Text


def given(fields: Form, inputs: Any) -> Iterator[tuple[Text, Text]]:
    """What the inputs say: label and value, each cell of a row by itself; what does not count is left out."""
    for name, field in fields.items():
        value = getattr(inputs, name)
        if value is None or not applies(field, fields, inputs):
            continue
        if not isinstance(field, Rows):
            yield field.label, field.show(value)
            continue
        for number, row in enumerate(value, 1):
            for key, cell in field.cells.items():
                if getattr(row, key) is not None and applies(cell, field.cells, row):
                    label = words.CELL_OF_ROW.format(label=field.label, row=number, cell=cell.label)
                    yield label, cell.show(getattr(row, key))


def applies(field: Field[Any], fields: Form, inputs: Any) -> bool:
    """Whether a field counts under the answers given."""
    if not field.when:
        return True
    name, *answers = field.when
    return getattr(inputs, name) in answers and applies(fields[name], fields, inputs)


def condition(field: Field[Any], fields: Form) -> Text | None:
    """Under which answers a field counts, if not always."""
    if not field.when:
        return None
    name, *answers = field.when
    said = Text.joined((fields[name].show(answer) for answer in answers), "”或“", "” or “")
    return words.WHEN.format(label=fields[name].label, answer=said)
