"""A currency: its code in ISO 4217, any of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Unpack, override

from calculators.kit import read
from calculators.kit.fields import Common, Input, declared
from calculators.kit.text import Language, Text
from calculators.kit.units import CURRENCIES

_CODE = re.compile("[a-z]{3}")

CODE = Text(
    "“{label}”写三个字母的代码，例如 CNY、USD、EUR；现在写的是“{typed}”。",
    "Write “{label}” as its code of three letters, for example CNY, USD, EUR; it now says “{typed}”.",
)


@dataclass(frozen=True, kw_only=True)
class Currency(Input[str]):
    """A code of three letters, or a sign or a word for one of the usual currencies."""

    @override
    def read(self, typed: str, name: str) -> str:
        asked = read.plain(typed)
        for code, (sign, words) in CURRENCIES.items():
            if asked in map(read.plain, (code, sign, *words)):
                return code
        if not _CODE.fullmatch(asked):
            raise self.problem(CODE, name, typed=typed)
        return asked.upper()

    @override
    def write(self, value: str, language: Language) -> str:
        return value

    @override
    def show(self, value: str) -> Text:
        return Text.same(value)


def currency(label: Text, *, assumed: str = "CNY", **common: Unpack[Common]) -> Any:
    """The currency of all amounts that follow it."""
    return declared(Currency, label, None, assumed, room=12, **common)
