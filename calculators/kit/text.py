"""Words in both languages."""

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
        zh, en = self.zh, self.en
        if not (isinstance(zh, str) and isinstance(en, str) and zh.strip() and en.strip()):
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
        zh = {key: value.zh if isinstance(value, Text) else value for key, value in values.items()}
        en = {key: value.en if isinstance(value, Text) else value for key, value in values.items()}
        return Text(self.zh.format(**zh), self.en.format(**en))

    @classmethod
    def joined(cls, parts: Iterable[Text], zh: str = "、", en: str = ", ") -> Text:
        """The parts in one line, with these marks between them."""
        parts = tuple(parts)
        return cls(zh.join(part.zh for part in parts), en.join(part.en for part in parts))
