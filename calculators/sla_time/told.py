"""The result in words, question by question, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from calculators.kit import show
from calculators.kit.answer import Answer, Note, Row, Section, Step
from calculators.kit.chart import Mark, Timeline, Week
from calculators.kit.fields import describe
from calculators.kit.given import applies
from calculators.kit.show import WEEKDAYS
from calculators.kit.text import Text
from calculators.kit.units import HOUR, MINUTE, SECOND
from calculators.sla_time.availability import Link, allowed

if TYPE_CHECKING:
    from calculators.sla_time import Inputs, Result
    from calculators.sla_time.availability import Kept
    from calculators.sla_time.period import Period
    from calculators.sla_time.response import Coverage, Response, Stretch

DRAWN = timedelta(days=14)  # past it single shifts are thinner than the ink that would draw them

# --- Lengths and shares


def length(value: timedelta) -> Text:
    """A length of time in hours, minutes and whole seconds; below a minute with decimals.

    >>> length(timedelta(minutes=43.2)).en, length(timedelta(seconds=8.64)).en, length(timedelta(days=5)).zh
    ('43 min 12 s', '8.64 s', '120 小时')
    """
    seconds = value.total_seconds()
    if 0 < seconds < 59.5:
        return Text.same("{n} {unit}").format(
            n=show.number(seconds, 6 if seconds < 1 else 2), unit=SECOND.name
        )
    return show.hours(timedelta(seconds=round(seconds)))


def minutes(value: timedelta) -> Text:
    """The same in minutes, or in hours from ten of them on."""
    unit = MINUTE if value < timedelta(hours=10) else HOUR
    return Text.same("= {n} {unit}").format(
        n=show.number(value.total_seconds() / unit.seconds, 4), unit=unit.name
    )


def percent(value: float, beside: float = 1.0) -> Text:
    """A share, with as many places as set it apart from another.

    >>> percent(0.9972222).en, percent(0.99999999).en, percent(0.8989, 0.899).en
    ('99.7222%', '99.999999%', '89.89%')
    """
    places = (4, 6, 8, 10)
    enough = (each for each in places if show.share(value, each) != show.share(beside, each))
    return show.share(value, places[0] if value == beside else next(enough, places[-1]))


# --- The answer


def answer(inputs: Inputs, result: Result) -> Answer:
    """The result in words."""
    fields = describe(type(inputs))
    told = {
        "allowed": _allowed,
        "reached": _reached,
        "composite": _composite,
        "deadline": _deadline,
        "coverage": _coverage,
        "credits": _credits,
    }[inputs.question](inputs, result)
    return Answer(
        label=told.label,
        number=told.number,
        sentence=told.sentence,
        drawing=told.drawing,
        rows=told.rows,
        sections=(*told.sections, *constants(inputs.question)),
        notes=told.notes,
        steps=told.steps,
        unused=tuple(name for name, field in fields.items() if not applies(field, fields, inputs)),
    )


ARITHMETIC = Text("定义", "by definition")
DAY = (Text("一天", "A day"), Text("24 小时", "24 h"), ARITHMETIC)
CONSTANTS = {
    "allowed": (
        DAY,
        (
            Text("平均的一年", "Mean year"),
            Text("365.2425 天", "365.2425 d"),
            Text("公历：400 年有 146,097 天", "Gregorian calendar: 146,097 days in 400 years"),
        ),
    ),
    "deadline": (),
    "coverage": ((Text("一周", "A week"), Text("168 小时", "168 h"), ARITHMETIC),),
}


def constants(question: str) -> Iterator[Section]:
    """The constants that the answer uses, if any; whose the inputs are, the kit tells."""
    if rows := CONSTANTS.get(question, (DAY,)):
        yield Section(
            title=Text("用到的定数", "Constants"),
            head=(Text("项目", "Item"), Text("值", "Value"), Text("哪里来", "From")),
            rows=rows,
        )


# --- Allowed downtime

PERIODS = {
    "day": Text("一天", "a day"),
    "week": Text("一周", "a week"),
    "month": Text("一个月（{dates}）", "a month ({dates})"),
    "quarter": Text("一个季度（{dates}）", "a quarter ({dates})"),
    "year": Text("一年（{dates}）", "a year ({dates})"),
    "span": Text.same("{dates}"),
}
ALLOWED = Text(
    "承诺 {promise}，{period}里约定服务 {agreed}：最多允许停 {allowed}，可以一次停完，也可以分几次。",
    "A promise of {promise} for {period}, with {agreed} of agreed service time, allows {allowed} of "
    "downtime, in one go or in many.",
)
NO_DOWNTIME = Text(
    "承诺 {promise}，{period}里约定服务 {agreed}：一秒也不能停。",
    "A promise of {promise} for {period}, with {agreed} of agreed service time, allows no downtime at all.",
)
ASK_HOW = Text(
    "问清并写进合同：按月还是按年算，维护时间算不算停机，从谁发现算起。",
    "Ask, and have it in the contract: is it counted by month or year, does maintenance count, "
    "from whose report on.",
)
ASK_LONGEST = Text(
    "再要两个数：单次最长停多久，最多停几次。可用率管不到这两样。",
    "Ask for two more numbers: the longest single outage, and how many outages. A percentage limits neither.",
)
OTHER_PERIODS = Text(
    "同一个百分数，换个周期就不一样。{agreed}",
    "The same percentage means another time in another period. {agreed}",
)
ALL_AGREED = Text("全天都算服务时间。", "All of the time is agreed service time.")
PRO_RATA = Text(
    "约定的服务时间按 {share} 折算，不看哪天放假。",
    "Agreed service time is taken as {share} of each, whatever the holidays.",
)
COMMON = (
    (Text("一天", "Day"), 1.0),
    (Text("一周", "Week"), 7.0),
    (Text("28 天的月", "Month of 28 days"), 28.0),
    (Text("30 天的月", "Month of 30 days"), 30.0),
    (Text("31 天的月", "Month of 31 days"), 31.0),
    (Text("90 天的季度", "Quarter of 90 days"), 90.0),
    (Text("91 天的季度", "Quarter of 91 days"), 91.0),
    (Text("92 天的季度", "Quarter of 92 days"), 92.0),
    (Text("365 天的年", "Year of 365 days"), 365.0),
    (Text("366 天的年", "Year of 366 days"), 366.0),
    (Text("平均的年，365.2425 天", "Mean year, 365.2425 days"), 365.2425),
)


def _allowed(inputs: Inputs, result: Result) -> Answer:
    period, most = _period(result), result.allowed
    assert most is not None
    return Answer(
        label=Text("最多允许停", "Downtime allowed"),
        number=length(most),
        sentence=(ALLOWED if most else NO_DOWNTIME).format(
            promise=percent(inputs.availability),
            period=named(inputs, period),
            agreed=length(period.agreed),
            allowed=length(most),
        ),
        rows=(
            *_period_rows(inputs, period),
            Row(Text("最多允许停", "Downtime allowed"), length(most), minutes(most)),
        ),
        sections=(other_periods(inputs.availability, period),),
        notes=(Note("act", ASK_HOW), Note("act", ASK_LONGEST)),
        steps=(*_agreed_steps(inputs, period), _allowed_step(inputs.availability, period, most)),
    )


def other_periods(promise: float, period: Period) -> Section:
    """The same promise per day, week, month, quarter and year."""
    whole = period.agreed == period.length
    agreed = ALL_AGREED if whole else PRO_RATA.format(share=show.share(period.share))
    return Section(
        title=Text("换个周期", "In other periods"),
        words=OTHER_PERIODS.format(agreed=agreed),
        head=(Text("周期", "Period"), Text("服务时间", "Service time"), Text("最多允许停", "Allowed")),
        rows=tuple(
            (name, length(time), length(allowed(promise, time)))
            for name, days in COMMON
            if (time := timedelta(days=days) * period.share)
        ),
    )


def named(inputs: Inputs, period: Period) -> Text:
    """The period in words."""
    if inputs.period == "days":
        return Text("{n} 天", "{n} days").format(n=show.number(inputs.days, 6))
    words = PERIODS[inputs.period]
    return words.format(dates=_dates(period.start, period.end)) if period.start and period.end else words


def _dates(start: datetime, end: datetime) -> Text:
    return Text("{start} 到 {end}", "{start} to {end}").format(
        start=show.stamp(start, with_offset=start.utcoffset() != end.utcoffset()),
        end=show.stamp(end, with_offset=start.utcoffset() != end.utcoffset()),
    )


def _period(result: Result) -> Period:
    assert result.period is not None
    return result.period


def _period_rows(inputs: Inputs, period: Period) -> Iterator[Row]:
    yield Row(Text("周期", "Period"), named(inputs, period), length(period.length))
    remark = None if period.agreed == period.length else show.share(period.share)
    yield Row(Text("约定服务时间", "Agreed service time"), length(period.agreed), remark)


def _agreed_steps(inputs: Inputs, period: Period) -> Iterator[Step]:
    """How the agreed service time was found."""
    agreed = length(period.agreed)
    if inputs.agreed == "all":
        if period.start and period.end:
            yield Step(
                Text(
                    "服务时间 = 周期结束 − 周期开始（按 UTC）",
                    "Service time = end − start of the period, in UTC",
                ),
                Text.same("{dates} = {agreed}").format(dates=_dates(period.start, period.end), agreed=agreed),
            )
        else:
            days = period.length / timedelta(days=1)
            yield Step(
                Text("服务时间 = 天数 × 24 小时", "Service time = days × 24 h"),
                Text.same("{days} × 24 = {agreed}").format(days=show.number(days, 6), agreed=agreed),
            )
    elif inputs.agreed == "calendar":
        formula = (
            Text(
                "服务时间 = 周期里各天服务的钟点之和",
                "Service time = sum of the hours of service of each day",
            )
            if period.start
            else Text(
                "服务时间 = 一周的服务钟点 × 天数 ÷ 7", "Service time = hours of service in a week × days ÷ 7"
            )
        )
        yield Step(formula, agreed)


def _allowed_step(promise: float, period: Period, most: timedelta) -> Step:
    return Step(
        Text("最多允许停 = (1 − 可用率) × 服务时间", "Downtime allowed = (1 − availability) × service time"),
        Text.same("(1 − {promise}) × {agreed} = {most}").format(
            promise=percent(promise), agreed=length(period.agreed), most=length(most)
        ),
    )


# --- Whether it was kept

REACHED = Text(
    "{period}里停了 {counted}，可用率 {reached}。",
    "With {counted} of downtime in {period}, availability was {reached}.",
)
MET = Text(
    "承诺 {promise}，最多允许停 {most}：达标，还余 {margin}。",
    "The promise of {promise} allows {most}: it was kept, with {margin} to spare.",
)
MISSED = Text(
    "承诺 {promise}，最多允许停 {most}：没达标，多停了 {margin}。",
    "The promise of {promise} allows {most}: it was missed by {margin}.",
)
LEFT_OUT = Text(
    "有 {out} 按合同不算停机。全算上，可用率是 {felt}：续约时要求算进去，或者限定钟点。",
    "{out} does not count under the contract. With it availability was {felt}: "
    "at the next renewal have it counted, or limited to certain hours.",
)
KEEP_PROOF = Text(
    "每次停机的起止时间，自己记，不只看供应商的报表。",
    "Write down start and end of each outage yourself; do not go by the vendor’s report alone.",
)


def _reached(inputs: Inputs, result: Result) -> Answer:
    period, done, most = _period(result), result.kept, result.allowed
    assert done is not None
    assert most is not None
    promise = inputs.availability
    return Answer(
        label=Text("可用率", "Availability"),
        number=percent(done.availability, promise),
        sentence=_reached_words(inputs, period, done, promise, most),
        rows=(*_period_rows(inputs, period), *_outage_rows(inputs, done, promise, most)),
        notes=tuple(_outage_notes(done)),
        steps=(
            *_agreed_steps(inputs, period),
            _reached_step(period, done, promise),
            _allowed_step(promise, period, most),
        ),
    )


def _reached_words(inputs: Inputs, period: Period, done: Kept, promise: float, most: timedelta) -> Text:
    said = REACHED.format(
        period=named(inputs, period),
        counted=length(done.counted),
        reached=percent(done.availability, promise),
    )
    verdict = (MET if done.kept else MISSED).format(
        promise=percent(promise), most=length(most), margin=length(abs(done.margin))
    )
    return Text.joined([said, verdict], "", " ")


def _outage_rows(inputs: Inputs, done: Kept, promise: float, most: timedelta) -> Iterator[Row]:
    verdict = Text("达标", "kept") if done.kept else Text("没达标", "missed")
    yield Row(Text("停机", "Downtime"), length(done.counted), minutes(done.counted))
    yield Row(Text("最多允许停", "Downtime allowed"), length(most), minutes(most))
    yield Row(Text("可用率", "Availability"), percent(done.availability, promise), verdict)
    if done.total != done.counted:
        yield Row(Text("全算上的可用率", "With all outages"), percent(done.felt, promise))
    yield Row(Text("停了几次", "Number of outages"), show.number(len(inputs.outages)))
    yield Row(Text("单次最长", "Longest single outage"), length(done.longest))


def _outage_notes(done: Kept) -> Iterator[Note]:
    if done.total != done.counted:
        yield Note("act", LEFT_OUT.format(out=length(done.total - done.counted), felt=percent(done.felt)))
    yield Note("act", KEEP_PROOF)


def _reached_step(period: Period, done: Kept, promise: float) -> Step:
    return Step(
        Text(
            "可用率 = (服务时间 − 停机) ÷ 服务时间", "Availability = (service time − downtime) ÷ service time"
        ),
        Text.same("({agreed} − {down}) ÷ {agreed} = {reached}").format(
            agreed=length(period.agreed),
            down=length(done.counted),
            reached=percent(done.availability, promise),
        ),
    )


# --- Several parts

CHAIN = Text(
    "{n} 样合起来，可用率 {chain}：{period}里预计停 {down}。",
    "The {n} together make {chain}: expect {down} of downtime in {period}.",
)
CHAIN_MET = Text("承诺的 {promise} 够得着。", "That is within the {promise} promised.")
CHAIN_MISSED = Text(
    "够不着承诺的 {promise}（{most}）。", "That falls short of the {promise} promised ({most})."
)
OWN_PARTS = Text(
    "自己的供电、内网、上网的线路、登录都填了吗？缺一样，结果就偏好。",
    "Are your own power, network, internet line and sign-on in it? Each one left out flatters the result.",
)
INDEPENDENT = Text(
    "备用要真的互不相干才这样算：同一条沟里的两根光缆、同一路电的两台机器，会一起停。",
    "Stand-ins count so only if they fail apart: two cables in one duct, or two machines on one supply, "
    "fail together.",
)
WEAKEST = Text("先补最弱的：{parts}。", "Mend the weakest first: {parts}.")


def _composite(inputs: Inputs, result: Result) -> Answer:
    period, chain, most = _period(result), result.composite, result.allowed
    assert chain is not None
    assert most is not None
    promise = inputs.availability
    least = min(link.availability for link in chain.links)
    weakest = Text.joined(_of_link(chain.links, link) for link in chain.links if link.availability == least)
    said = CHAIN.format(
        n=len(chain.links),
        chain=percent(chain.availability, promise),
        period=named(inputs, period),
        down=length(chain.downtime),
    )
    verdict = (CHAIN_MET if chain.kept else CHAIN_MISSED).format(promise=percent(promise), most=length(most))
    notes = [Note("act", WEAKEST.format(parts=weakest)), Note("unknown", OWN_PARTS)]
    if any(len(link.parts) > 1 for link in chain.links):
        notes.append(Note("unknown", INDEPENDENT))
    return Answer(
        label=Text("合起来的可用率", "Availability together"),
        number=percent(chain.availability, promise),
        sentence=Text.joined([said, verdict], "", " "),
        rows=(
            *_period_rows(inputs, period),
            Row(Text("预计停", "Expected downtime"), length(chain.downtime), minutes(chain.downtime)),
            Row(Text("承诺最多允许停", "Allowed by the promise"), length(most), minutes(most)),
        ),
        sections=(
            Section(
                title=Text("一样一样看", "Part by part"),
                head=(Text("哪一样", "Part"), Text("可用率", "Availability"), Text("预计停", "Downtime")),
                rows=tuple(
                    (_of_link(chain.links, link), percent(link.availability), length(link.downtime))
                    for link in chain.links
                ),
            ),
        ),
        notes=tuple(notes),
        steps=(
            *_agreed_steps(inputs, period),
            *(_parallel_step(chain.links, link) for link in chain.links if len(link.parts) > 1),
            Step(
                Text("合起来 = 各样可用率相乘", "Together = the availabilities multiplied"),
                Text.same("{parts} = {chain}").format(
                    parts=Text.joined([percent(link.availability) for link in chain.links], " × ", " × "),
                    chain=percent(chain.availability, promise),
                ),
            ),
            Step(
                Text(
                    "预计停 = (1 − 合起来的可用率) × 服务时间",
                    "Downtime = (1 − availability together) × service time",
                ),
                Text.same("(1 − {chain}) × {agreed} = {down}").format(
                    chain=percent(chain.availability, promise),
                    agreed=length(period.agreed),
                    down=length(chain.downtime),
                ),
            ),
        ),
    )


def _parallel_step(links: tuple[Link, ...], link: Link) -> Step:
    gaps = [Text.same("(1 − {a})").format(a=percent(part.availability)) for part in link.parts]
    return Step(
        Text("互为备用 = 1 − 各样 (1 − 可用率) 相乘", "Stand-ins = 1 − all (1 − availability) multiplied"),
        Text("{name}：1 − {gaps} = {a}", "{name}: 1 − {gaps} = {a}").format(
            name=_of_link(links, link), gaps=Text.joined(gaps, " × ", " × "), a=percent(link.availability)
        ),
    )


def _of_link(links: tuple[Link, ...], link: Link) -> Text:
    """The name of a part, or of those that stand in for each other."""
    unnamed = Text("第 {n} 样", "part {n}").format(n=links.index(link) + 1)
    names = [
        unnamed if part.name is None else part.name if isinstance(part.name, Text) else Text.same(part.name)
        for part in link.parts
    ]
    return Text.joined(names, " 或 ", " or ")


# --- When a response is due

DUE = Text(
    "{call} 报修，承诺业务时间 {promise}内回应：最晚 {due}，从报修起要等 {wait}。",
    "A call on {call}, with a response promised within {promise} of business time, is due a response by "
    "{due}, {wait} after the call.",
)
AT_ONCE = Text(
    "{call} 报修，承诺 0 小时：当时就要回应。",
    "A call on {call} with a promise of zero hours is due a response at once.",
)
IN_TIME = Text("{at} 回应，按时，早了 {margin}。", "They responded on {at}: in time, with {margin} to spare.")
LATE = Text("{at} 回应，晚了 {margin}。", "They responded on {at}: late by {margin}.")
NOT_A_REPAIR = Text(
    "回应不是修好：另要一个修好的时限，两个都写进合同。",
    "A response is not a repair: ask for a time to repair as well, and have both in the contract.",
)
PAUSES = Text(
    "问清时钟什么时候停：等你答复、等第三方的时间，合同常常不算。",
    "Ask when the clock pauses: contracts often leave out the time in which they wait for you or for others.",
)
OVER_GAP = Text(
    "这次要等过没人管的 {gap}：夜里和周末停了，找谁？",
    "This call waits through {gap} in which nobody is there: whom do you call at night and at weekends?",
)


def _deadline(inputs: Inputs, result: Result) -> Answer:
    response = result.response
    assert response is not None
    both = response.due.utcoffset() != inputs.called.utcoffset()
    words = {
        "call": show.moment(inputs.called, with_offset=both),
        "due": show.moment(response.due, with_offset=both),
        "promise": length(inputs.response),
        "wait": length(response.wait),
    }
    parts = [(DUE if inputs.response else AT_ONCE).format(**words)]
    if inputs.answered and response.margin is not None:
        said = IN_TIME if response.margin >= timedelta(0) else LATE
        parts.append(
            said.format(
                at=show.moment(inputs.answered, with_offset=both), margin=length(abs(response.margin))
            )
        )
    rest = response.wait - inputs.response
    notes = [Note("act", NOT_A_REPAIR), Note("unknown", PAUSES)]
    if rest > timedelta(0):
        notes.insert(0, Note("act", OVER_GAP.format(gap=length(rest))))
    sentence = Text.joined(parts, "", " ")
    return Answer(
        label=Text("最晚回应", "Response due by"),
        number=Text.same("{day} {date} {clock}").format(
            day=WEEKDAYS[response.due.weekday()],
            date=show.short_day(response.due),
            clock=show.clock(response.due),
        ),
        sentence=sentence,
        drawing=_timeline(inputs, response, sentence),
        rows=tuple(_deadline_rows(inputs, response, both=both)),
        notes=tuple(notes),
        steps=(
            Step(
                Text(
                    "最晚回应 = 从报修起，业务时间数满承诺的时限",
                    "Response due = when the promised business time has run since the call",
                ),
                Text.same("{parts} = {promise} → {due}").format(
                    parts=_parts(response), promise=length(inputs.response), due=words["due"]
                ),
            ),
        ),
    )


def _deadline_rows(inputs: Inputs, response: Response, *, both: bool) -> Iterator[Row]:
    yield Row(Text("报修", "Call"), show.moment(inputs.called, with_offset=both))
    yield Row(Text("最晚回应", "Response due by"), show.moment(response.due, with_offset=both))
    yield Row(Text("从报修起要等", "Wait from the call"), length(response.wait))
    if inputs.answered and response.taken is not None and response.margin is not None:
        verdict = Text("按时", "in time") if response.margin >= timedelta(0) else Text("晚了", "late")
        yield Row(Text("实际回应", "They responded"), show.moment(inputs.answered, with_offset=both), verdict)
        yield Row(Text("用了业务时间", "Business time taken"), length(response.taken))


LISTED = 6  # stretches of business time that are written one by one


def _parts(response: Response) -> Text:
    if not 0 < len(response.stretches) <= LISTED:
        return Text("{n} 段业务时间", "{n} stretches").format(n=len(response.stretches))
    zone = response.due.tzinfo
    return Text.joined(
        (
            Text("{day} {start}–{end}（{length}）", "{day} {start}–{end} ({length})").format(
                day=WEEKDAYS[start.astimezone(zone).weekday()],
                start=show.clock(start.astimezone(zone)),
                end=show.clock(end.astimezone(zone)),
                length=length(end - start),
            )
            for start, end in response.stretches
        ),
        " + ",
        " + ",
    )


def _timeline(inputs: Inputs, response: Response, sentence: Text) -> Timeline:
    marks = [(inputs.called, Text("报修", "Call")), (response.due, Text("最晚回应", "Response due"))]
    if inputs.answered:
        marks.append((inputs.answered, Text("实际回应", "They responded")))
    return Timeline(
        title=Text("从报修到最晚回应", "From the call to the response due"),
        description=sentence,
        start=inputs.called,
        end=response.due,
        filled=response.stretches if response.wait <= DRAWN else (),
        marks=[
            Mark(at, Text("{what}：{at}", "{what}: {at}").format(what=what, at=show.moment(at)))
            for at, what in marks
        ],
        key=Text(
            "实心：业务时间 {work}；空心：没人管 {rest}。",
            "Filled: {work} of business time. Empty: the other {rest}.",
        ).format(work=length(inputs.response), rest=length(response.wait - inputs.response)),
    )


# --- How much of the week is covered

COVERED = Text(
    "一周 168 小时，有人管的 {hours}，占 {share}。",
    "Of the 168 h of a week, {hours} are covered: {share}.",
)
GAP = Text(
    "最长一段没人管：{start} 到{end}，{length}。",
    "The longest time without anybody: {start} to {end}, {length}.",
)
NO_GAP = Text("一刻不断。", "There is no gap.")
WORST = Text(
    "最倒霉的一次：{call} 报修，承诺 {promise}，等到{due} 才有回应，{length}。",
    "The worst call: on {call}, with a promise of {promise}, it may wait until {due}: {length}.",
)
ALWAYS = Text(
    "什么时候报修，都在 {length}内回应。", "Whenever you call, the response is due within {length}."
)
WORST_AT_ONCE = Text(
    "承诺 0 小时：什么时候报修，都要当时回应。", "A promise of zero hours: due at once, whenever you call."
)
SPECIAL = Text("遇上放假：{start} 到 {end}，{length}。", "Over the holidays: {start} to {end}, {length}.")
NIGHT = Text(
    "没人管的时候停了怎么办？要么加值班电话，要么照纸上的做法撑过去。",
    "What if it stops when nobody is there? Ask for a standby number, or plan to carry on with paper.",
)
HOLIDAYS = Text(
    "业务时间里没有放假和调休：照供应商的日历补上，最长的一段常在长假。",
    "No holidays are among the hours: add them from the vendor’s calendar; the longest gap is often there.",
)


def _coverage(inputs: Inputs, result: Result) -> Answer:
    coverage = result.coverage
    assert coverage is not None
    parts = [COVERED.format(hours=length(coverage.weekly), share=show.share(coverage.share, 1))]
    parts.append(_span(GAP, coverage.gap) if coverage.gap else NO_GAP)
    parts.append(_worst_words(inputs, coverage))
    notes = [Note("act", NOT_A_REPAIR)]
    if coverage.gap:
        notes.insert(0, Note("act", NIGHT))
    if coverage.gap and not inputs.support.exceptions:
        notes.append(Note("unknown", HOLIDAYS))
    sentence = Text.joined(parts, "", " ")
    return Answer(
        label=Text("一周里有人管", "Week covered"),
        number=show.share(coverage.share, 1),
        sentence=sentence,
        drawing=Week(
            title=Text("一周里有人管的时间", "What is covered of the week"),
            description=sentence,
            filled=coverage.days,
            key=Text("实心：有人管；空心：没人管。", "Filled: covered. Empty: nobody is there."),
        ),
        rows=tuple(_coverage_rows(coverage)),
        notes=tuple(notes),
        steps=tuple(_coverage_steps(inputs, coverage)),
    )


def _coverage_rows(coverage: Coverage) -> Iterator[Row]:
    yield Row(Text("一周有人管", "Covered in a week"), length(coverage.weekly), show.share(coverage.share, 1))
    if coverage.gap:
        yield Row(
            Text("最长一段没人管", "Longest gap"),
            length(coverage.gap[1] - coverage.gap[0]),
            Text("{start} 到{end}", "{start} to {end}").format(
                start=_at(coverage.gap[0]), end=_at(coverage.gap[1])
            ),
        )
    yield Row(Text("最久等多久才回应", "Longest wait for a response"), length(coverage.worst.length))
    if coverage.special_gap:
        start, end = coverage.special_gap
        yield Row(
            Text("放假时最长一段", "Longest gap over holidays"), length(end - start), _between(start, end)
        )
    if coverage.special_worst:
        wait = coverage.special_worst
        yield Row(
            Text("放假时最久等", "Longest wait over holidays"),
            length(wait.length),
            _between(wait.call, wait.due),
        )


def _coverage_steps(inputs: Inputs, coverage: Coverage) -> Iterator[Step]:
    days = [
        Text.same("{day} {n}").format(
            day=WEEKDAYS[number], n=show.number(sum(closes - opens for opens, closes in day) / 60)
        )
        for number, day in enumerate(coverage.days)
        if day
    ]
    yield Step(
        Text("覆盖 = 一周的业务时间 ÷ 168 小时", "Coverage = business hours of a week ÷ 168 h"),
        Text.same("({days}) ÷ 168 = {share}").format(
            days=Text.joined(days, " + ", " + "), share=show.share(coverage.share, 1)
        ),
    )
    worst = coverage.worst
    yield Step(
        Text(
            "最久等 = 刚下班就报修，等到业务时间数满承诺的时限",
            "Longest wait = from a call just after closing until the promised business time has run",
        ),
        Text(
            "{start} 到{end}：业务时间 {promise}，一共 {length}",
            "{start} to {end}: {promise} of business time, {length}",
        ).format(
            start=_at(worst.call),
            end=_at(worst.due),
            promise=length(inputs.response),
            length=length(worst.length),
        ),
    )


def _worst_words(inputs: Inputs, coverage: Coverage) -> Text:
    worst = coverage.worst
    if not inputs.response:
        return WORST_AT_ONCE
    if not coverage.gap:
        return ALWAYS.format(length=length(worst.length))
    return WORST.format(
        call=_at(worst.call), due=_at(worst.due), promise=length(inputs.response), length=length(worst.length)
    )


def _span(words: Text, stretch: Stretch) -> Text:
    start, end = stretch
    return words.format(start=_at(start), end=_at(end), length=length(end - start))


def _at(moment: datetime) -> Text:
    """A weekday and a time of day."""
    return Text.same("{day} {clock}").format(day=WEEKDAYS[moment.weekday()], clock=show.clock(moment))


def _between(start: datetime, end: datetime) -> Text:
    return Text("{start} 到 {end}", "{start} to {end}").format(start=show.stamp(start), end=show.stamp(end))


# --- What comes back

BACK = Text(
    "{period}里停了 {counted}，可用率 {reached}，低于 {below}：照“{table}”的赔付表，"
    "退 {credit} 的服务费，{amount}。",
    "With {counted} of downtime in {period} availability was {reached}, below {below}: "
    "by the table “{table}” {credit} of the fee comes back, {amount}.",
)
NOTHING_BACK = Text(
    "{period}里停了 {counted}，可用率 {reached}：照“{table}”的赔付表，没到赔的档，一分不退。",
    "With {counted} of downtime in {period} availability was {reached}: "
    "by the table “{table}” nothing comes back.",
)
OF_COST = Text(
    "停机亏了 {cost}，退的钱是它的 {share}。", "The downtime cost {cost}; what comes back is {share} of that."
)
NOT_A_REMEDY = Text(
    "退钱补不了停机的亏。续约时要的是修好的时限，不是更高的退费。",
    "A credit does not make up for downtime. At a renewal ask for a time to repair, not for a larger credit.",
)
CLAIM = Text(
    "问清多久之内、用什么证据去要：合同常常写明，不要就没有。",
    "Ask by when and with what proof to claim it: contracts often pay only those who ask.",
)
WHICH_TABLE = Text(
    "赔付表因服务和日期而异：核对用的是你那项服务、停机那天有效的表。",
    "Tables differ by service and date: check that this is the one for your service, in force on the day.",
)


def _credits(inputs: Inputs, result: Result) -> Answer:
    period, done, back, most = _period(result), result.kept, result.credit, result.allowed
    assert done is not None
    assert back is not None
    assert most is not None
    promise = max(step.below for step in inputs.steps)
    step = back.step
    said = (BACK if step else NOTHING_BACK).format(
        period=named(inputs, period),
        counted=length(done.counted),
        reached=percent(done.availability, promise),
        below=percent(step.below) if step else "",
        credit=percent(step.credit) if step else "",
        table=inputs.name,
        amount=show.money(back.amount, inputs.currency),
    )
    parts = [said]
    if back.cost is not None and back.share is not None:
        parts.append(OF_COST.format(cost=show.money(back.cost, inputs.currency), share=percent(back.share)))
    rows = [
        *_period_rows(inputs, period),
        *_outage_rows(inputs, done, promise, most),
        Row(Text("退的钱", "Credit"), show.money(back.amount, inputs.currency)),
    ]
    if back.cost is not None:
        share = (
            None
            if back.share is None
            else Text("退的钱是它的 {s}", "the credit is {s} of it").format(s=percent(back.share))
        )
        rows.append(
            Row(Text("停机的亏", "Cost of the downtime"), show.money(back.cost, inputs.currency), share)
        )
    return Answer(
        label=Text("退的钱", "Credit"),
        number=show.money(back.amount, inputs.currency),
        sentence=Text.joined(parts, "", " "),
        rows=tuple(rows),
        notes=(
            Note("unknown", WHICH_TABLE),
            Note("act", CLAIM),
            *([Note("act", NOT_A_REMEDY)] if back.share is not None and back.share < 1 else []),
            *_outage_notes(done),
        ),
        steps=tuple(_credit_steps(inputs, result)),
    )


def _credit_steps(inputs: Inputs, result: Result) -> Iterator[Step]:
    period, done, back = _period(result), result.kept, result.credit
    assert done is not None
    assert back is not None
    yield from _agreed_steps(inputs, period)
    yield _reached_step(period, done, max(step.below for step in inputs.steps))
    yield Step(
        Text("退的钱 = 服务费 × 那一档退的比例", "Credit = fee × the share of that step"),
        Text.same("{fee} × {share} = {amount}").format(
            fee=show.money(inputs.fee, inputs.currency),
            share=percent(back.step.credit) if back.step else "0%",
            amount=show.money(back.amount, inputs.currency),
        ),
    )
    if back.cost is not None and inputs.hourly_cost is not None:
        yield Step(
            Text("停机的亏 = 一小时亏的 × 停机", "Cost of the downtime = cost of an hour × downtime"),
            Text.same("{hourly} × {total} = {cost}").format(
                hourly=show.money(inputs.hourly_cost, inputs.currency),
                total=length(done.total),
                cost=show.money(back.cost, inputs.currency),
            ),
        )
    if back.share is not None and back.cost is not None:
        yield Step(
            Text("退的钱占亏的比例 = 退的钱 ÷ 停机的亏", "Share of the cost = credit ÷ cost of the downtime"),
            Text.same("{amount} ÷ {cost} = {share}").format(
                amount=show.money(back.amount, inputs.currency),
                cost=show.money(back.cost, inputs.currency),
                share=percent(back.share),
            ),
        )
