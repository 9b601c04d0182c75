"""Text that a reader typed, read generously: full-width digits, thousands, 万, units, many forms of a time.

Each function returns the value or raises ValueError; fields.py turns that into a helpful sentence.
Where a text could mean two things, it is refused rather than guessed. Every key sends the whole form again,
so what was read lately is remembered.
"""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

from calculators.kit.units import CURRENCIES, ENGLISH_MULTIPLIERS, HOUR, MULTIPLIERS, SECONDS

_UNSIGNED = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+"
_NUMBER_AND_WORDS = re.compile(rf"([+-]?(?:{_UNSIGNED}))(e[+-]?[0-9]{{1,4}})? *([^0-9.,+-]*)")
_PART_OF_DURATION = re.compile(rf" *,? *({_UNSIGNED}) *([a-z]+|[^\W\da-z_]+)(?=[0-9., ]|$)")
_CLOCK = re.compile(r"([0-9]+):([0-5][0-9])(?::([0-5][0-9]))?")
_OFFSET = re.compile(r"(?:utc|gmt)? *(?:([+-])? *([0-9]{1,2})(?::?([0-5][0-9]))?)?|z")
_MOMENT = re.compile(
    r"(?P<date>.+?) *(?:t|,| |(?<=日)) *"
    r"(?P<half>am|pm|上午|下午|凌晨|早上|中午|晚上)? *"
    r"(?P<hour>[0-9]{1,2})(?::|点|时)(?:(?P<minute>[0-9]{2})(?:分|:(?P<second>[0-9]{2})(?:[.,][0-9]+)?)?)? *"
    r"(?P<half_after>am|pm)? *"
    r"(?P<offset>z|\(?(?:utc|gmt)? *[+-] *[0-9:]+\)?|\(?(?:utc|gmt)\)?)?"
)
_DATE = re.compile(
    r"([0-9]{4})(?:[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})| ?年 ?([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?日)"
)
_DATE_OF_A_LETTER = re.compile(
    r"(?:(?P<d>[0-9]{1,2}) (?P<m>[a-z]{3})[a-z]*|(?P<m2>[a-z]{3})[a-z]* (?P<d2>[0-9]{1,2})),? (?P<y>[0-9]{4})"
)
_WEEKDAY = re.compile(r"\((?:周|星期|礼拜)[一二三四五六日天]\)|^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? ")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
# The hours that each word can mean: 中午 11:30 is before noon; 晚上 12:00 may end either day and is refused.
_HALVES = {
    **dict.fromkeys(("am", "上午"), range(12)),
    **dict.fromkeys(("pm", "下午"), range(12, 24)),
    "凌晨": range(7),
    "早上": range(1, 12),
    "中午": range(11, 15),
    "晚上": range(17, 24),
}


_remember = lru_cache(maxsize=4096)


def plain(text: str) -> str:
    """Lower case, half-width, one kind of minus and of space, so that 　１３：３０ and 13:30 are the same."""
    text = unicodedata.normalize("NFKC", text).replace("−", "-").replace("–", "-").replace("—", "-")
    return " ".join(text.lower().split())


@_remember
def number(text: str, units: tuple[str, ...] = ()) -> float:
    """A number, perhaps with thousands, 万 or 亿, and one of the unit words.

    >>> number("１，２３４，５６７"), number("123.5万"), number("1.2 亿"), number("12 张", ("张",))
    (1234567.0, 1235000.0, 120000000.0, 12.0)
    """
    match = _NUMBER_AND_WORDS.fullmatch(plain(text))
    if not match:
        raise ValueError(text)
    digits, exponent, words = match.groups(default="")
    words = words.strip()
    for unit in sorted((plain(unit) for unit in units), key=len, reverse=True):
        if unit and words.endswith(unit):
            words = words.removesuffix(unit).strip()
            break
    factor = 1
    if words in ENGLISH_MULTIPLIERS:
        factor = ENGLISH_MULTIPLIERS[words]
    else:
        for character in words:
            if character not in MULTIPLIERS:
                raise ValueError(text)
            factor *= MULTIPLIERS[character]
    value = float(digits.replace(",", "") + exponent) * factor
    if not math.isfinite(value):
        raise OverflowError(text)
    return value


def money(text: str, currency: str = "CNY") -> float:
    """An amount with or without its currency; the sign of another currency is refused.

    >>> money("¥ 60,483.87"), money("120 万元"), money("-5 CNY"), money("US$100", "USD")
    (60483.87, 1200000.0, -5.0, 100.0)
    """
    text = plain(text)
    symbol, typed = CURRENCIES.get(currency, (currency, ()))
    words = tuple(plain(word) for word in (currency, symbol, *typed))
    sign = text[:1] if text[:1] in "+-" else ""
    text = text.removeprefix(sign).strip()
    first = max((word for word in words if text.startswith(word)), key=len, default="")
    return number(sign + text.removeprefix(first).strip(), words)


def currency(text: str) -> str | None:
    """The currency that an amount is written in, None where it tells none.

    >>> currency("€12–15"), currency("SEK 12"), currency("12 yen"), currency("12 万")
    ('EUR', 'SEK', 'JPY', None)
    """
    text = plain(text)
    word = re.search(r"[^\s0-9+.,'-]+", text)
    if not word:
        return None
    for code, (sign, words) in CURRENCIES.items():
        if word[0] in map(plain, (code, sign, *words)):
            return code
    return word[0].upper() if re.match(r"[a-z]{3} ?[0-9]", text) else None


def share(text: str) -> float:
    """A percentage as a share of one. A bare number is one, but above 0 and up to 1 it must carry its sign.

    >>> share("80%"), share("80"), share("0.8%"), share("0"), share("99.9%")
    (0.8, 0.8, 0.008, 0.0, 0.999)
    >>> share("0.8")
    Traceback (most recent call last):
        ...
    LookupError: 0.8
    """
    text = plain(text)
    value = number(text, ("%",))
    if "%" not in text and 0 < value <= 1:
        raise LookupError(text)
    return round(value / 100, 15)  # 99.9 ÷ 100 is not the 0.999 that a program would write


@_remember
def duration(text: str, unit: int = HOUR.seconds) -> timedelta:
    """A length of time; a bare number counts in units of so many seconds.

    >>> [str(duration(text)) for text in ("13 h", "90 min", "13:30", "1.5天")]
    ['13:00:00', '1:30:00', '13:30:00', '1 day, 12:00:00']
    >>> duration("1d 2h") == duration("1 天 2 小时") == duration("26")
    True
    """
    text = plain(text)
    sign = text[:1] if text[:1] in "+-" else ""
    text = text.removeprefix(sign).strip()
    if text.startswith(("+", "-")):
        raise ValueError(text)
    if match := _CLOCK.fullmatch(text):
        hours, minutes, rest = (int(part or 0) for part in match.groups())
        seconds = hours * 3_600.0 + minutes * 60 + rest
    else:
        try:
            seconds = number(text) * unit
        except OverflowError:
            raise
        except ValueError:
            seconds = _sum_of_parts(text)
    return timedelta(seconds=-seconds if sign == "-" else seconds)


def _sum_of_parts(text: str) -> float:
    """Seconds in "1d 2h" or "1天2小时30分"."""
    position, seconds = 0, 0.0
    seen: set[int] = set()
    while position < len(text):
        part = _PART_OF_DURATION.match(text, position)
        if not part or part[2] not in SECONDS or SECONDS[part[2]] in seen:
            raise ValueError(text)
        seen.add(SECONDS[part[2]])
        seconds += float(part[1].replace(",", "")) * SECONDS[part[2]]
        position = part.end()
    if not seen:
        raise ValueError(text)
    return seconds


@_remember
def offset(text: str) -> timedelta:
    """A UTC offset from −12:00 to +14:00.

    >>> offset("8") == offset("UTC+8") == offset("+08:00") == offset("+0800") == timedelta(hours=8)
    True
    >>> offset("+05:45"), offset("Z")
    (datetime.timedelta(seconds=20700), datetime.timedelta(0))
    """
    text = plain(text)
    match = _OFFSET.fullmatch(text)
    if not match or not text:
        raise ValueError(text)
    sign, hours, minutes = match.groups()
    value = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    value = -value if sign == "-" else value
    if not timedelta(hours=-12) <= value <= timedelta(hours=14):
        raise ValueError(text)
    return value


@_remember
def moment(text: str) -> datetime:
    """A date with its time; aware only where the text itself carries an offset.

    >>> moment("2026 年 3 月 12 日（周四）15:00") == moment("Thu 12 Mar 2026, 15:00")
    True
    >>> moment("2026/3/12 02:00Z").isoformat()
    '2026-03-12T02:00:00+00:00'
    """
    text = plain(text)
    match = _MOMENT.fullmatch(_WEEKDAY.sub(" ", text).strip())
    if not match:
        raise ValueError(text)
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    if half := match["half"] or match["half_after"]:
        meant = [each for each in _HALVES[half] if each % 12 == hour % 12]
        if not (meant and 1 <= hour <= 12):
            raise ValueError(text)
        hour = meant[0]
    day = datetime.combine(calendar_date(match["date"]), datetime.min.time())
    if hour == 24 and (minute, second) == (0, 0):
        day, hour = day + timedelta(days=1), 0
    value = day.replace(hour=hour, minute=minute, second=second)
    if match["offset"]:
        value = value.replace(tzinfo=timezone(offset(match["offset"].strip("()"))))
    return value


def calendar_date(text: str) -> date:
    """A date with its year first, or with the month as a word: 12/3/2026 would be two dates.

    >>> calendar_date("2026/3/12") == calendar_date("12 Mar 2026") == calendar_date("2026年3月12日")
    True
    """
    text = plain(text)
    if match := _DATE.fullmatch(text):
        year, *rest = (int(part) for part in match.groups() if part)
        return date(year, *rest)
    if match := _DATE_OF_A_LETTER.fullmatch(text):
        month = _MONTHS.index(match["m"] or match["m2"]) + 1
        return date(int(match["y"]), month, int(match["d"] or match["d2"]))
    raise ValueError(text)
