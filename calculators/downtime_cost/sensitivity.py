"""Which inputs move the total most: each alone a fifth lower and a fifth higher, all others as usual.

A share stays within 100 %. Only the part of the total that an input touches is computed again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf, sumprod
from typing import Any

from calculators.downtime_cost.business import (
    FULL,
    Department,
    Expense,
    Penalty,
    Process,
    Responder,
    Stream,
    named,
)
from calculators.downtime_cost.course import (
    BASE,
    Course,
    busy_hour,
    idle_rate,
    levels,
    responding,
    response_rate,
    stream_rate,
    terms,
    worst,
)
from calculators.kit.estimate import Estimate, Rough, RoughShare
from calculators.kit.fields import Money, describe
from calculators.kit.text import Text

FIFTH = 0.2
NAMED = 8

OF_ROW = Text("{row}：{cell}", "{row}: {cell}")
# The cells whose values the quick form asks for, and what it calls them.
QUICKLY = {"impact": "stopped", "margin": "margin", "people": "people", "pay": "pay", "load": "load"}

_CELLS = {kind: describe(kind) for kind in (Process, Stream, Department, Responder, Penalty, Expense)}
# The cells that hold an amount, a share or a count.
_AMOUNTS = {
    kind: [key for key, cell in cells.items() if isinstance(cell, Rough | Money)]
    for kind, cells in _CELLS.items()
}

type Part = Callable[[Any], float]


@dataclass(frozen=True, slots=True)
class Swing:
    """The total with one input a fifth lower and a fifth higher."""

    name: Text
    lower: float
    higher: float


type Change = Callable[[float], float]  # of the total, where an input is so many times as much


@dataclass(frozen=True, slots=True)
class _Input:
    """An input and what it changes; a cell with the row that it stands in."""

    label: Text
    change: Change
    row: Any = None
    number: int = 0

    def name(self) -> Text:
        """Its label, with the name of its row."""
        if self.row is None:
            return self.label
        return OF_ROW.format(row=_name(self.row, self.number), cell=self.label)


def swings(run: Course, hours: float) -> list[Swing]:
    """The inputs that move the total of an outage of so many hours, the strongest first."""
    total = run.at(hours).base.total
    found = [
        (input_, total + input_.change(1 - FIFTH), total + input_.change(1 + FIFTH))
        for input_ in (*_of_all(run, hours), *_of_rows(run, hours))
    ]
    found = [(input_, lower, higher) for input_, lower, higher in found if abs(higher - lower) > 1e-9 * total]
    found.sort(key=lambda each: -abs(each[2] - each[1]))
    return [Swing(input_.name(), lower, higher) for input_, lower, higher in found[:NAMED]]


def _of_all(run: Course, hours: float) -> Iterator[_Input]:
    """The fields that stand once."""
    inputs, cost, case = run.inputs, run.at(hours).base, run.cases[BASE]
    label = {name: field.label for name, field in describe(type(inputs)).items()}
    worked = run.calendar.worked(hours)

    def times(part: float) -> Change:
        return lambda factor: part * (factor - 1)

    def longer(factor: float) -> float:
        return run.cases[BASE].at(hours * factor, run.calendar).total - cost.total

    yield _Input(label["down"], longer)
    yield _Input(label["revenue"], times(cost.margin))
    yield _Input(label["days"], lambda factor: cost.margin * (1 / factor - 1))
    if inputs.peak != 1:
        yield _Input(label["peak"], times(cost.margin))
    if inputs.mode == FULL:
        yield _Input(label["reentry"], times(case.catch_up))
        yield _Input(label["reentry_rate"], times(case.catch_up_rate * worked))
        yield _Input(label["reentry_cost"], times(cost.catch_up))
        yield _Input(label["overtime"], times(cost.catch_up))


def _of_rows(run: Course, hours: float) -> Iterator[_Input]:
    """The cells of all rows."""
    inputs = run.inputs
    label = {name: field.label for name, field in describe(type(inputs)).items()}
    for rows, part_of in _parts(run, hours):
        for at, row in enumerate(rows):
            part = part_of(at)
            now = part(row)
            for key in _AMOUNTS[type(row)]:
                value = getattr(row, key)
                if value is None:
                    continue
                change = _change(part, now, row, key, value)
                if inputs.mode == FULL:
                    yield _Input(_CELLS[type(row)][key].label, change, row, at + 1)
                elif key in QUICKLY:
                    yield _Input(label[QUICKLY[key]], change)


def _parts(run: Course, hours: float) -> Iterator[tuple[tuple[Any, ...], Callable[[int], Part]]]:
    """The groups of rows, and for each row how its part of the total follows from it."""
    inputs, known, case = run.inputs, run.known, run.cases[BASE]
    worked, revenue = run.calendar.worked(hours), busy_hour(inputs, BASE)
    # Working hours of the outage between each change of the impact and the next.
    until = [run.calendar.worked(min(change, hours)) for change in (*case.changes, hours)]
    stretches = [after - before for before, after in pairwise(until)]

    def of_process(at: int) -> Part:
        touched = [
            (rate, worst([case.stopped[other] for other in through if other != at], 0))
            for rate, through in zip(case.of_stream, known.through, strict=True)
            if at in through
        ]

        def lost(process: Process) -> float:
            own = levels(process.steps(BASE), case.changes)
            return sum(
                rate * sumprod(stretches, map(max, own, others) if others else own)
                for rate, others in touched
            )

        return lost

    def of_stream(at: int) -> Part:
        through = known.through[at]
        stopped = worst([case.stopped[place] for place in through], len(stretches))
        exposed = sumprod(stretches, stopped)
        return lambda stream: stream_rate(stream, revenue, BASE) * exposed

    yield known.processes, of_process
    yield known.streams, of_stream
    yield known.departments, lambda _: lambda row: idle_rate(row, inputs, BASE) * worked
    yield known.team, lambda _: lambda row: response_rate(row, BASE) * responding(hours)
    yield known.penalties, lambda _: lambda row: terms(row, BASE).owed(hours)
    yield known.expenses, lambda _: lambda row: row.amount.base


def _change(part: Part, now: float, row: Any, key: str, value: Any) -> Change:
    """How a part of the total changes with one cell of its row."""
    most = 1.0 if isinstance(_CELLS[type(row)][key], RoughShare) else inf

    def change(factor: float) -> float:
        if isinstance(value, Estimate):
            scaled: Any = Estimate.exactly(min(value.base * factor, most))
        else:
            scaled = value * factor
        return part(replace(row, **{key: scaled})) - now

    return change


def _name(row: Any, number: int) -> Text:
    """What a row is called."""
    cells = _CELLS[type(row)]
    if isinstance(row, Responder):
        return cells["role"].show(row.role)
    return named(row.name, number, cells["name"].label)
