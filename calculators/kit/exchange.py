"""Inputs that come from elsewhere, by a link, a file or the command line, and results for other programs.

A file holds `{"calculator": NAME, "values": {…}}` with typed values by name, as the page saves it, or the
inputs themselves, as `--schema` describes them: rows are a list of objects, several answers a list of keys.
One file for all is `{"calculators": {NAME: {…}, …}}`, with typed values by name for each.
Whatever it holds, it becomes typed text that `parse` reads as if a reader had typed it.
"""

from __future__ import annotations

import dataclasses
import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from calculators.kit import words
from calculators.kit.answer import Calculator, name_of
from calculators.kit.errors import FOREIGN, OTHER_CALCULATOR, TOO_LONG, UNREADABLE, InputError
from calculators.kit.fields import Choice, Field, Flag, Input, Moment, Quantity, Several, Share, describe
from calculators.kit.rows import Rows
from calculators.kit.text import Language, Text

LONGEST = 1_000_000
_NAMED = 5  # of the names that are not known, so many are told
_DEEPEST = 20
_BRACKET = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[\]{}]', re.DOTALL)  # a string is passed over
_CELL = re.compile(r"(\w+)\.[a-z0-9]{1,16}\.([\w.]+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Brought:
    """What a text brings: typed values, the fields they answer, and the names that no field has."""

    values: dict[str, str]
    labels: tuple[Text, ...]
    unknown: tuple[str, ...]

    @property
    def told(self) -> Text:
        """What was brought, and what was left out."""
        said = words.BROUGHT_NOTHING
        if self.labels:
            said = words.BROUGHT.format(count=len(self.labels), labels=Text.joined(self.labels))
        if not self.unknown:
            return said
        return Text.joined([said, words.NOT_KNOWN.format(names=self.names)], "", " ")

    @property
    def names(self) -> Text:
        """The first of the names that no field has."""
        return named(self.unknown)


@dataclass(frozen=True, slots=True)
class Everything:
    """What a file of all calculators brings to each, or why not, and the names that no calculator has."""

    parts: dict[str, Brought | InputError]
    unknown: tuple[str, ...]


def named(names: tuple[str, ...]) -> Text:
    """The first of some names from outside."""
    more = Text.same("…") if len(names) > _NAMED else None
    shown = [Text("“{name}”", "“{name}”").format(name=name[:40] or " ") for name in names[:_NAMED]]
    return Text.joined([*shown, more] if more else shown)


def bring(module: Calculator, text: str) -> Brought:
    """The typed values in a text, or InputError."""
    return _brought(module, _inputs(module, text))


def _brought(module: Calculator, held: object) -> Brought:
    if not isinstance(held, dict):
        raise InputError(FOREIGN)
    fields = describe(module.Inputs)
    values: dict[str, str] = {}
    unknown: list[str] = []
    for name, value in held.items():
        field = fields.get(name)
        if isinstance(field, Rows) and isinstance(value, list):
            spread = dict(_spread(field, name, value))
        else:
            spread = {name: value}
        for each, typed in spread.items():
            asked = field_of(each, fields)
            if asked is None:
                unknown.append(each)
            else:
                values[each] = _typed(each, typed, asked)
    if held and not values:
        raise InputError(FOREIGN)
    brought = {name.partition(".")[0] for name in values}
    return Brought(
        values, tuple(field.label for name, field in fields.items() if name in brought), tuple(unknown)
    )


def bring_all(modules: Mapping[str, Calculator], text: str) -> Everything | None:
    """What a file of all calculators brings; None where it is no such file."""
    held = _read(text)
    if held is None or not isinstance(held.get("calculators"), dict):
        return None
    parts: dict[str, Brought | InputError] = {}
    for name, module in modules.items():
        if name in held["calculators"]:
            try:
                parts[name] = _brought(module, held["calculators"][name])
            except InputError as problem:
                parts[name] = problem
    return Everything(parts, tuple(name for name in held["calculators"] if name not in modules))


def _inputs(module: Calculator, text: str) -> dict[str, Any]:
    """The inputs of a calculator that a text holds, as they are written there."""
    held = _read(text)
    if held is None:
        raise InputError(FOREIGN)
    if "calculator" not in held or not isinstance(held.get("values"), dict):
        return held
    if held["calculator"] != name_of(module):
        raise InputError(OTHER_CALCULATOR.format(title=module.TITLE))
    values: dict[str, Any] = held["values"]
    return values


def _read(text: str) -> dict[str, Any] | None:
    """The object that a text holds, None where it holds none."""
    if len(text) > LONGEST:
        raise InputError(TOO_LONG)
    try:
        held = None if _is_deep(text) else json.loads(text.removeprefix("\ufeff"))
    except ValueError:
        held = None
    return held if isinstance(held, dict) else None


def _is_deep(text: str) -> bool:
    """Whether brackets nest further than in any inputs: reading them would overflow the browser's stack."""
    depth = 0
    for match in _BRACKET.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(match[0], 0)
        if depth > _DEEPEST:
            return True
    return False


def _spread(field: Rows[Any], name: str, rows: list[Any]) -> Iterator[tuple[str, Any]]:
    """Rows as typed values; their ids are none of the example's, so that what is absent is empty."""
    yield name, " ".join(f"r{number}" for number in range(1, len(rows) + 1))
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            raise InputError(UNREADABLE.format(label=field.label), name)
        for key, value in row.items():
            yield f"{name}.r{number}.{key}", value


def field_of(name: str, fields: Mapping[str, Field[Any]]) -> Field[Any] | None:
    """The field that an input belongs to."""
    if name in fields:
        return fields[name]
    if match := _CELL.fullmatch(name):
        group, name = match.groups()
        rows = fields.get(group)
        fields = rows.cells if isinstance(rows, Rows) else {}
        if name in fields:
            return fields[name]
    owner, _, companion = name.rpartition(".")
    field = fields.get(owner)
    if companion == "offset" and isinstance(field, Moment) and field.offset:
        return field
    return field if companion == "taken" and field and field.takes else None


def _typed(name: str, value: object, field: Field[Any]) -> str:
    """A value as somebody would type it; a form has no place for an answer that it does not offer."""
    match value:
        case None:
            typed = ""
        case bool():
            typed = "yes" if value else "no"
        case int() | float() | str():
            typed = str(value)
        case list() if all(isinstance(part, str) for part in value):
            typed = " ".join(value)
        case _:
            raise InputError(UNREADABLE.format(label=field.label), name)
    if name.isidentifier() and isinstance(field, Choice | Flag | Several) and typed.strip():
        asked: Input[Any] = field
        return asked.write(asked.read(typed, name), "en")
    return typed


# --- To other programs ------------------------------------------------------------------------------


def example(module: Calculator, language: Language) -> dict[str, Any]:
    """The inputs of the worked example, as `bring` takes them."""
    return {
        name: _held(field, field.value, language)
        for name, field in describe(module.Inputs).items()
        if field.value is not None
    }


def _held(field: Field[Any], value: Any, language: Language) -> Any:
    """A value of a field in JSON."""
    match field:
        case Rows():
            return [
                {
                    key: _held(cell, getattr(row, key), language)
                    for key, cell in field.cells.items()
                    if getattr(row, key) is not None
                }
                for row in value
            ]
        case Share():
            return field.write(value, language)
        case Quantity() | Flag():
            return value
        case Several():
            return field.write(value, language).split()
        case Moment():
            return value.isoformat()
    return field.spread(value, "", language)[""]


def schema(module: Calculator, language: Language) -> dict[str, Any]:
    """The inputs as JSON Schema."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": module.TITLE[language],
        **_object(describe(module.Inputs), language),
    }


def _object(fields: Mapping[str, Field[Any]], language: Language) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for name, field in fields.items():
        properties[name] = _property(field, language)
        if isinstance(field, Moment) and field.offset:
            label = words.OFFSET_LABEL.format(label=field.label)
            properties[f"{name}.offset"] = {"title": label[language], "type": "string"}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _property(field: Field[Any], language: Language) -> dict[str, Any]:
    said: dict[str, Any] = {"title": field.label[language]}
    if field.help:
        said["description"] = field.help[language]
    if field.value is not None:
        said["default"] = _held(field, field.value, language)
    return said | _shape(field, language)


def _shape(field: Field[Any], language: Language) -> dict[str, Any]:
    """What a field takes; more generous texts, such as 1.5万, are read too."""
    shape: dict[str, Any] = {"type": "string"}
    match field:
        case Rows():
            shape = {"type": "array", "maxItems": field.at_most, "items": _object(field.cells, language)}
        case Quantity() if not isinstance(field, Share):
            kind = "integer" if field.whole else "number"
            shape = {"type": kind, "minimum": field.low, "maximum": field.high}
        case Flag():
            shape = {"type": "boolean"}
        case Choice():
            shape = _enum(field.options, language)
        case Several():
            shape = {"type": "array", "uniqueItems": True, "items": _enum(field.options, language)}
    return shape


def _enum(options: Mapping[str, Text], language: Language) -> dict[str, Any]:
    return {"oneOf": [{"const": key, "title": said[language]} for key, said in options.items()]}


def as_json(value: Any, language: Language) -> Any:
    """A result for other programs: moments in ISO 8601, lengths of time in seconds, words in a language.

    JSON has no number for what never ends: that is the text "Infinity".
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, Text):
        value = {item.name: getattr(value, item.name) for item in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {key: as_json(each, language) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(each, language) for each in value]
    match value:
        case Text():
            value = value[language]
        case datetime():
            value = value.isoformat()
        case timedelta():
            value = value.total_seconds()
        case frozenset():
            value = sorted(value)
        case math.inf:
            value = "Infinity"
    return value
