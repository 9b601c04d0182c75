"""Bars that say how much is sure and how much is possible: solid to the low end, open on to the high one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from calculators.kit.chart import WIDTH, figure
from calculators.kit.markup import Markup, tag
from calculators.kit.show import number
from calculators.kit.text import Language, Text

_LEFT, _RIGHT, _TOP = 26, 14, 6
_BAR, _STEP = 18, 30
_TICKS = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """One of several: its ends, a mark between them, the words of its caption, and whether it is struck."""

    low: float
    high: float
    mark: float | None
    words: Text
    crossed: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """Numbered bars from 0 to `most`; the caption explains them."""

    title: Text
    description: Text
    bars: Sequence[Bar]
    most: float
    key: Text

    def draw(self, language: Language, name: str) -> Markup:
        """The figure; `name` keeps its ids apart from others on the page."""
        bottom = _TOP + _STEP * len(self.bars)
        inside = [
            [self._tick(self.most * part / _TICKS, bottom) for part in range(_TICKS + 1)],
            [self._bar(bar, _TOP + _STEP * at, str(at + 1)) for at, bar in enumerate(self.bars)],
        ]
        return figure(
            self, inside, bottom + 22, [bar.words for bar in self.bars], language=language, name=name
        )

    def _x(self, value: float) -> float:
        return round(_LEFT + value / self.most * (WIDTH - _LEFT - _RIGHT), 2)

    def _bar(self, bar: Bar, y: float, label: str) -> Markup:
        start, low, high = self._x(0), self._x(bar.low), self._x(bar.high)
        ink = {"stroke": "currentColor", "stroke_width": "1.5"}
        size = {"y": y, "height": _BAR}
        middle = y + _BAR / 2
        return tag(
            "g",
            tag(
                "text",
                label,
                x=_LEFT - 10,
                y=middle + 4.5,
                font_size="13",
                text_anchor="middle",
                fill="currentColor",
            ),
            tag(
                "rect", x=start, width=round(low - start, 2), fill="currentColor", fill_opacity="0.45", **size
            ),
            tag("rect", x=start, width=round(high - start, 2), fill="none", **size, **ink),
            None
            if bar.mark is None
            else tag(
                "path", d=f"M{self._x(bar.mark)} {y - 4}v{_BAR + 8}", stroke="currentColor", stroke_width="3"
            ),
            tag("path", d=f"M{start - 4} {middle}H{max(high, start) + 6}", fill="none", **ink)
            if bar.crossed
            else None,
        )

    def _tick(self, value: float, bottom: float) -> Markup:
        x = self._x(value)
        return tag(
            "g",
            tag("line", x1=x, x2=x, y1=_TOP - 4, y2=bottom, stroke="currentColor", stroke_opacity="0.25"),
            tag(
                "text",
                number(value).en,
                x=x,
                y=bottom + 14,
                font_size="12",
                text_anchor="middle",
                fill="currentColor",
            ),
        )
