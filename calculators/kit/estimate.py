"""A number that is known only roughly: one, or the least and the most, perhaps with the usual between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Unpack, override

from calculators.kit import read, show
from calculators.kit.fields import Common, Input, declared
from calculators.kit.text import Language, Text

_BETWEEN = re.compile(r"(?<=\S)(?<![0-9.]e)\s*(?:[-~/至到]|\bto\b)\s*(?=\S)")

ROUGHLY = Text(
    "“{label}”写成一个数，或最少–通常–最多，例如 12 或 10–12–15（{limits}）；现在写的是“{typed}”。",
    "Write “{label}” as one number or as least–usual–most, for example 12 or 10–12–15 ({limits}); "
    "it now says “{typed}”.",
)
OUT_OF_ORDER = Text(
    "“{label}”要从小到大写，例如 10–12–15；现在写的是“{typed}”。",
    "Write “{label}” from the least to the most, for example 10–12–15; it now says “{typed}”.",
)


@dataclass(frozen=True, slots=True)
class Estimate:
    """The lowest, the usual and the highest value; all alike where only one is known."""

    low: float
    base: float
    high: float

    @classmethod
    def exactly(cls, value: float) -> Estimate:
        """A value without a range."""
        return cls(value, value, value)

    def __iter__(self) -> Iterator[float]:
        """From the lowest to the highest."""
        return iter((self.low, self.base, self.high))

    def __add__(self, other: Estimate) -> Estimate:
        """The sum, each with each."""
        return Estimate(self.low + other.low, self.base + other.base, self.high + other.high)

    def __mul__(self, factor: float) -> Estimate:
        """So many times as much."""
        return Estimate(self.low * factor, self.base * factor, self.high * factor)


@dataclass(frozen=True, kw_only=True)
class Rough(Input[Estimate]):
    """An estimate. Where two numbers are given, the usual is halfway between them."""

    unit: Text
    low: float
    high: float

    @override
    def read(self, typed: str, name: str) -> Estimate:
        units = (self.unit.zh, self.unit.en)
        try:
            parts = [read.number(part, units) for part in _BETWEEN.split(read.plain(typed))]
        except OverflowError:
            raise self.outside(typed, name) from None
        except ValueError:
            raise self.problem(ROUGHLY, name, typed=typed) from None
        if len(parts) > 3:
            raise self.problem(ROUGHLY, name, typed=typed)
        if not all(self.low <= part <= self.high for part in parts):
            raise self.outside(typed, name)
        if parts != sorted(parts):
            raise self.problem(OUT_OF_ORDER, name, typed=typed)
        return Estimate(parts[0], parts[1] if len(parts) == 3 else (parts[0] + parts[-1]) / 2, parts[-1])

    @override
    def write(self, value: Estimate, language: Language) -> str:
        return "–".join(f"{part:.15g}" for part in _distinct(value))

    @override
    def show(self, value: Estimate) -> Text:
        numbers = "–".join(show.number(part, 6).en for part in _distinct(value))
        return Text.same("{n} {unit}").format(n=numbers, unit=self.unit)

    @property
    @override
    def bounds(self) -> tuple[Text, Text]:
        high = Text.same("{n} {unit}").format(n=show.number(self.high, 6), unit=self.unit)
        return show.number(self.low, 6), high

    @property
    @override
    def help(self) -> Text:
        return self.with_limits()


def _distinct(value: Estimate) -> tuple[float, ...]:
    """One number where there is no range."""
    return (value.base,) if value.low == value.high else tuple(value)


def rough(
    label: Text,
    unit: Text,
    low: float,
    high: float,
    *,
    example: Estimate | None = None,
    assumed: Estimate | None = None,
    **common: Unpack[Common],
) -> Any:
    """A number from `low` to `high` of a unit, or a range of them."""
    return declared(Rough, label, example, assumed, unit=unit, low=low, high=high, **common)
