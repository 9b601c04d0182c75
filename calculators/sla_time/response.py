"""Promises in business hours: when a response is due, how much of the week is covered, the worst wait.

    due        = the first moment by which the promised business hours have run since the call
    coverage   = business hours of a week ÷ 168 h
    worst wait = max over every moment of call of due − call                     [time on the wall clock]

The worst call comes just as business closes. A call later in the same gap waits less for the same response.
One in business hours waits through some gaps; a call at the closing before the first of these waits through
them too, for as many business hours. Each whole week of promised business hours adds a week.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import accumulate, pairwise

from calculators.kit.calendar import Clock, WorkingCalendar, intervals, worked_by, working_time
from calculators.kit.errors import InputError
from calculators.kit.fields import EARLIEST, LATEST
from calculators.kit.text import Text
from calculators.sla_time.period import BASE, WEEK, clock_with, weekly

type Stretch = tuple[datetime, datetime]

FAR = timedelta(days=3_653)
_LEVEL = Clock(timedelta(0))  # a typical week is read on its own clock

NEVER = Text(
    "照这些业务时间，10 年里也等不到回应：核对业务时间和承诺的时限。",
    "By these business hours the response would take more than 10 years: check the hours and the promise.",
)
EARLY = Text(
    "“实际回应的时间”早于“报修的时间”：改正其中一个。",
    "The response came before the call: correct one of the two times.",
)
CHANGE = Text("报修后时钟调整的第一刻", "First moment after the clocks change")
CHANGE_EARLY = Text(
    "“报修后时钟调整的第一刻”不晚于“报修的时间”：改正，或不填。",
    "“First moment after the clocks change” is not later than the call: correct it, or leave it empty.",
)


@dataclass(frozen=True, slots=True)
class Response:
    """When a response is due, and how it came."""

    due: datetime
    wait: timedelta  # on the wall clock
    stretches: tuple[Stretch, ...]  # of business time from the call until it is due
    taken: timedelta | None  # business time until the response came
    margin: timedelta | None  # on the wall clock; negative: late


@dataclass(frozen=True, slots=True)
class Wait:
    """The longest time until a response."""

    call: datetime
    due: datetime

    @property
    def length(self) -> timedelta:
        """On the wall clock."""
        return self.due - self.call


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a week is covered, and what lies between; special days only where they make it longer."""

    weekly: timedelta
    days: tuple[tuple[tuple[int, int], ...], ...]  # what is covered of each weekday, in minutes
    gap: Stretch | None
    worst: Wait
    special_gap: Stretch | None
    special_worst: Wait | None

    @property
    def share(self) -> float:
        """Of the week."""
        return self.weekly / WEEK


def respond(
    call: datetime,
    promise: timedelta,
    calendar: WorkingCalendar,
    change: datetime | None,
    answered: datetime | None,
) -> Response:
    """When the response is due; a zero-hour promise is due at once."""
    if answered is not None and answered < call:
        raise InputError(EARLY, "answered", "called")
    if change is not None and change <= call:
        raise InputError(CHANGE_EARLY, "call_change", "called")
    clock = clock_with(call, change, CHANGE, "call_change")
    due = worked_by(call, promise, calendar, clock, call + FAR)
    if due is None:
        raise InputError(NEVER, "support", "response")
    return Response(
        due=_on(clock, due),
        wait=due - call,
        stretches=tuple(intervals(call, due, calendar, clock)),
        taken=None if answered is None else working_time(call, answered, calendar, clock),
        margin=None if answered is None else due - answered,
    )


def _on(clock: Clock, moment: datetime) -> datetime:
    """A moment in UTC as the local clock shows it."""
    return moment.astimezone(timezone(clock.offset_at(moment)))


def cover(calendar: WorkingCalendar, promise: timedelta) -> Coverage:
    """The week, its longest gap, and the worst wait for a response."""
    plain = WorkingCalendar(calendar.weekly)
    a_week = weekly(plain)
    stretches = intervals(BASE - WEEK, BASE + 4 * WEEK, plain, _LEVEL)
    first, last = BASE, BASE + WEEK - timedelta(microseconds=1)
    weeks, rest = divmod(promise, a_week)
    worst = _worst(stretches, first, last, rest) or Wait(first, first + rest)
    worst = Wait(worst.call, worst.due + weeks * WEEK)
    if worst.length > FAR:
        raise InputError(NEVER, "support", "response")
    gap = _longest_gap(stretches, first, last)
    special_gap, special_worst = _special(calendar, promise, worst.length)
    return Coverage(
        weekly=a_week,
        days=tuple(_of_day(plain, BASE + timedelta(days=day)) for day in range(7)),
        gap=gap,
        worst=worst,
        special_gap=special_gap if special_gap and (not gap or _length(special_gap) > _length(gap)) else None,
        special_worst=special_worst if special_worst and special_worst.length > worst.length else None,
    )


def _special(
    calendar: WorkingCalendar, promise: timedelta, usual: timedelta
) -> tuple[Stretch | None, Wait | None]:
    """The longest gap and the worst wait near the special days."""
    dates = [day for special in calendar.exceptions for day in (special.first, special.last)]
    if not dates:
        return None, None
    first = max(_midnight(min(dates)), EARLIEST.replace(tzinfo=UTC))
    last = min(_midnight(max(dates)), LATEST.replace(tzinfo=UTC))
    if first > last:
        return None, None
    start, end = first - usual - 2 * WEEK, last + 2 * WEEK
    stretches = intervals(start, end + usual + 2 * WEEK, calendar, _LEVEL)
    return _longest_gap(stretches, start, end), _worst(stretches, start, end, promise)


def _worst(stretches: Sequence[Stretch], first: datetime, last: datetime, promise: timedelta) -> Wait | None:
    """The longest wait of those who call at a closing between two moments; None where there is none."""
    done = [timedelta(0), *accumulate(_length(stretch) for stretch in stretches)]
    found: Wait | None = None
    for number, (_, closes) in enumerate(stretches, 1):
        if not first <= closes <= last:
            continue
        due = closes
        if promise:
            place = bisect_left(done, done[number] + promise) - 1
            due = stretches[place][0] + (done[number] + promise - done[place])
        if not found or due - closes > found.length:
            found = Wait(closes, due)
    return found


def _longest_gap(stretches: Sequence[Stretch], first: datetime, last: datetime) -> Stretch | None:
    """The longest time between two stretches that begins between two moments."""
    gaps = [(closes, opens) for (_, closes), (opens, _) in pairwise(stretches) if first <= closes <= last]
    return max(gaps, key=_length, default=None)


def _of_day(calendar: WorkingCalendar, midnight: datetime) -> tuple[tuple[int, int], ...]:
    """What is covered of a day, in minutes from its midnight."""
    minute = timedelta(minutes=1)
    return tuple(
        ((opens - midnight) // minute, (closes - midnight) // minute)
        for opens, closes in intervals(midnight, midnight + timedelta(days=1), calendar, _LEVEL)
    )


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _length(stretch: Stretch) -> timedelta:
    return stretch[1] - stretch[0]
