"""Graphs of amounts: a curve over time with its range, and bars that reach from a usual value to both sides.

Like the line of time they are 320 units wide, and their words stand in the caption.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from calculators.kit.chart import EDGE, MARK_GAP, WIDTH, figure, led, spread
from calculators.kit.estimate import Estimate
from calculators.kit.markup import Markup, tag
from calculators.kit.text import Language, Text
from calculators.kit.units import DAY, HOUR

_LEFT, _TOP, _BOTTOM, _HEIGHT = 58, 44, 176, 200
_GRID, _TICKS = 4, 5  # at most so many stripes, and stretches between labels below
_HOURS = (1, 2, 3, 6, 12, 24, 48, 120, 240, 480, 960, 1_920)
_IN_DAYS = 48
_ROW, _BARS_LEFT = 22, 30

_ZH = ((1e12, " 万亿"), (1e8, " 亿"), (1e4, " 万"), (1, ""))
_EN = ((1e12, "tn"), (1e9, "bn"), (1e6, "M"), (1e3, "k"), (1, ""))


def short(value: float) -> Text:
    """A round amount for a narrow place.

    >>> short(150_000).zh, short(150_000).en, short(0).en
    ('15 万', '150k', '0')
    """
    return Text(*(_short(value, units) for units in (_ZH, _EN)))


def _short(value: float, units: tuple[tuple[float, str], ...]) -> str:
    worth, letters = next((unit for unit in units if value >= unit[0]), (1, ""))
    return f"{value / worth:g}{letters}" if value < 1e15 else f"{value:.0e}"


def round_step(span: float, most: int) -> float:
    """The least of 1, 2, 5, 10, 20 … that cuts a span into at most so many parts.

    >>> round_step(118_000, 4), round_step(7, 4)
    (50000.0, 2.0)
    """
    least = max(span, 1e-9) / most
    power = 10.0 ** floor(log10(least))
    return next(step * power for step in (1, 2, 5, 10, 20) if step * power >= least * (1 - 1e-9))


@dataclass(frozen=True, slots=True)
class Place:
    """A place on a curve, in hours, with the words of its caption."""

    at: float
    words: Text


@dataclass(frozen=True, slots=True)
class Curve:
    """An amount as hours go by: the usual as a line, the range as a band, a limit as a broken line."""

    title: Text
    description: Text
    points: Sequence[tuple[float, Estimate]]
    marks: Sequence[Place]
    key: Text
    limit: float | None = None

    def draw(self, language: Language, name: str) -> Markup:
        """The figure."""
        last = self.points[-1][0]
        highest = max(1, self.limit or 0, *(value.high for _, value in self.points))
        step = round_step(highest, _GRID)
        top = step * ceil(highest / step - 1e-9)

        def x(hours: float) -> float:
            return round(_LEFT + hours / last * (WIDTH - EDGE - _LEFT), 2)

        def y(value: float) -> float:
            return round(_BOTTOM - value / top * (_BOTTOM - _TOP), 2)

        def path(parts: Sequence[tuple[float, float]], **look: object) -> Markup:
            return tag("path", d="M" + "L".join(f"{x(at)} {y(value)}" for at, value in parts), **look)

        band = [(at, value.high) for at, value in self.points]
        band += [(at, value.low) for at, value in reversed(self.points)]
        line = [(at, value.base) for at, value in self.points]
        places = [x(mark.at) for mark in self.marks]
        rings = enumerate(zip(places, spread(places, MARK_GAP, EDGE, WIDTH - EDGE), strict=True), 1)
        limit = [] if self.limit is None else [(0, self.limit), (last, self.limit)]
        inside = [
            [_across(y(step * count), step * count, language) for count in range(round(top / step) + 1)],
            [_below(x(at), at, language) for at in _rounded(last)],
            path(band, fill="currentColor", fill_opacity="0.25"),
            path(line, fill="none", stroke="currentColor", stroke_width="2"),
            path(limit, stroke="currentColor", stroke_dasharray="6 4") if limit else None,
            [led(number, place, label, _TOP - 6, _BOTTOM) for number, (place, label) in rings],
        ]
        return figure(
            self, inside, _HEIGHT, [mark.words for mark in self.marks], language=language, name=name
        )


def _across(y: float, value: float, language: Language) -> Markup:
    """A line across, with its amount to the left."""
    line = tag("line", x1=_LEFT, x2=WIDTH - EDGE, y1=y, y2=y, stroke="currentColor", stroke_opacity="0.3")
    return tag("g", line, _letters(short(value)[language], _LEFT - 5, y + 4, "end"))


def _rounded(last: float) -> list[float]:
    """Round hours, few enough for their labels."""
    step = next((step for step in _HOURS if last <= step * _TICKS), None) or _HOURS[-1] * ceil(
        last / _HOURS[-1] / _TICKS
    )
    return [step * count for count in range(int(last / step) + 1)]


def _below(x: float, hours: float, language: Language) -> Markup:
    """A tick below, with its hours or days where it has room."""
    line = tag("line", x1=x, x2=x, y1=_BOTTOM, y2=_BOTTOM + 5, stroke="currentColor")
    unit, count = (DAY, hours / 24) if hours >= _IN_DAYS else (HOUR, hours)
    said = Text.same("{n} {unit}").format(n=f"{count:g}", unit=unit.name)[language]
    half = 5 * len(said) if language == "zh" else 4 * len(said)
    return tag("g", line, _letters(said, x, _BOTTOM + 19, "middle") if x + half <= WIDTH else None)


# --- Bars ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tornado:
    """Bars from a usual amount to what it becomes at one end, hollow, and at the other, filled.

    They are numbered: a table beside it names them.
    """

    title: Text
    description: Text
    usual: float
    bars: Sequence[tuple[float, float]]
    key: Text

    def draw(self, language: Language, name: str) -> Markup:
        """The figure."""
        ends = [self.usual, *(end for bar in self.bars for end in bar)]
        first, span = min(ends), max(ends) - min(ends) or 1

        def x(value: float) -> float:
            return round(_BARS_LEFT + (value - first) / span * (WIDTH - EDGE - _BARS_LEFT), 2)

        def bar(end: float, row: int, fill: str) -> Markup:
            left, right = sorted((x(self.usual), x(end)))
            return tag(
                "rect",
                x=left,
                y=_ROW * row + 4,
                width=round(right - left, 2),
                height=_ROW - 8,
                fill=fill,
                stroke="currentColor",
            )

        middle, bottom = x(self.usual), _ROW * len(self.bars)
        numbered = [
            tag(
                "g",
                _letters(str(row + 1), 12, _ROW * row + 14, "middle"),
                bar(hollow, row, "none"),
                bar(filled, row, "currentColor"),
            )
            for row, (hollow, filled) in enumerate(self.bars)
        ]
        upright = tag(
            "line", x1=middle, x2=middle, y1=0, y2=bottom + 4, stroke="currentColor", stroke_width="2"
        )
        return figure(self, [numbered, upright], bottom + 4, language=language, name=name)


def _letters(said: str, x: float, y: float, anchor: str) -> Markup:
    return tag("text", said, x=x, y=y, font_size="12", text_anchor=anchor, fill="currentColor")
