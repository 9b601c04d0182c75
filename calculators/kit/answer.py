"""What a calculator hands to whoever shows it: page, paper, command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from calculators.kit.chart import Drawing
from calculators.kit.text import Language, Text


@dataclass(frozen=True, slots=True)
class Source:
    """Where a formula or a constant comes from."""

    title: Text
    where: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the result's table."""

    label: Text
    value: Text
    remark: Text | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One of several possible results: its name, and what is to be said of it, line by line.

    A quiet one is out of the running, and says so.
    """

    title: Text
    lines: tuple[Row, ...]
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence beside the result, with the state that marks it by word and shape."""

    state: Literal["act", "stop", "wait", "unknown"]
    words: Text


@dataclass(frozen=True, slots=True)
class Step:
    """A formula in words, and the same with the reader's own numbers."""

    formula: Text
    numbers: Text


@dataclass(frozen=True, slots=True)
class Letter:
    """A text to send to somebody, in the language of whom it is for."""

    title: Text
    language: Language
    words: str


@dataclass(frozen=True, slots=True)
class Link:
    """The way to where the reader goes on: an address as seen from a calculator's page."""

    words: Text
    address: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the result under a heading of its own: a sentence, a drawing, a table, letters to send.

    It rests on fields that the number does not need. While the reader has answered others and none of these,
    it shows nothing of the example's: it says `meanwhile`, or to fill in the first.
    """

    title: Text
    words: Text | None = None
    drawing: Drawing | None = None
    head: tuple[Text, ...] = ()
    rows: tuple[tuple[Text, ...], ...] = ()
    letters: tuple[Letter, ...] = ()
    steps: tuple[Step, ...] = ()
    rests_on: tuple[str, ...] = ()
    meanwhile: Text | None = None
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A result in words: a number, a sentence, cards, a drawing, tables, notes, and how it was found."""

    label: Text
    number: Text
    sentence: Text
    rows: tuple[Row, ...] = ()
    steps: tuple[Step, ...] = ()
    cards: tuple[Card, ...] = ()
    notes: tuple[Note, ...] = ()
    drawing: Drawing | None = None
    sections: tuple[Section, ...] = ()
    unused: tuple[str, ...] = ()  # fields that the number and the sentence do not rest on


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that a calculator knows, and that a field of another may take.

    `value` finds it in the inputs and the result, None where they do not tell; `currency` is an amount's.
    It rests on all that the number rests on and on further fields, or where it stands `alone`, on these only.
    """

    words: Text
    value: Callable[[Any, Any], Any]
    unit: Text | None = None
    rests_on: tuple[str, ...] = ()
    alone: bool = False
    currency: Callable[[Any], str] | None = None


class Calculator(Protocol):
    """The shape of a calculator's module."""

    __name__: str

    @property
    def TITLE(self) -> Text:  # noqa: D102, N802
        ...

    @property
    def SOURCES(self) -> Mapping[str, Source]:  # noqa: D102, N802
        ...

    @property
    def Inputs(self) -> type[Any]:  # noqa: D102, N802
        ...

    @property
    def calculate(self) -> Any:  # noqa: D102
        ...

    @property
    def answer(self) -> Any:  # noqa: D102
        ...


class Offering(Calculator, Protocol):
    """A calculator from which others take: what they call it, and what it offers."""

    @property
    def NAME(self) -> Text:  # noqa: D102, N802
        ...

    @property
    def OFFERS(self) -> Mapping[str, Offer]:  # noqa: D102, N802
        ...


def name_of(calculator: Calculator) -> str:
    """The one name that module, page, test, fence and form share."""
    return calculator.__name__.rpartition(".")[2]
