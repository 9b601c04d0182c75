"""The backup-loss window: golden values, edges with their words, and the laws."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.backup_loss import Inputs, answer, calculate, chain, contradictions, told
from calculators.kit import schedule
from calculators.kit.errors import InputError
from calculators.kit.fields import parse
from calculators.kit.text import LANGUAGES

HOUR = timedelta(hours=1)
PLAIN = "+08:00"


def at(words: str) -> datetime:
    return datetime.fromisoformat(words if words[-6] in "+-" else words + PLAIN)


@pytest.mark.parametrize(
    ("backup", "crash", "window", "working"),
    [
        # formulas.md section 1, golden values
        pytest.param(
            "2026-03-12T02:00", "2026-03-12T15:00", 13, 5, id="formulas.md: Thursday 02:00 to 15:00"
        ),
        pytest.param("2026-03-11T02:00", "2026-03-12T15:00", 37, 13, id="formulas.md: the night before"),
        pytest.param("2026-03-10T02:00", "2026-03-13T15:00", 85, 29, id="formulas.md: Tuesday to Friday"),
        pytest.param("2026-03-13T02:00", "2026-03-16T10:00", 80, 9, id="formulas.md: Friday to Monday"),
        # formulas.md section 1.8; a Sunday, so no working hours
        pytest.param(
            "2026-03-08T01:30-05:00", "2026-03-08T09:30-04:00", 7, 0, id="formulas.md: New York, forward"
        ),
        pytest.param(
            "2026-11-01T00:30-04:00", "2026-11-01T08:30-05:00", 9, 0, id="formulas.md: New York, back"
        ),
        # 02:00Z is 10:00 in Beijing: 10-12 and 13-15
        pytest.param("2026-03-12T02:00+00:00", "2026-03-12T15:00", 5, 4, id="by hand: a log in UTC"),
        pytest.param("2026-03-12T15:00", "2026-03-12T15:00", 0, 0, id="by hand: no window"),
        # 23:00 to 01:30 over midnight of a leap day
        pytest.param("2028-02-28T23:00", "2028-03-01T01:30", 26.5, 8, id="by hand: leap day, 1 + 24 + 1.5 h"),
        # 31 Dec 22:00 to 1 Jan 10:00: 2 + 10 h, of them 09-10 on Friday
        pytest.param("2026-12-31T22:00", "2027-01-01T10:00", 12, 1, id="by hand: over the new year"),
        pytest.param("2026-03-12T12:00", "2026-03-12T13:00", 1, 0, id="by hand: the noon break"),
        pytest.param(
            "2026-03-12T11:59", "2026-03-12T13:01", 62 / 60, 2 / 60, id="by hand: round the noon break"
        ),
    ],
)
def test_window(backup: str, crash: str, window: float, working: float) -> None:
    result = calculate(Inputs(backup=at(backup), crash=at(crash)))

    assert result.recovery_point == at(backup)
    assert (result.window, result.working) == (window * HOUR, working * HOUR)


@pytest.mark.parametrize(
    ("rules", "backup", "crash", "working"),
    [
        # Thu 22-24 and Fri 00-03
        pytest.param("Mon-Fri 22:00-06:00", "2026-03-12T20:00", "2026-03-13T03:00", 5, id="by hand: nights"),
        # Wed 30 Sep 13-18 is 5 h, holidays until the 7th, Thu 8 Oct 09-10 is 1 h
        pytest.param(
            "Mon-Fri 09:00-12:00 13:00-18:00\n2026-10-01 to 2026-10-07 off",
            "2026-09-30T12:00", "2026-10-08T10:00", 6, id="by hand: national holiday",
        ),
        # Fri 9 Oct 17-18, Sat 10 Oct worked as a Friday 09-12
        pytest.param(
            "周一至周五 09:00-12:00 13:00-18:00\n2026-10-10 按周五",
            "2026-10-09T17:00", "2026-10-10T12:00", 4, id="by hand: a Saturday worked as a Friday",
        ),
    ],
)  # fmt: skip
def test_working_time(rules: str, backup: str, crash: str, working: float) -> None:
    result = calculate(Inputs(backup=at(backup), crash=at(crash), calendar=schedule.parse(rules)))

    assert result.working == working * HOUR


def test_a_change_of_clocks_counts_from_its_moment() -> None:
    """By hand: Friday 17-18 EST, then Monday 09-10 EDT, 2 h."""
    inputs = Inputs(
        backup=at("2026-03-06T17:00-05:00"),
        crash=at("2026-03-09T10:00-04:00"),
        clock_change=at("2026-03-08T02:00-05:00"),
    )

    assert calculate(inputs).working == 2 * HOUR
    # Without it the crash's clock holds throughout, and 17:00 EST is 18:00 EDT, after closing.
    unknown = replace(inputs, clock_change=None)
    assert calculate(unknown).working == 1 * HOUR
    assert told.TWO_OFFSETS.en[:40] in answer(unknown, calculate(unknown)).notes[-1].words.en


@pytest.mark.parametrize(
    ("target", "margin", "words"),
    [
        (None, None, "after a restore."),
        (24 * HOUR, 11 * HOUR, "The target of 24 h is met, with 11 h to spare."),
        (13 * HOUR, 0 * HOUR, "The target of 13 h is met, with 0 h to spare."),
        (4 * HOUR, -9 * HOUR, "The target of 4 h is missed by 9 h."),
        (0 * HOUR, -13 * HOUR, "The target of 0 h is missed by 13 h."),
    ],
)
def test_margin(target: timedelta | None, margin: timedelta | None, words: str) -> None:
    inputs = Inputs(rpo=target)
    result = calculate(inputs)

    assert result.margin == margin
    assert answer(inputs, result).sentence.en.endswith(words)


def test_a_go_live_has_a_clock_of_its_own() -> None:
    """By hand: New York, 5 January 08:00 EST to 6 July 09:00 EDT: 182 days on a clock that gained an hour."""
    typed = {
        "backups": "none",
        "crash": "2026-07-06T09:00",
        "crash.offset": "-04:00",
        "go_live": "2026-01-05T08:00",
        "go_live.offset": "-05:00",
    }
    inputs = parse(Inputs, typed)
    result = calculate(inputs)
    said = [note.words.en for note in answer(inputs, result).notes]

    assert result.window == timedelta(days=182)
    assert any("different UTC offsets" in words for words in said)
    assert not any("fill in when" in words for words in said)


@pytest.mark.parametrize(
    "unused",
    [
        {"backup": ""},
        {"backup": "yesterday"},
        {"backup": "2026-03-12T02:00", "backup.offset": "soon"},
        {"backup_end": "?"},
        {"restores_to": "?"},
        {"clock_change": "2026-03-12T12:00"},
        {"clock_change": "1999-01-01T12:00"},
    ],
    ids=str,
)
def test_without_a_good_backup_its_fields_do_not_matter(unused: dict[str, str]) -> None:
    typed = {"backups": "none", "go_live": "2026-03-02T00:00"}

    assert calculate(parse(Inputs, {**typed, **unused})) == calculate(parse(Inputs, typed))


def test_with_a_good_backup_the_go_live_does_not_matter() -> None:
    assert calculate(parse(Inputs, {"go_live": "?"})) == calculate(Inputs())


def test_a_change_of_clocks_does_not_concern_a_go_live() -> None:
    inputs = Inputs(backups="none", go_live=at("2026-03-02T00:00"))

    assert calculate(replace(inputs, clock_change=at("2026-03-12T12:00"))) == calculate(inputs)


def test_no_good_backup_reaches_back_to_the_go_live() -> None:
    inputs = Inputs(backups="none", go_live=at("2026-03-02T00:00"), backup=None)
    result = calculate(inputs)

    # By hand: 2 to 12 March 15:00 = 10 d 15 h; working: 8 days of 8 h and 5 h on the 12th
    assert result.window == 255 * HOUR
    assert result.working == 69 * HOUR
    assert "no usable backup" in answer(inputs, result).sentence.en


@pytest.mark.parametrize(("brings_back", "window"), [("start", 13), ("end", 12)])
def test_the_state_that_a_restore_brings_back(brings_back: str, window: int) -> None:
    inputs = Inputs(backup_end=at("2026-03-12T03:00"), restores_to=brings_back)

    assert calculate(inputs).window == window * HOUR


def test_an_unknown_end_is_said_and_the_start_taken() -> None:
    inputs = Inputs(restores_to="end")
    result = calculate(inputs)
    words = [note.words for note in answer(inputs, result).notes]

    assert result.window == 13 * HOUR
    assert {told.END_UNKNOWN, told.START_TAKEN} <= set(words)


def test_time_since_the_crash() -> None:
    assert calculate(Inputs(now=at("2026-03-12T16:30"))).down == 1.5 * HOUR


@pytest.mark.parametrize(
    ("changed", "message", "fields"),
    [
        ({"crash": at("2026-03-12T01:00")}, contradictions.BACKUP_LATE, ("backup", "crash")),
        ({"backup": None}, contradictions.NO_BACKUP_TIME, ("backup", "backups")),
        ({"backup_end": at("2026-03-12T01:59")}, chain.END_EARLY, ("backup_end", "backup")),
        ({"backup_end": at("2026-03-12T15:01")}, contradictions.STILL_RUNNING, ("backup_end", "crash")),
        ({"now": at("2026-03-12T14:59")}, contradictions.FUTURE, ("crash", "now")),
        ({"backups": "none"}, contradictions.NO_GO_LIVE, ("go_live", "backups")),
        (
            {"backups": "none", "go_live": at("2026-03-12T15:01")},
            contradictions.GO_LIVE_LATE,
            ("go_live", "crash"),
        ),
        ({"clock_change": at("2026-03-12T15:01")}, contradictions.CHANGE_OUTSIDE, ("clock_change",)),
        (
            {"clock_change": at("2026-03-12T12:00")},
            contradictions.CHANGE_WITHOUT,
            ("clock_change", "crash.offset"),
        ),
    ],
)
def test_contradictions_name_their_fields(changed: dict, message: object, fields: tuple[str, ...]) -> None:
    with pytest.raises(InputError) as caught:
        calculate(replace(Inputs(), **changed))

    assert caught.value.fields == fields
    template = message.zh.split("{")[0]  # type: ignore[attr-defined]
    assert caught.value.message.zh.startswith(template)
    assert "{" not in caught.value.message.zh + caught.value.message.en
    assert len(caught.value.message.zh) <= 70
    assert len(caught.value.message.en) <= 160


def test_errors_show_offsets_only_where_they_differ() -> None:
    alike = {"crash": "2026-03-12T01:00"}
    for typed, said in [
        (alike, "（2026-03-12 02:00）晚于系统停止时间（2026-03-12 01:00）"),
        (
            {**alike, "backup.offset": "0"},
            "（2026-03-12 02:00 UTC+00:00）晚于系统停止时间（2026-03-12 01:00 UTC+08:00）",
        ),
    ]:
        with pytest.raises(InputError) as caught:
            calculate(parse(Inputs, typed))
        assert said in caught.value.message.zh


def test_chinese_stands_apart_from_numbers_but_not_from_full_width_marks() -> None:
    typed = {"backup.offset": "Z", "backups": "none", "go_live": "2026-03-02T00:00", "go_live.offset": "Z"}
    for inputs in (Inputs(), parse(Inputs, {"backup.offset": "Z"}), parse(Inputs, typed)):
        said = answer(inputs, calculate(inputs)).sentence.zh
        assert not re.search(
            r"[\u4e00-\u9fff][0-9]|[0-9][\u4e00-\u9fff]| [（），。：；]|[（），。：；] ", said
        )


@pytest.mark.parametrize(
    "changed",
    [
        {"backup_end": at("2026-03-12T15:00")},
        {"backup_end": at("2026-03-12T02:00")},
        {"now": at("2026-03-12T15:00")},
        {"crash": at("2026-03-12T02:00")},
    ],
    ids=["ended at the crash", "ended as it began", "now is the crash", "crash at the backup"],
)
def test_a_bound_met_exactly_holds(changed: dict) -> None:
    calculate(replace(Inputs(), **changed))


def test_the_same_moment_in_two_zones() -> None:
    beijing = parse(Inputs, {"backup": "2026-03-12 10:00"})
    utc = parse(Inputs, {"backup": "2026-03-12 02:00Z"})
    with_offset = parse(Inputs, {"backup": "2026-03-12 02:00", "backup.offset": "Z"})

    assert calculate(beijing).window == calculate(utc).window == calculate(with_offset).window == 5 * HOUR


# --- Laws --------------------------------------------------------------------------------------------

moments = st.integers(0, 60 * 24 * 21).map(lambda minute: at("2026-03-01T00:00") + timedelta(minutes=minute))
zones = st.integers(-48, 56).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))


@given(moments, moments, moments)
def test_a_later_crash_never_shortens_the_window(a: datetime, b: datetime, c: datetime) -> None:
    backup, crash, later = sorted((a, b, c))
    first = calculate(Inputs(backup=backup, crash=crash))
    second = calculate(Inputs(backup=backup, crash=later))

    assert second.window >= first.window
    assert second.working >= first.working


@given(moments, moments, moments)
def test_a_later_good_backup_never_lengthens_the_window(a: datetime, b: datetime, c: datetime) -> None:
    backup, added, crash = sorted((a, b, c))

    assert calculate(Inputs(backup=added, crash=crash)).window <= (
        calculate(Inputs(backup=backup, crash=crash)).window
    )


@given(moments, moments, zones, zones)
def test_reading_both_on_other_clocks_changes_nothing_of_the_window(
    a: datetime, b: datetime, here: timezone, there: timezone
) -> None:
    backup, crash = sorted((a, b))
    moved = Inputs(backup=backup.astimezone(here), crash=crash.astimezone(there))

    assert calculate(moved).window == calculate(Inputs(backup=backup, crash=crash)).window


@given(moments, moments, zones)
def test_shifting_both_moments_and_both_offsets_changes_nothing(
    a: datetime, b: datetime, zone: timezone
) -> None:
    """The same readings on another clock: window and working time stay."""
    backup, crash = sorted((a, b))
    moved = Inputs(backup=backup.replace(tzinfo=zone), crash=crash.replace(tzinfo=zone))
    result, shifted = calculate(Inputs(backup=backup, crash=crash)), calculate(moved)

    assert (shifted.window, shifted.working) == (result.window, result.working)


@given(moments, moments, st.timedeltas(timedelta(0), timedelta(days=30)), zones)
def test_margin_and_bounds(a: datetime, b: datetime, target: timedelta, zone: timezone) -> None:
    backup, crash = sorted((a, b))
    inputs = Inputs(backup=backup.astimezone(zone), crash=crash, rpo=target)
    result = calculate(inputs)

    assert result.margin == target - result.window
    assert timedelta(0) <= result.working <= result.window
    assert answer(inputs, result).number.en


@pytest.mark.parametrize("language", LANGUAGES)
def test_worked_example(language: str) -> None:
    """The page's example: 13 hours, 5 of them working hours."""
    shown = answer(Inputs(), calculate(Inputs()))
    words = {"zh": ("13 小时", "5 小时"), "en": ("13 h", "5 h")}[language]

    assert shown.number[language] == words[0]  # type: ignore[index]
    assert all(word in shown.sentence[language] for word in words)  # type: ignore[index]
    assert shown.steps[1].numbers.en == "2026-03-12 07:00 UTC − 2026-03-11 18:00 UTC = 13 h"
    assert shown.steps[2].numbers.en == "09:00–12:00 (3 h) + 13:00–15:00 (2 h) = 5 h"


@pytest.mark.parametrize(
    ("backup", "crash", "hours", "days"),
    [
        ("2026-03-11T02:00", "2026-03-12T15:00", "37 h", None),
        ("2026-03-10T02:00", "2026-03-13T15:00", "85 h", "3 d 13 h"),
        ("2026-03-13T02:00", "2026-03-16T10:00", "80 h", "3 d 8 h"),
    ],
)
def test_hours_with_days_beside_them(backup: str, crash: str, hours: str, days: str | None) -> None:
    inputs = Inputs(backup=at(backup), crash=at(crash))
    row = answer(inputs, calculate(inputs)).rows[1]

    assert row.value.en == hours
    assert (row.remark and row.remark.en) == days


def test_moments_far_apart_stay_drawable() -> None:
    inputs = Inputs(
        backups="none",
        go_live=datetime(1990, 1, 1, tzinfo=UTC),
        crash=datetime(2099, 12, 31, tzinfo=UTC),
        now=datetime(2100, 1, 1, tzinfo=UTC),
    )
    shown = answer(inputs, calculate(inputs))

    assert shown.drawing is not None
    assert len(shown.drawing.draw("zh", "far")) < 10_000
