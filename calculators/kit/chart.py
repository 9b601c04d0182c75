"""The drawings: SVG without style attributes, readable in greyscale, in the colour of the text around it.

A drawing is 320 units wide, so that its figures stay legible on the narrowest phone; its words stand in the
caption, which wraps as any text does. What stands inside is laid out: marks move apart, labels thin out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

from calculators.kit import show
from calculators.kit.calendar import DAY
from calculators.kit.markup import Child, Markup, tag
from calculators.kit.text import Language, Text

WIDTH = 320
EDGE = 12
MARK_GAP = 22
_MARK_ROW, _BAR_TOP, _BAR_BOTTOM, _HEIGHT = 12, 40, 66, 90
_LANE_TOP, _LANE_GAP, _RADIUS, _POINT_GAP = 100, 14, 3.5, 2
_LABEL_GAP = 52
_WEEK_LEFT, _WEEK_RIGHT, _WEEK_ROW = 36, WIDTH - 20, 22
_STEPS = [timedelta(hours=hours) for hours in (1, 2, 3, 6, 12, 24, 48, 168, 336, 720, 2_184)]
_YEARS = (1, 2, 5, 10, 20, 50)


class Drawing(Protocol):
    """What can be drawn beside a result."""

    def draw(self, language: Language, name: str) -> Markup:
        """The figure; `name` keeps its ids apart from others on the page."""


class Told(Protocol):
    """What is told of a drawing: to whoever does not see it, and below it."""

    @property
    def title(self) -> Text:  # noqa: D102
        ...

    @property
    def description(self) -> Text:  # noqa: D102
        ...

    @property
    def key(self) -> Text:  # noqa: D102
        ...


def figure(
    told: Told, inside: Child, height: float, numbered: Sequence[Text] = (), *, language: Language, name: str
) -> Markup:
    """A drawing with its text alternative, and the caption that explains its numbers."""
    drawing = tag(
        "svg",
        tag("title", told.title[language], id=f"{name}-title"),
        tag("desc", told.description[language], id=f"{name}-desc"),
        inside,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {height}",
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
    )
    caption = tag(
        "figcaption",
        tag("ol", [tag("li", words[language]) for words in numbered]) if numbered else None,
        tag("p", told.key[language]),
    )
    return tag("figure", drawing, caption, class_="calculator-drawing")


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment on a timeline, with the words of its caption."""

    at: datetime
    words: Text


type Shape = Literal["dot", "ring", "cross"]


@dataclass(frozen=True, slots=True)
class Point:
    """A moment among many, told apart by its shape; the points of a shape have a line of their own."""

    at: datetime
    shape: Shape


@dataclass(frozen=True, slots=True)
class Timeline:
    """A window between two moments, working hours filled, with numbered marks that the caption explains."""

    title: Text
    description: Text
    start: datetime
    end: datetime
    filled: Sequence[tuple[datetime, datetime]]
    marks: Sequence[Mark]
    key: Text
    points: Sequence[Point] = ()

    def draw(self, language: Language, name: str) -> Markup:
        """The figure; `name` keeps its ids apart from others on the page."""
        marks = sorted(self.marks, key=lambda mark: mark.at)
        drawn = [*(mark.at for mark in marks), *(point.at for point in self.points)]
        first, last = min([self.start, *drawn]), max([self.end, *drawn])
        lanes = [shape for shape in _SHAPES if any(point.shape == shape for point in self.points)]
        height = _LANE_TOP + _LANE_GAP * (len(lanes) - 1) + 8 if lanes else _HEIGHT
        seconds = max((last - first).total_seconds(), 1)

        def x(at: datetime) -> float:
            return round(EDGE + (at - first).total_seconds() / seconds * (WIDTH - 2 * EDGE), 2)

        def bar(start: datetime, end: datetime, **look: object) -> Markup:
            size = {"y": _BAR_TOP, "height": _BAR_BOTTOM - _BAR_TOP, "width": round(x(end) - x(start), 2)}
            return tag("rect", x=x(start), **size, **look)

        places = [x(mark.at) for mark in marks]
        rings = enumerate(zip(places, spread(places, MARK_GAP, EDGE, WIDTH - EDGE), strict=True), 1)
        inside = [
            [bar(*stretch, fill="currentColor", fill_opacity="0.45") for stretch in self.filled],
            bar(self.start, self.end, fill="none", stroke="currentColor"),
            [led(number, place, label, _BAR_TOP - 6, _BAR_BOTTOM) for number, (place, label) in rings],
            [_tick(x(at), words[language]) for at, words in _ticks(first, last, self.end)],
            [
                _lane([x(point.at) for point in self.points if point.shape == shape], number, shape)
                for number, shape in enumerate(lanes)
            ],
        ]
        return figure(self, inside, height, [mark.words for mark in marks], language=language, name=name)


@dataclass(frozen=True, slots=True)
class Week:
    """The seven days from Monday, one under the other, with what is covered of each filled."""

    title: Text
    description: Text
    filled: Sequence[Sequence[tuple[int, int]]]  # for each day, in minutes from its midnight
    key: Text

    def draw(self, language: Language, name: str) -> Markup:
        """The figure; `name` keeps its ids apart from others on the page."""

        def x(minute: int) -> float:
            return round(_WEEK_LEFT + minute / DAY * (_WEEK_RIGHT - _WEEK_LEFT), 2)

        def bar(row: int, opens: int, closes: int, **look: object) -> Markup:
            place = {"x": x(opens), "y": row * _WEEK_ROW + 4, "width": round(x(closes) - x(opens), 2)}
            return tag("rect", height=_WEEK_ROW - 6, stroke="currentColor", **place, **look)

        rows = [
            [
                tag("text", show.WEEKDAYS[row][language], x=0, y=row * _WEEK_ROW + 16, font_size="13",
                    fill="currentColor"),
                bar(row, 0, DAY, fill="none"),
                [bar(row, *stretch, fill="currentColor", fill_opacity="0.45") for stretch in stretches],
            ]
            for row, stretches in enumerate(self.filled)
        ]  # fmt: skip
        bottom = len(rows) * _WEEK_ROW
        hours = [
            tag("text", f"{hour}:00", x=x(hour * 60), y=bottom + 14, font_size="12", text_anchor="middle",
                fill="currentColor")
            for hour in range(0, 25, 6)
        ]  # fmt: skip
        return figure(self, [rows, hours], bottom + 20, language=language, name=name)


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places in order, moved as little as needed to stand a gap apart between low and high.

    >>> spread([10, 12, 50], 20, 0, 100), spread([95, 98], 20, 0, 100)
    ([10, 30, 50], [80, 100])
    """
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + gap) if moved else max(place, low))
    for index in reversed(range(len(moved))):
        moved[index] = min(moved[index], high - gap * (len(moved) - 1 - index))
    return moved


def led(number: int, place: float, label: float, top: float, bottom: float) -> Markup:
    """A number in a ring, led to its place, and there from top to bottom."""
    ink = {"stroke": "currentColor", "stroke_width": "1.5"}
    return tag(
        "g",
        tag("path", d=f"M{label} {_MARK_ROW + 10}L{place} {top}V{bottom}", fill="none", **ink),
        tag("circle", cx=label, cy=_MARK_ROW, r="10", fill="none", **ink),
        tag(
            "text",
            str(number),
            x=label,
            y=_MARK_ROW + 4.5,
            font_size="13",
            text_anchor="middle",
            fill="currentColor",
        ),
    )


_SHAPES: tuple[Shape, ...] = ("dot", "ring", "cross")


def _lane(places: list[float], number: int, shape: Shape) -> Markup:
    """The points of a shape as one path; where they would cover each other, one stands for them."""
    y, r, apart = _LANE_TOP + number * _LANE_GAP, _RADIUS, -float(_POINT_GAP)
    parts = []
    for place in sorted(places):
        if place - apart < _POINT_GAP:
            continue
        apart = place
        if shape == "cross":
            parts.append(f"M{place - r} {y - r}l{2 * r} {2 * r}m0 {-2 * r}l{-2 * r} {2 * r}")
        else:
            parts.append(f"M{place - r} {y}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0")
    fill = "currentColor" if shape == "dot" else "none"
    return tag("path", d="".join(parts), fill=fill, stroke="currentColor", stroke_width="1.5")


def _ticks(first: datetime, last: datetime, clock: datetime) -> Iterator[tuple[datetime, Text]]:
    """Round times on the clock of `clock`, few enough for their labels to stand beside each other."""
    most = (WIDTH - 2 * EDGE) // _LABEL_GAP
    start = first.astimezone(clock.tzinfo)
    step = next((step for step in _STEPS if (last - first) <= step * most), None)
    if step is None:
        yield from _years(start, last, most)
        return
    midnight = start.replace(hour=0, minute=0, second=0)
    at = midnight + step * -((midnight - first) // step)
    while at <= last:
        yield at, show.short_day(at) if (at.hour, at.minute) == (0, 0) else Text.same(f"{at:%H:%M}")
        at += step


def _years(first: datetime, last: datetime, most: int) -> Iterator[tuple[datetime, Text]]:
    """The beginnings of round years."""
    spans = (years for years in _YEARS if (last - first) <= timedelta(days=365 * years) * most)
    step = next(spans, _YEARS[-1])
    for year in range(first.year - first.year % step, last.year + 2, step):
        at = datetime(year, 1, 1, tzinfo=first.tzinfo)
        if first <= at <= last:
            yield at, Text(f"{year} 年", f"{year}")


def _tick(x: float, label: str) -> Markup:
    """A tick under the bar; its label only where it has room to both sides."""
    line = tag("line", x1=x, x2=x, y1=_BAR_BOTTOM, y2=_BAR_BOTTOM + 5, stroke="currentColor")
    if not _LABEL_GAP / 2 - 3 <= x <= WIDTH - _LABEL_GAP / 2 + 3:
        return line
    words = tag(
        "text", label, x=x, y=_BAR_BOTTOM + 19, font_size="12", text_anchor="middle", fill="currentColor"
    )
    return tag("g", line, words)
