"""How the total was computed: the formulas with the reader's own numbers, at their usual values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from calculators.downtime_cost.business import AN_HOUR, FULL, Facts, facts, named
from calculators.downtime_cost.course import (
    BASE,
    busy_hour,
    idle_rate,
    responding,
    response_rate,
    stream_rate,
    terms,
)
from calculators.kit import show
from calculators.kit.answer import Step
from calculators.kit.text import Text

if TYPE_CHECKING:
    from calculators.downtime_cost import Inputs, Result

LISTED = 6  # rows, and stretches of the outage, that a formula writes one by one

PLUS, TIMES = " + ", " × "


def steps(inputs: Inputs, result: Result) -> Iterator[Step]:
    """In the order in which they are worked out by hand."""
    known = facts(inputs)
    year = show.number(result.hours_a_year)
    yield Step(
        Text("一年的工作小时 = 天数 × 每天小时", "Working hours in a year = days × hours a day"),
        _equal(_product([show.number(inputs.days), show.number(result.hours_a_day)]), year),
    )
    yield Step(
        Text(
            "每小时营业额 = 一年的营业额 ÷ 一年的工作小时",
            "Revenue per hour = annual revenue ÷ working hours in a year",
        ),
        Text.same("{revenue} ÷ {year} = {hour}").format(
            revenue=_money(inputs.revenue.base, inputs),
            year=year,
            hour=_money(result.revenue_per_hour, inputs),
        ),
    )
    yield Step(
        Text(
            "停机里的工作时间 = 停机时段和工作时间重合的小时",
            "Working time in the outage = hours of it that are working hours",
        ),
        _hours(result.worked),
    )
    yield from _margin(inputs, result, known)
    yield from _idle(inputs, result, known)
    if inputs.mode == FULL:
        yield from _rest(inputs, result, known)
    yield from _sum(inputs, result)


def _margin(inputs: Inputs, result: Result, known: Facts) -> Iterator[Step]:
    """What a working hour loses in margin, and the outage."""
    hour = _money(result.revenue_per_hour, inputs)
    peak = [] if inputs.peak == 1 else [show.number(inputs.peak)]
    if inputs.mode != FULL:
        factors = [hour, show.share(inputs.margin.base), show.share(inputs.stopped.base), *peak]
        yield Step(
            Text(
                "每个工作小时丢的毛利 = 每小时营业额 × 毛利率 × 停掉的比例（× 旺季）",
                "Margin lost in a working hour = revenue per hour × margin × share stopped (× peak)",
            ),
            _equal(_product(factors), _money(result.margin_rate, inputs)),
        )
    for number, stream in enumerate(known.streams[:LISTED] if inputs.mode == FULL else (), 1):
        kept = Text.same("(1 − {back})").format(back=show.share(stream.recapture.base))
        factors = [hour, show.share(stream.share.base), show.share(stream.margin.base), kept, *peak]
        rate = stream_rate(stream, busy_hour(inputs, BASE), BASE)
        yield Step(
            Text(
                "{name}，全停时每个工作小时丢的 = 每小时营业额 × 占比 × 毛利率 ×（1 − 补回）（× 旺季）",
                "{name}, lost in a working hour while all of it is stopped = "
                "revenue per hour × share × margin × (1 − comes back) (× peak)",
            ).format(name=named(stream.name, number, Text("生意", "Stream"))),
            _equal(_product(factors), _money(rate, inputs)),
        )
    formula = Text(
        "丢掉的毛利 = Σ 每个工作小时丢的 × 小时（停得多少变了，就另算一段）",
        "Lost margin = Σ loss in a working hour × hours (a new stretch wherever the impact changes)",
    )
    if inputs.mode == FULL:
        formula = Text(
            "丢掉的毛利 = Σ（每项生意全停时丢的 × 停掉的比例，相加）× 小时；经过几个流程，取停得最多的",
            "Lost margin = Σ (loss of each stream × share stopped, added up) × hours; "
            "of several processes the worst",
        )
    each = [_product([_money(rate, inputs), show.number(hours)]) for rate, hours in result.stretches]
    yield Step(formula, _added(each, _money(result.own.cost.base.margin, inputs)))


def _idle(inputs: Inputs, result: Result, known: Facts) -> Iterator[Step]:
    """What waiting people are paid."""
    hourly = Text.same("{pay} ÷ 21.75 ÷ 8" if inputs.pay_is == "month" else "{pay}")
    each = [
        _product(
            [
                show.number(row.people.base),
                hourly.format(pay=_money(row.pay.base, inputs)),
                show.number(row.load.base),
                show.share(row.idle.base),
            ]
        )
        for row in known.departments
        if idle_rate(row, inputs, BASE)
    ]
    yield Step(
        Text(
            "每个工作小时照付的工资 = Σ 人数 × 小时工资 × 成本倍数 × 干等的时间（月工资 ÷ 21.75 ÷ 8）",
            "Pay without output in a working hour = Σ headcount × hourly pay × load × idle time "
            "(a month ÷ 21.75 ÷ 8)",
        ),
        _added(each, _money(result.idle_rate, inputs)),
    )
    yield Step(
        Text("照付的工资 = 每个工作小时的 × 工作时间", "Pay without output = that × working time"),
        _equal(
            _product([_money(result.idle_rate, inputs), show.number(result.worked)]),
            _money(result.own.cost.base.idle, inputs),
        ),
    )


def _rest(inputs: Inputs, result: Result, known: Facts) -> Iterator[Step]:
    """Response, penalties, one-off costs, catch-up."""
    cost, hours = result.own.cost.base, inputs.down / AN_HOUR
    each = [
        _product([show.number(row.people.base), _money(row.cost.base, inputs), show.share(row.engaged.base)])
        for row in known.team
        if response_rate(row, BASE)
    ]
    if each:
        yield Step(
            Text(
                "小组一小时 = Σ 人数 × 一小时成本 × 投入",
                "The team in an hour = Σ headcount × hourly cost × engagement",
            ),
            _added(each, _money(result.response_rate, inputs)),
        )
        yield Step(
            Text(
                "应急响应 = 小组一小时 ×（头 24 小时 + 以后的小时 × 8/24）",
                "Response = the team in an hour × (first 24 h + later hours × 8/24)",
            ),
            _equal(
                _product([_money(result.response_rate, inputs), show.number(responding(hours))]),
                _money(cost.response, inputs),
            ),
        )
    for number, penalty in enumerate(known.penalties[:LISTED], 1):
        late = max(inputs.down - penalty.grace, timedelta(0))
        yield Step(
            Text(
                "{name} = 没过宽限是 0；过了是先罚 + 每段罚 × 段数（不满一段算一段），不超过最多罚",
                "{name} = 0 within the grace; after it fixed + rate × periods (one begun counts), "
                "up to the cap",
            ).format(name=named(penalty.name, number, Text("罚款", "Penalty"))),
            Text(
                "{fixed} + {rate} × {periods} 段 → {due}", "{fixed} + {rate} × {periods} periods → {due}"
            ).format(
                fixed=_money(penalty.fixed.base, inputs),
                rate=_money(penalty.rate.base, inputs),
                periods=-(-late // penalty.unit),
                due=_money(terms(penalty, BASE).owed(hours), inputs),
            )
            if late
            else Text("{down} 没过 {grace} → {due}", "{down} is within {grace} → {due}").format(
                down=show.duration(inputs.down), grace=show.duration(penalty.grace), due=_money(0, inputs)
            ),
        )
    if cost.catch_up and inputs.reentry_cost is not None:
        fixed = 0 if inputs.reentry is None else inputs.reentry.base
        rate = 0 if inputs.reentry_rate is None else inputs.reentry_rate.base
        yield Step(
            Text(
                "补录 =（补录工时 + 每个工作小时多补录的 × 工作时间）× 一小时成本 × 倍数",
                "Catch-up = (hours of re-entry + those for each working hour × working time) "
                "× hourly cost × factor",
            ),
            Text(
                "（{fixed} + {rate} × {worked}）× {cost} × {factor} = {total}",
                "({fixed} + {rate} × {worked}) × {cost} × {factor} = {total}",
            ).format(
                fixed=show.number(fixed),
                rate=show.number(rate),
                worked=show.number(result.worked),
                cost=_money(inputs.reentry_cost.base, inputs),
                factor=show.number(inputs.overtime),
                total=_money(cost.catch_up, inputs),
            ),
        )


def _sum(inputs: Inputs, result: Result) -> Iterator[Step]:
    """The total and the next hour."""
    cost = result.own.cost.base
    formula = Text("合计 = 丢掉的毛利 + 照付的工资", "Total = lost margin + pay without output")
    parts = [cost.margin, cost.idle]
    if inputs.mode == FULL:
        formula = Text(
            "合计 = 丢掉的毛利 + 照付的工资 + 应急响应 + 罚款 + 一次性的钱 + 补录",
            "Total = lost margin + pay without output + response + penalties + one-off costs + catch-up",
        )
        parts += [cost.response, cost.penalties, cost.once, cost.catch_up]
    yield Step(
        formula,
        _equal(Text.joined((_money(part, inputs) for part in parts), PLUS, PLUS), _money(cost.total, inputs)),
    )
    more = result.own.next_hour.base
    yield Step(
        Text("再停一小时 = 多停一小时的合计 − 合计", "One hour more = the total an hour later − the total"),
        Text.same("{later} − {total} = {more}").format(
            later=_money(cost.total + more, inputs),
            total=_money(cost.total, inputs),
            more=_money(more, inputs),
        ),
    )


def _added(each: list[Text], total: Text) -> Text:
    """A sum with its parts, or the sum alone where these are many or none."""
    if not each:
        return total
    if len(each) > LISTED:
        return Text("{n} 项，合计 {total}", "{n} parts, together {total}").format(n=len(each), total=total)
    return _equal(Text.joined(each, PLUS, PLUS), total)


def _product(factors: list[Text]) -> Text:
    return Text.joined(factors, TIMES, TIMES)


def _equal(left: Text, right: Text) -> Text:
    return Text.same("{left} = {right}").format(left=left, right=right)


def _money(value: float, inputs: Inputs) -> Text:
    return show.money(value, inputs.currency)


def _hours(value: float) -> Text:
    return Text("{n} 小时", "{n} h").format(n=show.number(value))
