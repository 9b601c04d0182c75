"""What readers type, and what is refused because it could mean two things."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.kit import read, show
from calculators.kit.text import LANGUAGES, Language
from calculators.kit.units import CURRENCIES


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("0", 0),
        ("1234567", 1_234_567),
        ("1,234,567", 1_234_567),
        ("１，２３４，５６７", 1_234_567),
        (" 1234.5 ", 1234.5),
        (".5", 0.5),
        ("5.", 5),
        ("-3", -3),
        ("−3", -3),
        ("－３", -3),
        ("+3", 3),
        ("1e3", 1000),
        ("123.5万", 1_235_000),
        ("123.5 万", 1_235_000),
        ("1.2亿", 120_000_000),
        ("3千万", 30_000_000),
        ("2 万亿", 2_000_000_000_000),
        ("12k", 12_000),
        ("1.5 million", 1_500_000),
    ],
)
def test_number(typed: str, value: float) -> None:
    assert read.number(typed) == value


@pytest.mark.parametrize(
    "typed",
    ["", " ", "abc", "nan", "NaN", "inf", "-Infinity", "1,2", "1,5", "12,34", "1,2345", "1.2.3", "1 2", "--3",
     "3 apples", "0x10", "1_000", "٣", "½万x", "万", "e5", "<b>", "1;2"],
)  # fmt: skip
def test_number_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        read.number(typed)


@pytest.mark.parametrize("typed", ["1e999", "-1e999", "9" * 400])
def test_number_without_end(typed: str) -> None:
    with pytest.raises(OverflowError):
        read.number(typed)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("¥60,483.87", 60_483.87),
        ("￥1234", 1234),
        ("CNY 5", 5),
        ("120万元", 1_200_000),
        ("-¥1,200", -1200),
        ("5 元", 5),
        ("5", 5),
    ],
)
def test_money(typed: str, value: float) -> None:
    assert read.money(typed) == value


@pytest.mark.parametrize("currency", [*CURRENCIES, "SEK"])
def test_money_of_each_currency_as_it_is_shown_and_by_its_words(currency: str) -> None:
    sign, typed = CURRENCIES.get(currency, (currency, ()))

    assert read.money(show.money(-1234.5, currency).en, currency) == -1234.5
    assert {read.money(f"5 {word}", currency) for word in (sign, currency, *typed)} == {5}
    assert {read.money(f"{word}5", currency) for word in (sign, currency, *typed)} == {5}


@pytest.mark.parametrize(
    ("typed", "currency"),
    [
        ("$100", "CNY"), ("US$100", "CNY"), ("100 €", "CNY"), ("JP¥5", "CNY"), ("5 USD", "CNY"),
        ("¥100", "USD"), ("100 元", "USD"), ("HK$5", "USD"), ("US$5", "HKD"), ("$5", "HKD"), ("¥5", "JPY"),
        ("+-5", "CNY"), ("-¥-5", "CNY"), ("¥¥5", "CNY"),
    ],
)  # fmt: skip
def test_money_of_another_currency_is_refused(typed: str, currency: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        read.money(typed, currency)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("80%", 0.8),
        ("80", 0.8),
        ("８０％", 0.8),
        ("0", 0),
        ("100", 1),
        ("0.8%", 0.008),
        ("1%", 0.01),
        ("99.95 %", 0.9995),
    ],
)
def test_share(typed: str, value: float) -> None:
    assert read.share(typed) == pytest.approx(value, abs=1e-12)


@given(st.integers(0, 10**7))
def test_a_percentage_is_the_same_number_as_its_decimal_fraction(places: int) -> None:
    """99.9% is 0.999, and not the 0.9990000000000001 that a division leaves."""
    assert read.share(f"{places // 10**5}.{places % 10**5:05}%") == float(
        f"{places // 10**7}.{places % 10**7:07}"
    )


@pytest.mark.parametrize("typed", ["0.8", "1", ".5", "0.0001", "0.0001万", "1,000e-3", "0.0008k"])
def test_share_that_could_be_a_fraction_is_refused(typed: str) -> None:
    with pytest.raises(LookupError):
        read.share(typed)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("13 h", 780),
        ("13h", 780),
        ("13小时", 780),
        ("13 个小时", 780),
        ("13", 780),
        ("13.5", 810),
        ("90 min", 90),
        ("90分钟", 90),
        ("1.5 天", 2160),
        ("1d 2h", 1560),
        ("1d2h", 1560),
        ("1 day, 2 hours", 1560),
        ("1天2小时", 1560),
        ("1 天 2 小时 30 分", 1590),
        ("13:30", 810),
        ("１３：３０", 810),
        ("100:00", 6000),
        ("0:00:30", 0.5),
        ("2周", 20_160),
        ("-2 h", -120),
        ("−1 h 30 min", -90),
        ("0", 0),
    ],
)
def test_duration(typed: str, minutes: float) -> None:
    assert read.duration(typed) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "typed",
    ["", "h", "13 x", "1:2", "13:60", "1h 2h", "1 2", "nan", "1h-2h", "1,5 h", "abc", "+-5h", "--5h", "-+5"],
)
def test_duration_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        read.duration(typed)


@pytest.mark.parametrize("typed", ["1e999", "1e300", "99999999999 天", "9" * 199])
def test_duration_without_end(typed: str) -> None:
    with pytest.raises(OverflowError):
        read.duration(typed)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("+08:00", 480), ("+8", 480), ("UTC+8", 480), ("utc +08:00", 480), ("GMT+8", 480), ("+0800", 480),
        ("Z", 0), ("z", 0), ("UTC", 0), ("-0500", -300), ("−05:00", -300), ("+05:45", 345), ("+14:00", 840),
        ("-12:00", -720), ("＋８", 480), ("8", 480), ("08:00", 480), ("0800", 480), ("14", 840),
        ("UTC 8", 480),
    ],
)  # fmt: skip
def test_offset(typed: str, minutes: int) -> None:
    assert read.offset(typed) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "typed", ["", "15", "+15", "-12:30", "+14:01", "+8:60", "Asia/Shanghai", "CST", "++8", "nan"]
)
def test_offset_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        read.offset(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "2026-03-12T15:00",
        "2026-03-12 15:00",
        "2026-3-12 15:00:00",
        "2026/3/12 15:00",
        "2026.3.12 15:00",
        "２０２６－０３－１２　１５：００",
        "2026年3月12日 15:00",
        "2026 年 3 月 12 日 15:00",
        "2026 年 3 月 12 日（周四）15:00",
        "2026年3月12日15:00",
        "2026年3月12日 15点",
        "2026年3月12日 15时00分",
        "2026年3月12日（周四）15:00",
        "2026年3月12日(星期四) 15:00",
        "2026/3/12 下午3:00",
        "2026-03-12 3:00 PM",
        "12 Mar 2026 15:00",
        "12 March 2026, 15:00",
        "Mar 12, 2026 3:00 pm",
        "Thu 12 Mar 2026, 15:00",
        "2026-03-12T15:00:00.000",
    ],
)
def test_moment(typed: str) -> None:
    assert read.moment(typed) == datetime(2026, 3, 12, 15)


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("2026-03-12T02:00Z", "2026-03-12T02:00:00+00:00"),
        ("2026-03-12 02:00:30+08:00", "2026-03-12T02:00:30+08:00"),
        ("2026-03-12 02:00 -0500", "2026-03-12T02:00:00-05:00"),
        ("2026-03-12 02:00 UTC+8", "2026-03-12T02:00:00+08:00"),
        ("2026 年 3 月 12 日（周四）15:00（UTC+08:00）", "2026-03-12T15:00:00+08:00"),
        ("Thu 12 Mar 2026, 15:00 (UTC−03:30)", "2026-03-12T15:00:00-03:30"),
        ("2026-03-12 24:00", "2026-03-13T00:00:00"),
        ("2026-03-12 12:00 am", "2026-03-12T00:00:00"),
        ("2026-03-12 12:05 pm", "2026-03-12T12:05:00"),
        ("2026-03-12 凌晨2:00", "2026-03-12T02:00:00"),
        ("2026-03-12 凌晨12:30", "2026-03-12T00:30:00"),
        ("2026-03-12 上午 12:30", "2026-03-12T00:30:00"),
        ("2026-03-12 早上 9:00", "2026-03-12T09:00:00"),
        ("2026-03-12 中午 11:30", "2026-03-12T11:30:00"),
        ("2026-03-12 中午12:10", "2026-03-12T12:10:00"),
        ("2026-03-12 中午 1:00", "2026-03-12T13:00:00"),
        ("2026-03-12 中午 2:30", "2026-03-12T14:30:00"),
        ("2026-03-12 下午 12:05", "2026-03-12T12:05:00"),
        ("2026-03-12 晚上 5:00", "2026-03-12T17:00:00"),
        ("2026-03-12 晚上11:59", "2026-03-12T23:59:00"),
        ("2026-03-12（周四）15:00", "2026-03-12T15:00:00"),
        ("2028-02-29 00:00", "2028-02-29T00:00:00"),
    ],
)
def test_moment_with_more(typed: str, iso: str) -> None:
    assert read.moment(typed).isoformat() == iso


@pytest.mark.parametrize(
    "typed",
    [
        "", "15:00", "2026-03-12", "12/3/2026 15:00", "2026-13-01 00:00", "2026-02-29 00:00",
        "2026-03-12 25:00", "2026-03-12 24:01", "2026-03-12 15:60", "2026-03-12 15", "2026-03-12T", "now",
        "2026-03-12 13:00 pm", "2026-03-12 中午 3:00", "2026-03-12 中午 10:00",
        "2026-03-12 晚上12:00", "2026-03-12 晚上 1:00", "2026-03-12 晚上 4:59", "2026-03-12 早上 12:00",
        "2026-03-12 凌晨 7:00", "2026-03-12)15:00", "2026-03-12T15:00+99:00",
        "12 Foo 2026 15:00", "0000-01-01 00:00",
        "9999-12-31 24:00",
    ],
)  # fmt: skip
def test_moment_refused(typed: str) -> None:
    with pytest.raises((ValueError, OverflowError)):
        read.moment(typed)


READERS = [read.number, read.money, read.share, read.duration, read.offset, read.moment, read.calendar_date]


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
@given(typed=st.text(max_size=80) | st.text("0123456789:-+., eTZ万年月日时分天小dhm%", max_size=20))
def test_any_text_is_read_or_refused(reader: Callable[[str], object], typed: str) -> None:
    try:
        value = reader(typed)
    except (ValueError, OverflowError, LookupError):
        value = None
    assert value == value  # noqa: PLR0124 (never NaN)


@pytest.mark.parametrize("language", LANGUAGES)
@given(value=st.integers(-(10**9), 10**9))
def test_shown_durations_are_read_back(language: Language, value: int) -> None:
    length = timedelta(seconds=value)

    assert read.duration(show.duration(length)[language]) == length
    assert read.duration(show.days(length)[language]) == length
    assert read.duration(show.hours(abs(length))[language]) == abs(length)


@pytest.mark.parametrize("language", LANGUAGES)
@given(value=st.integers(-(10**14), 10**14))
def test_shown_numbers_are_read_back(language: Language, value: int) -> None:
    assert read.number(show.number(value / 100)[language]) == value / 100
    assert read.money(show.money(value / 100)[language]) == value / 100


@pytest.mark.parametrize("language", LANGUAGES)
@given(value=st.integers(0, 10_000))
def test_shown_shares_are_read_back(language: Language, value: int) -> None:
    assert read.share(show.share(value / 10_000)[language]) == pytest.approx(value / 10_000)


@pytest.mark.parametrize("language", LANGUAGES)
@given(
    value=st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(lambda at: at.replace(microsecond=0)),
    quarters=st.integers(-48, 56),
)
def test_shown_moments_are_read_back(language: Language, value: datetime, quarters: int) -> None:
    offset = timedelta(minutes=15 * quarters)
    aware = read.moment(f"{value.isoformat()}{show.offset(offset)}")

    assert read.offset(show.offset(offset)) == offset
    assert read.moment(show.moment(aware)[language]) == value
    assert read.moment(show.moment(aware, with_offset=True)[language]) == aware
