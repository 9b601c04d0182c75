"""The recovery point that a backup log gives by the rules of its chains, and why others do not give it.

A full backup stands alone. A differential needs its full. An incremental needs its full and every incremental
between. A log needs an unbroken row of logs from a restorable image (full, differential or incremental)
before it. A job that failed left no link, and the chain goes on from what there is; a link that cannot be
read breaks it. A backup of unknown result, or that nobody has tried to read, is only hopeful, and so is what
needs it.

With a time of corruption only what was saved before it counts; the logs that reach past it recover up to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from calculators.kit import show
from calculators.kit.errors import InputError
from calculators.kit.fields import choice, moment
from calculators.kit.text import Text

KINDS = {
    "full": Text("完整", "Full"),
    "differential": Text("差异", "Differential"),
    "incremental": Text("增量", "Incremental"),
    "log": Text("日志", "Log"),
}
ORDER = {kind: place for place, kind in enumerate(KINDS)}  # among backups of the same moment
RESULTS = {
    "ok": Text("成功", "OK"),
    "failed": Text("失败", "Failed"),
    "unknown": Text("不清楚", "Unknown"),
}
READABLE = {
    "yes": Text("读得出", "Yes"),
    "no": Text("读不出", "No"),
    "unchecked": Text("没查过", "Not checked"),
}

END_EARLY = Text(
    "备份的完成时间（{end}）早于开始时间（{start}）：改正其中一个。",
    "The end of the backup ({end}) is earlier than its start ({start}): correct one of them.",
)


@dataclass(frozen=True, kw_only=True)
class Backup:
    """A line of the backup log."""

    start: datetime = moment(Text("开始时间", "Start"), example="2026-03-12T02:00+08:00", offset="crash")
    end: datetime | None = moment(
        Text("完成时间", "End"),
        hint=Text("查不到就不填。", "Empty if it cannot be found."),
        clock="start",
        optional=True,
    )
    kind: str = choice(Text("种类", "Kind"), KINDS, example="full")
    result: str = choice(Text("结果", "Result"), RESULTS, assumed="unknown")
    readable: str = choice(Text("读得出吗", "Can it be read"), READABLE, assumed="unchecked")

    def __post_init__(self) -> None:
        """Refuse an end before the start."""
        if self.end is not None and self.end < self.start:
            raise InputError(
                END_EARLY.format(start=show.stamp(self.start), end=show.stamp(self.end)), "end", "start"
            )


# --- Why a backup does not give the recovery point ----------------------------------------------------

LATE = Text("晚于系统停止时间，不看。", "Later than the crash: left out.")
RUNNING = Text("系统停止时还没跑完，不算。", "Still running at the crash: it does not count.")
FAILED = Text("结果是失败，什么也没存下。", "It failed and saved nothing.")
UNREADABLE = Text("读不出来，用不了。", "It cannot be read.")
UNKNOWN = Text("结果不清楚，查清才算。", "Its result is unknown: it counts once that is known.")
UNCHECKED = Text("没查过读不读得出，查过才算。", "Nobody has tried to read it: it counts once that is done.")
NO_FULL = Text("前面没有完整备份，单独恢复不了。", "There is no full backup before it to build on.")
NO_IMAGE = Text("前面没有能恢复的备份，日志接不上。", "There is no restorable backup before it to build on.")
NEEDS = Text("要用到 {other}，那份读不出来。", "It needs {other}, which cannot be read.")
NEEDS_UNVERIFIED = Text("要用到 {other}，那份还没查清。", "It needs {other}, which is not verified.")
CORRUPT = Text("不早于数据出错的时间，存的可能是错的。", "Not earlier than the corruption: it may hold it.")

ALL_LATE = Text(
    "日志里的备份全都晚于系统停止时间（{crash}）：核对日期和 UTC 偏移，或补上更早的备份。",
    "Every backup in the log is later than the crash time ({crash}): check the dates and the UTC offset, "
    "or add earlier ones.",
)

type State = Literal["point", "needed", "good", "hopeful", "rejected"]

STATES: dict[State, Text] = {
    "point": Text("恢复到这份", "Recovery point"),
    "needed": Text("恢复要用", "Needed for it"),
    "good": Text("可用", "Usable"),
    "hopeful": Text("待查清", "Not verified"),
    "rejected": Text("不算", "Does not count"),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a backup, and why where it is not used; `restores` is the moment it brings back."""

    backup: Backup
    restores: datetime
    state: State
    why: Text | None = None


@dataclass(frozen=True, slots=True)
class Recovery:
    """The recovery point of a log, and what it rests on.

    `point` is None where no backup counts. `exclusive`: logs recover up to that moment, not including it.
    `hope` is a later point, or the only one, that would hold if the backups of `to_verify` proved good.
    """

    point: datetime | None
    exclusive: bool
    needed: tuple[Backup, ...]
    verdicts: tuple[Verdict, ...]
    hope: datetime | None
    to_verify: tuple[Backup, ...]


def restores_at(start: datetime, end: datetime | None, restores_to: str) -> datetime:
    """The state that a restore brings back: the start, unless it is known to be the end."""
    return end if restores_to == "end" and end is not None else start


def recover(
    log: Sequence[Backup], crash: datetime, corruption: datetime | None = None, restores_to: str = "start"
) -> Recovery:
    """The latest point that verified backups bring back, and the latest that unverified ones might.

    >>> at = datetime.fromisoformat
    >>> kinds = (("08", "full", "yes"), ("09", "incremental", "no"), ("10", "incremental", "yes"))
    >>> sunday, monday, tuesday = (
    ...     Backup(start=at(f"2026-03-{day}T02:00+08:00"), kind=kind, result="ok", readable=readable)
    ...     for day, kind, readable in kinds
    ... )
    >>> found = recover([sunday, monday, tuesday], at("2026-03-10T15:00+08:00"))
    >>> found.point == sunday.start, found.verdicts[2].why.en
    (True, 'It needs 2026-03-09 02:00, which cannot be read.')
    """
    if log and all(backup.start > crash for backup in log):
        raise InputError(ALL_LATE.format(crash=show.stamp(crash)), "log", "crash")
    ordered = sorted(log, key=lambda each: (restores_at(each.start, each.end, restores_to), ORDER[each.kind]))
    sure = _Reading(ordered, crash, corruption, restores_to, hopeful=False)
    doubtful = any(_doubt(backup) for backup in ordered)
    hope = _Reading(ordered, crash, corruption, restores_to, hopeful=True) if doubtful else sure
    best, hoped = sure.best(), hope.best()
    if hoped is not None and best is not None and hope.points[hoped] <= sure.points[best]:
        hoped = None
    needed = sure.needed_for(best)
    return Recovery(
        point=None if best is None else sure.points[best],
        exclusive=best is not None and best == sure.reaching,
        needed=tuple(ordered[index] for index in needed),
        verdicts=tuple(_verdicts(sure, hope, best, set(needed))),
        hope=None if hoped is None else hope.points[hoped],
        to_verify=tuple(ordered[index] for index in hope.to_verify(hoped)),
    )


def _verdicts(sure: _Reading, hope: _Reading, best: int | None, needed: set[int]) -> Iterator[Verdict]:
    for index, backup in enumerate(sure.ordered):
        moment_, why = restores_at(backup.start, backup.end, sure.restores_to), None
        state: State = "good"
        if index == best:
            state = "point"
        elif index in needed:
            state = "needed"
        elif index not in sure.points and index in hope.points:
            state, why = "hopeful", sure.why[index]
        elif index not in sure.points:
            state, why = "rejected", hope.why[index]
        yield Verdict(backup, moment_, state, why)


def _doubt(backup: Backup) -> Text | None:
    """Why a backup is not verified."""
    if backup.result == "unknown":
        return UNKNOWN
    return UNCHECKED if backup.readable == "unchecked" else None


class _Reading:
    """The log read once, in the order of the moments that it brings back.

    Strict, what is not verified breaks a chain as what cannot be read does. Hopeful, it is taken in the
    company's favour: as good, or, where it cannot be read, as a job that failed.
    """

    def __init__(
        self,
        ordered: Sequence[Backup],
        crash: datetime,
        corruption: datetime | None,
        restores_to: str,
        *,
        hopeful: bool,
    ) -> None:
        self.ordered, self.restores_to = ordered, restores_to
        self.points: dict[int, datetime] = {}  # what each restorable backup brings back
        self.why: dict[int, Text] = {}  # why the others do not
        self.reaching: int | None = None  # the log that reaches past the corruption
        self._before: dict[int, int | None] = {}  # what each restorable backup builds on
        self._crash, self._corruption, self._hopeful = crash, corruption, hopeful
        # The last full; the last link of its chain of incrementals, and of the row of logs. Each with what
        # keeps the next one from building on it.
        self._full: int | None = None
        self._link: int | None = None
        self._log: int | None = None
        self._full_lost: Text | None = NO_FULL
        self._chain_cut: Text | None = NO_FULL
        self._row_cut: Text | None = NO_IMAGE
        for index, backup in enumerate(ordered):
            if left_out := self._left_out(backup):
                self.why[index] = left_out
            elif backup.kind == "log":
                self._read_log(index, backup)
            else:
                self._read_image(index, backup)

    def best(self) -> int | None:
        """The backup that gives the latest point."""
        return max(self.points, key=self.points.__getitem__, default=None)

    def needed_for(self, index: int | None) -> list[int]:
        """What must be restored one after the other, from the full on."""
        needed: list[int] = []
        while index is not None:
            needed.append(index)
            index = self._before[index]
        return needed[::-1]

    def to_verify(self, index: int | None) -> list[int]:
        """On whose verification a backup hangs: what it needs, and what must prove to have left no link."""
        needed = self.needed_for(index)
        span = range(needed[0], needed[-1] + 1) if needed else ()
        return [
            each
            for each in span
            if _doubt(self.ordered[each]) and (each in needed or self.ordered[each].readable == "no")
        ]

    def _left_out(self, backup: Backup) -> Text | None:
        """Why a backup left no link behind."""
        if backup.start > self._crash:
            return LATE
        if backup.result == "failed":
            return FAILED
        if backup.end is not None and backup.end > self._crash:
            return RUNNING
        if self._hopeful and backup.result == "unknown" and backup.readable == "no":
            return UNREADABLE
        return None

    def _fault(self, backup: Backup) -> Text | None:
        """Why a link does not hold."""
        if backup.readable == "no":
            return UNREADABLE
        return None if self._hopeful else _doubt(backup)

    def _needs(self, backup: Backup) -> Text:
        """What is said of those that need a link which does not hold."""
        words = NEEDS if backup.readable == "no" else NEEDS_UNVERIFIED
        return words.format(other=named(backup))

    def _read_image(self, index: int, backup: Backup) -> None:
        fault = self._fault(backup)
        broken = self._needs(backup) if fault else None
        match backup.kind:
            case "full":
                before, problem = None, fault
                self._full = self._link = index
                self._full_lost = self._chain_cut = broken
            case "differential":
                before, problem = self._full, fault or self._full_lost
            case _:
                before, problem = self._link, fault or self._chain_cut
                self._chain_cut = self._chain_cut or broken
                self._link = index
        restored = restores_at(backup.start, backup.end, self.restores_to)
        if not problem and self._corruption is not None and restored >= self._corruption:
            problem = CORRUPT
        if problem:
            self.why[index] = problem
        else:
            self._accept(index, restored, before)
            self._row_cut = None

    def _read_log(self, index: int, backup: Backup) -> None:
        fault = self._fault(backup)
        problem = fault or self._row_cut
        if fault:
            self._row_cut = self._row_cut or self._needs(backup)
        restored = restores_at(backup.start, backup.end, self.restores_to)
        if not problem and self._corruption is not None and restored >= self._corruption:
            if self.reaching is None:
                self.reaching, restored = index, self._corruption
            else:
                problem = CORRUPT
        if problem:
            self.why[index] = problem
        else:
            self._accept(index, restored, self._log)

    def _accept(self, index: int, restored: datetime, before: int | None) -> None:
        self.points[index], self._before[index] = restored, before
        self._log = index


def named(backup: Backup) -> str:
    """A backup by the moment at which it started."""
    return show.stamp(backup.start)
