"""The door: JSON in, JSON out; errors of readers are answers, errors of ours are raised."""

import json

import pytest

from calculators import ALL_BY_NAME
from calculators.kit import door, render
from calculators.kit.text import LANGUAGES, Language


def ask(**request: object) -> dict:
    reply: dict = json.loads(door.answer(json.dumps(request)))
    return reply


def calculate(values: dict[str, str], language: Language = "en") -> dict:
    return ask(op="calculate", calculator="backup_loss", language=language, values=values)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_values_give_the_page_s_own_result(language: Language) -> None:
    """Build and browser are one renderer: what the page shows before any script is what Python answers."""
    reply = calculate({}, language)

    assert reply["errors"] == []
    assert reply["result"] in render.calculator(ALL_BY_NAME["backup_loss"], language)
    assert reply["summary"] in reply["result"]


def test_typed_values_are_used() -> None:
    reply = calculate({"backup": "2026-03-11T02:00", "rpo": "24h"})

    assert reply["summary"].endswith("The target of 24 h is missed by 13 h.")


def test_an_error_that_concerns_two_fields_is_told_at_both() -> None:
    reply = calculate({"crash": "2026-03-12T01:00"})

    assert "result" not in reply
    assert [error["field"] for error in reply["errors"]] == ["backup", "crash"]
    assert len({error["message"] for error in reply["errors"]}) == 1


def test_errors_speak_the_page_s_language() -> None:
    assert calculate({"rpo": "x"}, "zh")["errors"][0]["message"].startswith("“可接受的丢失时长")
    assert calculate({"rpo": "x"}, "en")["errors"][0]["message"].startswith("Write “Acceptable loss")


def test_unknown_names_are_left_alone() -> None:
    """A value stored by an older build does no harm."""
    assert calculate({"gone": "1", "crash.offset.x": "2"}) == calculate({})


def test_list() -> None:
    assert ask(op="list", language="en") == {name: module.TITLE.en for name, module in ALL_BY_NAME.items()}


def test_text_csv_and_json_give_the_same_sentence_or_the_same_errors() -> None:
    summary = calculate({"rpo": "24h"})["summary"]
    to = {"calculator": "backup_loss", "language": "en"}

    assert summary in ask(op="text", values={"rpo": "24h"}, **to)["text"]
    assert summary in ask(op="csv", values={"rpo": "24h"}, **to)["csv"].replace('""', '"')
    assert ask(op="json", values={"rpo": "24h"}, **to)["answer"]["sentence"] == summary
    for op in ("text", "csv", "json"):
        assert ask(op=op, values={"rpo": "x"}, **to) == calculate({"rpo": "x"})


def test_what_a_link_or_a_file_brings() -> None:
    to = {"op": "bring", "calculator": "backup_loss", "language": "en"}
    brought = ask(text='{"calculator": "backup_loss", "values": {"rpo": "4 h", "gone": ""}}', **to)

    assert brought["values"] == {"rpo": "4 h"}
    assert brought["told"].startswith("Brought in: Acceptable loss (RPO) (1). Left out")
    assert ask(text="<html>", **to)["refused"].startswith("It holds no inputs")


def test_what_a_file_of_all_calculators_brings_is_told_part_by_part() -> None:
    held = {"backup_loss": {"rpo": "4 h", "gone": ""}, "triage": {"danger": 7.5}, "x": {}}
    to = {"op": "bring", "language": "en"}
    text = json.dumps({"calculators": held})
    here = ask(calculator="backup_loss", text=text, **to)
    lines = here["told"].split("\n")

    assert here["values"] == {"rpo": "4 h"}
    assert here["others"] == {}
    assert lines[0].startswith("This file holds the inputs of several calculators.")
    assert lines[1].startswith("“How much have we lost?” – Brought in: Acceptable loss (RPO) (1). Left out")
    assert lines[2].startswith(f"“{ALL_BY_NAME['triage'].TITLE.en}” – Not opened")
    assert lines[3] == "There are no such calculators here: “x”."
    there = ask(calculator="triage", text=text, **to)
    assert (there["values"], there["others"]) == (None, {"backup_loss": {"rpo": "4 h"}})


@pytest.mark.parametrize("held", [{}, {"x": {}}, {"triage": 1}])
def test_a_file_that_brings_nothing_at_all_is_refused(held: dict) -> None:
    to = {"op": "bring", "calculator": "backup_loss", "language": "en"}

    assert set(ask(text=json.dumps({"calculators": held}), **to)) == {"refused"}


def test_offers_come_from_what_is_known_of_others() -> None:
    to = {"op": "offers", "calculator": "backup_loss", "language": "en"}

    assert ask(known={"triage": {"danger": "yes"}, "nobody": {"a": "1"}}, **to) == {"offers": []}


@pytest.mark.parametrize(
    "request_",
    [
        {},
        {"op": "explode"},
        {"op": "calculate", "calculator": "none", "language": "en", "values": {}},
        {"op": "calculate", "calculator": "backup_loss", "language": "fr", "values": {}},
        {"op": "calculate", "calculator": "backup_loss", "language": "en"},
        {"op": "bring", "calculator": "backup_loss", "language": "en", "values": {}},
        {"op": "offers", "calculator": "backup_loss", "language": "en"},
        {"op": "list", "language": "fr"},
    ],
)
def test_what_no_page_asks_is_a_bug(request_: dict) -> None:
    with pytest.raises(ValueError, match=r"no calculator|cannot answer"):
        ask(**request_)
