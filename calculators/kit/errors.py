"""What a form says when it cannot use a value: the exact words, in one place.

A message names the field, its limits with their unit, and what to do.
"""

from __future__ import annotations

from calculators.kit.text import Text


class InputError(ValueError):
    """A value that the reader has to change; `fields` are the names of the inputs where it is told."""

    def __init__(self, message: Text, *fields: str) -> None:
        """Keep the words and the places."""
        super().__init__(message.en)
        self.message = message
        self.fields = fields


NEEDED = Text("“{label}”还没有填，例如 {example}。", "“{label}” is empty: enter for example {example}.")
NEEDED_WITHIN = Text(
    "“{label}”还没有填，例如 {example}（{limits}）。",
    "“{label}” is empty: enter for example {example} ({limits}).",
)
CHOOSE = Text("“{label}”要从这几项里选一项：{options}。", "“{label}” is one of these: {options}.")
CHOOSE_SEVERAL = Text(
    "“{label}”从这几项里选，可选几项：{options}。", "“{label}” is one or more of these: {options}."
)
CHOOSE_ONE = Text("“{label}”至少选一项：{options}。", "Choose at least one for “{label}”: {options}.")
NUMBER = Text(
    "“{label}”要写成数字，例如 {example}（{limits}）；现在写的是“{typed}”。",
    "Write “{label}” as a number, for example {example} ({limits}); it now says “{typed}”.",
)
WHOLE = Text(
    "“{label}”要写成整数（{limits}）；现在写的是“{typed}”。",
    "Write “{label}” as a whole number ({limits}); it now says “{typed}”.",
)
BETWEEN = Text(
    "“{label}”的范围是 {low}～{high}；现在写的是“{typed}”。",
    "“{label}” must be between {low} and {high}; it now says “{typed}”.",
)
SHARE = Text(
    "“{label}”写的是“{typed}”，可能是 {fraction}，也可能是 {percent}：写上百分号。",
    "“{label}” says “{typed}”, which may mean {fraction} or {percent}: write the percent sign.",
)
OTHER_CURRENCY = Text(
    "“{label}”这里按 {currency} 算，现在写的是“{typed}”：换算成 {currency} 再填，或者改表里的“币种”。",
    "“{label}” counts in {currency} here; it now says “{typed}”: convert it to {currency}, or change "
    "“Currency” in this form.",
)
DURATION = Text(
    "“{label}”要写成时长，例如 13 小时、90 分钟、13:30（{limits}）；现在写的是“{typed}”。",
    "Write “{label}” as a length of time, for example 13 h, 90 min, 13:30 ({limits}); it now says “{typed}”.",
)
MOMENT = Text(
    "“{label}”要写明日期和时间，例如 2026-03-12 15:00（{limits}）；现在写的是“{typed}”。",
    "Write “{label}” with its date and time, for example 2026-03-12 15:00 ({limits}); it now says “{typed}”.",
)
OFFSET = Text(
    "“{label}”写成 +08:00 这样的格式，范围 −12:00～+14:00；现在写的是“{typed}”。",
    "Write “{label}” like +08:00, from −12:00 to +14:00; it now says “{typed}”.",
)
LONG = Text(
    "“{label}”最多 {limit} 个字符，现在有 {length} 个。",
    "“{label}” has room for {limit} characters; it now has {length}.",
)
LINE = Text("“{label}”第 {line} 行“{typed}”：{reason}", "“{label}”, line {line}, “{typed}”: {reason}")
RULES = Text("“{label}”：{reason}", "“{label}”: {reason}")
ROW = Text("“{label}”第 {row} 行：{message}", "“{label}”, row {row}: {message}")
NO_ROWS = Text("“{label}”还没有填：至少填一行。", "“{label}” is empty: fill in at least one row.")
MANY_ROWS = Text(
    "“{label}”最多 {limit} 行，现在有 {count} 行：去掉用不到的。",
    "“{label}” has room for {limit} rows; it now has {count}: remove those that do not matter.",
)

# --- What comes from a link, a file or the command line

FOREIGN = Text(
    "里面没有这个计算的输入：选这一页导出的 .json 文件，或请对方重新复制链接。",
    "It holds no inputs of this calculator: choose a .json file that this page saved, "
    "or ask for the link to be copied again.",
)
OTHER_CALCULATOR = Text(
    "里面是另一个计算的输入，不是“{title}”：到那个计算的页面去打开。",
    "It holds the inputs of another calculator, not of “{title}”: open it on that calculator's page.",
)
TOO_LONG = Text(
    "内容超过 1,000,000 个字符，没有打开：选这一页导出的 .json 文件。",
    "It has more than 1,000,000 characters and was not opened: choose a .json file that this page saved.",
)
UNREADABLE = Text(
    "“{label}”在里面的写法读不懂：照 --schema 或这一页导出的文件来写。",
    "The way it holds “{label}” cannot be read: write it as --schema says, "
    "or as a file saved by this page does.",
)
UNKNOWN = Text(
    "没有这些项目：{names}。用 --schema 列出全部项目。",
    "There are no fields {names}: --schema lists all of them.",
)
