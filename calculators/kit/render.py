"""HTML of a form and of a result, the same in the build and in the browser.

The markup is built by `tag`, which escapes whatever is not markup already.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from calculators.kit import text
from calculators.kit.answer import Answer, Calculator, Note, name_of
from calculators.kit.browsers import BROWSERS
from calculators.kit.fields import Choice, Field, Flag, Hours, Moment, Quantity, describe
from calculators.kit.markup import Markup, join, tag
from calculators.kit.text import Language, Text

STATES = {
    "idle": Text(
        "下面是示例的结果。改动任何一项，就按自己的数计算。",
        "Below is the result of the example. Change any value to compute your own.",
    ),
    "starting": Text(
        "正在启动计算（第一次约 2–8 秒）…", "Starting the calculation (2 to 8 seconds the first time)…"
    ),
    "slow": Text(
        "还在启动，这台电脑慢一些。填的内容已经记住，可以继续填。",
        "Still starting; this computer is slower. What you typed is kept, carry on.",
    ),
    "ready": Text(
        "结果随输入更新。计算在这台设备上进行，数据不离开它。",
        "The result follows what you type. It is computed on this device; nothing leaves it.",
    ),
    "stale": Text(
        "有一项需要改正；下面仍是改正前的结果。",
        "One value needs correcting; below is still the result from before.",
    ),
    "failed": Text(
        "这个浏览器无法启动计算。可用的浏览器：{browsers}。现在就要结果，按本页的{by_hand}算。",
        "This browser cannot start the calculation. Browsers that work: {browsers}. "
        "If you need the result now, use {by_hand} on this page.",
    ),
}
BY_HAND = Text("手工算法", "the method by hand")
NO_SCRIPT = Text(
    "脚本已关闭，表单不会计算。下面是示例的结果；自己的数按本页的{by_hand}算。",
    "Scripts are off, so the form does not compute. Below is the result of the example; "
    "for your own values use {by_hand} on this page.",
)
NOTE_WORDS = {
    "act": Text("现在做", "Do now"),
    "stop": Text("停", "Stop"),
    "wait": Text("等", "Wait"),
    "unknown": Text("不清楚", "Unknown"),
}


def calculator(module: Calculator, language: Language) -> Markup:
    """The whole block of a page: the form, and the result of the worked example."""
    name = name_of(module)
    example = module.Inputs()
    answer = module.answer(example, module.calculate(example))
    return tag(
        "div",
        tag(
            "runbook-calculator",
            form(module, language),
            tag(
                "div",
                [_state(state, language) for state in STATES],
                tag("noscript", tag("p", _with_link(NO_SCRIPT, language), class_="calculator-state")),
                tag("p", class_="calculator-status", role="status"),
                tag("div", result(module, answer, language, typed=()), class_="calculator-result"),
                class_="calculator-answer",
            ),
            name=name,
            lang=language,
        ),
        class_="calculator",
    )


def _state(state: str, language: Language) -> Markup:
    """The words of one state of the element, hidden until it applies."""
    return tag(
        "p", _with_link(STATES[state], language), class_="calculator-state", data_state=state, hidden=True
    )


def _with_link(words: Text, language: Language) -> Markup:
    """Words in which the method by hand is a link."""
    before, gap, after = words.format(browsers=BROWSERS, by_hand="\0")[language].partition("\0")
    return join([before, tag("a", BY_HAND[language], href="#by-hand") if gap else None, after])


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
    return tag(
        "form",
        plain,
        tag("details", tag("summary", text.MORE[language]), more, class_="calculator-more") if more else None,
        tag(
            "p",
            tag("button", text.CLEAR[language], type="button", data_action="clear"),
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
            control = tag("input", type="datetime-local", value=value, data_fill=field.fill or None, **common)
        case Quantity():
            control = tag("input", type="text", inputmode="decimal", value=value, **common)
        case _:
            control = tag("input", type="text", value=value, maxlength=field.room, **common)
    unit = field.unit[language] if isinstance(field, Quantity) else None
    return tag(
        "div",
        tag("label", field.label[language], for_=id_),
        _hint(id_, field.hint, language),
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
            tag("span", words[language]),
            class_="calculator-option",
        )
        for option, words in field.options.items()
    ]
    return tag(
        "fieldset",
        tag("legend", field.label[language]),
        _hint(id_, field.hint, language),
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
    words = text.OFFSET_SAME.format(label=other.label) if other else text.OFFSET_HELP
    return tag(
        "div",
        tag("label", text.OFFSET_LABEL.format(label=field.label)[language], for_=id_),
        _hint(id_, words, language),
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


def _hint(id_: str, words: Text | None, language: Language) -> Markup:
    return tag(
        "p", words[language] if words else None, class_="calculator-help", id=f"{id_}-help", hidden=not words
    )


def _error(id_: str) -> Markup:
    return tag("p", class_="calculator-error", id=f"{id_}-error", hidden=True)


def _origin(value: object, language: Language, *, assumed: bool = False, device: bool = False) -> Markup:
    """Where the value comes from: the example (or an assumption), the reader, or this device."""
    first = text.ASSUMED if assumed else text.EXAMPLE
    origins = {
        "example": None if value is None else first,
        "typed": text.TYPED,
        "device": text.DEVICE if device else None,
    }
    return join(
        tag(
            "span",
            words[language],
            class_="calculator-origin",
            data_origin=origin,
            hidden=origin != "example",
        )
        for origin, words in origins.items()
        if words
    )


# --- The result -------------------------------------------------------------------------------------


def result(module: Calculator, answer: Answer, language: Language, typed: Collection[str]) -> Markup:
    """One number, one sentence, the drawing, the table, the notes, and how it was computed."""
    return join(
        [
            _rests_on(module, answer, language, typed),
            tag(
                "p",
                tag("span", answer.label[language], class_="calculator-number-label"),
                tag("strong", answer.number[language], class_="calculator-number"),
                class_="calculator-headline",
            ),
            tag("p", answer.sentence[language], class_="calculator-sentence"),
            answer.drawing.draw(language, f"{name_of(module)}-drawing") if answer.drawing else None,
            _table(answer, language),
            tag("ul", [_note(note, language) for note in answer.notes], class_="calculator-notes")
            if answer.notes
            else None,
            _steps(answer, language),
        ]
    )


def _rests_on(
    module: Calculator, answer: Answer, language: Language, typed: Collection[str]
) -> Markup | None:
    """Says which values are still the example's."""
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
        origin, words = "mixed", text.MIXED_RESULT.format(labels=Text.joined(left))
    else:
        origin, words = "example", text.EXAMPLE_RESULT
    return tag("p", words[language], class_="calculator-rests-on", data_origin=origin)


def _table(answer: Answer, language: Language) -> Markup:
    return tag(
        "table",
        tag("caption", text.RESULT_TABLE[language]),
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


def _note(note: Note, language: Language) -> Markup:
    return tag(
        "li",
        tag("span", NOTE_WORDS[note.state][language], class_=f"calculator-note-state state-{note.state}"),
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
        tag("summary", text.COMPUTED[language]),
        tag("dl", items()),
        class_="calculator-steps",
    )


# --- The page's table of inputs ---------------------------------------------------------------------


def inputs_table(module: Calculator, language: Language) -> Markup:
    """Every field with its meaning, its unit and range, and the value of the worked example."""
    head = (text.QUANTITY, text.MEANING, text.UNIT, text.EXAMPLE)

    def cells(field: Field[Any]) -> Iterator[Markup]:
        yield tag("th", field.label[language], scope="row")
        yield tag("td", field.hint[language] if field.hint else None)
        need = text.OPTIONAL if field.optional else text.NEEDED
        limits = [field.limits] if field.limits else []
        yield tag("td", Text.joined([*limits, need], "；", "; ")[language])
        yield tag("td", field.shown(field.value)[language])

    return tag(
        "div",
        tag(
            "table",
            tag("caption", text.INPUTS_TABLE[language]),
            tag("thead", tag("tr", [tag("th", words[language], scope="col") for words in head])),
            tag("tbody", [tag("tr", cells(field)) for field in describe(module.Inputs).values()]),
        ),
        class_="calculator-inputs",
    )
