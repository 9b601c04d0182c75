"""What a business loses by: the rows of the full form, and the facts that both forms come down to.

The quick form is one stream that passes through one process, and one department. So both forms give the same
answer to the same facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import fsum
from typing import TYPE_CHECKING

from calculators.kit import read, show
from calculators.kit.errors import InputError
from calculators.kit.estimate import Estimate, rough, rough_money, rough_share
from calculators.kit.fields import choice, duration, money, text
from calculators.kit.text import Text

if TYPE_CHECKING:
    from calculators.downtime_cost import Inputs

AN_HOUR = timedelta(hours=1)
FULL = "full"
MOST = 1e12  # of a currency, in one input
ALL = Estimate.exactly(1)
NOTHING = Estimate.exactly(0)
PEOPLE = Text("人", "people")

DAYS = 248.0  # working days in a year: 365 − 104 of rest − 13 public holidays; notice no. 2 of 2025
OVERTIME = 1.5  # on a working day: China, Labour Law, article 44
LOAD = 1.3  # this project's choice within 1.25 to 1.4, the range of its source
# How much of a person's time an outage takes: Netflix Dispatch.
ENGAGEMENT = {"lead": 1.0, "scribe": 0.75, "liaison": 0.75, "other": 0.5}

IN_PAIRS = Text(
    "变化的时间和变化以后停掉多少，要一起填。",
    "Fill in both: when the impact changes, and how much is stopped from then on.",
)
IN_ORDER = Text(
    "第二次变化（{last}）要晚于第一次（{later}）：改正其中一个。",
    "The second change ({last}) must come after the first ({later}): correct one of them.",
)
NO_PROCESS = Text(
    "“流程”里没有“{name}”：改成那里的名字，或在那里加一行。",
    "There is no process “{name}”: take a name from “Processes”, or add a row there.",
)
TWO_ALIKE = Text(
    "有两个流程都叫“{name}”：改掉一个名字。", "Two processes are called “{name}”: rename one of them."
)
OVER_ALL = Text(
    "“生意”的占比加起来是 {sum}，超过 100%：同一笔生意只算一次。",
    "The shares of “Revenue streams” add up to {sum}, above 100%: count each sale once.",
)

_APART = re.compile("[、，,；;]")


@dataclass(frozen=True, kw_only=True)
class Process:
    """What runs on the ERP, such as taking orders, and how much of it stops as time goes by."""

    name: Text | str | None = text(Text("流程", "Process"), room=40, optional=True)
    impact: Estimate = rough_share(
        Text("一停就停掉多少", "Stopped at once"),
        hint=Text("全停是 100%；用纸还能做一半，是 50%。", "All of it: 100%. Half goes on with paper: 50%."),
        example=ALL,
    )
    later: timedelta | None = duration(
        Text("过多久会变", "Changes after"),
        hint=Text("从停机算起，夜里也算。", "From the start of the outage, nights included."),
        optional=True, more=True,
    )  # fmt: skip
    later_impact: Estimate | None = rough_share(
        Text("那时停掉多少", "Stopped then"), optional=True, more=True
    )
    last: timedelta | None = duration(Text("过多久再变", "Changes again after"), optional=True, more=True)
    last_impact: Estimate | None = rough_share(
        Text("再变以后停掉多少", "Stopped after that"), optional=True, more=True
    )

    def __post_init__(self) -> None:
        """Find out what does not go together."""
        for when, then in (("later", "later_impact"), ("last", "last_impact")):
            if (getattr(self, when) is None) != (getattr(self, then) is None):
                raise InputError(IN_PAIRS, when if getattr(self, when) is None else then)
        if self.last is not None and self.last <= (self.later or timedelta(0)):
            both = {"last": self.last, "later": self.later or timedelta(0)}
            raise InputError(
                IN_ORDER.format(**{name: show.duration(at) for name, at in both.items()}), "last", "later"
            )

    def steps(self, case: int) -> list[tuple[float, float]]:
        """Hours since the start, and how much is stopped from then on."""
        told = ((timedelta(0), self.impact), (self.later, self.later_impact), (self.last, self.last_impact))
        return [
            (after / AN_HOUR, tuple(impact)[case])
            for after, impact in told
            if after is not None and impact is not None
        ]


@dataclass(frozen=True, kw_only=True)
class Stream:
    """A kind of revenue, such as orders of dealers."""

    name: Text | str | None = text(Text("生意", "Revenue stream"), room=40, optional=True)
    share: Estimate = rough_share(Text("占营业额", "Share of revenue"), example=ALL)
    margin: Estimate = rough_share(
        Text("毛利率", "Gross margin"),
        hint=Text(
            "营业额减去料钱、运费这类跟着生意走的钱。",
            "Revenue less what each sale costs: material, freight.",
        ),
        example=Estimate.exactly(0.3),
    )
    recapture: Estimate = rough_share(
        Text("事后能补回", "Comes back later"),
        hint=Text("恢复以后客户还会来下的单。", "Orders that customers place after the outage."),
        assumed=NOTHING,
    )
    through: Text | str | None = text(
        Text("经过的流程", "Processes it passes through"),
        hint=Text(
            "写“流程”里的名字，用顿号隔开；按停得最厉害的那个算。不填：一停就全停。",
            "Names from “Processes”, with commas between; the one stopped most counts. "
            "Empty: all stops at once.",
        ),
        room=200, optional=True,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Department:
    """People who cannot work, or only in part."""

    name: Text | str | None = text(Text("部门", "Department"), room=40, optional=True)
    people: Estimate = rough(Text("人数", "Headcount"), PEOPLE, 0, 1e6, example=Estimate.exactly(10))
    pay: Estimate = rough_money(Text("每人工资", "Pay of one"), MOST, follows="currency", example=NOTHING)
    load: Estimate = rough(
        Text("用工成本是工资的几倍", "Cost of one as a multiple of pay"),
        Text("倍", "times"), 1, 5, assumed=Estimate.exactly(LOAD),
    )  # fmt: skip
    idle: Estimate = rough_share(
        Text("干等的时间", "Idle time"),
        hint=Text("全在等是 100%。", "100% where they only wait."),
        example=ALL,
    )


@dataclass(frozen=True, kw_only=True)
class Responder:
    """Somebody of the response team."""

    role: str = choice(
        Text("角色", "Role"),
        {
            "lead": Text("总负责人", "Incident lead"),
            "scribe": Text("记录员", "Scribe"),
            "liaison": Text("联络人", "Liaison"),
            "other": Text("其他人", "Others"),
        },
        example="other",
    )
    people: Estimate = rough(Text("人数", "Headcount"), PEOPLE, 0, 1e6, example=ALL)
    cost: Estimate = rough_money(
        Text("一人一小时的成本", "Cost of one for an hour"), MOST, follows="currency", example=NOTHING
    )
    engagement: Estimate | None = rough_share(
        Text("投入的时间", "Engagement"),
        hint=Text(
            "不填：总负责人 100%，记录员和联络人 75%，其他人 50%。",
            "Empty: lead 100%, scribe and liaison 75%, others 50%.",
        ),
        optional=True, more=True,
    )  # fmt: skip

    @property
    def engaged(self) -> Estimate:
        """The share of the time that is taken, by role where it is not told."""
        return self.engagement or Estimate.exactly(ENGAGEMENT[self.role])


@dataclass(frozen=True, kw_only=True)
class Penalty:
    """What a contract makes one pay for being late."""

    name: Text | str | None = text(Text("罚款", "Penalty"), room=40, optional=True)
    grace: timedelta = duration(Text("宽限多久", "Grace"), example=timedelta(hours=4))
    fixed: Estimate = rough_money(
        Text("过了宽限先罚", "Fixed amount after it"), MOST, follows="currency", assumed=NOTHING
    )
    rate: Estimate = rough_money(
        Text("以后每段罚", "Amount for each period"), MOST, follows="currency", assumed=NOTHING
    )
    unit: timedelta = duration(
        Text("一段多长", "Length of a period"),
        hint=Text("不满一段按一段算。", "A period begun counts whole."),
        low=timedelta(minutes=1), assumed=timedelta(hours=24),
    )  # fmt: skip
    cap: float | None = money(Text("最多罚", "Cap"), 0, MOST, follows="currency", optional=True)


@dataclass(frozen=True, kw_only=True)
class Expense:
    """A cost that comes once, such as the call-out of the vendor."""

    name: Text | str | None = text(Text("一次性的钱", "One-off cost"), room=40, optional=True)
    amount: Estimate = rough_money(Text("金额", "Amount"), MOST, follows="currency", example=NOTHING)


@dataclass(frozen=True, slots=True)
class Facts:
    """A business in rows; `through` holds for each stream the places of its processes."""

    processes: tuple[Process, ...] = ()
    streams: tuple[Stream, ...] = ()
    through: tuple[tuple[int, ...], ...] = ()
    departments: tuple[Department, ...] = ()
    team: tuple[Responder, ...] = ()
    penalties: tuple[Penalty, ...] = ()
    expenses: tuple[Expense, ...] = ()


def facts(inputs: Inputs) -> Facts:
    """The rows of the full form, or what the quick form says in rows."""
    if inputs.mode == FULL:
        _check_shares(inputs.streams)
        return Facts(
            inputs.processes,
            inputs.streams,
            tuple(_through(inputs.processes, inputs.streams)),
            inputs.departments,
            inputs.team,
            inputs.penalties,
            inputs.expenses,
        )
    return Facts(
        processes=(Process(impact=inputs.stopped),),
        streams=(Stream(share=ALL, margin=inputs.margin),),
        through=((0,),),
        departments=(Department(people=inputs.people, pay=inputs.pay, load=inputs.load, idle=ALL),),
    )


def _check_shares(streams: Sequence[Stream]) -> None:
    """Refuse revenue that is counted twice."""
    total = fsum(stream.share.base for stream in streams)
    if total > 1 + 1e-9:
        raise InputError(OVER_ALL.format(sum=show.share(total)), "streams")


def _through(processes: Sequence[Process], streams: Sequence[Stream]) -> Iterator[tuple[int, ...]]:
    """For each stream the places of the processes that it names."""
    places: dict[str, int] = {}
    for place, process in enumerate(processes):
        for name in {read.plain(each) for each in _spoken(process.name)}:
            if name in places:
                raise InputError(TWO_ALIKE.format(name=process.name), "processes")
            places[name] = place
    for stream in streams:
        words = _spoken(stream.through)
        asked = [part.strip() for part in _APART.split(words[0] if words else "")]
        yield tuple(dict.fromkeys(_place(name, places) for name in asked if name))


def _spoken(name: Text | str | None) -> tuple[str, ...]:
    """A name in the language of the reader, or in both where it is the example's."""
    if not name:
        return ()
    return (name.zh, name.en) if isinstance(name, Text) else (name,)


def _place(name: str, places: dict[str, int]) -> int:
    if read.plain(name) not in places:
        raise InputError(NO_PROCESS.format(name=name), "streams", "processes")
    return places[read.plain(name)]


def named(name: Text | str | None, number: int, otherwise: Text) -> Text:
    """The name of a row, or what it is and its number."""
    if not name:
        return Text.same("{what} {n}").format(what=otherwise, n=number)
    return name if isinstance(name, Text) else Text.same(name)
