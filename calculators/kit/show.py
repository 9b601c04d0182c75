"""Values as words, in each language's habit. Rounding happens here and nowhere else."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from calculators.kit.text import Text
from calculators.kit.units import CURRENCIES, DAY, HOUR, MINUTE, SECOND

MINUS = "−"
WEEKDAYS = tuple(
    Text(f"周{zh}", en)
    for zh, en in zip("一二三四五六日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True)
)
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
IN_DAYS = timedelta(hours=100)
# Most of a result is the same after each key. Moments are not remembered: equal ones may show other offsets.
_remember = lru_cache(maxsize=4_096)


def _digits(value: float, places: int) -> str:
    """At most `places` decimals, thousands apart, a real minus, never a minus before zero."""
    text = f"{abs(value):,.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return MINUS + text if value < 0 and text != "0" else text


@_remember
def number(value: float, places: int = 2) -> Text:
    """A number with thousands apart.

    >>> number(1234567).en, number(-0.5).en, number(-0.001).en
    ('1,234,567', '−0.5', '0')
    """
    return Text.same(_digits(value, places))


@_remember
def money(value: float, currency: str = "CNY") -> Text:
    r"""An amount: whole, or with both decimals.

    >>> money(60483.8709).zh, money(-1200).en, money(5, "SEK").en
    ('¥60,483.87', '−¥1,200', 'SEK\xa05')
    """
    symbol, _ = CURRENCIES.get(currency, (currency + "\N{NO-BREAK SPACE}", ()))
    text = f"{abs(value):,.2f}"
    sign = MINUS if value < 0 and text != "0.00" else ""
    return Text.same(sign + symbol + text.removesuffix(".00"))


@_remember
def share(value: float, places: int = 2) -> Text:
    """A share of one as a percentage.

    >>> share(0.8).en, share(0.9975).en
    ('80%', '99.75%')
    """
    return Text.same(_digits(value * 100, places) + "%")


@_remember
def duration(value: timedelta) -> Text:
    """A length of time: hours up to 100 of them, then days and hours; minutes below one hour.

    >>> [duration(timedelta(hours=h)).en for h in (13, 85, 80, 7.5, 0.75, 124, -1.5, 0)]
    ['13 h', '85 h', '80 h', '7 h 30 min', '45 min', '5 d 4 h', '−1 h 30 min', '0 h']
    """
    rest = round(abs(value).total_seconds())
    parts: list[Text] = []
    for unit in (DAY, HOUR, MINUTE, SECOND):
        if unit is DAY and rest < IN_DAYS.total_seconds():
            continue
        count, rest = divmod(rest, unit.seconds)
        if count:
            parts.append(Text("{n} {unit}", "{n} {unit}").format(n=f"{count:,}", unit=unit.name))
    words = Text.joined(parts, " ", " ") if parts else Text("0 小时", "0 h")
    return Text.same(MINUS + "{words}").format(words=words) if parts and value < timedelta(0) else words


@_remember
def hours(value: timedelta) -> Text:
    """Working time: never in days, which would be read as days of 24 hours.

    >>> hours(timedelta(hours=1240, minutes=30)).en, hours(timedelta(minutes=45)).zh
    ('1,240 h 30 min', '45 分钟')
    """
    whole, rest = divmod(value, timedelta(hours=1))
    parts = [Text.same("{n} {unit}").format(n=f"{whole:,}", unit=HOUR.name)] if whole or not rest else []
    return Text.joined([*parts, duration(rest)] if rest else parts, " ", " ")


def days(value: timedelta) -> Text:
    """The same length in days, for beside a long number of hours.

    >>> days(timedelta(hours=80)).zh, days(timedelta(hours=37)).en
    ('3 天 8 小时', '1 d 13 h')
    """
    count, rest = divmod(abs(value), timedelta(days=1))
    words = Text.same("{sign}{n} {unit}").format(
        sign=MINUS if value < timedelta(0) else "", n=f"{count:,}", unit=DAY.name
    )
    return Text.joined([words, duration(rest)], " ", " ") if rest else words


def day(value: date) -> Text:
    """A date with its weekday.

    >>> day(date(2026, 3, 12)).zh, day(date(2026, 3, 12)).en
    ('2026 年 3 月 12 日（周四）', 'Thu 12 Mar 2026')
    """
    name = WEEKDAYS[value.weekday()]
    return Text(
        f"{value.year} 年 {value.month} 月 {value.day} 日（{name.zh}）",
        f"{name.en} {value.day} {_MONTHS[value.month - 1]} {value.year}",
    )


def short_day(value: date) -> Text:
    """A date for a narrow place.

    >>> short_day(date(2026, 3, 12)).zh, short_day(date(2026, 3, 12)).en
    ('3/12', '12 Mar')
    """
    return Text(f"{value.month}/{value.day}", f"{value.day} {_MONTHS[value.month - 1]}")


def offset(value: timedelta) -> str:
    """A UTC offset.

    >>> offset(timedelta(hours=8)), offset(-timedelta(hours=3, minutes=30)), offset(timedelta(0))
    ('+08:00', '−03:30', '+00:00')
    """
    minutes = round(abs(value).total_seconds() / 60)
    return f"{MINUS if value < timedelta(0) else '+'}{minutes // 60:02}:{minutes % 60:02}"


def clock(value: datetime) -> str:
    """The time of day, with seconds only where there are some."""
    return value.isoformat()[11:19] if value.second else value.isoformat()[11:16]


def moment(value: datetime, *, with_offset: bool = False) -> Text:
    """A moment on its own clock.

    >>> at = datetime.fromisoformat("2026-03-12T15:00+08:00")
    >>> moment(at).zh, moment(at, with_offset=True).en
    ('2026 年 3 月 12 日（周四）15:00', 'Thu 12 Mar 2026, 15:00 (UTC+08:00)')
    """
    words = Text("{day}{clock}", "{day}, {clock}").format(day=day(value), clock=clock(value))
    if not with_offset:
        return words
    shown = offset(value.utcoffset() or timedelta(0))
    return Text("{words}（UTC{offset}）", "{words} (UTC{offset})").format(words=words, offset=shown)


def stamp(value: datetime, *, with_offset: bool = False) -> str:
    """A moment in its shortest form, for inside brackets.

    >>> at = datetime.fromisoformat("2026-03-12T15:00+08:00")
    >>> stamp(at), stamp(at, with_offset=True)
    ('2026-03-12 15:00', '2026-03-12 15:00 UTC+08:00')
    """
    words = f"{value.isoformat()[:10]} {clock(value)}"
    return f"{words} UTC{offset(value.utcoffset() or timedelta(0))}" if with_offset else words
