"""A field that holds a whole calculation of another calculator: all that was typed there.

Its text is what that calculator's page saves as a file. So links, files and other devices carry it along, and
a change over there changes nothing here before the reader takes it over again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Unpack, override

from calculators.kit import exchange
from calculators.kit.answer import Offering, name_of
from calculators.kit.errors import InputError
from calculators.kit.fields import Common, Input, declared, describe, parse
from calculators.kit.text import Language, Text

UNUSABLE = Text(
    "“{label}”里取来的内容用不了：到{name}里改好，再取一次。",
    "What was taken over for “{label}” cannot be used: correct it in {name}, then take it over again.",
)


@dataclass(frozen=True, kw_only=True)
class Calculation(Input[Any]):
    """The inputs of another calculator; its value is their dataclass."""

    module: Offering
    apart_from: tuple[str, ...] = ()
    room: int = exchange.LONGEST

    @override
    def read(self, typed: str, name: str) -> Any:
        problem = self.problem(UNUSABLE, name, name=self.module.NAME)
        inputs = None
        try:
            inputs = parse(self.module.Inputs, exchange.bring(self.module, typed).values)
            self.module.calculate(inputs)
        except* InputError:
            raise problem from None
        return inputs

    @override
    def write(self, value: Any, language: Language) -> str:
        values: dict[str, str] = {}
        for name, field in describe(self.module.Inputs).items():
            values |= field.spread(getattr(value, name), name, language)
        return packed(self.module, values)

    @override
    def show(self, value: Any) -> Text:
        answer = self.module.answer(value, self.module.calculate(value))
        return Text("{label}：{number}", "{label}: {number}").format(label=answer.label, number=answer.number)


def packed(module: Offering, values: dict[str, str]) -> str:
    """What was typed in a calculator, as its page saves it."""
    return json.dumps({"calculator": name_of(module), "values": values}, ensure_ascii=False)


def calculation(
    label: Text, module: Offering, apart_from: tuple[str, ...] = (), **common: Unpack[Common]
) -> Any:
    """All that was typed in another calculator, once the reader has taken it over.

    Where a field of it is named in `apart_from`, its value may still be the example's.
    """
    taken: Common = {**common, "takes": name_of(module), "optional": True}
    return declared(Calculation, label, None, None, module=module, apart_from=apart_from, **taken)
