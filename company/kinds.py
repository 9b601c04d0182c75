"""The kinds of values in a profile: how each is read and shown, and what to write where it cannot be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from calculators.kit import read, schedule, show
from calculators.kit.calendar import WorkingCalendar
from calculators.kit.text import LANGUAGES, Text
from calculators.kit.units import CURRENCIES
from calculators.kit.words import NO, YES

_TELEPHONE = re.compile(r"([+(]?[0-9][0-9 ()-]*[0-9])(?: ?(?:转|ext\.?|x|#) ?([0-9]{1,6}))?")
_SHORTEST, _LONGEST = 3, 15  # digits: 119 is the shortest in use; E.164 allows no more than 15
_UNBROKEN = 6  # so many digits are read at a glance
_IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TRUNK_ZERO = re.compile(r"(?<=[0-9])( ?)\(0\)( ?)(?=[0-9])")  # +86 (0)10 …: not dialled after a country
_FIRST_YEAR, _LAST_YEAR = 1990, 2099
_MOST_SLIPS = 999  # their numbers have three digits
_SHORTEST_INTERVAL, _LONGEST_INTERVAL = timedelta(minutes=5), timedelta(days=1)


@dataclass(frozen=True)
class Kind[T]:
    """What a value may be. `read` raises ValueError; `expected` then says what to write instead."""

    expected: Text
    read: Callable[[str], T]
    show: Callable[[T], Text]
    room: int = 60
    bilingual: bool = False


@dataclass(frozen=True)
class Telephone:
    """A telephone number in the groups in which it is read aloud."""

    groups: tuple[str, ...]
    extension: str = ""

    @property
    def link(self) -> str:
        """The address that dials it; a comma waits before the extension.

        >>> telephone("(010) 0000-0000 转 801").link
        'tel:01000000000,801'
        """
        return "tel:" + "".join(self.groups) + (f",{self.extension}" if self.extension else "")


def telephone(typed: str) -> Telephone:
    """A telephone number, grouped as it was typed, or in the usual way where it was typed in one piece.

    >>> telephone("400-000-0000").groups, telephone("4000000000").groups, telephone("119").groups
    (('400', '000', '0000'), ('400', '000', '0000'), ('119',))
    >>> telephone("+86 138 0000 0000").groups, telephone("13800000000").groups
    (('+86', '138', '0000', '0000'), ('138', '0000', '0000'))
    """
    plain = read.plain(typed)
    match = _TELEPHONE.fullmatch(_TRUNK_ZERO.sub(" ", plain) if plain.startswith("+") else plain)
    if not match:
        raise ValueError(typed)
    groups = re.findall(r"\+?[0-9]+", match[1])
    digits = "".join(groups).removeprefix("+")
    if not _SHORTEST <= len(digits) <= _LONGEST:
        raise ValueError(typed)
    if len(groups) == 1 and match[1].isdigit() and len(digits) > _UNBROKEN:
        groups = _grouped(digits)
    return Telephone(tuple(groups), match[2] or "")


def _grouped(digits: str) -> list[str]:
    """Ten digits as 3-3-4, others in fours from the end: 138 0000 0000, 0000 0000."""
    head = len(digits) % 4
    if len(digits) == 10:
        return [digits[:3], digits[3:6], digits[6:]]
    return [part for part in (digits[:head], *re.findall("....", digits[head:])) if part]


def _show_telephone(value: Telephone) -> Text:
    number = " ".join(value.groups)
    if not value.extension:
        return Text.same(number)
    return Text(f"{number} 转 {value.extension}", f"{number} ext. {value.extension}")


def _address(typed: str) -> str:
    """An address that a browser opens; `https:/host` and a bare host are none."""
    parts = urlsplit(typed)
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"[\s\"'<>]", typed):
        raise ValueError(typed)
    return typed


def _date(typed: str) -> date:
    value = read.calendar_date(typed)
    if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        raise ValueError(typed)
    return value


def _identifier(typed: str) -> str:
    if not _IDENTIFIER.fullmatch(typed):
        raise ValueError(typed)
    return typed


def _duration(typed: str) -> timedelta:
    value = read.duration(typed)
    if typed.isdecimal() or not _SHORTEST_INTERVAL <= value <= _LONGEST_INTERVAL:
        raise ValueError(typed)
    return value


def _count(typed: str) -> int:
    plain = read.plain(typed)
    if not plain.isdecimal() or not 1 <= int(plain) <= _MOST_SLIPS:
        raise ValueError(typed)
    return int(plain)


def _flag(typed: str) -> bool:
    return {"true": True, "yes": True, "false": False, "no": False}[typed.lower()]


def _show_calendar(value: WorkingCalendar) -> Text:
    zh, en = (schedule.write(value, language).splitlines() for language in LANGUAGES)
    return Text("；".join(zh), "; ".join(en))


def choice(options: Mapping[str, Text]) -> Kind[str]:
    """One of a few words, shown by their names."""
    listed = ", ".join(options)
    expected = Text(f"从这几个词里选一个：{listed}。", f"choose one of: {listed}.")
    return Kind(expected, lambda typed: {name: name for name in options}[typed], options.__getitem__)


def words(room: int, *, bilingual: bool = True) -> Kind[str]:
    """A line of text with room for so many characters."""
    expected = Text("写成一行字。", "write one line of text.")
    return Kind(expected, lambda typed: typed, Text.same, room, bilingual)


TEXT, NAME, MARK = words(120), words(40), words(12, bilingual=False)
IDENTIFIER = Kind(
    Text(
        "用小写字母和数字，中间可以加连字符，例如 plant-1。",
        "use small letters and digits, joined by hyphens, for example plant-1.",
    ),
    _identifier,
    Text.same,
    40,
)
TELEPHONE = Kind(
    Text(
        "写成电话号码，3～15 位数字，例如 400-000-0000、010-0000-0000 转 801。",
        "write a telephone number of 3 to 15 digits, for example 400-000-0000 or 010-0000-0000 ext. 801.",
    ),
    telephone,
    _show_telephone,
    40,
)
ADDRESS = Kind(
    Text(
        "写成 http:// 或 https:// 开头的网址，中间没有空格。",
        "write an address that begins with http:// or https:// and has no spaces.",
    ),
    _address,
    Text.same,
    200,
)
DATE = Kind[date](
    Text(
        "写成日历上有的一天，1990～2099 年，例如 2027-06-30。",
        "write a day that exists, in 1990 to 2099, for example 2027-06-30.",
    ),
    _date,
    lambda value: Text.same(value.isoformat()),
)
DURATION = Kind(
    Text(
        "写成时长，5 分钟～24 小时，带单位，例如 30 分钟。",
        "write a length of time from 5 min to 24 h with its unit, for example 30 min.",
    ),
    _duration,
    show.duration,
)
COUNT = Kind(
    Text(
        "写张数，1～999 的整数，例如 48。",
        "write how many sheets, a whole number from 1 to 999, for example 48.",
    ),
    _count,
    lambda value: Text.same(str(value)),
)
CALENDAR = Kind(
    Text(
        "一行写一条规则，例如“周一至周五 09:00-12:00 13:00-18:00”。",
        "write one rule a line, for example “Mon-Fri 09:00-12:00 13:00-18:00”.",
    ),
    schedule.parse,
    _show_calendar,
    10_000,
)
FLAG = Kind(
    Text("写 true 或 false。", "write true or false."),
    _flag,
    lambda value: YES if value else NO,
)
CURRENCY = choice({code: Text.same(code) for code in CURRENCIES})
HOSTING = choice(
    {
        "on_premises": Text("公司自己的服务器", "our own server"),
        "hosted": Text("供应商托管的服务器", "a server that the vendor hosts"),
        "cloud": Text("供应商的云服务", "the vendor’s cloud"),
    }
)
VERSION = choice({"1": Text.same("1")})
