"""Availability and downtime: what a promise allows, whether it was kept, several parts together, credits.

    allowed  = (1 − A) · agreed time                                            [time]
    A        = (agreed time − downtime) ÷ agreed time                           [share]
    series   = ∏ A                       parallel = 1 − ∏ (1 − A), where independent
    credit   = fee · share of the lowest step that A is below                   [money]

A share is compared as a whole number of trillionths and a time as one of microseconds. So a bound that is met
exactly is met: in binary fractions (1 − 0.999) · 43,200 min is more than 43.2 min.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from calculators.kit import read
from calculators.kit.errors import InputError
from calculators.kit.fields import duration, flag, share, text
from calculators.kit.text import Text
from calculators.kit.units import MINUTE

ONE = 10**12  # a share of one, in trillionths
_TICK = timedelta(microseconds=1)

MORE_THAN_ALL = Text(
    "停机一共 {down}，比约定的服务时间 {agreed} 还长：核对每次停了多久，或把周期改长。",
    "The outages last {down}, longer than the agreed service time of {agreed}: check each length, "
    "or take a longer period.",
)
SAME_STEP = Text(
    "赔付表里有两行都是“低于 {below}”：去掉一行。",
    "Two rows of the step table say “below {below}”: remove one.",
)
STEP_BACK = Text(
    "赔付表里，低于 {low} 退 {less}，比低于 {high} 退 {more} 还少：照合同改正。",
    "In the step table, below {low} gives {less}, less than the {more} for below {high}: "
    "correct it by the contract.",
)


@dataclass(frozen=True, kw_only=True)
class Outage:
    """One interruption."""

    length: timedelta = duration(
        Text("停了多久", "How long"), unit=MINUTE, example=timedelta(minutes=30),
        hint=Text("几次停机重叠，合起来算一次。", "Outages that overlap are one."),
    )  # fmt: skip
    counts: bool = flag(
        Text("合同里算停机", "Counts under the contract"), assumed=True,
        hint=Text(
            "事先通知的维护，合同常常不算。", "Contracts often leave out maintenance that was announced."
        ),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Part:
    """Something that the system needs."""

    name: Text | str | None = text(Text("哪一样", "Part"), room=40, optional=True)
    availability: float = share(Text("可用率", "Availability"), example=0.999)
    stand_in: str | None = text(
        Text("互为备用的记号", "Mark of stand-ins"), room=20, optional=True,
        hint=Text(
            "几样里有一样好就行的，写同一个记号，例如 A；缺了就不行的，不填。",
            "Parts of which one is enough share a mark, such as A. Empty: it is needed.",
        ),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Tier:
    """A step of the table of credits."""

    below: float = share(Text("可用率低于", "Availability below"), example=0.999)
    credit: float = share(Text("退费用的", "Share of the fee"), example=0.1)


@dataclass(frozen=True, slots=True)
class Kept:
    """What the outages add up to, beside what was promised."""

    counted: timedelta
    total: timedelta
    longest: timedelta
    availability: float  # as the contract counts
    felt: float  # with all outages
    margin: timedelta  # allowed − counted
    kept: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A part that is needed, or several of which one is enough."""

    parts: tuple[Part, ...]
    availability: float
    downtime: timedelta


@dataclass(frozen=True, slots=True)
class Composite:
    """All that is needed, together."""

    links: tuple[Link, ...]
    availability: float
    downtime: timedelta
    kept: bool


@dataclass(frozen=True, slots=True)
class Credit:
    """What comes back, and what it is of the cost."""

    step: Tier | None
    amount: float
    cost: float | None
    share: float | None


def allowed(promise: float, agreed: timedelta) -> timedelta:
    """The downtime that an availability allows.

    >>> allowed(0.999, timedelta(days=30)) == timedelta(minutes=43.2)
    True
    """
    return _part_of(agreed, ONE - _whole(promise), ONE)


def is_kept(promise: float, agreed: timedelta, downtime: timedelta) -> bool:
    """Whether the downtime is within what an availability allows; a bound met exactly is met."""
    return (downtime // _TICK) * ONE <= (ONE - _whole(promise)) * (agreed // _TICK)


def kept(outages: Iterable[Outage], promise: float, agreed: timedelta) -> Kept:
    """The availability that was reached."""
    outages = tuple(outages)
    total = sum((outage.length for outage in outages), timedelta(0))
    counted = sum((outage.length for outage in outages if outage.counts), timedelta(0))
    return Kept(
        counted=counted,
        total=total,
        longest=max((outage.length for outage in outages), default=timedelta(0)),
        availability=(agreed - counted) / agreed,
        felt=(agreed - total) / agreed,
        margin=allowed(promise, agreed) - counted,
        kept=is_kept(promise, agreed, counted),
    )


def composite(parts: Iterable[Part], promise: float, agreed: timedelta) -> Composite:
    """The availability of parts that are all needed; those with the same mark stand in for each other.

    >>> chain = [Part(availability=share) for share in (0.999, 0.9995, 0.999)]
    >>> round(composite(chain, 0.999, timedelta(days=30)).availability, 5)
    0.9975
    """
    groups: dict[object, list[Part]] = {}
    for number, part in enumerate(parts):
        groups.setdefault(read.plain(part.stand_in) if part.stand_in else number, []).append(part)
    links = []
    up, whole = 1, 1
    for group in groups.values():
        base = ONE ** len(group)
        works = base - math.prod(ONE - _whole(part.availability) for part in group)
        links.append(Link(tuple(group), works / base, _part_of(agreed, base - works, base)))
        up, whole = up * works, whole * base
    return Composite(
        links=tuple(links),
        availability=up / whole,
        downtime=_part_of(agreed, whole - up, whole),
        kept=up * ONE >= _whole(promise) * whole,
    )


def credit(
    steps: Iterable[Tier], downtime: timedelta, agreed: timedelta, fee: float, cost: float | None
) -> Credit:
    """The credit of the lowest step that the availability is below."""
    ordered = check(steps)
    below = [step for step in ordered if not is_kept(step.below, agreed, downtime)]
    step = below[0] if below else None
    amount = fee * step.credit if step else 0.0
    return Credit(step, amount, cost, amount / cost if cost else None)


def check(steps: Iterable[Tier]) -> list[Tier]:
    """The steps from the lowest; the lower the availability, the more comes back."""
    ordered = sorted(steps, key=lambda step: step.below)
    for low, high in pairwise(ordered):
        if _whole(low.below) == _whole(high.below):
            raise InputError(SAME_STEP.format(below=_percent(low.below)), "steps")
        if low.credit < high.credit:
            said = {"low": low.below, "less": low.credit, "high": high.below, "more": high.credit}
            words = {name: _percent(value) for name, value in said.items()}
            raise InputError(STEP_BACK.format(**words), "steps")
    return ordered


def _percent(value: float) -> str:
    return f"{value * 100:.10g}%"


def _whole(value: float) -> int:
    return round(value * ONE)


def _part_of(time: timedelta, part: int, whole: int) -> timedelta:
    return timedelta(microseconds=(time // _TICK) * part / whole)
