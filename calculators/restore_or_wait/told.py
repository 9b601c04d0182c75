"""The result in words: what costs less, how sure that is, what to confirm before anybody restores."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from calculators.kit import show
from calculators.kit.answer import Answer, Link, Note, Row, Section, Step
from calculators.kit.text import Text
from calculators.restore_or_wait.weighing import HORIZON, TAKEN, TYPED, Turn

if TYPE_CHECKING:
    from calculators.restore_or_wait import Inputs, Result

# What stands between the answer "restore" and a restore; the whole list is on the page of step 4.
GATE = {
    "copied": Text("坏掉的系统整个复制了一份", "The broken system is copied whole"),
    "numbers": Text("最后的单号记下来了", "The last document numbers are written down"),
    "verified": Text(
        "备份查过：成功、读得出、有密钥", "The backup is verified: ended well, readable, key at hand"
    ),
}
WHO = Text("谁拍板", "Who decides")

RESTORE = Text("恢复", "Restore")
CHECK_FIRST = Text("恢复，先核对", "Restore, checks first")
WAIT = Text("等维修", "Wait")

CHEAPER = Text(
    "恢复更省：等维修要花 {waiting}，恢复要花 {restoring}，差 {gain}。",
    "A restore costs less: {restoring}, against {waiting} to wait for the repair, a difference of {gain}.",
)
DEARER = Text(
    "等维修更省：等要花 {waiting}，恢复要花 {restoring}，差 {gain}。",
    "To wait costs less: {waiting}, against {restoring} for a restore, a difference of {gain}.",
)
FASTER = Text(
    "维修不比恢复慢：等。恢复反而多花 {gain}。",
    "The repair takes no longer than the restore: wait. A restore would cost {gain} more.",
)
TURNS_AT = Text(
    "修好的时间在 {at}以内，等；更久，恢复。", "A repair within {at}: wait. One that takes longer: restore."
)
NEVER_TURNS = Text(
    "维修再慢（算到 {horizon}），等也更省。", "However slow the repair (up to {horizon}), to wait costs less."
)
SURE = Text("各个数在估的范围里怎么变，结论都一样。", "Within your ranges the answer is always the same.")
NO_RANGES = Text(
    "每个数只填了一个，看不出猜错会怎样：拿不准的，写成低–一般–高。",
    "Each guess is one number, so nothing shows what a wrong one would do: "
    "write those you are not sure of as low–base–high.",
)
DEPENDS = Text(
    "结论取决于猜的数：{names}。先把它问准。", "The answer depends on a guess: {names}. Pin that down first."
)
TOGETHER = Text(
    "单独猜错哪一个，结论都不变；几个一起猜错，结论会变。",
    "No single guess turns the answer within its range, several together do.",
)

NOT_YET = Text("先不恢复，还没有做到：{open}。", "No restore yet. Not done: {open}.")
THEN = Text(
    "先到第 4 步逐条核对，全过了再恢复。",
    "Confirm line by line in step 4; restore when every line has passed.",
)

NAMES = {
    "fix": Text("修好还要多久", "time until the repair is done"),
    "restore": Text("恢复要多久", "time until the restore is done"),
    "lost": Text("补不回来的值多少", "value of what cannot come back"),
    "reentry": Text("补录工时", "hours of re-entry"),
    "pay": Text("补录一小时的成本", "cost of an hour of re-entry"),
    "chance": Text("失败的可能", "chance that the restore fails"),
    "failure": Text("失败一次多花多少", "cost of a failed restore"),
    "hourly": Text("多停一小时的损失", "loss of one more hour"),
    "penalties": Text("到点要赔的", "penalties with a deadline"),
    "outage": Text("停机代价", "cost of the outage"),
}
HOURS = {"fix", "restore", "reentry"}


def answer(inputs: Inputs, result: Result) -> Answer:
    """The result in words."""
    open_ = [*_open(inputs)]
    number = (CHECK_FIRST if open_ else RESTORE) if result.restore else WAIT
    parts = [before_a_restore(inputs, result), cases(inputs, result), guesses(inputs, result)]
    return Answer(
        label=Text("花得少的是", "What costs less"),
        number=number,
        sentence=sentence(inputs, result),
        rows=tuple(rows(inputs, result)),
        sections=tuple(parts if result.restore else [*parts[1:], parts[0]]),
        notes=tuple(notes(inputs, result)),
        steps=tuple(steps(inputs, result)),
        unused=tuple(unused(inputs)),
    )


def unused(inputs: Inputs) -> Iterator[str]:
    """What the number and the sentence do not rest on."""
    yield from {TYPED: ["outage", "down"], TAKEN: ["hourly", "penalties"]}[inputs.cost_from]


def sentence(inputs: Inputs, result: Result) -> Text:
    """What costs less, where that turns, and how sure it is."""
    words = CHEAPER if result.restore else FASTER if inputs.fix.base <= inputs.restore.base else DEARER
    said = [
        words.format(
            waiting=_money(inputs, result.waiting.base),
            restoring=_money(inputs, result.restoring.base),
            gain=_money(inputs, abs(result.gain.base)),
        )
    ]
    at = result.break_even.base
    said.append(NEVER_TURNS.format(horizon=_hours(HORIZON)) if at is None else TURNS_AT.format(at=_hours(at)))
    said.append(certainty(result))
    return Text.joined(said, "", " ")


def certainty(result: Result) -> Text:
    """Whether the answer depends on a guess, and on which."""
    if result.deciding:
        return DEPENDS.format(names=Text.joined(NAMES[turn.name] for turn in result.deciding))
    if not result.is_sure:
        return TOGETHER
    return NO_RANGES if result.gain.low == result.gain.high else SURE


def rows(inputs: Inputs, result: Result) -> Iterator[Row]:
    """The table."""
    from_there = Text("取自停机代价计算器", "from the downtime-cost calculator")
    yield Row(
        Text("等维修要花", "To wait costs"),
        _money(inputs, result.waiting.base),
        from_there if inputs.cost_from == TAKEN else None,
    )
    yield Row(Text("恢复要花", "To restore costs"), _money(inputs, result.restoring.base))
    yield Row(
        Text("恢复省下", "A restore saves"),
        _money(inputs, result.gain.base),
        Text("负数：多花", "below zero: it costs more") if result.gain.base < 0 else None,
    )
    turn = result.break_even
    yield Row(
        Text("两边一样的那一刻", "Break-even"),
        _from_now(turn.base),
        None
        if turn.earliest == turn.latest
        else Text("最早 {low}，最晚 {high}", "{low} at the earliest, {high} at the latest").format(
            low=_from_now(turn.earliest), high=_from_now(turn.latest)
        ),
    )


def before_a_restore(inputs: Inputs, result: Result) -> Section:
    """The gate: what must be so before anybody restores, and the list that confirms it."""
    done, open_ = Text("已做到", "Done"), Text("还没有", "Not yet")
    lines = [(said, done if key in inputs.gate else open_) for key, said in GATE.items()]
    lines.append((WHO, Text.same(inputs.decides) if inputs.decides else open_))
    count = len([*_open(inputs)])
    if count and result.restore:
        words = Text(
            "恢复更省，不等于可以恢复。先做这几件（还差 {n} 件），再逐条核对；一条不过，就不恢复。",
            "That a restore costs less is no leave to restore. First do these ({n} to go), then confirm line "
            "by line; if one line fails, no restore.",
        ).format(n=count)
    else:
        words = Text(
            "真要恢复，先逐条核对；一条不过，就不恢复。",
            "Before any restore confirm line by line; if one line fails, no restore.",
        )
    return Section(
        title=Text("恢复之前", "Before any restore"),
        words=words,
        head=(Text("要做到的", "What must be so"), Text("现在", "Now")),
        rows=tuple(lines),
        link=Link(
            Text("到第 4 步逐条核对", "Confirm line by line in step 4"),
            "../steps/4-backup-and-recovery.html#restore-gate",
        ),
    )


def _open(inputs: Inputs) -> Iterator[Text]:
    """What of the gate is still to do."""
    yield from (said for key, said in GATE.items() if key not in inputs.gate)
    if not inputs.decides:
        yield WHO


def cases(inputs: Inputs, result: Result) -> Section:
    """Each cost at low, base and high."""
    lines = {
        Text("等维修", "To wait"): result.waiting,
        Text("补不回来的", "What cannot come back"): result.lost,
        Text("补录", "Re-entry"): result.reentry,
        Text("失败的风险", "Risk of failure"): result.failing,
        Text("恢复，合计", "To restore, together"): result.restoring,
        Text("恢复省下", "A restore saves"): result.gain,
    }
    return Section(
        title=Text("低、一般、高", "Low, base and high"),
        words=Text(
            "每一行从低到高。最后一行：左边是各个数都不利于恢复，右边是都有利于恢复。",
            "Each line from its least to its most. The last line: on the left all guesses are against a "
            "restore, on the right all for it.",
        ),
        head=(Text("项目", "Item"), Text("低", "Low"), Text("一般", "Base"), Text("高", "High")),
        rows=tuple((name, *(_money(inputs, part) for part in estimate)) for name, estimate in lines.items()),
    )


def guesses(inputs: Inputs, result: Result) -> Section:
    """How wrong each guess may be before the answer turns."""
    verdict = RESTORE if result.restore else WAIT
    return Section(
        title=Text("猜错多少，结论才变", "How wrong a guess may be"),
        words=Text(
            "一次只变一个，别的照一般的数。现在的结论：{verdict}。",
            "One guess at a time, all others as usual. The answer now: {verdict}.",
        ).format(verdict=verdict),
        head=(
            Text("猜的数", "Guess"),
            Text("你填的", "Yours"),
            Text("到这里就变", "Turns at"),
            Text("定结论吗", "Decides?"),
        ),
        rows=tuple(
            (NAMES[turn.name], _guess(inputs, turn), _turns_at(inputs, turn), _decides(turn))
            for turn in result.turns
        ),
    )


def _guess(inputs: Inputs, turn: Turn) -> Text:
    if turn.guess is None:
        return Text("从低到高", "low to high")
    parts = [turn.guess.base] if turn.guess.low == turn.guess.high else [*turn.guess]
    return Text.joined((_value(inputs, turn.name, part) for part in parts), "–", "–")


def _turns_at(inputs: Inputs, turn: Turn) -> Text:
    return Text("不会变", "never") if turn.at is None else _value(inputs, turn.name, turn.at)


def _decides(turn: Turn) -> Text:
    if turn.decides:
        return Text("定：在你的范围里", "Yes: within your range")
    if turn.guess and turn.guess.low == turn.guess.high:
        return Text("没有填范围", "No range given")
    return Text("不定", "No")


def _value(inputs: Inputs, name: str, value: float) -> Text:
    if name in HOURS:
        return _hours(value)
    return show.share(value, 1) if name == "chance" else _money(inputs, value)


def notes(inputs: Inputs, result: Result) -> Iterator[Note]:
    """What the number does not say."""
    if result.restore:
        open_ = Text.joined(_open(inputs), "；", "; ") if [*_open(inputs)] else None
        yield Note("stop" if open_ else "act", (NOT_YET if open_ else THEN).format(open=open_))
    if result.deciding:
        yield Note("unknown", certainty(result))
    if result.restore and inputs.chance.high >= 1:
        yield Note(
            "unknown",
            Text(
                "你估恢复可能一定失败：先在另一台机器上试着恢复一次。",
                "You count with a restore that is sure to fail: try it on another machine first.",
            ),
        )
    yield Note(
        "act",
        Text(
            "维修的人每报一次新的时间，就重算一次；写下结论和理由，由总负责人定。",
            "Work it out again whenever the repair gets a new time. Write down answer and reason; "
            "the incident lead decides.",
        ),
    )


def steps(inputs: Inputs, result: Result) -> Iterator[Step]:
    """The formulas, with the reader's own numbers."""
    fix, restore = inputs.fix.base, inputs.restore.base
    if inputs.cost_from == TAKEN:
        yield Step(
            Text(
                "等维修 = 停到修好为止的成本 − 停到恢复为止的成本",
                "To wait = cost of the outage until the repair − cost until the restore",
            ),
            Text.same("{fix} − {restore} = {sum}").format(
                fix=_money(inputs, result.until_fix),
                restore=_money(inputs, result.until_restore),
                sum=_money(inputs, result.waiting.base),
            ),
        )
    else:
        due = result.until_fix - result.until_restore - inputs.hourly.base * (fix - restore)
        yield Step(
            Text(
                "等维修 =（修好的时间 − 恢复的时间）× 一小时的损失 + 其间到点要赔的",
                "To wait = (time of the repair − time of the restore) × loss of one hour "
                "+ penalties that fall due between",
            ),
            Text(
                "（{fix} − {restore}）× {hourly} + {due} = {sum}",
                "({fix} − {restore}) × {hourly} + {due} = {sum}",
            ).format(
                fix=_decimal(fix),
                restore=_decimal(restore),
                hourly=_money(inputs, inputs.hourly.base),
                due=_money(inputs, due),
                sum=_money(inputs, result.waiting.base),
            ),
        )
    worth = [
        Text.same("{count} × {value}").format(
            count=_decimal(row.count.base), value=_money(inputs, row.value.base)
        )
        for row in inputs.records
        if row.count and row.value
    ]
    yield Step(
        Text("补不回来的 = Σ 条数 × 一条的价值", "What cannot come back = Σ records × value of one"),
        Text.same("{sum} = {lost}").format(
            sum=Text.joined(worth, " + ", " + ") if 0 < len(worth) <= 6 else Text.same("Σ"),
            lost=_money(inputs, result.lost.base),
        ),
    )
    yield Step(
        Text("补录 = 工时 × 一小时的成本", "Re-entry = hours × cost of an hour"),
        Text.same("{hours} × {pay} = {sum}").format(
            hours=_decimal(inputs.reentry.base),
            pay=_money(inputs, inputs.pay.base),
            sum=_money(inputs, result.reentry.base),
        ),
    )
    yield Step(
        Text("失败 = 可能 × 失败一次多花的", "Failure = chance × cost of a failed restore"),
        Text.same("{chance} × {failure} = {sum}").format(
            chance=show.share(inputs.chance.base),
            failure=_money(inputs, inputs.failure.base),
            sum=_money(inputs, result.failing.base),
        ),
    )
    yield Step(
        Text("恢复 = 补不回来的 + 补录 + 失败", "To restore = what cannot come back + re-entry + failure"),
        Text.same("{lost} + {reentry} + {failing} = {sum}").format(
            lost=_money(inputs, result.lost.base),
            reentry=_money(inputs, result.reentry.base),
            failing=_money(inputs, result.failing.base),
            sum=_money(inputs, result.restoring.base),
        ),
    )
    yield Step(
        Text("等维修 > 恢复，就恢复；不然就等", "Restore where to wait > to restore, else wait"),
        Text.same("{waiting} {sign} {restoring} → {verdict}").format(
            waiting=_money(inputs, result.waiting.base),
            sign=">" if result.restore else "≤",
            restoring=_money(inputs, result.restoring.base),
            verdict=RESTORE if result.restore else WAIT,
        ),
    )
    if inputs.cost_from == TYPED and not inputs.penalties and inputs.hourly.base and result.break_even.base:
        yield Step(
            Text(
                "两边一样的那一刻 = 恢复的时间 + 恢复要花的 ÷ 一小时的损失",
                "Break-even = time of the restore + cost to restore ÷ loss of one hour",
            ),
            Text(
                "{restore} + {restoring} ÷ {hourly} = {at} 小时",
                "{restore} + {restoring} ÷ {hourly} = {at} h",
            ).format(
                restore=_decimal(restore),
                restoring=_money(inputs, result.restoring.base),
                hourly=_money(inputs, inputs.hourly.base),
                at=_decimal(result.break_even.base),
            ),
        )


def _money(inputs: Inputs, value: float) -> Text:
    """An amount without what is less than one: the numbers are guesses."""
    return show.money(round(value), inputs.currency)


def _decimal(value: float) -> Text:
    return show.number(value, 2)


def _hours(value: float) -> Text:
    return show.hours(timedelta(minutes=round(value * 60)))


def _from_now(value: float | None) -> Text:
    if value is None:
        return Text("没有", "none")
    return Text("从现在起 {at}", "{at} from now").format(at=_hours(value))
