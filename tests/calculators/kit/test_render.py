"""The HTML of form and result: the contract's markup, named, linked, and closed to what readers type."""

import json
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html

import calculators
from calculators import ALL
from calculators.kit import browsers, door, render, words
from calculators.kit.answer import Answer, name_of
from calculators.kit.fields import Duration, Moment, Quantity, describe, leaves, parse
from calculators.kit.text import LANGUAGES, Language
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


def block(module: Any, language: Language) -> html.HtmlElement:
    return html.fromstring(render.calculator(module, language))


@every_page
def test_the_block(module: Any, language: Language) -> None:
    root = block(module, language)
    element = root.find("runbook-calculator")

    assert (root.tag, root.get("class")) == ("div", "calculator")
    assert (element.get("name"), element.get("lang")) == (name_of(module), language)
    assert [child.tag for child in root] == ["noscript", "runbook-calculator"]
    assert [child.tag for child in element] == ["form", "div"]
    states = [
        (state.get("data-state"), state.get("data-reason"))
        for state in element.find_class("calculator-state")
    ]
    assert states == [
        ("idle", None), ("starting", None), ("slow", None), ("ready", None), ("stale", None),
        ("failed", "browser"), ("failed", "build"), ("failed", "files"),
    ]  # fmt: skip
    assert all(state.get("hidden") is not None for state in element.xpath(".//*[@data-state]"))
    assert element.xpath('.//*[@role="status"]')[0].text is None
    assert element.xpath('.//*[@class="calculator-result"]//*[@class="calculator-number"]')[0].text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_without_an_example_does_not_speak_of_one(language: Language) -> None:
    blank, example = block(calculators.ALL_BY_NAME["triage"], language), block(specimen, language)
    idle = './/p[@data-state="idle"]'

    assert blank.find(idle).text == words.BLANK_IDLE[language]
    assert example.find(idle).text == words.STATES["idle"][language]
    assert blank.find(".//button").text == words.BLANK_CLEAR[language]
    assert example.find(".//button").text == words.CLEAR[language]
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
        root = html.fragment_fromstring(render.result(specimen, answer, language, typed=()), "div")
        return [part for part in parts if root.find_class(part)]

    assert shown(bare) == []
    assert shown(full) == list(parts)


@every_page
def test_every_input_is_labelled_and_described(module: Any, language: Language) -> None:
    root = block(module, language)
    ids = [element.get("id") for element in root.iter() if element.get("id")]

    assert len(ids) == len(set(ids))
    for control in root.xpath('.//input[@type!="radio"] | .//textarea'):
        id_ = control.get("id")
        assert root.xpath(f'.//label[@for="{id_}"]')
        assert control.get("aria-describedby").split() == [f"{id_}-help", f"{id_}-error"]
        assert {f"{id_}-help", f"{id_}-error"} <= set(ids)
        field = control.getparent()
        assert (field.get("class"), field.get("data-field")) == ("calculator-field", control.get("name"))
    for group in root.xpath(".//fieldset"):
        assert group[0].tag == "legend"
        assert len(group.xpath(".//input[@checked]")) == 1
        assert set(group.get("aria-describedby").split()) <= set(ids)


@every_page
def test_the_form_holds_the_worked_example(module: Any, language: Language) -> None:
    """Reading the form as a browser would gives the example back, in this language."""
    root = block(module, language)
    values = {control.get("name"): control.get("value") for control in root.xpath('.//input[@type!="radio"]')}
    values |= {control.get("name"): control.get("value") for control in root.xpath(".//input[@checked]")}
    values |= {control.get("name"): control.text.removeprefix("\n") for control in root.xpath(".//textarea")}
    values.pop("name", None)  # the one example that differs by language

    assert parse(module.Inputs, values) == module.Inputs()
    named = {control.get("name") for control in root.xpath(".//input | .//textarea")}
    fields = describe(module.Inputs)
    offsets = {
        f"{name}.offset" for name, field in fields.items() if isinstance(field, Moment) and field.offset
    }
    assert named == {*fields, *offsets}


@every_page
def test_offsets_and_fills_are_marked(module: Any, language: Language) -> None:
    root = block(module, language)

    for name, field in describe(module.Inputs).items():
        if isinstance(field, Moment):
            marked = root.xpath(f'.//*[@data-offset-of="{name}"]')
            assert [offset.get("name") for offset in marked] == ([f"{name}.offset"] if field.offset else [])
            assert root.xpath(f'.//form//*[@name="{name}"]')[0].get("data-fill") == (field.fill or None)


@every_page
def test_every_origin_has_its_words(module: Any, language: Language) -> None:
    """What the device may fill in says so; only the example's mark stands from the start."""
    root = block(module, language)

    for field in root.xpath(".//*[@data-field]"):
        marks = {mark.get("data-origin"): mark.get("hidden") for mark in field.xpath(".//*[@data-origin]")}
        filled = bool(field.xpath(".//*[@data-offset-of or @data-fill]"))
        assert set(marks) - {"example"} == ({"typed", "device"} if filled else {"typed"})
        assert all((hidden is None) == (origin == "example") for origin, hidden in marks.items())


@every_page
def test_the_more_precise_questions_stand_apart(module: Any, language: Language) -> None:
    root = block(module, language)
    (details,) = root.xpath(".//form//details")
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

    assert list(rows) == [field.label[language] for field in fields]
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
        ((), "example", [], []),
        (("present",), "example", [], []),
        (("staff",), "mixed", ["rate", "begin"], ["staff", "kind", "calendar"]),
    ],
)
def test_what_a_result_rests_on(
    language: Language, typed: tuple[str, ...], origin: str, told: list[str], untold: list[str]
) -> None:
    fields = describe(specimen.Inputs)
    answer = specimen.answer(specimen.Inputs(), 1.0)
    shown = html.fragment_fromstring(render.result(specimen, answer, language, typed), "div")
    headline, said = shown[:2]
    (mark,) = headline.find_class("calculator-headline-origin")
    marks = {"example": words.EXAMPLE, "mixed": words.PARTLY_EXAMPLE}

    assert (said.get("class"), said.get("data-origin")) == ("calculator-rests-on", origin)
    assert (mark.text, mark.get("data-origin")) == (marks[origin][language], origin)
    assert all(fields[name].label[language] in said.text for name in told)
    assert not any(fields[name].label[language] in said.text for name in untold)


def test_a_result_of_ones_own_does_not_speak_of_examples() -> None:
    typed = list(describe(specimen.Inputs))

    shown = render.result(specimen, specimen.answer(specimen.Inputs(), 1.0), "en", typed)

    assert "rests-on" not in shown
    assert "headline-origin" not in shown


@pytest.mark.parametrize("language", LANGUAGES)
@given(name=st.text(min_size=1), remark=st.text(min_size=1))
def test_what_is_typed_never_becomes_markup(language: Language, name: str, remark: str) -> None:
    plain = specimen.Inputs(name="a", remark="b")
    typed = specimen.Inputs(name=name, remark=remark)

    def made(inputs: specimen.Inputs) -> str:
        return render.result(specimen, specimen.answer(inputs, 1.0), language, ())

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
    benign = shape(render.result(module, module.answer(example, module.calculate(example)), language, ()))
    allowed = set(benign)
    fields = describe(module.Inputs)
    for name in [*fields, *(f"{name}.offset" for name in fields)]:
        found = []
        try:
            inputs = parse(module.Inputs, {name: hostile})
            made = render.result(module, module.answer(inputs, module.calculate(inputs)), language, {name})
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
