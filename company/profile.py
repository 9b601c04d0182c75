"""A company's profile: the values of the spec that are filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from calculators.kit.schedule import CalendarError
from calculators.kit.text import LANGUAGES, Text
from company.kinds import CALENDAR
from company.spec import BY_KEY, ENTRIES, Entry, nearest

# One text for both languages, or one for each.
type Given = str | Mapping[str, str]

CONTACTS_KEEP = timedelta(days=90)

UNKNOWN = Text("没有这一项；最接近的是 {nearest}。", "there is no such key. The nearest is {nearest}.")
NEEDED = Text("这一项要填：{expected}", "this one is needed: {expected}")
LONG = Text("最多 {limit} 个字符，现在有 {length} 个。", "room for {limit} characters; it has {length}.")
UNREAD = Text("{expected}现在写的是“{typed}”。", "{expected} It now says “{typed}”.")
LINE = Text("第 {line} 行“{typed}”：{reason}", "line {line}, “{typed}”: {reason}")
BOTH = Text("zh 和 en 都要写。", "write both zh and en.")
ONE = Text("两种语言写的是同一个值：去掉 zh 和 en。", "one value for both languages: drop zh and en.")
BACKWARDS = Text("早于发布日期 {date}：改其中一个。", "is before the date {date}: change one of the two.")


@dataclass(frozen=True)
class Problem:
    """What is wrong with the value of a key."""

    key: str
    message: Text


class ProfileError(ValueError):
    """A profile that cannot be used, with all that is wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        """Keep the problems."""
        super().__init__("\n".join(f"{problem.key}: {problem.message.en}" for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class Profile:
    """The values that are filled in, by key."""

    values: Mapping[str, Any]

    @property
    def example(self) -> bool:
        """Whether everything here is invented."""
        return bool(self.values.get("example"))

    def shown(self, key: str) -> Text | None:
        """A value as words; none where it is left blank."""
        if key not in self.values:
            return None
        kind, value = BY_KEY[key].kind, self.values[key]
        return value if kind.bilingual else kind.show(value)

    def blanks(self) -> list[Entry]:
        """What is not filled in."""
        return [entry for entry in ENTRIES if entry.key not in self.values and entry.key != "example"]

    def overdue_from(self) -> dict[str, date]:
        """The first day on which the edition has expired, and on which its telephone numbers are old."""
        known = {
            "expired": ("runbook.valid_until", timedelta(0)),
            "contacts": ("runbook.contacts_checked", CONTACTS_KEEP),
        }
        return {
            name: self.values[key] + kept + timedelta(days=1)
            for name, (key, kept) in known.items()
            if key in self.values
        }


def read(given: Mapping[str, Given]) -> Profile:
    """The profile that was written down; a ProfileError tells all that is wrong with it.

    >>> profile = read({"version": "1", "site.id": "plant-1", "vendor.hotline": "4000000000"})
    >>> profile.shown("vendor.hotline").en
    '400 000 0000'
    """
    values: dict[str, Any] = {}
    problems = [Problem(key, UNKNOWN.format(nearest=nearest(key))) for key in given if key not in BY_KEY]
    for entry in ENTRIES:
        try:
            value = _value(entry, given.get(entry.key, ""))
        except _UnreadError as error:
            problems.append(Problem(entry.key, error.message))
        else:
            if value is not None:
                values[entry.key] = value
    problems += _contradictions(values)
    if problems:
        raise ProfileError(problems)
    return Profile(values)


class _UnreadError(ValueError):
    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


def _value(entry: Entry, given: Given) -> Any:
    """The value of an entry, none where it is blank."""
    if isinstance(given, str):
        if given.strip():
            value = _read(entry, given)
            return Text.same(value) if entry.kind.bilingual else value
        if entry.needed:
            raise _UnreadError(NEEDED.format(expected=entry.kind.expected))
        return None
    if not entry.kind.bilingual:
        raise _UnreadError(ONE)
    if not all(given.get(language, "").strip() for language in LANGUAGES):
        raise _UnreadError(BOTH)
    return Text(*(_read(entry, given[language]) for language in LANGUAGES))


def _read(entry: Entry, given: str) -> Any:
    kind, typed = entry.kind, given.strip()
    if len(typed) > kind.room:
        raise _UnreadError(LONG.format(limit=kind.room, length=len(typed)))
    if kind is not CALENDAR and len(typed.splitlines()) > 1:
        raise _UnreadError(kind.expected)
    try:
        return kind.read(typed)
    except CalendarError as error:
        reason = LINE if error.line else Text.same("{reason}")
        raise _UnreadError(reason.format(line=error.line, typed=error.typed, reason=error.reason)) from None
    except (ValueError, LookupError, OverflowError):
        raise _UnreadError(UNREAD.format(expected=kind.expected, typed=typed)) from None


def _contradictions(values: Mapping[str, Any]) -> Iterator[Problem]:
    first, last = values.get("runbook.date"), values.get("runbook.valid_until")
    if first and last and last < first:
        yield Problem("runbook.valid_until", BACKWARDS.format(date=first.isoformat()))
