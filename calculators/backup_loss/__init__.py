"""How much is lost when the last good backup is restored: the backup-loss window.

    window       = crash − recovery point                                   [h], both in UTC
    working time = the part of the window inside the working calendar       [h]
    margin       = RPO − window                                             [h], negative: target missed
    worst case   = interval + run time + transfer + lag + verification      [h], as the backups are designed

    crash           last good write, normally when the system stopped       [moment with UTC offset]
    recovery point  the state that the last good backup restores to: its start, unless it is known to
                    restore its end; without a good backup, the go-live     [moment with UTC offset]
    RPO             the loss that was accepted beforehand, may be 0         [h]

The last good backup (it ended with success, before the crash and before any corruption, and can be read) is
known, or found in the backup log by the rules in chain.py. records.py counts what is lost in the window.
"Now" is only compared with the crash; no formula uses a clock.

The worked example: backup on Thursday at 02:00, crash at 15:00.

>>> result = calculate(Inputs())
>>> result.window, result.working
(datetime.timedelta(seconds=46800), datetime.timedelta(seconds=18000))
>>> print(answer(Inputs(), result).sentence.en)
The system stopped on Thu 12 Mar 2026, 15:00, and the last good backup brings back Thu 12 Mar 2026, 02:00: \
what was entered in the 13 h between, 5 h of them working time, is missing after a restore.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from calculators.backup_loss import contradictions
from calculators.backup_loss.chain import Backup, Recovery, recover, restores_at
from calculators.backup_loss.records import Record, Work, gone_for_good, work
from calculators.backup_loss.told import answer
from calculators.kit import words
from calculators.kit.answer import Offer, Source
from calculators.kit.calendar import Clock, WorkingCalendar, intervals
from calculators.kit.estimate import Estimate
from calculators.kit.fields import choice, duration, hours, moment, quantity, share
from calculators.kit.rows import rows
from calculators.kit.text import Text
from calculators.kit.units import HOUR

__all__ = [
    "NAME",
    "OFFERS",
    "SOURCES",
    "TITLE",
    "Backup",
    "Inputs",
    "Record",
    "Result",
    "answer",
    "calculate",
]

TITLE = Text("我们丢了多少数据？", "How much have we lost?")
NAME = Text("备份丢失计算器", "the backup-loss calculator")

SOURCES = {
    "window": Source(
        Text(
            "支道博客：ERP 系统崩溃的五个步骤，第 4 步",
            "Zhidao blog: five steps when the ERP crashes, step 4",
        ),
        "erp-system-crash-5-steps-quick-fix",
    ),
    "recovery point": Source(
        Text("微软：完整数据库备份（SQL Server）", "Microsoft: Full database backups (SQL Server)"),
        "https://learn.microsoft.com/en-us/sql/relational-databases/backup-restore/full-database-backups-sql-server",
    ),
    "chains": Source(
        Text("EnterpriseDB：pgBackRest 文档", "EnterpriseDB: pgBackRest documentation"),
        "https://enterprisedb.com/docs/supported-open-source/pgbackrest/98-appendix",
    ),
    "increments": Source(
        Text("NetApp：增量备份", "NetApp: incremental backup"),
        "https://bluexp.netapp.com/blog/cbs-blg-4-types-of-incremental-backup-and-critical-best-practices",
    ),
    "logs": Source(
        Text("微软：事务日志备份（SQL Server）", "Microsoft: Transaction log backups (SQL Server)"),
        "https://learn.microsoft.com/en-us/sql/relational-databases/backup-restore/transaction-log-backups-sql-server",
    ),
    "RPO": Source(
        Text("NIST SP 800-34 第 1 次修订版：恢复点目标", "NIST SP 800-34 Rev. 1: recovery point objective"),
        "https://csrc.nist.gov/pubs/sp/800/34/r1/upd1/final",
    ),
    "clocks": Source(
        Text(
            "Python 文档：datetime，带时区的相减", "Python documentation: datetime, subtracting aware values"
        ),
        "https://docs.python.org/3.13/library/datetime.html",
    ),
    "counts": Source(
        Text(
            "GraphPad：条数的置信区间，Garwood 1936 的方法",
            "GraphPad: the confidence interval of a count, by the method of Garwood, 1936",
        ),
        "https://graphpad.com/support/faq/how-quickcalcs-computes-the-confidence-interval-of-a-count",
    ),
}

OFFICE = "Mon-Fri 09:00-12:00 13:00-18:00"
LAST, LOG, NONE = "last", "log", "none"


def _night(day: int, kind: str, result: str, readable: str) -> Backup:
    """A backup at 02:00 in the week of the worked example."""
    start = datetime.fromisoformat(f"2026-03-{day:02}T02:00+08:00")
    end = None if result == "failed" else start + timedelta(minutes=90 if kind == "full" else 20)
    return Backup(start=start, end=end, kind=kind, result=result, readable=readable)


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """What the reader knows. Without arguments it is the worked example."""

    crash: datetime = moment(
        Text("系统停止时间", "When the system stopped (crash time)"),
        hint=Text("最后一次还能正常保存的时间。", "The last time that something could still be saved."),
        example="2026-03-12T15:00+08:00",
        offset="+08:00",
    )
    backups: str = choice(
        Text("备份的情况", "What you know of the backups"),
        {
            LAST: Text("知道最近一次好备份", "The last good backup"),
            LOG: Text("有备份日志", "The backup log"),
            NONE: Text("一个好备份也没有", "There is no good backup"),
        },
        hint=Text(
            "好的备份：结果为成功，能读出来，密钥在手。不清楚，先照第 4 步查清备份。",
            "Good: it ended with success, can be read, and its key is at hand. "
            "Not sure? Find the good backup first, as in step 4.",
        ),
        assumed=LAST,
    )
    backup: datetime | None = moment(
        Text("最近一次好备份的开始时间", "Start of the last good backup"),
        hint=Text("看备份日志，不看计划。", "From the backup log, not from the schedule."),
        example="2026-03-12T02:00+08:00",
        offset="crash",
        optional=True,
        when=("backups", LAST),
    )
    log: tuple[Backup, ...] = rows(
        Text("备份日志", "Backup log"),
        Backup,
        hint=Text("至少抄到最近两次完整备份。", "Copy it back over the last two full backups at least."),
        example=(
            _night(8, "full", "ok", "yes"),
            _night(9, "incremental", "ok", "yes"),
            _night(10, "incremental", "ok", "yes"),
            _night(11, "incremental", "failed", "unchecked"),
            _night(12, "incremental", "ok", "yes"),
        ),
        at_most=200,
        when=("backups", LOG),
    )
    rpo: timedelta | None = duration(
        Text("可接受的丢失时长（RPO）", "Acceptable loss (RPO)"),
        hint=Text(
            "事先定下的目标，例如 4 小时；一点都不能丢就填 0。",
            "As agreed beforehand, for example 4 h; 0 where nothing may be lost.",
        ),
        high=timedelta(days=365),
        optional=True,
        more=True,
    )
    backup_end: datetime | None = moment(
        Text("这次备份的完成时间", "End of that backup"),
        hint=Text(
            "用来确认它在系统停止前已经完成。",
            "It shows that the backup had finished before the system stopped.",
        ),
        clock="backup",
        optional=True,
        more=True,
        when=("backups", LAST),
    )
    restores_to: str = choice(
        Text("恢复后回到备份的", "A restore brings back the state at"),
        {"start": Text("开始时间", "its start"), "end": Text("完成时间", "its end")},
        hint=Text(
            "不清楚就选开始时间。有的数据库恢复到完成时的数据，例如 SQL Server 的完整备份。",
            "If unsure, its start. Some databases bring back the end, such as a full backup of SQL Server.",
        ),
        assumed="start",
        more=True,
        when=("backups", LAST, LOG),
    )
    corruption: datetime | None = moment(
        Text("数据出错或中毒的时间", "When the data went wrong or was infected"),
        hint=Text(
            "最早可能的那一刻；没有这回事就不填。", "The earliest it may have been. Empty if it was not."
        ),
        offset="crash",
        optional=True,
        more=True,
        when=("backups", LAST, LOG),
    )
    calendar: WorkingCalendar = hours(
        Text("工作时间", "Working hours"),
        hint=words.RULES_OF_HOURS,
        assumed=OFFICE,
        more=True,
    )
    records: tuple[Record, ...] = rows(
        Text("每类单据", "Types of record"),
        Record,
        hint=Text("一类一行，别的类自己加。", "One a row; add your own."),
        example=(
            Record(
                name=Text("销售订单", "sales orders"),
                rate=Estimate.exactly(12), minutes=6, reconstructable=1, captured=10,
            ),
            Record(
                name=Text("出入库", "stock movements"),
                rate=Estimate.exactly(40), minutes=2, reconstructable=1,
            ),
            Record(name=Text("凭证", "vouchers"), rate=Estimate.exactly(8), minutes=5, reconstructable=1),
        ),
        at_most=50,
        optional=True,
        more=True,
    )  # fmt: skip
    checking: float = share(
        Text("录完再核对，多花的时间", "Time on top for checking what was entered"), assumed=0.2, more=True
    )
    people: float | None = quantity(
        Text("补录的人数", "People who re-enter"),
        Text("人", "people"), 1, 10_000, example=4, optional=True, more=True,
    )  # fmt: skip
    capacity: float | None = quantity(
        Text("他们一天共有多少工时", "Their hours of work in a day"),
        Text("小时", "h"), 0, 240_000, example=30, optional=True, more=True,
    )  # fmt: skip
    load: float | None = share(
        Text("其中日常工作占多少", "Share of it that normal work takes"),
        0, 5, example=0.8, optional=True, more=True,
    )  # fmt: skip
    rto: timedelta | None = duration(
        Text("恢复系统要多久（RTO）", "Time to bring the system back (RTO)"), optional=True, more=True
    )
    validation: timedelta | None = duration(
        Text("恢复后验证要多久", "Time to validate the restored system"), optional=True, more=True
    )
    reconciliation: timedelta | None = duration(
        Text("补录后对账要多久", "Time to reconcile after re-entry"), optional=True, more=True
    )
    mtd: timedelta | None = duration(
        Text("最长能停多久（MTD）", "Tolerable downtime (MTD)"),
        optional=True, more=True, takes="downtime_cost.mtd",
    )  # fmt: skip
    interval: timedelta | None = duration(
        Text("设计：隔多久备份一次", "Design: time between backups"), optional=True, more=True
    )
    run_time: timedelta | None = duration(
        Text("设计：备份一次要跑多久", "Design: run time of one backup"), optional=True, more=True
    )
    transfer: timedelta | None = duration(
        Text("设计：传到异地要多久", "Design: time to carry it off-site"), optional=True, more=True
    )
    verification: timedelta | None = duration(
        Text("设计：多久后才验证", "Design: time until it is verified"), optional=True, more=True
    )
    lag: timedelta | None = duration(
        Text("实时同步落后多久", "How far the live copy lags behind"),
        hint=Text("没有实时同步就不填。它不是备份。", "Empty without replication. It is not a backup."),
        optional=True,
        more=True,
    )
    go_live: datetime | None = moment(
        Text("系统上线时间", "Go-live of the system"),
        hint=Text(
            "没有好备份时，丢失从这时算起。记不清，填最早可能的那天。",
            "Without a good backup the loss reaches back to this time. "
            "Not sure? Take the earliest day that it may have been.",
        ),
        offset="crash",
        optional=True,
        more=True,
        when=("backups", LOG, NONE),
    )
    clock_change: datetime | None = moment(
        Text("其间时钟调整的时间", "When the clocks changed in between"),
        hint=Text(
            "只在实行夏令时的地方填，填调整前的钟面时间。",
            "Only where clocks change: the time shown before the change.",
        ),
        clock="backup",
        optional=True,
        more=True,
        when=("backups", LAST, LOG),
    )
    now: datetime | None = moment(
        Text("现在", "Now"),
        hint=Text("不填则取这台设备的时间。", "Empty: the time of this device."),
        offset="crash",
        fill="now",
        optional=True,
        more=True,
    )


@dataclass(frozen=True, slots=True)
class Result:
    """What follows from the inputs; None where they do not tell enough."""

    recovery_point: datetime
    restored: bool  # False where there is no good backup, and the point is the go-live
    window: timedelta
    working: timedelta
    margin: timedelta | None
    down: timedelta | None
    shifts: tuple[tuple[datetime, datetime], ...]
    recovery: Recovery | None  # what the log says
    replica: datetime | None  # last commit that a live copy holds
    worst_case: timedelta | None  # as the backups are designed
    work: Work
    work_recovery: timedelta | None
    downtime: timedelta | None  # RTO and work recovery
    spare: timedelta | None  # MTD less that


def calculate(inputs: Inputs) -> Result:
    """The window between the recovery point and the crash, and what follows from it.

    Aware moments with fixed offsets are subtracted in UTC, so that a clock change in between counts right.
    """
    contradictions.check(inputs)
    recovery = None
    if inputs.backups == LOG:
        recovery = _recover(inputs.log, inputs.crash, inputs.corruption, inputs.restores_to)
    good = _good_point(inputs, recovery)
    point = good or contradictions.go_live(inputs, recovery)
    window = inputs.crash - point
    shifts = tuple(
        intervals(point, inputs.crash, inputs.calendar, _clock(inputs, point, restored=bool(good)))
    )
    working = sum((end - start for start, end in shifts), timedelta(0))
    todo = work(
        inputs.records,
        window,
        working,
        checking=inputs.checking,
        people=inputs.people,
        capacity=inputs.capacity,
        load=inputs.load,
    )
    work_recovery = downtime = None
    if todo.elapsed is not None:
        work_recovery = _sum(inputs.validation, todo.elapsed, inputs.reconciliation)
        downtime = None if inputs.rto is None else inputs.rto + work_recovery
    return Result(
        recovery_point=point,
        restored=good is not None,
        window=window,
        working=working,
        margin=None if inputs.rpo is None else inputs.rpo - window,
        down=None if inputs.now is None else inputs.now - inputs.crash,
        shifts=shifts,
        recovery=recovery,
        replica=None if inputs.lag is None else inputs.crash - inputs.lag,
        worst_case=worst_case(inputs),
        work=todo,
        work_recovery=work_recovery,
        downtime=downtime,
        spare=None if inputs.mtd is None or downtime is None else inputs.mtd - downtime,
    )


_recover = lru_cache(maxsize=8)(recover)  # most keys leave the log as it was


def worst_case(inputs: Inputs) -> timedelta | None:
    """The longest window that backups allow when they run as designed."""
    if inputs.interval is None:
        return None
    return _sum(inputs.interval, inputs.run_time, inputs.transfer, inputs.lag, inputs.verification)


def _sum(*lengths: timedelta | None) -> timedelta:
    return sum((length for length in lengths if length is not None), timedelta(0))


def _good_point(inputs: Inputs, recovery: Recovery | None) -> datetime | None:
    """The state that a good backup brings back, if there is one."""
    if recovery:
        return recovery.point
    if inputs.backups == NONE:
        return None
    assert inputs.backup is not None
    return restores_at(inputs.backup, inputs.backup_end, inputs.restores_to)


def _clock(inputs: Inputs, point: datetime, *, restored: bool) -> Clock:
    """The company's clock: that of the crash, and before a change of clocks that of the backup.

    Since a go-live the clocks may have changed many times: then it is that of the crash.
    """
    before, after = point.utcoffset(), inputs.crash.utcoffset()
    assert before is not None
    assert after is not None
    if inputs.clock_change is None or not restored:
        return Clock(after)
    change = inputs.clock_change.replace(tzinfo=point.tzinfo)  # as the clock showed it before
    contradictions.check_change(change, point, inputs.crash)
    return Clock(before, ((change.astimezone(UTC), after),))


def _reentry(_: Inputs, result: Result) -> float | None:
    """Hours of work for what was lost; what is on paper has to be entered with or without a restore."""
    return None if result.work.hours is None else round(result.work.lost_hours, 2)


OFFERS = {
    "reentry": Offer(
        Text("停机前丢的，补录工时", "re-entry of what was lost"), _reentry, HOUR.name, rests_on=("records",)
    ),
    "gone": Offer(
        Text("补不回来的单据", "records gone for good"),
        lambda _, result: gone_for_good(result.work),
        rests_on=("records",),
        currency=lambda _: "CNY",
    ),
    "rto": Offer(
        Text("RTO，恢复时间目标", "RTO, recovery time objective"),
        lambda inputs, _: inputs.rto,
        rests_on=("rto",),
        alone=True,
    ),
    "rpo": Offer(
        Text("RPO，恢复点目标", "RPO, recovery point objective"),
        lambda inputs, _: inputs.rpo,
        rests_on=("rpo",),
        alone=True,
    ),
}
