"""Which inputs move the total most: each alone a fifth lower and a fifth higher, all others as usual.

A share stays within 100 %. Only the part of the total that an input touches is computed again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
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
    Shifts,
    idle_rate,
    impact,
    per_impact,
    responding,
    response_rate,
    terms,
)
from calculators.kit.estimate import Estimate, Rough, RoughShare
from calculators.kit.fields import Field, Money, describe
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

    @property
    def width(self) -> float:
        """How far the total moves."""
        return abs(self.higher - self.lower)


def swings(run: Course, hours: float) -> list[Swing]:
    """The inputs that move the total of an outage of so many hours, the strongest first."""
    total = run.at(hours).base.total
    found = [
        Swing(name, total + change(1 - FIFTH), total + change(1 + FIFTH))
        for name, change in (*_of_all(run, hours), *_of_rows(run, hours))
    ]
    moving = [swing for swing in found if swing.width > 1e-9 * max(total, 1)]
    return sorted(moving, key=lambda swing: -swing.width)[:NAMED]


def _of_all(run: Course, hours: float) -> Iterator[tuple[Text, Callable[[float], float]]]:
    """The fields that stand once: the change of the total where one is so many times as much."""
    inputs, cost = run.inputs, run.at(hours).base
    label = {name: field.label for name, field in describe(type(inputs)).items()}
    worked, case = run.calendar.worked(hours), run.cases[BASE]

    def times(part: float) -> Callable[[float], float]:
        return lambda factor: part * (factor - 1)

    yield label["down"], lambda factor: run.at(hours * factor).base.total - cost.total
    yield label["revenue"], times(cost.margin)
    yield label["days"], lambda factor: cost.margin * (1 / factor - 1)
    if inputs.peak != 1:
        yield label["peak"], times(cost.margin)
    if inputs.mode == FULL:
        yield label["reentry"], times(case.catch_up)
        yield label["reentry_rate"], times(case.catch_up_rate * worked)
        yield label["reentry_cost"], times(cost.catch_up)
        yield label["overtime"], times(cost.catch_up)


def _of_rows(run: Course, hours: float) -> Iterator[tuple[Text, Callable[[float], float]]]:
    """The cells of all rows."""
    inputs, known, calendar = run.inputs, run.known, run.calendar
    worked = calendar.worked(hours)
    steps = [process.steps(BASE) for process in known.processes]
    stopped = [exposure([steps[at] for at in through], hours, calendar) for through in known.through]
    each = [per_impact(stream, inputs, BASE) for stream in known.streams]

    def of_process(at: int) -> Part:
        touched = [place for place, through in enumerate(known.through) if at in through]

        def lost(process: Process) -> float:
            own = [*steps[:at], process.steps(BASE), *steps[at + 1 :]]
            return sum(
                each[place] * exposure([own[other] for other in known.through[place]], hours, calendar)
                for place in touched
            )

        return lost

    def of_stream(at: int) -> Part:
        return lambda stream: per_impact(stream, inputs, BASE) * stopped[at]

    groups: tuple[tuple[type[Any], tuple[Any, ...], Callable[[int], Part]], ...] = (
        (Process, known.processes, of_process),
        (Stream, known.streams, of_stream),
        (Department, known.departments, lambda _: lambda row: idle_rate(row, inputs, BASE) * worked),
        (Responder, known.team, lambda _: lambda row: response_rate(row, BASE) * responding(hours)),
        (Penalty, known.penalties, lambda _: lambda row: terms(row, BASE).owed(hours)),
        (Expense, known.expenses, lambda _: lambda row: row.amount.base),
    )
    label = {name: field.label for name, field in describe(type(inputs)).items()}
    for kind, rows, part_of in groups:
        cells = _CELLS[kind]
        for at, row in enumerate(rows):
            part = part_of(at)
            now = part(row)
            for key in _AMOUNTS[kind]:
                value = getattr(row, key)
                if value is None:
                    continue
                if inputs.mode == FULL:
                    name = OF_ROW.format(row=_name(row, at + 1, cells), cell=cells[key].label)
                elif key in QUICKLY:
                    name = label[QUICKLY[key]]
                else:
                    continue
                yield name, _change(part, now, row, key, value)


def exposure(steps: list[list[tuple[float, float]]], hours: float, calendar: Shifts) -> float:
    """Working hours of an outage, each counted as far as a stream is stopped in it."""
    course = impact(steps)
    ends = [*(after for after, _ in course[1:]), hours]
    return sum(
        level * (calendar.worked(min(until, hours)) - calendar.worked(min(after, hours)))
        for (after, level), until in zip(course, ends, strict=True)
    )


def _change(part: Part, now: float, row: Any, key: str, value: Any) -> Callable[[float], float]:
    """How a part changes with one cell of its row."""
    most = 1 if isinstance(_CELLS[type(row)][key], RoughShare) else None

    def change(factor: float) -> float:
        usual = (value.base if isinstance(value, Estimate) else value) * factor
        usual = usual if most is None else min(usual, most)
        scaled = Estimate.exactly(usual) if isinstance(value, Estimate) else usual
        return part(replace(row, **{key: scaled})) - now

    return change


def _name(row: Any, number: int, cells: dict[str, Field[Any]]) -> Text:
    if isinstance(row, Responder):
        return cells["role"].show(row.role)
    return named(row.name, number, cells["name"].label)
