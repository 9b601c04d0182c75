"""What cannot be true together: the fields that contradict each other, and what to do about it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from calculators.backup_loss.chain import END_EARLY, STATES, Recovery, restores_at
from calculators.kit import show
from calculators.kit.errors import InputError
from calculators.kit.text import Text

if TYPE_CHECKING:
    from calculators.backup_loss import Inputs

FUTURE = Text(
    "“系统停止时间”（{crash}）晚于现在（{now}）：核对日期和 UTC 偏移。",
    "The crash time ({crash}) is later than now ({now}): check the date and the UTC offset.",
)
NO_GO_LIVE = Text(
    "没有好备份时，丢失从系统上线算起：在“更精确”里填“系统上线时间”。",
    "Without a good backup the loss reaches back to the go-live: fill in “Go-live of the system” under "
    "“More precise”.",
)
NONE_IN_LOG = Text(
    "日志里没有一份算数（{found}）：先查清能查的，或在“更精确”里填“系统上线时间”，从那时算起。",
    "No backup in the log counts ({found}): verify what you can, or fill in “Go-live of the system” under "
    "“More precise”.",
)
GO_LIVE_LATE = Text(
    "“系统上线时间”（{start}）晚于“系统停止时间”（{crash}）：改正其中一个。",
    "The go-live ({start}) is later than the crash time ({crash}): correct one of them.",
)
NO_BACKUP_TIME = Text(
    "“最近一次好备份的开始时间”还没有填；一个好备份也没有，就选“一个好备份也没有”。",
    "“Start of the last good backup” is empty. If there is none, choose “There is no good backup”.",
)
BACKUP_LATE = Text(
    "备份的开始时间（{backup}）晚于系统停止时间（{crash}）：改正其中一个，或填更早的那次备份。",
    "The backup started ({backup}) after the crash time ({crash}): correct one of them, "
    "or enter the backup before it.",
)
STILL_RUNNING = Text(
    "系统停止时（{crash}）这次备份还在跑（{end} 才完成），不算数：填它之前成功的那次。",
    "At the crash time ({crash}) that backup was still running (until {end}) and does not count: "
    "enter the successful one before it.",
)
CORRUPTION_LATE = Text(
    "“数据出错或中毒的时间”（{corruption}）晚于系统停止时间（{crash}）：改正其中一个。",
    "The time of corruption ({corruption}) is later than the crash time ({crash}): correct one of them.",
)
BACKUP_CORRUPT = Text(
    "这次备份存的是 {point} 的数据，不早于出错的时间（{corruption}），不算好备份：填更早的那次。",
    "That backup holds the state of {point}, not earlier than the corruption ({corruption}): "
    "enter a good one before it.",
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


def check(inputs: Inputs) -> None:
    """Refuse moments that cannot follow each other."""
    crash, corruption = inputs.crash, inputs.corruption
    if inputs.now is not None and crash > inputs.now:
        raise InputError(told(FUTURE, crash=crash, now=inputs.now), "crash", "now")
    if inputs.backups == "none":
        return
    if corruption is not None and corruption > crash:
        raise InputError(told(CORRUPTION_LATE, corruption=corruption, crash=crash), "corruption", "crash")
    if inputs.backups == "last":
        _check_backup(inputs)


def _check_backup(inputs: Inputs) -> None:
    """Refuse a last good backup that is not one."""
    crash, backup, end = inputs.crash, inputs.backup, inputs.backup_end
    if backup is None:
        raise InputError(NO_BACKUP_TIME, "backup", "backups")
    if backup > crash:
        raise InputError(told(BACKUP_LATE, backup=backup, crash=crash), "backup", "crash")
    if end is not None and end < backup:
        raise InputError(told(END_EARLY, start=backup, end=end), "backup_end", "backup")
    if end is not None and end > crash:
        raise InputError(told(STILL_RUNNING, end=end, crash=crash), "backup_end", "crash")
    point = restores_at(backup, end, inputs.restores_to)
    if inputs.corruption is not None and point >= inputs.corruption:
        raise InputError(
            told(BACKUP_CORRUPT, point=point, corruption=inputs.corruption), "backup", "corruption"
        )


def go_live(inputs: Inputs, recovery: Recovery | None) -> datetime:
    """Where the loss begins when no backup counts."""
    if inputs.go_live is None:
        if recovery is None:
            raise InputError(NO_GO_LIVE, "go_live", "backups")
        count = Counter(verdict.state for verdict in recovery.verdicts)
        found = Text.joined(
            Text.same("{state} {n}").format(state=STATES[state], n=n) for state, n in count.items()
        )
        raise InputError(NONE_IN_LOG.format(found=found), "log", "go_live")
    if inputs.go_live > inputs.crash:
        raise InputError(told(GO_LIVE_LATE, start=inputs.go_live, crash=inputs.crash), "go_live", "crash")
    return inputs.go_live


def check_change(change: datetime, point: datetime, crash: datetime) -> None:
    """Refuse a change of clocks that is not between the two moments, or changes nothing."""
    if not point <= change <= crash:
        raise InputError(told(CHANGE_OUTSIDE, start=point, end=crash), "clock_change")
    offset = crash.utcoffset()
    if offset is not None and point.utcoffset() == offset:
        raise InputError(CHANGE_WITHOUT.format(offset=show.offset(offset)), "clock_change", "crash.offset")


def told(message: Text, **moments: datetime) -> Text:
    """A message with its moments, and with their UTC offsets only where these differ."""
    differ = len({moment.utcoffset() for moment in moments.values()}) > 1
    return message.format(
        **{name: show.stamp(moment, with_offset=differ) for name, moment in moments.items()}
    )
