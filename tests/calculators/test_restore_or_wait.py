"""Restore or wait: published numbers, a table computed independently, laws, edges, words."""

import csv
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from lxml import html

from calculators import downtime_cost, restore_or_wait
from calculators.kit import render
from calculators.kit.errors import InputError
from calculators.kit.estimate import Estimate
from calculators.kit.fields import parse
from calculators.kit.text import LANGUAGES, Language
from calculators.restore_or_wait import Inputs, Lost, Penalty, Result, answer, calculate
from calculators.restore_or_wait.told import GATE
from calculators.restore_or_wait.weighing import HORIZON, TAKEN, turning
from tests.docs import wording

ROOT = Path(__file__).parents[2]
once = Estimate.exactly

# Computed by awk from the formulas of section "How it works" of the page, in closed form, not by this code;
# the first row is the example of step 4, and the first eight were checked by hand. chance in per cent.
TABLE = list(csv.DictReader((ROOT / "tests/vectors/restore_or_wait.csv").open(encoding="utf-8")))


def inputs_of(row: dict[str, str]) -> Inputs:
    number = {name: float(row[name]) for name in list(row)[:11]}
    return Inputs(
        **{name: once(number[name]) for name in ("fix", "restore", "hourly", "reentry", "pay", "failure")},
        chance=once(number["chance"] / 100),
        penalties=(Penalty(after=number["deadline"], amount=once(number["penalty"])),),
        records=(Lost(count=once(number["count"]), value=once(number["value"])),),
    )


class TestTable:
    def test_it_is_long_enough_and_has_both_answers(self) -> None:
        assert len(TABLE) >= 20
        assert {row["answer"] for row in TABLE} == {"restore", "wait"}

    @pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['fix']} h {row['answer']} {row['gain']}")
    def test_row(self, row: dict[str, str]) -> None:
        result = calculate(inputs_of(row))

        assert result.waiting.base == pytest.approx(float(row["waiting"]))
        assert result.restoring.base == pytest.approx(float(row["restoring"]))
        assert result.gain.base == pytest.approx(float(row["gain"]))
        assert result.restore == (row["answer"] == "restore")
        if row["break_even"] == "never":
            assert result.break_even.base is None
        else:
            assert result.break_even.base == pytest.approx(float(row["break_even"]), abs=1e-5)


class TestRanges:
    def test_the_example_by_hand(self) -> None:
        """Low and high as computed with pencil and paper: (6 − 5) · 8,000, (12 − 2) · 15,000, and so on."""
        result = calculate(Inputs())

        assert tuple(result.waiting) == (8_000, 50_000, 150_000)
        assert tuple(result.lost) == (3_750, 5_000, 7_500)
        assert tuple(result.reentry) == (1_200, 1_600, 2_400)
        assert tuple(result.failing) == pytest.approx((2_500, 8_000, 36_000))
        assert tuple(result.restoring) == pytest.approx((7_450, 14_600, 45_900))
        assert tuple(result.gain) == pytest.approx((-37_900, 35_400, 142_550))
        # 2 + 7,450 ÷ 15,000 and 5 + 45,900 ÷ 8,000
        assert result.break_even.earliest == pytest.approx(2.4966667, abs=1e-6)
        assert result.break_even.latest == pytest.approx(10.7375, abs=1e-6)

    def test_where_each_guess_turns_the_answer(self) -> None:
        """By hand: what is left of 50,000 − 14,600 without the one guess, divided by what it multiplies."""
        turns = {turn.name: turn.at for turn in calculate(Inputs()).turns}
        expected = {
            "fix": 4.46, "restore": 6.54, "lost": 40_400, "reentry": 370, "pay": 2_312.5,
            "chance": 0.5425, "failure": 434_000, "hourly": 2_920,
        }  # fmt: skip

        assert turns == {name: pytest.approx(at) for name, at in expected.items()}

    @pytest.mark.parametrize(
        ("changed", "deciding"),
        [
            ({}, []),
            ({"fix": Estimate(4, 8, 12)}, ["fix"]),
            ({"chance": Estimate(0.05, 0.1, 0.6)}, ["chance"]),
            (
                {"hourly": Estimate(2_000, 10_000, 15_000), "restore": Estimate(2, 3, 7)},
                ["restore", "hourly"],
            ),
        ],
    )
    def test_which_guess_decides(self, changed: dict[str, Estimate], deciding: list[str]) -> None:
        result = calculate(Inputs(**changed))

        assert [turn.name for turn in result.deciding] == deciding
        assert not result.is_sure

    def test_a_penalty_may_decide(self) -> None:
        inputs = Inputs(
            hourly=once(1_000),
            penalties=(Penalty(after=5.0, amount=Estimate(1_000, 20_000, 30_000)),),
            chance=once(0.1),
            failure=once(80_000),
        )

        assert [turn.name for turn in calculate(inputs).deciding] == ["penalties"]


class TestTaken:
    """The cost of the outage from the other calculator, here 1,000 for each working hour."""

    OUTAGE = downtime_cost.Inputs(
        start=datetime.fromisoformat("2026-03-12T09:00+08:00"),
        revenue=once(1_984_000.0),  # 248 d · 8 h
        margin=once(1.0),
        stopped=once(1.0),
        people=once(0.0),
    )
    TAKES = Inputs(cost_from=TAKEN, outage=OUTAGE, down=2.0)

    def test_waiting_is_counted_in_its_working_hours(self) -> None:
        """Down since 09:00, now 11:00: restored at 14:00 is 4 working hours, repaired at 19:00 is 8."""
        result = calculate(self.TAKES)

        assert (result.until_restore, result.until_fix) == pytest.approx((4_000, 8_000))
        assert result.waiting.base == pytest.approx(4_000)
        assert not result.restore

    def test_the_break_even_skips_the_night_and_the_weekend(self) -> None:
        """Restored on Thursday 14:00, 14,600 more at 1,000: 4 h that day, 8 on Friday, 2.6 h on Monday."""
        result = calculate(self.TAKES)
        now = datetime.fromisoformat("2026-03-12T11:00+08:00")
        assert result.break_even.base is not None
        at = now + timedelta(hours=result.break_even.base)

        assert abs(at - datetime.fromisoformat("2026-03-16T11:36+08:00")) < timedelta(seconds=1)

    def test_its_ranges_are_a_guess_too(self) -> None:
        outage = replace(self.OUTAGE, margin=Estimate(0.1, 1.0, 1.0))
        inputs = replace(self.TAKES, outage=outage, fix=once(100.0), chance=once(0.1), records=())
        result = calculate(inputs)

        assert [turn.name for turn in result.turns][-1] == "outage"
        assert [turn.name for turn in result.deciding] == ["outage"]

    def test_amounts_of_two_currencies_are_not_compared(self) -> None:
        with pytest.raises(InputError) as caught:
            calculate(replace(self.TAKES, currency="USD"))
        assert caught.value.fields == ("currency", "outage")

    def test_it_is_asked_for_where_it_counts(self) -> None:
        with pytest.raises(InputError) as caught:
            calculate(parse(Inputs, {"cost_from": TAKEN}))
        assert caught.value.fields == ("outage",)


# --- Laws ---------------------------------------------------------------------------------------------

hours = st.integers(0, 2_000).map(lambda tenths: tenths / 10)
amounts = st.integers(0, 1_000_000).map(float)


def ranges(values: st.SearchStrategy[float]) -> st.SearchStrategy[Estimate]:
    return st.lists(values, min_size=3, max_size=3).map(lambda parts: Estimate(*sorted(parts)))


any_inputs = st.builds(
    Inputs,
    fix=ranges(hours),
    restore=ranges(hours),
    hourly=ranges(amounts),
    penalties=st.lists(st.builds(Penalty, after=hours, amount=ranges(amounts)), max_size=2).map(tuple),
    records=st.lists(st.builds(Lost, count=ranges(hours), value=ranges(amounts)), max_size=2).map(tuple),
    reentry=ranges(hours),
    pay=ranges(amounts),
    chance=ranges(st.integers(0, 100).map(lambda part: part / 100)),
    failure=ranges(amounts),
)


@given(inputs=any_inputs)
def test_low_base_and_high_are_in_order(inputs: Inputs) -> None:
    result = calculate(inputs)

    for estimate in (result.waiting, result.restoring, result.gain):
        assert list(estimate) == pytest.approx(sorted(estimate))


@given(inputs=any_inputs, more=hours)
def test_a_slower_repair_never_speaks_for_waiting(inputs: Inputs, more: float) -> None:
    slower = replace(inputs, fix=Estimate(*(part + more for part in inputs.fix)))

    assert calculate(slower).gain.base >= calculate(inputs).gain.base - 1e-6


@given(inputs=any_inputs, name=st.sampled_from(["reentry", "pay", "chance", "failure"]))
def test_a_dearer_restore_never_speaks_for_restoring(inputs: Inputs, name: str) -> None:
    dearer = replace(inputs, **{name: once(getattr(inputs, name).high)})

    assert calculate(dearer).gain.base <= calculate(inputs).gain.base + 1e-6


@given(inputs=any_inputs)
def test_the_break_even_parts_waiting_from_restoring(inputs: Inputs) -> None:
    """Just before it, to wait costs no more; just after it, a restore costs less."""
    at = calculate(inputs).break_even.base

    def restores(fix: float) -> bool:
        return calculate(replace(inputs, fix=once(fix))).restore

    if at is None:
        assert not restores(HORIZON)
        return
    assert at <= 1e-6 or not restores(at - 1e-6)
    assert at >= HORIZON - 1e-6 or restores(at + 1e-6)


@given(inputs=any_inputs)
def test_a_sure_answer_is_one_that_no_guess_decides(inputs: Inputs) -> None:
    result = calculate(inputs)
    assume(result.is_sure)

    assert result.deciding == ()


@given(inputs=any_inputs)
def test_the_value_at_which_a_guess_turns_makes_both_costs_alike(inputs: Inputs) -> None:
    """Without penalties, which make steps."""
    smooth = replace(inputs, penalties=())
    for turn in calculate(smooth).turns:
        if turn.at is None or turn.name == "lost":
            continue
        result = calculate(replace(smooth, **{turn.name: once(turn.at)}))
        scale = max(abs(result.waiting.base), result.restoring.base, smooth.hourly.base, 1)
        assert abs(result.gain.base) <= 1e-6 * scale


def test_re_entry_never_turns_the_answer_beyond_what_its_field_takes() -> None:
    huge = calculate(Inputs(hourly=once(1e12)))
    turns = {turn.name: turn.at for turn in huge.turns}

    assert turns["reentry"] is None
    assert answer(Inputs(hourly=once(1e12)), huge)


def test_a_question_answered_yes_at_once_and_never() -> None:
    assert turning(lambda _: True, 3, 9) == 3
    assert turning(lambda _: False, 3, 9) is None


# --- Words --------------------------------------------------------------------------------------------


def said(language: Language = "en", **changed: object) -> str:
    inputs = Inputs(**changed)  # type: ignore[arg-type]
    return answer(inputs, calculate(inputs)).sentence[language]


READY = {"gate": frozenset(GATE), "decides": "Li Na"}


def test_a_restore_is_never_said_without_its_gate() -> None:
    def shown(**changed: object) -> tuple[str, str, str]:
        inputs = Inputs(**changed)  # type: ignore[arg-type]
        told = answer(inputs, calculate(inputs))
        return told.number.en, told.sections[0].title.en, told.notes[0].state

    assert shown() == ("Restore, checks first", "Before any restore", "stop")
    assert shown(gate=frozenset(GATE)) == ("Restore, checks first", "Before any restore", "stop")
    assert shown(**READY) == ("Restore", "Before any restore", "act")
    waiting = shown(fix=once(1), **READY)
    assert (waiting[0], waiting[1]) == ("Wait", "Low, base and high")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fix", [1.0, 8.0])
def test_every_result_leads_to_the_gate(language: Language, fix: float) -> None:
    inputs = Inputs(fix=once(fix))
    told = answer(inputs, calculate(inputs))
    root = html.fragment_fromstring(render.result(restore_or_wait, inputs, told, language, {}), "div")
    links = [link.get("href") for link in root.iter("a")]

    assert links == ["../steps/4-backup-and-recovery.html#restore-gate"]
    step = ROOT / "docs" / language / "steps" / "4-backup-and-recovery.md"
    assert "{#restore-gate}" in step.read_text("utf-8")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"fix": Estimate(4, 8, 12)}, "The answer depends on a guess: time until the repair is done."),
        ({}, "No single guess turns the answer within its range, several together do."),
        ({"fix": once(30), "hourly": once(20_000)}, "Within your ranges the answer is always the same."),
        ({"fix": once(2)}, "The repair takes no longer than the restore: wait."),
        ({"hourly": once(0)}, "However slow the repair (up to 2,000 h), to wait costs less."),
        ({"hourly": once(1_000)}, "To wait costs less: ¥5,000, against ¥14,600 for a restore"),
    ],
)
def test_the_sentence(changed: dict[str, object], told: str) -> None:
    assert told in said(**changed)


def test_without_a_range_nothing_is_said_to_be_sure() -> None:
    example = Inputs()
    single = {
        name: once(getattr(example, name).base)
        for name in ("fix", "restore", "hourly", "reentry", "pay", "chance", "failure")
    }
    assert "Each guess is one number" in said(**single, records=())
    assert "每个数只填了一个" in said("zh", **single, records=())


def test_no_records_and_incomplete_rows_add_nothing() -> None:
    for records in ((), (Lost(count=once(9)),), (Lost(value=once(9)),)):
        inputs = Inputs(records=records)
        result: Result = calculate(inputs)
        assert result.lost == once(0)
        assert answer(inputs, result).steps


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentences_are_short_enough(language: Language) -> None:
    limit = {"zh": 45, "en": 26}[language]
    for changed in ({}, {"fix": once(2)}, {"hourly": once(0)}, {"fix": Estimate(4, 8, 12)}):
        for sentence in wording.sentences(said(language, **changed)):
            assert wording.length(sentence) <= limit, sentence
