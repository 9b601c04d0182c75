"""How much is lost when the last good backup is restored: the backup-loss window.

    window       = crash − recovery point                                   [h], both in UTC
    working time = the part of the window inside the working calendar       [h]
    margin       = RPO − window                                             [h], negative: target missed

    crash           last good write, normally when the system stopped       [moment with UTC offset]
    recovery point  the state that the last good backup restores to: its start, unless it is known to
                    restore its end; without a good backup, the go-live     [moment with UTC offset]
    RPO             the loss that was accepted beforehand, may be 0         [h]

Holds for one backup that is known to be good: it ended with success, before the crash, and can be read.
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

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from calculators.kit import show
from calculators.kit.answer import Answer, Note, Row, Source, Step
from calculators.kit.calendar import Clock, WorkingCalendar, intervals
from calculators.kit.chart import Mark, Timeline
from calculators.kit.errors import InputError
from calculators.kit.fields import choice, duration, flag, hours, moment
from calculators.kit.text import Text

TITLE = Text("我们丢了多少数据？", "How much have we lost?")

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
}

OFFICE = "Mon-Fri 09:00-12:00 13:00-18:00"
# Past a fortnight single shifts are thinner than the ink that would draw them.
DRAWN = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """What the reader knows. Without arguments it is the worked example."""

    crash: datetime = moment(
        Text("系统停止时间", "When the system stopped (crash time)"),
        hint=Text("最后一次还能正常保存的时间。", "The last time that something could still be saved."),
        example="2026-03-12T15:00+08:00",
        offset="+08:00",
    )
    good_backup: bool = flag(
        Text("有好的备份吗", "Is there a good backup"),
        hint=Text(
            "好的备份：结果为成功，能读出来，密钥在手。",
            "Good: it ended with success, can be read, and its key is at hand.",
        ),
        yes=Text("有", "Yes"),
        no=Text("一个也没有", "None at all"),
        assumed=True,
    )
    backup: datetime | None = moment(
        Text("最近一次好备份的开始时间", "Start of the last good backup"),
        hint=Text("看备份日志，不看计划。", "From the backup log, not from the schedule."),
        example="2026-03-12T02:00+08:00",
        offset="crash",
        optional=True,
        when=("good_backup", True),
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
        when=("good_backup", True),
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
        when=("good_backup", True),
    )
    calendar: WorkingCalendar = hours(
        Text("工作时间", "Working hours"),
        hint=Text(
            "一行一条。夜班：周五 22:00-06:00；放假：2026-10-01至2026-10-07 休；"
            "调休上班：2026-10-10 按周五。",
            "One rule a line. Night shift: Fri 22:00-06:00. Holiday: 2026-10-01 to 2026-10-07 off. "
            "Day that takes another's hours: 2026-10-10 as Fri.",
        ),
        assumed=OFFICE,
        more=True,
    )
    go_live: datetime | None = moment(
        Text("系统上线时间", "Go-live of the system"),
        hint=Text(
            "没有好备份时，丢失从这时算起。", "Without a good backup the loss reaches back to this time."
        ),
        offset="crash",
        optional=True,
        more=True,
        when=("good_backup", False),
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
        when=("good_backup", True),
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
    """What follows from the inputs."""

    recovery_point: datetime
    window: timedelta
    working: timedelta
    margin: timedelta | None
    down: timedelta | None
    shifts: tuple[tuple[datetime, datetime], ...]


def calculate(inputs: Inputs) -> Result:
    """The window between the recovery point and the crash.

    Aware moments with fixed offsets are subtracted in UTC, so that a clock change in between counts right.
    """
    point = _recovery_point(inputs)
    window = inputs.crash - point
    shifts = tuple(intervals(point, inputs.crash, inputs.calendar, _clock(inputs, point)))
    return Result(
        recovery_point=point,
        window=window,
        working=sum((end - start for start, end in shifts), timedelta(0)),
        margin=None if inputs.rpo is None else inputs.rpo - window,
        down=None if inputs.now is None else inputs.now - inputs.crash,
        shifts=shifts,
    )


def _recovery_point(inputs: Inputs) -> datetime:
    """The state that can be brought back; the contradictions between fields are found here."""
    crash, backup, end = inputs.crash, inputs.backup, inputs.backup_end
    if inputs.now is not None and crash > inputs.now:
        raise InputError(_told(FUTURE, crash=crash, now=inputs.now), "crash", "now")
    if not inputs.good_backup:
        if inputs.go_live is None:
            raise InputError(NO_GO_LIVE, "go_live", "good_backup")
        if inputs.go_live > crash:
            raise InputError(_told(GO_LIVE_LATE, start=inputs.go_live, crash=crash), "go_live", "crash")
        return inputs.go_live
    if backup is None:
        raise InputError(NO_BACKUP_TIME, "backup", "good_backup")
    if backup > crash:
        raise InputError(_told(BACKUP_LATE, backup=backup, crash=crash), "backup", "crash")
    if end is not None and end < backup:
        raise InputError(_told(END_EARLY, start=backup, end=end), "backup_end", "backup")
    if end is not None and end > crash:
        raise InputError(_told(STILL_RUNNING, end=end, crash=crash), "backup_end", "crash")
    return end if end is not None and inputs.restores_to == "end" else backup


def _clock(inputs: Inputs, point: datetime) -> Clock:
    """The company's clock: that of the crash, and before a change of clocks that of the backup.

    Since a go-live the clocks may have changed many times: then it is that of the crash.
    """
    before, after = _offset(point), _offset(inputs.crash)
    change = inputs.clock_change
    if change is None or not inputs.good_backup:
        return Clock(after)
    if not point <= change <= inputs.crash:
        raise InputError(_told(CHANGE_OUTSIDE, start=point, end=inputs.crash), "clock_change")
    if before == after:
        raise InputError(CHANGE_WITHOUT.format(offset=show.offset(after)), "clock_change", "crash.offset")
    return Clock(before, ((change.astimezone(UTC), after),))


# --- The words of errors -----------------------------------------------------------------------------

FUTURE = Text(
    "“系统停止时间”（{crash}）晚于现在（{now}）：核对日期和 UTC 偏移。",
    "The crash time ({crash}) is later than now ({now}): check the date and the UTC offset.",
)
NO_GO_LIVE = Text(
    "没有好备份时，丢失从系统上线算起：在“更精确”里填“系统上线时间”。",
    "Without a good backup the loss reaches back to the go-live: fill in “Go-live of the system” under "
    "“More precise”.",
)
GO_LIVE_LATE = Text(
    "“系统上线时间”（{start}）晚于“系统停止时间”（{crash}）：改正其中一个。",
    "The go-live ({start}) is later than the crash time ({crash}): correct one of them.",
)
NO_BACKUP_TIME = Text(
    "“最近一次好备份的开始时间”还没有填；一个好备份也没有，就选“一个也没有”。",
    "“Start of the last good backup” is empty. If there is no good backup, choose “None at all”.",
)
BACKUP_LATE = Text(
    "备份的开始时间（{backup}）晚于系统停止时间（{crash}）：改正其中一个，或填更早的那次备份。",
    "The backup started ({backup}) after the crash time ({crash}): correct one of them, "
    "or enter the backup before it.",
)
END_EARLY = Text(
    "备份的完成时间（{end}）早于开始时间（{start}）：改正其中一个。",
    "The end of the backup ({end}) is earlier than its start ({start}): correct one of them.",
)
STILL_RUNNING = Text(
    "系统停止时（{crash}）这次备份还在跑（{end} 才完成），不算数：填它之前成功的那次。",
    "At the crash time ({crash}) that backup was still running (until {end}) and does not count: "
    "enter the successful one before it.",
)
CHANGE_OUTSIDE = Text(
    "“时钟调整的时间”应在 {start} 到 {end} 之间；不在其间就不填。",
    "“When the clocks changed” must be between {start} and {end}; otherwise leave it empty.",
)
CHANGE_WITHOUT = Text(
    "填了“时钟调整的时间”，但前后的 UTC 偏移都是 {offset}：改正其中一个偏移，或不填调整时间。",
    "“When the clocks changed” is filled in, yet the UTC offset is {offset} before and after: "
    "correct one of the offsets, or leave the change empty.",
)

# --- The result in words -----------------------------------------------------------------------------

RESTORED = Text(
    "系统停在 {crash}，最近一次好备份能恢复到 {point}：中间 {window}（其中工作时间 {working}）录入的数据，"
    "恢复后会缺失。",
    "The system stopped on {crash}, and the last good backup brings back {point}: what was entered in the "
    "{window} between, {working} of them working time, is missing after a restore.",
)
NOTHING_MISSING = Text(
    "系统停在 {crash}，最近一次好备份正好能恢复到这一刻：没有丢失窗口。",
    "The system stopped on {crash}, and the last good backup brings back that very moment: "
    "there is no window of loss.",
)
NO_BACKUP = Text(
    "没有可用的备份：系统上线于 {point}，停在 {crash}；"
    "中间 {window}（其中工作时间 {working}）录入的数据都可能丢失。",
    "There is no usable backup: everything entered from the go-live on {point} until the system stopped on "
    "{crash}, {window} with {working} of working time, may be lost.",
)
MET = Text("在目标 {target} 之内，还余 {margin}。", "The target of {target} is met, with {margin} to spare.")
MISSED = Text("超出目标 {target}，多了 {margin}。", "The target of {target} is missed by {margin}.")

VERIFY = Text(
    "核实备份：结果是成功，文件读得出来，密钥在手。只有一个完成时间证明不了什么。",
    "Verify the backup: it ended with success, it can be read, its key is at hand. "
    "A completion time alone proves nothing.",
)
END_UNKNOWN = Text(
    "备份的完成时间没有填：查日志，确认它在系统停止之前已经完成；没完成的备份不算数。",
    "The end of the backup is not filled in: look in the log whether it had finished before the system "
    "stopped. An unfinished backup does not count.",
)
START_TAKEN = Text(
    "完成时间未知，因此按备份的开始时间计算。", "Its end being unknown, the start of the backup was taken."
)
ONLY_COPY = Text(
    "先不要动坏掉的系统：它是唯一的一份数据。先整盘复制，再让人修复。",
    "Leave the broken system untouched: it is the only copy. Copy it whole before anybody repairs it.",
)
OUTSIDE = Text(
    "附件、密钥和配置常常不在数据库备份里：逐项确认它们备份在哪里。",
    "Attachments, keys and configuration are often not in the database backup: "
    "find out where each of them is kept.",
)
TWO_OFFSETS = Text(
    "两个时间的 UTC 偏移不同，工作时间全按系统停止时的时钟（UTC{offset}）计算。",
    "The two moments have different UTC offsets; working time is counted on the clock of the crash "
    "(UTC{offset}).",
)
WHEN_CHANGED = Text(
    "如果其间调整过时钟，在“更精确”里填调整的时间。",
    "If the clocks changed in between, fill in when under “More precise”.",
)
NO_WORK = Text(
    "窗口里没有工作时间，但夜班、网店和接口也会写入数据：逐个问到。",
    "No working time lies in the window, but night shifts, web shops and interfaces write too: ask each.",
)

FILLED = Text(
    "实心：工作时间 {working}；空心：其余 {rest}。",
    "Filled: {working} of working time. Empty: the other {rest}.",
)
NOT_DRAWN = Text(
    "窗口里有工作时间 {working}，其余 {rest}。",
    "In the window: {working} of working time, {rest} besides.",
)


def answer(inputs: Inputs, result: Result) -> Answer:
    """The result in words."""
    return Answer(
        label=Text("备份丢失窗口", "Backup-loss window"),
        number=show.duration(result.window),
        sentence=sentence(inputs, result),
        drawing=drawing(inputs, result),
        rows=tuple(rows(inputs, result)),
        notes=tuple(notes(inputs, result)),
        steps=tuple(steps(inputs, result)),
        unused=() if inputs.good_backup else ("backup",),
    )


def sentence(inputs: Inputs, result: Result) -> Text:
    """One plain sentence for management."""
    words = NO_BACKUP if not inputs.good_backup else RESTORED if result.window else NOTHING_MISSING
    both = _two_clocks(inputs, result)
    said = words.format(
        crash=show.moment(inputs.crash, with_offset=both),
        point=show.moment(result.recovery_point, with_offset=both),
        window=show.duration(result.window),
        working=show.hours(result.working),
    )
    if inputs.rpo is None or result.margin is None:
        return said
    verdict = (MET if result.margin >= timedelta(0) else MISSED).format(
        target=show.duration(inputs.rpo), margin=show.duration(abs(result.margin))
    )
    return Text.joined([said, verdict], "", " ")


def rows(inputs: Inputs, result: Result) -> Iterator[Row]:
    """The table."""
    days = show.days(result.window) if timedelta(hours=48) <= result.window < show.IN_DAYS else None
    point = show.moment(result.recovery_point, with_offset=_two_clocks(inputs, result))
    yield Row(Text("恢复点", "Recovery point"), point)
    yield Row(Text("备份丢失窗口", "Backup-loss window"), show.duration(result.window), days)
    yield Row(Text("其中工作时间", "Working time in it"), show.hours(result.working))
    if inputs.rpo is None or result.margin is None:
        yield Row(Text("离目标的余量", "Margin to the target"), Text("没有填目标", "no target given"))
    else:
        met = result.margin >= timedelta(0)
        verdict = Text("达到目标", "target met") if met else Text("未达到目标", "target missed")
        yield Row(Text("目标（RPO）", "Target (RPO)"), show.duration(inputs.rpo))
        yield Row(Text("离目标的余量", "Margin to the target"), show.duration(result.margin), verdict)
    if result.down is not None:
        yield Row(Text("停机至今", "Down so far"), show.duration(result.down))


def drawing(inputs: Inputs, result: Result) -> Timeline:
    """The window on a line of time, its working hours filled."""
    point = Text("恢复点", "Recovery point") if inputs.good_backup else Text("系统上线", "Go-live")
    named = [(result.recovery_point, point), (inputs.crash, Text("系统停止", "System stopped"))]
    if inputs.good_backup and inputs.backup and inputs.backup != result.recovery_point:
        named.append((inputs.backup, Text("备份开始", "Backup started")))
    if inputs.good_backup and inputs.backup_end and inputs.backup_end != result.recovery_point:
        named.append((inputs.backup_end, Text("备份完成", "Backup ended")))
    # What lies far outside would squeeze the window to nothing.
    near = max(2 * result.window, timedelta(hours=1))
    if inputs.rpo and inputs.rpo <= near:
        earliest = Text("目标允许的最早恢复点", "Earliest recovery point within target")
        named.append((inputs.crash - inputs.rpo, earliest))
    if inputs.now and inputs.now - inputs.crash <= near:
        named.append((inputs.now, Text("现在", "Now")))
    clocks = len({at.utcoffset() for at, _ in named}) > 1
    drawn = result.window <= DRAWN
    key = FILLED if drawn else NOT_DRAWN
    return Timeline(
        title=Text("从恢复点到系统停止", "From the recovery point to the crash"),
        description=sentence(inputs, result),
        start=result.recovery_point,
        end=inputs.crash,
        filled=result.shifts if drawn else (),
        marks=[
            Mark(
                at,
                Text("{what}：{at}", "{what}: {at}").format(
                    what=what, at=show.moment(at, with_offset=clocks)
                ),
            )
            for at, what in named
        ],
        key=key.format(working=show.hours(result.working), rest=show.hours(result.window - result.working)),
    )


def notes(inputs: Inputs, result: Result) -> Iterator[Note]:
    """What the number does not say."""
    if inputs.good_backup:
        yield Note("act", VERIFY)
        if inputs.backup_end is None:
            yield Note("unknown", END_UNKNOWN)
            if inputs.restores_to == "end":
                yield Note("unknown", START_TAKEN)
    else:
        yield Note("stop", ONLY_COPY)
    yield Note("act", OUTSIDE)
    if _two_clocks(inputs, result) and not (inputs.good_backup and inputs.clock_change):
        said = TWO_OFFSETS.format(offset=show.offset(_offset(inputs.crash)))
        yield Note("unknown", Text.joined([said, WHEN_CHANGED], "", " ") if inputs.good_backup else said)
    if result.window and not result.working:
        yield Note("unknown", NO_WORK)


def steps(inputs: Inputs, result: Result) -> Iterator[Step]:
    """The formulas with the reader's own numbers."""
    window, working = show.duration(result.window), show.hours(result.working)
    crash, point = (_in_utc(at) for at in (inputs.crash, result.recovery_point))
    taken = (
        Text("系统上线时间", "the go-live of the system")
        if not inputs.good_backup
        else Text("备份的开始时间", "the start of the backup")
        if result.recovery_point == inputs.backup
        else Text("备份的完成时间", "the end of the backup")
    )
    yield Step(
        Text("恢复点 = {taken}", "Recovery point = {taken}").format(taken=taken), _at(result.recovery_point)
    )
    yield Step(
        Text(
            "备份丢失窗口 = 系统停止时间 − 恢复点（都换算成 UTC 再相减）",
            "Backup-loss window = crash time − recovery point (both carried over to UTC first)",
        ),
        Text.same("{crash} UTC − {point} UTC = {window}").format(crash=crash, point=point, window=window),
    )
    yield Step(
        Text(
            "工作时间 = 窗口里各段工作时间之和", "Working time = sum of the working stretches in the window"
        ),
        _sum_of_shifts(inputs, result, working),
    )
    if inputs.rpo is not None and result.margin is not None:
        yield Step(
            Text("离目标的余量 = 目标 − 备份丢失窗口", "Margin = target − backup-loss window"),
            Text.same("{target} − {window} = {margin}").format(
                target=show.duration(inputs.rpo), window=window, margin=show.duration(result.margin)
            ),
        )


def _sum_of_shifts(inputs: Inputs, result: Result, total: Text) -> Text:
    """The working stretches one by one, or their number where they are many."""
    if not result.shifts:
        return total
    if len(result.shifts) > 6:
        return Text("{n} 段，合计 {total}", "{n} stretches, together {total}").format(
            n=len(result.shifts), total=total
        )
    zone = inputs.crash.tzinfo
    stretches = (
        Text("{start}–{end}（{length}）", "{start}–{end} ({length})").format(
            start=show.clock(start.astimezone(zone)),
            end=show.clock(end.astimezone(zone)),
            length=show.hours(end - start),
        )
        for start, end in result.shifts
    )
    return Text.same("{sum} = {total}").format(sum=Text.joined(stretches, " + ", " + "), total=total)


def _at(moment: datetime) -> Text:
    return show.moment(moment, with_offset=True)


def _told(message: Text, **moments: datetime) -> Text:
    """A message with its moments, and with their UTC offsets only where these differ."""
    differ = len({_offset(moment) for moment in moments.values()}) > 1
    return message.format(
        **{name: show.stamp(moment, with_offset=differ) for name, moment in moments.items()}
    )


def _in_utc(moment: datetime) -> str:
    return show.stamp(moment.astimezone(UTC))


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta(0)


def _two_clocks(inputs: Inputs, result: Result) -> bool:
    """Whether the two moments were read on clocks that differ."""
    return _offset(inputs.crash) != _offset(result.recovery_point)
