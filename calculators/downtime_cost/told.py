"""The result in words: number, sentence, curve, table, and the warnings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from math import floor
from operator import itemgetter
from typing import TYPE_CHECKING

from calculators.downtime_cost import computed, sections
from calculators.downtime_cost.business import AN_HOUR, FULL
from calculators.downtime_cost.course import clock, week
from calculators.downtime_cost.sections import money, spread
from calculators.kit import show
from calculators.kit.answer import Answer, Note, Row
from calculators.kit.graph import Curve, Place
from calculators.kit.text import Text

if TYPE_CHECKING:
    from calculators.downtime_cost import Inputs, Result

ROUND_THE_CLOCK = 8_000  # h a year: from here on the divisor is nearly that of all hours there are
DAYS_OFF = 20  # days by which the year may differ from what the week says: holidays
NEARLY_ALL = 0.9  # a gross margin above it is hardly one
BENT = 0.1  # share by which 24 times one hour may miss 24 hours before it is told

COSTS = Text(
    "从 {start} 停 {down}，约损失 {total}{range}",
    "An outage of {down} from {start} costs about {total}{range}",
)
RANGE = Text("（{low}～{high}）", " ({low} to {high})")
IDLE = Text("，其中 {idle} 是照付却没有产出的工资", ", {idle} of it pay without output")
NEXT = Text("；再停一小时，又多 {more}。", "; one more hour adds {more}.")
PASSED = Text(
    "停到 {at}（{after}），就超过能容忍的 {limit}。", "The tolerable {limit} is passed at {at} ({after})."
)
AT_ONCE = Text("一停就超过能容忍的 {limit}。", "The tolerable {limit} is passed at once.")
NOT_PASSED = Text("停一年也不超过能容忍的 {limit}。", "A year of it does not pass the tolerable {limit}.")

WIDER_YEAR = Text(
    "一年 {days} 天，可是工作时间每周只有 {week} 天：每小时的损失算小了。"
    "不要用 365 天 × 24 小时去除，改“一年工作几天”。",
    "{days} days a year, yet the working hours have {week} days a week: an hour looks too cheap. "
    "Do not divide by 365 days × 24 hours; correct “Working days in a year”.",
)
NARROWER_YEAR = Text(
    "一年 {days} 天，可是工作时间每周有 {week} 天：每小时的损失算大了，改“一年工作几天”。",
    "{days} days a year, yet the working hours have {week} days a week: an hour looks too dear. "
    "Correct “Working days in a year”.",
)
ALL_HOURS = Text(
    "营业额除以了一年 {hours} 小时：只有日夜都营业才对。一天 8 小时、一年 248 天是 1,984 小时。",
    "Revenue is divided by {hours} hours a year: right only where business goes on day and night. "
    "8 hours on 248 days are 1,984.",
)
NOT_REVENUE = Text(
    "毛利率 {margin} 差不多就是营业额：填扣掉料钱、运费以后剩下的比例，否则损失算大了。",
    "A gross margin of {margin} is nearly revenue: fill in what is left after material and freight, "
    "or the loss looks too great.",
)
NOT_TWICE = Text(
    "报现金损失，用 {cash}。{idle} 的工资不停机也要付，不能当现金再加一遍。"
    "毛利率里没有扣人工的，只报现金这个数。",
    "For cash, report {cash}. The {idle} of pay is due without an outage too: never add it as cash. "
    "If your gross margin is before wages, report the cash only.",
)
NO_RECAPTURE = Text(
    "没有算事后补回的单：丢的都当作丢了。客户恢复以后还会来下的，在“细算”里填“事后能补回”。",
    "No orders come back later in this: all are taken as lost. Fill in “Comes back later”, under “In full”.",
)
NO_BACKLOG = Text(
    "没有算补录：恢复以后把纸上的录进去，也要花钱。在“细算”里填补录工时。",
    "Re-entry is not in this: what is on paper must be entered afterwards. "
    "Fill in the hours of re-entry, under “In full”.",
)
NOT_LINEAR = Text(
    "不要拿一小时去乘：头 1 小时 {first}，停 24 小时是 {day}，不是 24 倍的 {times}。",
    "Do not multiply an hour: the first costs {first}, and 24 hours cost {day}, "
    "not 24 times as much, {times}.",
)
NOT_AVERAGES = Text(
    "这是用自己的数算的；不要拿网上调查的平均数当自己的。",
    "This rests on your own figures; never quote the average of a survey as yours.",
)
NO_WORK = Text(
    "停的这段时间没有工作时间，所以没有丢毛利。夜班、网店也在做，就把它们的时间填进“工作时间”。",
    "No working time lies in the outage, so no margin is lost. If night shifts or a web shop work then, "
    "put their hours into “Working hours”.",
)


def answer(inputs: Inputs, result: Result) -> Answer:
    """The result in words."""
    return Answer(
        label=Text("停 {down}的代价", "Cost of {down} down").format(down=show.duration(inputs.down)),
        number=money(result.own.cost.base.total, inputs),
        sentence=sentence(inputs, result),
        drawing=drawing(inputs, result),
        rows=tuple(rows(inputs, result)),
        sections=tuple(sections.sections(inputs, result)),
        notes=tuple(notes(inputs, result)),
        steps=tuple(computed.steps(inputs, result)),
        unused=tuple(unused(inputs)),
    )


QUICKLY = ("margin", "stopped", "people", "pay")
IN_FULL = (
    "processes",
    "streams",
    "departments",
    "team",
    "penalties",
    "expenses",
    "reentry",
    "reentry_rate",
    "reentry_cost",
)


def unused(inputs: Inputs) -> tuple[str, ...]:
    """What the other way of working it out asks for."""
    return QUICKLY if inputs.mode == FULL else IN_FULL


def sentence(inputs: Inputs, result: Result) -> Text:
    """What to tell management."""
    cost = result.own.cost
    ranged = RANGE.format(low=money(cost.low.total, inputs), high=money(cost.high.total, inputs))
    parts = [
        COSTS.format(
            start=show.moment(inputs.start),
            down=show.duration(inputs.down),
            total=money(cost.base.total, inputs),
            range=ranged if cost.low.total < cost.high.total else "",
        )
    ]
    if cost.base.idle:
        parts.append(IDLE.format(idle=money(cost.base.idle, inputs)))
    parts.append(NEXT.format(more=money(result.own.next_hour.base, inputs)))
    said = Text.joined(parts, "", "")
    passed = passing(inputs, result)
    return Text.joined([said, passed], "", " ") if passed else said


def passing(inputs: Inputs, result: Result) -> Text | None:
    """When the tolerable loss is passed, if there is one."""
    if result.passing is None:
        return None
    limit = money(result.passing.limit, inputs)
    minutes = result.passing.at
    if minutes is None:
        return NOT_PASSED.format(limit=limit)
    if minutes == 0:
        return AT_ONCE.format(limit=limit)
    at = show.moment(moment_after(inputs, minutes))
    return PASSED.format(at=at, after=show.duration(timedelta(minutes=minutes)), limit=limit)


def moment_after(inputs: Inputs, minutes: int) -> datetime:
    """The time on the company's clock so many minutes after the start."""
    at = inputs.start + timedelta(minutes=minutes)
    return at.astimezone(timezone(clock(inputs).offset_at(at)))


def rows(inputs: Inputs, result: Result) -> Iterator[Row]:
    """The parts of the total, the idle time apart from the cash."""
    cost = result.own.cost.base
    yield Row(
        Text("丢掉的毛利", "Lost margin"),
        money(cost.margin, inputs),
        Text("停到最后，每个工作小时 {rate}", "{rate} a working hour at the end").format(
            rate=money(result.margin_rate, inputs)
        ),
    )
    if inputs.mode == FULL:
        yield Row(
            Text("应急响应", "Response"),
            money(cost.response, inputs),
            Text("头 24 小时每小时 {rate}", "{rate} an hour in the first 24").format(
                rate=money(result.response_rate, inputs)
            ),
        )
        yield Row(
            Text("罚款", "Penalties"),
            money(cost.penalties, inputs),
            Text("一档一档跳，不按小时摊", "in steps, not by the hour"),
        )
        yield Row(Text("一次性的钱", "One-off costs"), money(cost.once, inputs))
        yield Row(Text("补录", "Catch-up"), money(cost.catch_up, inputs))
    yield Row(
        Text("以上，现金", "These, in cash"), money(cost.cash, inputs), spread(result.own.cost.cash, inputs)
    )
    yield Row(
        Text("照付、没有产出的工资", "Paid but unproductive"),
        money(cost.idle, inputs),
        Text("每个工作小时 {rate}；不停机也要付", "{rate} a working hour; due in any case").format(
            rate=money(result.idle_rate, inputs)
        ),
    )
    yield Row(Text("合计", "Total"), money(cost.total, inputs), spread(result.own.cost.total, inputs))
    if result.passing is not None:
        yield Row(Text("能容忍的损失", "Tolerable loss"), money(result.passing.limit, inputs))
        yield Row(
            Text("最长能停（MTD）", "Tolerable downtime (MTD)"),
            _minutes(result.passing.at),
            Text("{earliest}～{latest}", "{earliest} to {latest}").format(
                earliest=_minutes(result.passing.earliest), latest=_minutes(result.passing.latest)
            )
            if result.passing.earliest != result.passing.latest
            else None,
        )


def _minutes(minutes: int | None) -> Text:
    return Text("一年以上", "over a year") if minutes is None else show.duration(timedelta(minutes=minutes))


# --- Warnings ----------------------------------------------------------------------------------------------


def notes(inputs: Inputs, result: Result) -> Iterator[Note]:
    """The usual mistakes, where they may have been made, and what the number does not say."""
    yield from _year(inputs, result)
    cost = result.own.cost.base
    margins = (
        [stream.margin.base for stream in inputs.streams] if inputs.mode == FULL else [inputs.margin.base]
    )
    if (highest := max(margins, default=0)) > NEARLY_ALL:
        yield Note("stop", NOT_REVENUE.format(margin=show.share(highest)))
    if not result.worked:
        yield Note("unknown", NO_WORK)
    if cost.margin and cost.idle:
        yield Note("act", NOT_TWICE.format(cash=money(cost.cash, inputs), idle=money(cost.idle, inputs)))
    back = [stream.recapture.high for stream in inputs.streams] if inputs.mode == FULL else []
    if cost.margin and not any(back):
        yield Note("unknown", NO_RECAPTURE)
    if not cost.catch_up:
        yield Note("unknown", NO_BACKLOG)
    first, day = (point.cost.base.total for point in result.points if point.hours in (1, 24))
    if abs(24 * first - day) > BENT * day:
        amounts = {"first": first, "day": day, "times": 24 * first}
        yield Note("act", NOT_LINEAR.format(**{name: money(each, inputs) for name, each in amounts.items()}))
    yield Note("act", NOT_AVERAGES)


def _year(inputs: Inputs, result: Result) -> Iterator[Note]:
    """Whether the divisor fits the working hours."""
    _, worked = week(inputs.calendar)
    by_the_week = worked / 7 * 365
    told = {"days": show.number(inputs.days), "week": worked}
    if inputs.days > by_the_week + DAYS_OFF:
        yield Note("stop", WIDER_YEAR.format(**told))
    elif inputs.days < by_the_week * 0.8:
        yield Note("unknown", NARROWER_YEAR.format(**told))
    if result.hours_a_year >= ROUND_THE_CLOCK:
        yield Note("unknown", ALL_HOURS.format(hours=show.number(floor(result.hours_a_year))))


# --- The curve ---------------------------------------------------------------------------------------------


def drawing(inputs: Inputs, result: Result) -> Curve:
    """The total as hours go by, with the end of the outage and the tolerable loss."""
    last = result.curve[-1][0]
    limit = result.passing.limit if result.passing else None
    highest = max(value.high for _, value in result.curve)
    drawn = limit if limit is not None and limit <= 2 * highest else None
    marks = [
        (inputs.down / AN_HOUR, result.own.cost.base.total, Text("停到这里", "This outage")),
    ]
    if result.passing and result.passing.at is not None and result.passing.at / 60 <= last:
        marks.append(
            (
                result.passing.at / 60,
                result.passing.limit,
                Text("超过能容忍的损失", "Tolerable loss passed"),
            )
        )
    key = [Text("线：合计。", "Line: the total.")]
    if any(value.low < value.high for _, value in result.curve):
        key.append(Text("灰带：低到高。", "Band: low to high."))
    if drawn is not None:
        key.append(Text("虚线：能容忍的损失。", "Broken line: the tolerable loss."))
    key.append(Text("平缓的地方没有人上班。", "It hardly rises where nobody works."))
    return Curve(
        title=Text("停得越久，花得越多", "The longer, the dearer"),
        description=sentence(inputs, result),
        points=result.curve,
        marks=[
            Place(
                hours,
                Text("{what}：{after}，{amount}", "{what}: {after}, {amount}").format(
                    what=what, after=show.duration(hours * AN_HOUR), amount=money(amount, inputs)
                ),
            )
            for hours, amount, what in sorted(marks, key=itemgetter(0))
        ],
        key=Text.joined(key, "", " "),
        limit=drawn,
    )
