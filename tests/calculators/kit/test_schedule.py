"""The text of a working calendar: what is read, what is refused and why, and that it is read back."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from calculators.kit import schedule
from calculators.kit.calendar import SpecialDays, WorkingCalendar
from calculators.kit.schedule import CalendarError
from calculators.kit.text import LANGUAGES, Language, Text
from tests.calculators.kit.test_calendar import calendars


@pytest.mark.parametrize("language", LANGUAGES)
@given(rules=calendars)
def test_written_and_read_back(language: Language, rules: WorkingCalendar) -> None:
    like = [special.as_weekday for special in rules.exceptions if special.as_weekday is not None]
    assume(any(rules.weekly) and all(rules.weekly[weekday] for weekday in like))
    assert schedule.parse(schedule.write(rules, language)) == rules


OFFICE = schedule.parse("Mon-Fri 09:00-12:00 13:00-18:00")


@pytest.mark.parametrize(
    "typed",
    [
        "周一至周五 09:00-12:00 13:00-18:00",
        "周一到周五：9:00-12:00、13:00-18:00",
        "周一~周五　０９：００－１２：００，１３：００－１８：００",
        "星期一至星期五 9:00至12:00 13:00至18:00",
        "Mon – Fri 9:00 – 12:00, 13:00 – 18:00",
        "monday to friday 09:00-12:00 13:00-18:00",
        "Mon, Tue, Wed, Thu, Fri 09:00-12:00 13:00-18:00",
        "周一、周二、周三、周四、周五 09:00-12:00 13:00-18:00",
        "Mon-Fri 09:00-12:00\n\nMon-Fri 13:00-18:00\n",
        "Mon-Fri 09:00-12:00 13:00-18:00\nSat-Sun off",
        "周一至周五 09:00-12:00 13:00-18:00\n周六、周日 休",
        "周一至周五 09:00-12:00 13:00-18:00；",
        "周一至周五 09:00-12:00；13:00-18:00。",
        "周一至周五 09:00-12:00 13:00-18:00  # 办公室",
        "＃ 办公室\n周一至五 09:00-12:00 13:00-18:00",
        "周一到五 09:00-12:00 13:00-18:00",
        "周一二三四五 09:00-12:00 13:00-18:00",
        "周一、二、三、四、五 09:00-12:00 13:00-18:00",
        "工作日 09:00-12:00 13:00-18:00",
        "weekdays 09:00-12:00 13:00-18:00",
        "每天 09:00-12:00 13:00-18:00\n周末 休",
        "周六日休\n每天 09:00-12:00 13:00-18:00",
        "daily 09:00-12:00 13:00-18:00\nSat, Sun: off",
        "每天 09:00-12:00\n周六 休息；\nSun off\n每天 13:00-18:00",
    ],
)
def test_ways_to_write_office_hours(typed: str) -> None:
    assert schedule.parse(typed) == OFFICE


def test_ways_to_write_the_weekend() -> None:
    ways = ("周六、周日", "周六日", "周六至日", "星期六天", "周末", "双休日", "Sat-Sun", "weekend")

    assert {schedule.parse(f"{days} 10:00-16:00") for days in ways} == {
        WorkingCalendar(((),) * 5 + (((600, 960),),) * 2)
    }


def test_ways_to_write_special_days() -> None:
    hours = "每天 09:00-18:00\n"
    chinese = (
        hours + "2026-10-01至2026-10-07 休\n2026 年 10 月 10 日 按周五\n2026年2月14日按星期一\n2026-05-01放假"
    )
    english = (
        hours + "2026-10-01 to 2026-10-07 off\n2026-10-10 as Fri\n2026-02-14 as Monday\n2026-05-01 holiday"
    )

    assert schedule.parse(chinese) == schedule.parse(english)
    assert schedule.parse(chinese).exceptions == (
        SpecialDays(date(2026, 10, 1), date(2026, 10, 7), None),
        SpecialDays(date(2026, 10, 10), date(2026, 10, 10), 4),
        SpecialDays(date(2026, 2, 14), date(2026, 2, 14), 0),
        SpecialDays(date(2026, 5, 1), date(2026, 5, 1), None),
    )


def test_days_that_run_round_the_weekend() -> None:
    assert [bool(hours) for hours in schedule.parse("Sat-Mon 09:00-12:00").weekly] == [
        True, False, False, False, False, True, True,
    ]  # fmt: skip


def test_printed_in_its_usual_form() -> None:
    rules = schedule.parse(
        "mon-fri 9:00-12:00\nsat 22:00-6:00\n2026-10-1 to 2026-10-7 off\n2026-10-10 as friday"
    )

    assert schedule.write(rules, "zh").splitlines() == [
        "周一至周五 09:00-12:00",
        "周六 22:00-06:00",
        "2026-10-01至2026-10-07 休",
        "2026-10-10 按周五",
    ]
    assert schedule.write(rules, "en").splitlines() == [
        "Mon-Fri 09:00-12:00",
        "Sat 22:00-06:00",
        "2026-10-01 to 2026-10-07 off",
        "2026-10-10 as Fri",
    ]


@pytest.mark.parametrize(
    ("typed", "line", "reason"),
    [
        ("Mon-Fri 09:00-12:00\nfoo", 2, schedule.NO_RULE),
        ("Mon-Fri", 1, schedule.NO_HOURS),
        ("周一 09:00-12:00 车间", 1, schedule.NO_HOURS),
        ("一至五 09:00-12:00", 1, schedule.NO_RULE),
        ("周末一 09:00-12:00", 1, schedule.NO_RULE),
        ("周一至周五 9点到12点", 1, schedule.NO_HOURS),
        ("Mon 09:00-25:00", 1, schedule.NO_HOURS),
        ("Mon 24:00-02:00", 1, schedule.NO_HOURS),
        ("Mon 24:01-25:00", 1, schedule.NO_HOURS),
        ("Mon 09:00-24:30", 1, schedule.NO_HOURS),
        ("Mon 09:60-10:00", 1, schedule.NO_HOURS),
        ("Mon 09:00-09:00", 1, schedule.NO_LENGTH),
        ("2026-02-30 off", 1, schedule.NO_DATE),
        ("2026-10-07 to 2026-10-01 off", 1, schedule.DATES_BACKWARDS),
        ("2026-10-07", 1, schedule.NO_RULE),
        ("2026-10-07 Fri", 1, schedule.NO_RULE),
        ("2026-10-07 as", 1, schedule.NO_RULE),
        ("", 0, schedule.WITHOUT_HOURS),
        ("# none\n2026-10-01 off", 0, schedule.WITHOUT_HOURS),
        ("每天 休", 0, schedule.WITHOUT_HOURS),
        (
            "2026-11-20 as Fri\n# Friday only comes off\nMon-Sun 09:00-12:00\nFri off",
            1,
            schedule.DAY_WITHOUT_HOURS.format(day=Text("周五", "Fri")),
        ),
        ("\n\n周八 09:00-12:00", 3, schedule.NO_RULE),
        ("\n" * 200 + "Mon 09:00-12:00", 201, schedule.TOO_MANY),
    ],
)
def test_errors_name_the_line(typed: str, line: int, reason: object) -> None:
    with pytest.raises(CalendarError) as caught:
        schedule.parse(typed)

    assert (caught.value.line, caught.value.reason) == (line, reason)


RULE = [
    "周一",
    "至",
    "Fri",
    " ",
    "-",
    "\n",
    "09:00",
    "-12:00",
    "22:00-06:00",
    "2026-10-01",
    "休",
    "as",
    "off",
    "每天",
    "、",
]


@given(st.text(max_size=60) | st.lists(st.sampled_from(RULE), max_size=12).map("".join))
def test_any_text_is_read_or_refused_with_its_line(typed: str) -> None:
    lines = len(typed.splitlines())
    try:
        rules = schedule.parse(typed)
    except CalendarError as problem:
        line = problem.line
    else:
        line, lines = 1, 1
        assert schedule.parse(schedule.write(rules, "zh")) == rules
    assert 0 <= line <= lines
