"""Units: how each is written, what it is worth, and which words people type for it."""

from __future__ import annotations

from dataclasses import dataclass

from calculators.kit.text import Text


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time: its name after a number and on its own, its length, and what readers write for it."""

    name: Text
    alone: Text
    seconds: int
    typed: tuple[str, ...]


DAY = Unit(Text("天", "d"), Text("天", "days"), 86_400, ("d", "day", "days", "天", "日"))
HOUR = Unit(
    Text("小时", "h"),
    Text("小时", "hours"),
    3_600,
    ("h", "hr", "hrs", "hour", "hours", "小时", "个小时", "时", "钟头", "个钟头"),
)
MINUTE = Unit(
    Text("分钟", "min"), Text("分钟", "minutes"), 60, ("min", "mins", "minute", "minutes", "m", "分钟", "分")
)
SECOND = Unit(
    Text("秒", "s"), Text("秒", "seconds"), 1, ("s", "sec", "secs", "second", "seconds", "秒", "秒钟")
)
WEEK = Unit(Text("周", "wk"), Text("周", "weeks"), 604_800, ("w", "wk", "week", "weeks", "周", "星期"))
TIMES = (WEEK, DAY, HOUR, MINUTE, SECOND)
SECONDS = {word: unit.seconds for unit in TIMES for word in unit.typed}

# Words that multiply a number. Chinese ones may follow each other: 3千万 is thirty million.
MULTIPLIERS = {"百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
ENGLISH_MULTIPLIERS = {"k": 1_000, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}

# Each currency's sign, as it is shown, and the other words that readers write for it.
CURRENCIES = {
    "CNY": ("¥", ("元", "块", "人民币", "rmb", "yuan")),
    "USD": ("US$", ("$", "美元", "dollar", "dollars")),
    "EUR": ("€", ("欧元", "euro", "euros")),
    "HKD": ("HK$", ("港元", "港币")),
    "JPY": ("JP¥", ("日元", "yen")),
    "GBP": ("£", ("英镑", "pound", "pounds")),
}

PERCENT = Text.same("%")
