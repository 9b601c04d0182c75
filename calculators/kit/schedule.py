"""A working calendar as text, one rule a line, in either language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from calculators.kit import read
from calculators.kit.calendar import DAY, Minutes, SpecialDays, WorkingCalendar
from calculators.kit.show import WEEKDAYS
from calculators.kit.text import Language, Text

_CHINESE_WEEKDAYS = {**{zh: n for n, zh in enumerate("一二三四五六日")}, "天": 6}
_ENGLISH_WEEKDAYS = {name.en.lower(): n for n, name in enumerate(WEEKDAYS)}
_HOURS = re.compile(r"([0-9]{1,2}):([0-5][0-9])-([0-9]{1,2}):([0-5][0-9])")
_DATE = r"([0-9]{4}(?:[-/.]| ?年 ?)[0-9]{1,2}(?:[-/.]| ?月 ?)[0-9]{1,2}(?![0-9])(?: ?日)?)"
_DATES = re.compile(rf"{_DATE}(?:\s*[-~至到]\s*{_DATE})?\s*(.+)")
_CHINESE_DAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")
_ENGLISH_DAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:\.|[a-z]*day)?(?![a-z])")
_OFF = ("休", "休息", "放假", "off", "closed", "holiday")
# Between two days of which only the first says 周: 周一至五, 周六日.
_SECOND_DAY = re.compile(r"(?<=[一二三四五六日天])([\s,、和~至到-]*)(?=[一二三四五六日天])")
_GROUPS = {
    **dict.fromkeys(("每天", "每日", "daily", "every day"), range(7)),
    **dict.fromkeys(("工作日", "weekdays"), range(5)),
    **dict.fromkeys(("周末", "双休日", "weekend", "weekends"), range(5, 7)),
}

NO_RULE = Text(
    "一行写一条规则，例如“周一至周五 09:00-12:00 13:00-18:00”"
    "“2026-10-01至2026-10-07 休”“2026-10-10 按周五”。",
    "write one rule a line, for example “Mon-Fri 09:00-12:00 13:00-18:00”, "
    "“2026-10-01 to 2026-10-07 off” or “2026-10-10 as Fri”.",
)
NO_DATE = Text("没有这个日期。", "there is no such date.")
DATES_BACKWARDS = Text(
    "结束日期早于开始日期，把两个日期对调。", "the last date is before the first: exchange them."
)
NO_HOURS = Text(
    "时间写成 09:00-18:00，最晚 24:00；备注前面加 #。",
    "write the hours as 09:00-18:00, at the latest 24:00, and a remark after a #.",
)
NO_LENGTH = Text(
    "开始和结束相同；全天写成 00:00-24:00。",
    "it starts and ends at the same time; for a whole day write 00:00-24:00.",
)
DAY_WITHOUT_HOURS = Text(
    "{day}在这些规则里没有工作时间：先给它加一行，例如“{day} 09:00-18:00”。",
    "{day} has no hours in these rules: add a line for it, for example “{day} 09:00-18:00”.",
)
WITHOUT_HOURS = Text(
    "这些规则里没有任何工作时间：加一行，例如“周一至周五 09:00-12:00 13:00-18:00”。",
    "these rules hold no working hours: add a line, for example “Mon-Fri 09:00-12:00 13:00-18:00”.",
)
TOO_MANY = Text("最多 200 行。", "there is room for 200 lines.")


class CalendarError(ValueError):
    """A line of a calendar that cannot be used: its number, its words and why. Line 0 is the whole of it."""

    def __init__(self, line: int, typed: str, reason: Text) -> None:
        """Keep what the message needs."""
        super().__init__(reason.en)
        self.line, self.typed, self.reason = line, typed, reason


def parse(text: str) -> WorkingCalendar:
    """Read a calendar written by a person, in either language.

    >>> parse("周一至周五 09:00-12:00 13:00-18:00") == parse("Mon-Fri 9:00-12:00, 13:00-18:00")
    True
    >>> parse("周五 22:00-06:00").weekly[4]
    ((1320, 1800),)

    A weekday that one line marks off has no hours, whatever the others give it:

    >>> write(parse("周日 休\\n每天 09:00-18:00"), "en")
    'Mon-Sat 09:00-18:00'
    """
    weekly: list[list[Minutes]] = [[] for _ in range(7)]
    off: set[int] = set()
    exceptions: dict[int, SpecialDays] = {}
    lines = text.splitlines()
    for count, typed in enumerate(lines, 1):
        line = read.plain(typed).partition("#")[0].rstrip(" ;,。.")
        if not line:
            continue
        if count > 200:
            raise CalendarError(count, typed.strip(), TOO_MANY)
        try:
            if line[0].isdigit():
                exceptions[count] = _exception(line)
            else:
                days, hours = _weekdays_and_hours(line)
                if not hours:
                    off.update(days)
                for weekday in days:
                    weekly[weekday] += hours
        except _LineError as problem:
            raise CalendarError(count, typed.strip(), problem.reason) from None
    kept = tuple(() if day in off else tuple(hours) for day, hours in enumerate(weekly))
    if not any(kept):
        raise CalendarError(0, "", WITHOUT_HOURS)
    for count, special in exceptions.items():
        if special.as_weekday is not None and not kept[special.as_weekday]:
            reason = DAY_WITHOUT_HOURS.format(day=WEEKDAYS[special.as_weekday])
            raise CalendarError(count, lines[count - 1].strip(), reason)
    return WorkingCalendar(kept, tuple(exceptions.values()))


class _LineError(ValueError):
    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


def _exception(line: str) -> SpecialDays:
    """A rule for certain dates."""
    match = _DATES.fullmatch(re.sub(r"\s+to\s+", " 至 ", line))
    if not match:
        raise _LineError(NO_RULE)
    try:
        first = read.calendar_date(match[1])
        last = read.calendar_date(match[2]) if match[2] else first
    except ValueError:
        raise _LineError(NO_DATE) from None
    if last < first:
        raise _LineError(DATES_BACKWARDS)
    what = match[3].strip()
    if what in _OFF:
        return SpecialDays(first, last, None)
    like = re.fullmatch(r"(?:按|as |like )\s*(.+)", what)
    weekday = _weekday(like[1]) if like else None
    if weekday is None:
        raise _LineError(NO_RULE)
    return SpecialDays(first, last, weekday)


def _weekday(word: str) -> int | None:
    """The number of a weekday that stands alone."""
    if match := _CHINESE_DAY.fullmatch(word):
        return _CHINESE_WEEKDAYS[match[1]]
    if match := _ENGLISH_DAY.fullmatch(word):
        return _ENGLISH_WEEKDAYS[match[1]]
    return None


def _weekdays_and_hours(line: str) -> tuple[list[int], list[Minutes]]:
    """A rule for weekdays."""
    begin = next((position for position, character in enumerate(line) if character.isdigit()), len(line))
    who, hours = line[:begin].strip(" :,、"), line[begin:]
    if not hours and (closed := next((word for word in _OFF if who.endswith(word)), "")):
        return _weekdays(who.removesuffix(closed).strip(" :,、")), []
    return _weekdays(who), list(_hours(hours))


def _weekdays(text: str) -> list[int]:
    """Weekdays from "周一至周五", "周六日", "Sat, Sun", "工作日" or "每天"."""
    days: list[int] = []
    for part in re.split(
        r"\s*[,、和]\s*|\s+and\s+", _SECOND_DAY.sub(lambda gap: (gap[1] or "、") + "周", text)
    ):
        if part in _GROUPS:
            days += _GROUPS[part]
            continue
        ends = [_weekday(word) for word in re.split(r"\s*[-~至到]\s*|\s+to\s+", part)]
        match ends:
            case [int(day)]:
                days.append(day)
            case [int(first), int(last)]:
                days += [(first + step) % 7 for step in range((last - first) % 7 + 1)]
            case _:
                raise _LineError(NO_RULE)
    return days


def _hours(text: str) -> Iterator[Minutes]:
    """Intervals from "09:00-12:00 13:00-18:00"; one that ends before it starts runs into the next day."""
    words = re.sub(r"\s*[-~至到]\s*|\s+to\s+", "-", text)
    parts = re.split(r"[\s,;、和]+", words.strip())
    for part in parts:
        match = _HOURS.fullmatch(part)
        if not match:
            raise _LineError(NO_HOURS)
        opens, closes = int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4])
        if opens >= DAY or closes > DAY:
            raise _LineError(NO_HOURS)
        if opens == closes:
            raise _LineError(NO_LENGTH)
        yield opens, closes if closes > opens else closes + DAY


def write(calendar: WorkingCalendar, language: Language) -> str:
    """The calendar in its usual form, which `parse` reads back.

    >>> print(write(parse("周一至周五 9:00-12:00\\n2026-10-10 按周五"), "en"))
    Mon-Fri 09:00-12:00
    2026-10-10 as Fri
    """
    chinese = language == "zh"
    lines = []
    for hours, group in groupby(range(7), calendar.weekly.__getitem__):
        days = list(group)
        if hours:
            first, last = WEEKDAYS[days[0]][language], WEEKDAYS[days[-1]][language]
            who = first if len(days) == 1 else f"{first}{'至' if chinese else '-'}{last}"
            lines.append(" ".join([who, *(_stretch(opens, closes) for opens, closes in hours)]))
    for exception in calendar.exceptions:
        dates = f"{exception.first}"
        if exception.last != exception.first:
            dates += f"{'至' if chinese else ' to '}{exception.last}"
        if exception.as_weekday is None:
            what = "休" if chinese else "off"
        else:
            what = ("按" if chinese else "as ") + WEEKDAYS[exception.as_weekday][language]
        lines.append(f"{dates} {what}")
    return "\n".join(lines)


def _stretch(opens: int, closes: int) -> str:
    """One interval; a stretch of a day and more takes two that overlap."""
    if (opens, closes) != (0, DAY) and closes - opens >= DAY:
        return f"{_clock(opens)}-24:00 {_stretch(max(opens, closes - DAY + 1), closes)}"
    return f"{_clock(opens)}-{_clock(closes if closes <= DAY else closes - DAY)}"


def _clock(minutes: int) -> str:
    """Minutes from midnight as a time of day."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
