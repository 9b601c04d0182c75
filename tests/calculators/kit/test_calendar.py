"""The working calendar: the shared vectors, and a count minute by minute."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators.kit import read, schedule
from calculators.kit.calendar import (
    Clock,
    SpecialDays,
    WorkingCalendar,
    intervals,
    worked_by,
    working_time,
)

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "calendar.json").read_text("utf-8"))["cases"]
MINUTE = timedelta(minutes=1)


def vector_clock(case: dict) -> Clock:
    changes = tuple((datetime.fromisoformat(at), read.offset(to)) for at, to in case.get("changes", []))
    return Clock(read.offset(case["offset"]), changes)


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["name"])
def test_vector(case: dict) -> None:
    start, end = datetime.fromisoformat(case["start"]), datetime.fromisoformat(case["end"])

    worked = working_time(start, end, schedule.parse(case["calendar"]), vector_clock(case))

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


LATEST = BASE + timedelta(days=60)


@given(calendars, clocks, moments, st.integers(0, 5_000))
def test_so_much_is_worked_by_then_and_not_a_minute_before(
    rules: WorkingCalendar, clock: Clock, start: datetime, minutes: int
) -> None:
    """It turns working time round; without it by the latest moment, less was worked until then."""
    work = minutes * MINUTE
    by = worked_by(start, work, rules, clock, LATEST)

    if by is None:
        assert working_time(start, LATEST, rules, clock) < work
    else:
        assert start <= by <= LATEST
        assert working_time(start, by, rules, clock) == work
        assert not minutes or working_time(start, by - MINUTE, rules, clock) == work - MINUTE


def test_work_that_ends_at_closing_is_done_at_closing() -> None:
    """By hand: 9 h from 08:00 on 08–17 end at 17:00, not when business opens again."""
    office = schedule.parse("Mon-Fri 08:00-17:00")
    start, clock = datetime(2026, 3, 12, 8, tzinfo=UTC), Clock(timedelta(0))

    assert worked_by(start, timedelta(hours=9), office, clock, LATEST) == datetime(
        2026, 3, 12, 17, tzinfo=UTC
    )
    assert worked_by(start, timedelta(0), office, clock, start) == start
    assert worked_by(start, MINUTE, office, clock, start) is None
