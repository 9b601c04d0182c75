"""The result in words: number, sentence, table, notes, and the line of time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from calculators.backup_loss import computed, sections
from calculators.backup_loss.chain import KINDS, Backup, State
from calculators.backup_loss.sections import NAMED, RECORDS
from calculators.kit import show
from calculators.kit.answer import Answer, Note, Row
from calculators.kit.chart import Mark, Point, Shape, Timeline
from calculators.kit.text import Text

if TYPE_CHECKING:
    from calculators.backup_loss import Inputs, Result

# Past a fortnight single shifts are thinner than the ink that would draw them.
DRAWN = timedelta(days=14)
# Backups are drawn so many windows back, and at least so far.
CONTEXT, LEAST_CONTEXT = 3, timedelta(days=5)

RESTORED = Text(
    "系统停在 {crash}，最近一次好备份能恢复到 {point}：中间 {window}（其中工作时间 {working}）录入的数据，"
    "恢复后会缺失。",
    "The system stopped on {crash}, and the last good backup brings back {point}: what was entered in the "
    "{window} between, {working} of them working time, is missing after a restore.",
)
RESTORED_UP_TO = Text(
    "系统停在 {crash}，日志能恢复到数据出错之前，即 {point}：从那时起 {window}（其中工作时间 {working}）"
    "录入的数据，恢复后会缺失。",
    "The system stopped on {crash}, and the logs bring back all until just before the corruption on {point}: "
    "what was entered in the {window} since, {working} of them working time, is missing after a restore.",
)
NOTHING_MISSING = Text(
    "系统停在 {crash}，最近一次好备份正好能恢复到这一刻：没有丢失窗口。",
    "The system stopped on {crash}, and the last good backup brings back that very moment: "
    "there is no window of loss.",
)
NO_BACKUP = Text(
    "没有可用的备份：系统上线于 {point}，停在 {crash}；"
    "中间 {window}（其中工作时间 {working}）录入的数据都可能丢失。",
    "There is no usable backup: all that was entered from the go-live on {point} until the system stopped on "
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
    "完成时间未知，因此按备份的开始时间计算。", "Its end is not known, so the start of the backup was taken."
)
HOPE = Text(
    "也许能恢复到 {hope}，少丢 {gain}：先查清 {backups}。",
    "A restore to {hope} may be possible, {gain} less lost: first verify {backups}.",
)
RUNNING_THEN = Text(
    "数据出错时，{backup} 的备份正在跑：恢复前查清里面有没有错的数据。",
    "The backup of {backup} ran while the data went wrong: see whether it holds wrong data.",
)
ONLY_COPY = Text(
    "先不要动坏掉的系统：它是唯一的一份数据。先整盘复制，再让人修复。",
    "Leave the broken system untouched: it is the only copy. Copy it whole before anybody repairs it.",
)
COPY = Text(
    "实时同步的那一份不是备份：写错、删掉的，它也跟着错、跟着删。停掉同步，先别动它。",
    "The live copy is not a backup: what is spoiled or deleted here is spoiled or deleted there too. "
    "Stop the replication and leave the copy alone.",
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
BEYOND_DESIGN = Text(
    "丢失窗口比设计的最坏情况长 {excess}：备份没有照计划跑，查明原因。",
    "The window is {excess} longer than the designed worst case: find out why backups did not run.",
)

FILLED = Text(
    "实心：工作时间 {working}；空心：其余 {rest}。",
    "Filled: {working} of working time. Empty: the other {rest}.",
)
NOT_DRAWN = Text(
    "窗口里有工作时间 {working}，其余 {rest}。",
    "In the window: {working} of working time, {rest} besides.",
)
EARLIER = Text("更早的 {n} 份备份没有画。", "{n} earlier backups are not drawn.")


def answer(inputs: Inputs, result: Result) -> Answer:
    """The result in words."""
    return Answer(
        label=Text("备份丢失窗口", "Backup-loss window"),
        number=show.duration(result.window),
        sentence=sentence(inputs, result),
        drawing=drawing(inputs, result),
        rows=tuple(rows(inputs, result)),
        sections=tuple(sections.sections(inputs, result)),
        notes=tuple(notes(inputs, result)),
        steps=tuple(computed.steps(inputs, result)),
        unused=tuple(unused(inputs)),
    )


def unused(inputs: Inputs) -> Iterator[str]:
    """What the window does not rest on."""
    yield from {"last": ["log"], "log": ["backup"], "none": ["backup", "log"]}[inputs.backups]
    yield from RECORDS


def sentence(inputs: Inputs, result: Result) -> Text:
    """One plain sentence."""
    words = RESTORED
    if not result.restored:
        words = NO_BACKUP
    elif not result.window:
        words = NOTHING_MISSING
    elif result.recovery and result.recovery.exclusive:
        words = RESTORED_UP_TO
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
    both = _two_clocks(inputs, result)
    recovery = result.recovery
    exclusive = Text("不含这一刻", "not including it") if recovery and recovery.exclusive else None
    yield Row(
        Text("恢复点", "Recovery point"), show.moment(result.recovery_point, with_offset=both), exclusive
    )
    if recovery and recovery.needed:
        yield Row(Text("依次恢复", "Restore in this order"), _in_order(recovery.needed))
    if recovery and recovery.hope:
        gain = recovery.hope - result.recovery_point
        yield Row(
            Text("也许能恢复到", "Possible recovery point"),
            show.moment(recovery.hope, with_offset=both),
            Text("没查清，不算；少丢 {gain}", "not verified; {gain} less lost").format(
                gain=show.duration(gain)
            ),
        )
    yield Row(Text("备份丢失窗口", "Backup-loss window"), show.duration(result.window), days)
    yield Row(Text("其中工作时间", "Working time in it"), show.hours(result.working))
    if inputs.rpo is None or result.margin is None:
        yield Row(Text("离目标的余量", "Margin to the target"), Text("没有填目标", "no target given"))
    else:
        yield Row(Text("目标（RPO）", "Target (RPO)"), show.duration(inputs.rpo))
        yield Row(
            Text("离目标的余量", "Margin to the target"), show.duration(result.margin), _met(result.margin)
        )
    if result.worst_case is not None:
        verdict = None if inputs.rpo is None else _met(inputs.rpo - result.worst_case)
        yield Row(Text("设计的最坏情况", "Designed worst case"), show.duration(result.worst_case), verdict)
    if result.replica is not None:
        yield Row(
            Text("实时同步到", "Live copy holds all until"),
            show.moment(result.replica, with_offset=both),
            Text("不是备份", "not a backup"),
        )
    if result.down is not None:
        yield Row(Text("停机至今", "Down so far"), show.duration(result.down))


def _met(margin: timedelta) -> Text:
    return Text("达到目标", "target met") if margin >= timedelta(0) else Text("未达到目标", "target missed")


def _in_order(needed: tuple[Backup, ...]) -> Text:
    """What is restored one after the other."""
    named = [
        Text.same("{kind} {day} {at}").format(
            kind=KINDS[backup.kind], day=show.short_day(backup.start), at=show.clock(backup.start)
        )
        for backup in needed
    ]
    if len(named) > NAMED:
        left = Text("…其间 {n} 份…", "… {n} between …").format(n=len(named) - NAMED + 1)
        named = [*named[:2], left, *named[3 - NAMED :]]
    return Text.joined(named, " → ", " → ")


def notes(inputs: Inputs, result: Result) -> Iterator[Note]:
    """What the number does not say."""
    recovery = result.recovery
    if result.restored:
        end = recovery.needed[-1].end if recovery else inputs.backup_end
        if not recovery:
            yield Note("act", VERIFY)
        if end is None:
            yield Note("unknown", END_UNKNOWN)
            if inputs.restores_to == "end":
                yield Note("unknown", START_TAKEN)
    else:
        yield Note("stop", ONLY_COPY)
    if recovery and recovery.hope:
        yield Note("unknown", _hope(result))
    yield from (
        Note("unknown", RUNNING_THEN.format(backup=show.stamp(start)))
        for start, end in _restored(inputs, result)
        if inputs.corruption and end and start < inputs.corruption <= end
    )
    if result.replica is not None:
        yield Note("stop", COPY)
    if result.worst_case is not None and result.restored and result.window > result.worst_case:
        yield Note("act", BEYOND_DESIGN.format(excess=show.duration(result.window - result.worst_case)))
    if _two_clocks(inputs, result) and not (result.restored and inputs.clock_change):
        said = TWO_OFFSETS.format(offset=show.offset(inputs.crash.utcoffset() or timedelta(0)))
        yield Note("unknown", Text.joined([said, WHEN_CHANGED], "", " ") if result.restored else said)
    if result.window and not result.working:
        yield Note("unknown", NO_WORK)


def _hope(result: Result) -> Text:
    recovery = result.recovery
    assert recovery
    assert recovery.hope
    named = Text.joined(Text.same(show.stamp(backup.start)) for backup in recovery.to_verify[:NAMED])
    more = len(recovery.to_verify) - NAMED
    if more > 0:
        named = Text("{named} 等 {n} 份", "{named} and {more} more").format(
            named=named, n=len(recovery.to_verify), more=more
        )
    return HOPE.format(
        hope=show.moment(recovery.hope),
        gain=show.duration(recovery.hope - result.recovery_point),
        backups=named,
    )


def _restored(inputs: Inputs, result: Result) -> Iterator[tuple[datetime, datetime | None]]:
    """Start and end of the images that are restored."""
    if result.recovery:
        yield from ((backup.start, backup.end) for backup in result.recovery.needed if backup.kind != "log")
    elif inputs.backup and result.restored:
        yield inputs.backup, inputs.backup_end


# --- The line of time ----------------------------------------------------------------------------------


def drawing(inputs: Inputs, result: Result) -> Timeline:
    """The window on a line of time, its working hours filled, and the backups with their states."""
    named = list(_moments(inputs, result))
    clocks = len({at.utcoffset() for at, _ in named}) > 1
    drawn = result.window <= DRAWN
    points, earlier = _points(inputs, result)
    key = [
        (FILLED if drawn else NOT_DRAWN).format(
            working=show.hours(result.working), rest=show.hours(result.window - result.working)
        )
    ]
    counts = Counter(point.shape for point in points)
    key += [said.format(n=counts[shape]) for shape, said in IN_SHAPES.items() if counts[shape]]
    if earlier:
        key.append(EARLIER.format(n=earlier))
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
        points=points,
        key=Text.joined(key, "", " "),
    )


def _moments(inputs: Inputs, result: Result) -> Iterator[tuple[datetime, Text]]:
    """The moments that are numbered and explained."""
    point = result.recovery_point
    yield point, Text("恢复点", "Recovery point") if result.restored else Text("系统上线", "Go-live")
    yield inputs.crash, Text("系统停止", "System stopped")
    if inputs.backups == "last":
        if inputs.backup and inputs.backup != point:
            yield inputs.backup, Text("备份开始", "Backup started")
        if inputs.backup_end and inputs.backup_end != point:
            yield inputs.backup_end, Text("备份完成", "Backup ended")
    # What lies far outside would squeeze the window to nothing.
    near = max(2 * result.window, timedelta(hours=1))
    if result.restored and inputs.corruption and inputs.corruption != point:
        yield inputs.corruption, Text("数据出错", "Data went wrong")
    if inputs.rpo and inputs.rpo <= near:
        yield (
            inputs.crash - inputs.rpo,
            Text("目标允许的最早恢复点", "Earliest recovery point within target"),
        )
    if inputs.now and inputs.now - inputs.crash <= near:
        yield inputs.now, Text("现在", "Now")


SHAPES: dict[State, Shape] = {
    "point": "dot",
    "needed": "dot",
    "good": "dot",
    "hopeful": "ring",
    "rejected": "cross",
}
IN_SHAPES: dict[Shape, Text] = {
    "dot": Text("圆点：可用的备份 {n} 份。", "Dots: usable ({n})."),
    "ring": Text("圆圈：没查清的 {n} 份。", "Rings: not verified ({n})."),
    "cross": Text("叉：不算的 {n} 份。", "Crosses: do not count ({n})."),
}


def _points(inputs: Inputs, result: Result) -> tuple[list[Point], int]:
    """The backups near the window, and how many are too early to be drawn."""
    if not result.recovery:
        return [], 0
    first = min(result.recovery_point, inputs.crash - max(CONTEXT * result.window, LEAST_CONTEXT))
    near = [
        verdict
        for verdict in result.recovery.verdicts
        if verdict.backup.start <= inputs.crash and verdict.restores >= first
    ]
    earlier = sum(verdict.restores < first for verdict in result.recovery.verdicts)
    return [Point(verdict.restores, SHAPES[verdict.state]) for verdict in near], earlier


def _two_clocks(inputs: Inputs, result: Result) -> bool:
    return inputs.crash.utcoffset() != result.recovery_point.utcoffset()
