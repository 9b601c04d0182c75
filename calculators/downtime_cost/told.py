"""The result in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from calculators.kit import show
from calculators.kit.answer import Answer
from calculators.kit.text import Text

if TYPE_CHECKING:
    from calculators.downtime_cost import Inputs, Result


def answer(inputs: Inputs, result: Result) -> Answer:
    """The result in words."""
    return Answer(
        label=Text("停机的代价", "Cost of the outage"),
        number=show.money(round(result.own.cost.base.total), inputs.currency),
        sentence=Text("还没写", "Not yet written"),
    )
