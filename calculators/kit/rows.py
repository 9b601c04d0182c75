"""Rows: a group of fields that is answered again for each backup, each kind of record, each person.

    @dataclass(frozen=True, kw_only=True)
    class Backup:
        start: datetime = moment(Text("开始", "Start"), example="2026-03-12T02:00+08:00", offset="crash")

    log: tuple[Backup, ...] = rows(Text("备份日志", "Backup log"), Backup, example=(Backup(),))

A row is a dataclass like Inputs. What contradicts itself within a row is found by its `__post_init__`, which
raises InputError with the names of its cells.

Among the typed values the field's own name holds the ids of the rows in order, one space between them.
A cell is `log.a.start`. The rows of the worked example have the ids 1, 2, 3; there an absent cell holds what
the example says, in any other row what was assumed, or nothing. A row with nothing in it is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, Unpack, override

from calculators.kit import errors, words
from calculators.kit.errors import InputError
from calculators.kit.fields import (
    Common,
    Field,
    Form,
    Input,
    Moment,
    Values,
    declared,
    describe,
    leaves,
    take_fields,
)
from calculators.kit.text import LANGUAGES, Language, Text

_ID = re.compile("[a-z0-9]{1,16}")
_MOST_KNOWN = 2_000


@dataclass(frozen=True, kw_only=True)
class Rows[R](Field[tuple[R, ...]]):
    """A repeating group.

    With `beside`, fields of the form that have the name of a cell, such as its weight, stand beside that
    cell on paper, under these words.
    """

    kind: type[R]
    at_most: int
    beside: Text | None = None

    @cached_property
    def cells(self) -> dict[str, Input[Any]]:
        """The fields of a new row: empty, except where something was assumed."""
        cells: dict[str, Any] = describe(self.kind)
        return {key: cell if cell.assumed else replace(cell, blank=True) for key, cell in cells.items()}

    @cached_property
    def examples(self) -> dict[str, dict[str, Input[Any]]]:
        """The fields of each row of the worked example by its id; their values are the example's."""
        return {
            str(number): {
                key: replace(cell, value=getattr(row, key), blank=False) for key, cell in self.cells.items()
            }
            for number, row in enumerate(self.value, 1)
        }

    @cached_property
    def _starts(self) -> dict[str, set[str]]:
        """What each cell of a new row may say while nobody has touched it."""
        return {
            key: {""}
            | ({cell.write(cell.value, language) for language in LANGUAGES} if cell.assumed else set())
            for key, cell in self.cells.items()
        }

    @cached_property
    def _inputs(self) -> list[str]:
        """The names of a row's inputs, the offsets of its moments among them."""
        return [
            *self.cells,
            *(f"{key}.offset" for key, cell in self.cells.items() if isinstance(cell, Moment)),
        ]

    @cached_property
    def _known(self) -> dict[tuple[object, ...], R | None]:
        """The rows that were read, by all that they were read from."""
        return {}

    def ids(self, values: Values, name: str) -> tuple[str, ...]:
        """The ids of the rows in order; what no form can have made is left out."""
        typed = values.get(name)
        return tuple(self.examples) if typed is None else _ids(typed)

    @override
    def take(self, values: Values, name: str, form: Form) -> tuple[R, ...]:
        ids = self.ids(values, name)
        if len(ids) > self.at_most:
            raise self.problem(errors.MANY_ROWS, name, limit=self.at_most, count=len(ids))
        around = (
            *(values.get(f"{key}.offset") for key, field in form.items() if isinstance(field, Moment)),
            *(values.get(cell.follows) for cell in self.cells.values() if cell.follows),
        )
        rows: list[R] = []
        problems: list[InputError] = []
        for number, id_ in enumerate(ids, 1):
            try:
                row = self._row(values, name, id_, form, around)
            except* InputError as group:
                problems += [
                    self.problem(errors.ROW, *problem.fields, row=number, message=problem.message)
                    for problem in leaves(group)
                ]
            else:
                rows += [] if row is None else [row]
        if problems:
            raise ExceptionGroup(name, problems)
        if not rows and not self.optional:
            raise self.problem(errors.NO_ROWS, name)
        return tuple(rows)

    def _row(
        self, values: Values, name: str, id_: str, form: Form, around: tuple[str | None, ...]
    ) -> R | None:
        """A row, None where it is blank. What was read before is known: a key changes one of two hundred."""
        place = f"{name}.{id_}."
        typed = (
            id_ if id_ in self.examples else "",
            around,
            *[values.get(place + key) for key in self._inputs],
        )
        if typed not in self._known:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            blank = self._is_blank(values, name, id_)
            self._known[typed] = (
                None if blank else self._read(values, place, self.examples.get(id_, self.cells), form)
            )
        return self._known[typed]

    def _read(self, values: Values, place: str, cells: dict[str, Input[Any]], form: Form) -> R:
        own = {place + key: cell for key, cell in cells.items()}
        taken = take_fields(cells, values, {**form, **own}, place)
        try:
            return self.kind(**taken)
        except InputError as problem:
            raise InputError(problem.message, *(place + cell for cell in problem.fields)) from None

    def _is_blank(self, values: Values, name: str, id_: str) -> bool:
        """Whether a row says no more than a new one."""
        for key, starts in self._starts.items():
            typed = values.get(f"{name}.{id_}.{key}")
            if typed is None and id_ in self.examples:
                return False
            if typed is not None and typed.strip() not in starts:
                return False
        return True

    @override
    def spread(self, value: tuple[R, ...], name: str, language: Language) -> dict[str, str]:
        """Rows with the ids 1, 2, 3."""
        spread = {name: " ".join(str(number) for number in range(1, len(value) + 1))}
        for number, row in enumerate(value, 1):
            for key, cell in self.cells.items():
                spread |= cell.spread(getattr(row, key), f"{name}.{number}.{key}", language)
        return spread

    @override
    def show(self, value: tuple[R, ...]) -> Text:
        if len(value) == 1:
            return words.ONE_ROW
        return words.ROWS.format(count=len(value)) if value else words.NONE

    @property
    @override
    def limits(self) -> Text:
        return words.ROWS_LIMIT.format(limit=self.at_most)

    @property
    @override
    def help(self) -> Text:
        return self.with_limits()

    @override
    def rests_on_example(self, values: Values, name: str) -> bool:
        """Whether a row of the example stands there that the reader has not touched."""
        if self.assumed:
            return False
        untouched = set(self.examples) & set(self.ids(values, name))
        return any(not any(f"{name}.{id_}.{key}" in values for key in self.cells) for id_ in untouched)


@lru_cache
def _ids(typed: str) -> tuple[str, ...]:
    return tuple(id_ for id_ in dict.fromkeys(typed.split()) if _ID.fullmatch(id_))


def rows(
    label: Text,
    kind: type[Any],
    *,
    example: tuple[Any, ...] | None = None,
    assumed: tuple[Any, ...] | None = None,
    at_most: int = 200,
    beside: Text | None = None,
    **common: Unpack[Common],
) -> Any:
    """A group of fields, once for each row; no row at all where it is optional."""
    if nested := [key for key, cell in describe(kind).items() if not isinstance(cell, Input)]:
        raise TypeError(f"“{label.en}”: a row cannot hold rows, but {nested} does")
    if example is None and assumed is None and common.get("optional"):
        assumed = ()
    return declared(Rows, label, example, assumed, kind=kind, at_most=at_most, beside=beside, **common)
