"""The working calendar: weekly hours with breaks, night shifts, holidays and working days moved to a weekend.

Hours are read on the local clock. A shift past midnight belongs, with its holiday, to the day on which it
begins. Intervals that overlap count once. A moment is working time if its local reading lies in an interval,
so a night in which the clocks go forward is an hour shorter, and one in which they go back an hour longer.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

type Minutes = tuple[int, int]

DAY = 1_440
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SpecialDays:
    """Days that differ from the week: off, or with the hours of another weekday."""

    first: date
    last: date
    as_weekday: int | None


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Hours for each weekday from Monday, in minutes from its midnight (1440 and more: the next day).

    >>> office = WorkingCalendar((((540, 720), (780, 1080)),) * 5 + ((), ()))
    >>> office.hours_of(date(2026, 3, 12))
    ((540, 720), (780, 1080))
    """

    weekly: tuple[tuple[Minutes, ...], ...]
    exceptions: tuple[SpecialDays, ...] = ()

    def __post_init__(self) -> None:
        """Sort the hours of each day and join those that overlap."""
        object.__setattr__(self, "weekly", tuple(tuple(joined(hours)) for hours in self.weekly))

    def hours_of(self, day: date) -> tuple[Minutes, ...]:
        """The intervals that begin on a day."""
        for exception in reversed(self.exceptions):
            if exception.first <= day <= exception.last:
                return () if exception.as_weekday is None else self.weekly[exception.as_weekday]
        return self.weekly[day.weekday()]


@dataclass(frozen=True, slots=True)
class Clock:
    """The local clock: a UTC offset, and later changes of it at moments in UTC, in their order."""

    offset: timedelta
    changes: tuple[tuple[datetime, timedelta], ...] = ()

    def offset_at(self, moment: datetime) -> timedelta:
        """The offset in force at a moment."""
        count = bisect_right([at for at, _ in self.changes], moment)
        return self.changes[count - 1][1] if count else self.offset

    def stretches(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime, timedelta]]:
        """The span from start to end, cut where the offset changes."""
        cuts = [start, *(at for at, _ in self.changes if start < at < end), end]
        for left, right in pairwise(cuts):
            yield left, right, self.offset_at(left)


def joined[T: (int, datetime)](intervals: Iterable[tuple[T, T]]) -> Iterator[tuple[T, T]]:
    """Intervals in order, those that overlap or touch made one."""
    current: tuple[T, T] | None = None
    for start, end in sorted(intervals):
        if current and start <= current[1]:
            current = (current[0], max(current[1], end))
        else:
            if current:
                yield current
            current = (start, end)
    if current:
        yield current


def intervals(
    start: datetime, end: datetime, calendar: WorkingCalendar, clock: Clock
) -> list[tuple[datetime, datetime]]:
    """The working stretches between two moments, in UTC."""
    found: list[tuple[datetime, datetime]] = []
    for left, right, offset in clock.stretches(start.astimezone(UTC), end.astimezone(UTC)):
        day = (left + offset).date() - timedelta(days=1)  # a night shift of the day before may reach in
        while day <= (right + offset).date():
            midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) - offset
            for opens, closes in calendar.hours_of(day):
                begin = max(left, midnight + opens * _MINUTE)
                finish = min(right, midnight + closes * _MINUTE)
                if begin < finish:
                    found.append((begin, finish))
            day += timedelta(days=1)
    return list(joined(found))


def working_time(start: datetime, end: datetime, calendar: WorkingCalendar, clock: Clock) -> timedelta:
    """Working time between two moments.

    >>> office = WorkingCalendar((((540, 720), (780, 1080)),) * 5 + ((), ()))
    >>> backup, crash = (datetime.fromisoformat(f"2026-03-12T{at}+08:00") for at in ("02:00", "15:00"))
    >>> working_time(backup, crash, office, Clock(timedelta(hours=8)))
    datetime.timedelta(seconds=18000)
    """
    return sum((right - left for left, right in intervals(start, end, calendar, clock)), timedelta(0))


def worked_by(
    start: datetime, work: timedelta, calendar: WorkingCalendar, clock: Clock, latest: datetime
) -> datetime | None:
    """The first moment, in UTC, by which so much working time has run; None where it has not by `latest`.

    >>> office = WorkingCalendar((((480, 1020),),) * 5 + ((), ()))
    >>> call, latest = (datetime.fromisoformat(f"{day}T16:30+08:00") for day in ("2026-03-13", "2026-12-31"))
    >>> due = worked_by(call, timedelta(hours=4), office, Clock(timedelta(hours=8)), latest)
    >>> str(due and due.astimezone(call.tzinfo))
    '2026-03-16 11:30:00+08:00'
    """
    at, ahead = start.astimezone(UTC), timedelta(days=14)
    if not work:
        return at
    while at < latest:
        until = min(at + ahead, latest.astimezone(UTC))
        for opens, closes in intervals(at, until, calendar, clock):
            if closes - opens >= work:
                return opens + work
            work -= closes - opens
        at, ahead = until, 2 * ahead
    return None
