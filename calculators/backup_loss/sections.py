"""The parts of the result below the window: for management, records, downtime, the log, what is left out."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from calculators.backup_loss.chain import KINDS, STATES, Verdict
from calculators.backup_loss.records import AN_HOUR, Risk, Work, whole
from calculators.kit import show
from calculators.kit.answer import Section, Step
from calculators.kit.text import Text
from calculators.kit.units import DAY, HOUR

if TYPE_CHECKING:
    from calculators.backup_loss import Inputs, Result

NAMED = 6  # types and backups that a sentence or a formula lists one by one
RECORDS = ("records", "people", "capacity", "load")

# --- For management

BACK_TO = Text(
    "最坏会退回到 {point}。{window}的数据要重来",
    "At worst we go back to {point}. {window} of data must be redone",
)
FROM_NOTHING = Text(
    "没有可用的备份。从上线（{point}）起 {window}的数据都可能没了",
    "There is no usable backup. All data since the go-live on {point}, {window}, may be gone",
)
NOTHING_LOST = Text(
    "最近一次好备份正好接上，没有要重来的数据", "The last good backup has all of it: no data is lost"
)
ABOUT = Text("，约 {records}", ": about {records}")
LOST_FOR_GOOD = Text("其中约 {n} 条补不回来。", "About {n} of these cannot be recovered.")
WORTH = Text("其中约 {n} 条补不回来，值 {value}。", "About {n} of these, worth {value}, cannot be recovered.")
WORK = Text("补录要 {hours} 工时。", "Re-entry takes {hours} hours of work.")
ONE_TYPE = Text("{n} 条{name}", "{n} {name}")
OTHER_TYPES = Text("别的 {n} 条", "{n} others")
UNNAMED = Text("第 {n} 类单据", "records of type {n}")

# --- Records

PILES = Text(
    "补录共 {hours} 工时：停机前丢的 {lost}，停机后记在纸上的 {paper}，核对的时间算在里面。",
    "Re-entry takes {hours} hours of work, checking included: {lost} for what was lost, "
    "{paper} for what was captured on paper.",
)
UNTOLD_WORK = Text(
    "填了每条补录几分钟，以及每小时条数或单号，这里才有工时。",
    "Fill in the minutes to re-enter one, and the rates or the numbers, for the hours of work.",
)
NONE_TO_ENTER = Text("没有要补录的。", "There is nothing to re-enter.")
ALONE = Text("{people} 个人不干别的，要 {elapsed}。", "{people} people who do nothing else need {elapsed}.")
BESIDE = Text("边干日常工作边补，要 {days} 天。", "Beside the normal work it takes {days} days.")
NEVER = Text(
    "边干日常工作边补，永远补不完：加人，或先放下一部分日常工作。",
    "Beside the normal work it is never done: add people, or put some of the normal work aside.",
)
UNTOLD = Text("未填", "not told")
EXACT = Text("{n}（按单号）", "{n} (by number)")
RANGE = Text("{n}（{low}–{high}）", "{n} ({low}–{high})")
CHANCE = Text("括号里是 95% 的范围。", "In brackets: the 95% range.")

# --- Downtime

WITHIN = Text("在能容忍的 {mtd} 之内，还余 {spare}。", "Within the tolerable {mtd}, with {spare} to spare.")
BEYOND = Text("超出能容忍的 {mtd}，多了 {spare}。", "Beyond the tolerable {mtd}, by {spare}.")

# --- What is left out

OUTSIDE = Text(
    "数据库备份里常常没有下面几样。逐项问清备份在哪里、是哪一刻的。",
    "The database backup often lacks these. Find out where each is kept, and from which moment.",
)
OFTEN_MISSING = (
    (
        Text("附件", "Attachments"),
        Text("扫描件、图纸、合同存在单独的文件夹里", "Scans, drawings, contracts in a folder of their own"),
    ),
    (
        Text("密钥", "Keys"),
        Text("解密的密钥、密码、证书、授权文件", "Decryption keys, passwords, certificates, licence files"),
    ),
    (
        Text("配置", "Configuration"),
        Text(
            "系统参数、打印模板、定时任务、接口设置", "Settings, print templates, scheduled jobs, interfaces"
        ),
    ),
)


def sections(inputs: Inputs, result: Result) -> Iterator[Section]:
    """In the order in which they are read."""
    yield management(result)
    yield records(inputs, result)
    if any(
        length is not None for length in (inputs.rto, inputs.mtd, inputs.validation, inputs.reconciliation)
    ):
        yield downtime(inputs, result)
    if result.recovery:
        yield log(result)
    yield Section(
        title=Text("不在备份里的", "Not in the backup"),
        words=OUTSIDE,
        head=(Text("什么", "What"), Text("例如", "For example")),
        rows=OFTEN_MISSING,
    )


def management(result: Result) -> Section:
    """The sentence to read out: how far back, how much again, what is gone, how much work."""
    words = FROM_NOTHING if not result.restored else BACK_TO if result.window else NOTHING_LOST
    said = words.format(point=show.moment(result.recovery_point), window=show.duration(result.window))
    work, full_stop = result.work, Text("。", ".")
    parts = [Text.joined([said, full_stop], "", "")]
    if work.count.base and result.window:
        parts = [Text.joined([said, ABOUT.format(records=_listed(work)), full_stop], "", "")]
        if work.unrecoverable:
            lost = LOST_FOR_GOOD if not work.value else WORTH
            parts.append(lost.format(n=_count(work.unrecoverable), value=show.money(round(work.value or 0))))
    if work.hours:
        parts.append(WORK.format(hours=_hours(work.hours)))
    return Section(
        title=Text("报给管理层的话", "To tell management"),
        words=Text.joined(parts, "", " "),
        rests_on=("records",),
        meanwhile=Text.joined([said, full_stop], "", ""),
    )


def records(inputs: Inputs, result: Result) -> Section:
    """What is lost of each type, and the work that it makes."""
    work = result.work
    rows = [_line_of_type(risk, number) for number, risk in enumerate(work.risks, 1)]
    if len(rows) > 1:
        total = Text("合计", "Total")
        rows.append(
            (
                total,
                _spread(work.count.base, work.interval),
                _lost(work.unrecoverable, work.value),
                UNTOLD if work.hours is None else _hours(work.hours),
            )
        )
    words = [_piles(work)]
    if work.hours and inputs.people and work.elapsed is not None:
        words.append(
            ALONE.format(people=show.number(inputs.people), elapsed=show.hours(_to_minutes(work.elapsed)))
        )
    if work.hours and work.days is not None:
        words.append(NEVER if math.isinf(work.days) else BESIDE.format(days=show.number(work.days, 1)))
    if work.interval:
        words.append(CHANCE)
    return Section(
        title=Text("会丢的单据和补录", "Records at risk, and re-entry"),
        words=Text.joined(words, "", " "),
        head=(
            Text("单据", "Type"),
            Text("会丢", "At risk"),
            Text("补不回来", "Gone for good"),
            Text("补录工时", "Hours to enter"),
        ),
        rows=tuple(rows),
        steps=tuple(record_steps(inputs, result)),
        rests_on=RECORDS,
    )


@lru_cache(maxsize=1_000)
def _line_of_type(risk: Risk, number: int) -> tuple[Text, Text, Text, Text]:
    """What is lost of a type; most are the same after each key."""
    return _name(risk, number), _at_risk(risk), _unrecoverable(risk), _reentry(risk)


def _piles(work: Work) -> Text:
    if work.hours is None:
        return UNTOLD_WORK
    if not work.hours:
        return NONE_TO_ENTER
    return PILES.format(
        hours=_hours(work.hours), lost=_hours(work.lost_hours), paper=_hours(work.paper_hours)
    )


def _listed(work: Work) -> Text:
    """The counts of the types, the last of many together."""
    known = [(number, risk) for number, risk in enumerate(work.risks, 1) if risk.count and risk.count.base]
    listed = [
        ONE_TYPE.format(n=_count(risk.count.base), name=_name(risk, number))
        for number, risk in known[:NAMED]
        if risk.count
    ]
    if len(known) > NAMED:
        rest = math.fsum(risk.count.base for _, risk in known[NAMED:] if risk.count)
        listed.append(OTHER_TYPES.format(n=_count(rest)))
    return Text.joined(listed)


def _name(risk: Risk, number: int) -> Text:
    name = risk.record.name
    if not name:
        return UNNAMED.format(n=number)
    return name if isinstance(name, Text) else Text.same(name)


def _at_risk(risk: Risk) -> Text:
    if risk.count is None:
        return UNTOLD
    if risk.interval is None:
        return EXACT.format(n=_count(risk.count.base))
    return _spread(risk.count.base, risk.interval)


def _spread(count: float, interval: tuple[float, float] | None) -> Text:
    if interval is None:
        return _count(count)
    low, high = interval
    return RANGE.format(n=_count(count), low=_count(low), high=_count(high))


def _unrecoverable(risk: Risk) -> Text:
    return _lost(risk.unrecoverable, risk.value)


def _lost(count: float | None, value: float | None) -> Text:
    if count is None:
        return UNTOLD
    if not value:
        return _count(count)
    return Text("{n}，{value}", "{n}, {value}").format(n=_count(count), value=show.money(round(value)))


def _reentry(risk: Risk) -> Text:
    if risk.lost_hours is None and risk.paper_hours is None:
        return UNTOLD
    return _hours((risk.lost_hours or 0) + (risk.paper_hours or 0))


def _count(value: float) -> Text:
    return show.number(whole(value))


def _hours(value: float) -> Text:
    return show.number(value, 1)


def _to_minutes(length: timedelta) -> timedelta:
    return timedelta(minutes=round(length / timedelta(minutes=1)))


def record_steps(inputs: Inputs, result: Result) -> Iterator[Step]:
    """The counts and the work, with the reader's own numbers."""
    work = result.work
    rest = result.window - result.working
    for number, risk in list(enumerate(work.risks, 1))[:NAMED]:
        if risk.count is not None:
            yield _count_step(risk, _name(risk, number), result.working, rest)
    each = [
        Text.same("{n} × {minutes}/60").format(n=_decimal(n), minutes=_decimal(risk.record.minutes))
        for risk in work.risks
        for n in _piles_of(risk)
        if risk.record.minutes is not None and n
    ]
    if work.hours is not None and 0 < len(each) <= NAMED:
        yield Step(
            Text(
                "补录工时 = Σ 条数 × 每条分钟 ÷ 60 ×（1 + 核对）",
                "Hours to enter = Σ records × minutes ÷ 60 × (1 + checking)",
            ),
            Text("（{sum}）×（1 + {checking}）= {hours}", "({sum}) × (1 + {checking}) = {hours}").format(
                sum=Text.joined(each, " + ", " + "),
                checking=show.share(inputs.checking),
                hours=_work(work.hours),
            ),
        )
    if work.hours and inputs.people and work.elapsed is not None:
        yield Step(
            Text("不干别的要多久 = 工时 ÷ 人数", "Elapsed, with nothing else to do = hours ÷ people"),
            Text.same("{hours} ÷ {people} = {elapsed}").format(
                hours=_work(work.hours),
                people=show.number(inputs.people),
                elapsed=show.hours(_to_minutes(work.elapsed)),
            ),
        )
    if work.hours and inputs.capacity is not None and work.days is not None:
        yield Step(
            Text(
                "补完的天数 = 工时 ÷（一天的工时 − 日常工作的工时）",
                "Days to clear = hours ÷ (hours a day − hours of normal work a day)",
            ),
            Text(
                "{hours} ÷（{capacity} − {normal}）= {days}", "{hours} ÷ ({capacity} − {normal}) = {days}"
            ).format(
                hours=_work(work.hours),
                capacity=_decimal(inputs.capacity),
                normal=_decimal(inputs.capacity * (inputs.load or 0)),
                days=_days(work.days),
            ),
        )


def _piles_of(risk: Risk) -> tuple[float, float]:
    """What is entered of the lost records and of those on paper."""
    share = risk.record.reconstructable
    lost = 0 if risk.count is None else risk.count.base * (1 if share is None else share)
    return lost, risk.record.captured or 0


def _count_step(risk: Risk, name: Text, working: timedelta, rest: timedelta) -> Step:
    record = risk.record
    assert risk.count
    if risk.interval is None:
        return Step(
            Text(
                "{name} = 最后用到的单号 − 备份里的最后单号", "{name} = last number used − last in the backup"
            ).format(name=name),
            Text.same("{known} − {backup} = {n}").format(
                known=record.last_known, backup=record.last_in_backup, n=_count(risk.count.base)
            ),
        )
    parts = [
        Text.same("{rate} × {length}").format(rate=_decimal(rate.base), length=_decimal(length / AN_HOUR))
        for rate, length in ((record.rate, working), (record.rate_outside, rest))
        if rate is not None
    ]
    return Step(
        Text(
            "{name} = 每小时条数 × 小时（工作时间 + 其余）",
            "{name} = records an hour × hours (working + other)",
        ).format(name=name),
        Text.same("{sum} = {n}").format(sum=Text.joined(parts, " + ", " + "), n=_decimal(risk.count.base)),
    )


def _decimal(value: float | None) -> Text:
    return show.number(value or 0, 2)


def _work(hours: float) -> Text:
    return Text.same("{n} {unit}").format(n=_hours(hours), unit=HOUR.name)


def _days(days: float) -> Text:
    if math.isinf(days):
        return Text("永远补不完", "never")
    return Text.same("{n} {unit}").format(n=show.number(days, 1), unit=DAY.name)


def downtime(inputs: Inputs, result: Result) -> Section:
    """RTO and work recovery against the tolerable downtime."""
    work = result.work
    known = [
        (Text("恢复系统（RTO）", "Bring the system back (RTO)"), inputs.rto),
        (Text("验证", "Validate"), inputs.validation),
        (Text("补录，不干别的", "Re-enter, with nothing else to do"), work.elapsed),
        (Text("对账", "Reconcile"), inputs.reconciliation),
        (Text("合计", "Total"), result.downtime),
        (Text("最长能停（MTD）", "Tolerable downtime (MTD)"), inputs.mtd),
    ]
    words = None
    if inputs.mtd is not None and result.spare is not None:
        within = result.spare >= timedelta(0)
        words = (WITHIN if within else BEYOND).format(
            mtd=show.duration(inputs.mtd), spare=show.duration(_to_minutes(abs(result.spare)))
        )
    return Section(
        title=Text("停机能不能容忍", "Is the downtime tolerable"),
        words=words,
        head=(Text("一步", "Part"), Text("要多久", "How long")),
        rows=tuple(
            (label, UNTOLD if length is None else show.duration(_to_minutes(length)))
            for label, length in known
        ),
        steps=tuple(_downtime_steps(inputs, result)),
        rests_on=("records", "people", "rto", "mtd", "validation", "reconciliation"),
    )


def _downtime_steps(inputs: Inputs, result: Result) -> Iterator[Step]:
    if inputs.rto is None or result.downtime is None or result.work_recovery is None:
        return
    yield Step(
        Text(
            "停机 = RTO +（验证 + 补录 + 对账）", "Downtime = RTO + (validation + re-entry + reconciliation)"
        ),
        Text.same("{rto} + {recovery} = {total}").format(
            rto=show.duration(inputs.rto),
            recovery=show.duration(_to_minutes(result.work_recovery)),
            total=show.duration(_to_minutes(result.downtime)),
        ),
    )


def log(result: Result) -> Section:
    """What becomes of each backup, the latest first; those not needed only by their number."""
    assert result.recovery
    verdicts = result.recovery.verdicts[::-1]
    shown = [verdict for verdict in verdicts if verdict.state != "good"]
    older = len(verdicts) - len(shown)
    return Section(
        title=Text("日志里的备份", "The backups in the log"),
        words=Text("另有 {n} 份可用，这次不必用到。", "Besides, {n} usable ones are not needed.").format(
            n=older
        )
        if older
        else None,
        head=(Text("备份", "Backup"), Text("判定", "Verdict")),
        rows=tuple(_line_of_backup(verdict) for verdict in shown),
    )


@lru_cache(maxsize=1_000)
def _line_of_backup(verdict: Verdict) -> tuple[Text, Text]:
    """A backup and its verdict; most are the same after each key."""
    backup, state = verdict.backup, STATES[verdict.state]
    kind, at = KINDS[backup.kind], show.stamp(backup.start)
    why = verdict.why
    said = Text("{state}：{why}", "{state}. {why}").format(state=state, why=why) if why else state
    return Text.same("{at} {kind}").format(at=at, kind=kind), said
