"""Units: how each is written, what it is worth, and which words people type for it."""

from __future__ import annotations

from dataclasses import dataclass

from calculators.kit.text import Text


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time: its name after a number, its length, and everything that readers write for it."""

    name: Text
    seconds: int
    typed: tuple[str, ...]


DAY = Unit(Text("天", "d"), 86_400, ("d", "day", "days", "天", "日"))
HOUR = Unit(
    Text("小时", "h"), 3_600, ("h", "hr", "hrs", "hour", "hours", "小时", "个小时", "时", "钟头", "个钟头")
)
MINUTE = Unit(Text("分钟", "min"), 60, ("min", "mins", "minute", "minutes", "m", "分钟", "分"))
SECOND = Unit(Text("秒", "s"), 1, ("s", "sec", "secs", "second", "seconds", "秒", "秒钟"))
WEEK = Unit(Text("周", "wk"), 604_800, ("w", "wk", "week", "weeks", "周", "星期"))
TIMES = (WEEK, DAY, HOUR, MINUTE, SECOND)
SECONDS = {word: unit.seconds for unit in TIMES for word in unit.typed}

# Words that multiply a number. Chinese ones may follow each other: 3千万 is thirty million.
MULTIPLIERS = {"百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
ENGLISH_MULTIPLIERS = {"k": 1_000, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}

CURRENCIES = {"CNY": "¥", "USD": "US$", "EUR": "€", "HKD": "HK$", "JPY": "JP¥", "GBP": "£"}
MONEY_WORDS = ("¥", "$", "€", "£", "元", "块", "人民币", "rmb", "yuan")

PERCENT = Text.same("%")
