"""A vendor as one row of the form: its gates, its claims, its times, and the company's own tickets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from calculators.kit.fields import choice, duration, quantity, text
from calculators.kit.text import Text
from calculators.vendor_sla.claim import CONTRACT, UNKNOWN, Claim, claim
from calculators.vendor_sla.criteria import CRITERIA, GATES, OWN, PICKED

NO = "no"
ANSWERS: Mapping[str, Text] = {
    UNKNOWN: Text("不清楚", "Unknown"),
    NO: Text("没有", "No"),
    "E1": Text("有，E1 销售口头说的", "Yes, E1 said by sales"),
    "E2": Text("有，E2 宣传册、网站", "Yes, E2 brochure, website"),
    "E3": Text("有，E3 合同条款", "Yes, E3 contract clause"),
    "E4": Text("有，E4 条款，做不到有补偿", "Yes, E4 clause with a remedy"),
    "E5": Text("有，E5 条款，查过以往记录", "Yes, E5 clause, history verified"),
}
_TICKETS = Text("张", "tickets")


def _gate(name: str) -> Any:
    return choice(GATES[name].label, ANSWERS, hint=GATES[name].hint, assumed=UNKNOWN)


def _note(name: str) -> Any:
    label = Text("{gate}，备注", "{gate}, note").format(gate=GATES[name].label)
    return text(label, optional=True, more=True)


def _criterion(name: str) -> Any:
    return claim(CRITERIA[name].label)


def _own(number: int) -> Any:
    return claim(Text("自定 {n}", "Your own {n}").format(n=number), more=True)


@dataclass(frozen=True, kw_only=True)
class Vendor:
    """A vendor, or the one that the company has."""

    name: Text | str | None = text(Text("供应商", "Vendor"), room=40, optional=True)
    gate_phone: str = _gate("gate_phone")
    gate_response: str = _gate("gate_response")
    gate_backup: str = _gate("gate_backup")
    gate_data: str = _gate("gate_data")
    gate_severity: str = _gate("gate_severity")
    response_urgent: Claim | None = _criterion("response_urgent")
    response_important: Claim | None = _criterion("response_important")
    response_normal: Claim | None = _criterion("response_normal")
    fix_urgent: Claim | None = _criterion("fix_urgent")
    fix_important: Claim | None = _criterion("fix_important")
    fix_normal: Claim | None = _criterion("fix_normal")
    phone: Claim | None = _criterion("phone")
    portal: Claim | None = _criterion("portal")
    support: Claim | None = _criterion("support")
    backup: Claim | None = _criterion("backup")
    export: Claim | None = _criterion("export")
    escalation: Claim | None = _criterion("escalation")
    reporting: Claim | None = _criterion("reporting")
    credits: Claim | None = _criterion("credits")
    references: Claim | None = _criterion("references")
    restored: timedelta | None = duration(
        Text("承诺多久恢复", "Back at work within"),
        high=timedelta(days=365),
        optional=True,
        hint=Text("全部停机，从报障到能用。", "A total outage, from our report until we can work."),
    )
    lost: timedelta | None = duration(
        Text("承诺最多丢多久的数据", "Data lost at most"), high=timedelta(days=365), optional=True
    )
    met: float | None = quantity(
        Text("自己的工单：按时", "Own tickets: on time"), _TICKETS, 0, 1_000_000, whole=True, optional=True
    )
    missed: float | None = quantity(
        Text("自己的工单：没按时", "Own tickets: late"), _TICKETS, 0, 1_000_000, whole=True, optional=True
    )
    own1: Claim | None = _own(1)
    own2: Claim | None = _own(2)
    own3: Claim | None = _own(3)
    gate_phone_note: str | None = _note("gate_phone")
    gate_response_note: str | None = _note("gate_response")
    gate_backup_note: str | None = _note("gate_backup")
    gate_data_note: str | None = _note("gate_data")
    gate_severity_note: str | None = _note("gate_severity")

    def answer(self, gate: str) -> str:
        """What is known of a gate: unknown, no, or the evidence for a yes."""
        answer: str = getattr(self, gate)
        return answer

    def passes(self, gate: str) -> bool | None:
        """Whether a gate is passed; None while it is open: unknown, or not in the contract yet."""
        answer = self.answer(gate)
        return False if answer == NO else True if answer >= CONTRACT else None

    def claim(self, criterion: str) -> Claim | None:
        """The claim as it counts: references that the vendor picks count no more than a brochure."""
        claim: Claim | None = getattr(self, criterion)
        return claim.at_best(PICKED) if claim and criterion == "references" else claim

    def claims(self) -> Iterator[tuple[str, Claim]]:
        """All that was told, as it was told."""
        for criterion in (*CRITERIA, *OWN):
            told: Claim | None = getattr(self, criterion)
            if told:
                yield criterion, told
