"""The period of a promise, and the service time that was agreed in it.

A month, quarter or year runs from its start to the same day and time of the month in which it ends, or to the
last day where that month is shorter. Its length is that of real time: where the clocks change in it, an hour
less or more. A year has both changes, and keeps its length.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from calculators.kit import show
from calculators.kit.calendar import Clock, WorkingCalendar, working_time
from calculators.kit.errors import InputError
from calculators.kit.text import Text

if TYPE_CHECKING:
    from calculators.sla_time import Inputs

MONTHS = {"month": 1, "quarter": 3, "year": 12}
DAYS = {"day": 1.0, "week": 7.0}
WEEK = timedelta(days=7)
BASE = datetime(2024, 1, 1, tzinfo=UTC)  # a Monday; a typical week has no date

BACKWARDS = Text(
    "“周期结束”（{ends}）不晚于“周期开始”（{starts}）：改正其中一个。",
    "The end of the period ({ends}) is not later than its start ({starts}): correct one of them.",
)
NO_SERVICE = Text(
    "这段周期里没有约定的服务时间，算不出可用率：改周期，或改约定的服务时间。",
    "The period holds no agreed service time, so there is no availability: change the period "
    "or the agreed service time.",
)
TOO_MUCH_SERVICE = Text(
    "约定的服务时间 {agreed}，比周期 {length} 还长：改正其中一个。",
    "The agreed service time of {agreed} is longer than the period of {length}: correct one of them.",
)
SAME_OFFSET = Text(
    "“{label}”和之前的 UTC 偏移都是 {offset}：在“更精确”里填调整以后的偏移，没有调整就不填。",
    "“{label}” has the same UTC offset as before, {offset}: fill in the one after the change under "
    "“More precise”, or leave it empty.",
)
OUTSIDE = Text(
    "“{label}”不在 {start} 到 {end} 之间：改正，或不填。",
    "“{label}” is not between {start} and {end}: correct it, or leave it empty.",
)


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time, with its ends where it has a date, and the agreed service time in it."""

    length: timedelta
    agreed: timedelta
    start: datetime | None = None
    end: datetime | None = None

    @property
    def share(self) -> float:
        """The share of the time that is agreed."""
        return self.agreed / self.length


def measure(inputs: Inputs) -> Period:
    """The period that the inputs name."""
    start = end = None
    clock = Clock(timedelta(0))
    if inputs.period in DAYS or inputs.period == "days":
        length = timedelta(days=DAYS.get(inputs.period, inputs.days))
    else:
        start, end, clock = _dated(inputs)
        length = end - start
    agreed = length
    if inputs.agreed == "hours":
        agreed = timedelta(hours=inputs.service_hours)
        if agreed > length:
            said = {"agreed": show.hours(agreed), "length": show.hours(length)}
            raise InputError(TOO_MUCH_SERVICE.format(**said), "service_hours", "period")
    elif inputs.agreed == "calendar":
        if start and end:
            agreed = working_time(start, end, inputs.service, clock)
        else:
            agreed = length * (weekly(inputs.service) / WEEK)
    if not agreed:
        raise InputError(NO_SERVICE, "agreed", "period")
    return Period(length, agreed, start, end)


def _dated(inputs: Inputs) -> tuple[datetime, datetime, Clock]:
    """A period with a start, its end on the clock that holds there, and the clock."""
    starts = inputs.starts
    local = starts.replace(tzinfo=None)
    last = (
        months_later(local, MONTHS[inputs.period])
        if inputs.period in MONTHS
        else inputs.ends.replace(tzinfo=None)
    )
    if last <= local:
        said = {"starts": show.stamp(local), "ends": show.stamp(last)}
        raise InputError(BACKWARDS.format(**said), "ends", "starts")
    change = None if inputs.period == "year" else inputs.period_change
    if change is None:
        return starts, last.replace(tzinfo=starts.tzinfo), Clock(_offset(starts))
    label = Text("周期里时钟调整后的第一刻", "First moment after the clocks change in it")
    clock = clock_with(starts, change, label, "period_change")
    end = last.replace(tzinfo=change.tzinfo)
    if not starts < change < end:
        said = {"start": show.stamp(local), "end": show.stamp(last)}
        raise InputError(OUTSIDE.format(label=label, **said), "period_change", "starts")
    return starts, end, clock


def clock_with(start: datetime, change: datetime | None, label: Text, field: str) -> Clock:
    """The clock of a moment, and from a change on that of the change."""
    if change is None:
        return Clock(_offset(start))
    if change.utcoffset() == start.utcoffset():
        raise InputError(
            SAME_OFFSET.format(label=label, offset=show.offset(_offset(start))), field, f"{field}.offset"
        )
    return Clock(_offset(start), ((change.astimezone(UTC), _offset(change)),))


def months_later(moment: datetime, months: int) -> datetime:
    """The same day and time so many months on, or the last day of a shorter month.

    >>> str(months_later(datetime(2028, 1, 31), 1)), str(months_later(datetime(2028, 2, 29), 12))
    ('2028-02-29 00:00:00', '2029-02-28 00:00:00')
    """
    years, month = divmod(moment.month - 1 + months, 12)
    year, month = moment.year + years, month + 1
    last = (datetime(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return moment.replace(year=year, month=month, day=min(moment.day, last))


def weekly(calendar: WorkingCalendar) -> timedelta:
    """The hours of a week without special days."""
    return working_time(BASE, BASE + WEEK, WorkingCalendar(calendar.weekly), Clock(timedelta(0)))


def _offset(moment: datetime) -> timedelta:
    offset = moment.utcoffset()
    assert offset is not None
    return offset
