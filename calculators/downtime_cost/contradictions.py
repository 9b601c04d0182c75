"""What cannot be true together: the fields that contradict each other, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from calculators.downtime_cost.business import FULL
from calculators.downtime_cost.course import LONGEST
from calculators.kit import show
from calculators.kit.errors import InputError
from calculators.kit.text import Text

if TYPE_CHECKING:
    from calculators.downtime_cost import Inputs

NO_COST = Text(
    "填了补录工时，还要填“补录一小时的成本”。",
    "With hours of re-entry, fill in “Cost of an hour of re-entry” too.",
)
CHANGE_OUTSIDE = Text(
    "“其间时钟调整以后的时间”要在 {start} 以后的一年之内；不在其间就不填。",
    "“When the clocks have changed” must be within a year after {start}; otherwise leave it empty.",
)
CHANGE_WITHOUT = Text(
    "填了“其间时钟调整以后的时间”，但前后的 UTC 偏移都是 {offset}：改正其中一个偏移，或不填这一项。",
    "“When the clocks have changed” is filled in, yet the UTC offset is {offset} before and after: "
    "correct one of the offsets, or leave it empty.",
)


def check(inputs: Inputs) -> None:
    """Refuse what cannot be."""
    told = inputs.reentry is not None or inputs.reentry_rate is not None
    if inputs.mode == FULL and told and inputs.reentry_cost is None:
        raise InputError(NO_COST, "reentry_cost")
    change, start = inputs.clock_change, inputs.start
    if change is None:
        return
    if not start <= change <= start + LONGEST:
        raise InputError(CHANGE_OUTSIDE.format(start=show.stamp(start)), "clock_change")
    offset = start.utcoffset()
    if offset is not None and change.utcoffset() == offset:
        raise InputError(
            CHANGE_WITHOUT.format(offset=show.offset(offset)), "clock_change", "clock_change.offset"
        )
