"""Inputs from links, files and programs become typed text, or are refused in plain words."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators import triage
from calculators.kit import exchange
from calculators.kit.errors import InputError
from calculators.kit.fields import describe, leaves, parse
from calculators.kit.text import LANGUAGES, Language
from tests.calculators.kit import specimen


def bring(held: object) -> exchange.Brought:
    return exchange.bring(specimen, held if isinstance(held, str) else json.dumps(held))


def refused(held: object) -> str:
    with pytest.raises(InputError) as caught:
        bring(held)
    assert caught.value.message.zh
    return caught.value.message.en


def saved(values: dict[str, str]) -> dict[str, object]:
    return {"calculator": "specimen", "values": values}


def test_a_file_that_the_page_saved_brings_what_was_typed() -> None:
    values = {
        "staff": "5 人",
        "shifts": "a",
        "shifts.a.start": "2026-03-12 08:00",
        "shifts.a.start.offset": "+9",
    }

    brought = bring(saved(values))

    assert brought.values == values
    assert [label.en for label in brought.labels] == ["People", "Shifts"]
    assert brought.told.en == "Brought in: People, Shifts (2)."


def test_a_program_may_write_numbers_lists_and_objects() -> None:
    brought = bring(
        {
            "staff": 5,
            "rate": 12.5,
            "urgent": True,
            "parts": ["files", "keys"],
            "remark": None,
            "begin.offset": "+09:00",
            "shifts": [{"start": "2026-03-12 08:00", "people": 2, "tools": ["keys"]}, {}],
        }
    )
    inputs = parse(specimen.Inputs, brought.values)

    assert brought.unknown == ()
    assert (inputs.staff, inputs.urgent, inputs.parts, inputs.remark) == (5, True, {"files", "keys"}, None)
    assert [(row.people, row.role, row.tools) for row in inputs.shifts] == [(2, "a", {"keys"})]
    assert inputs.shifts[0].start.isoformat() == "2026-03-12T08:00:00+09:00"


def test_absent_cells_of_a_row_are_empty_and_not_the_example_s() -> None:
    brought = bring({"shifts": [{"people": 2}]})

    with pytest.raises(ExceptionGroup) as caught:
        parse(specimen.Inputs, brought.values)
    assert [problem.fields for problem in leaves(caught.value)] == [("shifts.r1.start",)]


def test_names_that_the_form_does_not_have_are_left_out_and_named() -> None:
    brought = bring(
        saved(
            {
                "staff": "5",
                "gone": "1",
                "staff.offset": "2",
                "check.offset": "3",
                "shifts.A.start": "4",
                "shifts.a.x": "5",
                "staff.a.start": "6",
                "<b>" * 30: "7",
            }
        )
    )

    assert brought.values == {"staff": "5"}
    assert brought.told.en == (
        "Brought in: People (1). Left out, as this form has no such fields: “gone”, “staff.offset”, "
        "“check.offset”, “shifts.A.start”, “shifts.a.x”, …."
    )
    assert len(brought.unknown) == 7


@pytest.mark.parametrize(
    "held",
    [
        "",
        "no JSON",
        "[1, 2]",
        "7",
        "null",
        '{"staff": 5',
        "[" * 100_000,
        '{"remark": "a\\"b"' + "[" * 100_000,
        '{"staff": ' + "9" * 10_000 + "}",
        {"v": 1, "events": []},
        saved({"gone": "1"}),
    ],
    ids=lambda held: str(held)[:12],
)
def test_a_foreign_text_is_refused(held: object) -> None:
    assert refused(held).startswith("It holds no inputs of this calculator")


def test_inputs_of_another_calculator_are_refused_by_name() -> None:
    assert "not of “Specimen”" in refused({"calculator": "backup_loss", "values": {"staff": "5"}})


def test_a_text_of_any_length_is_refused_before_it_is_read() -> None:
    assert "1,000,000" in refused(json.dumps({"remark": "x" * exchange.LONGEST}))


@pytest.mark.parametrize("value", [{}, [[]], [1], {"a": {}}])
def test_a_value_that_nobody_can_type_is_refused_with_its_field(value: object) -> None:
    assert "“People”" in refused({"staff": value})
    assert "“Shifts”" in refused({"shifts": [value, 7]})


def test_an_answer_may_be_given_by_its_words_and_is_refused_if_it_is_none() -> None:
    brought = bring({"kind": "乙", "urgent": "Yes", "parts": "Keys", "shifts": [{"role": "nobody"}]})

    assert brought.values["shifts.r1.role"] == "nobody"  # its cell can hold it, and tell
    assert (brought.values["kind"], brought.values["urgent"], brought.values["parts"]) == ("b", "yes", "keys")
    assert refused({"kind": "nobody"}) == "“Kind” is one of these: Alpha, Beta."


def test_brackets_in_words_are_no_nesting() -> None:
    assert bring({"remark": "[{" * 100}).values == {"remark": "[{" * 100}


def test_an_empty_form_is_brought_as_such() -> None:
    assert bring(saved({})).values == {}
    assert "nothing filled in" in bring({}).told.en


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=9,
)


@given(held=st.dictionaries(st.sampled_from([*describe(specimen.Inputs), "values", "calculator", "x"]), JSON))
def test_any_json_is_brought_as_text_or_refused_in_words(held: dict[str, Any]) -> None:
    told = []
    try:
        brought = bring(held)
        assert all(isinstance(value, str) for value in brought.values.values())
        told.append(brought.told)
    except InputError as problem:
        told.append(problem.message)
    assert told[0].zh


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_schema_describes_every_field(language: Language) -> None:
    schema = exchange.schema(specimen, language)
    properties = schema["properties"]
    example = exchange.example(specimen, language)

    assert schema["$schema"].endswith("/2020-12/schema")
    assert set(describe(specimen.Inputs)) < set(properties)
    assert {"begin.offset", "finish.offset"} <= set(properties)
    assert properties["staff"] == {
        "title": {"zh": "人数", "en": "People"}[language],
        "description": {"zh": "范围：1～500 人。", "en": "Range: 1 to 500 people."}[language],
        "default": 4,
        "type": "integer",
        "minimum": 1,
        "maximum": 500,
    }
    assert properties["parts"]["items"]["oneOf"][1]["const"] == "keys"
    assert properties["shifts"]["items"]["properties"]["people"]["maximum"] == 99
    assert not properties["shifts"]["items"]["additionalProperties"]
    assert example["shifts"][1]["role"] == "b"
    assert example["urgent"] is False
    assert all(properties[name]["default"] == value for name, value in example.items())


ALL = {"specimen": specimen, "triage": triage}


def everything(held: object) -> exchange.Everything:
    brought = exchange.bring_all(ALL, json.dumps({"calculators": held}))
    assert brought is not None
    return brought


def test_a_file_of_all_calculators_brings_each_its_own() -> None:
    brought = everything(
        {"specimen": {"staff": "5", "gone": "1"}, "triage": {}, "other": {"a": "1"}, "<b>": 1}
    )
    own, triage_ = brought.parts["specimen"], brought.parts["triage"]

    assert isinstance(own, exchange.Brought)
    assert isinstance(triage_, exchange.Brought)
    assert (own.values, own.unknown, triage_.values) == ({"staff": "5"}, ("gone",), {})
    assert brought.unknown == ("other", "<b>")


@pytest.mark.parametrize("part", [None, 7, [], "x", {"nobody": "1"}, {"shifts": [7]}, {"staff": {"a": 1}}])
def test_a_part_that_cannot_be_read_does_not_harm_the_others(part: object) -> None:
    brought = everything({"specimen": part, "triage": {"danger": "yes"}})

    assert isinstance(brought.parts["specimen"], InputError)
    assert isinstance(brought.parts["triage"], exchange.Brought)


@pytest.mark.parametrize("text", ["x", "{}", "[]", '{"calculators": []}', json.dumps(saved({})), "[" * 99])
def test_what_is_no_file_of_all_calculators(text: str) -> None:
    assert exchange.bring_all(ALL, text) is None
