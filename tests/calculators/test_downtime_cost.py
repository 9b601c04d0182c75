"""The downtime cost: golden values, an independent table, edges, the laws, and the words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.downtime_cost import (
    Department,
    Expense,
    Inputs,
    Penalty,
    Process,
    Responder,
    Stream,
    answer,
    business,
    calculate,
    contradictions,
    told,
    total,
)
from calculators.downtime_cost.course import LONGEST, clock, course, far_enough
from calculators.downtime_cost.sections import ONE_VALUE
from calculators.kit import schedule
from calculators.kit.calendar import intervals
from calculators.kit.errors import InputError
from calculators.kit.estimate import Estimate
from calculators.kit.fields import leaves, parse
from calculators.kit.text import LANGUAGES

HOUR = timedelta(hours=1)
ALWAYS = schedule.parse("daily 00:00-24:00")
exactly = Estimate.exactly


def at(words: str) -> datetime:
    return datetime.fromisoformat(words if words[-6] in "+-" else words + "+08:00")


def quick(**changed: object) -> Inputs:
    """One million of margin an hour stops, nobody waits: 1,984 h of 1 each, so that sums show."""
    plain = {
        "revenue": exactly(1_984_000),
        "margin": exactly(0.5),
        "stopped": exactly(1),
        "people": exactly(0),
        "start": at("2026-03-12T09:00"),
    }
    return Inputs(**{**plain, **changed})  # type: ignore[arg-type]


def full(**changed: object) -> Inputs:
    """The full form with nothing in it but what is told; a working hour has 1,000 of revenue."""
    empty: dict[str, object] = dict.fromkeys(
        ("processes", "streams", "departments", "team", "penalties", "expenses"), ()
    )
    nothing = dict.fromkeys(("reentry", "reentry_rate", "reentry_cost"))
    return replace(quick(mode="full"), **{**empty, **nothing, **changed})


STREAM = Stream(share=exactly(1), margin=exactly(0.5))


# --- Golden values ----------------------------------------------------------------------------------------


def test_revenue_per_hour() -> None:
    """formulas.md, section 2.1: 120,000,000 ÷ 1,984 h; ÷ 8,760 would give 13,698.63."""
    assert round(calculate(Inputs()).revenue_per_hour, 2) == 60_483.87
    around = replace(Inputs(), calendar=ALWAYS, days=365.0)
    assert round(calculate(around).revenue_per_hour, 2) == 13_698.63


def test_hourly_pay() -> None:
    """formulas.md, section 2.3: 10,000 a month → 57.47 an hour."""
    inputs = quick(people=exactly(1), pay=exactly(10_000), load=exactly(1))
    assert round(calculate(inputs).idle_rate, 2) == 57.47
    assert calculate(replace(inputs, pay=exactly(57), pay_is="hour")).idle_rate == 57


@pytest.mark.parametrize(("role", "engaged"), [("lead", 100), ("scribe", 75), ("liaison", 75), ("other", 50)])
def test_engagement_by_role(role: str, engaged: float) -> None:
    """formulas.md, section 2.4, from Netflix Dispatch."""
    assert total(full(team=(Responder(role=role, cost=exactly(100)),)), 1).base.response == engaged


# --- An independent table -----------------------------------------------------------------------------------
# Each row was worked out by hand from the formulas, with the arithmetic beside it. The company: 1,984,000 of
# revenue in 248 × 8 h, so 1,000 in a working hour; Monday to Friday 09-12 and 13-18.

TABLE = [
    # Lost margin: hour × share × margin × impact × (1 − comes back) × peak × working hours
    ("Thu 09-17: 7 h × 1,000 × 50 %", quick(), 8, 3_500),
    ("Thu 09-12: 3 h × 500", quick(), 3, 1_500),
    ("Thu 09-13: the noon break adds nothing", quick(), 4, 1_500),
    ("half of it stopped: 7 h × 500 × 50 %", quick(stopped=exactly(0.5)), 8, 1_750),
    ("month end, twice as much", quick(peak=2.0), 8, 7_000),
    ("Fri 17:00 + 64 h, to Mon 09:00: 1 h × 500", quick(start=at("2026-03-13T17:00")), 64, 500),
    ("the same, one hour on: 2 h × 500", quick(start=at("2026-03-13T17:00")), 65, 1_000),
    ("Sunday, nobody works", quick(start=at("2026-03-15T09:00")), 8, 0),
    (
        # Six days of 8 h: 992,000 ÷ (248 × 8) = 500 an hour; × 50 % × 7 h
        "Sunday is worked",
        quick(
            start=at("2026-03-15T09:00"),
            calendar=schedule.parse("Sun-Fri 09:00-12:00 13:00-18:00"),
            revenue=exactly(992_000),
        ),
        8,
        1_750,
    ),
    ("over midnight: Thu 17-18, Fri 09-10", quick(start=at("2026-03-12T17:00")), 17, 1_000),
    # Leap day: Tue 29 Feb 2028 09-18 = 8 h, Wed 1 Mar 09-10 = 1 h
    ("leap day: 9 h × 500", quick(start=at("2028-02-29T09:00")), 25, 4_500),
    # Night shift of 8 h, five days: Thu 22-24 and Fri 00-06 = 8 h × 500
    (
        "night shift, 20:00 + 12 h",
        quick(start=at("2026-03-12T20:00"), calendar=schedule.parse("Mon-Fri 22:00-06:00")),
        12,
        4_000,
    ),
    # Idle time: 10 people × 17,400 ÷ 174 = 1,000 an hour × 1.3 × 7 h, and 3,500 of margin
    ("people wait", quick(people=exactly(10), pay=exactly(17_400)), 8, 12_600),
    # Streams add: 600 × 40 % + 400 × 20 % × (1 − 50 %) = 280; × 7
    (
        "two streams, of one half comes back",
        full(
            streams=(
                Stream(share=exactly(0.6), margin=exactly(0.4)),
                Stream(share=exactly(0.4), margin=exactly(0.2), recapture=exactly(0.5)),
            )
        ),
        8,
        1_960,
    ),
    # Two processes in series: the worse of 20 % and 60 %, not 80 % nor 40 %: 500 × 60 % × 7
    (
        "the worst of two processes",
        full(
            processes=(
                Process(name="a", impact=exactly(0.2)),
                Process(name="b", impact=exactly(0.6)),
            ),
            streams=(replace(STREAM, through="a, b"),),
        ),
        8,
        2_100,
    ),
    # 20 % for 4 h on the clock (09-12: 3 h), then 100 % (13-17: 4 h): 500 × (0.6 + 4)
    (
        "impact that grows after 4 h",
        full(
            processes=(
                Process(name="a", impact=exactly(0.2), later=4 * HOUR, later_impact=exactly(1)),
            ),
            streams=(replace(STREAM, through="a"),),
        ),
        8,
        2_300,
    ),
    # 40 × 8,700 ÷ 174 × 1.3 × 50 % = 1,300 an hour; × 7
    (
        "a department that waits half the time",
        full(departments=(Department(people=exactly(40), pay=exactly(8_700), idle=exactly(0.5)),)),
        8,
        9_100,
    ),
    # lead 200 × 1 + scribe 100 × 0.75 + 4 others × 50 × 0.5 = 375; the night counts: × 16 h
    (
        "the team, on the clock",
        full(
            team=(
                Responder(role="lead", cost=exactly(200)),
                Responder(role="scribe", cost=exactly(100)),
                Responder(role="other", people=exactly(4), cost=exactly(50)),
            )
        ),
        16,
        6_000,
    ),
    # 24 h in full and 24 more at a third: 100 × (24 + 8); 25 h is 100 × 24 1/3 and not less than 24 h
    ("the team, two days", full(team=(Responder(role="lead", cost=exactly(100)),)), 48, 3_200),
    ("the team, 27 h", full(team=(Responder(role="lead", cost=exactly(100)),)), 27, 2_500),
    ("within the grace", full(penalties=(Penalty(grace=4 * HOUR, fixed=exactly(500)),)), 4, 0),
    # 500 + 100 × ⌈(8.5 − 4) ÷ 2⌉ = 500 + 100 × 3
    (
        "a penalty in steps of 2 h",
        full(
            penalties=(Penalty(grace=4 * HOUR, fixed=exactly(500), rate=exactly(100), unit=2 * HOUR),)
        ),
        8.5,
        800,
    ),
    # 100 × ⌈20 ÷ 1⌉ = 2,000, capped
    (
        "a penalty at its cap",
        full(penalties=(Penalty(grace=4 * HOUR, rate=exactly(100), unit=HOUR, cap=1_500.0),)),
        24,
        1_500,
    ),
    ("a call-out, once", full(expenses=(Expense(amount=exactly(6_000)),)), 8, 6_000),
    # (19.2 + 0.4 × 7) h × 100 × 1.5
    (
        "catch-up",
        full(reentry=exactly(19.2), reentry_rate=exactly(0.4), reentry_cost=exactly(100)),
        8,
        3_300,
    ),
    # as before on a public holiday, × 3, and 5 h of it: 22 × 100 × 3
    (
        "catch-up on a public holiday",
        full(reentry=exactly(19.2), reentry_rate=exactly(0.4), reentry_cost=exactly(100), overtime=3.0),
        8,
        6_600,
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("inputs", "hours", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_by_hand(inputs: Inputs, hours: float, expected: float) -> None:
    assert total(inputs, hours).base.total == pytest.approx(expected, abs=1e-6)


def test_the_table_has_twenty_rows_and_more() -> None:
    assert len({row[0] for row in TABLE}) >= 20


def test_the_worked_example() -> None:
    """By hand: 60,483.871 × 0.3 × 0.6 × 7 = 76,209.677; 80 × 57.4713 × 1.3 × 7 = 41,839.080."""
    result = calculate(Inputs())

    assert result.own.cost.base.cash == pytest.approx(76_209.677, abs=0.001)
    assert result.own.cost.base.idle == pytest.approx(41_839.080, abs=0.001)
    # Low: 25 % and 50 %; high: 35 % and 80 %
    assert result.own.cost.low.margin == pytest.approx(60_483.871 * 0.125 * 7, abs=0.01)
    assert result.own.cost.high.margin == pytest.approx(60_483.871 * 0.28 * 7, abs=0.01)


def test_a_change_of_clocks() -> None:
    """New York, 2026-03-08: from Saturday 22:00 EST, 12 h later it is 11:00 EDT. Sunday 09-11 is 2 h."""
    inputs = quick(
        start=at("2026-03-07T22:00-05:00"),
        clock_change=at("2026-03-08T03:00-04:00"),
        calendar=schedule.parse("daily 09:00-17:00"),
    )
    assert total(inputs, 12).base.margin == 2 * 500
    assert total(replace(inputs, clock_change=None), 12).base.margin == 1 * 500
    passed = replace(inputs, tolerable=499.0)
    said = answer(passed, calculate(passed)).sentence
    assert "Sun 8 Mar 2026, 10:00 (11 h)" in said.en


# --- Quick and full ---------------------------------------------------------------------------------------


def in_full(inputs: Inputs) -> Inputs:
    """The facts of the quick form as rows."""
    return replace(
        full(
            **{name: getattr(inputs, name) for name in ("start", "revenue", "calendar", "days", "peak")},
            down=inputs.down,
            pay_is=inputs.pay_is,
            tolerable=inputs.tolerable,
        ),
        processes=(Process(name="all", impact=inputs.stopped),),
        streams=(Stream(share=exactly(1), margin=inputs.margin, through="all"),),
        departments=(Department(people=inputs.people, pay=inputs.pay, load=inputs.load, idle=exactly(1)),),
    )


shares = st.lists(st.floats(0, 1), min_size=3, max_size=3).map(lambda parts: Estimate(*sorted(parts)))
amounts = st.lists(st.floats(0, 1e9), min_size=3, max_size=3).map(lambda parts: Estimate(*sorted(parts)))
few = st.lists(st.integers(0, 500), min_size=3, max_size=3).map(lambda parts: Estimate(*sorted(parts)))
hours_down = st.integers(0, 100 * 60).map(lambda minutes: minutes / 60)
starts = st.integers(0, 14 * 24 * 60).map(lambda minutes: at("2026-03-02T00:00") + timedelta(minutes=minutes))
calendars = st.sampled_from(
    [
        schedule.parse(rules)
        for rules in (
            "Mon-Fri 09:00-12:00 13:00-18:00",
            "Mon-Sat 08:00-20:00",
            "Mon-Fri 22:00-06:00",
            "daily 00:00-24:00",
            "Mon-Fri 09:00-18:00\n2026-03-05 off\n2026-03-07 as Fri",
        )
    ]
)
quick_forms = st.builds(
    quick,
    start=starts,
    down=hours_down.map(lambda hours: hours * HOUR),
    revenue=amounts,
    margin=shares,
    stopped=shares,
    people=few,
    pay=amounts.map(lambda value: value * 1e-4),
    calendar=calendars,
    peak=st.sampled_from([0.0, 1.0, 2.5]),
    tolerable=st.none() | st.floats(0, 1e9),
)


@given(quick_forms)
def test_the_full_form_gives_the_answer_of_the_quick_one(inputs: Inputs) -> None:
    one, other = calculate(inputs), calculate(in_full(inputs))

    assert one.points == other.points
    assert one.own == other.own
    assert one.passing == other.passing
    assert one.curve == other.curve


# --- The laws ---------------------------------------------------------------------------------------------

durations = st.integers(1, 60 * 60).map(lambda minutes: timedelta(minutes=minutes))


@st.composite
def processes(draw: st.DrawFn) -> tuple[Process, ...]:
    found = []
    for name in "abc"[: draw(st.integers(0, 3))]:
        later = draw(st.none() | durations)
        last = draw(st.none() | durations) if later else None
        found.append(
            Process(
                name=name,
                impact=draw(shares),
                later=later,
                later_impact=later and draw(shares),
                last=last and later and last + later,
                last_impact=last and draw(shares),
            )
        )
    return tuple(found)


@st.composite
def full_forms(draw: st.DrawFn) -> Inputs:
    known = draw(processes())
    names = [str(process.name) for process in known]
    return full(
        start=draw(starts),
        down=draw(hours_down) * HOUR,
        revenue=draw(amounts),
        calendar=draw(calendars),
        processes=known,
        streams=tuple(
            Stream(
                share=exactly(1 / 3),
                margin=draw(shares),
                recapture=draw(shares),
                through=", ".join(draw(st.sets(st.sampled_from(names)))) if names else None,
            )
            for _ in range(draw(st.integers(0, 3)))
        ),
        departments=tuple(
            Department(people=draw(few), pay=exactly(9_000), idle=draw(shares))
            for _ in range(draw(st.integers(0, 2)))
        ),
        team=tuple(Responder(role="lead", people=draw(few), cost=exactly(100)) for _ in range(1)),
        penalties=tuple(
            Penalty(
                grace=draw(durations),
                fixed=exactly(draw(st.integers(0, 1_000))),
                rate=exactly(draw(st.integers(0, 1_000))),
                unit=draw(durations),
                cap=draw(st.none() | st.integers(0, 5_000).map(float)),
            )
            for _ in range(draw(st.integers(0, 2)))
        ),
        expenses=(Expense(amount=exactly(draw(st.integers(0, 1_000)))),),
        reentry=draw(st.none() | few),
        reentry_rate=draw(st.none() | shares),
        reentry_cost=exactly(60),
        tolerable=draw(st.none() | st.floats(0, 1e7)),
    )


def minute_by_minute(inputs: Inputs, minutes: int) -> float:
    """The total at its usual values, by brute force: each minute asks the calendar and the rows."""
    start = inputs.start.astimezone(UTC)
    worked = intervals(start, start + timedelta(minutes=minutes), inputs.calendar, clock(inputs))
    week = intervals(at("2024-01-01T00:00"), at("2024-01-08T00:00"), inputs.calendar, clock(inputs))
    a_week = sum((end - begin for begin, end in week), timedelta(0)) / HOUR
    days = sum(bool(hours) for hours in inputs.calendar.weekly)
    revenue = inputs.revenue.base / (inputs.days * a_week / days)
    named = {process.name: process for process in inputs.processes}
    lost = 0.0
    for minute in range(minutes):
        moment = start + timedelta(minutes=minute)
        since = timedelta(minutes=minute)
        response = sum(row.people.base * row.cost.base * row.engaged.base for row in inputs.team)
        lost += response / 60 * (1 if since < 24 * HOUR else 1 / 3)
        if not any(begin <= moment < end for begin, end in worked):
            continue
        for stream in inputs.streams:
            stopped = [
                _stopped(named[name], since) for name in filter(None, str(stream.through or "").split(", "))
            ]
            lost += (
                revenue / 60 * stream.share.base * stream.margin.base * (1 - stream.recapture.base)
                * max(stopped, default=1) * inputs.peak
            )  # fmt: skip
        for row in inputs.departments:
            lost += row.people.base * row.pay.base / 21.75 / 8 / 60 * row.load.base * row.idle.base
        if inputs.reentry_rate:
            lost += inputs.reentry_rate.base / 60 * 60 * inputs.overtime
    for penalty in inputs.penalties:
        late = timedelta(minutes=minutes) - penalty.grace
        if late > timedelta(0):
            due = penalty.fixed.base + penalty.rate.base * ceil(late / penalty.unit)
            lost += due if penalty.cap is None else min(due, penalty.cap)
    if inputs.reentry:
        lost += inputs.reentry.base * 60 * inputs.overtime
    return lost + sum(row.amount.base for row in inputs.expenses)


def _stopped(process: Process, since: timedelta) -> float:
    stopped = process.impact.base
    for after, then in ((process.later, process.later_impact), (process.last, process.last_impact)):
        if after is not None and then is not None and since >= after:
            stopped = then.base
    return stopped


@given(full_forms(), st.integers(0, 40 * 60))
def test_pieces_add_up_to_what_every_minute_says(inputs: Inputs, minutes: int) -> None:
    found = total(inputs, minutes / 60).base.total

    assert found == pytest.approx(minute_by_minute(inputs, minutes), rel=1e-6, abs=1e-3)


@given(full_forms(), hours_down, hours_down)
def test_a_longer_outage_never_costs_less(inputs: Inputs, one: float, other: float) -> None:
    short, long = (total(inputs, hours) for hours in sorted((one, other)))

    for before, after in zip(short.total, long.total, strict=True):
        assert before <= after * (1 + 1e-12) + 1e-6


@given(full_forms(), hours_down, st.floats(1, 2))
def test_more_impact_or_people_never_cost_less(inputs: Inputs, hours: float, factor: float) -> None:
    more = replace(
        inputs,
        processes=tuple(
            replace(row, impact=Estimate(*(min(1, part * factor) for part in row.impact)))
            for row in inputs.processes
        ),
        departments=tuple(replace(row, people=row.people * factor) for row in inputs.departments),
        team=tuple(replace(row, people=row.people * factor) for row in inputs.team),
    )
    before, after = total(inputs, hours).total, total(more, hours).total

    assert all(one <= other * (1 + 1e-12) + 1e-6 for one, other in zip(before, after, strict=True))


@given(full_forms(), hours_down)
def test_low_base_high_are_in_order(inputs: Inputs, hours: float) -> None:
    low, base, high = total(inputs, hours).total

    assert low <= base * (1 + 1e-12) + 1e-6
    assert base <= high * (1 + 1e-12) + 1e-6


@given(full_forms(), hours_down)
def test_a_penalty_never_exceeds_its_cap(inputs: Inputs, hours: float) -> None:
    capped = replace(inputs, penalties=tuple(replace(row, cap=700.0) for row in inputs.penalties))

    assert total(capped, hours).high.penalties <= 700 * len(capped.penalties)


@given(full_forms(), st.lists(hours_down, min_size=2, max_size=4).map(sorted))
def test_the_integral_of_one_outage_adds_over_any_split(inputs: Inputs, cuts: list[float]) -> None:
    def hourly(hours: float) -> float:
        cost = total(inputs, hours).base
        return cost.margin + cost.idle + cost.response

    parts = [hourly(after) - hourly(before) for before, after in pairwise(cuts)]
    run = course(inputs, far_enough(cuts[-1]))
    inside = sum(rate * worked for rate, worked in run.cases[1].stretches(cuts[-1], run.calendar))

    assert sum(parts) == pytest.approx(hourly(cuts[-1]) - hourly(cuts[0]), rel=1e-9, abs=1e-6)
    assert inside == pytest.approx(total(inputs, cuts[-1]).base.margin, rel=1e-9, abs=1e-6)


def test_the_whole_total_does_not_split() -> None:
    """Grace and once-only costs: two outages of 4 h are not one of 8 h."""
    inputs = full(
        expenses=(Expense(amount=exactly(100)),),
        penalties=(Penalty(grace=4 * HOUR, fixed=exactly(1_000)),),
    )
    assert (total(inputs, 4).base.total * 2, total(inputs, 8).base.total) == (200, 1_100)


@given(full_forms())
def test_the_tolerable_loss_is_passed_in_the_first_such_minute(inputs: Inputs) -> None:
    passing = calculate(inputs).passing

    assert (passing is None) == (inputs.tolerable is None)
    if passing is None:
        return
    if passing.at is None:
        assert total(inputs, LONGEST / HOUR).base.total <= passing.limit
        return
    assert total(inputs, passing.at / 60).base.total > passing.limit
    assert not passing.at or total(inputs, (passing.at - 1) / 60).base.total <= passing.limit
    assert passing.earliest is not None
    assert passing.earliest <= passing.at


@pytest.mark.parametrize(
    ("limit", "minute"),
    [
        # 500 an hour of margin from 09:00, exactly 250 after half an hour: passed a minute later
        (250, 31), (0, 1), (1_500, 4 * 60 + 1), (1_499.999, 180),
    ],
)  # fmt: skip
def test_strictly_more_than_tolerable(limit: float, minute: int) -> None:
    passing = calculate(quick(tolerable=float(limit))).passing
    assert passing is not None
    assert passing.at == minute


def test_a_penalty_passes_it_in_the_minute_after_the_grace() -> None:
    inputs = full(penalties=(Penalty(grace=4 * HOUR, fixed=exactly(1_000)),), tolerable=999.0)
    passing = calculate(inputs).passing
    assert passing is not None
    assert passing.at == 4 * 60 + 1


@given(quick_forms | full_forms())
def test_each_swing_is_the_total_with_one_input_a_fifth_off(inputs: Inputs) -> None:
    """The inputs that stand once, computed again from scratch."""
    result = calculate(inputs)
    hours = inputs.down / HOUR
    by_name = {swing.name.en: swing for swing in result.swings}
    for label, changed in {
        "Annual revenue": lambda factor: total(replace(inputs, revenue=inputs.revenue * factor), hours),
        "Hours down": lambda factor: total(inputs, hours * factor),
        "Gross margin": lambda factor: total(
            replace(inputs, margin=Estimate.exactly(min(1, inputs.margin.base * factor))), hours
        ),
        "Share of business stopped": lambda factor: total(
            replace(inputs, stopped=Estimate.exactly(min(1, inputs.stopped.base * factor))), hours
        ),
        "People idle": lambda factor: total(replace(inputs, people=inputs.people * factor), hours),
    }.items():
        if swing := by_name.get(label):
            ends = (changed(0.8).base.total, changed(1.2).base.total)
            assert (swing.lower, swing.higher) == pytest.approx(ends, rel=1e-9, abs=1e-6)
    widths = [abs(swing.higher - swing.lower) for swing in result.swings]
    assert widths == sorted(widths, reverse=True)


def test_swings_of_rows() -> None:
    """By hand: the worse process at 50 % of 500 an hour for 7 h is 1,750; a fifth of it is 350.

    The other one, at 45 %, becomes the worst when it rises to 54 %: 4 % of 500 × 7 = 140 more, nothing less.
    """
    inputs = full(
        down=8 * HOUR,
        processes=(Process(name="a", impact=exactly(0.5)), Process(name="b", impact=exactly(0.45))),
        streams=(replace(STREAM, name="shop", through="a，b"),),
    )
    found = {swing.name.en: (swing.lower, swing.higher) for swing in calculate(inputs).swings}

    # a at 40 % leaves b at 45 %
    assert found["a: Stopped at once"] == pytest.approx((1_575, 2_100))
    assert found["b: Stopped at once"] == pytest.approx((1_750, 1_890))
    assert found["shop: Gross margin"] == pytest.approx((1_400, 2_100))


# --- Edges ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "inputs",
    [
        full(),
        full(down=timedelta(0)),
        quick(revenue=exactly(0)),
        quick(margin=exactly(0), people=exactly(0)),
        quick(down=LONGEST - HOUR),
        quick(revenue=exactly(1e12), people=exactly(1e6), pay=exactly(1e12), tolerable=1e12),
        quick(days=1.0, peak=100.0),
        quick(tolerable=0.0),
        quick(calendar=schedule.parse("Mon 09:00-09:01"), start=at("2026-03-10T09:00")),
        full(expenses=(Expense(amount=exactly(10)),), tolerable=9.0),
        full(penalties=(Penalty(grace=timedelta(0), rate=exactly(1), unit=timedelta(minutes=1)),) * 50),
        quick(start=at("2099-12-31T23:00"), down=48 * HOUR),
    ],
    ids=str,
)
def test_edges_have_an_answer(inputs: Inputs, language: str) -> None:
    result = calculate(inputs)
    shown = answer(inputs, result)

    assert result.own.cost.base.total >= 0
    assert shown.sentence[language]  # type: ignore[index]
    assert shown.drawing is not None
    drawn = [shown.drawing, *(section.drawing for section in shown.sections if section.drawing)]
    assert all(len(each.draw(language, "edge")) < 40_000 for each in drawn)  # type: ignore[arg-type]
    assert not re.search("nan|inf", str(drawn[0].draw(language, "edge")))  # type: ignore[arg-type]


def test_nothing_down_costs_only_what_comes_once() -> None:
    inputs = full(expenses=(Expense(amount=exactly(10)),), streams=(STREAM,))
    assert total(inputs, 0).base.total == 10
    assert total(full(), 8).total == exactly(0)


# --- Contradictions ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inputs", "message", "fields"),
    [
        (full(reentry=exactly(1)), contradictions.NO_COST, ("reentry_cost",)),
        (full(streams=(STREAM, STREAM)), business.OVER_ALL, ("streams",)),
        (
            full(streams=(replace(STREAM, through="orders"),)),
            business.NO_PROCESS,
            ("streams", "processes"),
        ),
        (full(processes=(Process(name="A"), Process(name="a"))), business.TWO_ALIKE, ("processes",)),
        (
            quick(clock_change=at("2026-03-12T08:00+09:00")),
            contradictions.CHANGE_OUTSIDE,
            ("clock_change",),
        ),
        (
            quick(clock_change=at("2026-03-13T08:00")),
            contradictions.CHANGE_WITHOUT,
            ("clock_change", "clock_change.offset"),
        ),
    ],
)
def test_contradictions_name_their_fields(inputs: Inputs, message: object, fields: tuple[str, ...]) -> None:
    with pytest.raises(InputError) as caught:
        calculate(inputs)

    assert caught.value.fields == fields
    assert caught.value.message.zh[:4] == message.zh.split("{")[0][:4]  # type: ignore[attr-defined]
    assert "{" not in caught.value.message.zh + caught.value.message.en


@pytest.mark.parametrize(
    ("cells", "named"),
    [
        ({"impact": "50%", "later": "4 h"}, "later_impact"),
        ({"impact": "50%", "last_impact": "80%"}, "last"),
        (
            {"impact": "50%", "later": "4 h", "later_impact": "60%", "last": "4 h", "last_impact": "1%"},
            "last",
        ),
    ],
)
def test_a_process_that_contradicts_itself(cells: dict[str, str], named: str) -> None:
    values = {
        "mode": "full",
        "processes": "x",
        **{f"processes.x.{key}": typed for key, typed in cells.items()},
    }
    with pytest.raises(ExceptionGroup) as caught:
        parse(Inputs, values)

    assert f"processes.x.{named}" in leaves(caught.value)[0].fields


def test_the_example_of_the_full_form_links_in_both_languages() -> None:
    """Its processes have two names, and a reader may write either."""
    typed = {"mode": "full", "streams.1.through": "Shipping、接单"}
    assert calculate(parse(Inputs, typed)).own == calculate(parse(Inputs, {"mode": "full"})).own


# --- Currency and ranges ----------------------------------------------------------------------------------


def test_all_amounts_follow_the_currency() -> None:
    typed = {
        "currency": "eur",
        "revenue": "€120 million",
        "pay": "3,000–4,000 EUR",
        "tolerable": "€100,000",
        "mode": "full",
        "team": "x",
        "team.x.role": "lead",
        "team.x.people": "1",
        "team.x.cost": "€50",
    }
    inputs = parse(Inputs, typed)
    shown = answer(inputs, calculate(inputs))

    assert (inputs.currency, inputs.revenue.base, inputs.tolerable) == ("EUR", 120e6, 100_000)
    assert inputs.team[0].cost.base == 50
    assert shown.number.en.startswith("€")
    assert "¥" not in str(shown)


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"currency": "USD", "revenue": "€5"}, ("revenue",)),
        ({"currency": "euros and yen"}, ("currency",)),
        ({"currency": "E1"}, ("currency",)),
        ({"mode": "full", "currency": "USD", "team": "x", "team.x.cost": "€50", "team.x.role": "lead",
          "team.x.people": "1"}, ("team.x.cost",)),
    ],
)  # fmt: skip
def test_another_currency_is_refused(typed: dict[str, str], fields: tuple[str, ...]) -> None:
    with pytest.raises(ExceptionGroup) as caught:
        parse(Inputs, typed)

    assert [problem.fields for problem in leaves(caught.value)] == [fields]


def test_a_row_is_read_again_when_the_currency_changes() -> None:
    row = {"mode": "full", "expenses": "x", "expenses.x.amount": "€50"}
    assert parse(Inputs, {**row, "currency": "EUR"}).expenses[0].amount.base == 50
    with pytest.raises(ExceptionGroup):
        parse(Inputs, {**row, "currency": "CNY"})


def test_any_code_will_do() -> None:
    inputs = parse(Inputs, {"currency": "sek", "revenue": "5 SEK"})
    assert answer(inputs, calculate(inputs)).number.en.startswith("SEK")


def test_one_value_is_said_to_be_one() -> None:
    one = quick()
    assert ONE_VALUE.en in answer(one, calculate(one)).sections[0].words.en  # type: ignore[union-attr]
    assert ONE_VALUE.en not in answer(Inputs(), calculate(Inputs())).sections[0].words.en  # type: ignore[union-attr]


# --- Warnings ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inputs", "warning", "warned"),
    [
        (Inputs(days=365.0), told.WIDER_YEAR, True),
        (Inputs(), told.WIDER_YEAR, False),
        (Inputs(days=365.0, calendar=ALWAYS), told.WIDER_YEAR, False),
        (Inputs(days=365.0, calendar=ALWAYS), told.ALL_HOURS, True),
        (Inputs(), told.ALL_HOURS, False),
        (Inputs(calendar=ALWAYS), told.NARROWER_YEAR, True),
        (Inputs(), told.NARROWER_YEAR, False),
        (Inputs(margin=exactly(1)), told.NOT_REVENUE, True),
        (Inputs(), told.NOT_REVENUE, False),
        (full(streams=(replace(STREAM, margin=exactly(0.95)),)), told.NOT_REVENUE, True),
        (Inputs(), told.NOT_TWICE, True),
        (quick(), told.NOT_TWICE, False),
        (Inputs(), told.NO_RECAPTURE, True),
        (full(streams=(replace(STREAM, recapture=exactly(0.5)),)), told.NO_RECAPTURE, False),
        (Inputs(), told.NO_BACKLOG, True),
        (full(reentry=exactly(1), reentry_cost=exactly(1)), told.NO_BACKLOG, False),
        (Inputs(), told.NOT_LINEAR, True),
        (quick(calendar=ALWAYS, days=365.0), told.NOT_LINEAR, False),
        (Inputs(), told.NOT_AVERAGES, True),
        (quick(start=at("2026-03-15T09:00")), told.NO_WORK, True),
        (Inputs(), told.NO_WORK, False),
    ],
)
def test_warnings(inputs: Inputs, warning: object, warned: bool) -> None:
    said = [note.words.zh for note in answer(inputs, calculate(inputs)).notes]
    begin = re.split(r"\{|。|：", warning.zh)[0]  # type: ignore[attr-defined]
    rest = warning.zh.rpartition("}")[2]  # type: ignore[attr-defined]

    assert any(words.startswith(begin) and words.endswith(rest) for words in said) == warned


def test_constants_are_told_with_their_source() -> None:
    inputs = Inputs(mode="full", days=300.0)
    rows = answer(inputs, calculate(inputs)).sections[-1].rows
    said = {row[0].en: row[2].en for row in rows}

    assert "Working days in a year" not in said
    assert said["Departments that wait: Cost of one as a multiple of pay"].endswith("1.25–1.4 (Servnet)")
    assert said["Overtime factor"] == "China, Labour Law, article 44, a working day"
    assert said["Paid hours in a month"] == "China, Ministry of Human Resources, notice no. 2 of 2025"
    assert said["Engagement of the team"] == "Netflix Dispatch"
    assert said["Hours a day of the team, after 24 h"] == "this project’s own proposal"
    assert len(said) == 5
    assert "Working days in a year" in {
        row[0].en for row in answer(Inputs(), calculate(Inputs())).sections[-1].rows
    }


def test_idle_time_is_never_cash() -> None:
    inputs = quick(people=exactly(10))
    cost = calculate(inputs).own.cost.base
    assert cost.cash == cost.margin
    assert cost.total == cost.cash + cost.idle


def test_chinese_stands_apart_from_numbers_but_not_from_full_width_marks() -> None:
    for inputs in (Inputs(), Inputs(mode="full", tolerable=1e5), quick(tolerable=0.0), full(tolerable=1.0)):
        shown = answer(inputs, calculate(inputs))
        for said in (shown.sentence.zh, shown.label.zh, *(note.words.zh for note in shown.notes)):
            assert not re.search(
                r"[\u4e00-\u9fff][0-9]|[0-9][\u4e00-\u9fff]| [（），。：；]|[（），。：；] ", said
            )
