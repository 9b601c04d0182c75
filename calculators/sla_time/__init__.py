"""What a vendor's promise means in time: downtime that it allows, when a response is due, what comes back.

    allowed  = (1 − A) · agreed time                                                      [time]
    A        = (agreed time − downtime) ÷ agreed time                                     [share]
    chain    = ∏ A of what is needed; stand-ins together 1 − ∏ (1 − A)                    [share]
    due      = the moment by which the promised business hours have run since the call    [moment]
    coverage = business hours of a week ÷ 168 h                                           [share]
    credit   = fee · share of the lowest step that A is below                             [money]

    A             availability                                                            [share]
    agreed time   the part of the period in which the service is promised                 [h]
    period        a length, or from a date on with the real length of its months          [h]

The first question decides which of these is computed and which fields count. Parts are taken to fail
independently of each other; stand-ins that fail together are worse. A bound met exactly is met.

The worked example: 99.9 % in 30 days, round the clock.

>>> result = calculate(Inputs())
>>> result.allowed == timedelta(minutes=43.2)
True
>>> print(answer(Inputs(), result).sentence.en)
A promise of 99.9% for 30 days, with 720 h of agreed service time, allows 43 min 12 s of downtime, in one go \
or in many.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from calculators.kit import show
from calculators.kit.answer import Source
from calculators.kit.calendar import WorkingCalendar
from calculators.kit.currency import currency
from calculators.kit.errors import InputError
from calculators.kit.fields import choice, duration, hours, moment, money, quantity, share, text
from calculators.kit.rows import rows
from calculators.kit.text import Text
from calculators.sla_time.availability import (
    MORE_THAN_ALL,
    Composite,
    Credit,
    Kept,
    Outage,
    Part,
    Tier,
    allowed,
    composite,
    credit,
    kept,
)
from calculators.sla_time.period import Period, measure
from calculators.sla_time.response import Coverage, Response, cover, respond
from calculators.sla_time.told import answer

__all__ = ["SOURCES", "TITLE", "Inputs", "Outage", "Part", "Result", "Tier", "answer", "calculate"]

TITLE = Text("供应商的承诺，折成时间是多少？", "What does the vendor’s promise mean in time?")

SOURCES = {
    "availability": Source(
        Text("ITSM.tools：服务可用率怎样定义、测量", "ITSM.tools: how to define and measure availability"),
        "https://itsm.tools/how-to-define-measure-and-report-service-availability/",
    ),
    "series and parallel": Source(
        Text("挪威科技大学：可靠性，串联和并联", "NTNU: reliability, series and parallel structures"),
        "https://jvatn.folk.ntnu.no/eLearning/TPK4140/Reliability.html",
    ),
    "business hours": Source(
        Text("Request Tracker 文档：服务水平协议", "Request Tracker documentation: service level agreements"),
        "https://docs.bestpractical.com/rt/5.0.0/customizing/sla.html",
    ),
    "credits": Source(
        Text("Amazon S3 服务水平协议，2023-11-28 更新", "Amazon S3 service level agreement of 2023-11-28"),
        "https://aws.amazon.com/s3/sla/",
    ),
    "mean year": Source(
        Text("uptime.is：按 365.2425 天的年计算", "uptime.is, which takes a year of 365.2425 days"),
        "https://uptime.is/two-nines",
    ),
}

TIMED = ("allowed", "reached", "composite", "credits")
AN_HOUR = timedelta(hours=1)
DATED = ("month", "quarter", "year")


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """What the contract says, and what happened. Without arguments it is the worked example."""

    question: str = choice(
        Text("想知道什么", "What you want to know"),
        {
            "allowed": Text("最多允许停多久", "How much downtime is allowed"),
            "reached": Text("停了这么久，达标没有", "Whether the promise was kept"),
            "composite": Text("几样合起来，可用率多少", "What several parts make together"),
            "deadline": Text("最晚几点要回应", "When a response is due"),
            "coverage": Text("一周有多少时间有人管", "How much of the week is covered"),
            "credits": Text("没做到，退多少钱", "What comes back if it fails"),
        },
        assumed="allowed",
    )
    availability: float = share(
        Text("承诺的可用率", "Promised availability"),
        hint=Text(
            "合同里的百分数；写的是“目标”，就不算承诺。",
            "The percentage in the contract. A “target” is no promise.",
        ),
        example=0.999,
        when=("question", "allowed", "reached", "composite"),
    )
    outages: tuple[Outage, ...] = rows(
        Text("停机", "Outages"),
        Outage,
        hint=Text("停一次填一行；一次没停，就不留行。", "One a row. None at all? Leave no row."),
        example=(Outage(length=timedelta(minutes=30)), Outage(length=timedelta(minutes=90))),
        optional=True,
        when=("question", "reached", "credits"),
    )
    parts: tuple[Part, ...] = rows(
        Text("缺了就用不了的", "What is needed"),
        Part,
        hint=Text(
            "自己的也要算：供电、内网、上网的线路、登录。",
            "Count your own too: power, network, internet line, sign-on.",
        ),
        example=(
            Part(name=Text("ERP 服务", "ERP service"), availability=0.999),
            Part(name=Text("上网的线路", "internet line"), availability=0.9995),
            Part(name=Text("登录", "sign-on"), availability=0.999),
        ),
        at_most=50,
        when=("question", "composite"),
    )
    period: str = choice(
        Text("按多长周期算", "Over which period"),
        {
            "day": Text("一天", "A day"),
            "week": Text("一周", "A week"),
            "days": Text("若干天", "So many days"),
            "month": Text("一个月", "A month"),
            "quarter": Text("一个季度", "A quarter"),
            "year": Text("一年", "A year"),
            "span": Text("从某天到某天", "From one day to another"),
        },
        hint=Text(
            "合同会写；不写周期，百分数没有意义。", "The contract says; without it a percentage is empty."
        ),
        assumed="days",
        when=("question", *TIMED),
    )
    days: float = quantity(
        Text("几天", "How many days"), Text("天", "days"), 0.01, 36_525,
        hint=Text("常见：30、365、365.2425（平均的一年）。", "Often 30, 365, or 365.2425, the mean year."),
        assumed=30, when=("period", "days"),
    )  # fmt: skip
    starts: datetime = moment(
        Text("周期开始", "Start of the period"),
        example="2026-04-01T00:00+08:00",
        offset="+08:00",
        when=("period", *DATED, "span"),
    )
    ends: datetime = moment(
        Text("周期结束", "End of the period"),
        hint=Text("最后一天的 24:00，写成次日 0:00。", "For the end of a day take 0:00 of the next."),
        example="2026-07-01T00:00+08:00",
        clock="starts",
        when=("period", "span"),
    )
    agreed: str = choice(
        Text("约定的服务时间", "Agreed service time"),
        {
            "all": Text("全天，每周 7 天", "All day, 7 days a week"),
            "calendar": Text("只在写明的钟点", "Certain hours only"),
            "hours": Text("周期里共多少小时", "So many hours in the period"),
        },
        hint=Text("只有这段时间里的停机才算。", "Only downtime in it counts."),
        assumed="all",
        when=("question", *TIMED),
    )
    service: WorkingCalendar = hours(
        Text("服务的钟点", "Hours of service"),
        hint=Text(
            "一行一条；放假：2026-10-01至2026-10-07 休；调休上班：2026-10-10 按周五。",
            "One rule a line. Holiday: 2026-10-01 to 2026-10-07 off. "
            "Day that takes another's hours: 2026-10-10 as Fri.",
        ),
        example="Mon-Fri 09:00-12:00 13:00-18:00",
        when=("agreed", "calendar"),
    )
    service_hours: float = quantity(
        Text("周期里的服务小时", "Hours of service in the period"), Text("小时", "h"), 0, 876_600,
        hint=Text("工作天数 × 每天几小时。", "Working days × hours a day."),
        example=176, when=("agreed", "hours"),
    )  # fmt: skip
    called: datetime = moment(
        Text("报修的时间", "Time of the call"),
        example="2026-03-13T16:30+08:00",
        offset="+08:00",
        when=("question", "deadline"),
    )
    response: timedelta = duration(
        Text("承诺几小时内回应", "Response promised within"),
        hint=Text("按业务时间计。回应不是修好。", "In business hours. A response is not a repair."),
        high=timedelta(hours=99),
        example=timedelta(hours=4),
        when=("question", "deadline", "coverage"),
    )
    support: WorkingCalendar = hours(
        Text("供应商的业务时间", "The vendor’s business hours"),
        hint=Text(
            "一行一条；7×24：每天 00:00-24:00；放假：2026-10-01至2026-10-07 休；"
            "调休上班：2026-10-10 按周五。",
            "One rule a line. 24×7: Daily 00:00-24:00. Holiday: 2026-10-01 to 2026-10-07 off. "
            "Day that takes another's hours: 2026-10-10 as Fri.",
        ),
        example="Mon-Fri 08:00-17:00",
        when=("question", "deadline", "coverage"),
    )
    answered: datetime | None = moment(
        Text("实际回应的时间", "When they did respond"),
        hint=Text("还没回应就不填。", "Empty: not yet."),
        offset="called",
        optional=True,
        when=("question", "deadline"),
    )
    steps: tuple[Tier, ...] = rows(
        Text("合同的赔付表", "The contract’s step table"),
        Tier,
        hint=Text("一档一行，照合同抄。", "One step a row, as the contract has it."),
        example=(
            Tier(below=0.999, credit=0.1),
            Tier(below=0.99, credit=0.25),
            Tier(below=0.95, credit=1.0),
        ),
        at_most=20,
        when=("question", "credits"),
    )
    name: Text | str = text(
        Text("哪项服务、哪天的赔付表", "The table’s service and date"),
        example=Text("对象存储，2023-11-28", "object storage, 2023-11-28"),
        when=("question", "credits"),
    )
    fee: float = money(
        Text("周期里付的服务费", "Fee for the period"), 0, 1e12,
        follows="currency", example=5_000, when=("question", "credits"),
    )  # fmt: skip
    hourly_cost: float | None = money(
        Text("停一小时亏多少", "Cost of an hour down"), 0, 1e12, follows="currency",
        hint=Text("平均的一小时；停得越久，常常越贵。", "An average one; long outages often cost more."),
        example=60_000, optional=True, when=("question", "credits"), takes="downtime_cost.hour",
    )  # fmt: skip
    currency: str = currency(
        Text("币种", "Currency"),
        hint=Text("三个字母的代码；两个金额都用它。", "Its code of three letters, for both amounts."),
        more=True,
        when=("question", "credits"),
    )
    period_change: datetime | None = moment(
        Text("周期里时钟调整后的第一刻", "First moment after the clocks change in it"),
        hint=Text(
            "只在实行夏令时的地方填，连同调整以后的 UTC 偏移。",
            "Only where clocks change, with the UTC offset after it.",
        ),
        offset="starts",
        optional=True,
        more=True,
        when=("period", "month", "quarter", "span"),
    )
    call_change: datetime | None = moment(
        Text("报修后时钟调整的第一刻", "First moment after the clocks change"),
        hint=Text(
            "只在实行夏令时的地方填，连同调整以后的 UTC 偏移。",
            "Only where clocks change, with the UTC offset after it.",
        ),
        offset="called",
        optional=True,
        more=True,
        when=("question", "deadline"),
    )


@dataclass(frozen=True, slots=True)
class Result:
    """What answers the question; None where it is another's."""

    period: Period | None = None
    allowed: timedelta | None = None
    kept: Kept | None = None
    composite: Composite | None = None
    response: Response | None = None
    coverage: Coverage | None = None
    credit: Credit | None = None


def calculate(inputs: Inputs) -> Result:
    """What the question asks for."""
    if inputs.question == "deadline":
        return Result(
            response=respond(
                inputs.called, inputs.response, inputs.support, inputs.call_change, inputs.answered
            )
        )
    if inputs.question == "coverage":
        return Result(coverage=cover(inputs.support, inputs.response))
    period = measure(inputs)
    promise = inputs.availability
    if inputs.question == "credits":
        # The first step is the promise.
        promise = max(step.below for step in inputs.steps)
    result = Result(period=period, allowed=allowed(promise, period.agreed))
    match inputs.question:
        case "composite":
            return replace(result, composite=composite(inputs.parts, promise, period.agreed))
        case "reached":
            return replace(result, kept=reached(inputs, promise, period))
        case "credits":
            done = reached(inputs, promise, period)
            cost = None if inputs.hourly_cost is None else inputs.hourly_cost * (done.total / AN_HOUR)
            back = credit(inputs.steps, done.counted, period.agreed, inputs.fee, cost)
            return replace(result, kept=done, credit=back)
        case _:
            return result


def reached(inputs: Inputs, promise: float, period: Period) -> Kept:
    """What the outages add up to, which is no more than the agreed time."""
    done = kept(inputs.outages, promise, period.agreed)
    if done.total > period.agreed:
        said = {"down": show.hours(done.total), "agreed": show.hours(period.agreed)}
        raise InputError(MORE_THAN_ALL.format(**said), "outages", "period")
    return done
