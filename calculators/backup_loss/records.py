"""What is lost and what must be entered again: records at risk by type, hours of work, days to clear them.

    at risk       = rate in working hours · working time + rate outside · the rest of the window   [records]
                    or, where both numbers are known, last number known − last number in the backup
    unrecoverable = at risk · (1 − share that can be reconstructed)                                [records]
    re-entry      = Σ piles · minutes ÷ 60 · (1 + share for checking)                              [h of work]
    days          = re-entry ÷ (capacity a day · (1 − share taken by normal work))                 [days]

The piles are what is reconstructed of the lost records, and what was captured on paper since the crash.
The range of a count is the exact 95 % interval of a Poisson count (Garwood 1936); that of a total comes from
the summed count. A count that is not whole is rounded first.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from calculators.kit.errors import InputError
from calculators.kit.estimate import Estimate, rough
from calculators.kit.fields import LONGEST, money, quantity, share, text
from calculators.kit.text import Text

AN_HOUR = timedelta(hours=1)
EACH_SIDE = 0.025  # of a 95 % interval
QUANTILE = 1.959963984540054  # of the normal distribution, for the first guess of the interval's ends
VAST = 1_000_000  # from here on the guess is nearer than what rounding leaves of the exact sum

NEED_BOTH = Text(
    "两个单号要一起填：最后用到的单号，和备份里的最后单号。",
    "Fill in both numbers: the last one used, and the last one in the backup.",
)
NO_DIGITS = Text(
    "单号“{number}”的末尾要是数字，例如 SO-00123。",
    "The number “{number}” must end in digits, for example SO-00123.",
)
OTHER_SERIES = Text(
    "两个单号“{backup}”和“{known}”的前缀不同，数不出差几张：填同一串号。",
    "“{backup}” and “{known}” have different prefixes and cannot be counted: take the same series.",
)
BACKWARDS = Text(
    "备份里的最后单号（{backup}）大于最后用到的单号（{known}）：两个对调，或改正。",
    "The last number in the backup ({backup}) is above the last one used ({known}): "
    "exchange or correct them.",
)
TOO_MUCH = Text(
    "补录要 100 年以上：核对每小时条数、每条几分钟和人数。",
    "Re-entry would take more than 100 years: check the rates, the minutes and the people.",
)

_NUMBERED = re.compile(r"(.*?)([0-9]{1,15})")
_PER_HOUR = Text("条/小时", "an hour")


@dataclass(frozen=True, kw_only=True)
class Record:
    """A type of record, such as sales orders."""

    name: Text | str | None = text(Text("单据", "Type of record"), room=40, optional=True)
    rate: Estimate | None = rough(
        Text("工作时间每小时条数", "Per working hour"),
        _PER_HOUR, 0, 1e6, optional=True,
        hint=Text("拿不准就写范围：10–12–15。", "Not sure? Give a range: 10–12–15."),
    )  # fmt: skip
    rate_outside: Estimate | None = rough(
        Text("其余时间每小时条数", "Per hour outside"),
        _PER_HOUR, 0, 1e6, optional=True,
        hint=Text("夜班、网店、接口；没有就不填。", "Night shifts, web shops, interfaces. Empty: none."),
    )  # fmt: skip
    minutes: float | None = quantity(
        Text("每条补录几分钟", "Minutes to re-enter one"), Text("分钟", "min"), 0, 1_440, optional=True
    )
    reconstructable: float | None = share(
        Text("能补回的比例", "Share that can be reconstructed"),
        hint=Text("有纸单、邮件、回单、平台记录可查的。", "From slips, e-mail, bank files, platform orders."),
        optional=True,
    )
    value: float | None = money(
        Text("补不回的每条值多少", "Value of one that is lost for good"), 0, 1e12, optional=True
    )
    last_known: str | None = text(
        Text("最后用到的单号", "Last number used"),
        room=40, optional=True,
        hint=Text(
            "两个单号都知道，就按单号数，不看每小时几条。",
            "With both numbers known they are counted, and the rates do not matter.",
        ),
    )  # fmt: skip
    last_in_backup: str | None = text(
        Text("备份里的最后单号", "Last number in the backup"), room=40, optional=True
    )
    captured: float | None = quantity(
        Text("停机后记在纸上的条数", "Captured on paper since the crash"),
        Text("条", "records"), 0, 1e6, whole=True, optional=True,
    )  # fmt: skip

    def __post_init__(self) -> None:
        """Find out what does not go together."""
        if bool(self.last_known) != bool(self.last_in_backup):
            raise InputError(NEED_BOTH, "last_in_backup" if self.last_known else "last_known")
        self.missing_numbers()

    def missing_numbers(self) -> int | None:
        """How many document numbers lie after the last one in the backup, where both are known."""
        if not (self.last_known and self.last_in_backup):
            return None
        (series, known), (backup_series, backup) = (
            _series(self.last_known, "last_known"),
            _series(self.last_in_backup, "last_in_backup"),
        )
        both = {"known": self.last_known, "backup": self.last_in_backup}
        if series != backup_series:
            raise InputError(OTHER_SERIES.format(**both), "last_in_backup", "last_known")
        if backup > known:
            raise InputError(BACKWARDS.format(**both), "last_in_backup", "last_known")
        return known - backup


def _series(number: str, cell: str) -> tuple[str, int]:
    """A document number as its series and its place in it."""
    match = _NUMBERED.fullmatch(number.strip())
    if not match:
        raise InputError(NO_DIGITS.format(number=number), cell)
    return match[1].upper(), int(match[2])


@dataclass(frozen=True, slots=True)
class Risk:
    """What is at stake of one type; None where the reader has not told enough."""

    record: Record
    count: Estimate | None  # before chance: the rates' own range
    interval: tuple[float, float] | None  # with chance; None where the count is exact or unknown
    unrecoverable: float | None
    value: float | None
    lost_hours: float | None  # to enter again what can be reconstructed
    paper_hours: float | None  # to enter what was captured on paper


@dataclass(frozen=True, slots=True)
class Work:
    """All types together; None where no type tells enough.

    `days` is infinite where normal work leaves no room for re-entry.
    """

    risks: tuple[Risk, ...]
    count: Estimate
    interval: tuple[float, float] | None
    unrecoverable: float | None
    value: float | None
    lost_hours: float
    paper_hours: float
    hours: float | None
    elapsed: timedelta | None
    days: float | None


def work(
    records: Sequence[Record],
    window: timedelta,
    working: timedelta,
    *,
    checking: float = 0,
    people: float | None = None,
    capacity: float | None = None,
    load: float | None = None,
) -> Work:
    """Records at risk in a window, of which `working` is working time, and the work to enter them again.

    >>> orders = Record(rate=Estimate.exactly(12), minutes=6, reconstructable=1)
    >>> found = work([orders], 13 * AN_HOUR, 5 * AN_HOUR, checking=0.2, people=4)
    >>> found.count.base, round(found.hours, 6), str(found.elapsed)
    (60.0, 7.2, '1:48:00')
    """
    risks = tuple(_risk(record, window - working, working, checking) for record in records)
    lost, paper = _sum(risk.lost_hours for risk in risks), _sum(risk.paper_hours for risk in risks)
    told = [risk for risk in risks if risk.lost_hours is not None or risk.paper_hours is not None]
    hours = lost + paper if told or not risks else None
    counted = [risk for risk in risks if risk.count is not None]
    return Work(
        risks=risks,
        count=_total(counted),
        interval=_total_interval(counted),
        unrecoverable=_known_sum(counted, lambda risk: risk.unrecoverable),
        value=_known_sum([risk for risk in counted if risk.unrecoverable], lambda risk: risk.value),
        lost_hours=lost,
        paper_hours=paper,
        hours=hours,
        elapsed=None if hours is None or not people else _elapsed(hours, people),
        days=None if hours is None or capacity is None else days_to_clear(hours, capacity, load or 0),
    )


@dataclass(frozen=True, slots=True)
class Gone:
    """What of one type cannot be recovered, for whoever asks what it is worth."""

    name: Text | str | None
    count: Estimate
    value: Estimate | None


def gone_for_good(work: Work) -> tuple[Gone, ...] | None:
    """The types of which some cannot be recovered; None where no type tells.

    >>> orders = Record(rate=Estimate.exactly(12), reconstructable=0.9, value=250)
    >>> [gone.count.base for gone in gone_for_good(work([orders], 5 * AN_HOUR, 5 * AN_HOUR))]
    [6.0]
    """
    told = [risk for risk in work.risks if risk.unrecoverable is not None]
    if not told:
        return None
    return tuple(
        Gone(
            risk.record.name,
            _gone(risk),
            None if risk.record.value is None else Estimate.exactly(risk.record.value),
        )
        for risk in told
        if risk.unrecoverable
    )


def _gone(risk: Risk) -> Estimate:
    """The count that cannot be recovered, with the range of chance."""
    assert risk.count
    low, high = risk.interval or (risk.count.low, risk.count.high)
    count = Estimate(low, risk.count.base, high) * (1 - (risk.record.reconstructable or 0))
    return Estimate(*(round(part, 1) for part in count))


def _elapsed(hours: float, people: float) -> timedelta:
    """How long people need who do nothing else."""
    if hours / people > LONGEST / AN_HOUR:
        raise InputError(TOO_MUCH, "records", "people")
    return hours / people * AN_HOUR


def days_to_clear(hours: float, capacity: float, load: float) -> float:
    """Days until a backlog is worked off beside the normal work; infinite where that leaves no room.

    >>> round(days_to_clear(20.4, 30, 0.8), 6), days_to_clear(20.4, 30, 1), days_to_clear(0, 30, 1)
    (3.4, inf, 0.0)
    """
    if not hours:
        return 0.0
    room = capacity * (1 - load)
    return hours / room if room > 0 else math.inf


def _risk(record: Record, rest: timedelta, working: timedelta, checking: float) -> Risk:
    count, interval = _at_risk(record, rest, working)
    unrecoverable = value = lost_hours = paper_hours = None
    if count is not None and record.reconstructable is not None:
        unrecoverable = count.base * (1 - record.reconstructable)
        if record.value is not None:
            value = unrecoverable * record.value
    if record.minutes is not None:
        each = record.minutes / 60 * (1 + checking)
        if count is not None:
            # Until told otherwise, all of it may have to be entered.
            lost_hours = count.base * (1 if record.reconstructable is None else record.reconstructable) * each
        if record.captured:
            paper_hours = record.captured * each
    return Risk(record, count, interval, unrecoverable, value, lost_hours, paper_hours)


def _at_risk(
    record: Record, rest: timedelta, working: timedelta
) -> tuple[Estimate | None, tuple[float, float] | None]:
    exact = record.missing_numbers()
    if exact is not None:
        return Estimate.exactly(exact), None
    if record.rate is None and record.rate_outside is None:
        return None, None
    nothing = Estimate.exactly(0)
    count = (record.rate or nothing) * (working / AN_HOUR) + (record.rate_outside or nothing) * (
        rest / AN_HOUR
    )
    return count, _interval(count)


def _interval(count: Estimate) -> tuple[float, float]:
    """The range that chance adds to the range of the rates."""
    return poisson_interval(whole(count.low))[0], poisson_interval(whole(count.high))[1]


def _total(risks: Iterable[Risk]) -> Estimate:
    return sum((risk.count for risk in risks if risk.count), Estimate.exactly(0))


def _total_interval(risks: Sequence[Risk]) -> tuple[float, float] | None:
    """From the summed count: summed bounds would be too wide. What is counted exactly has no chance in it."""
    rough_ = [risk for risk in risks if risk.interval]
    if not rough_:
        return None
    low, high = _interval(_total(rough_))
    exact = _total(risk for risk in risks if not risk.interval).base
    return low + exact, high + exact


def _sum(values: Iterable[float | None]) -> float:
    return math.fsum(value for value in values if value is not None)


def _known_sum(risks: Sequence[Risk], of: Callable[[Risk], float | None]) -> float | None:
    """The sum of what is known; None where nothing is."""
    known = [value for risk in risks if (value := of(risk)) is not None]
    return math.fsum(known) if known else None


# --- The exact interval of a Poisson count -------------------------------------------------------------


def whole(count: float) -> int:
    """A count to the next whole number, a half upwards."""
    return math.floor(count + 0.5)


@lru_cache(maxsize=4_096)
def poisson_interval(count: int) -> tuple[float, float]:
    """The 95 % interval of Garwood: the means at which so few, or so many, would be too great a chance.

    >>> [round(end, 3) for end in poisson_interval(10)], poisson_interval(0)[0]
    ([4.795, 18.39], 0.0)
    """
    low = _mean_with_tail(count, 1 - EACH_SIDE, -QUANTILE) if count else 0.0
    return low, _mean_with_tail(count + 1, EACH_SIDE, QUANTILE)


def _mean_with_tail(count: int, chance: float, quantile: float) -> float:
    """The mean at which fewer than `count` come with this chance.

    Newton's way from the guess of Wilson and Hilferty: the chance falls with the mean at the rate of the
    probability of `count` − 1.
    """
    mean = count * (1 - 1 / (9 * count) + quantile / (3 * math.sqrt(count))) ** 3
    mean = max(mean, 1e-9)
    for _ in range(20 if count < VAST else 0):
        step = (_fewer_than(count, mean) - chance) / _probability(count - 1, mean)
        mean += step
        if abs(step) < 1e-9 * mean:
            break
    return mean


def _probability(count: int, mean: float) -> float:
    return math.exp(count * math.log(mean) - mean - math.lgamma(count + 1))


def _fewer_than(count: int, mean: float) -> float:
    """The chance of at most `count` − 1, summed from its nearer side until nothing is added any more."""
    if mean < count:
        term, at, above = _probability(count, mean), count, 0.0
        while term > 1e-17 * above:
            above += term
            at += 1
            term *= mean / at
        return 1 - above
    term, at, below = _probability(count - 1, mean), count - 1, 0.0
    while at >= 0 and term > 1e-17 * below:
        below += term
        term *= at / mean
        at -= 1
    return below
