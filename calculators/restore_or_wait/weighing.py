"""What waiting costs, what restoring costs, where the answer turns, and which guess turns it.

    waiting(T)  = total(T) − total(time of the restore)
    restoring   = Σ records · value + re-entry hours · hourly cost + chance of failure · cost of failure
    gain        = waiting(time of the repair) − restoring; restore where it is more than 0
    break-even  the first moment after which waiting(T) is more than restoring

total(T) is what an outage that ends in T hours from now costs: that of the downtime-cost calculator, or
hourly cost · T + the penalties that fall due before T. It never falls, so neither does waiting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from math import fsum
from typing import TYPE_CHECKING

from calculators.downtime_cost import total
from calculators.kit.estimate import Estimate

if TYPE_CHECKING:
    from calculators.restore_or_wait import Inputs

HORIZON = 2_000.0  # h; no break-even is looked for beyond
MOST = 1e12  # of a currency, in one input
MOST_HOURS = 1e6  # of re-entry
LOW, BASE, HIGH = CASES = (0, 1, 2)
TYPED, TAKEN = "typed", "taken"

type Total = Callable[[float, int], float]


@dataclass(frozen=True, slots=True)
class Guesses:
    """One number for each guess."""

    fix: float
    restore: float
    lost: float
    reentry: float
    pay: float
    chance: float
    failure: float

    @property
    def restoring(self) -> float:
        """The cost of restoring, with what failure costs in the long run."""
        return fsum((self.lost, self.reentry * self.pay, self.chance * self.failure))


@dataclass(frozen=True, slots=True)
class Turn:
    """What becomes of the gain when one guess alone is at its least, or at its most.

    `at` is the value at which the answer turns, None where none does, or where it is no single number.
    """

    name: str
    guess: Estimate | None
    ends: tuple[float, float]
    at: float | None

    @property
    def decides(self) -> bool:
        """Whether the answer is another one at the other end."""
        low, high = self.ends
        return (low > 0) != (high > 0)


@dataclass(frozen=True, slots=True)
class BreakEven:
    """Hours from now; None where waiting costs no more within the horizon."""

    base: float | None
    earliest: float | None
    latest: float | None


def product(one: Estimate, other: Estimate) -> Estimate:
    """Each with each."""
    return Estimate(*(a * b for a, b in zip(one, other, strict=True)))


def lost(inputs: Inputs) -> Estimate:
    """The value of what cannot be recovered; a type without a count or a value adds nothing."""
    worth = [product(row.count, row.value) for row in inputs.records if row.count and row.value]
    return sum(worth, Estimate.exactly(0))


def guesses(inputs: Inputs, worth: Estimate, case: int) -> Guesses:
    """All guesses of one case."""
    estimates = (
        inputs.fix, inputs.restore, worth, inputs.reentry, inputs.pay, inputs.chance, inputs.failure
    )  # fmt: skip
    return Guesses(*(tuple(estimate)[case] for estimate in estimates))


def outage(inputs: Inputs) -> Total:
    """What the outage costs when it ends in some hours from now, in a case."""

    @lru_cache(maxsize=1_000)
    def taken(hours: float) -> tuple[float, float, float]:
        assert inputs.outage
        low, base, high = total(inputs.outage, inputs.down + hours).total
        return low, base, high

    hourly = tuple(inputs.hourly)
    penalties = [(row.after or 0, tuple(row.amount)) for row in inputs.penalties if row.amount]

    def typed(hours: float, case: int) -> float:
        return hourly[case] * hours + fsum(amount[case] for after, amount in penalties if hours > after)

    return typed if inputs.cost_from == TYPED else lambda hours, case: taken(hours)[case]


def waiting(of: Total, guess: Guesses, case: int = BASE) -> float:
    """What the outage costs beyond the restore, until the repair is done."""
    return of(guess.fix, case) - of(guess.restore, case)


def gain(of: Total, guess: Guesses, case: int = BASE) -> float:
    """What restoring saves; below 0 it costs more."""
    return waiting(of, guess, case) - guess.restoring


def break_even(of: Total, low: Guesses, base: Guesses, high: Guesses) -> BreakEven:
    """The moment from which waiting costs more, and the range of it over all guesses."""

    def moment(guess: Guesses, case: int) -> float | None:
        return turning(lambda hours: gain(of, replace(guess, fix=hours), case) > 0, 0, HORIZON)

    earliest = [at for case in CASES if (at := moment(low, case)) is not None]
    latest = [moment(high, case) for case in CASES]
    return BreakEven(
        base=moment(base, BASE),
        earliest=min(earliest, default=None),
        latest=None if None in latest else max(at for at in latest if at is not None),
    )


def turning(is_more: Callable[[float], bool], low: float, high: float) -> float | None:
    """Where a question that is answered No below and Yes above begins to be answered Yes.

    >>> round(turning(lambda x: x * x > 2, 0, 10), 9), turning(lambda x: False, 0, 10)
    (1.414213562, None)
    """
    if is_more(low):
        return low
    if not is_more(high):
        return None
    while low < (middle := (low + high) / 2) < high and high - low > 1e-12 * high:
        low, high = (low, middle) if is_more(middle) else (middle, high)
    return high


def turns(inputs: Inputs, of: Total, worth: Estimate, fix_turns: float | None) -> Iterator[Turn]:
    """Each guess alone, all others as usual."""
    base = guesses(inputs, worth, BASE)
    now, hours = gain(of, base), base.fix - base.restore

    def ends(name: str, guess: Estimate) -> tuple[float, float]:
        low, high = (gain(of, replace(base, **{name: value})) for value in (guess.low, guess.high))
        return low, high

    def faster(restore: float) -> bool:
        return gain(of, replace(base, restore=restore)) <= 0

    turns_at = turning(faster, 0, base.fix) if not faster(0) else None
    yield Turn("fix", inputs.fix, ends("fix", inputs.fix), fix_turns)
    yield Turn("restore", inputs.restore, ends("restore", inputs.restore), turns_at)
    slopes = {
        "lost": (worth, -1.0, MOST),
        "reentry": (inputs.reentry, -base.pay, MOST_HOURS),
        "pay": (inputs.pay, -base.reentry, MOST),
        "chance": (inputs.chance, -base.failure, 1.0),
        "failure": (inputs.failure, -base.chance, MOST),
    }
    for name, (guess, slope, most) in slopes.items():
        yield Turn(name, guess, ends(name, guess), _where(guess.base, now, slope, most))
    cases = gain(of, base, LOW), gain(of, base, HIGH)
    if inputs.cost_from == TAKEN:
        yield Turn("outage", None, cases, None)
        return
    low, high = (now + (end - inputs.hourly.base) * hours for end in (inputs.hourly.low, inputs.hourly.high))
    yield Turn("hourly", inputs.hourly, (low, high), _where(inputs.hourly.base, now, hours, MOST))
    if inputs.penalties:
        least, most_ = (
            end + (inputs.hourly.base - part) * hours
            for end, part in zip(cases, (inputs.hourly.low, inputs.hourly.high), strict=True)
        )
        yield Turn("penalties", None, (least, most_), None)


def _where(value: float, gain_there: float, slope: float, most: float) -> float | None:
    """Where a straight line becomes 0, if it does between 0 and the most."""
    at = value - gain_there / slope if slope else -1.0
    return at if 0 <= at <= most else None
