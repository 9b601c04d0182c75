"""What goes into a calculation, in words, and what a result rests on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from calculators.kit import words
from calculators.kit.answer import Answer, Section, Step
from calculators.kit.fields import Field, Form, Values, fills_itself
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


def used_by(answer: Answer, fields: Form) -> list[str]:
    """The fields that the number and the sentence rest on."""
    return [name for name in fields if name not in answer.unused]


def examples_left(fields: Form, used: Collection[str], typed: Values) -> list[Text]:
    """The labels of fields whose values are still the example's."""
    return [fields[name].label for name in used if fields[name].rests_on_example(typed, name)]


def rests_on(fields: Form, used: Collection[str], typed: Values) -> tuple[str, Text, Text] | None:
    """Whether values are still the example's: the origin, its mark, and the words that name the fields."""
    left = examples_left(fields, used, typed)
    if not left:
        return None
    if touched(fields, fields, typed):
        return "mixed", words.PARTLY_EXAMPLE, words.MIXED_RESULT.format(labels=Text.joined(left))
    return "example", words.EXAMPLE, words.EXAMPLE_RESULT


def touched(fields: Form, names: Collection[str], typed: Values) -> bool:
    """Whether the reader has answered any of some fields; "now" is filled in by the element itself."""
    return any(
        (name in typed and not fills_itself(fields[name]))
        or (isinstance(fields[name], Rows) and any(key.startswith(f"{name}.") for key in typed))
        for name in names
    )


def waits(section: Section, fields: Form, typed: Values) -> bool:
    """Whether the reader has answered others, and none that the section rests on."""
    return (
        any(fields[name].rests_on_example(typed, name) for name in section.rests_on)
        and touched(fields, fields, typed)
        and not touched(fields, section.rests_on, typed)
    )


def steps_of(answer: Answer, fields: Form, typed: Values) -> list[Step]:
    """How the result was computed, with those sections that do not wait for the reader."""
    told = [section for section in answer.sections if not waits(section, fields, typed)]
    return [*answer.steps, *(step for section in told for step in section.steps)]
