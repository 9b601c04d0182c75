"""What a vendor's promise means in time: golden values, an independent check, laws, edges."""

import json
import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from calculators import sla_time
from calculators.kit.answer import Answer
from calculators.kit.calendar import Clock, SpecialDays, WorkingCalendar
from calculators.kit.chart import Timeline, Week
from calculators.kit.door import answer as door
from calculators.kit.errors import InputError
from calculators.kit.fields import describe, parse
from calculators.kit.text import LANGUAGES
from calculators.kit.worksheet import worksheet
from calculators.sla_time import Inputs, Outage, Part, Result, Tier, answer, availability, calculate, told
from calculators.sla_time.period import months_later
from calculators.sla_time.response import cover, respond

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BEIJING = timezone(timedelta(hours=8))
OFFICE = "Mon-Fri 08:00-17:00"
BREAK = "Mon-Fri 09:00-12:00 13:00-18:00"
NATIONAL_DAY = "2026-10-01 to 2026-10-07 off\n2026-10-10 as Fri"


def at(words: str) -> datetime:
    return datetime.fromisoformat(words if words[-6] in "+-" else words + "+08:00")


def asked(**typed: str) -> tuple[Result, Answer]:
    """What a form with these values answers."""
    inputs = parse(Inputs, {name.replace("__", "."): value for name, value in typed.items()})
    result = calculate(inputs)
    return result, answer(inputs, result)


def down(*minutes: float) -> dict[str, str]:
    """Outages as a form holds them."""
    rows = {f"outages__{n}__length": f"{length} min" for n, length in enumerate(minutes, 1)}
    return {"outages": " ".join(str(n) for n in range(1, len(minutes) + 1)), **rows}


# --- Allowed downtime

GOLDEN = [
    # availability, days, allowed; formulas.md section 3.1
    ("99.9%", "30", 43.2 * MINUTE),
    ("99.9%", "31", 44.64 * MINUTE),
    ("99.9%", "28", 40.32 * MINUTE),
    ("99.9%", "365", 8.76 * HOUR),
    ("99.5%", "30", 216 * MINUTE),
    ("99.5%", "365", 43.8 * HOUR),
    ("99%", "30", 432 * MINUTE),
    ("99%", "365", 87.6 * HOUR),
    ("99.95%", "30", 21.6 * MINUTE),
    ("99.95%", "365", 4.38 * HOUR),
    ("99.99%", "30", 4.32 * MINUTE),
    ("99.99%", "365", 52.56 * MINUTE),
]


@pytest.mark.parametrize(("promise", "days", "allowed"), GOLDEN)
def test_golden_allowed_downtime(promise: str, days: str, allowed: timedelta) -> None:
    result, _ = asked(availability=promise, days=days)

    assert result.allowed == allowed


@pytest.mark.parametrize(("promise", "days", "allowed"), GOLDEN)
def test_a_bound_met_exactly_is_met_and_a_second_more_is_not(
    promise: str, days: str, allowed: timedelta
) -> None:
    minutes = allowed / MINUTE
    typed = {"question": "reached", "availability": promise, "days": days}

    met, _ = asked(**typed, **down(minutes))
    missed, _ = asked(**typed, **down(minutes, 1 / 60))

    assert met.kept
    assert missed.kept
    assert (met.kept.kept, missed.kept.kept) == (True, False)


# An independent check: each value was worked out with a spreadsheet or a pocket calculator, or is printed by
# somebody else. The days column may name a period instead.
INDEPENDENT = [
    # origin, promise, what else is filled in, allowed
    ("uptime.is/two-nines, daily: 14m 24s", "99%", {"period": "day"}, timedelta(minutes=14, seconds=24)),
    ("uptime.is/two-nines, weekly: 1h 40m 48s", "99%", {"period": "week"},
     timedelta(hours=1, minutes=40, seconds=48)),
    ("uptime.is/two-nines, yearly: 3d 15h 39m 30s, a year of 365.2425 d", "99%", {"days": "365.2425"},
     timedelta(days=3, hours=15, minutes=39, seconds=29.52)),
    ("uptime.is/two-nines, monthly: 7h 18m 17s, 365.2425 d ÷ 12", "99%", {"days": "30.436875"},
     timedelta(hours=7, minutes=18, seconds=17.46)),
    ("uptime.is/two-nines, quarterly: 21h 54m 52s, 365.2425 d ÷ 4", "99%", {"days": "91.310625"},
     timedelta(hours=21, minutes=54, seconds=52.38)),
    ("slatools.com, daily: 1 min 26 s, exactly 86.4 s", "99.9%", {"period": "day"}, timedelta(seconds=86.4)),
    ("slatools.com, weekly: 10 min 5 s, exactly 604.8 s", "99.9%", {"period": "week"},
     timedelta(seconds=604.8)),
    ("hyperping.io, quarterly: 2h 52m 48s, 120 d", "99.9%", {"days": "120"},
     timedelta(hours=2, minutes=52, seconds=48)),
    ("monitodo.com: 99.999 % is 5.26 min a year, exactly 315.36 s", "99.999%", {"days": "365"},
     timedelta(seconds=315.36)),
    ("formulas.md: with a year of 362.2425 d 8 h 41 min 38 s", "99.9%", {"days": "362.2425"},
     timedelta(hours=8, minutes=41, seconds=37.752)),
    ("formulas.md: 8×5, 248 d × 8 h = 1,984 h: 1.984 h", "99.9%",
     {"days": "365", "agreed": "hours", "service_hours": "1984"}, 1.984 * HOUR),
    ("by hand: February 2028, 29 d × 1,440 ÷ 1,000", "99.9%",
     {"period": "month", "starts": "2028-02-01T00:00"}, 41.76 * MINUTE),
    ("by hand: February 2027, 28 d", "99.9%",
     {"period": "month", "starts": "2027-02-01T00:00"}, 40.32 * MINUTE),
    ("by hand: March 2026, 31 d", "99.9%", {"period": "month", "starts": "2026-03-01T00:00"}, 44.64 * MINUTE),
    ("by hand: first quarter of 2026, 31 + 28 + 31 = 90 d", "99.9%",
     {"period": "quarter", "starts": "2026-01-01T00:00"}, 129.6 * MINUTE),
    ("by hand: third quarter of 2026, 31 + 31 + 30 = 92 d", "99.9%",
     {"period": "quarter", "starts": "2026-07-01T00:00"}, 132.48 * MINUTE),
    ("by hand: 2028, 366 d × 24 ÷ 1,000", "99.9%",
     {"period": "year", "starts": "2028-01-01T00:00"}, 8.784 * HOUR),
    ("by hand: New York, March 2026, 743 h", "99.9%",
     {"period": "month", "starts": "2026-03-01T00:00", "starts.offset": "-05:00",
      "period_change": "2026-03-08T03:00", "period_change.offset": "-04:00"}, 0.743 * HOUR),
    ("by hand: New York, November 2026 has 30 d and an hour, 721 h", "99.9%",
     {"period": "month", "starts": "2026-11-01T00:00", "starts.offset": "-04:00",
      "period_change": "2026-11-01T01:00", "period_change.offset": "-05:00"}, 0.721 * HOUR),
    ("by hand: Berlin, October 2026 has 31 d and an hour, 745 h", "99.9%",
     {"period": "month", "starts": "2026-10-01T00:00", "starts.offset": "+02:00",
      "period_change": "2026-10-25T02:00", "period_change.offset": "+01:00"}, 0.745 * HOUR),
    ("by hand: Berlin, 1 March to 1 April 2026 as a span, 743 h", "99.9%",
     {"period": "span", "starts": "2026-03-01T00:00", "starts.offset": "+01:00", "ends": "2026-04-01T00:00",
      "period_change": "2026-03-29T03:00", "period_change.offset": "+02:00"}, 0.743 * HOUR),
    ("by hand: April 2026 has 22 weekdays, 22 × 8 = 176 h", "99.9%",
     {"period": "month", "agreed": "calendar"}, 0.176 * HOUR),
    ("by hand: October 2026, 22 weekdays − 5 + Saturday the 10th: 18 × 8 = 144 h", "99.5%",
     {"period": "month", "starts": "2026-10-01T00:00", "agreed": "calendar",
      "service": BREAK + "\n" + NATIONAL_DAY}, 0.72 * HOUR),
    ("by hand: a week of 40 h", "99%", {"period": "week", "agreed": "calendar"}, 24 * MINUTE),
    ("by hand: 30 d of 40 h a week, 30 ÷ 7 × 40 = 171.43 h", "99%", {"agreed": "calendar"}, 12 / 7 * HOUR),
]  # fmt: skip


@pytest.mark.parametrize(
    ("promise", "filled", "allowed"),
    [pytest.param(*row[1:], id=row[0]) for row in INDEPENDENT],
)
def test_independent_check_of_allowed_downtime(
    promise: str, filled: dict[str, str], allowed: timedelta
) -> None:
    result = calculate(parse(Inputs, {"availability": promise, **filled}))

    assert result.allowed is not None
    assert abs(result.allowed - allowed) < timedelta(milliseconds=1)


def test_every_usual_period_is_told_beside_the_one_asked_for() -> None:
    _, said = asked(availability="99.9%")
    told_rows = {row[0].en: row[2].en for row in said.sections[0].rows}

    assert told_rows == {
        "Day": "1 min 26 s",
        "Week": "10 min 5 s",
        "Month of 28 days": "40 min 19 s",
        "Month of 30 days": "43 min 12 s",
        "Month of 31 days": "44 min 38 s",
        "Quarter of 90 days": "2 h 9 min 36 s",
        "Quarter of 91 days": "2 h 11 min 2 s",
        "Quarter of 92 days": "2 h 12 min 29 s",
        "Year of 365 days": "8 h 45 min 36 s",
        "Year of 366 days": "8 h 47 min 2 s",
        "Mean year, 365.2425 days": "8 h 45 min 57 s",
    }


shares = st.integers(0, 10**9).map(lambda parts: parts / 10**9)
times = st.integers(1, 3_155_760_000).map(lambda seconds: timedelta(seconds=seconds))


@given(shares, times)
def test_there_and_back(promise: float, agreed: timedelta) -> None:
    """What is allowed, when it happens, gives the availability again and is met."""
    most = availability.allowed(promise, agreed)
    back = availability.kept([Outage(length=most)], promise, agreed)

    assert back.availability == pytest.approx(promise, abs=1e-6)
    assert back.margin == timedelta(0)
    assert back.availability >= promise or most - timedelta(microseconds=1) <= (1 - promise) * agreed


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_exact_bounds_are_met_and_the_next_microsecond_is_not(parts: int, hours: int) -> None:
    """A promise of whole millionths and whole hours allows whole microseconds: equality can be told."""
    agreed, promise = hours * HOUR, parts / 10**6
    most = timedelta(microseconds=(10**6 - parts) * hours * 3_600)

    assert availability.allowed(promise, agreed) == pytest.approx(most, abs=timedelta(milliseconds=1))
    assert availability.is_kept(promise, agreed, most)
    assert not availability.is_kept(promise, agreed, most + timedelta(microseconds=1))


@given(shares, shares, times, times)
def test_a_higher_promise_or_a_shorter_time_never_allows_more(
    a: float, b: float, c: timedelta, d: timedelta
) -> None:
    assert availability.allowed(max(a, b), min(c, d)) <= availability.allowed(min(a, b), max(c, d))


# --- Whether it was kept


@pytest.mark.parametrize(
    ("filled", "reached", "kept", "words"),
    [
        # by hand: (720 − 0.72) ÷ 720
        (down(43.2), 0.999, True, "it was kept, with 0 h to spare"),
        (down(30, 13.2), 0.999, True, "it was kept, with 0 h to spare"),
        # (43,200 − 120) ÷ 43,200
        (down(30, 90), 0.9972222222, False, "it was missed by 1 h 16 min 48 s"),
        ({"outages": ""}, 1.0, True, "it was kept, with 43 min 12 s to spare"),
        (down(43_200), 0.0, False, "it was missed by 719 h 16 min 48 s"),
    ],
)
def test_whether_it_was_kept(filled: dict[str, str], reached: float, kept: bool, words: str) -> None:
    result, said = asked(question="reached", availability="99.9%", **filled)

    assert result.kept
    assert result.kept.availability == pytest.approx(reached)
    assert result.kept.kept is kept
    assert words in said.sentence.en


def test_maintenance_that_does_not_count_is_shown_apart() -> None:
    """By hand: 30 of 43,200 minutes count, 120 were felt: 99.9306 % and 99.7222 %."""
    result, said = asked(
        question="reached",
        outages="1 2",
        outages__1__length="30 min",
        outages__2__length="90",
        outages__2__counts="no",
    )

    assert result.kept
    assert (result.kept.kept, result.kept.longest) == (True, 90 * MINUTE)
    assert said.number.en == "99.9306%"
    assert (
        "1 h 30 min does not count under the contract. With it availability was 99.7222%"
        in said.notes[0].words.en
    )


def test_a_near_miss_does_not_look_like_the_promise() -> None:
    _, said = asked(question="reached", outages="1", outages__1__length="2592.1 s")

    assert said.number.en == "99.899996%"
    assert "missed by 0.1 s" in said.sentence.en


# --- Several parts


@pytest.mark.parametrize(
    ("parts", "together", "minutes"),
    [
        # formulas.md section 3.3
        pytest.param(
            [(0.999, ""), (0.9995, ""), (0.999, "")], 0.9975019995, 107.9136216, id="formulas.md: in series"
        ),
        # by hand
        pytest.param([(0.99, "A"), (0.99, "A")], 0.9999, 4.32, id="two lines: 1 − 0.01 × 0.01"),
        pytest.param([(0.9, "a"), (0.8, " A"), (0.5, "Ａ")], 0.99, 432, id="1 − 0.1 × 0.2 × 0.5"),
        pytest.param([(0.999, ""), (0.99, "A"), (0.99, "A")], 0.9989001, 47.51568, id="0.999 × 0.9999"),
        pytest.param([(0.999, "")], 0.999, 43.2, id="one alone"),
        pytest.param([(0.999, ""), (0.0, "")], 0.0, 43_200, id="one that never works"),
        pytest.param([(1.0, ""), (1.0, "")], 1.0, 0, id="two that always work"),
        pytest.param([(0.0, "A"), (0.999, "A")], 0.999, 43.2, id="a stand-in that never works"),
    ],
)
def test_several_parts(parts: list[tuple[float, str]], together: float, minutes: float) -> None:
    chain = [Part(availability=share, stand_in=mark or None) for share, mark in parts]
    result = calculate(Inputs(question="composite", parts=tuple(chain)))

    assert result.composite
    assert result.composite.availability == pytest.approx(together, abs=1e-9)
    assert result.composite.downtime / MINUTE == pytest.approx(minutes, abs=1e-4)


def test_a_chain_that_meets_the_promise_exactly_meets_it() -> None:
    """0.98 × 0.98 is 0.9604, though not in binary fractions; by hand."""
    parts = (Part(availability=0.98), Part(availability=0.98))
    met = calculate(Inputs(question="composite", availability=0.9604, parts=parts)).composite
    missed = calculate(Inputs(question="composite", availability=0.9604000001, parts=parts)).composite

    assert 0.98 * 0.98 < 0.9604
    assert met
    assert missed
    assert (met.kept, missed.kept) == (True, False)


def test_stand_ins_warn_that_they_must_fail_apart() -> None:
    parts = (Part(name="line 1", availability=0.99, stand_in="A"), Part(availability=0.99, stand_in="A"))
    inputs = Inputs(question="composite", parts=parts)
    said = answer(inputs, calculate(inputs))

    assert told.INDEPENDENT in [note.words for note in said.notes]
    assert said.sections[0].rows[0][0].en == "line 1 or part 1"
    assert told.INDEPENDENT not in [note.words for note in asked(question="composite")[1].notes]


chains = st.lists(st.tuples(shares, st.sampled_from(["", "", "A", "B"])), min_size=1, max_size=6)


def together(chain: list[tuple[float, str]]) -> float:
    parts = [Part(availability=share, stand_in=mark or None) for share, mark in chain]
    return availability.composite(parts, 0.5, 30 * DAY).availability


@given(chains, shares)
def test_one_more_that_is_needed_never_helps_and_a_stand_in_never_harms(
    chain: list[tuple[float, str]], share: float
) -> None:
    needed = together([*chain, (share, "")])

    assert needed <= together(chain)
    assert together([*chain[:-1], (chain[-1][0], "C"), (share, "C")]) >= together(
        [*chain[:-1], (chain[-1][0], "C")]
    )


@given(chains)
def test_the_order_of_the_parts_does_not_matter(chain: list[tuple[float, str]]) -> None:
    assert together(chain) == together(chain[::-1])


@given(st.lists(shares, min_size=1, max_size=6))
def test_no_chain_is_better_than_its_weakest_part_and_no_stand_ins_worse_than_the_best(
    parts: list[float],
) -> None:
    assert together([(share, "") for share in parts]) <= min(parts) + 1e-12
    assert together([(share, "A") for share in parts]) >= max(parts) - 1e-12


# --- When a response is due


@pytest.mark.parametrize(
    ("rules", "call", "hours", "due"),
    [
        pytest.param(OFFICE, "2026-03-13T16:30", 4, "2026-03-16T11:30", id="formulas.md: Friday 16:30, 4 h"),
        pytest.param(OFFICE, "2026-03-13T17:00", 12, "2026-03-17T11:00", id="formulas.md: 90 h, not 75"),
        pytest.param(OFFICE, "2026-03-14T03:00", 0, "2026-03-14T03:00", id="formulas.md: zero hours"),
        # by hand
        pytest.param(OFFICE, "2026-03-13T08:00", 9, "2026-03-13T17:00", id="a day: at closing"),
        pytest.param(OFFICE, "2026-03-13T08:01", 9, "2026-03-16T08:01", id="a minute later: Monday"),
        pytest.param(BREAK, "2026-03-12T11:30", 1, "2026-03-12T13:30", id="over the break"),
        pytest.param(BREAK, "2026-03-12T12:30", 2, "2026-03-12T15:00", id="in the break"),
        pytest.param(
            OFFICE + "\n" + NATIONAL_DAY, "2026-09-30T16:00", 2, "2026-10-08T09:00", id="National Day",
        ),
        pytest.param(
            OFFICE + "\n2026-10-10 as Fri", "2026-10-09T16:00", 2, "2026-10-10T09:00", id="调休: a Saturday",
        ),
        pytest.param("Daily 00:00-24:00", "2026-03-13T23:30", 4, "2026-03-14T03:30", id="24×7, midnight"),
        pytest.param("Daily 00:00-24:00", "2028-02-28T22:00", 48, "2028-03-01T22:00", id="over the leap day"),
        pytest.param("Fri 22:00-06:00", "2026-03-13T23:00", 8, "2026-03-20T23:00", id="one night a week"),
    ],
)  # fmt: skip
def test_when_a_response_is_due(rules: str, call: str, hours: float, due: str) -> None:
    result, said = asked(question="deadline", called=call, response=f"{hours} h", support=rules)

    assert result.response
    assert result.response.due == at(due)
    assert result.response.wait == at(due) - at(call)
    assert isinstance(said.drawing, Timeline)


def test_the_clocks_change_while_they_wait() -> None:
    """By hand: New York, Saturday 22:00 EST and 8 h is Sunday 07:00 EDT: an hour is skipped."""
    result, said = asked(
        question="deadline", called="2026-03-07T22:00", called__offset="-05:00", response="8 h",
        support="Daily 00:00-24:00", call_change="2026-03-08T03:00", call_change__offset="-04:00",
    )  # fmt: skip

    assert result.response
    assert result.response.due.isoformat() == "2026-03-08T07:00:00-04:00"
    assert result.response.wait == 8 * HOUR
    assert "by Sun 8 Mar 2026, 07:00 (UTC−04:00)" in said.sentence.en
    assert said.number.en == "Sun 8 Mar 07:00"


@pytest.mark.parametrize(
    ("answered", "words", "taken"),
    [
        ("2026-03-16T11:30", "in time, with 0 h to spare", 4 * HOUR),
        ("2026-03-16T11:31", "late by 1 min", 241 * MINUTE),
        ("2026-03-13T16:30", "in time, with 67 h to spare", 0 * HOUR),
    ],
)
def test_how_the_response_came(answered: str, words: str, taken: timedelta) -> None:
    result, said = asked(question="deadline", answered=answered)

    assert result.response
    assert result.response.taken == taken
    assert words in said.sentence.en


def is_open(rules: WorkingCalendar, clock: Clock, moment: datetime) -> bool:
    """Whether a minute is business time: does an interval of its local day or the one before hold it?"""
    local = moment + clock.offset_at(moment)
    for back in (0, 1):
        day = local.date() - timedelta(days=back)
        special = [rule for rule in rules.exceptions if rule.first <= day <= rule.last]
        weekday = special[-1].as_weekday if special else day.weekday()
        minute = local.hour * 60 + local.minute + back * 1440
        if weekday is not None and any(a <= minute < b for a, b in rules.weekly[weekday]):
            return True
    return False


def minute_by_minute(call: datetime, promise: int, rules: WorkingCalendar, clock: Clock) -> datetime:
    """The slow way: let so many minutes of business time pass, one by one."""
    moment = call.astimezone(UTC)
    while promise:
        promise -= is_open(rules, clock, moment)
        moment += MINUTE
    return moment


MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
stretch = st.builds(lambda a, length: (a, a + length), st.integers(0, 1439), st.integers(30, 900))
specials = st.builds(
    lambda first, length, weekday: SpecialDays(
        date(2026, 3, 4) + timedelta(days=first), date(2026, 3, 4) + timedelta(days=first + length), weekday
    ),
    st.integers(0, 6),
    st.integers(0, 3),
    st.none() | st.integers(0, 6),
)
weeks = st.lists(st.lists(stretch, max_size=2).map(tuple), min_size=7, max_size=7).filter(any).map(tuple)
calendars = st.builds(WorkingCalendar, weeks, st.lists(specials, max_size=2).map(tuple))
calls = st.integers(0, 14 * 1440).map(lambda minutes: MONDAY + minutes * MINUTE)


@settings(max_examples=60)
@given(
    calendars,
    calls,
    st.integers(0, 2_000),
    st.none() | st.tuples(st.integers(1, 5_000), st.sampled_from([7, 9])),
)
def test_the_business_clock_equals_a_count_of_minutes(
    rules: WorkingCalendar, call: datetime, promise: int, shift: tuple[int, int] | None
) -> None:
    call = call.astimezone(BEIJING)
    change = None
    if shift:
        change = (call + shift[0] * MINUTE).astimezone(timezone(shift[1] * HOUR))
    changes = ((change.astimezone(UTC), shift[1] * HOUR),) if change and shift else ()

    due = respond(call, promise * MINUTE, rules, change, None).due

    assert due == minute_by_minute(call, promise, rules, Clock(8 * HOUR, changes))


@given(calendars, calls, calls, st.integers(0, 2_000))
def test_an_earlier_call_is_never_due_later(
    rules: WorkingCalendar, one: datetime, other: datetime, promise: int
) -> None:
    first, second = sorted((one, other))

    assert (
        respond(first, promise * MINUTE, rules, None, None).due
        <= respond(second, promise * MINUTE, rules, None, None).due
    )


# --- How much of the week is covered


@pytest.mark.parametrize(
    ("rules", "share", "gap", "promise", "worst"),
    [
        # formulas.md section 3.4
        pytest.param(BREAK, 40 / 168, 63, 1, 64, id="formulas.md: 8×5, 23.8 %, 63 h"),
        pytest.param(OFFICE, 45 / 168, 63, 12, 90, id="formulas.md: 12 h on 08–17 is 90 h, not 75"),
        pytest.param(OFFICE, 45 / 168, 63, 0, 0, id="formulas.md: zero hours"),
        # by hand
        pytest.param(OFFICE, 45 / 168, 63, 4, 67, id="63 + 4"),
        pytest.param(OFFICE, 45 / 168, 63, 9, 72, id="a whole day of them: Friday 17:00 to Monday 17:00"),
        pytest.param(OFFICE, 45 / 168, 63, 45, 168, id="a whole week of them"),
        pytest.param(OFFICE, 45 / 168, 63, 49, 235, id="a week and four hours"),
        pytest.param("Daily 00:00-24:00", 1, None, 4, 4, id="24×7"),
        pytest.param("Mon-Fri 00:00-24:00", 120 / 168, 48, 4, 52, id="24×5"),
        pytest.param("Mon 09:00-10:00", 1 / 168, 167, 1, 168, id="one hour a week"),
        pytest.param("Sun 22:00-06:00", 8 / 168, 160, 2, 162, id="a night from one week into the next"),
        pytest.param("Daily 08:00-12:00", 28 / 168, 20, 10, 70, id="4 h a day: 3 nights of 20 h and 10 h"),
    ],
)  # fmt: skip
def test_coverage(rules: str, share: float, gap: float | None, promise: float, worst: float) -> None:
    result, said = asked(question="coverage", support=rules, response=f"{promise} h")

    assert result.coverage
    assert result.coverage.share == pytest.approx(share)
    found = result.coverage.gap
    assert (found and (found[1] - found[0]) / HOUR) == gap
    assert result.coverage.worst.length == worst * HOUR
    assert isinstance(said.drawing, Week)


def test_a_long_holiday_makes_the_gap_and_the_wait_longer() -> None:
    """By hand: from Wednesday 30 Sep 17:00 to Thursday 8 Oct 08:00 are 7 d 15 h = 183 h."""
    result, said = asked(question="coverage", support=OFFICE + "\n" + NATIONAL_DAY)

    assert result.coverage
    assert result.coverage.special_gap
    assert result.coverage.special_worst
    start, end = result.coverage.special_gap
    assert (f"{start:%m-%d %H}", f"{end:%m-%d %H}", end - start) == ("09-30 17", "10-08 08", 183 * HOUR)
    assert result.coverage.special_worst.length == 187 * HOUR
    assert told.HOLIDAYS not in [note.words for note in said.notes]


def test_a_working_saturday_alone_makes_nothing_longer() -> None:
    result, _ = asked(question="coverage", support=OFFICE + "\n2026-10-10 as Fri")

    assert result.coverage
    assert (result.coverage.special_gap, result.coverage.special_worst) == (None, None)


def test_a_holiday_of_those_who_never_close() -> None:
    result, _ = asked(question="coverage", support="Daily 00:00-24:00\n2026-10-01 off")

    assert result.coverage
    assert result.coverage.special_gap
    assert result.coverage.special_gap[1] - result.coverage.special_gap[0] == DAY
    assert result.coverage.special_worst
    assert result.coverage.special_worst.length == 28 * HOUR


@settings(max_examples=30)
@given(weeks, st.integers(0, 3_000))
def test_the_worst_wait_is_the_worst_over_every_moment_of_call(
    week: tuple[tuple[tuple[int, int], ...], ...], promise: int
) -> None:
    """Every minute of a week is tried; between two minutes a call may wait up to a minute longer."""
    rules = WorkingCalendar(week)
    coverage = cover(rules, promise * MINUTE)
    monday = datetime(2026, 3, 2, tzinfo=UTC)
    clock = Clock(timedelta(0))
    open_ = [is_open(rules, clock, monday + minute * MINUTE) for minute in range(10_080)]
    longest = slow_worst(open_, promise)

    assert coverage.weekly == sum(open_) * MINUTE
    assert coverage.worst.length == longest * MINUTE
    assert respond(coverage.worst.call, promise * MINUTE, rules, None, None).wait == coverage.worst.length


def slow_worst(open_: list[bool], promise: int) -> int:
    """The longest wait in minutes, over calls at every minute of a week, by two fingers along the weeks."""
    if not promise:
        return 0
    longest, end, done = 0, 0, 0
    for call in range(len(open_)):
        while done < promise:
            done += open_[end % len(open_)]
            end += 1
        longest = max(longest, end - call)
        done -= open_[call]
    return longest


@settings(max_examples=60)
@given(calendars, calls, st.integers(0, 2_000))
def test_no_call_waits_longer_than_the_worst(rules: WorkingCalendar, call: datetime, promise: int) -> None:
    coverage = cover(rules, promise * MINUTE)
    worst = max(
        coverage.worst.length, coverage.special_worst.length if coverage.special_worst else timedelta(0)
    )

    assert respond(call, promise * MINUTE, rules, None, None).wait <= worst


# --- What comes back


@pytest.mark.parametrize(
    ("minutes", "credit"),
    [
        # by hand, of a fee of 5,000 for 30 days: 99.9 % is 43.2 min, 99 % is 432 min, 95 % is 2,160 min
        (0, 0),
        (43.2, 0),
        (43.3, 500),
        (432, 500),
        (432.1, 1_250),
        (2_160, 1_250),
        (2_160.1, 5_000),
        (43_200, 5_000),
    ],
)
def test_credit_by_steps(minutes: float, credit: float) -> None:
    """The steps 10, 25 and 100 % are those of the Amazon S3 agreement of 28 November 2023."""
    result, _ = asked(question="credits", **down(minutes))

    assert result.credit
    assert result.credit.amount == credit


def test_the_credit_beside_the_cost_names_service_and_date() -> None:
    """By hand: 2 h × 60,000 = 120,000; 500 ÷ 120,000 = 0.4167 %."""
    result, said = asked(question="credits")

    assert result.credit
    assert (result.credit.amount, result.credit.cost) == (500, 120_000)
    assert result.credit.share == pytest.approx(500 / 120_000)
    assert "“object storage, 2023-11-28”" in said.sentence.en
    assert "what comes back is 0.4167% of that" in said.sentence.en
    assert told.WHICH_TABLE in [note.words for note in said.notes]


@pytest.mark.parametrize("cost", ["", "0"])
def test_a_credit_without_a_cost_has_no_share(cost: str) -> None:
    result, said = asked(question="credits", hourly_cost=cost)

    assert result.credit
    assert result.credit.share is None
    assert "what comes back" not in said.sentence.en


def test_a_credit_is_told_in_the_currency_of_the_form() -> None:
    _, said = asked(question="credits", currency="EUR", fee="EUR 5000", hourly_cost="€60,000")

    assert said.number.en == "€500"
    assert "cost €120,000" in said.sentence.en
    assert "¥" not in str(said)


STEPS = (Tier(below=0.999, credit=0.1), Tier(below=0.99, credit=0.25), Tier(below=0.95, credit=1.0))


@given(st.integers(0, 43_200), st.integers(0, 43_200))
def test_more_downtime_never_brings_back_less_and_never_more_than_the_fee(one: int, other: int) -> None:
    less, more = (
        availability.credit(STEPS, minutes * MINUTE, 30 * DAY, 5_000, None).amount
        for minutes in sorted((one, other))
    )

    assert 0 <= less <= more <= 5_000


# --- Edges, with their words


@pytest.mark.parametrize(
    ("typed", "fields", "words"),
    [
        ({"availability": "101%"}, ("availability",), "must be between 0% and 100%"),
        ({"availability": "0.999"}, ("availability",), "write the percent sign"),
        ({"availability": ""}, ("availability",), "is empty"),
        ({"days": "0"}, ("days",), "must be between 0.01 and 36,525 days"),
        ({"agreed": "hours", "service_hours": "0"}, ("agreed", "period"), "no agreed service time"),
        ({"agreed": "hours", "service_hours": "721"}, ("service_hours", "period"),
         "longer than the period of 720 h"),
        (
            {"period": "span", "starts": "2026-04-01T00:00", "ends": "2026-04-01T00:00"},
            ("ends", "starts"), "is not later than its start",
        ),
        (
            {"period": "span", "starts": "2026-10-01T00:00", "ends": "2026-10-08T00:00", "agreed": "calendar",
             "service": "Mon-Fri 09:00-18:00\n2026-10-01 to 2026-10-07 off"},
            ("agreed", "period"), "no agreed service time",
        ),
        (
            {"period": "month", "period_change": "2026-04-08T03:00"},
            ("period_change", "period_change.offset"), "the same UTC offset as before, +08:00",
        ),
        (
            {"period": "month", "period_change": "2026-05-08T03:00", "period_change.offset": "+09:00"},
            ("period_change", "starts"), "is not between 2026-04-01 00:00 and 2026-05-01 00:00",
        ),
        (
            {"question": "reached", "outages": "1", "outages.1.length": "43201 min"},
            ("outages", "period"), "longer than the agreed service time of 720 h",
        ),
        ({"question": "composite", "parts": ""}, ("parts",), "fill in at least one row"),
        ({"question": "deadline", "answered": "2026-03-13T16:29"}, ("answered", "called"), "before the call"),
        (
            {"question": "deadline", "call_change": "2026-03-13T16:30", "call_change.offset": "+09:00"},
            ("call_change", "called"), "is not later than the call",
        ),
        (
            {"question": "deadline", "support": "Mon 09:00-09:01", "response": "99 h"},
            ("support", "response"), "more than 10 years",
        ),
        (
            {"question": "coverage", "support": "Mon 09:00-09:01", "response": "99 h"},
            ("support", "response"), "more than 10 years",
        ),
        (
            {"question": "deadline", "support": OFFICE + "\n2026-01-01 to 2099-12-31 off"},
            ("support", "response"), "more than 10 years",
        ),
        (
            {"question": "credits", "steps": "a b", "steps.a.below": "99%", "steps.a.credit": "10%",
             "steps.b.below": "99.0%", "steps.b.credit": "25%"},
            ("steps",), "Two rows of the step table say “below 99%”",
        ),
        (
            {"question": "credits", "steps": "a b", "steps.a.below": "99%", "steps.a.credit": "10%",
             "steps.b.below": "95%", "steps.b.credit": "5%"},
            ("steps",), "below 95% gives 5%, less than the 10% for below 99%",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_used(typed: dict[str, str], fields: tuple[str, ...], words: str) -> None:
    with pytest.raises((InputError, ExceptionGroup)) as caught:
        calculate(parse(Inputs, typed))
    problem = caught.value if isinstance(caught.value, InputError) else caught.value.exceptions[0]

    assert isinstance(problem, InputError)
    assert problem.fields == fields
    assert words in problem.message.en


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ({"availability": "100%"}, "0 h"),
        ({"availability": "0%"}, "720 h"),
        ({"availability": "99.99999%", "period": "day"}, "0.00864 s"),
        ({"days": "0.01"}, "0.864 s"),
        ({"days": "36525"}, "876 h 36 min"),
        ({"period": "month", "starts": "2028-01-31T00:00"}, "41 min 46 s"),
        ({"period": "year", "starts": "2028-02-29T00:00"}, "8 h 45 min 36 s"),
        ({"question": "credits", "fee": "1000000000000", "steps": "1"}, "¥100,000,000,000"),
        ({"question": "credits", "outages": ""}, "¥0"),
        ({"question": "coverage", "response": "0"}, "26.8%"),
    ],
)
def test_ends_of_the_range(typed: dict[str, str], number: str) -> None:
    _, said = asked(**{name.replace(".", "__"): value for name, value in typed.items()})

    assert said.number.en == number


def test_special_days_far_away_are_left_aside() -> None:
    result, _ = asked(question="coverage", support=OFFICE + "\n9998-01-01 to 9999-12-31 off")

    assert result.coverage
    assert result.coverage.special_gap is None


def test_a_month_later() -> None:
    assert months_later(datetime(2026, 12, 31), 1) == datetime(2027, 1, 31)
    assert months_later(datetime(2026, 11, 30), 3) == datetime(2027, 2, 28)


# --- What is said

QUESTIONS = list(describe(Inputs)["question"].options)  # type: ignore[attr-defined]


def test_the_constants_are_told_with_their_source() -> None:
    listed = {
        question: [row[0].en for section in asked(question=question)[1].sections
                   if section.title.en == "Constants" for row in section.rows]
        for question in QUESTIONS
    }  # fmt: skip

    assert listed == {
        "allowed": ["A day", "Mean year"],
        "reached": ["A day"],
        "composite": ["A day"],
        "deadline": [],
        "coverage": ["A week"],
        "credits": ["A day"],
    }


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_is_answered_on_the_page_and_in_a_table(question: str, language: str) -> None:
    """Through the door, as the page asks."""
    request = {"calculator": "sla_time", "language": language, "values": {"question": question}}

    page = json.loads(door(json.dumps({"op": "calculate", **request})))
    csv = json.loads(door(json.dumps({"op": "csv", **request})))

    assert page["errors"] == []
    assert "calculator-number" in page["result"]
    assert csv["errors"] == []


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_gap_is_left_in_the_words(question: str) -> None:
    _, said = asked(question=question)
    words = [said.sentence, *(note.words for note in said.notes), *(step.numbers for step in said.steps)]

    for text in words:
        assert not re.search(r"[{}]|None|\bnan\b", text.zh + text.en)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_worksheet_has_the_formulas_of_every_question(question: str) -> None:
    inputs = Inputs(question=question)
    sheet = html.fragment_fromstring(worksheet(sla_time, "en"))
    (listed,) = sheet.find_class("worksheet-formulas")

    found = {line.text: line.find("small").text for line in listed}

    letter = "ABCDEF"[QUESTIONS.index(question)]
    assert all(letter in found[step.formula.en] for step in answer(inputs, calculate(inputs)).steps)
