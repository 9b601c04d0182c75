"""The form on paper: each question with room to write, the formula, and the example worked by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from string import ascii_uppercase
from typing import Any

from calculators.kit import words
from calculators.kit.answer import Answer, Calculator, Step
from calculators.kit.errors import InputError
from calculators.kit.fields import Choice, Field, Flag, Form, Hours, Input, Moment, Several, describe
from calculators.kit.form import is_blank
from calculators.kit.given import applies, given
from calculators.kit.markup import Markup, tag
from calculators.kit.rows import Rows
from calculators.kit.text import Language, Text

EMPTY_ROWS = 8
WIDEST = 12  # rows with more cells stand on their side: a line for each cell, a column for each row
ABREAST = 8  # tables with no more cells in all stand side by side
LINES = 3  # for working hours, one rule a line

type Letters = dict[tuple[str, str], str]
"""A letter for each answer to a question that others hang on, by the question's name and the answer's key."""


def worksheet(module: Calculator, language: Language) -> Markup:
    """A sheet to work on with pencil and paper."""
    fields = describe(module.Inputs)
    example = module.Inputs()
    answer = module.answer(example, module.calculate(example))
    letters = _letters(fields)
    formulas = _formulas(module, fields, letters)
    return tag(
        "section",
        _title(words.WORKSHEET.format(title=module.TITLE), language),
        tag(
            "table",
            tag(
                "tbody",
                [
                    _question(name, field, fields, letters, language)
                    for name, field in _questions(fields).items()
                ],
            ),
        ),
        [
            tag(
                "div",
                [_rows(field, fields, letters, language) for field in line],
                class_="worksheet-line",
            )
            for line in _lines(field for field in fields.values() if isinstance(field, Rows))
        ],
        [
            _title(words.FORMULAS, language),
            tag(
                "ol",
                [
                    tag("li", formula[language], tag("small", only[language]) if only else None, _blank())
                    for formula, only in formulas
                ],
                class_="worksheet-formulas",
            ),
        ]
        if formulas
        else None,
        None if is_blank(fields) else _worked(fields, example, answer, language),
        class_="worksheet",
    )


def _letters(fields: Form) -> Letters:
    steering = dict.fromkeys(field.when[0] for field in fields.values() if field.when)
    answers = (
        (name, answer)
        for name in fields
        if name in steering and isinstance(field := fields[name], Choice | Flag)
        for answer in field.options
    )
    return dict(zip(answers, ascii_uppercase, strict=False))


def _only(field: Field[Any], fields: Form, letters: Letters) -> Text | None:
    """Under which answers a field counts, if not always."""
    if not field.when:
        return None
    name, *answers = field.when
    asked = fields[name]
    assert isinstance(asked, Input)
    keys = [(name, asked.write(answer, "en")) for answer in answers]
    return words.ONLY.format(letters=" ".join(letters[key] for key in keys))


def _steps(answer: Answer) -> Iterator[Step]:
    yield from answer.steps
    yield from (step for section in answer.sections for step in section.steps)


def _formulas(module: Calculator, fields: Form, letters: Letters) -> list[tuple[Text, Text | None]]:
    """Those of the example as it works them, then those of the other answers, each with its letters."""
    example = module.Inputs()
    found = {
        step.formula: set[tuple[str, str]]()
        for step in _steps(module.answer(example, module.calculate(example)))
    }
    sides = {_right(formula) for formula in found}
    worked = set[tuple[str, str]]()
    for name, answer in letters:
        field = fields[name]
        assert isinstance(field, Choice | Flag)
        try:
            inputs = replace(example, **{name: field.read(answer, name)})
            result = module.calculate(inputs)
        except InputError:
            continue  # what this answer needs besides, the example does not have
        worked.add((name, answer))
        for step in _steps(module.answer(inputs, result)):
            if step.formula in found or _right(step.formula) not in sides:
                found.setdefault(step.formula, set()).add((name, answer))
                sides.add(_right(step.formula))
    return [(formula, _under(answers, worked, letters)) for formula, answers in found.items()]


def _right(formula: Text) -> str:
    """What a formula computes, whatever it calls that: a row of the example has a name of its own."""
    return formula.zh.partition("=")[2]


def _under(answers: set[tuple[str, str]], worked: set[tuple[str, str]], letters: Letters) -> Text | None:
    """The letters of some answers, but of no question that has the formula whatever is answered."""
    always = {name for name, _ in worked if {key for key in worked if key[0] == name} <= answers}
    told = [letter for key, letter in letters.items() if key in answers and key[0] not in always]
    return words.UNDER.format(letters=" ".join(told)) if told else None


def _worked(fields: Form, example: Any, answer: Answer, language: Language) -> list[Markup | list[Markup]]:
    """The example computed by hand."""
    return [
        _title(words.WORKED, language),
        tag("p", words.GIVEN[language], _listed(given(_questions(fields), example), language)),
        [
            _rows(field, fields, {}, language, getattr(example, name))
            for name, field in fields.items()
            if isinstance(field, Rows) and getattr(example, name) and applies(field, fields, example)
        ],
        tag("ol", [tag("li", step.numbers[language]) for step in _steps(answer)], class_="worksheet-worked"),
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


def _question(name: str, field: Input[Any], fields: Form, letters: Letters, language: Language) -> Markup:
    """A line of the sheet: the question, what is to be known of it, and room for the answer."""
    said = [field.hint, _only(field, fields, letters) or (words.OPTIONAL if field.optional else None)]
    return tag(
        "tr",
        tag(
            "th", field.label[language], [tag("small", line[language]) for line in said if line], scope="row"
        ),
        tag("td", _room(name, field, letters, language)),
        class_="worksheet-spare" if field.more and field.value is None else None,
    )


def _room(name: str, field: Input[Any], letters: Letters, language: Language) -> list[Markup]:
    """Boxes to tick, a date to fill in, or a line to write on, with the unit after it."""
    match field:
        case Choice() | Flag() | Several():
            return [
                tag(
                    "span",
                    tag("span", class_="paper-box"),
                    [tag("b", letter), " "] if (letter := letters.get((name, answer))) else None,
                    said[language],
                    class_="worksheet-option",
                )
                for answer, said in field.options.items()
            ]
        case Moment():
            return [tag("span", words.MOMENT_BLANK[language], class_="worksheet-moment")]
        case Hours():
            return [_blank() for _ in range(LINES)]
        case _:
            return [_blank(), tag("span", field.after[language] if field.after else None)]


def _rows(
    field: Rows[Any], fields: Form, letters: Letters, language: Language, rows: tuple[Any, ...] = ()
) -> Markup:
    """A table of some rows with what they say, or an empty one."""
    if len(field.cells) > WIDEST:
        return _columns(field, fields, language, rows)
    said = None if rows else _only(field, fields, letters)
    cells = _told(field, rows)
    filled = [[_cell(cell, getattr(row, key), language) for key, cell in cells.items()] for row in rows]
    return tag(
        "table",
        tag("caption", field.label[language], tag("small", said[language]) if said else None),
        tag(
            "thead",
            tag("tr", tag("td"), [_column(cell, language) for cell in cells.values()]),
        ),
        tag(
            "tbody",
            [
                tag("tr", tag("th", str(number), scope="row"), [tag("td", value) for value in values])
                for number, values in enumerate(filled or [[""] * len(cells)] * EMPTY_ROWS, 1)
            ],
        ),
        class_=f"worksheet-rows worksheet-cells-{len(cells)}",
    )


def _lines(tables: Iterable[Rows[Any]]) -> list[list[Rows[Any]]]:
    """Tables that stand side by side, line by line."""
    lines: list[list[Rows[Any]]] = []
    for table in tables:
        if lines and sum(len(other.cells) for other in (*lines[-1], table)) <= ABREAST:
            lines[-1].append(table)
        else:
            lines.append([table])
    return lines


def _told(field: Rows[Any], rows: tuple[Any, ...]) -> dict[str, Input[Any]]:
    """The cells that some row fills; all of them where there is none."""
    return {
        key: cell
        for key, cell in field.cells.items()
        if not rows or any(getattr(row, key) is not None for row in rows)
    }


def _cell(cell: Input[Any], value: object, language: Language) -> str:
    return "" if value is None else cell.show(value)[language]


def _columns(field: Rows[Any], fields: Form, language: Language, rows: tuple[Any, ...]) -> Markup:
    """The same on its side, all the answers to choose from said once above."""

    def beside(key: str) -> Markup | None:
        if not field.beside:
            return None
        own = fields.get(key)
        return tag("td", own.show(own.value)[language] if own else None, class_="worksheet-beside")

    told = _told(field, rows)
    # What is rarely told shares a line at the end, but for what has something beside it.
    cells = {key: cell for key, cell in told.items() if rows or not cell.more or key in fields}
    count = len(rows) or min(field.at_most, EMPTY_ROWS)
    choices = [cell.options.items() for cell in cells.values() if isinstance(cell, Choice)]
    shared = dict(answer for answers in choices for answer in answers)
    caption = [field.hint, Text.joined(shared.values(), " / ", " / ") if shared else None]
    return tag(
        "table",
        tag(
            "caption",
            field.label[language],
            [tag("small", said[language]) for said in caption if said and not rows],
        ),
        tag(
            "thead",
            tag(
                "tr",
                tag("td"),
                tag("th", field.beside[language], scope="col") if field.beside else None,
                [tag("th", str(number), scope="col") for number in range(1, count + 1)],
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
                    or [tag("td") for _ in range(count)],
                )
                for key, cell in cells.items()
            ],
            tag(
                "tr",
                tag("th", words.NOTES[language], scope="row"),
                beside(""),
                [tag("td") for _ in range(count)],
                class_="worksheet-notes",
            )
            if cells != told
            else None,
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
