"""HTML of a form and of a result, the same in the build and in the browser.

The markup is built by `tag`, which escapes whatever is not markup already.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from calculators.kit import words
from calculators.kit.answer import Answer, Calculator, Card, Note, name_of
from calculators.kit.browsers import BROWSERS
from calculators.kit.fields import (
    EARLIEST,
    LATEST,
    Choice,
    Field,
    Flag,
    Hours,
    Moment,
    Quantity,
    describe,
)
from calculators.kit.markup import Markup, join, tag
from calculators.kit.text import Language, Text


def calculator(module: Calculator, language: Language) -> Markup:
    """The whole block of a page: the form, and the result of the worked example."""
    name = name_of(module)
    example = module.Inputs()
    answer = module.answer(example, module.calculate(example))
    blank = _is_blank(module)
    states = {**words.STATES, "idle": words.BLANK_IDLE} if blank else words.STATES
    no_script = words.BLANK_NO_SCRIPT if blank else words.NO_SCRIPT
    return tag(
        "div",
        tag("noscript", tag("p", _with_link(no_script, language), class_="calculator-state")),
        tag(
            "runbook-calculator",
            form(module, language),
            tag(
                "div",
                [_state(said, language, state) for state, said in states.items()],
                [_state(said, language, "failed", reason) for reason, said in words.FAILED.items()],
                tag("p", class_="calculator-status", role="status"),
                tag("div", result(module, answer, language, typed=()), class_="calculator-result"),
                class_="calculator-answer",
            ),
            name=name,
            lang=language,
        ),
        class_="calculator",
    )


def _is_blank(module: Calculator) -> bool:
    """Whether the form begins without an example."""
    return all(field.value is None or field.assumed for field in describe(module.Inputs).values())


def _state(said: Text, language: Language, state: str, reason: str | None = None) -> Markup:
    """The words of one state of the element, hidden until it applies."""
    return tag(
        "p",
        _with_link(said, language),
        class_="calculator-state",
        data_state=state,
        data_reason=reason,
        hidden=True,
    )


def _with_link(said: Text, language: Language) -> Markup:
    """Words in which the method by hand is a link."""
    before, gap, after = said.format(browsers=BROWSERS, by_hand="\0")[language].partition("\0")
    return join([before, tag("a", words.BY_HAND[language], href="#by-hand") if gap else None, after])


# --- The form ---------------------------------------------------------------------------------------


def form(module: Calculator, language: Language) -> Markup:
    """The form; simple questions first, the rest behind "more precise"."""
    name = name_of(module)
    fields = describe(module.Inputs)
    plain: list[Markup] = []
    more: list[Markup] = []
    for key, field in fields.items():
        (more if field.more else plain).append(_field(name, key, field, language))
        if isinstance(field, Moment) and field.offset:
            more.append(_offset(name, key, field, fields, language))
    clear = words.BLANK_CLEAR if _is_blank(module) else words.CLEAR
    return tag(
        "form",
        plain,
        tag("details", tag("summary", words.MORE[language]), more, class_="calculator-more")
        if more
        else None,
        tag(
            "p",
            tag("button", clear[language], type="button", data_action="clear"),
            class_="calculator-actions",
        ),
        class_="calculator-form",
        novalidate=True,
        autocomplete="off",
    )


def _field(form: str, name: str, field: Field[Any], language: Language) -> Markup:
    """One question with its help, its error, its input, and where its value comes from."""
    value = "" if field.value is None else field.write(field.value, language)
    if isinstance(field, Choice | Flag):
        return _choice(form, name, field, value, language)
    id_ = _id(form, name)
    common: dict[str, Any] = {"id": id_, "name": name, "aria_describedby": f"{id_}-help {id_}-error"}
    match field:
        case Hours():
            control = tag(
                "textarea", "\n" + value, rows=max(3, value.count("\n") + 2), spellcheck="false", **common
            )
        case Moment():
            span = {"min": EARLIEST.isoformat(), "max": LATEST.isoformat()}
            fill = field.fill or None
            control = tag("input", type="datetime-local", value=value, data_fill=fill, **span, **common)
        case Quantity():
            control = tag("input", type="text", inputmode="decimal", value=value, **common)
        case _:
            control = tag("input", type="text", value=value, maxlength=field.room, **common)
    unit = field.unit[language] if isinstance(field, Quantity) else None
    return tag(
        "div",
        tag("label", field.label[language], for_=id_),
        _hint(id_, field.help, language),
        _error(id_),
        control,
        tag("span", unit, class_="calculator-unit") if unit else None,
        _origin(
            field.value,
            language,
            assumed=field.assumed,
            device=_fills_itself(field),
        ),
        class_="calculator-field",
        data_field=name,
    )


def _choice(form: str, name: str, field: Choice | Flag, value: str, language: Language) -> Markup:
    """Radio buttons for a few named answers."""
    id_ = _id(form, name)
    buttons = [
        tag(
            "label",
            tag(
                "input", type="radio", id=f"{id_}-{option}", name=name, value=option, checked=option == value
            ),
            tag("span", said[language]),
            class_="calculator-option",
        )
        for option, said in field.options.items()
    ]
    return tag(
        "fieldset",
        tag("legend", field.label[language]),
        _hint(id_, field.help, language),
        _error(id_),
        buttons,
        _origin(field.value, language, assumed=field.assumed),
        class_="calculator-field",
        data_field=name,
        aria_describedby=f"{id_}-help {id_}-error",
    )


def _offset(
    form: str, moment: str, field: Moment, fields: dict[str, Field[Any]], language: Language
) -> Markup:
    """The UTC offset of a moment's clock."""
    name = f"{moment}.offset"
    id_ = _id(form, name)
    other = fields.get(field.offset)
    value = "" if other else field.offset
    hint = words.OFFSET_SAME.format(label=other.label) if other else words.OFFSET_HELP
    return tag(
        "div",
        tag("label", words.OFFSET_LABEL.format(label=field.label)[language], for_=id_),
        _hint(id_, hint, language),
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
        _origin(value or None, language, device=True),
        class_="calculator-field",
        data_field=name,
    )


def _fills_itself(field: Field[Any]) -> bool:
    return isinstance(field, Moment) and bool(field.fill)


def _id(form: str, name: str) -> str:
    return f"{form}-{name.replace('.', '-')}"


def _hint(id_: str, hint: Text | None, language: Language) -> Markup:
    return tag(
        "p", hint[language] if hint else None, class_="calculator-help", id=f"{id_}-help", hidden=not hint
    )


def _error(id_: str) -> Markup:
    return tag("p", class_="calculator-error", id=f"{id_}-error", hidden=True)


def _origin(value: object, language: Language, *, assumed: bool = False, device: bool = False) -> Markup:
    """Where the value comes from: the example (or an assumption), the reader, or this device."""
    first = words.ASSUMED if assumed else words.EXAMPLE
    origins = {
        "example": None if value is None else first,
        "typed": words.TYPED,
        "device": words.DEVICE if device else None,
    }
    return join(
        tag(
            "span",
            said[language],
            class_="calculator-origin",
            data_origin=origin,
            hidden=origin != "example",
        )
        for origin, said in origins.items()
        if said
    )


# --- The result -------------------------------------------------------------------------------------


def result(module: Calculator, answer: Answer, language: Language, typed: Collection[str]) -> Markup:
    """One number, one sentence, the cards, the drawing, the table, the notes, and how it was computed."""
    origin, mark, rests_on = _rests_on(module, answer, typed) or (None, None, None)
    return join(
        [
            tag(
                "p",
                tag("span", answer.label[language], class_="calculator-number-label"),
                tag("strong", answer.number[language], class_="calculator-number"),
                tag("span", mark[language], class_="calculator-headline-origin", data_origin=origin)
                if mark
                else None,
                class_="calculator-headline",
            ),
            tag("p", rests_on[language], class_="calculator-rests-on", data_origin=origin)
            if rests_on
            else None,
            tag("p", answer.sentence[language], class_="calculator-sentence"),
            tag(
                "ol", [_card(card, language) for card in answer.cards], class_="calculator-cards", role="list"
            )
            if answer.cards
            else None,
            answer.drawing.draw(language, f"{name_of(module)}-drawing") if answer.drawing else None,
            _table(answer, language) if answer.rows else None,
            tag("ul", [_note(note, language) for note in answer.notes], class_="calculator-notes")
            if answer.notes
            else None,
            _steps(answer, language) if answer.steps else None,
        ]
    )


def _rests_on(module: Calculator, answer: Answer, typed: Collection[str]) -> tuple[str, Text, Text] | None:
    """Whether values are still the example's: the origin, its mark, and the words that name the fields."""
    fields = describe(module.Inputs)
    left = [
        field.label
        for name, field in fields.items()
        if name not in typed and name not in answer.unused and field.value is not None and not field.assumed
    ]
    if not left:
        return None
    # The element itself fills in "now".
    if any(name in typed and not _fills_itself(field) for name, field in fields.items()):
        return "mixed", words.PARTLY_EXAMPLE, words.MIXED_RESULT.format(labels=Text.joined(left))
    return "example", words.EXAMPLE, words.EXAMPLE_RESULT


def _table(answer: Answer, language: Language) -> Markup:
    return tag(
        "table",
        tag("caption", words.RESULT_TABLE[language]),
        tag(
            "tbody",
            [
                tag(
                    "tr",
                    tag("th", row.label[language], scope="row"),
                    tag(
                        "td",
                        row.value[language],
                        tag("small", " ", row.remark[language]) if row.remark else None,
                    ),
                )
                for row in answer.rows
            ],
        ),
        class_="calculator-table",
    )


def _card(card: Card, language: Language) -> Markup:
    def lines() -> Iterator[Markup]:
        for line in card.lines:
            yield tag("dt", line.label[language])
            yield tag("dd", line.value[language])

    return tag(
        "li",
        tag("p", card.title[language], class_="calculator-card-title"),
        tag("dl", lines()) if card.lines else None,
        class_="calculator-card",
    )


def _note(note: Note, language: Language) -> Markup:
    return tag(
        "li",
        tag(
            "span", words.NOTE_WORDS[note.state][language], class_=f"calculator-note-state state-{note.state}"
        ),
        " ",
        note.words[language],
        class_="calculator-note",
    )


def _steps(answer: Answer, language: Language) -> Markup:
    def items() -> Iterator[Markup]:
        for step in answer.steps:
            yield tag("dt", step.formula[language])
            yield tag("dd", step.numbers[language])

    return tag(
        "details",
        tag("summary", words.COMPUTED[language]),
        tag("dl", items()),
        class_="calculator-steps",
    )


# --- The page's table of inputs ---------------------------------------------------------------------


def inputs_table(module: Calculator, language: Language) -> Markup:
    """Every field with its meaning, its range and its example: two columns, so that a phone holds them."""

    fields = describe(module.Inputs)

    def row(field: Field[Any]) -> Markup:
        origin = words.ASSUMED if field.assumed else words.EXAMPLE
        lines = [
            field.help,
            None if field.value is None else words.VALUE.format(origin=origin, value=field.show(field.value)),
            _when(field, fields) or (words.OPTIONAL if field.optional else None),
        ]
        said = [line[language] for line in lines if line]
        return tag(
            "tr",
            tag("th", field.label[language], scope="row"),
            tag("td", said[:1], [(tag("br"), line) for line in said[1:]]),
        )

    head = (words.WHAT, words.HOW)
    return tag(
        "table",
        tag("thead", tag("tr", [tag("th", said[language], scope="col") for said in head])),
        tag("tbody", [row(field) for field in fields.values()]),
    )


def _when(field: Field[Any], fields: dict[str, Field[Any]]) -> Text | None:
    """Under which answer a field counts, if not always."""
    if not field.when:
        return None
    name, answer = field.when
    return words.WHEN.format(label=fields[name].label, answer=fields[name].show(answer))
