"""How the window was computed: the formulas with the reader's own numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from calculators.backup_loss.chain import KINDS
from calculators.kit import show
from calculators.kit.answer import Step
from calculators.kit.text import Text

if TYPE_CHECKING:
    from calculators.backup_loss import Inputs, Result

LISTED = 6  # working stretches that are written one by one


def steps(inputs: Inputs, result: Result) -> Iterator[Step]:
    """The formulas with the reader's own numbers."""
    window, working = show.duration(result.window), show.hours(result.working)
    yield Step(
        Text("恢复点 = {taken}", "Recovery point = {taken}").format(taken=_taken(inputs, result)),
        show.moment(result.recovery_point, with_offset=True),
    )
    yield Step(
        Text(
            "备份丢失窗口 = 系统停止时间 − 恢复点（都换算成 UTC 再相减）",
            "Backup-loss window = crash time − recovery point (both carried over to UTC first)",
        ),
        Text.same("{crash} UTC − {point} UTC = {window}").format(
            crash=_in_utc(inputs.crash), point=_in_utc(result.recovery_point), window=window
        ),
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
    if result.worst_case is not None:
        parts = (inputs.interval, inputs.run_time, inputs.transfer, inputs.lag, inputs.verification)
        known = Text.joined((show.duration(part) for part in parts if part is not None), " + ", " + ")
        yield Step(
            Text(
                "设计的最坏情况 = 间隔 + 运行 + 传到异地 + 同步落后 + 验证（没填的不计）",
                "Designed worst case = interval + run + transfer + lag + verification (empty: 0)",
            ),
            Text.same("{known} = {total}").format(known=known, total=show.duration(result.worst_case)),
        )
    if inputs.lag is not None and result.replica is not None:
        yield Step(
            Text("实时同步到 = 系统停止时间 − 落后", "Live copy holds all until = crash time − lag"),
            Text.same("{crash} − {lag} = {replica}").format(
                crash=show.stamp(inputs.crash),
                lag=show.duration(inputs.lag),
                replica=show.stamp(result.replica),
            ),
        )


def _taken(inputs: Inputs, result: Result) -> Text:
    """What the recovery point is."""
    if not result.restored:
        return Text("系统上线时间", "the go-live of the system")
    recovery = result.recovery
    if recovery is None:
        if result.recovery_point == inputs.backup:
            return Text("备份的开始时间", "the start of the backup")
        return Text("备份的完成时间", "the end of the backup")
    if recovery.exclusive:
        return Text("数据出错的时间，不含这一刻", "the time of the corruption, not including it")
    last = recovery.needed[-1]
    words = (
        Text("最近一份算数的备份（{kind}）的开始时间", "the start of the last backup that counts ({kind})")
        if result.recovery_point == last.start
        else Text("最近一份算数的备份（{kind}）的完成时间", "the end of the last backup that counts ({kind})")
    )
    return words.format(kind=KINDS[last.kind])


def _sum_of_shifts(inputs: Inputs, result: Result, total: Text) -> Text:
    """The working stretches one by one, or their number where they are many."""
    if not result.shifts:
        return total
    if len(result.shifts) > LISTED:
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


def _in_utc(moment: datetime) -> str:
    return show.stamp(moment.astimezone(UTC))
