"""Which vendor's support holds what it promises: gates, weighted criteria, evidence.

    effective = claim × factor of its evidence                       claim 0 to 1, factor 0 to 1
    score     = 100 × Σ weight × effective ÷ Σ weight                over what is known
    lower     = the same over all criteria, what is unknown as 0
    upper     = the same over all criteria, what is unknown as 1

    claim     how far a vendor says that a need is met, 100 % in full
    factor    E0 unknown 0, E1 said by sales 0.2, E2 brochure or site 0.4, E3 contract clause 0.7,
              E4 clause with remedy 0.85, E5 clause with verified history 1
    weight    how much a criterion matters, of any size; 0 leaves it out

Gates come first: a plain “no” disqualifies, whatever the score, which stays in view. A gate that is unknown,
or promised outside the contract, is open. Vendors are ranked by the lower bound. One is named the winner only
if its lower bound lies above the upper bound of all others that are not out, and all its gates are passed.
Each weight is tried 20 % lower and higher, one at a time. The company's own tickets: share on time, with the
Wilson 95 % interval (z = 1.96). Gates, weights, factors, cuts and trials are this project's own proposal.
Holds for what was told and proved: it knows no prices, and nothing of what nobody asked.

The worked example, with invented vendors:

>>> result = calculate(Inputs())
>>> [(round(vendor.lower, 2), round(vendor.upper, 2), vendor.rank) for vendor in result.standings]
[(57.38, 65.38, 1), (13.7, 63.7, 2), (62.9, 62.9, None)]
>>> print(answer(Inputs(), result).sentence.en)
Not decided: Vendor A (fictional) leads, 57.4–65.4, but Vendor B (fictional) may reach 63.7. Ask what is \
still open, then compare.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from calculators.kit.answer import Source
from calculators.kit.errors import InputError
from calculators.kit.fields import duration, quantity, text
from calculators.kit.rows import rows
from calculators.kit.text import Text
from calculators.vendor_sla.claim import Claim
from calculators.vendor_sla.criteria import CRITERIA, OWN
from calculators.vendor_sla.score import Standing, Swing, standings, swings, winner
from calculators.vendor_sla.told import answer
from calculators.vendor_sla.vendor import NO, Vendor

__all__ = ["SOURCES", "TITLE", "Claim", "Inputs", "Result", "Vendor", "answer", "calculate"]

TITLE = Text("哪家供应商的支持靠得住？", "Whose support can we rely on?")

SOURCES = {
    "criteria": Source(
        Text(
            "支道博客：ERP 系统崩溃的五个步骤，常见问题第 4 问",
            "Zhidao blog: five steps when the ERP crashes, common question 4",
        ),
        "erp-system-crash-5-steps-quick-fix",
    ),
    "gates": Source(
        Text(
            "Kepner–Tregoe 决策分析：先过必须项，再给想要项加权",
            "Kepner–Tregoe decision analysis: screen by MUSTs, then weigh the WANTs",
        ),
        "https://marklewis.fr/kepner-tregoe-decision-analysis/",
    ),
    "tickets": Source(
        Text("Wilson 1927：比例的区间", "Wilson, 1927: the interval of a proportion"),
        "https://search.r-project.org/CRAN/refmans/PropCIs/html/scoreci.html",
    ),
    "RTO and RPO": Source(
        Text(
            "NIST SP 800-34 第 1 次修订版：恢复时间目标、恢复点目标",
            "NIST SP 800-34 Rev. 1: recovery time and recovery point objectives",
        ),
        "https://csrc.nist.gov/pubs/sp/800/34/r1/upd1/final",
    ),
}

NO_WEIGHT = Text(
    "“{labels}”等权重全是 0：至少给一项大于 0 的权重。",
    "All weights are 0, “{labels}” and the others: give at least one of them more than 0.",
)

VENDOR_A = Vendor(
    name=Text("供应商甲（虚构）", "Vendor A (fictional)"),
    gate_phone="E5", gate_response="E4", gate_backup="E3", gate_data="E3", gate_severity="E3",
    response_urgent=Claim(1, "E4", "30 min, § 5.1"),
    response_important=Claim(1, "E3"),
    response_normal=Claim(1, "E3"),
    fix_urgent=Claim(0.8, "E3", "4 h ÷ 5 h, § 5.2"),
    fix_important=Claim(0.8, "E3"),
    phone=Claim(1, "E5", "§ 3"),
    portal=Claim(0.5, "E5"),
    support=Claim(1, "E2"),
    backup=Claim(1, "E3", "§ 8"),
    export=Claim(0.5, "E3", "§ 9"),
    escalation=Claim(1, "E3"),
    credits=Claim(0.5, "E4"),
    references=Claim(1, "E2"),
    restored=timedelta(hours=5), lost=timedelta(hours=4), met=46, missed=4,
)  # fmt: skip
VENDOR_B = Vendor(
    name=Text("供应商乙（虚构）", "Vendor B (fictional)"),
    gate_phone="E2", gate_response="E1",
    response_urgent=Claim(1, "E1"),
    response_important=Claim(1, "E1"),
    response_normal=Claim(1, "E1"),
    phone=Claim(1, "E2"),
    portal=Claim(1, "E2"),
    support=Claim(0.5, "E1"),
    escalation=Claim(1, "E1"),
    reporting=Claim(1, "E2"),
    references=Claim(1, "E2"),
    met=6, missed=1,
)  # fmt: skip
_IN_WRITING: dict[str, Any] = {name: Claim(0 if name == "phone" else 1, "E3") for name in CRITERIA}
VENDOR_C = Vendor(
    name=Text("供应商丙（虚构）", "Vendor C (fictional)"),
    gate_phone=NO, gate_response="E3", gate_backup="E3", gate_data="E3", gate_severity="E3",
    **_IN_WRITING,
    restored=timedelta(hours=4), lost=timedelta(hours=24),
)  # fmt: skip


def _weight(name: str) -> Any:
    """The weight of a criterion; those of one's own begin with none."""
    criterion = CRITERIA.get(name)
    label = criterion.label if criterion else Text("自定 {n}", "Your own {n}").format(n=name[-1])
    default = criterion.weight if criterion else 0
    return quantity(
        Text("权重：{label}", "Weight: {label}").format(label=label),
        Text("分", "points"), 0, 1_000, assumed=default, more=True,
        hint=Text("默认 {n}，不算就填 0。", "{n} by default; 0 leaves it out.").format(n=f"{default:g}"),
    )  # fmt: skip


def _own(number: int) -> Any:
    return text(
        Text("自定 {n} 是什么", "What your own {n} is").format(n=number), room=40, optional=True, more=True
    )


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """What the reader knows. Without arguments it is the worked example."""

    vendors: tuple[Vendor, ...] = rows(
        Text("供应商", "Vendors"),
        Vendor,
        hint=Text(
            "一家一行，只看自己的一家也行。每项写：做到几成、证据、备注，例如 80% E3 合同 5.2。"
            "证据：E0 不清楚，E1 销售说的，E2 宣传册或网站，E3 合同条款，E4 条款带补偿，E5 条款加查过的记录。"
            "不清楚就空着。电子表格里一家一行或一家一列，都能整块粘贴。",
            "A row each; yours alone will do. In each cell: how far the need is met, evidence, note, for "
            "example 80% E3 clause 5.2. Evidence: E0 unknown, E1 said by sales, E2 brochure or site, "
            "E3 contract clause, E4 clause with a remedy, E5 clause with verified history. "
            "Unknown: leave it empty. From a spreadsheet paste a row, or a column, for each vendor.",
        ),
        example=(VENDOR_A, VENDOR_B, VENDOR_C),
        at_most=5,
        beside=Text("权重", "Weight"),
    )
    rto: timedelta | None = duration(
        Text("我们最多能等多久恢复（RTO）", "We must be back at work within (RTO)"),
        high=timedelta(days=365),
        example=timedelta(hours=4),
        optional=True,
        takes="backup_loss.rto",
    )
    rpo: timedelta | None = duration(
        Text("我们最多能丢多久的数据（RPO）", "We can lose data of at most (RPO)"),
        high=timedelta(days=365),
        example=timedelta(hours=4),
        optional=True,
        takes="backup_loss.rpo",
    )
    response_urgent: float = _weight("response_urgent")
    response_important: float = _weight("response_important")
    response_normal: float = _weight("response_normal")
    fix_urgent: float = _weight("fix_urgent")
    fix_important: float = _weight("fix_important")
    fix_normal: float = _weight("fix_normal")
    phone: float = _weight("phone")
    portal: float = _weight("portal")
    support: float = _weight("support")
    backup: float = _weight("backup")
    export: float = _weight("export")
    escalation: float = _weight("escalation")
    reporting: float = _weight("reporting")
    credits: float = _weight("credits")
    references: float = _weight("references")
    own1_name: Text | str | None = _own(1)
    own1: float = _weight("own1")
    own2_name: Text | str | None = _own(2)
    own2: float = _weight("own2")
    own3_name: Text | str | None = _own(3)
    own3: float = _weight("own3")

    def weights(self) -> dict[str, float]:
        """The weight of every criterion."""
        return {name: getattr(self, name) for name in (*CRITERIA, *OWN)}


@dataclass(frozen=True, slots=True)
class Result:
    """What follows from the inputs."""

    standings: tuple[Standing, ...]  # in the order of the rows
    winner: int | None  # its place in that order
    swings: tuple[Swing, ...]
    weights: Mapping[str, float]


def calculate(inputs: Inputs) -> Result:
    """Score, bounds and place of every vendor, and what a weight changes."""
    weights = inputs.weights()
    if not any(weights.values()):
        labels = CRITERIA["response_urgent"].label
        raise InputError(NO_WEIGHT.format(labels=labels), "response_urgent")
    ranked = standings(inputs.vendors, weights, rto=inputs.rto, rpo=inputs.rpo)
    return Result(standings=ranked, winner=winner(ranked), swings=swings(ranked, weights), weights=weights)
