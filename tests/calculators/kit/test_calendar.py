"""The working calendar: the shared vectors, a count minute by minute, and its text form."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators.kit import calendar, read
from calculators.kit.calendar import (
    CalendarError,
    Clock,
    SpecialDays,
    WorkingCalendar,
    intervals,
    working_time,
)
from calculators.kit.text import LANGUAGES, Language

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "calendar.json").read_text("utf-8"))["cases"]
MINUTE = timedelta(minutes=1)


def vector_clock(case: dict) -> Clock:
    changes = tuple((datetime.fromisoformat(at), read.offset(to)) for at, to in case.get("changes", []))
    return Clock(read.offset(case["offset"]), changes)


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["name"])
def test_vector(case: dict) -> None:
    start, end = datetime.fromisoformat(case["start"]), datetime.fromisoformat(case["end"])

    worked = working_time(start, end, calendar.parse(case["calendar"]), vector_clock(case))

    assert worked == case["minutes"] * MINUTE


def minute_by_minute(start: datetime, end: datetime, rules: WorkingCalendar, clock: Clock) -> timedelta:
    """The slow way: is the local reading in an interval of its own day, or of the one before?"""
    count, at = 0, start.astimezone(UTC)
    while at < end:
        local = at + clock.offset_at(at)
        for back in (0, 1):
            day = local.date() - timedelta(days=back)
            special = [rule for rule in rules.exceptions if rule.first <= day <= rule.last]
            weekday = special[-1].as_weekday if special else day.weekday()
            minute = local.hour * 60 + local.minute + back * 1440
            if weekday is not None and any(a <= minute < b for a, b in rules.weekly[weekday]):
                count += 1
                break
        at += MINUTE
    return count * MINUTE


BASE = datetime(2026, 3, 6, tzinfo=UTC)
offsets = st.integers(-12 * 4, 14 * 4).map(lambda quarters: timedelta(minutes=15 * quarters))
stretches = st.builds(lambda a, length: (a, a + length), st.integers(0, 1439), st.integers(1, 1439))
special = st.builds(
    lambda first, length, weekday: SpecialDays(
        date(2026, 3, 4) + timedelta(days=first), date(2026, 3, 4) + timedelta(days=first + length), weekday
    ),
    st.integers(0, 8),
    st.integers(0, 3),
    st.none() | st.integers(0, 6),
)
calendars = st.builds(
    lambda weekly, exceptions: WorkingCalendar(tuple(map(tuple, weekly)), tuple(exceptions)),
    st.lists(st.lists(stretches, max_size=3), min_size=7, max_size=7),
    st.lists(special, max_size=3),
)
clocks = st.builds(
    lambda offset, changes: Clock(
        offset, tuple((BASE + minutes * MINUTE, later) for minutes, later in sorted(changes))
    ),
    offsets,
    st.lists(st.tuples(st.integers(0, 5000), offsets), max_size=2, unique_by=lambda change: change[0]),
)
moments = st.integers(0, 5000).map(lambda minutes: BASE + minutes * MINUTE)


@settings(max_examples=60)
@given(calendars, clocks, moments, moments)
def test_equals_a_count_of_minutes(rules: WorkingCalendar, clock: Clock, a: datetime, b: datetime) -> None:
    start, end = min(a, b), max(a, b)

    assert working_time(start, end, rules, clock) == minute_by_minute(start, end, rules, clock)


@given(calendars, clocks, moments, moments, moments)
def test_adds_up_over_any_split(
    rules: WorkingCalendar, clock: Clock, a: datetime, b: datetime, c: datetime
) -> None:
    start, middle, end = sorted((a, b, c))
    parts = working_time(start, middle, rules, clock) + working_time(middle, end, rules, clock)

    assert parts == working_time(start, end, rules, clock)


@given(calendars, clocks, moments, moments)
def test_never_more_than_the_wall_clock(
    rules: WorkingCalendar, clock: Clock, a: datetime, b: datetime
) -> None:
    start, end = min(a, b), max(a, b)

    assert timedelta(0) <= working_time(start, end, rules, clock) <= end - start


@given(calendars, clocks, moments, moments)
def test_intervals_stand_apart_and_in_order(
    rules: WorkingCalendar, clock: Clock, a: datetime, b: datetime
) -> None:
    start, end = min(a, b), max(a, b)
    found = intervals(start, end, rules, clock)
    edges = [edge for pair in found for edge in pair]

    assert edges == sorted(set(edges))
    assert all(start <= edge <= end for edge in edges)


@given(calendars, moments, moments, offsets)
def test_the_zone_of_a_moment_does_not_matter(
    rules: WorkingCalendar, a: datetime, b: datetime, zone: timedelta
) -> None:
    start, end = min(a, b), max(a, b)
    clock = Clock(timedelta(hours=8))
    elsewhere = timezone(zone)

    assert working_time(start.astimezone(elsewhere), end, rules, clock) == working_time(
        start, end, rules, clock
    )


@pytest.mark.parametrize("language", LANGUAGES)
@given(rules=calendars)
def test_written_and_read_back(language: Language, rules: WorkingCalendar) -> None:
    assert calendar.parse(calendar.write(rules, language)) == rules


OFFICE = calendar.parse("Mon-Fri 09:00-12:00 13:00-18:00")


@pytest.mark.parametrize(
    "typed",
    [
        "周一至周五 09:00-12:00 13:00-18:00",
        "周一到周五：9:00-12:00、13:00-18:00",
        "周一~周五　０９：００－１２：００，１３：００－１８：００",
        "星期一至星期五 9:00至12:00 13:00至18:00",
        "Mon – Fri 9:00 – 12:00, 13:00 – 18:00",
        "monday to friday 09:00-12:00 13:00-18:00",
        "Mon, Tue, Wed, Thu, Fri 09:00-12:00 13:00-18:00",
        "周一、周二、周三、周四、周五 09:00-12:00 13:00-18:00",
        "Mon-Fri 09:00-12:00\n\nMon-Fri 13:00-18:00\n",
        "Mon-Fri 09:00-12:00 13:00-18:00\nSat-Sun off",
        "周一至周五 09:00-12:00 13:00-18:00\n周六、周日 休",
    ],
)
def test_ways_to_write_office_hours(typed: str) -> None:
    assert calendar.parse(typed) == OFFICE


def test_ways_to_write_special_days() -> None:
    chinese = "2026-10-01至2026-10-07 休\n2026年10月10日 按周五\n2026/2/14 按星期一\n2026-05-01放假"
    english = "2026-10-01 to 2026-10-07 off\n2026-10-10 as Fri\n2026-02-14 as Monday\n2026-05-01 holiday"

    assert calendar.parse(chinese) == calendar.parse(english)
    assert calendar.parse(chinese).exceptions == (
        SpecialDays(date(2026, 10, 1), date(2026, 10, 7), None),
        SpecialDays(date(2026, 10, 10), date(2026, 10, 10), 4),
        SpecialDays(date(2026, 2, 14), date(2026, 2, 14), 0),
        SpecialDays(date(2026, 5, 1), date(2026, 5, 1), None),
    )


def test_days_that_run_round_the_weekend() -> None:
    assert [bool(hours) for hours in calendar.parse("Sat-Mon 09:00-12:00").weekly] == [
        True, False, False, False, False, True, True,
    ]  # fmt: skip


def test_printed_in_its_usual_form() -> None:
    rules = calendar.parse(
        "mon-fri 9:00-12:00\nsat 22:00-6:00\n2026-10-1 to 2026-10-7 off\n2026-10-10 as friday"
    )

    assert calendar.write(rules, "zh").splitlines() == [
        "周一至周五 09:00-12:00",
        "周六 22:00-06:00",
        "2026-10-01至2026-10-07 休",
        "2026-10-10 按周五",
    ]
    assert calendar.write(rules, "en").splitlines() == [
        "Mon-Fri 09:00-12:00",
        "Sat 22:00-06:00",
        "2026-10-01 to 2026-10-07 off",
        "2026-10-10 as Fri",
    ]


@pytest.mark.parametrize(
    ("typed", "line", "reason"),
    [
        ("Mon-Fri 09:00-12:00\nfoo", 2, calendar.NO_RULE),
        ("Mon-Fri", 1, calendar.NO_HOURS),
        ("周一至周五 9点到12点", 1, calendar.NO_HOURS),
        ("Mon 09:00-25:00", 1, calendar.NO_HOURS),
        ("Mon 24:00-02:00", 1, calendar.NO_HOURS),
        ("Mon 24:01-25:00", 1, calendar.NO_HOURS),
        ("Mon 09:00-24:30", 1, calendar.NO_HOURS),
        ("Mon 09:60-10:00", 1, calendar.NO_HOURS),
        ("Mon 09:00-09:00", 1, calendar.NO_LENGTH),
        ("2026-02-30 off", 1, calendar.NO_DATE),
        ("2026-10-07 to 2026-10-01 off", 1, calendar.DATES_BACKWARDS),
        ("2026-10-07", 1, calendar.NO_RULE),
        ("2026-10-07 Fri", 1, calendar.NO_RULE),
        ("2026-10-07 as", 1, calendar.NO_RULE),
        ("\n\n周八 09:00-12:00", 3, calendar.NO_RULE),
        ("\n" * 200 + "Mon 09:00-12:00", 201, calendar.TOO_MANY),
    ],
)
def test_errors_name_the_line(typed: str, line: int, reason: object) -> None:
    with pytest.raises(CalendarError) as caught:
        calendar.parse(typed)

    assert (caught.value.line, caught.value.reason) == (line, reason)


RULE = [
    "周一",
    "至",
    "Fri",
    " ",
    "-",
    "\n",
    "09:00",
    "-12:00",
    "22:00-06:00",
    "2026-10-01",
    "休",
    "as",
    "off",
    "每天",
    "、",
]


@given(st.text(max_size=60) | st.lists(st.sampled_from(RULE), max_size=12).map("".join))
def test_any_text_is_read_or_refused_with_its_line(typed: str) -> None:
    lines = len(typed.splitlines())
    try:
        rules = calendar.parse(typed)
    except CalendarError as problem:
        line = problem.line
    else:
        line, lines = 1, 1
        assert calendar.parse(calendar.write(rules, "zh")) == rules
    assert 1 <= line <= lines
