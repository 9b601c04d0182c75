"""Records at risk, the work to enter them again, and the downtime: golden values, published tables, laws."""

import math
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.backup_loss import Inputs, answer, calculate
from calculators.backup_loss.records import (
    BACKWARDS,
    NEED_BOTH,
    NO_DIGITS,
    OTHER_SERIES,
    Record,
    days_to_clear,
    poisson_interval,
    whole,
    work,
)
from calculators.kit.errors import InputError
from calculators.kit.estimate import Estimate
from calculators.kit.fields import parse
from calculators.kit.text import Text

HOUR = timedelta(hours=1)
once = Estimate.exactly
EXAMPLE = Inputs().records
LOST_ONLY = tuple(replace(record, captured=None) for record in EXAMPLE)


# formulas.md section 1, golden values


def test_records_and_hours() -> None:
    """formulas.md: 60, 200, 40 records; 16.0 h, with 20 % verification 19.2 h, 4 people 4.8 h."""
    plain = work(LOST_ONLY, 13 * HOUR, 5 * HOUR)
    checked = work(LOST_ONLY, 13 * HOUR, 5 * HOUR, checking=0.2, people=4)

    assert [risk.count and risk.count.base for risk in plain.risks] == [60, 200, 40]
    assert plain.hours == pytest.approx(16.0)
    assert checked.hours == pytest.approx(19.2)
    assert checked.elapsed is not None
    assert checked.elapsed / HOUR == pytest.approx(4.8)


def test_the_backlog_of_the_example() -> None:
    """formulas.md: 20.4 h, capacity 30 h a day, 80 % taken: 3.4 days. 10 orders on paper are 1.2 h of it."""
    result = calculate(Inputs()).work

    assert result.paper_hours == pytest.approx(1.2)
    assert result.hours == pytest.approx(20.4)
    assert result.days == pytest.approx(3.4)


@pytest.mark.parametrize(
    ("hours", "capacity", "load", "days"),
    [
        pytest.param(20.4, 30, 0.8, 3.4, id="formulas.md"),
        pytest.param(20.4, 30, 0, 0.68, id="by hand: nothing else to do"),
        pytest.param(20.4, 30, 1, math.inf, id="formulas.md: never"),
        pytest.param(20.4, 30, 1.2, math.inf, id="formulas.md: never, and falling behind"),
        pytest.param(20.4, 0, 0, math.inf, id="by hand: nobody"),
        pytest.param(0, 30, 1, 0, id="formulas.md: nothing to enter"),
    ],
)
def test_days_to_clear(hours: float, capacity: float, load: float, days: float) -> None:
    assert days_to_clear(hours, capacity, load) == pytest.approx(days)


@pytest.mark.parametrize(
    ("count", "low", "high", "places"),
    [
        pytest.param(0, 0, 3.689, 3, id="R, epitools: pois.exact"),
        pytest.param(10, 4.80, 18.39, 2, id="calculatorhub.com: Poisson confidence interval"),
        pytest.param(25, 16.18, 36.90, 2, id="GraphPad: confidence interval of a count"),
    ],
)
def test_the_interval_as_published(count: int, low: float, high: float, places: int) -> None:
    found = poisson_interval(count)

    assert (round(found[0], places), round(found[1], places)) == (low, high)


def test_the_interval_of_a_vast_count() -> None:
    """By hand: the count, and 1.96 roots of it to both sides."""
    low, high = poisson_interval(10**12)

    assert (low, high) == (pytest.approx(1e12 - 1.96e6, rel=1e-9), pytest.approx(1e12 + 1.96e6, rel=1e-9))


@pytest.mark.parametrize("count", [0, 1, 2, 7, 60, 200, 999])
def test_the_interval_as_defined(count: int) -> None:
    """Each end leaves 2.5 % to the other side: summed term by term."""
    low, high = poisson_interval(count)

    def at_most(most: int, mean: float) -> float:
        return math.fsum(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(most + 1))

    assert at_most(count, high) == pytest.approx(0.025, rel=1e-8)
    assert count == 0 or 1 - at_most(count - 1, low) == pytest.approx(0.025, rel=1e-8)


@given(st.integers(0, 3_000))
def test_the_interval_grows_with_the_count_and_holds_it(count: int) -> None:
    (low, high), (lower, higher) = poisson_interval(count), poisson_interval(count + 1)

    assert 0 <= low <= count < high
    assert low < lower
    assert high < higher


@pytest.mark.parametrize(("count", "rounded"), [(2.5, 3), (3.5, 4), (2.49, 2), (0.4, 0)])
def test_a_count_is_rounded_before_its_interval(count: float, rounded: int) -> None:
    found = work([Record(rate=once(count))], HOUR, HOUR)

    assert whole(count) == rounded
    assert found.risks[0].interval == poisson_interval(rounded)
    assert found.count.base == count


@pytest.mark.parametrize(
    ("record", "window", "working", "count"),
    [
        pytest.param(Record(rate=once(12)), 13, 5, 60, id="by hand: working hours only"),
        pytest.param(Record(rate=once(12), rate_outside=once(0.5)), 13, 5, 64, id="by hand: 60 + 8 × 0.5"),
        pytest.param(Record(rate_outside=once(3)), 13, 5, 24, id="by hand: a web shop at night"),
        pytest.param(Record(rate=once(12)), 0, 0, 0, id="by hand: no window"),
        pytest.param(Record(last_known="SO-00160", last_in_backup="SO-00100"), 13, 5, 60, id="numbers"),
        pytest.param(
            Record(rate=once(99), last_known="so2026-107", last_in_backup="SO2026-095"), 13, 5, 12,
            id="by hand: numbers go before rates",
        ),
        pytest.param(Record(last_known="7", last_in_backup="7"), 13, 5, 0, id="by hand: nothing missing"),
        pytest.param(Record(), 13, 5, None, id="by hand: nothing told"),
    ],
)  # fmt: skip
def test_records_at_risk(record: Record, window: float, working: float, count: float | None) -> None:
    (risk,) = work([record], window * HOUR, working * HOUR).risks

    assert (risk.count and risk.count.base) == count
    assert (risk.interval is None) == (count is None or bool(record.last_known))


def test_a_range_of_rates_widens_the_interval_on_both_sides() -> None:
    """By hand: 5 h at 10, 12 or 15 an hour are 50, 60 or 75."""
    (risk,) = work([Record(rate=Estimate(10, 12, 15))], 5 * HOUR, 5 * HOUR).risks

    assert risk.count == Estimate(50, 60, 75)
    assert risk.interval == (poisson_interval(50)[0], poisson_interval(75)[1])


def test_the_interval_of_a_total_comes_from_the_summed_count() -> None:
    """Not from summed bounds; what is counted by number has no chance in it."""
    numbered = Record(last_known="30", last_in_backup="20")
    total = work([*LOST_ONLY, numbered], 13 * HOUR, 5 * HOUR)
    low, high = poisson_interval(300)

    assert total.count.base == 310
    assert total.interval == (low + 10, high + 10)
    assert high - low < sum(risk.interval[1] - risk.interval[0] for risk in total.risks if risk.interval)


def test_what_cannot_be_reconstructed_is_lost_value_and_not_work() -> None:
    """By hand: of 60, a quarter is 15, at 200 each 3,000; 45 at 6 min are 4.5 h, with a tenth on top 4.95."""
    record = Record(rate=once(12), minutes=6, reconstructable=0.75, value=200)
    found = work([record], 13 * HOUR, 5 * HOUR, checking=0.1)

    assert (found.unrecoverable, found.value) == (15, 3_000)
    assert found.hours == pytest.approx(4.95)


def test_an_unknown_share_is_not_a_share_of_nothing() -> None:
    """All of it may have to be entered, and nobody knows how much is lost for good."""
    found = work([Record(rate=once(12), minutes=6)], 13 * HOUR, 5 * HOUR)

    assert found.unrecoverable is None
    assert found.hours == pytest.approx(6)


def test_only_what_was_captured_on_paper() -> None:
    """By hand: 30 slips at 2 min are 1 h."""
    found = work([Record(captured=30, minutes=2)], 13 * HOUR, 5 * HOUR, people=2)

    assert (found.lost_hours, found.paper_hours, found.elapsed) == (0, pytest.approx(1), HOUR / 2)


def test_work_that_nobody_told_is_not_called_none() -> None:
    """60 orders are lost; how long one takes is not told, and that is not “nothing to re-enter”."""
    inputs = Inputs(records=(Record(rate=once(12)), Record(rate=once(8))))
    section = answer(inputs, calculate(inputs)).sections[1]

    assert section.words is not None
    assert section.words.en.startswith("Fill in the minutes to re-enter one")
    assert [row[3].en for row in section.rows] == ["not told", "not told", "not told"]


def test_where_nothing_can_be_reconstructed_there_is_nothing_to_enter() -> None:
    inputs = Inputs(records=(Record(rate=once(12), minutes=6, reconstructable=0),))
    words = answer(inputs, calculate(inputs)).sections[1].words

    assert words is not None
    assert words.en.startswith("There is nothing to re-enter.")


def test_work_beyond_all_measure_is_told_as_such() -> None:
    inputs = Inputs(records=(Record(rate=once(1e6), minutes=1_440),) * 50, people=1)

    with pytest.raises(InputError) as told:
        calculate(replace(inputs, backup=inputs.crash - timedelta(days=3_650)))
    assert told.value.fields == ("records", "people")


def test_no_types_at_all() -> None:
    found = work([], 13 * HOUR, 5 * HOUR, people=4, capacity=30, load=0.8)

    assert (found.count.base, found.interval, found.hours, found.days) == (0, None, 0, 0)
    assert answer(Inputs(records=()), calculate(Inputs(records=()))).sections[1].words


@pytest.mark.parametrize(
    ("numbers", "message", "cells"),
    [
        ({"last_known": "SO-9"}, NEED_BOTH, ("last_in_backup",)),
        ({"last_in_backup": "SO-9"}, NEED_BOTH, ("last_known",)),
        ({"last_known": "SO-9", "last_in_backup": "none"}, NO_DIGITS, ("last_in_backup",)),
        ({"last_known": "SO-9", "last_in_backup": "PO-8"}, OTHER_SERIES, ("last_in_backup", "last_known")),
        ({"last_known": "SO-8", "last_in_backup": "SO-9"}, BACKWARDS, ("last_in_backup", "last_known")),
    ],
)
def test_numbers_that_do_not_go_together(
    numbers: dict[str, str], message: Text, cells: tuple[str, ...]
) -> None:
    with pytest.raises(InputError) as caught:
        Record(**numbers)  # type: ignore[arg-type]

    assert caught.value.fields == cells
    assert caught.value.message.zh.startswith(message.zh.split("{")[0])


# --- Downtime and the design ------------------------------------------------------------------------------


def test_downtime_against_what_is_tolerable() -> None:
    """By hand: 3 h + (1 h + 5.1 h + 0.5 h) = 9.6 h; of 12 h, 2.4 h are left."""
    inputs = Inputs(rto=3 * HOUR, validation=1 * HOUR, reconciliation=HOUR / 2, mtd=12 * HOUR)
    result = calculate(inputs)
    (section,) = (part for part in answer(inputs, result).sections if part.title.en.startswith("Is the"))

    assert result.work_recovery is not None
    assert result.downtime is not None
    assert result.spare is not None
    assert result.work_recovery / HOUR == pytest.approx(6.6)
    assert result.downtime / HOUR == pytest.approx(9.6)
    assert result.spare / HOUR == pytest.approx(2.4)
    assert (section.words and section.words.en) == "Within the tolerable 12 h, with 2 h 24 min to spare."


def test_a_tolerable_downtime_met_exactly_is_met() -> None:
    inputs = Inputs(records=(), rto=3 * HOUR, mtd=3 * HOUR)
    shown = answer(inputs, calculate(inputs))

    assert any("Within the tolerable 3 h" in (part.words.en if part.words else "") for part in shown.sections)


@pytest.mark.parametrize(
    ("known", "total"),
    [
        # 24 h + 1 h + 2 h + 15 min + 12 h
        pytest.param(
            {"interval": 24, "run_time": 1, "transfer": 2, "lag": 0.25, "verification": 12}, 39.25,
            id="by hand: all five",
        ),
        pytest.param({"interval": 24}, 24, id="by hand: what is empty counts 0"),
        pytest.param({"run_time": 1}, None, id="by hand: no interval, no design"),
    ],
)  # fmt: skip
def test_designed_worst_case(known: dict[str, float], total: float | None) -> None:
    inputs = Inputs(**{name: length * HOUR for name, length in known.items()})  # type: ignore[arg-type]

    assert calculate(inputs).worst_case == (None if total is None else total * HOUR)


def test_a_live_copy_is_no_backup() -> None:
    """By hand: 15:00 less 20 minutes; the window stays what the backup makes it."""
    inputs = Inputs(lag=HOUR / 3)
    result = calculate(inputs)
    shown = answer(inputs, result)

    assert result.replica == datetime.fromisoformat("2026-03-12T14:40+08:00")
    assert result.window == 13 * HOUR
    assert any("not a backup" in note.words.en for note in shown.notes)


def test_a_window_beyond_the_design_is_told() -> None:
    inputs = Inputs(interval=12 * HOUR)
    shown = answer(inputs, calculate(inputs))

    assert any("1 h longer than the designed worst case" in note.words.en for note in shown.notes)


# --- Words ------------------------------------------------------------------------------------------------


def test_the_sentence_for_management() -> None:
    """As step 4 of the runbook has it: how far back, how much again."""
    words = answer(Inputs(), calculate(Inputs())).sections[0].words

    assert words is not None
    assert words.zh == (
        "最坏会退回到 2026 年 3 月 12 日（周四）02:00。13 小时的数据要重来，"
        "约 60 条销售订单、200 条出入库、40 条凭证。补录要 20.4 工时。"
    )
    assert words.en == (
        "At worst we go back to Thu 12 Mar 2026, 02:00. 13 h of data must be redone: about 60 sales orders, "
        "200 stock movements, 40 vouchers. Re-entry takes 20.4 hours of work."
    )


def test_loss_and_its_value_are_told_to_management() -> None:
    record = Record(name="Returns", rate=once(12), reconstructable=0.75, value=200)
    words = answer(Inputs(records=(record,)), calculate(Inputs(records=(record,)))).sections[0].words

    assert words is not None
    assert "About 15 of these, worth ¥3,000, cannot be recovered." in words.en


def test_many_types_are_told_together() -> None:
    records = tuple(Record(name=f"T{n}", rate=once(n)) for n in range(1, 21))
    inputs = Inputs(records=records)
    shown = answer(inputs, calculate(inputs))

    # By hand: 5 h × (7 + 8 + … + 20) = 5 × 189
    assert shown.sections[0].words
    assert "30 T6, 945 others" in shown.sections[0].words.en
    assert len(shown.sections[1].rows) == 21


def test_work_that_is_never_done_says_so() -> None:
    inputs = Inputs(load=1.0)
    words = answer(inputs, calculate(inputs)).sections[1].words

    assert words is not None
    assert "it is never done" in words.en


def test_a_range_is_typed_as_people_write_it() -> None:
    for typed in ("10-12-15", "10–12–15", "10 ~ 12 ~ 15", "10 到 12 到 15", "10 to 12 to 15"):
        (first, *_) = parse(Inputs, {"records.1.rate": typed}).records
        assert first.rate == Estimate(10, 12, 15)
    (first, *_) = parse(Inputs, {"records.1.rate": "1e-05"}).records  # as programs write small numbers
    assert first.rate == once(1e-05)
    (first, *_) = parse(Inputs, {"records.1.rate": "10-15"}).records
    assert first.rate == Estimate(10, 12.5, 15)


@pytest.mark.parametrize("typed", ["15-10", "a-b", "1-2-3-4", "-5", "10-", "2000000"])
def test_what_is_no_range_is_told(typed: str) -> None:
    with pytest.raises(ExceptionGroup):
        parse(Inputs, {"records.1.rate": typed})


# --- Laws -------------------------------------------------------------------------------------------------

rates = st.lists(st.floats(0, 500), min_size=3, max_size=3).map(lambda each: Estimate(*sorted(each)))
shares = st.floats(0, 1)
record = st.builds(
    Record,
    rate=st.none() | rates,
    rate_outside=st.none() | rates,
    minutes=st.none() | st.floats(0, 60),
    reconstructable=st.none() | shares,
    value=st.none() | st.floats(0, 1e4),
    captured=st.none() | st.integers(0, 500).map(float),
)
lengths = st.timedeltas(timedelta(0), timedelta(days=14))


@given(st.lists(record, max_size=5), lengths, shares, lengths)
def test_a_longer_window_never_costs_less(
    records: list[Record], window: timedelta, part: float, longer: timedelta
) -> None:
    one = work(records, window, window * part, capacity=30, load=0.5)
    other = work(records, window + longer, window * part + longer / 2, capacity=30, load=0.5)

    assert other.count.base >= one.count.base
    assert (other.hours is None) == (one.hours is None)
    assert (other.hours or 0) >= (one.hours or 0) - 1e-9
    assert (other.days or 0) >= (one.days or 0) - 1e-9


@given(st.lists(record, max_size=5), lengths, shares)
def test_counts_lie_in_their_intervals_and_add_up(
    records: list[Record], window: timedelta, part: float
) -> None:
    found = work(records, window, window * part)

    assert found.count.base == pytest.approx(sum(risk.count.base for risk in found.risks if risk.count))
    for risk in found.risks:
        if risk.count and risk.interval:
            assert 0 <= risk.interval[0] <= whole(risk.count.base) <= risk.interval[1]
        if risk.count and risk.unrecoverable is not None:
            assert 0 <= risk.unrecoverable <= risk.count.base
