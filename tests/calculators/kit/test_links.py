"""What one calculator knows and another offers: only the reader's own, and never silently."""

import json
import sys
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from lxml import html

from calculators import backup_loss, restore_or_wait, sla_time, vendor_sla
from calculators.kit import exchange, links
from calculators.kit.answer import Answer
from calculators.kit.calculation import calculation
from calculators.kit.estimate import Estimate, rough
from calculators.kit.fields import describe, flag, leaves, parse, quantity, text
from calculators.kit.form import form
from calculators.kit.origins import is_taken, origins
from calculators.kit.rows import rows
from calculators.kit.text import LANGUAGES, Language, Text

TITLE = Text("取用", "Taker")
SOURCES: dict[str, object] = {}
TAKER: Any = sys.modules[__name__]
HOUR = Text("小时", "h")
OWN = {
    "crash": "2026-03-12T15:00",
    "backup": "2026-03-12T02:00",
    "records": "a",
    "records.a.name": "orders",
    "records.a.rate": "12",
    "records.a.minutes": "16",
    "records.a.reconstructable": "90%",
    "records.a.value": "250",
}


@dataclass(frozen=True, kw_only=True)
class Lost:
    name: str | None = text(Text("名", "Name"), optional=True)
    count: Estimate | None = rough(Text("条数", "Count"), HOUR, 0, 1e6, optional=True)
    value: Estimate | None = rough(Text("价值", "Value"), HOUR, 0, 1e6, optional=True)


@dataclass(frozen=True, kw_only=True)
class Inputs:
    work: Estimate = rough(
        Text("补录", "Re-entry"), HOUR, 0, 1e6, example=Estimate.exactly(7), takes="backup_loss.reentry"
    )
    usual: float | None = quantity(
        Text("平时", "Usual"), HOUR, 0, 1e6, optional=True, takes="backup_loss.reentry"
    )
    lost: tuple[Lost, ...] = rows(Text("丢的", "Lost"), Lost, optional=True, takes="backup_loss.gone")
    all_of_it: bool = flag(Text("全用", "Use all"), assumed=False)
    whole: Any = calculation(
        Text("全部", "All of it"), backup_loss, apart_from=("backup",), when=("all_of_it", True)
    )


def offered(known: dict[str, str], language: Language = "en") -> dict[str, dict[str, Any]]:
    return {offer["field"]: offer for offer in links.offers(TAKER, {"backup_loss": known}, language)}


def taken(name: str) -> dict[str, str]:
    values: dict[str, str] = offered(OWN)[name]["values"]
    return values


def test_where_nothing_is_typed_there_is_nothing_to_say() -> None:
    assert offered({}) == {}


def test_a_number_is_offered_in_words_and_becomes_typed_text() -> None:
    offer = offered(OWN)["work"]

    assert offer["words"] == "Use 17.28 h from the backup-loss calculator (re-entry of what was lost)"
    assert offered(OWN, "zh")["work"]["words"] == "用备份丢失计算器的 17.28 小时（停机前丢的，补录工时）"
    assert offer["values"] == {"work": "17.28", "work.taken": "work=17.28"}
    assert parse(Inputs, offer["values"]).work == Estimate.exactly(17.28)
    assert parse(Inputs, taken("usual")).usual == 17.28


def test_rows_are_offered_with_ids_that_are_none_of_the_example_s() -> None:
    offer = offered({**OWN, "records.a.name": ""})["lost"]

    assert offer["words"] == "Use 1 row from the backup-loss calculator (records gone for good)"
    assert offer["values"]["lost"] == "t1"
    (row,) = parse(Inputs, offer["values"]).lost
    assert row.count is not None
    assert (row.count.base, row.value) == (6, Estimate.exactly(250))
    assert row.count.low < 6 < row.count.high


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ({"now": "2026-03-12T16:00", "gone": "1"}, "Nothing is filled in yet in the backup-loss calculator."),
        ({**OWN, "rpo": "x"}, "A value needs correcting in the backup-loss calculator"),
        ({**OWN, "crash": "2026-03-11T15:00"}, "A value needs correcting in the backup-loss calculator"),
        (
            {"backup": OWN["backup"]},
            "Still example values in the backup-loss calculator: When the system stopped",
        ),
        ({"crash": OWN["crash"], "backup": OWN["backup"]}, "Still example values in the backup-loss"),
        ({**OWN, "records": ""}, None),
        ({**OWN, "records.a.minutes": ""}, "does not tell this yet (re-entry of what was lost)"),
    ],
)
def test_what_is_not_the_reader_s_own_or_not_right_is_not_offered(
    known: dict[str, str], told: str | None
) -> None:
    offer = offered(known)["work"]

    assert bool(offer["values"]) == (told is None)
    assert (told or "Use 0 h") in offer["words"]


def test_hostile_values_of_another_calculator_are_told_or_stay_text() -> None:
    known = dict.fromkeys([*OWN, "rpo", "<b>"], "<script>hit()</script>")

    assert all("script" not in offer["words"] and not offer["values"] for offer in offered(known).values())


# 1,000 a working hour, for 8 hours with a break of one.
COST = {
    "start": "2026-03-12T09:00",
    "down": "8",
    "revenue": "1984000",
    "margin": "100%",
    "stopped": "100%",
    "people": "0",
    "pay": "0",
}


def taker(module: Any, known: dict[str, dict[str, str]]) -> dict[str, dict[str, Any]]:
    return {offer["field"]: offer for offer in links.offers(module, known, "en")}


def test_an_amount_is_taken_with_its_currency_and_refused_in_another() -> None:
    offer = taker(sla_time, {"downtime_cost": {**COST, "currency": "EUR"}})["hourly_cost"]
    typed = {"question": "credits", **offer["values"]}

    assert offer["words"] == "Use EUR 875 from the downtime-cost calculator (an average hour of that outage)"
    assert offer["values"] == {"hourly_cost": "EUR 875", "hourly_cost.taken": "hourly_cost=EUR 875"}
    assert parse(sla_time.Inputs, {**typed, "currency": "EUR"}).hourly_cost == 875
    with pytest.raises(ExceptionGroup) as caught:
        parse(sla_time.Inputs, typed)
    (problem,) = leaves(caught.value)
    assert problem.fields == ("hourly_cost",)
    assert "counts in CNY here; it now says “EUR 875”" in problem.message.en
    assert "按 CNY 算，现在写的是“EUR 875”" in problem.message.zh


def test_an_outage_of_no_length_has_no_average_hour() -> None:
    offer = taker(sla_time, {"downtime_cost": {**COST, "down": "0"}})["hourly_cost"]

    assert not offer["values"]
    assert "does not tell this yet (an average hour of that outage)" in offer["words"]


def test_amounts_in_rows_are_taken_with_their_currency() -> None:
    values = taker(restore_or_wait, {"backup_loss": OWN})["records"]["values"]

    assert values["records.t1.value"] == "CNY 250"
    assert parse(restore_or_wait.Inputs, values).records[0].value == Estimate.exactly(250)
    with pytest.raises(ExceptionGroup) as caught:
        parse(restore_or_wait.Inputs, {**values, "currency": "USD"})
    assert [problem.fields for problem in leaves(caught.value)] == [("records.t1.value",)]


def test_a_target_is_offered_as_soon_as_it_is_told_itself() -> None:
    told = taker(vendor_sla, {"backup_loss": {"rto": "6 h"}})

    assert told["rto"]["words"] == ("Use 6 h from the backup-loss calculator (RTO, recovery time objective)")
    assert parse(vendor_sla.Inputs, told["rto"]["values"]).rto == timedelta(hours=6)
    assert not told["rpo"]["values"]


def test_the_tolerable_downtime_is_offered_once_the_tolerable_loss_is_told() -> None:
    without = taker(backup_loss, {"downtime_cost": COST})["mtd"]
    values = taker(backup_loss, {"downtime_cost": {**COST, "tolerable": "2000"}})["mtd"]["values"]

    assert not without["values"]
    assert parse(backup_loss.Inputs, values).mtd == timedelta(hours=2, minutes=1)


def test_a_whole_calculation_is_taken_and_stays_what_it_was() -> None:
    values = taken("whole")
    inputs = parse(Inputs, {"all_of_it": "yes", **values})

    assert exchange.bring(backup_loss, values["whole"]).values == OWN
    assert inputs.whole == parse(backup_loss.Inputs, OWN)
    field = describe(Inputs)["whole"]
    assert field.show(inputs.whole).en == "Backup-loss window: 13 h"
    assert field.take(field.spread(inputs.whole, "whole", "en"), "whole", {}) == inputs.whole


def test_a_whole_calculation_may_do_without_some_of_the_reader_s_own() -> None:
    assert offered({"crash": "2026-03-12T15:00"})["whole"]["values"]
    assert not offered({"backup": "2026-03-12T02:00"})["whole"]["values"]


@pytest.mark.parametrize("typed", ["x", "[[[[", '{"calculator": "backup_loss", "values": {"rpo": "x"}}'])
def test_a_whole_calculation_that_cannot_be_used_is_told_at_its_field(typed: str) -> None:
    with pytest.raises(ExceptionGroup) as caught:
        parse(Inputs, {"all_of_it": "yes", "whole": typed})
    (problem,) = leaves(caught.value)
    assert problem.fields == ("whole",)
    assert "the backup-loss calculator" in problem.message.en


def test_a_value_is_taken_until_something_else_is_typed() -> None:
    for name in ("work", "lost", "whole"):
        assert is_taken(taken(name), name)
    assert not is_taken({**taken("work"), "work": "18"}, "work")
    assert not is_taken({**taken("lost"), "lost.t1.count": "18"}, "lost")
    assert not is_taken({}, "work")
    assert not is_taken({"work": "1", "work.taken": "work"}, "work")


def test_a_result_says_which_values_are_whose() -> None:
    answer = Answer(TITLE, TITLE, TITLE)

    def said(typed: dict[str, str]) -> dict[str, str]:
        inputs = parse(Inputs, typed)
        return {one.en: other.en for one, other in origins(describe(Inputs), inputs, answer, typed)}

    assert said({}) == {"Example": "Re-entry", "Assumed": "Use all: No"}
    assert said({"work": "3", **taken("lost"), **taken("usual")}) == {
        "Yours": "Re-entry",
        "Assumed": "Use all: No",
        "Taken over from the backup-loss calculator": "Usual; Lost",
    }


def test_what_was_taken_travels_in_links_and_files() -> None:
    saved = json.dumps({"calculator": "test_links", "values": taken("work")})

    assert exchange.bring(TAKER, saved).values == taken("work")
    assert exchange.bring(TAKER, saved).unknown == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_field_that_may_take_has_a_button_and_the_way_there(language: Language) -> None:
    root = html.fragment_fromstring(form(TAKER, language))
    places = root.find_class("calculator-offer")

    assert len(places) == 4
    for place in places:
        (button,), (way,) = place.findall(".//button"), place.findall(".//a")
        assert "hidden" in button.getparent().attrib
        assert (way.get("href"), way.text) == ("backup_loss.html", backup_loss.NAME[language])
    origins_ = [mark.text for mark in root.findall(".//span[@data-origin='taken']")]
    assert set(origins_) == {
        {"zh": "取自备份丢失计算器", "en": "Taken over from the backup-loss calculator"}[language]
    }
