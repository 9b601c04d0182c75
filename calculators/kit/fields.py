"""The fields of a form, declared on a frozen dataclass, and how typed text becomes its values.

    @dataclass(frozen=True, kw_only=True)
    class Inputs:
        staff: float = quantity(Text("人数", "People"), Text("人", "people"), 1, 500, example=4)

The dataclass is the only list of fields: the HTML form, its limits, the messages, the paper worksheet and
the page's table of inputs derive from `describe(Inputs)`. The worked example is `Inputs()`.

A field carries an `example` (an illustration) or an `assumed` value (one that is safe until told).
A field that `takes="backup_loss.reentry"` may be filled with what another calculator offers (links.py).
A field that counts only `when` a flag or a choice above it has one of some answers keeps its value, unread,
otherwise.
Most fields are one Input; a moment brings its offset along, and rows.py repeats a group of fields.
"""

from __future__ import annotations

import dataclasses
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from typing import Any, TypedDict, Unpack, override

from calculators.kit import errors, read, schedule, show, words
from calculators.kit.calendar import WorkingCalendar
from calculators.kit.errors import InputError
from calculators.kit.schedule import CalendarError
from calculators.kit.text import LANGUAGES, Language, Text
from calculators.kit.units import HOUR, PERCENT, Unit

type Values = Mapping[str, str]
type Form = Mapping[str, Field[Any]]

EARLIEST, LATEST = datetime(1990, 1, 1), datetime(2100, 1, 1)
LONGEST = timedelta(days=36_525)


@dataclass(frozen=True, kw_only=True)
class Field[T](ABC):
    """One question of a form. A subclass knows how to take, spread and show its values."""

    label: Text
    value: T
    hint: Text | None = None
    assumed: bool = False
    optional: bool = False
    more: bool = False
    when: tuple[str, *tuple[bool | str, ...]] | None = None
    takes: str = ""

    @abstractmethod
    def take(self, values: Values, name: str, form: Form) -> T:
        """The value among the typed ones; an absent name means the worked example."""

    @abstractmethod
    def spread(self, value: T, name: str, language: Language) -> dict[str, str]:
        """A value as typed values by name, so that `take` gives it back."""

    @abstractmethod
    def show(self, value: T) -> Text:
        """A value as words."""

    @property
    def limits(self) -> Text | None:
        """Unit and range as words."""
        return None

    @property
    def help(self) -> Text | None:
        """The words beside the input."""
        return self.hint

    def rests_on_example(self, values: Values, name: str) -> bool:
        """Whether the example stands where the reader has typed nothing."""
        return name not in values and not self.assumed and self.value is not None

    def with_limits(self) -> Text:
        """The hint, and the limits after it."""
        said = words.RANGE.format(limits=self.limits)
        return Text.joined([self.hint, said], "", " ") if self.hint else said

    def problem(self, message: Text, /, *names: str, **values: object) -> InputError:
        """The message about this field; what was typed is cut to a readable length."""
        typed = str(values.pop("typed", ""))
        typed = typed if len(typed) <= 40 else typed[:39] + "…"
        return InputError(message.format(label=self.label, typed=typed, limits=self.limits, **values), *names)


@dataclass(frozen=True, kw_only=True)
class Input[T](Field[T]):
    """A question that one text answers. A subclass knows how to read and write it."""

    room: int = 200
    blank: bool = False  # an absent name is an empty text, as in a new row: no example stands there
    follows: str = ""  # the field that names the currency in which this one is read

    @abstractmethod
    def read(self, typed: str, name: str) -> T:
        """The value of a text that is not blank, or InputError."""

    @abstractmethod
    def write(self, value: T, language: Language) -> str:
        """A value as the form holds it, so that `read` gives it back."""

    @property
    def after(self) -> Text | None:
        """What stands after the input: its unit."""
        return None

    @property
    def bounds(self) -> tuple[Text, Text] | None:
        """The lowest and the highest value as words."""
        return None

    @property
    @override
    def limits(self) -> Text | None:
        if self.bounds is None:
            return None
        low, high = self.bounds
        return words.LIMITS.format(low=low, high=high)

    def outside(self, typed: str, name: str) -> InputError:
        """A value beyond the bounds."""
        assert self.bounds is not None
        return self.problem(errors.BETWEEN, name, low=self.bounds[0], high=self.bounds[1], typed=typed)

    @override
    def take(self, values: Values, name: str, form: Form) -> T:
        return self.take_input(values, name)

    def take_input(self, values: Values, name: str) -> T:
        """The value of the one text, whatever else belongs to the field."""
        typed = values.get(name)
        if typed is None:
            if not self.blank:
                return self.value
            typed = ""
        typed = typed.strip()
        if len(typed) > self.room:
            raise self.problem(errors.LONG, name, limit=self.room, length=len(typed))
        return self.read(typed, name) if typed else self.without(name)

    def without(self, name: str) -> T:
        """The value of a blank text."""
        if self.optional:
            return None  # type: ignore[return-value]  # the T of an optional field includes None
        raise self.problem(errors.NEEDED_WITHIN if self.limits else errors.NEEDED, name, example=self.example)

    @override
    def spread(self, value: T, name: str, language: Language) -> dict[str, str]:
        return {name: "" if value is None else self.write(value, language)}

    @property
    def example(self) -> Text:
        """The value of the worked example as a reader would type it."""
        if self.value is None:
            return words.NOT_FILLED
        return Text(*(self.write(self.value, language) for language in LANGUAGES))


@dataclass(frozen=True, kw_only=True)
class Quantity(Input[float]):
    """A number with its unit and its range."""

    unit: Text
    low: float
    high: float
    whole: bool = False

    def number(self, typed: str) -> float:
        """The number in the field's own notation."""
        return read.number(typed, (self.unit.zh, self.unit.en))

    @override
    def read(self, typed: str, name: str) -> float:
        try:
            value = self.number(typed)
        except OverflowError:
            raise self.outside(typed, name) from None
        except ValueError:
            raise self.unread(typed, name) from None
        if not self.low <= value <= self.high:
            raise self.outside(typed, name)
        if self.whole and value != int(value):
            raise self.problem(errors.WHOLE, name, typed=typed)
        return value + 0.0  # no minus zero

    def unread(self, typed: str, name: str) -> InputError:
        """What is none of the field's numbers."""
        return self.problem(errors.NUMBER, name, typed=typed, example=self.example)

    @override
    def write(self, value: float, language: Language) -> str:
        return f"{value:.15g}" if abs(value) < 1e15 else f"{value:.0f}"

    @property
    @override
    def after(self) -> Text | None:
        return self.unit

    @override
    def show(self, value: float) -> Text:
        return Text.same("{n} {unit}").format(n=show.number(value, 6), unit=self.unit)

    @property
    @override
    def bounds(self) -> tuple[Text, Text]:
        return show.number(self.low, 6), self.show(self.high)

    @property
    @override
    def help(self) -> Text:
        return self.with_limits()


@dataclass(frozen=True, kw_only=True)
class Money(Quantity):
    """An amount in a currency; where that `follows` another field, none is shown beside the number."""

    currency: str = "CNY"

    @override
    def take(self, values: Values, name: str, form: Form) -> float:
        if not self.follows:
            return super().take(values, name, form)
        known = replace(self, currency=currency_of(self, values, form), follows="")
        return known.take_input(values, name)

    @override
    def number(self, typed: str) -> float:
        return read.money(typed, self.currency)

    @override
    def unread(self, typed: str, name: str) -> InputError:
        return in_other_currency(self, typed, name, self.currency) or super().unread(typed, name)

    @property
    @override
    def after(self) -> Text | None:
        return None if self.follows else self.unit

    @override
    def show(self, value: float) -> Text:
        return show.number(value) if self.follows else show.money(value, self.currency)

    @property
    @override
    def bounds(self) -> tuple[Text, Text]:
        return self.show(self.low), self.show(self.high)


def in_other_currency(field: Input[Any], typed: str, name: str, currency: str) -> InputError | None:
    """The problem with an amount in a currency that is not the field's, if that is the problem."""
    if read.currency(typed) in (None, currency):
        return None
    return field.problem(errors.OTHER_CURRENCY, name, typed=typed, currency=currency)


def currency_of(field: Input[Any], values: Values, form: Form) -> str:
    """The code in the field that an amount follows; its own input tells where that cannot be read."""
    asked = form[field.follows]
    assert isinstance(asked, Input)
    try:
        return str(asked.take_input(values, field.follows))
    except InputError:
        return str(asked.value)


@dataclass(frozen=True, kw_only=True)
class Share(Quantity):
    """A share of one, typed and shown as a percentage."""

    @override
    def number(self, typed: str) -> float:
        return read.share(typed)

    @override
    def read(self, typed: str, name: str) -> float:
        try:
            return super().read(typed, name)
        except LookupError:
            bare = read.number(typed)
            ways = {"fraction": show.share(bare, 6), "percent": show.share(bare / 100, 6)}
            raise self.problem(errors.SHARE, name, typed=typed, **ways) from None

    @override
    def write(self, value: float, language: Language) -> str:
        return f"{round(value * 100, 10):.15g}%"

    @override
    def show(self, value: float) -> Text:
        return show.share(value, 6)

    @property
    @override
    def bounds(self) -> tuple[Text, Text]:
        return self.show(self.low), self.show(self.high)


@dataclass(frozen=True, kw_only=True)
class Duration(Input[timedelta]):
    """A length of time; a bare number counts in `unit`."""

    unit: Unit
    low: timedelta
    high: timedelta

    @override
    def read(self, typed: str, name: str) -> timedelta:
        try:
            value = read.duration(typed, self.unit.seconds)
        except OverflowError:
            value = timedelta.max
        except ValueError:
            raise self.problem(errors.DURATION, name, typed=typed) from None
        if not self.low <= value <= self.high:
            raise self.outside(typed, name)
        return value

    @override
    def write(self, value: timedelta, language: Language) -> str:
        return show.duration(value)[language]

    @override
    def show(self, value: timedelta) -> Text:
        return show.duration(value)

    @property
    @override
    def bounds(self) -> tuple[Text, Text]:
        return self.show(self.low), self.show(self.high)

    @property
    @override
    def limits(self) -> Text:
        low, high = self.bounds
        return words.LIMITS_OF_A_LENGTH.format(low=low, high=high, unit=self.unit.alone)

    @property
    @override
    def help(self) -> Text:
        return self.with_limits()


@dataclass(frozen=True, kw_only=True)
class Moment(Input[datetime]):
    """A date and time on a clock.

    The clock is a UTC offset of its own, in the input `name.offset`; left empty it is `offset`, which is an
    offset or the name of the moment whose clock it shares unless told. Or it always is that of `clock`.
    An offset inside the text wins; the moment is then carried over to the field's clock.
    """

    offset: str = ""
    clock: str = ""
    fill: str = ""

    @override
    def take(self, values: Values, name: str, form: Form) -> datetime:
        problems: list[InputError] = []
        try:
            offset = clock_of(self, values, name, form)
        except InputError as problem:
            offset = timedelta(0)
            # One that stands at another moment's input is told there.
            if problem.fields == (f"{name}.offset",):
                problems.append(problem)
        try:
            value = self.take_input(values, name)
        except InputError as problem:
            problems.append(problem)
        if problems:
            raise ExceptionGroup(name, problems)
        if value is None:
            return value
        zone = timezone(offset)
        if name in values and value.tzinfo:
            return value.astimezone(zone)
        return value.replace(tzinfo=zone)  # the example's reading too stands on the clock that was typed

    @override
    def read(self, typed: str, name: str) -> datetime:
        try:
            value = read.moment(typed)
        except (ValueError, OverflowError):
            raise self.problem(errors.MOMENT, name, typed=typed) from None
        if not EARLIEST <= value.replace(tzinfo=None) <= LATEST:
            raise self.outside(typed, name)
        return value

    @override
    def write(self, value: datetime, language: Language) -> str:
        return value.replace(tzinfo=None).isoformat(timespec="seconds" if value.second else "minutes")

    @override
    def show(self, value: datetime) -> Text:
        return show.moment(value, with_offset=True)

    @property
    @override
    def example(self) -> Text:
        return Text.same(super().example.en.replace("T", " "))

    @property
    @override
    def bounds(self) -> tuple[Text, Text]:
        return Text.same(str(EARLIEST.date())), Text.same(str(LATEST.date()))


def fills_itself(field: Field[Any]) -> bool:
    """Whether the element fills the field in by itself."""
    return isinstance(field, Moment) and bool(field.fill)


def clock_of(field: Moment, values: Values, name: str, form: Form) -> timedelta:
    """The UTC offset of a moment's clock."""

    def clock_like(other: str) -> timedelta:
        moment = form[other]
        assert isinstance(moment, Moment)
        return clock_of(moment, values, other, form)

    if field.clock:
        return clock_like(beside(field.clock, name, form))
    typed = values.get(f"{name}.offset", "").strip()
    if not typed and (other := beside(field.offset, name, form)) in form:
        return clock_like(other)
    try:
        return read.offset(typed or field.offset)
    except ValueError:
        label = words.OFFSET_LABEL.format(label=field.label)
        raise InputError(errors.OFFSET.format(label=label, typed=typed[:40]), f"{name}.offset") from None


def beside(other: str, name: str, form: Form) -> str:
    """The name of the field that a field calls `other`: one of its own row, else of the whole form."""
    own = f"{name.rpartition('.')[0]}.{other}"
    return own if own in form else other


@dataclass(frozen=True, kw_only=True)
class Choice(Input[str]):
    """One of a few named answers."""

    options: Mapping[str, Text]

    @override
    def read(self, typed: str, name: str) -> str:
        value = chosen(typed, self.options)
        if value is None:
            raise self.problem(errors.CHOOSE, name, options=Text.joined(self.options.values()))
        return value

    @override
    def write(self, value: str, language: Language) -> str:
        return value

    @override
    def show(self, value: str) -> Text:
        return self.options[value]


def chosen(typed: str, options: Mapping[str, Text]) -> str | None:
    """The answer that is meant: by its key, or by its words in either language."""
    if typed in options:
        return typed
    asked = read.plain(typed)
    meant = (
        key
        for key, option in options.items()
        if asked in (read.plain(key), *(read.plain(option[language]) for language in LANGUAGES))
    )
    return next(meant, None)


@dataclass(frozen=True, kw_only=True)
class Several(Input[frozenset[str]]):
    """Any of a few named answers; their keys with one space between them."""

    options: Mapping[str, Text]

    @override
    def read(self, typed: str, name: str) -> frozenset[str]:
        parts = re.split("[、，,；;]", typed)
        answers = [chosen(part, self.options) for part in (parts if len(parts) > 1 else typed.split())]
        if None in answers and (alone := chosen(typed, self.options)):
            return frozenset({alone})  # words of one answer, with a space in them
        if None in answers:
            raise self.problem(errors.CHOOSE_SEVERAL, name, options=Text.joined(self.options.values()))
        return frozenset(answer for answer in answers if answer)

    @override
    def without(self, name: str) -> frozenset[str]:
        if self.optional:
            return frozenset()
        raise self.problem(errors.CHOOSE_ONE, name, options=Text.joined(self.options.values()))

    @override
    def write(self, value: frozenset[str], language: Language) -> str:
        return " ".join(key for key in self.options if key in value)

    @override
    def show(self, value: frozenset[str]) -> Text:
        return Text.joined(self.options[key] for key in self.options if key in value) if value else words.NONE


@dataclass(frozen=True, kw_only=True)
class Flag(Input[bool]):
    """Yes or no."""

    yes: Text = words.YES
    no: Text = words.NO

    @property
    def options(self) -> dict[str, Text]:
        """The two answers, as the form offers them."""
        return {"yes": self.yes, "no": self.no}

    @override
    def read(self, typed: str, name: str) -> bool:
        if value := chosen(typed, self.options):
            return value == "yes"
        asked = read.plain(typed)
        if asked in ("true", "1", "on", "是", "false", "0", "off", "否"):
            return asked in ("true", "1", "on", "是")
        raise self.problem(errors.CHOOSE, name, options=Text.joined(self.options.values()))

    @override
    def write(self, value: bool, language: Language) -> str:
        return "yes" if value else "no"

    @override
    def show(self, value: bool) -> Text:
        return self.yes if value else self.no


@dataclass(frozen=True, kw_only=True)
class Words(Input[Text | str]):
    """A short free text, such as a name; the example may differ by language."""

    @override
    def read(self, typed: str, name: str) -> str:
        return typed

    @override
    def write(self, value: Text | str, language: Language) -> str:
        return value[language] if isinstance(value, Text) else value

    @override
    def show(self, value: Text | str) -> Text:
        return value if isinstance(value, Text) else Text.same(value)


@dataclass(frozen=True, kw_only=True)
class Hours(Input[WorkingCalendar]):
    """A working calendar, one rule a line."""

    @override
    def read(self, typed: str, name: str) -> WorkingCalendar:
        try:
            return schedule.parse(typed)
        except CalendarError as problem:
            message = errors.LINE if problem.line else errors.RULES
            raise self.problem(
                message, name, line=problem.line, typed=problem.typed, reason=problem.reason
            ) from None

    @override
    def write(self, value: WorkingCalendar, language: Language) -> str:
        return schedule.write(value, language)

    @override
    def show(self, value: WorkingCalendar) -> Text:
        return Text(*(schedule.write(value, language).replace("\n", "; ") for language in LANGUAGES))


# --- What a calculator writes on its Inputs ---------------------------------------------------------


class Common(TypedDict, total=False):
    """What every field may be told."""

    hint: Text
    optional: bool
    more: bool
    when: tuple[str, *tuple[bool | str, ...]]
    takes: str


def declared(kind: type[Field[Any]], label: Text, example: object, assumed: object, /, **spec: Any) -> Any:
    """A dataclass field that carries its spec; the value of the worked example is its default."""
    if example is not None and assumed is not None:
        raise TypeError(f"“{label.en}” has an example or an assumed value, not both")
    value = assumed if example is None else example
    if value is None and not spec.get("optional"):
        raise TypeError(f"“{label.en}” needs an example, or an assumed value, or to be optional")
    field = kind(label=label, value=value, assumed=assumed is not None, **spec)
    return dataclasses.field(default=value, metadata={"field": field})


def quantity(
    label: Text,
    unit: Text,
    low: float,
    high: float,
    *,
    example: float | None = None,
    assumed: float | None = None,
    whole: bool = False,
    **common: Unpack[Common],
) -> Any:
    """A number from `low` to `high` of a unit."""
    return declared(Quantity, label, example, assumed, unit=unit, low=low, high=high, whole=whole, **common)


def money(
    label: Text,
    low: float,
    high: float,
    *,
    example: float | None = None,
    assumed: float | None = None,
    currency: str = "CNY",
    follows: str = "",
    **common: Unpack[Common],
) -> Any:
    """An amount from `low` to `high`, in a currency or in the one that another field names."""
    spec: dict[str, Any] = {"unit": Text.same(currency), "currency": currency, "follows": follows}
    return declared(Money, label, example, assumed, low=low, high=high, **spec, **common)


def share(
    label: Text,
    low: float = 0,
    high: float = 1,
    *,
    example: float | None = None,
    assumed: float | None = None,
    **common: Unpack[Common],
) -> Any:
    """A share of one, as a percentage."""
    return declared(Share, label, example, assumed, unit=PERCENT, low=low, high=high, **common)


def duration(
    label: Text,
    *,
    unit: Unit = HOUR,
    low: timedelta = timedelta(0),
    high: timedelta = LONGEST,
    example: timedelta | None = None,
    assumed: timedelta | None = None,
    **common: Unpack[Common],
) -> Any:
    """A length of time."""
    return declared(Duration, label, example, assumed, unit=unit, low=low, high=high, **common)


def moment(
    label: Text,
    *,
    example: str | None = None,
    offset: str = "",
    clock: str = "",
    fill: str = "",
    **common: Unpack[Common],
) -> Any:
    """A date and time; Moment tells what `offset`, `clock` and `fill` do."""
    value = datetime.fromisoformat(example) if example else None
    return declared(Moment, label, value, None, offset=offset, clock=clock, fill=fill, **common)


def choice(
    label: Text,
    options: Mapping[str, Text],
    *,
    example: str | None = None,
    assumed: str | None = None,
    **common: Unpack[Common],
) -> Any:
    """One of a few named answers."""
    return declared(Choice, label, example, assumed, options=options, **common)


def several(
    label: Text,
    options: Mapping[str, Text],
    *,
    example: frozenset[str] | None = None,
    assumed: frozenset[str] | None = None,
    **common: Unpack[Common],
) -> Any:
    """Any of a few named answers, none of them too where it is optional."""
    if example is None and assumed is None and common.get("optional"):
        assumed = frozenset()
    return declared(Several, label, example, assumed, options=options, **common)


def flag(
    label: Text,
    *,
    example: bool | None = None,
    assumed: bool | None = None,
    yes: Text = words.YES,
    no: Text = words.NO,
    **common: Unpack[Common],
) -> Any:
    """Yes or no."""
    return declared(Flag, label, example, assumed, yes=yes, no=no, **common)


def text(label: Text, *, example: Text | None = None, room: int = 80, **common: Unpack[Common]) -> Any:
    """A short free text."""
    return declared(Words, label, example, None, room=room, **common)


def hours(
    label: Text, *, example: str | None = None, assumed: str | None = None, **common: Unpack[Common]
) -> Any:
    """A working calendar, given as its text."""
    shown = example and schedule.parse(example)
    taken = assumed and schedule.parse(assumed)
    return declared(Hours, label, shown, taken, room=10_000, **common)


# --- From the dataclass to a form, and from typed text to the dataclass -----------------------------


def describe(inputs: type[Any]) -> dict[str, Field[Any]]:
    """The fields of a form by name, in order."""
    return {item.name: item.metadata["field"] for item in dataclasses.fields(inputs)}


def parse[I](inputs: type[I], values: Values) -> I:
    """The inputs of a form; all its errors are raised together, as an ExceptionGroup of InputError."""
    form = describe(inputs)
    return inputs(**take_fields(form, values, form))


def take_fields(fields: Form, values: Values, form: Form, place: str = "") -> dict[str, Any]:
    """The values of the fields of a form, or of a row, where all names begin with `place`."""
    taken: dict[str, Any] = {}
    unread: set[str] = set()
    problems: list[InputError] = []
    for key, field in fields.items():
        if field.when and (field.when[0] in unread or taken.get(field.when[0]) not in field.when[1:]):
            unread.add(key)
            taken[key] = field.value
            continue
        try:
            taken[key] = field.take(values, place + key, form)
        except* InputError as group:
            problems += leaves(group)
    if problems:
        raise ExceptionGroup("inputs", problems)
    return taken


def leaves(group: BaseExceptionGroup[InputError]) -> list[InputError]:
    """The errors of a group, however deep."""
    return [
        leaf
        for item in group.exceptions
        for leaf in (leaves(item) if isinstance(item, BaseExceptionGroup) else [item])
    ]
