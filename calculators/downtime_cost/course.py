"""What an outage costs as time goes by: piecewise, without a step of the clock.

    total(T) = once + ∫₀ᵀ (lost margin + idle time + response) dt + penalties(T) + catch-up(T)

Lost margin and idle time run in working hours only; between two changes of the impact their rate is constant,
so the integral is rate · working time, summed. The response runs on the clock: the first 24 h in full, then
8 h of each further 24 h, spread evenly. Penalties come in steps: nothing up to the grace, then
min(cap, fixed + rate · ⌈(T − grace) ÷ unit⌉).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from math import fsum
from operator import itemgetter
from typing import TYPE_CHECKING

from calculators.downtime_cost.business import (
    AN_HOUR,
    FULL,
    Department,
    Facts,
    Penalty,
    Responder,
    Stream,
    facts,
)
from calculators.kit.calendar import DAY, Clock, WorkingCalendar, intervals, working_time
from calculators.kit.estimate import Estimate

if TYPE_CHECKING:
    from calculators.downtime_cost import Inputs

LOW, BASE, HIGH = CASES = (0, 1, 2)

FULL_RESPONSE = 24.0  # h in which the team works as told: Netflix Dispatch
LATER_RESPONSE = 8 / 24  # of each hour after them: this project's proposal, after the same source
MONTH = 21.75 * 8  # paid hours in a month: China, Ministry of Human Resources, notice no. 2 of 2025
_TICK = 3_600_000  # ms in an hour: the steps of penalties are counted in whole ones

LONGEST = timedelta(days=366)
NEAR = timedelta(days=32)
_DRAWN = 120


@dataclass(frozen=True, slots=True)
class Cost:
    """Amounts in one case; `idle` was paid anyway, all else is lost on top."""

    margin: float
    idle: float
    response: float
    penalties: float
    once: float
    catch_up: float

    @property
    def cash(self) -> float:
        """All but the idle time."""
        return fsum((self.margin, self.response, self.penalties, self.once, self.catch_up))

    @property
    def total(self) -> float:
        """All of it."""
        return self.cash + self.idle


@dataclass(frozen=True, slots=True)
class Costs:
    """The amounts where every range is at its cheapest, as usual, and at its dearest."""

    low: Cost
    base: Cost
    high: Cost

    @property
    def total(self) -> Estimate:
        """All of it."""
        return Estimate(self.low.total, self.base.total, self.high.total)

    @property
    def cash(self) -> Estimate:
        """All but the idle time."""
        return Estimate(self.low.cash, self.base.cash, self.high.cash)


@dataclass(frozen=True, slots=True)
class Shifts:
    """Working hours since the start of an outage, up to some horizon."""

    opens: tuple[float, ...]
    closes: tuple[float, ...]
    before: tuple[float, ...]  # worked until each opens

    def worked(self, hours: float) -> float:
        """Working hours among the first so many."""
        at = bisect_right(self.opens, hours) - 1
        return self.before[at] + min(hours, self.closes[at]) - self.opens[at] if at >= 0 else 0.0


@lru_cache(maxsize=16)
def shifts(start: datetime, length: timedelta, calendar: WorkingCalendar, clock: Clock) -> Shifts:
    """The working hours of so long from a start."""
    first = start.astimezone(UTC)
    found = intervals(first, first + length, calendar, clock)
    opens = tuple((begin - first) / AN_HOUR for begin, _ in found)
    closes = tuple((end - first) / AN_HOUR for _, end in found)
    before = [0.0]
    for begin, end in zip(opens, closes, strict=True):
        before.append(before[-1] + end - begin)
    return Shifts(opens, closes, tuple(before))


@lru_cache(maxsize=16)
def week(calendar: WorkingCalendar) -> tuple[float, int]:
    """Working hours in a week without holidays, and on how many days they begin."""
    monday = datetime(2024, 1, 1, tzinfo=UTC)
    plain = WorkingCalendar(calendar.weekly)
    hours = working_time(monday, monday + timedelta(minutes=7 * DAY), plain, Clock(timedelta(0))) / AN_HOUR
    return hours, sum(bool(day) for day in calendar.weekly)


def hours_a_day(calendar: WorkingCalendar) -> float:
    """Working hours on a day that has some."""
    hours, days = week(calendar)
    return hours / days


# --- Rates -----------------------------------------------------------------------------------------------


def levels(steps: Sequence[tuple[float, float]], changes: Sequence[float]) -> tuple[float, ...]:
    """How much of a process is stopped from each of some hours on.

    >>> levels([(0, 0.2), (4, 1.0)], [0, 3, 4, 9])
    (0.2, 0.2, 1.0, 1.0)
    """
    return tuple(steps[bisect_right(steps, change, key=_after) - 1][1] for change in changes)


_after = itemgetter(0)


def worst(processes: Sequence[Sequence[float]], count: int) -> list[float]:
    """How much of a stream is stopped from each change on: as its worst process; all, where it has none.

    >>> worst([(0.2, 1.0), (0.5, 0.5)], 2)
    [0.5, 1.0]
    """
    return [max(stopped) for stopped in zip(*processes, strict=True)] if processes else [1.0] * count


@dataclass(frozen=True, slots=True)
class Terms:
    """A penalty in one case; grace and unit in whole ms, so that its steps stand where they should."""

    grace: int
    unit: int
    fixed: float
    rate: float
    cap: float | None

    def owed(self, hours: float) -> float:
        """What an outage of so many hours makes one pay."""
        late = round(hours * _TICK) - self.grace
        if late <= 0:
            return 0.0
        due = self.fixed + self.rate * -(-late // self.unit)
        return due if self.cap is None else min(self.cap, due)


def terms(penalty: Penalty, case: int) -> Terms:
    """A penalty in one case."""
    grace, unit = (length // timedelta(milliseconds=1) for length in (penalty.grace, penalty.unit))
    return Terms(grace, unit, tuple(penalty.fixed)[case], tuple(penalty.rate)[case], penalty.cap)


@dataclass(frozen=True, slots=True)
class Rates:
    """One case of a business, ready to be asked for any length of outage."""

    changes: tuple[float, ...]  # hours since the start at which the impact changes
    stopped: tuple[tuple[float, ...], ...]  # of each process, from each change on
    of_stream: tuple[float, ...]  # margin lost in a working hour in which all of a stream is stopped
    margin: tuple[float, ...]  # lost in a working hour, from each change on
    lost: tuple[float, ...]  # until each change
    worked: tuple[float, ...]  # until each change
    idle: float  # in a working hour
    response: float  # in an hour of the first 24
    penalties: tuple[Terms, ...]
    once: float
    catch_up: float
    catch_up_rate: float  # in a working hour

    def at(self, hours: float, calendar: Shifts) -> Cost:
        """The cost of an outage of so many hours."""
        worked = calendar.worked(hours)
        place = bisect_right(self.changes, hours) - 1
        return Cost(
            margin=self.lost[place] + self.margin[place] * (worked - self.worked[place]),
            idle=self.idle * worked,
            response=self.response * responding(hours),
            penalties=fsum(penalty.owed(hours) for penalty in self.penalties),
            once=self.once,
            catch_up=self.catch_up + self.catch_up_rate * worked,
        )

    def stretches(self, hours: float, calendar: Shifts) -> Iterator[tuple[float, float]]:
        """The margin lost in a working hour, and how many such hours there were, from change to change."""
        ends = [*self.changes[1:], hours]
        for rate, start, end in zip(self.margin, self.changes, ends, strict=True):
            worked = calendar.worked(min(end, hours)) - calendar.worked(min(start, hours))
            if worked:
                yield rate, worked

    def margin_at(self, hours: float) -> float:
        """Margin lost in a working hour after so many hours."""
        return self.margin[bisect_right(self.changes, hours) - 1]


def responding(hours: float) -> float:
    """Hours that the team is paid for in an outage.

    >>> responding(4), responding(24), responding(48)
    (4.0, 24.0, 32.0)
    """
    return min(hours, FULL_RESPONSE) + max(hours - FULL_RESPONSE, 0) * LATER_RESPONSE


def busy_hour(inputs: Inputs, case: int) -> float:
    """Revenue of a working hour, as high as the season makes it."""
    return tuple(inputs.revenue)[case] / (inputs.days * hours_a_day(inputs.calendar)) * inputs.peak


def stream_rate(row: Stream, revenue: float, case: int) -> float:
    """Margin that a stream loses in a working hour of so much revenue, while all of it is stopped.

    What comes back later makes the outage cheaper, so its range counts the other way round.
    """
    share, margin, back = (tuple(part) for part in (row.share, row.margin, row.recapture))
    return revenue * share[case] * margin[case] * (1 - back[HIGH - case])


def idle_rate(row: Department, inputs: Inputs, case: int) -> float:
    """What a department is paid for in a working hour in which it waits."""
    people, pay, load, idle = (tuple(part)[case] for part in (row.people, row.pay, row.load, row.idle))
    return people * (pay / MONTH if inputs.pay_is == "month" else pay) * load * idle


def response_rate(row: Responder, case: int) -> float:
    """What some of the team cost in an hour."""
    return tuple(row.people)[case] * tuple(row.cost)[case] * tuple(row.engaged)[case]


def rates(inputs: Inputs, known: Facts, calendar: Shifts, case: int) -> Rates:
    """One case."""
    steps = [process.steps(case) for process in known.processes]
    changes = sorted({0.0, *(at for process in steps for at, _ in process)})
    stopped = tuple(levels(process, changes) for process in steps)
    revenue = busy_hour(inputs, case)
    of_stream = tuple(stream_rate(stream, revenue, case) for stream in known.streams)
    of_each = [worst([stopped[at] for at in through], len(changes)) for through in known.through]
    margin = [
        fsum(rate * level[at] for rate, level in zip(of_stream, of_each, strict=True))
        for at in range(len(changes))
    ]
    worked = [calendar.worked(at) for at in changes]
    lost = [0.0]
    for (before, after), rate in zip(pairwise(worked), margin, strict=False):
        lost.append(lost[-1] + rate * (after - before))
    return Rates(
        changes=tuple(changes),
        stopped=stopped,
        of_stream=of_stream,
        margin=tuple(margin),
        lost=tuple(lost),
        worked=tuple(worked),
        idle=fsum(idle_rate(department, inputs, case) for department in known.departments),
        response=fsum(response_rate(member, case) for member in known.team),
        penalties=tuple(terms(penalty, case) for penalty in known.penalties),
        once=fsum(tuple(each.amount)[case] for each in known.expenses),
        catch_up=_catch_up(inputs.reentry, inputs, case),
        catch_up_rate=_catch_up(inputs.reentry_rate, inputs, case),
    )


def _catch_up(hours: Estimate | None, inputs: Inputs, case: int) -> float:
    """What so many hours of re-entry cost."""
    if hours is None or inputs.mode != FULL:
        return 0.0
    assert inputs.reentry_cost is not None
    return tuple(hours)[case] * tuple(inputs.reentry_cost)[case] * inputs.overtime


# --- The course of an outage -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Course:
    """All three cases of an outage, and the calendar that they run on, as far as it was asked for."""

    inputs: Inputs
    known: Facts
    cases: tuple[Rates, Rates, Rates]
    calendar: Shifts
    horizon: timedelta

    def at(self, hours: float) -> Costs:
        """What an outage of so many hours costs."""
        return Costs(*(case.at(hours, self.calendar) for case in self.cases))

    def passes(self, limit: float, case: int) -> int | None:
        """The first minute at which the total is more than a limit; None where it is not, up to the horizon.

        The total never falls, so that halving finds it.
        """
        minutes = range(self.horizon // timedelta(minutes=1) + 1)
        rates_, calendar = self.cases[case], self.calendar
        found = bisect_right(minutes, limit, key=lambda minute: rates_.at(minute / 60, calendar).total)
        return found if found < len(minutes) else None


@lru_cache(maxsize=8)
def course(inputs: Inputs, horizon: timedelta) -> Course:
    """The course of an outage, up to a horizon."""
    known = facts(inputs)
    calendar = shifts(inputs.start, horizon, inputs.calendar, clock(inputs))
    low, base, high = (rates(inputs, known, calendar, case) for case in CASES)
    return Course(inputs, known, (low, base, high), calendar, horizon)


def clock(inputs: Inputs) -> Clock:
    """The company's clock: that of the start, and from a change of clocks on another."""
    offset = inputs.start.utcoffset()
    assert offset is not None
    if inputs.clock_change is None:
        return Clock(offset)
    after = inputs.clock_change.utcoffset()
    assert after is not None
    return Clock(offset, ((inputs.clock_change.astimezone(UTC), after),))


def far_enough(hours: float) -> timedelta:
    """A horizon that holds so many hours and one more."""
    return max(NEAR, timedelta(hours=hours + 1))


def curve(run: Course, end: float) -> list[tuple[float, Estimate]]:
    """The total at each of its corners up to an end; where these are many, at some of them."""
    calendar = run.calendar
    corners = {*calendar.opens, *calendar.closes, *run.cases[BASE].changes, FULL_RESPONSE}
    for penalty in run.cases[BASE].penalties:
        steps = range(penalty.grace, round(end * _TICK), penalty.unit)[:_DRAWN]
        corners.update(at / _TICK for step in steps for at in (step, step + 1))
    inside = sorted(corner for corner in corners if 0 < corner < end)
    chosen = inside[:: len(inside) // _DRAWN + 1]
    return [(at, run.at(at).total) for at in (0.0, *chosen, end)]
