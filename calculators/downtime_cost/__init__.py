"""What an outage costs, for any length of it: the downtime cost.

    total(T)       = once + ∫₀ᵀ (lost margin + idle time + response) dt + penalties(T) + catch-up(T)
    lost margin    = Σ streams revenue ÷ (days · hours a day) · share · gross margin · impact
                     · (1 − recapture) · peak                                       [per working hour]
    idle time      = Σ departments headcount · hourly pay · load · idle share       [per working hour]
    response       = Σ team headcount · hourly cost · engagement                    [per hour of the clock]
    penalties(T)   = Σ 0 while T ≤ grace, then min(cap, fixed + rate · ⌈(T − grace) ÷ unit⌉)
    catch-up(T)    = re-entry hours · hourly cost · overtime factor
    tolerable until  the first minute at which total(T) is more than the tolerable loss

    revenue        of the company in a year                                         [currency]
    days, hours    worked in a year, and on a working day                           [d], [h]
    impact         the worst of the processes that a stream passes through          [share]
    hourly pay     what is paid in a month ÷ 21.75 ÷ 8                              [currency/h]
    T              from the start of the outage, on the clock                       [h]

Idle time was paid anyway: it is part of the total and never of the cash. A number may be a range; all ranges
at their cheapest, as usual, and at their dearest make low, base and high. No formula uses a clock of its own.
It holds for one company that keeps one calendar, up to a year.

The worked example: an outage of 8 hours from Thursday 09:00.

>>> result = calculate(Inputs())
>>> round(result.revenue_per_hour, 2), result.worked
(60483.87, 7.0)
>>> print(answer(Inputs(), result).sentence.en)
An outage of 8 h from Thu 12 Mar 2026, 09:00 costs about ¥118,049 (¥94,762 to ¥160,387), ¥41,839 of it pay \
without output; one more hour adds ¥16,864.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from calculators.downtime_cost import contradictions
from calculators.downtime_cost.business import (
    AN_HOUR,
    DAYS,
    FULL,
    LOAD,
    MOST,
    OVERTIME,
    PEOPLE,
    Department,
    Expense,
    Penalty,
    Process,
    Responder,
    Stream,
)
from calculators.downtime_cost.course import (
    BASE,
    HIGH,
    LONGEST,
    LOW,
    NEAR,
    Cost,
    Costs,
    Course,
    course,
    curve,
    far_enough,
    hours_a_day,
)
from calculators.downtime_cost.sensitivity import Swing, swings
from calculators.downtime_cost.told import answer
from calculators.kit import words
from calculators.kit.answer import Offer, Source
from calculators.kit.calendar import WorkingCalendar
from calculators.kit.currency import currency
from calculators.kit.estimate import Estimate, rough, rough_money, rough_share
from calculators.kit.fields import choice, duration, hours, moment, money, quantity
from calculators.kit.rows import rows
from calculators.kit.text import Text

__all__ = [
    "NAME",
    "OFFERS",
    "SOURCES",
    "TITLE",
    "Cost",
    "Costs",
    "Department",
    "Expense",
    "Inputs",
    "Penalty",
    "Process",
    "Responder",
    "Result",
    "Stream",
    "answer",
    "calculate",
    "total",
]

TITLE = Text("停机要花多少钱？", "What does the outage cost?")
NAME = Text("停机代价计算器", "the downtime-cost calculator")

SOURCES = {
    "revenue per hour": Source(
        Text("OpsCentre：停机的大致代价怎么算", "OpsCentre: calculating the approximate cost of downtime"),
        "https://www.opscentre.com/calculating-the-approximate-cost-of-downtime/",
    ),
    "load": Source(
        Text("Servnet：停机代价计算", "Servnet: downtime cost calculator"),
        "https://www.servnetuk.com/downtime-cost-calculator",
    ),
    "hourly pay": Source(
        Text(
            "人社部：关于职工全年月平均工作时间和工资折算问题的通知",
            "China, Ministry of Human Resources: working time in a year and the conversion of wages",
        ),
        "https://chinalawandpractice.com/2008/03/11/circular-on-issues-concerning-the-annual-average-monthly-working-hours-of-staff-and-workers-and-the-pro-rata-calculation-of-their-wages",
    ),
    "engagement": Source(
        Text("Netflix Dispatch：事件成本", "Netflix Dispatch: cost of an incident"),
        "https://github.com/Netflix/dispatch/blob/master/src/dispatch/incident_cost/service.py",
    ),
    "overtime": Source(
        Text("中华人民共和国劳动法第四十四条", "Labour Law of the People's Republic of China, article 44"),
        "https://www.gov.cn/banshi/2005-05/25/content_905.htm",
    ),
    "tolerable until": Source(
        Text(
            "NIST SP 800-34 第 1 次修订版：最长可容忍停机",
            "NIST SP 800-34 Rev. 1: maximum tolerable downtime",
        ),
        "https://csrc.nist.gov/pubs/sp/800/34/r1/upd1/final",
    ),
}

QUICK = "quick"
OFFICE = "Mon-Fri 09:00-12:00 13:00-18:00"
SHOWN = (1.0, 4.0, 8.0, 24.0)  # h

_DAY = Text("天", "d")
_TIMES = Text("倍", "times")


def _roughly(*parts: float) -> Estimate:
    return Estimate(*parts) if len(parts) == 3 else Estimate.exactly(*parts)


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """What the reader knows. Without arguments it is the worked example."""

    mode: str = choice(
        Text("怎么算", "How to work it out"),
        {
            QUICK: Text("快算：六个问题", "Quickly: six questions"),
            FULL: Text("细算：一项一行", "In full: row by row"),
        },
        assumed=QUICK,
    )
    start: datetime = moment(
        Text("从什么时候停", "When it stops"),
        hint=Text("已经停了，填停的时间。", "Where it has stopped already: since when."),
        example="2026-03-12T09:00+08:00",
        offset="+08:00",
    )
    down: timedelta = duration(
        Text("停多久", "Hours down"),
        hint=Text("按钟面算，夜里和周末都算在内。", "On the clock, nights and weekends included."),
        high=LONGEST - AN_HOUR,
        example=timedelta(hours=8),
    )
    revenue: Estimate = rough_money(
        Text("一年的营业额", "Annual revenue"), MOST, follows="currency", example=_roughly(120e6)
    )
    margin: Estimate = rough_share(
        Text("毛利率", "Gross margin"),
        hint=Text(
            "营业额减去料钱、运费这类跟着生意走的钱，还剩几成；不是营业额。",
            "What is left of revenue after the costs of each sale, such as material and freight.",
        ),
        example=_roughly(0.25, 0.3, 0.35),
        when=("mode", QUICK),
    )
    calendar: WorkingCalendar = hours(
        Text("工作时间", "Working hours"),
        hint=words.RULES_OF_HOURS,
        assumed=OFFICE,
    )
    stopped: Estimate = rough_share(
        Text("多少生意停了", "Share of business stopped"),
        hint=Text("用纸和电话还能做的不算。", "Without what goes on by paper and telephone."),
        example=_roughly(0.5, 0.6, 0.8),
        when=("mode", QUICK),
    )
    people: Estimate = rough(
        Text("干等的人", "People idle"), PEOPLE, 0, 1e6, example=_roughly(80), when=("mode", QUICK)
    )
    pay: Estimate = rough_money(
        Text("他们每人的工资", "Their pay, for one"),
        MOST,
        follows="currency",
        hint=Text("税前的月工资。", "A month, before tax."),
        example=_roughly(10_000),
        when=("mode", QUICK),
    )
    processes: tuple[Process, ...] = rows(
        Text("流程", "Processes"),
        Process,
        hint=Text(
            "ERP 一停，就做不成或只能做一部分的事。", "What stops, or goes on in part, without the ERP."
        ),
        example=(
            Process(
                name=Text("接单", "Orders"),
                impact=_roughly(0.4, 0.5, 0.6),
                later=timedelta(hours=4),
                later_impact=_roughly(0.8),
            ),
            Process(
                name=Text("发货", "Shipping"),
                impact=_roughly(0.2),
                later=timedelta(hours=4),
                later_impact=_roughly(0.6),
                last=timedelta(hours=24),
                last_impact=_roughly(1),
            ),
            Process(name=Text("门店收银", "Shop tills"), impact=_roughly(0.1, 0.2, 0.3)),
        ),
        at_most=50,
        optional=True,
        when=("mode", FULL),
    )
    streams: tuple[Stream, ...] = rows(
        Text("生意", "Revenue streams"),
        Stream,
        example=(
            Stream(
                name=Text("经销商订单", "Dealers"),
                share=_roughly(0.7),
                margin=_roughly(0.25, 0.28, 0.3),
                recapture=_roughly(0.4, 0.5, 0.7),
                through=Text("接单、发货", "Orders, Shipping"),
            ),
            Stream(
                name=Text("门店", "Shops"),
                share=_roughly(0.3),
                margin=_roughly(0.35),
                through=Text("门店收银", "Shop tills"),
            ),
        ),
        at_most=50,
        optional=True,
        when=("mode", FULL),
    )
    departments: tuple[Department, ...] = rows(
        Text("干等的部门", "Departments that wait"),
        Department,
        example=(
            Department(
                name=Text("仓库", "Warehouse"),
                people=_roughly(40),
                pay=_roughly(8_000),
                idle=_roughly(0.5, 0.7, 0.9),
            ),
            Department(
                name=Text("办公室", "Office"),
                people=_roughly(60),
                pay=_roughly(12_000),
                idle=_roughly(0.3, 0.4, 0.5),
            ),
        ),
        at_most=50,
        optional=True,
        when=("mode", FULL),
    )
    team: tuple[Responder, ...] = rows(
        Text("应急响应小组", "Response team"),
        Responder,
        example=(
            Responder(role="lead", cost=_roughly(150)),
            Responder(role="scribe", cost=_roughly(80)),
            Responder(role="other", people=_roughly(3), cost=_roughly(120)),
        ),
        at_most=50,
        optional=True,
        when=("mode", FULL),
    )
    penalties: tuple[Penalty, ...] = rows(
        Text("罚款", "Penalties"),
        Penalty,
        hint=Text("合同里写的：迟交、平台考核。", "As contracts say: late delivery, rules of a platform."),
        example=(
            Penalty(
                name=Text("迟交", "Late delivery"),
                grace=timedelta(hours=24),
                fixed=_roughly(5_000),
                rate=_roughly(10_000),
                cap=50_000.0,
            ),
        ),
        at_most=50,
        optional=True,
        when=("mode", FULL),
    )
    expenses: tuple[Expense, ...] = rows(
        Text("一次性的钱", "One-off costs"),
        Expense,
        hint=Text("供应商上门、配件、加急运费。", "Call-out of the vendor, parts, express freight."),
        example=(Expense(name=Text("供应商上门", "Vendor call-out"), amount=_roughly(6_000)),),
        at_most=50,
        optional=True,
        when=("mode", FULL),
    )
    reentry: Estimate | None = rough(
        Text("补录工时", "Hours of re-entry"),
        Text("小时", "h"), 0, 1e6,
        hint=Text("停机前丢的那一堆，不随停多久变。", "For what was lost before: the same for any length."),
        example=_roughly(19.2), optional=True, when=("mode", FULL), takes="backup_loss.reentry",
    )  # fmt: skip
    reentry_rate: Estimate | None = rough(
        Text("每停一个工作小时的补录工时", "Hours of re-entry for each working hour down"),
        Text("小时", "h"), 0, 1e4,
        hint=Text("停机后记在纸上的那一堆。", "For what is captured on paper meanwhile."),
        example=_roughly(0.15), optional=True, when=("mode", FULL),
    )  # fmt: skip
    reentry_cost: Estimate | None = rough_money(
        Text("补录一小时的成本", "Cost of an hour of re-entry"),
        MOST,
        follows="currency",
        example=_roughly(75),
        optional=True,
        when=("mode", FULL),
    )
    overtime: float = quantity(
        Text("补录按几倍工资", "Overtime factor"), _TIMES, 1, 10,
        hint=Text(
            "中国：工作日加班 1.5，休息日 2，法定节假日 3；不加班填 1。",
            "China: 1.5 on a working day, 2 on a day of rest, 3 on a public holiday. No overtime: 1.",
        ),
        assumed=OVERTIME, when=("mode", FULL),
    )  # fmt: skip
    tolerable: float | None = money(
        Text("能容忍的损失", "Tolerable loss"),
        0,
        MOST,
        follows="currency",
        hint=Text("管理层定：亏到多少就不能再等。", "Set by management: more than this must not be lost."),
        optional=True,
        more=True,
    )
    days: float = quantity(
        Text("一年工作几天", "Working days in a year"),
        _DAY, 1, 366,
        hint=Text("中国双休是 248 天；天天开门是 365 天。", "5 days a week in China: 248. Every day: 365."),
        assumed=DAYS, more=True,
    )  # fmt: skip
    peak: float = quantity(
        Text("旺季是平时的几倍", "Peak factor"), _TIMES, 0, 100,
        hint=Text("月末、大促这样的日子，生意是平时的几倍。", "Month end, sales festival: times the usual."),
        assumed=1.0, more=True,
    )  # fmt: skip
    load: Estimate = rough(
        Text("用工成本是工资的几倍", "Cost of one as a multiple of pay"), _TIMES, 1, 5,
        hint=Text("工资加社保等，常见 1.25–1.4。", "Pay and what comes on top: often 1.25–1.4."),
        assumed=_roughly(LOAD), more=True, when=("mode", QUICK),
    )  # fmt: skip
    pay_is: str = choice(
        Text("工资是", "Pay is for"),
        {"month": Text("一个月的", "a month"), "hour": Text("一小时的", "an hour")},
        hint=Text("月工资 ÷ 21.75 天 ÷ 8 小时 = 小时工资。", "A month ÷ 21.75 days ÷ 8 hours = an hour."),
        assumed="month",
        more=True,
    )
    currency: str = currency(
        Text("币种", "Currency"),
        hint=Text("三个字母的代码；所有金额都用它。", "Its code of three letters, for all amounts."),
        more=True,
    )
    clock_change: datetime | None = moment(
        Text("其间时钟调整以后的时间", "When the clocks have changed"),
        hint=Text(
            "只在实行夏令时的地方填：调整以后的第一刻，和那时的 UTC 偏移。",
            "Only where clocks change: the first moment after it, with the UTC offset of then.",
        ),
        offset="start",
        optional=True,
        more=True,
    )


@dataclass(frozen=True, slots=True)
class Point:
    """What an outage of so many hours costs, and the hour after it."""

    hours: float
    cost: Costs
    next_hour: Estimate


@dataclass(frozen=True, slots=True)
class Passing:
    """Minutes until the tolerable loss is passed; None where that takes longer than the horizon."""

    limit: float
    at: int | None
    earliest: int | None
    latest: int | None


@dataclass(frozen=True, slots=True)
class Result:
    """What follows from the inputs."""

    hours_a_year: float
    hours_a_day: float
    revenue_per_hour: float
    worked: float
    own: Point
    points: tuple[Point, ...]
    stretches: tuple[tuple[float, float], ...]  # margin lost in a working hour, and how many of them
    margin_rate: float  # lost in a working hour at the end of the outage
    idle_rate: float
    response_rate: float  # in an hour of the first 24
    swings: tuple[Swing, ...]
    passing: Passing | None
    curve: tuple[tuple[float, Estimate], ...]  # hours and total, from corner to corner


def calculate(inputs: Inputs) -> Result:
    """The cost of an outage: its own length, the lengths that are always shown, and what moves it most."""
    contradictions.check(inputs)
    length = inputs.down / AN_HOUR
    run = course(inputs, far_enough(length * 2))
    a_day = hours_a_day(inputs.calendar)
    base = run.cases[BASE]
    passing = _passing(inputs)
    return Result(
        hours_a_year=inputs.days * a_day,
        hours_a_day=a_day,
        revenue_per_hour=inputs.revenue.base / (inputs.days * a_day),
        worked=run.calendar.worked(length),
        own=_point(run, length),
        points=tuple(_point(run, hours) for hours in sorted({*SHOWN, length})),
        stretches=tuple(base.stretches(length, run.calendar)),
        margin_rate=base.margin_at(length),
        idle_rate=base.idle,
        response_rate=base.response,
        swings=tuple(swings(run, length)),
        passing=passing,
        curve=tuple(curve(run, _drawn(length, passing))),
    )


def total(inputs: Inputs, hours: float) -> Costs:
    """What an outage of so many hours on the clock costs, in parts, at low, base and high.

    >>> round(total(Inputs(), 8).total.base, 2)
    118048.76
    """
    contradictions.check(inputs)
    return course(inputs, far_enough(hours)).at(hours)


def _point(run: Course, hours: float) -> Point:
    """A length of outage, and what one more hour adds."""
    cost, then = run.at(hours), run.at(hours + 1)
    added = (after - before for before, after in zip(cost.total, then.total, strict=True))
    return Point(hours, cost, Estimate(*added))


def _drawn(length: float, passing: Passing | None) -> float:
    """How far the curve is drawn: a day, the outage, and up to the tolerable loss where that is near."""
    least = max(SHOWN[-1], length)
    if passing is None or passing.at is None or passing.at / 60 > 2 * least:
        return least
    return max(least, passing.at / 60)


def _passing(inputs: Inputs) -> Passing | None:
    """When the tolerable loss is passed: looked for nearby first."""
    limit = inputs.tolerable
    if limit is None:
        return None

    def passes(case: int) -> int | None:
        near = course(inputs, NEAR).passes(limit, case)
        return course(inputs, LONGEST).passes(limit, case) if near is None else near

    return Passing(limit, passes(BASE), passes(HIGH), passes(LOW))


def _average(_: Inputs, result: Result) -> float | None:
    """An hour of the reader's own outage, with all that it costs."""
    own = result.own
    return round(own.cost.base.total / own.hours, 2) if own.hours else None


def _mtd(_: Inputs, result: Result) -> timedelta | None:
    """How long it may last before more than the tolerable loss is lost."""
    passing = result.passing
    return None if passing is None or passing.at is None else timedelta(minutes=passing.at)


OFFERS = {
    "hour": Offer(
        Text("那次停机平均一小时", "an average hour of that outage"),
        _average,
        currency=lambda inputs: inputs.currency,
    ),
    "mtd": Offer(Text("MTD，最长能停多久", "MTD, tolerable downtime"), _mtd, rests_on=("tolerable",)),
}
