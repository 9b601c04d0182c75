"""A vendor's claim in one text: how far it meets the need, the grade of the evidence, and a note.

    80% E3 clause 5.2

A claim without its percentage, or without a grade, is unknown: it counts for nothing and against nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Unpack, override

from calculators.kit import read, show
from calculators.kit.errors import SHARE
from calculators.kit.fields import Common, Input, declared
from calculators.kit.text import Language, Text

# Grades and factors are this project's own proposal.
FACTORS: Mapping[str, float] = {"E0": 0, "E1": 0.2, "E2": 0.4, "E3": 0.7, "E4": 0.85, "E5": 1}
GRADES: Mapping[str, Text] = {
    "E0": Text("E0 不清楚", "E0 unknown"),
    "E1": Text("E1 销售口头说的", "E1 said by sales"),
    "E2": Text("E2 宣传册、网站", "E2 brochure, website"),
    "E3": Text("E3 合同条款", "E3 contract clause"),
    "E4": Text("E4 条款，做不到有补偿", "E4 clause with a remedy"),
    "E5": Text("E5 条款，查过以往记录", "E5 clause, history verified"),
}
UNKNOWN = "E0"
CONTRACT = "E3"  # from this grade on it stands in the contract

CLAIM = Text(
    "“{label}”写成几成、证据、备注，例如 80% E3 合同 5.2（0%～100%，E0～E5）；现在写的是“{typed}”。",
    "Write “{label}” as how far it meets the need, evidence and note, for example 80% E3 clause 5.2 "
    "(0% to 100%, E0 to E5); it now says “{typed}”.",
)

_CLAIM = re.compile(
    r"(?P<share>[-+−]?[0-9０-９.．]+\s*[%％]?)?[\s,，;；、/|]*"
    r"(?:[EeＥｅ](?P<grade>[0-9０-９]+)(?![A-Za-z0-9]))?[\s,，;；、:：/|]*(?P<note>.*)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """How far a vendor says that a need is met (None: not told), the evidence, and what else was noted."""

    share: float | None
    evidence: str = UNKNOWN
    note: str = ""

    @property
    def known(self) -> bool:
        """Whether there is a percentage, and a grade that is not E0."""
        return self.share is not None and self.evidence != UNKNOWN

    @property
    def effective(self) -> float | None:
        """The percentage times the factor of its evidence; None where it is unknown.

        >>> Claim(0.8, "E3").effective == 0.8 * 0.7, Claim(0.8).effective
        (True, None)
        """
        return self.share * FACTORS[self.evidence] if self.share is not None and self.known else None

    def at_best(self, grade: str) -> Claim:
        """The same with evidence that is worth no more than a grade."""
        return replace(self, evidence=min(self.evidence, grade))


@dataclass(frozen=True, kw_only=True)
class Claimed(Input[Claim]):
    """A claim in one cell, so that a column of a spreadsheet can be pasted."""

    @override
    def read(self, typed: str, name: str) -> Claim:
        match = _CLAIM.fullmatch(typed)
        assert match  # each part may be absent
        told, grade, note = match["share"], match["grade"], match["note"]
        evidence = UNKNOWN if grade is None else f"E{read.plain(grade)}"
        # What looks like a number but is none of ours: 4 h, or the grade before the percentage.
        unclear = told is None or (grade is None and not told.rstrip().endswith(("%", "％")))
        if evidence not in FACTORS or (unclear and note and (told or note[0].isdigit())):
            raise self.problem(CLAIM, name, typed=typed)
        return Claim(None if told is None else self._share(told, typed, name), evidence, note)

    def _share(self, told: str, typed: str, name: str) -> float:
        try:
            value = read.share(told)
        except LookupError:
            bare = read.number(told)
            ways = {"fraction": show.share(bare, 6), "percent": show.share(bare / 100, 6)}
            raise self.problem(SHARE, name, typed=typed, **ways) from None
        except (ValueError, OverflowError):
            raise self.problem(CLAIM, name, typed=typed) from None
        if not 0 <= value <= 1:
            raise self.problem(CLAIM, name, typed=typed)
        return value + 0.0  # no minus zero

    @override
    def write(self, value: Claim, language: Language) -> str:
        digits = "" if value.share is None else f"{value.share * 100:.10f}"
        share = f"{digits.rstrip('0').rstrip('.')}%" if digits else ""
        evidence = "" if value.evidence == UNKNOWN else value.evidence
        return " ".join(part for part in (share, evidence, value.note) if part) or UNKNOWN

    @override
    def show(self, value: Claim) -> Text:
        return Text.same(self.write(value, "en"))


def claim(label: Text, **common: Unpack[Common]) -> Any:
    """A claim, empty where nothing is known."""
    return declared(Claimed, label, None, None, optional=True, **common)
