"""Words in both languages, and the words that every form uses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

type Language = Literal["zh", "en"]

LANGUAGES: tuple[Language, ...] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Chinese and in English; one without the other cannot be made.

    >>> Text("小时", "h")["zh"]
    '小时'
    >>> Text("{n} 小时", "{n} h").format(n=13).en
    '13 h'
    >>> Text("小时", "")
    Traceback (most recent call last):
        ...
    TypeError: Text needs words in zh and en, not '小时' and ''
    """

    zh: str
    en: str

    def __post_init__(self) -> None:
        """Refuse a missing language."""
        if not all(isinstance(words, str) and words.strip() for words in (self.zh, self.en)):
            raise TypeError(f"Text needs words in zh and en, not {self.zh!r} and {self.en!r}")

    @classmethod
    def same(cls, words: str) -> Text:
        """Words that are alike in both languages, such as a number."""
        return cls(words, words)

    def __getitem__(self, language: Language) -> str:
        """The words in one language."""
        if language not in LANGUAGES:
            raise KeyError(language)
        return self.zh if language == "zh" else self.en

    def format(self, **values: object) -> Text:
        """Fill the gaps; a value that is itself a Text gives each language its own words."""

        def pick(language: Language) -> dict[str, object]:
            return {
                key: value[language] if isinstance(value, Text) else value for key, value in values.items()
            }

        return Text(self.zh.format(**pick("zh")), self.en.format(**pick("en")))

    @classmethod
    def joined(cls, parts: Iterable[Text], zh: str = "、", en: str = ", ") -> Text:
        """The parts in one line, with these marks between them."""
        parts = tuple(parts)
        return cls(zh.join(part.zh for part in parts), en.join(part.en for part in parts))


YES = Text("是", "Yes")
NO = Text("否", "No")
NOT_FILLED = Text("未填", "not filled in")
EXAMPLE = Text("示例", "Example")
ASSUMED = Text("默认", "Assumed")
TYPED = Text("已填", "Yours")
DEVICE = Text("取自这台设备", "From this device")
MORE = Text("更精确", "More precise")
CLEAR = Text("清空我填的内容，回到示例", "Clear what I typed, back to the example")
COMPUTED = Text("这个数是怎么算出来的", "How this was computed")
QUANTITY = Text("项目", "Item")
VALUE = Text("数值", "Value")
UNIT = Text("单位与范围", "Unit and range")
MEANING = Text("说明", "Meaning")
RESULT_TABLE = Text("结果明细", "The result in detail")
INPUTS_TABLE = Text("要填的内容", "What to fill in")
NEEDED = Text("必填", "needed")
OPTIONAL = Text("可不填", "may stay empty")
SOURCES = Text("来源", "Sources")
OFFSET_LABEL = Text("{label}：UTC 偏移", "{label}: UTC offset")
OFFSET_HELP = Text("中国是 +08:00。", "China is +08:00.")
OFFSET_SAME = Text("不填：与“{label}”相同。", "Empty: the same as “{label}”.")
EXAMPLE_RESULT = Text(
    "这是示例的结果。填入自己的数，结果随之更新。",
    "This is the result of the example. Fill in your own values and it changes.",
)
MIXED_RESULT = Text(
    "仍在使用示例值：{labels}。填入自己的数，结果才是自己的。",
    "Still example values: {labels}. Fill in your own, or the result is not yours.",
)
