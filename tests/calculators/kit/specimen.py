"""A calculator with a field of every kind, so that the kit is tested apart from any real one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from calculators.kit import show
from calculators.kit.answer import Answer, Card, Note, Row, Source, Step
from calculators.kit.calendar import WorkingCalendar
from calculators.kit.chart import Mark, Timeline
from calculators.kit.errors import InputError
from calculators.kit.fields import (
    choice,
    duration,
    flag,
    hours,
    moment,
    money,
    quantity,
    several,
    share,
    text,
)
from calculators.kit.rows import rows
from calculators.kit.text import Text
from calculators.kit.units import MINUTE

TITLE = Text("样品", "Specimen")
SOURCES = {"none": Source(Text("无", "none"), "tests")}


KINDS = {"a": Text("甲", "Alpha"), "b": Text("乙", "Beta")}
PARTS = {"files": Text("附件", "Files"), "keys": Text("密钥", "Keys")}


@dataclass(frozen=True, kw_only=True)
class Shift:
    start: datetime = moment(Text("上班", "Start"), example="2026-03-12T09:00+08:00", offset="begin")
    people: float = quantity(Text("人", "Staff"), Text("人", "people"), 0, 99, example=3)
    role: str = choice(Text("岗位", "Role"), KINDS, assumed="a")
    tools: frozenset[str] = several(Text("带着", "Brings"), PARTS, optional=True, more=True)
    word: Text | str | None = text(Text("口令", "Word"), optional=True, when=("role", "b"))


@dataclass(frozen=True, kw_only=True)
class Inputs:
    staff: float = quantity(Text("人数", "People"), Text("人", "people"), 1, 500, example=4, whole=True)
    rate: float = quantity(Text("每小时单数", "Orders per hour"), Text("单", "orders"), 0, 1e6, example=12.5)
    pay: float = money(
        Text("时薪", "Hourly pay"), 0, 1e9, example=57.5, hint=Text("含社保", "with insurance")
    )
    margin: float = share(Text("毛利率", "Margin"), example=0.35)
    pause: timedelta = duration(
        Text("间隔", "Interval"), unit=MINUTE, low=timedelta(minutes=1), high=timedelta(hours=8),
        example=timedelta(minutes=90),
    )  # fmt: skip
    begin: datetime = moment(Text("开始", "Begin"), example="2026-03-12T15:00+08:00", offset="+08:00")
    finish: datetime | None = moment(Text("结束", "End"), offset="begin", optional=True, more=True)
    check: datetime | None = moment(Text("核对", "Check"), clock="finish", optional=True, more=True)
    present: datetime | None = moment(
        Text("现在", "Now"), offset="begin", fill="now", optional=True, more=True
    )
    kind: str = choice(Text("种类", "Kind"), KINDS, assumed="a")
    parts: frozenset[str] = several(Text("部件", "Parts"), PARTS, example=frozenset({"keys"}))
    shifts: tuple[Shift, ...] = rows(
        Text("班次", "Shifts"), Shift, example=(Shift(), Shift(people=2, role="b")), when=("kind", "a")
    )
    urgent: bool = flag(Text("紧急", "Urgent"), example=False)
    name: Text | str | None = text(Text("名称", "Name"), example=Text("示例厂", "Example Ltd"), room=300)
    remark: str | None = text(Text("备注", "Remark"), optional=True, room=300)
    calendar: WorkingCalendar = hours(Text("工时", "Hours"), assumed="Mon-Fri 09:00-12:00", more=True)


def calculate(inputs: Inputs) -> float:
    """Any number will do."""
    if inputs.kind == "b" and inputs.urgent:
        raise InputError(Text("二者不合。", "The two do not go together."), "kind", "urgent")
    return inputs.staff * inputs.rate


def answer(inputs: Inputs, result: float) -> Answer:
    """Says what the reader typed in every place that a result has."""
    words = Text("{name}与{remark}", "{name} and {remark}").format(name=inputs.name, remark=inputs.remark)
    return Answer(
        label=words,
        number=show.number(result),
        sentence=words,
        rows=(Row(words, words, words),),
        cards=(Card(words, (Row(words, words),)),),
        steps=(Step(words, words),),
        notes=tuple(Note(state, words) for state in ("act", "stop", "wait", "unknown")),
        drawing=Timeline(words, words, inputs.begin, inputs.begin, (), [Mark(inputs.begin, words)], words),
    )
