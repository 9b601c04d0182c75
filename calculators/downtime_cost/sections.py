"""The parts of the result below the total: by length of the outage, what moves it, the constants."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from calculators.downtime_cost.business import AN_HOUR, ENGAGEMENT, FULL
from calculators.downtime_cost.course import LATER_RESPONSE, MONTH
from calculators.downtime_cost.sensitivity import FIFTH
from calculators.kit import show
from calculators.kit.answer import Section
from calculators.kit.estimate import Estimate
from calculators.kit.fields import describe
from calculators.kit.given import applies
from calculators.kit.graph import Tornado
from calculators.kit.rows import Rows
from calculators.kit.text import Text
from calculators.kit.words import CELL

if TYPE_CHECKING:
    from calculators.downtime_cost import Inputs, Point, Result

BY_LENGTH = Text(
    "从停的那一刻数起，按钟面算。夜里和休息日不丢毛利，但是罚款、应急照样走。",
    "From the start of the outage, on the clock. Nights and days of rest lose no margin, "
    "yet penalties and response run on.",
)
ONE_VALUE = Text(
    "只有一个数：没有一项填了范围。拿不准的写成 50%–60%–80%，就有低和高。",
    "There is one value only, as no input has a range. "
    "Write what is unsure like 50%–60%–80% for low and high.",
)
MOVES = Text(
    "每次只动一项，减两成、加两成，看合计变多少。先把最上面的几项弄准。",
    "One input at a time, a fifth lower and a fifth higher, and the total that comes of it. "
    "Make sure of the first ones.",
)
NOTHING_MOVES = Text("哪一项动两成，合计都不变。", "No input moves the total.")
NOTICE = Text("人社部发〔2025〕2 号", "China, Ministry of Human Resources, notice no. 2 of 2025")
FROM = {
    "days": NOTICE,
    "load": Text("本项目在 1.25–1.4（Servnet）里取的", "this project’s choice in 1.25–1.4 (Servnet)"),
    "overtime": Text("劳动法第四十四条，工作日", "China, Labour Law, article 44, a working day"),
}


def money(value: float, inputs: Inputs) -> Text:
    """An amount in the reader's currency, without its small change."""
    return show.money(round(value), inputs.currency)


def spread(value: Estimate, inputs: Inputs) -> Text | None:
    """From low to high, where they differ."""
    if value.low == value.high:
        return None
    return Text("{low}～{high}", "{low} to {high}").format(
        low=money(value.low, inputs), high=money(value.high, inputs)
    )


def sections(inputs: Inputs, result: Result) -> Iterator[Section]:
    """In the order in which they are read."""
    ranged = any(value.low < value.high for _, value in result.curve)
    yield Section(
        title=Text("停多久，花多少", "By length"),
        words=BY_LENGTH if ranged else Text.joined([BY_LENGTH, ONE_VALUE], "", " "),
        head=(
            Text("停", "Down"),
            Text("合计", "Total"),
            *((Text("低～高", "Low to high"),) if ranged else ()),
            Text("再停一小时", "One hour more"),
        ),
        rows=tuple(_length(point, inputs, ranged=ranged) for point in result.points),
    )
    yield Section(
        title=Text("哪一项最要紧", "What moves it most"),
        words=MOVES if result.swings else NOTHING_MOVES,
        drawing=_tornado(inputs, result) if result.swings else None,
        head=(
            Text("项目", "Input"),
            Text("减 {fifth}", "{fifth} lower").format(fifth=show.share(FIFTH)),
            Text("加 {fifth}", "{fifth} higher").format(fifth=show.share(FIFTH)),
        ),
        rows=tuple(_moving(result, inputs)),
    )
    yield Section(
        title=Text("用到的定数", "Constants"),
        head=(Text("项目", "Item"), Text("值", "Value"), Text("哪里来", "From")),
        rows=tuple(_constants(inputs)),
    )


def _length(point: Point, inputs: Inputs, *, ranged: bool) -> tuple[Text, ...]:
    total = point.cost.total
    ends = (spread(total, inputs) or money(total.base, inputs),) if ranged else ()
    return (
        show.duration(point.hours * AN_HOUR),
        money(total.base, inputs),
        *ends,
        money(point.next_hour.base, inputs),
    )


def _moving(result: Result, inputs: Inputs) -> Iterator[tuple[Text, ...]]:
    """The inputs that move the total most, numbered as in the drawing."""
    for number, swing in enumerate(result.swings, 1):
        name = Text.same("{n} {name}").format(n=number, name=swing.name)
        yield name, money(swing.lower, inputs), money(swing.higher, inputs)


def _tornado(inputs: Inputs, result: Result) -> Tornado:
    usual = result.own.cost.base.total
    return Tornado(
        title=Text("每项差两成，合计差多少", "The total, each input a fifth off"),
        description=Text("最要紧的是“{name}”。", "“{name}” moves it most.").format(
            name=result.swings[0].name
        ),
        usual=usual,
        bars=[(swing.lower, swing.higher) for swing in result.swings],
        key=Text(
            "竖线：{usual}。空心：减 {fifth}；实心：加 {fifth}。编号见下表。",
            "Upright line: {usual}. Empty: {fifth} lower. Filled: {fifth} higher. Numbers as in the table.",
        ).format(usual=money(usual, inputs), fifth=show.share(FIFTH)),
    )


def _constants(inputs: Inputs) -> Iterator[tuple[Text, Text, Text]]:
    """What the total rests on that nobody filled in, with its source; whose the inputs are, the kit tells."""
    yield from _defaults(inputs)
    if inputs.pay_is == "month":
        yield Text("一个月折成几小时", "Paid hours in a month"), show.number(MONTH), NOTICE
    if inputs.mode == FULL and any(member.engagement is None for member in inputs.team):
        shares = sorted(set(ENGAGEMENT.values()), reverse=True)
        yield (
            Text("小组投入的时间", "Engagement of the team"),
            Text.joined(map(show.share, shares), " / ", " / "),
            Text.same("Netflix Dispatch"),
        )
    if inputs.mode == FULL and inputs.team:
        yield (
            Text("24 小时以后，小组每天算几小时", "Hours a day of the team, after 24 h"),
            show.number(24 * LATER_RESPONSE),
            Text("本项目的建议", "this project’s own proposal"),
        )


def _defaults(inputs: Inputs) -> Iterator[tuple[Text, Text, Text]]:
    """The fields and cells that have a source for what was assumed, where nobody has changed it."""
    fields = describe(type(inputs))
    for name, field in fields.items():
        value = getattr(inputs, name)
        if not applies(field, fields, inputs):
            continue
        if name in FROM and value == field.value:
            yield field.label, field.show(value), FROM[name]
        for key, cell in field.cells.items() if isinstance(field, Rows) else ():
            if key in FROM and any(getattr(row, key) == cell.value for row in value):
                yield CELL.format(label=field.label, cell=cell.label), cell.show(cell.value), FROM[key]
