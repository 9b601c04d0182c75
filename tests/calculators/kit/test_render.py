"""The HTML of form and result: the contract's markup, named, linked, and closed to what readers type."""

import json
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html

import calculators
from calculators import ALL
from calculators.kit import browsers, door, render, words
from calculators.kit.answer import Answer, Section, name_of
from calculators.kit.fields import (
    Choice,
    Duration,
    Flag,
    Moment,
    Quantity,
    Several,
    choice,
    describe,
    leaves,
    parse,
    text,
)
from calculators.kit.form import form, is_blank
from calculators.kit.rows import Rows, rows
from calculators.kit.text import LANGUAGES, Language, Text
from tests.calculators.kit import specimen

MODULES: list[Any] = [specimen, *ALL]
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onfocus='alert(1)",
    "</textarea><svg/onload=alert(1)>",
    "javascript:alert(1)",
    "&lt;b&gt;&#60;i&#62;",
    "<!--",
    "]]>",
    "{label}{0.__class__}%s",
    "\u202e\x00\ud800\u2028<b>",
]
every_page = pytest.mark.parametrize(
    ("module", "language"),
    [
        pytest.param(module, language, id=f"{name_of(module)}-{language}")
        for module in MODULES
        for language in LANGUAGES
    ],
)


def shape(markup: str) -> list[tuple[str, tuple[str, ...]]]:
    """Every element with the names of its attributes."""
    return [
        (str(element.tag), tuple(sorted(element.attrib)))
        for element in html.fragment_fromstring(markup, "div").iter()
    ]


def typed_in(root: html.HtmlElement) -> dict[str, str]:
    """What a browser reads from a form: templates hold no controls."""
    values: dict[str, str] = {}
    for control in root.xpath(".//*[@name][not(ancestor::template)][not(self::runbook-calculator)]"):
        name, kind = control.get("name"), control.get("type")
        if kind in ("radio", "checkbox"):
            answers = values.get(name, "").split() + [control.get("value")] * (
                control.get("checked") is not None
            )
            values[name] = " ".join(answers)
        elif control.tag == "select":
            values[name] = control.xpath("./option[@selected]")[0].get("value")
        else:
            text = control.text if control.tag == "textarea" else control.get("value")
            values[name] = (text or "").removeprefix("\n")
    return values


def block(module: Any, language: Language) -> html.HtmlElement:
    return html.fromstring(render.calculator(module, language))


@every_page
def test_the_block(module: Any, language: Language) -> None:
    root = block(module, language)
    element = root.find("runbook-calculator")

    assert (root.tag, root.get("class")) == ("div", "calculator")
    assert (element.get("name"), element.get("lang")) == (name_of(module), language)
    assert [child.tag for child in root] == ["noscript", "runbook-calculator"]
    assert [child.tag for child in element] == ["div", "form", "div", "section"]
    states = [
        (state.get("data-state"), state.get("data-reason"))
        for state in element.find_class("calculator-state")
    ]
    assert states == [
        ("idle", None), ("starting", None), ("slow", None), ("ready", None), ("stale", None),
        ("failed", "browser"), ("failed", "build"), ("failed", "files"),
    ]  # fmt: skip
    assert all(state.get("hidden") is not None for state in element.xpath(".//*[@data-state]"))
    for live in element.find_class("calculator-status") + element.find_class("calculator-brought"):
        assert (live.get("role"), live.text) == ("status", None)
    assert element.xpath('.//*[@class="calculator-result"]//*[@class="calculator-number"]')[0].text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_without_an_example_does_not_speak_of_one(language: Language) -> None:
    blank, example = block(calculators.ALL_BY_NAME["triage"], language), block(specimen, language)
    idle = './/p[@data-state="idle"]'

    assert blank.find(idle).text == words.BLANK_IDLE[language]
    assert example.find(idle).text == words.STATES["idle"][language]
    clear = './/button[@data-action="clear"]'
    assert blank.find(clear).text == words.BLANK_CLEAR[language]
    assert example.find(clear).text == words.CLEAR[language]
    assert words.EXAMPLE[language] not in blank.find("runbook-calculator").text_content()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_result_has_the_parts_that_its_answer_has(language: Language) -> None:
    bare = Answer(label=specimen.TITLE, number=specimen.TITLE, sentence=specimen.TITLE)
    full = specimen.answer(specimen.Inputs(), 1)
    parts = (
        "calculator-cards",
        "calculator-drawing",
        "calculator-table",
        "calculator-notes",
        "calculator-steps",
    )

    def shown(answer: Answer) -> list[str]:
        root = html.fragment_fromstring(
            render.result(specimen, specimen.Inputs(), answer, language, typed={}), "div"
        )
        return [part for part in parts if root.find_class(part)]

    assert shown(bare) == []
    assert shown(full) == list(parts)


@every_page
def test_every_input_is_labelled_and_described(module: Any, language: Language) -> None:
    root = block(module, language)
    ids = [element.get("id") for element in root.iter() if element.get("id")]

    assert len(ids) == len(set(ids))
    for control in root.xpath(
        ".//form//*[@id][self::input[not(ancestor::label or @hidden)] or self::textarea or self::select]"
    ):
        id_ = control.get("id")
        assert root.xpath(f'.//label[@for="{id_}"]')
        assert f"{id_}-error" in control.get("aria-describedby").split()
        assert set(control.get("aria-describedby").split()) <= set(ids)
        assert control.getparent().get("data-field") == control.get("name")
    for group in root.xpath(".//fieldset"):
        assert group[0].tag == "legend"
        assert set(group.get("aria-describedby").split()) <= set(ids)
    for radio in root.xpath(".//input[@type='radio']"):
        assert len(root.xpath(f".//input[@name='{radio.get('name')}'][@checked]")) == 1
    for named in root.xpath(".//*[@aria-labelledby]"):
        assert set(named.get("aria-labelledby").split()) <= set(ids)


def test_answers_and_cells_may_be_called_as_parts_of_a_form_are() -> None:
    words = Text("甲", "A")

    @dataclass(frozen=True, kw_only=True)
    class Line:
        title: Text | str | None = text(words, optional=True)

    @dataclass(frozen=True, kw_only=True)
    class Twins:
        need: str = choice(words, {"help": words, "error": words}, assumed="help")
        lines: tuple[Line, ...] = rows(words, Line, example=(Line(title=words),))

    module: Any = SimpleNamespace(__name__="twins", Inputs=Twins)
    ids = html.fragment_fromstring(form(module, "en")).xpath(".//@id")

    assert len(ids) == len(set(ids))


@every_page
def test_the_form_holds_the_worked_example(module: Any, language: Language) -> None:
    """Reading the form as a browser would gives the example back, in this language."""
    root = block(module, language)
    values = typed_in(root.find("runbook-calculator"))
    named = set(values)
    # Names are the one example that differs by language.
    same = {name: typed for name, typed in values.items() if name.rpartition(".")[2] != "name"}

    assert parse(module.Inputs, same) == module.Inputs()
    fields = describe(module.Inputs)
    offsets = {
        f"{name}.offset" for name, field in fields.items() if isinstance(field, Moment) and field.offset
    }
    marks = {f"{name}.taken" for name, field in fields.items() if field.takes}
    assert {name for name in named if name.count(".") < 2} == {*fields, *offsets, *marks}


@every_page
def test_offsets_and_fills_are_marked(module: Any, language: Language) -> None:
    root = block(module, language)

    for name, field in describe(module.Inputs).items():
        if isinstance(field, Moment):
            marked = root.xpath(f'.//*[@data-offset-of="{name}"]')
            assert [offset.get("name") for offset in marked] == ([f"{name}.offset"] if field.offset else [])
            assert root.xpath(f'.//form//*[@name="{name}"]')[0].get("data-fill") == (field.fill or None)


OFFERED = "*[@data-takes]"


@every_page
def test_every_origin_has_its_words(module: Any, language: Language) -> None:
    """What the device may fill in says so; only the example's mark stands from the start."""
    root = block(module, language)

    for field in root.xpath(".//form//*[@data-field][not(contains(@class, 'calculator-cell'))]"):
        if "calculator-rows" in field.get("class"):
            continue  # each row has its own
        marks = {
            mark.get("data-origin"): mark.get("hidden")
            for mark in field.xpath("./*[@data-origin] | ./div/p/*[@data-origin]")
        }
        filled = bool(field.xpath("./*[@data-offset-of or @data-fill]"))
        takes = bool(
            field.xpath(f"{OFFERED} | ancestor::fieldset[contains(@class, 'calculator-rows')]/{OFFERED}")
        )
        may = {"typed": True, "device": filled, "taken": takes}
        assert set(marks) - {"example"} == {origin for origin, there in may.items() if there}
        assert all((hidden is None) == (origin == "example") for origin, hidden in marks.items())


@every_page
def test_the_more_precise_questions_stand_apart(module: Any, language: Language) -> None:
    root = block(module, language)
    (details,) = root.xpath(".//form/details")
    inside = {field.get("data-field") for field in details.xpath(".//*[@data-field]")}

    assert {name for name in inside if "." not in name} == {
        name for name, field in describe(module.Inputs).items() if field.more
    }


@every_page
def test_nothing_inline(module: Any, language: Language) -> None:
    for element in html.fromstring(render.calculator(module, language)).iter():
        assert "style" not in element.attrib
        assert not [name for name in element.attrib if name.startswith("on")]
        assert element.tag not in {"script", "style"}


@every_page
def test_the_worksheet(module: Any, language: Language) -> None:
    """Every question has room, rows have a table, every formula stands there and in numbers."""
    sheet = html.fragment_fromstring(render.worksheet(module, language))
    fields = describe(module.Inputs)
    example = module.Inputs()
    answer = module.answer(example, module.calculate(example))
    steps = [*answer.steps, *(step for section in answer.sections for step in section.steps)]
    steering = {field.when[0] for field in fields.values() if field.when}
    letters = iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    answers = [
        f"{next(letters)} {said[language]}" if name in steering else said[language]
        for name, field in fields.items()
        if isinstance(field, Choice | Flag | Several)
        for said in field.options.values()
    ]
    # Boxes are drawn: no Chinese font has them.
    assert [option.text_content() for option in sheet.find_class("worksheet-option")] == answers
    assert len(sheet.find_class("paper-box")) == len(answers)
    repeated = [field for field in fields.values() if isinstance(field, Rows)]
    beside = {key for field in repeated if field.beside for key in field.cells}
    single = [field for name, field in fields.items() if not isinstance(field, Rows) and name not in beside]

    questions = sheet.xpath("./table[not(@class)]/tbody/tr")
    assert [question[0].text for question in questions] == [field.label[language] for field in single]
    assert all(len(question[1]) for question in questions)
    for table, field in zip(sheet.find_class("worksheet-rows"), repeated, strict=False):
        assert table.xpath("./caption")[0].text == field.label[language]
        assert [head.text for head in table.xpath(".//th[@scope='col']")] == [
            cell.label[language] for cell in field.cells.values()
        ]
        assert not "".join(table.xpath("./tbody//td//text()"))
    formulas, *worked = sheet.xpath("./ol")
    assert [line.text for line in formulas][: len(steps)] == [step.formula[language] for step in steps]
    assert bool(worked) == (not is_blank(fields)), "a form without an example has none to work by hand"
    assert [line.text for lines in worked for line in lines] == [
        step.numbers[language] for lines in worked for step in steps
    ]
    assert (answer.sentence[language] in sheet.text_content()) == bool(worked)
    assert not sheet.xpath(".//*[@id or @name]")


@pytest.mark.parametrize(
    ("label", "when"),
    [
        ("Promised availability", "Only for A B C."),
        ("How many days", "Only for I."),
        ("Start of the period", "Only for J K L M."),
        ("What is needed", "Only for C."),
    ],
)
def test_a_question_of_the_worksheet_names_the_answers_that_it_hangs_on(label: str, when: str) -> None:
    sheet = html.fragment_fromstring(render.worksheet(calculators.sla_time, "en"))
    (asked,) = (asked for asked in sheet.iter("th", "caption") if asked.text == label)

    assert asked[-1].text == when


def test_the_worked_example_shows_no_cell_and_no_table_that_it_leaves_empty() -> None:
    sheet = html.fragment_fromstring(render.worksheet(calculators.restore_or_wait, "en"))
    example = sheet.xpath("./table[contains(@class, 'worksheet-rows')]")

    assert [table[0].text for table in example] == ["Records that cannot come back after a restore"]
    assert all(cell.text for cell in example[0].xpath("./tbody//td"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_failure_names_browsers_and_leads_to_the_method_by_hand(language: Language) -> None:
    failed = {
        said.get("data-reason"): said
        for said in block(specimen, language).xpath('.//*[@data-state="failed"]')
    }

    assert all(name in failed["browser"].text_content() for name in browsers.OLDEST)
    assert all(said.xpath(".//a")[0].get("href") == "#by-hand" for said in failed.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_nothing_promises_to_compute(language: Language) -> None:
    root = block(specimen, language)
    (shown,) = root.find_class("calculator-rests-on")

    assert root[0].xpath(".//a")[0].get("href") == "#by-hand"
    assert shown.text == words.EXAMPLE_RESULT[language]


@every_page
def test_inputs_table(module: Any, language: Language) -> None:
    root = html.fragment_fromstring(render.inputs_table(module, language))
    rows = {row[0].text: row[1].text_content() for row in root.xpath(".//tbody/tr")}
    fields = describe(module.Inputs).values()
    cells = [
        words.CELL.format(label=field.label, cell=cell.label)[language]
        for field in fields
        if isinstance(field, Rows)
        for cell in describe(field.kind).values()
    ]

    assert [label for label in rows if label not in cells] == [field.label[language] for field in fields]
    assert [label for label in rows if label in cells] == cells
    assert {cell.get("scope") for cell in root.xpath(".//th")} == {"row", "col"}
    for field in fields:
        flag = describe(module.Inputs)[field.when[0]] if field.when else None
        assert flag is None or flag.label[language] in rows[field.label[language]]
        told = [field.help, None if field.value is None else field.show(field.value)]
        assert all(said[language] in rows[field.label[language]] for said in told if said)


@every_page
def test_the_form_tells_the_limits(module: Any, language: Language) -> None:
    """Of numbers and lengths in words; of moments, whose limits few meet, to the browser alone."""
    root = block(module, language)
    for name, field in describe(module.Inputs).items():
        help_ = root.xpath(f'.//*[@id="{name_of(module)}-{name}-help"]')[0].text or ""
        if isinstance(field, Quantity | Duration):
            assert field.limits
            assert field.limits[language] in help_
        if isinstance(field, Moment):
            control = root.xpath(f'.//form//*[@name="{name}"]')[0]
            assert (control.get("min"), control.get("max")) == ("1990-01-01T00:00:00", "2100-01-01T00:00:00")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("typed", "origin", "told", "untold"),
    [
        ({}, "example", [], []),
        ({"present": "?"}, "example", [], []),
        ({"staff": "3"}, "mixed", ["rate", "begin"], ["staff", "kind", "calendar"]),
    ],
)
def test_what_a_result_rests_on(
    language: Language, typed: dict[str, str], origin: str, told: list[str], untold: list[str]
) -> None:
    fields = describe(specimen.Inputs)
    answer = specimen.answer(specimen.Inputs(), 1.0)
    shown = html.fragment_fromstring(
        render.result(specimen, specimen.Inputs(), answer, language, typed), "div"
    )
    headline, said = shown[:2]
    (mark,) = headline.find_class("calculator-headline-origin")
    marks = {"example": words.EXAMPLE, "mixed": words.PARTLY_EXAMPLE}

    assert (said.get("class"), said.get("data-origin")) == ("calculator-rests-on", origin)
    assert (mark.text, mark.get("data-origin")) == (marks[origin][language], origin)
    assert all(fields[name].label[language] in said.text for name in told)
    assert not any(fields[name].label[language] in said.text for name in untold)


def test_a_result_of_ones_own_does_not_speak_of_examples() -> None:
    typed = dict.fromkeys(describe(specimen.Inputs), "?")

    shown = render.result(specimen, specimen.Inputs(), specimen.answer(specimen.Inputs(), 1.0), "en", typed)

    assert "rests-on" not in shown
    assert "headline-origin" not in shown


@pytest.mark.parametrize(
    ("typed", "waits", "told"),
    [
        ({}, False, None),
        ({"staff": "3"}, True, words.FILL_IN.format(label=Text("时薪", "Hourly pay"))),
        ({"pay": "3"}, False, words.MIXED_RESULT.format(labels=Text("毛利率", "Margin"))),
        ({"pay": "3", "margin": "4%"}, False, None),
    ],
)
def test_a_section_shows_nothing_of_the_example_beside_a_readers_own_numbers(
    typed: dict[str, str], waits: bool, told: Text | None
) -> None:
    section = Section(Text("表", "Table"), rows=((Text.same("12"),),), rests_on=("pay", "margin"))
    answer = replace(specimen.answer(specimen.Inputs(), 1.0), sections=(section,))
    shown = html.fragment_fromstring(render.result(specimen, specimen.Inputs(), answer, "en", typed), "div")
    (part,) = shown.find_class("calculator-section")

    assert (part.find("table") is None) == waits
    assert [said.text for said in part.findall("p")] == ([told.en] if told else [])


@pytest.mark.parametrize("language", LANGUAGES)
@given(name=st.text(min_size=1), remark=st.text(min_size=1))
def test_what_is_typed_never_becomes_markup(language: Language, name: str, remark: str) -> None:
    plain = specimen.Inputs(name="a", remark="b")
    typed = specimen.Inputs(name=name, remark=remark)

    def made(inputs: specimen.Inputs) -> str:
        return render.result(specimen, inputs, specimen.answer(inputs, 1.0), language, {})

    if name.strip() and remark.strip():
        assert shape(made(typed)) == shape(made(plain))


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_text_in_every_place_of_a_result(language: Language, hostile: str) -> None:
    with patch.dict(calculators.ALL_BY_NAME, {"specimen": specimen}):
        asked = {"op": "calculate", "calculator": "specimen", "language": language}
        plain = json.loads(door.answer(json.dumps({**asked, "values": {"name": "a", "remark": "b"}})))
        typed = json.loads(door.answer(json.dumps({**asked, "values": {"name": hostile, "remark": hostile}})))

    assert shape(typed["result"]) == shape(plain["result"])


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_hostile_text_in_every_field(module: Any, language: Language, hostile: str) -> None:
    """A field either tells its problem as plain text, or its result has the elements of any other."""
    example = module.Inputs()
    benign = shape(
        render.result(module, example, module.answer(example, module.calculate(example)), language, {})
    )
    allowed = set(benign)
    fields = describe(module.Inputs)
    for name in [*fields, *(f"{name}.offset" for name in fields)]:
        found = []
        try:
            inputs = parse(module.Inputs, {name: hostile})
            made = render.result(
                module, inputs, module.answer(inputs, module.calculate(inputs)), language, {name: HOSTILE[0]}
            )
            assert set(shape(made)) <= allowed
        except* ValueError as group:
            found = leaves(group)
        assert all(problem.fields for problem in found)


@example(values={"name": "\ud800"})
@given(
    values=st.dictionaries(
        st.sampled_from([*describe(specimen.Inputs), "begin.offset"]), st.text(max_size=30)
    )
)
def test_the_door_answers_whatever_is_typed(values: dict[str, str]) -> None:
    with patch.dict(calculators.ALL_BY_NAME, {"specimen": specimen}):
        asked = {"op": "calculate", "calculator": "specimen", "language": "zh", "values": values}
        reply = json.loads(door.answer(json.dumps(asked)))

    assert set(reply) in ({"errors"}, {"errors", "result", "summary"})
    assert bool(reply["errors"]) == ("result" not in reply)
