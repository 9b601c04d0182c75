"""Whether a restore costs less than to wait for the repair: restore or wait.

    waiting   = total(time of the repair) − total(time of the restore)            [currency]
    restoring = Σ records · value + re-entry hours · hourly cost
                + chance that the restore fails · cost of that failure            [currency]
    restore where waiting > restoring, else wait

    total(T)         what an outage that ends in T costs: of the downtime-cost calculator, which is no
                     straight line, or hourly cost · T + penalties due before T   [currency]
    records          those that cannot be recovered after a restore               [records]
    re-entry hours   for what was lost before the crash; what is on paper since
                     then is entered in any case, and is part of total(T)         [h]
    break-even       the time of the repair from which a restore costs less       [h from now]

Each number may be a range: all at their best for waiting and all at their best for restoring bound the
answer, and each guess alone shows whether it decides. It holds for one repair and one restore, each begun
now. The comparison is this project's own proposal.

The worked example: 8 hours for the repair, 3 for the restore.

>>> result = calculate(Inputs())
>>> result.waiting.base, result.restoring.base, result.restore, round(result.break_even.base, 9)
(50000.0, 14600.0, True, 4.46)
>>> print(answer(Inputs(), result).sentence.en)
A restore costs less: ¥14,600, against ¥50,000 to wait for the repair, a difference of ¥35,400. \
A repair within 4 h 28 min: wait. One that takes longer: restore. \
No single guess turns the answer within its range, several together do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from calculators import downtime_cost
from calculators.kit.answer import Source
from calculators.kit.calculation import calculation
from calculators.kit.currency import currency
from calculators.kit.errors import InputError
from calculators.kit.estimate import Estimate, rough, rough_money, rough_share
from calculators.kit.fields import choice, quantity, several, text
from calculators.kit.rows import rows
from calculators.kit.text import Text
from calculators.kit.units import HOUR
from calculators.restore_or_wait.told import GATE, answer
from calculators.restore_or_wait.weighing import (
    BASE,
    CASES,
    HORIZON,
    MOST,
    MOST_HOURS,
    TAKEN,
    TYPED,
    BreakEven,
    Turn,
    break_even,
    gain,
    guesses,
    lost,
    outage,
    product,
    turns,
    waiting,
)

__all__ = ["SOURCES", "TITLE", "Inputs", "Lost", "Penalty", "Result", "answer", "calculate"]

TITLE = Text("恢复备份，还是等维修？", "Restore or wait?")

SOURCES = {
    "comparison": Source(
        Text("本项目的建议，见来源与许可", "This project's own proposal, see sources and licences"),
        "#proposals",
    ),
    "before a restore": Source(
        Text("美国 CISA：勒索软件指南（先复制再修）", "CISA: ransomware guide (copy before the repair)"),
        "https://www.cisa.gov/stopransomware/ransomware-guide",
    ),
}

NOT_TAKEN = Text(
    "停机的代价还没有取来：先在停机代价计算器里填好，再按“取来的停机代价”的按钮。或者在这里填一小时多少钱。",
    "The cost of the outage is not taken over yet: fill in the downtime-cost calculator, then press the "
    "button at “Cost of the outage, taken over”. Or type the cost of an hour here.",
)
OTHER_CURRENCY = Text(
    "这里的币种是 {here}，取来的停机代价是 {there}：在“更精确”里把币种改成一样。",
    "Amounts here are in {here}, the cost of the outage that was taken over is in {there}: "
    "make the currency the same, under “More precise”.",
)
_RECORDS = Text("条", "records")


@dataclass(frozen=True, kw_only=True)
class Lost:
    """A type of record of which some cannot be recovered."""

    name: Text | str | None = text(Text("单据", "Type of record"), room=40, optional=True)
    count: Estimate | None = rough(
        Text("补不回来几条", "Gone for good"), _RECORDS, 0, 1e6, optional=True,
        hint=Text("没有纸单、邮件、回单可查的。", "Without slip, e-mail or bank proof."),
    )  # fmt: skip
    value: Estimate | None = rough_money(
        Text("一条值多少", "Value of one"), MOST, follows="currency", optional=True
    )


@dataclass(frozen=True, kw_only=True)
class Penalty:
    """An amount that falls due at once when the system is not back in time."""

    after: float | None = quantity(
        Text("从现在起过几小时还没好", "Not back in so many hours from now"),
        HOUR.name,
        0,
        HORIZON,
        optional=True,
    )
    amount: Estimate | None = rough_money(Text("要赔多少", "Amount"), MOST, follows="currency", optional=True)


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """What the reader knows or guesses. Without arguments it is the worked example."""

    fix: Estimate = rough(
        Text("修好还要多久", "Time until the repair is done"), HOUR.name, 0, 1_000,
        hint=Text(
            "从现在算起。问维修的人：最快、多半、最慢，例如 6–8–12。",
            "From now on. Ask those who repair: fastest, usual, slowest, for example 6–8–12.",
        ),
        example=Estimate(6, 8, 12),
    )  # fmt: skip
    restore: Estimate = rough(
        Text("恢复备份要多久", "Time until the restore is done"), HOUR.name, 0, 1_000,
        hint=Text(
            "从现在算起，核对和试用都算进去。", "From now on, with the checks and the sample afterwards."
        ),
        example=Estimate(2, 3, 5),
    )  # fmt: skip
    cost_from: str = choice(
        Text("停机的成本", "What the outage costs"),
        {
            TYPED: Text("在这里填一小时多少钱", "Type the cost of an hour here"),
            TAKEN: Text("取停机代价计算器的", "Take it from the downtime-cost calculator"),
        },
        hint=Text(
            "计算器里的更准：夜里、周末、罚款都不是一条直线。",
            "The calculator's is better: nights, weekends and penalties make no straight line.",
        ),
        assumed=TYPED,
    )
    hourly: Estimate = rough_money(
        Text("多停一小时的损失", "Loss of one more hour"), MOST, follows="currency",
        hint=Text(
            "三个数相加：少做的生意、干等的工资、另外多花的。",
            "Add three numbers: business lost, wages of those who wait, extra costs.",
        ),
        example=Estimate(8_000, 10_000, 15_000), when=("cost_from", TYPED),
    )  # fmt: skip
    penalties: tuple[Penalty, ...] = rows(
        Text("到点要赔的", "Penalties with a deadline"), Penalty,
        at_most=20, optional=True, more=True, when=("cost_from", TYPED),
    )  # fmt: skip
    outage: downtime_cost.Inputs | None = calculation(
        Text("取来的停机代价", "Cost of the outage, taken over"), downtime_cost, apart_from=("down",),
        hint=Text(
            "纸上：写下停到恢复为止、停到修好为止各花多少。",
            "On paper: write down what it costs until the restore, and until the repair.",
        ),
        when=("cost_from", TAKEN),
    )  # fmt: skip
    down: float = quantity(
        Text("已经停了几小时", "Down so far"), HOUR.name, 0, 4_000, example=2, when=("cost_from", TAKEN)
    )
    records: tuple[Lost, ...] = rows(
        Text("恢复以后补不回来的单据", "Records that cannot come back after a restore"), Lost,
        hint=Text("一类一行。没有就全去掉。", "One type a row. None at all: remove every row."),
        example=(
            Lost(
                name=Text("没有凭据的订单", "orders without a slip"),
                count=Estimate(15, 20, 30), value=Estimate.exactly(250),
            ),
        ),
        at_most=50, optional=True, takes="backup_loss.gone",
    )  # fmt: skip
    reentry: Estimate = rough(
        Text("停机前丢的，补录要几工时", "Hours of work to re-enter what was lost"), HOUR.name, 0, MOST_HOURS,
        hint=Text(
            "停机以后记在纸上的不算：恢复不恢复都要录。",
            "Not what is on paper since the crash: that is entered in any case.",
        ),
        example=Estimate(12, 16, 24), takes="backup_loss.reentry",
    )  # fmt: skip
    pay: Estimate = rough_money(
        Text("补录的人，一小时的成本", "Cost of an hour of re-entry"), MOST, follows="currency",
        example=Estimate.exactly(100),
    )  # fmt: skip
    chance: Estimate = rough_share(
        Text("恢复失败的可能", "Chance that the restore fails"),
        hint=Text(
            "试着恢复过这份备份，就低；从来没试过，就高。问做恢复的人。",
            "Low where this backup was restored as a test, high where nobody ever tried. "
            "Ask those who would restore.",
        ),
        example=Estimate(0.05, 0.1, 0.3),
    )
    failure: Estimate = rough_money(
        Text("失败一次多花多少", "Cost of a failed restore"), MOST, follows="currency",
        hint=Text("多停的时间、再修一次的钱。", "More hours down, and another repair."),
        example=Estimate(50_000, 80_000, 120_000),
    )  # fmt: skip
    gate: frozenset[str] = several(
        Text("恢复之前已经做到的", "Done already, before any restore"), GATE, optional=True
    )
    decides: str | None = text(
        Text("谁拍板恢复（姓名）", "Who decides on the restore (name)"), room=60, optional=True
    )
    currency: str = currency(
        Text("币种", "Currency"),
        hint=Text("三个字母的代码；所有金额都用它。", "Its code of three letters, for all amounts."),
        more=True,
    )


@dataclass(frozen=True, slots=True)
class Result:
    """What follows from the inputs; low, base and high of a cost are its own, each at its least and most."""

    waiting: Estimate
    lost: Estimate
    reentry: Estimate
    failing: Estimate
    restoring: Estimate
    gain: Estimate  # low: all guesses against restoring; high: all for it
    until_restore: float  # total of the outage, as usual
    until_fix: float
    break_even: BreakEven
    turns: tuple[Turn, ...]

    @property
    def restore(self) -> bool:
        """Whether restoring costs less, with every guess as usual."""
        return self.gain.base > 0

    @property
    def is_sure(self) -> bool:
        """Whether the answer is the same however the guesses fall within their ranges."""
        return self.gain.low > 0 or self.gain.high <= 0

    @property
    def deciding(self) -> tuple[Turn, ...]:
        """The guesses each of which turns the answer by itself."""
        return tuple(turn for turn in self.turns if turn.decides)


def calculate(inputs: Inputs) -> Result:
    """Both costs at low, base and high, and where the answer turns."""
    if inputs.cost_from == TAKEN and inputs.outage is None:
        raise InputError(NOT_TAKEN, "outage")
    if inputs.cost_from == TAKEN and inputs.outage and inputs.outage.currency != inputs.currency:
        raise InputError(
            OTHER_CURRENCY.format(here=inputs.currency, there=inputs.outage.currency), "currency", "outage"
        )
    of, worth = outage(inputs), lost(inputs)
    low, base, high = (guesses(inputs, worth, case) for case in CASES)
    waiting_ = Estimate(
        min(waiting(of, replace(low, restore=high.restore), case) for case in CASES),
        waiting(of, base),
        max(waiting(of, replace(high, restore=low.restore), case) for case in CASES),
    )
    restoring = Estimate(low.restoring, base.restoring, high.restoring)
    even = break_even(of, low, base, high)
    return Result(
        waiting=waiting_,
        lost=worth,
        reentry=product(inputs.reentry, inputs.pay),
        failing=product(inputs.chance, inputs.failure),
        restoring=restoring,
        gain=Estimate(waiting_.low - restoring.high, gain(of, base), waiting_.high - restoring.low),
        until_restore=of(base.restore, BASE),
        until_fix=of(base.fix, BASE),
        break_even=even,
        turns=tuple(turns(inputs, of, worth, even.base)),
    )
