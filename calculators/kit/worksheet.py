"""The form on paper: each question with room to write, the formula, and the example worked by hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from calculators.kit import words
from calculators.kit.answer import Answer, Calculator, Step
from calculators.kit.fields import Choice, Flag, Form, Hours, Input, Moment, Several, describe
from calculators.kit.form import is_blank
from calculators.kit.given import applies, condition, given
from calculators.kit.markup import Markup, tag
from calculators.kit.rows import Rows
from calculators.kit.text import Language, Text

EMPTY_ROWS = 8
WIDEST = 12  # rows with more cells stand on their side: a line for each cell, a column for each row
LINES = 3  # for working hours, one rule a line


def worksheet(module: Calculator, language: Language) -> Markup:
    """A sheet to work on with pencil and paper."""
    fields = describe(module.Inputs)
    example = module.Inputs()
    answer = module.answer(example, module.calculate(example))
    single = _questions(fields)
    steps = [*answer.steps, *(step for section in answer.sections for step in section.steps)]
    return tag(
        "section",
        _title(words.WORKSHEET.format(title=module.TITLE), language),
        tag(
            "table",
            tag(
                "tbody",
                [_question(field, fields, language) for field in single.values()],
            ),
        ),
        [_rows(field, fields, language) for field in fields.values() if isinstance(field, Rows)],
        [
            _title(words.FORMULAS, language),
            tag(
                "ol",
                [tag("li", step.formula[language], _blank()) for step in steps],
                class_="worksheet-formulas",
            ),
        ]
        if steps
        else None,
        None if is_blank(fields) else _worked(fields, example, answer, steps, language),
        class_="worksheet",
    )


def _worked(
    fields: Form, example: Any, answer: Answer, steps: list[Step], language: Language
) -> list[Markup | list[Markup]]:
    """The example computed by hand."""
    return [
        _title(words.WORKED, language),
        tag("p", words.GIVEN[language], _listed(given(_questions(fields), example), language)),
        [
            _rows(field, fields, language, getattr(example, name))
            for name, field in fields.items()
            if isinstance(field, Rows) and applies(field, fields, example)
        ],
        tag("ol", [tag("li", step.numbers[language]) for step in steps]),
        tag("p", answer.sentence[language]),
    ]


def _questions(fields: Form) -> dict[str, Input[Any]]:
    """What is asked on a line of its own: all but rows, and what stands beside the cells of rows."""
    beside = {
        key for field in fields.values() if isinstance(field, Rows) and field.beside for key in field.cells
    }
    return {name: field for name, field in fields.items() if isinstance(field, Input) and name not in beside}


def _listed(said: Iterable[tuple[Text, Text]], language: Language) -> str:
    pairs = (words.VALUE.format(origin=label, value=value) for label, value in said)
    return words.SENTENCE.format(said=Text.joined(pairs, "；", "; "))[language]


def _title(said: Text, language: Language) -> Markup:
    return tag("p", said[language], class_="worksheet-title")


def _blank() -> Markup:
    return tag("span", class_="worksheet-blank")


def _question(field: Input[Any], fields: Form, language: Language) -> Markup:
    """A line of the sheet: the question, what is to be known of it, and room for the answer."""
    said = [field.hint, condition(field, fields) or (words.OPTIONAL if field.optional else None)]
    return tag(
        "tr",
        tag(
            "th", field.label[language], [tag("small", line[language]) for line in said if line], scope="row"
        ),
        tag("td", _room(field, language)),
        class_="worksheet-spare" if field.more and field.value is None else None,
    )


def _room(field: Input[Any], language: Language) -> list[Markup]:
    """Boxes to tick, a date to fill in, or a line to write on, with the unit after it."""
    match field:
        case Choice() | Flag() | Several():
            return [
                tag("span", tag("span", class_="paper-box"), said[language], class_="worksheet-option")
                for said in field.options.values()
            ]
        case Moment():
            return [tag("span", words.MOMENT_BLANK[language], class_="worksheet-moment")]
        case Hours():
            return [_blank() for _ in range(LINES)]
        case _:
            return [_blank(), tag("span", field.after[language] if field.after else None)]


def _rows(field: Rows[Any], fields: Form, language: Language, rows: tuple[Any, ...] = ()) -> Markup:
    """A table of some rows, or an empty one."""
    if len(field.cells) > WIDEST:
        return _columns(field, fields, language, rows)
    said = condition(field, fields)
    filled = [[_cell(cell, getattr(row, key), language) for key, cell in field.cells.items()] for row in rows]
    return tag(
        "table",
        tag("caption", field.label[language], tag("small", said[language]) if said else None),
        tag(
            "thead",
            tag("tr", tag("td"), [_column(cell, language) for cell in field.cells.values()]),
        ),
        tag(
            "tbody",
            [
                tag("tr", tag("th", str(number), scope="row"), [tag("td", said) for said in cells])
                for number, cells in enumerate(filled or [[""] * len(field.cells)] * EMPTY_ROWS, 1)
            ],
        ),
        class_="worksheet-rows",
    )


def _cell(cell: Input[Any], value: object, language: Language) -> str:
    return "" if value is None else cell.show(value)[language]


def _columns(field: Rows[Any], fields: Form, language: Language, rows: tuple[Any, ...]) -> Markup:
    """The same on its side, all the answers to choose from said once above."""

    def beside(key: str) -> Markup | None:
        if not field.beside:
            return None
        own = fields.get(key)
        return tag("td", own.show(own.value)[language] if own else None, class_="worksheet-beside")

    options = {cell.label: cell.options for cell in field.cells.values() if isinstance(cell, Choice)}
    shared = {answer: said for answers in options.values() for answer, said in answers.items()}
    caption = [field.help, Text.joined(shared.values(), " / ", " / ") if shared else None]
    return tag(
        "table",
        tag("caption", field.label[language], [tag("small", said[language]) for said in caption if said]),
        tag(
            "thead",
            tag(
                "tr",
                tag("td"),
                tag("th", field.beside[language], scope="col") if field.beside else None,
                [
                    tag("th", str(number), scope="col")
                    for number in range(1, (len(rows) or min(field.at_most, EMPTY_ROWS)) + 1)
                ],
            ),
        ),
        tag(
            "tbody",
            [
                tag(
                    "tr",
                    tag("th", cell.label[language], scope="row"),
                    beside(key),
                    [tag("td", _cell(cell, getattr(row, key), language)) for row in rows]
                    or [tag("td") for _ in range(min(field.at_most, EMPTY_ROWS))],
                )
                for key, cell in field.cells.items()
            ],
        ),
        class_="worksheet-columns",
    )


def _column(cell: Input[Any], language: Language) -> Markup:
    """The head of a column, with its unit or the answers to choose from."""
    if isinstance(cell, Choice | Flag | Several):
        said = Text.joined(cell.options.values(), " / ", " / ")[language]
    else:
        said = cell.after[language] if cell.after else ""
    return tag("th", cell.label[language], tag("small", said) if said else None, scope="col")
