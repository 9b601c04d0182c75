"""A number that is known only roughly: one, or the least and the most, perhaps with the usual between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Unpack, override

from calculators.kit import errors, read, show
from calculators.kit.errors import InputError
from calculators.kit.fields import Common, Form, Input, Values, currency_of, declared, in_other_currency
from calculators.kit.text import Language, Text
from calculators.kit.units import PERCENT

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

    def number(self, typed: str) -> float:
        """One of the numbers in the field's own notation."""
        return read.number(typed, (self.unit.zh, self.unit.en))

    def written(self, part: float) -> str:
        """One of the numbers, so that `number` gives it back."""
        return f"{part:.15g}"

    def shown(self, part: float) -> Text:
        """One of the numbers, without what stands after the last."""
        return show.number(part, 6)

    @override
    def read(self, typed: str, name: str) -> Estimate:
        try:
            parts = [self.number(part) for part in _BETWEEN.split(read.plain(typed))]
        except OverflowError:
            raise self.outside(typed, name) from None
        except ValueError:
            raise self.unread(typed, name) from None
        if len(parts) > 3:
            raise self.problem(ROUGHLY, name, typed=typed)
        if not all(self.low <= part <= self.high for part in parts):
            raise self.outside(typed, name)
        if parts != sorted(parts):
            raise self.problem(OUT_OF_ORDER, name, typed=typed)
        return Estimate(parts[0], parts[1] if len(parts) == 3 else (parts[0] + parts[-1]) / 2, parts[-1])

    def unread(self, typed: str, name: str) -> InputError:
        """What is none of the field's numbers."""
        return self.problem(ROUGHLY, name, typed=typed)

    @override
    def write(self, value: Estimate, language: Language) -> str:
        return "–".join(self.written(part) for part in _distinct(value))

    @override
    def show(self, value: Estimate) -> Text:
        numbers = Text.joined((self.shown(part) for part in _distinct(value)), "–", "–")
        return self._with_unit(numbers)

    def _with_unit(self, number: Text) -> Text:
        return Text.same("{n} {unit}").format(n=number, unit=self.unit)

    @property
    @override
    def bounds(self) -> tuple[Text, Text]:
        return self.shown(self.low), self._with_unit(self.shown(self.high))

    @property
    @override
    def help(self) -> Text:
        return self.with_limits()


@dataclass(frozen=True, kw_only=True)
class RoughShare(Rough):
    """A share of one, typed and shown as a percentage, or a range of them."""

    @override
    def number(self, typed: str) -> float:
        return read.share(typed)

    @override
    def read(self, typed: str, name: str) -> Estimate:
        try:
            return super().read(typed, name)
        except LookupError as bare:
            value = read.number(str(bare))
            ways = {"fraction": show.share(value, 6), "percent": show.share(value / 100, 6)}
            raise self.problem(errors.SHARE, name, typed=typed, **ways) from None

    @override
    def written(self, part: float) -> str:
        return f"{round(part * 100, 10):.15g}%"

    @override
    def shown(self, part: float) -> Text:
        return show.share(part, 6)

    @override
    def _with_unit(self, number: Text) -> Text:
        return number


@dataclass(frozen=True, kw_only=True)
class RoughMoney(Rough):
    """An amount in the currency that another field names, or a range of them."""

    currency: str = "CNY"

    @override
    def take(self, values: Values, name: str, form: Form) -> Estimate:
        return replace(self, currency=currency_of(self, values, form)).take_input(values, name)

    @override
    def number(self, typed: str) -> float:
        return read.money(typed, self.currency)

    @override
    def unread(self, typed: str, name: str) -> InputError:
        return in_other_currency(self, typed, name, self.currency) or super().unread(typed, name)

    @override
    def shown(self, part: float) -> Text:
        return show.number(part)

    @override
    def _with_unit(self, number: Text) -> Text:
        return number


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


def rough_share(
    label: Text,
    low: float = 0,
    high: float = 1,
    *,
    example: Estimate | None = None,
    assumed: Estimate | None = None,
    **common: Unpack[Common],
) -> Any:
    """A share of one as a percentage, or a range of them."""
    return declared(RoughShare, label, example, assumed, unit=PERCENT, low=low, high=high, **common)


def rough_money(
    label: Text,
    high: float,
    *,
    follows: str,
    example: Estimate | None = None,
    assumed: Estimate | None = None,
    **common: Unpack[Common],
) -> Any:
    """An amount from 0 to `high` in the currency that the field `follows` names, or a range of them."""
    spec: dict[str, Any] = {"unit": Text.same("CNY"), "low": 0, "high": high, "follows": follows}
    return declared(RoughMoney, label, example, assumed, **spec, **common)
