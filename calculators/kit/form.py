"""HTML of a form: simple questions first, the rest behind "more precise".

A container carries `data-field`, the name of its input. Where it counts only under some answers to
another, `data-if` is that input's name and `data-is` the answers, one space between them: a script
hides it under any other, paper shows all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from calculators.kit import words
from calculators.kit.answer import Calculator, name_of
from calculators.kit.calculation import Calculation
from calculators.kit.fields import (
    EARLIEST,
    LATEST,
    Choice,
    Field,
    Flag,
    Form,
    Hours,
    Input,
    Moment,
    Quantity,
    Several,
    beside,
    describe,
    fills_itself,
)
from calculators.kit.markup import Markup, join, tag
from calculators.kit.origins import source_of
from calculators.kit.rows import Rows
from calculators.kit.text import Language, Text

NEW = "{row}"  # stands for the id in the template of a new row


def form(module: Calculator, language: Language) -> Markup:
    """The form with the worked example in it."""
    writer = _Writer(name_of(module), language, describe(module.Inputs))
    plain: list[Markup] = []
    more: list[Markup] = []
    for name, field in writer.fields.items():
        (more if field.more else plain).append(writer.question(name, field))
        if isinstance(field, Moment) and field.offset:
            more.append(writer.offset(name, field, class_="calculator-field"))
    clear = words.BLANK_CLEAR if is_blank(writer.fields) else words.CLEAR
    return tag(
        "form",
        plain,
        _more(more, language, "calculator-more"),
        tag(
            "p",
            tag("button", clear[language], type="button", data_action="clear"),
            class_="calculator-actions",
        ),
        class_="calculator-form",
        novalidate=True,
        autocomplete="off",
    )


def is_blank(fields: Form) -> bool:
    """Whether the form begins without an example."""
    return all(field.value is None or field.assumed for field in fields.values())


@dataclass(frozen=True)
class _Writer:
    """Writes the fields of one form in one language."""

    form: str
    language: Language
    fields: Form

    # --- Questions

    def question(self, name: str, field: Field[Any]) -> Markup:
        """One question with its help, its error, its input, and where its value comes from."""
        if isinstance(field, Rows):
            return self._rows(name, field)
        assert isinstance(field, Input)
        id_ = self._id(name)
        value = field.spread(field.value, name, self.language)[name]
        described = f"{id_}-help {id_}-error"
        answers = _answers(field)
        inside = [
            self._hint(id_, field.help),
            _error(id_),
            self._buttons(name, field, answers, value)
            if answers
            else self._control(name, field, value, described),
            self._origin(field.value, assumed=field.assumed, device=fills_itself(field), takes=field),
            self._offer(name, field),
        ]
        common: dict[str, Any] = {"class_": "calculator-field", "data_field": name, **self._when(name, field)}
        if answers or isinstance(field, Calculation):
            return self._group(field.label, inside, aria_describedby=described, **common)
        return tag("div", tag("label", field.label[self.language], for_=id_), inside, **common)

    def offset(self, moment: str, field: Moment, **attributes: Any) -> Markup:
        """The UTC offset of a moment's clock."""
        name = f"{moment}.offset"
        id_ = self._id(name)
        other = self.fields.get(beside(field.offset, moment, self.fields))
        value = "" if other else field.offset
        hint = words.OFFSET_SAME.format(label=other.label) if other else words.OFFSET_HELP
        return tag(
            "div",
            tag("label", words.OFFSET_LABEL.format(label=field.label)[self.language], for_=id_),
            self._hint(id_, hint),
            _error(id_),
            tag(
                "input",
                type="text",
                id=id_,
                name=name,
                value=value,
                maxlength=10,
                size=8,
                data_offset_of=moment,
                aria_describedby=f"{id_}-help {id_}-error",
            ),
            self._origin(value or None, device=True),
            data_field=name,
            **self._when(moment, field),
            **attributes,
        )

    # --- Rows

    def _rows(self, name: str, field: Rows[Any]) -> Markup:
        """A group: the ids of its rows, what there is to know of the cells, the rows, one more to copy."""
        id_ = self._id(name)
        said = [
            tag("li", f"{cell.label[self.language]}{words.COLON[self.language]}{cell.help[self.language]}",
                id=f"{id_}-{key}-help")
            for key, cell in field.cells.items()
            if cell.help
        ]  # fmt: skip
        return self._group(
            field.label,
            [
                self._hint(id_, field.help),
                tag("ul", said, class_="calculator-help") if said else None,
                _error(id_),
                tag("input", type="text", name=name, value=" ".join(field.examples), hidden=True),
                self._offer(name, field),
                [
                    self._row(name, row, cells, number)
                    for number, (row, cells) in enumerate(field.examples.items(), 1)
                ],
                tag("template", self._row(name, NEW, field.cells, 0)),
                tag(
                    "p",
                    tag("button", words.ADD_ROW[self.language], type="button", data_action="row-add"),
                    tag(
                        "button",
                        words.REMOVE_EXAMPLES[self.language],
                        type="button",
                        data_action="row-own",
                        hidden=True,
                    ),
                    class_="calculator-actions",
                ),
            ],
            class_="calculator-field calculator-rows",
            data_field=name,
            data_at_most=field.at_most,
            aria_describedby=f"{id_}-help {id_}-error",
            **self._when(name, field),
        )

    def _row(self, group: str, row: str, cells: Mapping[str, Input[Any]], number: int) -> Markup:
        """One row: its number, its cells, and what can be done with it."""
        name = f"{group}.{row}"
        title = f"{self._id(name)}--title"
        own = {f"{name}.{key}": cell for key, cell in cells.items()}
        writer = _Writer(self.form, self.language, {**self.fields, **own})
        plain: list[Markup] = []
        more: list[Markup] = []
        for key, cell in own.items():
            (more if cell.more else plain).append(writer._cell(group, key, cell))
            if isinstance(cell, Moment) and cell.offset:
                more.append(writer.offset(key, cell, class_="calculator-field calculator-cell"))
        return tag(
            "div",
            tag(
                "div",
                self._title(title, self.fields[group], row, number),
                self._row_actions(title),
                class_="calculator-row-head",
            ),
            plain,
            _more(more, self.language, "calculator-row-more"),
            class_="calculator-row",
            role="group",
            data_field=name,
            data_row=row,
            aria_labelledby=title,
        )

    def _title(self, id_: str, rows: Field[Any], row: str, number: int) -> Markup:
        """The number of a row, which the page counts anew, and where its values come from."""
        before, _, after = words.ROW.format(row="\0")[self.language].partition("\0")
        counted = tag("span", str(number), class_="calculator-row-number")
        return tag(
            "p",
            tag("span", before, counted, after, id=id_),
            self._origin(row != NEW or None, takes=rows),
            class_="calculator-row-title",
        )

    def _row_actions(self, title: str) -> Markup:
        """The buttons of a row; each names the row too."""
        buttons = [
            tag(
                "button",
                said[self.language],
                type="button",
                id=f"{title}-{action}",
                data_action=f"row-{action}",
                aria_labelledby=f"{title}-{action} {title}",
            )
            for action, said in words.ROW_ACTIONS.items()
        ]
        return tag("p", buttons, class_="calculator-actions")

    def _cell(self, group: str, name: str, cell: Input[Any]) -> Markup:
        """One cell of a row; its help stands above the rows, once for all."""
        id_ = self._id(name)
        value = "" if cell.blank else cell.spread(cell.value, name, self.language)[name]
        help_ = f"{self._id(group)}-{name.rpartition('.')[2]}-help" if cell.help else None
        described = " ".join(part for part in (help_, f"{id_}-error") if part)
        common: dict[str, Any] = {
            "class_": "calculator-field calculator-cell",
            "data_field": name,
            **self._when(name, cell),
        }
        if isinstance(cell, Several):
            buttons = self._buttons(name, cell, cell.options, value)
            return self._group(cell.label, [_error(id_), buttons], aria_describedby=described, **common)
        answers = _answers(cell)
        control = (
            self._select(name, answers, value, described)
            if answers
            else self._control(name, cell, value, described)
        )
        return tag("div", tag("label", cell.label[self.language], for_=id_), _error(id_), control, **common)

    # --- Parts of a question

    def _control(self, name: str, field: Input[Any], value: str, described: str) -> Markup:
        common: dict[str, Any] = {"id": self._id(name), "name": name, "aria_describedby": described}
        match field:
            case Calculation():
                return tag("input", type="text", value=value, hidden=True, **common)
            case Hours():
                rows = max(3, value.count("\n") + 2)
                return tag("textarea", "\n" + value, rows=rows, spellcheck="false", **common)
            case Moment():
                span = {"min": EARLIEST.isoformat(), "max": LATEST.isoformat()}
                return tag(
                    "input",
                    type="datetime-local",
                    value=value,
                    data_kind="moment",
                    data_fill=field.fill or None,
                    **span,
                    **common,
                )
            case Quantity():
                control = tag("input", type="text", inputmode="decimal", value=value, **common)
            case _:
                control = tag("input", type="text", value=value, maxlength=field.room, **common)
        unit = field.after
        return join([control, tag("span", unit[self.language], class_="calculator-unit") if unit else None])

    def _select(self, name: str, answers: Mapping[str, Text], value: str, described: str) -> Markup:
        options = [] if value else [tag("option", value="", selected=True)]
        options += [
            tag("option", said[self.language], value=answer, selected=answer == value)
            for answer, said in answers.items()
        ]
        return tag("select", options, id=self._id(name), name=name, aria_describedby=described)

    def _buttons(self, name: str, field: Input[Any], answers: Mapping[str, Text], value: str) -> list[Markup]:
        """Radio buttons for one of a few answers, checkboxes for several of them."""
        several = isinstance(field, Several)
        checked = value.split() if several else [value]
        return [
            tag(
                "label",
                tag(
                    "input",
                    type="checkbox" if several else "radio",
                    id=f"{self._id(name)}--{answer}",
                    name=name,
                    value=answer,
                    checked=answer in checked,
                ),
                tag("span", said[self.language]),
                class_="calculator-option",
            )
            for answer, said in answers.items()
        ]

    def _group(self, label: Text, inside: Any, **attributes: Any) -> Markup:
        return tag("fieldset", tag("legend", label[self.language]), inside, **attributes)

    def _when(self, name: str, field: Field[Any]) -> dict[str, str]:
        """Under which answer to which input a field counts."""
        if not field.when:
            return {}
        other = beside(field.when[0], name, self.fields)
        asked = self.fields[other]
        answers = [asked.spread(answer, other, self.language)[other] for answer in field.when[1:]]
        return {"data_if": other, "data_is": " ".join(answers)}

    def _id(self, name: str) -> str:
        return f"{self.form}-{name.replace('.', '-')}"

    def _hint(self, id_: str, hint: Text | None) -> Markup:
        said = hint[self.language] if hint else None
        return tag("p", said, class_="calculator-help", id=f"{id_}-help", hidden=not hint)

    def _offer(self, name: str, field: Field[Any]) -> Markup | None:
        """The button that takes what another calculator knows; why there is none; the way there."""
        if not field.takes:
            return None
        source, _ = source_of(field)
        there = tag("a", source.NAME[self.language], href=f"{name_of(source)}.html")
        return tag(
            "div",
            tag("textarea", name=f"{name}.taken", hidden=True),
            tag(
                "p",
                tag("button", type="button", data_action="take"),
                class_="calculator-actions",
                hidden=True,
            ),
            tag("p", class_="calculator-help", hidden=True, data_why=True),
            tag("p", words.LOOK_THERE[self.language], there, class_="calculator-help"),
            class_="calculator-offer",
            data_takes=name_of(source),
        )

    def _origin(
        self,
        value: object,
        *,
        assumed: bool = False,
        device: bool = False,
        takes: Field[Any] | None = None,
    ) -> Markup:
        """Where the value comes from: the example or an assumption, the reader, this device, a calculator."""
        first = words.ASSUMED if assumed else words.EXAMPLE
        origins = {
            "example": None if value is None else first,
            "typed": words.TYPED,
            "device": words.DEVICE if device else None,
            "taken": words.TAKEN_FROM.format(name=source_of(takes)[0].NAME)
            if takes and takes.takes
            else None,
        }
        return join(
            tag(
                "span",
                said[self.language],
                class_="calculator-origin",
                data_origin=origin,
                hidden=origin != "example",
            )
            for origin, said in origins.items()
            if said
        )


def _answers(field: Input[Any]) -> Mapping[str, Text]:
    """The answers among which to choose, if it is a choice."""
    return field.options if isinstance(field, Choice | Flag | Several) else {}


def _more(inside: list[Markup], language: Language, class_: str) -> Markup | None:
    if not inside:
        return None
    return tag("details", tag("summary", words.MORE[language]), inside, class_=class_)


def _error(id_: str) -> Markup:
    return tag("p", class_="calculator-error", id=f"{id_}-error", hidden=True)
