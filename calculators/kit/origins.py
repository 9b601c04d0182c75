"""Where the values of a form come from: the reader, another calculator, an assumption, the example."""

from __future__ import annotations

from typing import Any, cast

from calculators import ALL_BY_NAME
from calculators.kit import words
from calculators.kit.answer import Answer, Offering
from calculators.kit.fields import Field, Form, Values, fills_itself
from calculators.kit.given import applies, touched, used_by, waits
from calculators.kit.text import Text


def source_of(field: Field[Any]) -> tuple[Offering, str]:
    """The calculator from which a field may take, and what of it."""
    name, _, what = field.takes.partition(".")
    return cast("Offering", ALL_BY_NAME[name]), what


def taken_mark(taken: Values) -> str:
    """What `name.taken` holds beside a field: all that was taken over, a line each."""
    return "\n".join(f"{name}={value}" for name, value in taken.items())


def is_taken(typed: Values, name: str) -> bool:
    """Whether a field still holds what was taken over from another calculator."""
    lines = [line.partition("=") for line in typed.get(f"{name}.taken", "").split("\n")]
    return name in typed and all(typed.get(key) == value for key, _, value in lines)


def origins(fields: Form, inputs: Any, answer: Answer, typed: Values) -> list[tuple[Text, Text]]:
    """From where the values in use come, and which they are; what was assumed is told with its value."""
    found: dict[Text, list[Text]] = {}
    told = [section for section in answer.sections if not waits(section, fields, typed)]
    in_use = {*used_by(answer, fields), *(name for section in told for name in section.rests_on)}
    for name, field in fields.items():
        value = getattr(inputs, name)
        if (
            name not in in_use
            or value in (None, (), frozenset())
            or fills_itself(field)
            or not applies(field, fields, inputs)
        ):
            continue
        if is_taken(typed, name):
            source, _ = source_of(field)
            found.setdefault(words.TAKEN_FROM.format(name=source.NAME), []).append(field.label)
        elif field.rests_on_example(typed, name):
            found.setdefault(words.EXAMPLE, []).append(field.label)
        elif touched(fields, [name], typed):
            found.setdefault(words.TYPED, []).append(field.label)
        else:
            said = words.VALUE.format(origin=field.label, value=field.show(value))
            found.setdefault(words.ASSUMED, []).append(said)
    return [(origin, Text.joined(said, "；", "; ")) for origin, said in found.items()]
