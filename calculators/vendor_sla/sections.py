"""The parts of the result: gaps, marks, weights, questions to send, clauses, pitfalls, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from calculators.kit import show
from calculators.kit.answer import Letter, Section
from calculators.kit.text import LANGUAGES, Text
from calculators.vendor_sla.claim import CONTRACT, FACTORS
from calculators.vendor_sla.criteria import (
    COUNTING,
    COUNTING_CLAUSE,
    CRITERIA,
    GATES,
    OWN,
    OWN_QUESTION,
    RPO_QUESTION,
    RTO_QUESTION,
)
from calculators.vendor_sla.score import FULL, Standing

if TYPE_CHECKING:
    from calculators.vendor_sla import Inputs, Result

UNTOLD = Text("没填", "not told")
UNKNOWN = Text.same("?")
WITHIN = Text("够，早 {by}", "met, {by} to spare")
EXACTLY = Text("刚好够", "just met")
BEYOND = Text("差 {by}", "short by {by}")

GAP_WORDS = Text(
    "我们的目标：RTO {rto}，RPO {rpo}。",
    "Our targets: RTO {rto}, RPO {rpo}.",
)
MARKS_WORDS = Text(
    "每格：满分 100 的几分，和证据。? 是不清楚。括号里是权重。",
    "In each cell: points of 100, and the evidence. A ? is unknown. In brackets: the weight.",
)
STEADY = Text(
    "每个权重单独加、减 20%，名次都不变。",
    "With each weight taken 20% higher and lower, one at a time, the ranking stays the same.",
)
SHAKY = Text(
    "下面的权重单独改 20%，名次就变：先想清楚它们值多少。",
    "A change of 20% in one of these weights changes the ranking: settle first how much they matter.",
)
NO_RANKING = Text(
    "有名次的不到两家，没有名次可变。", "Fewer than two vendors have a place: no ranking to change."
)
ASK_WORDS = Text(
    "中文、英文各一份，可以直接发。没过的门槛、还没定的门槛在前，再按权重从大到小。",
    "In Chinese and in English, ready to send. Gates that failed or are open come first, then by weight.",
)
CLAUSES_WORDS = Text(
    "起草的起点，不是法律意见：交给律师和采购改。括号里自己填。",
    "A starting point for a draft, not legal advice: have a lawyer and purchasing rework it. "
    "Fill in the brackets.",
)
EVERYBODY = Text("都缺", "all")

LETTER = (
    Text(
        "{name}：",
        "To {name},",
    ),
    Text(
        "我们正在比较 ERP 的支持服务。下面 {n} 个问题，烦请逐条书面答复，并写明在合同哪一条、没做到怎么办。",
        "We are comparing support for our ERP. We ask you to answer these {n} questions in writing, one by "
        "one, each with the clause of the contract and with what happens if it is missed.",
    ),
)
SAID_ONLY = Text(
    "{question}（之前的答复还没进合同：写在哪一条？）",
    "{question} (What we were told is not in the contract yet: which clause?)",
)
TITLE_ZH = Text("{name}：中文，{n} 问", "{name}: in Chinese, {n} questions")
TITLE_EN = Text("{name}：英文，{n} 问", "{name}: in English, {n} questions")

PITFALLS = (
    (
        Text("把响应当成解决", "A response read as a repair"),
        Text(
            "响应只是有人答复。两个时间分开写、分开打分。",
            "It only means that somebody replies. Keep both times, and both marks, apart.",
        ),
    ),
    (
        Text("百分数没有周期", "A percentage without its period"),
        Text(
            "99.9% 按月最多停 43.2 分钟（30 天），按年 8.76 小时（365 天）：问清是哪一种。",
            "99.9% is 43.2 minutes in a month of 30 days, 8.76 hours in a year of 365: ask which.",
        ),
    ),
    (
        Text("把目标当成承诺", "A target read as a promise"),
        Text("“目标”“力争”没有约束：最多算 E2。", "“Target” and “aim” bind nobody: E2 at best."),
    ),
    (
        Text("维护不算停机", "Maintenance left out"),
        Text(
            "计划维护要提前通知、有上限，否则数字好看，系统照停。",
            "Planned maintenance needs notice and a cap; else the number looks well while the system stands.",
        ),
    ),
    (
        Text("计时会暂停", "The clock pauses"),
        Text(
            "问清什么时候暂停：等客户答复、夜里、节假日？",
            "Ask when: while they wait for you, at night, on holidays?",
        ),
    ),
    (
        Text("同行是他们挑的", "References picked by the vendor"),
        Text("最多算 E2。自己挑一家打电话。", "E2 at best. Choose one yourself and call."),
    ),
    (
        Text("响应算两遍", "Response counted twice"),
        Text(
            "响应时间已经有 3 项，别的项里不要再为“快”加分。",
            "Response has 3 criteria of its own: give no marks for speed elsewhere.",
        ),
    ),
)


def label_of(inputs: Inputs, criterion: str) -> Text:
    """The name of a criterion; one of the reader's own as the reader calls it."""
    if criterion in CRITERIA:
        return CRITERIA[criterion].label
    named: Text | str | None = getattr(inputs, f"{criterion}_name")
    if named:
        return named if isinstance(named, Text) else Text.same(named)
    return Text("自定 {n}", "Your own {n}").format(n=OWN.index(criterion) + 1)


def sections(inputs: Inputs, result: Result, called: Sequence[Text]) -> Iterator[Section]:
    """In the order in which they are read."""
    if inputs.rto is not None or inputs.rpo is not None:
        yield gaps(inputs, result, called)
    yield marks(inputs, result, called)
    yield weights(inputs, result, called)
    yield questions(inputs, result, called)
    yield clauses(result, called)
    yield Section(
        title=Text("别看错", "Easily misread"),
        head=(Text("常见的错", "Mistake"), Text("怎么办", "Instead")),
        rows=PITFALLS,
    )
    yield basis(inputs, result)


# --- Gaps, marks, weights ----------------------------------------------------------------------------


def gaps(inputs: Inputs, result: Result, called: Sequence[Text]) -> Section:
    """What is promised against RTO and RPO."""
    return Section(
        title=Text("离我们的目标差多少", "The gap to our targets"),
        words=GAP_WORDS.format(rto=_length(inputs.rto), rpo=_length(inputs.rpo)),
        head=(
            Text("供应商", "Vendor"),
            Text("恢复（RTO）", "Back at work (RTO)"),
            Text("丢数据（RPO）", "Data lost (RPO)"),
        ),
        rows=tuple(
            (
                name,
                _gap(standing.vendor.restored, standing.late),
                _gap(standing.vendor.lost, standing.excess),
            )
            for name, standing in zip(called, result.standings, strict=True)
        ),
    )


def _gap(promised: timedelta | None, beyond: timedelta | None) -> Text:
    if promised is None or beyond is None:
        return _length(promised)
    said = BEYOND if beyond > timedelta(0) else WITHIN if beyond else EXACTLY
    return Text("{promised}：{said}", "{promised}: {said}").format(
        promised=show.duration(promised), said=said.format(by=show.duration(abs(beyond)))
    )


def _length(value: timedelta | None) -> Text:
    return UNTOLD if value is None else show.duration(value)


def marks(inputs: Inputs, result: Result, called: Sequence[Text]) -> Section:
    """Every criterion and every vendor."""
    ranked = result.standings
    rows = [
        (
            Text("{label}（{weight}）", "{label} ({weight})").format(
                label=label_of(inputs, criterion), weight=show.number(weight)
            ),
            *(_mark(standing, criterion) for standing in ranked),
        )
        for criterion, weight in result.weights.items()
        if weight
    ]
    return Section(
        title=Text("逐项得分", "Point by point"),
        words=MARKS_WORDS,
        head=(Text("标准", "Criterion"), *called),
        rows=tuple(rows),
    )


def _mark(standing: Standing, criterion: str) -> Text:
    value, claim = standing.effective[criterion], standing.vendor.claim(criterion)
    return UNKNOWN if value is None or claim is None else _points_and_grade(value, claim.evidence)


@lru_cache(maxsize=1_000)
def _points_and_grade(value: float, grade: str) -> Text:
    return Text.same("{n} {grade}").format(n=show.number(FULL * value, 0), grade=grade)


def weights(inputs: Inputs, result: Result, called: Sequence[Text]) -> Section:
    """Which weights change the ranking."""
    placed = [at for at, standing in enumerate(result.standings) if standing.rank is not None]
    rows = tuple(
        (
            label_of(inputs, swing.criterion),
            Text.same("{before} → {after}").format(
                before=show.number(result.weights[swing.criterion]),
                after=show.number(result.weights[swing.criterion] * swing.factor),
            ),
            Text.joined(
                Text.same("{rank}. {name}").format(rank=swing.ranks[at], name=called[at])
                for at in sorted(placed, key=lambda at: swing.ranks[at] or 0)
            ),
        )
        for swing in result.swings
    )
    return Section(
        title=Text("权重差 20%，名次变不变", "If a weight is off by 20%"),
        words=NO_RANKING if len(placed) < 2 else SHAKY if rows else STEADY,
        head=(Text("权重", "Weight"), Text("改成", "Change"), Text("名次变成", "Ranking then"))
        if rows
        else (),
        rows=rows,
    )


# --- Questions and clauses ---------------------------------------------------------------------------


def questions(inputs: Inputs, result: Result, called: Sequence[Text]) -> Section:
    """A letter to each vendor, in Chinese and in English."""
    letters = []
    for name, standing in zip(called, result.standings, strict=True):
        asked = list(ask(inputs, result, standing))
        for language, title in zip(LANGUAGES, (TITLE_ZH, TITLE_EN), strict=True):
            opening = [part.format(name=name, n=len(asked))[language] for part in LETTER]
            lines = [f"{number}. {question[language]}" for number, question in enumerate(asked, 1)]
            letters.append(
                Letter(
                    title=title.format(name=name, n=len(asked)),
                    language=language,
                    words="\n".join([opening[0], "", opening[1], "", *lines]),
                )
            )
    return Section(title=Text("接着问什么", "What to ask next"), words=ASK_WORDS, letters=tuple(letters))


def ask(inputs: Inputs, result: Result, standing: Standing) -> Iterator[Text]:
    """The questions to one vendor, the weightiest first."""
    vendor = standing.vendor
    for gate in (*standing.failed, *standing.open):
        said = vendor.answer(gate) in FACTORS and FACTORS[vendor.answer(gate)]
        yield _again(GATES[gate].question, said=bool(said))
    if standing.late is None or standing.late > timedelta(0):
        yield RTO_QUESTION.format(need=_need(inputs.rto))
    if standing.excess is None or standing.excess > timedelta(0):
        yield RPO_QUESTION.format(need=_need(inputs.rpo))
    for criterion in sorted(standing.effective, key=lambda name: -result.weights[name]):
        claim = vendor.claim(criterion)
        if claim and claim.known and (claim.evidence >= CONTRACT or criterion == "references"):
            continue
        question = (
            CRITERIA[criterion].question
            if criterion in CRITERIA
            else OWN_QUESTION.format(label=label_of(inputs, criterion))
        )
        yield _again(question, said=claim is not None and claim.known)
    yield COUNTING


def _again(question: Text, *, said: bool) -> Text:
    return SAID_ONLY.format(question=question) if said else question


def _need(value: timedelta | None) -> Text:
    return Text("（　）小时", "( ) h") if value is None else show.duration(value)


def clauses(result: Result, called: Sequence[Text]) -> Section:
    """What the contract lacks, and whose."""
    running = [
        (name, standing)
        for name, standing in zip(called, result.standings, strict=True)
        if not standing.failed
    ] or list(zip(called, result.standings, strict=True))
    lacking: list[tuple[Text, list[Text]]] = []
    for key, gate in GATES.items():
        lacking.append((gate.clause, [name for name, each in running if each.vendor.passes(key) is not True]))
    for key, criterion in CRITERIA.items():
        lacking.append((criterion.clause, [name for name, each in running if _lacks(each, key)]))
    rows = [
        (clause, EVERYBODY if len(lacks) == len(running) else Text.joined(lacks))
        for clause, lacks in lacking
        if lacks
    ]
    return Section(
        title=Text("合同里要写的", "Clauses to ask for"),
        words=CLAUSES_WORDS,
        head=(Text("条款", "Clause"), Text("谁的合同缺", "Missing with")),
        rows=(*rows, (COUNTING_CLAUSE, EVERYBODY)),
    )


def _lacks(standing: Standing, criterion: str) -> bool:
    """Whether a criterion counts and is not in the vendor's contract."""
    if criterion not in standing.effective:
        return False
    claim = standing.vendor.claim(criterion)
    return not (claim and claim.known and claim.evidence >= CONTRACT)


# --- Where the rules come from -----------------------------------------------------------------------


def basis(inputs: Inputs, result: Result) -> Section:
    """Whose gates, weights and factors are; whose the inputs are, the kit tells."""
    changed = [
        label_of(inputs, name)
        for name, weight in result.weights.items()
        if weight != (CRITERIA[name].weight if name in CRITERIA else 0)
    ]
    proposal = Text("本项目的建议", "this project’s own proposal")
    own = Text("{proposal}，没有改动", "{proposal}, unchanged").format(proposal=proposal)
    changes = Text("你改过：{labels}；其余是{proposal}", "changed by you: {labels}; the rest is {proposal}")
    factors = Text.joined(
        (Text.same("{grade} {n}").format(grade=grade, n=f"{factor:g}") for grade, factor in FACTORS.items()),
        "，",
        ", ",
    )
    return Section(
        title=Text("规矩从哪里来", "Where the rules come from"),
        head=(Text("什么", "What"), Text("从哪里来", "Where from")),
        rows=(
            (
                Text("权重", "Weights"),
                changes.format(labels=Text.joined(changed), proposal=proposal) if changed else own,
            ),
            (
                Text("门槛，和先过门槛再打分", "The gates, and gates before scores"),
                Text(
                    "{proposal}；办法出自 Kepner–Tregoe", "{proposal}; the way is that of Kepner–Tregoe"
                ).format(proposal=proposal),
            ),
            (
                Text("标准", "Criteria"),
                Text(
                    "五个步骤的常见问题第 4 问；备份、导出、升级、报告、补偿是{proposal}",
                    "common question 4 of the five steps; backup, export, escalation, reporting and credits "
                    "are {proposal}",
                ).format(proposal=proposal),
            ),
            (
                Text("证据系数：{factors}", "Factors of evidence: {factors}").format(factors=factors),
                proposal,
            ),
            (
                Text("上下限、按下限排名、权重 ±20%、少于 10 张太少", "Bounds, ranking by the lower one, "
                     "weights ±20%, fewer than 10 too few"),
                proposal,
            ),
            (
                Text("工单的范围，z = 1.96", "The interval of tickets, z = 1.96"),
                Text("Wilson 1927", "Wilson, 1927"),
            ),
        ),
    )  # fmt: skip
