"""From typed text to inputs: limits, blanks, offsets, and words that name the field, its limits and unit."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators import ALL
from calculators.kit import fields
from calculators.kit.errors import InputError
from calculators.kit.estimate import Estimate, Rough
from calculators.kit.fields import describe, leaves, parse
from calculators.kit.text import LANGUAGES, Language, Text
from tests.calculators.kit import specimen
from tests.calculators.kit.specimen import Inputs

FORMS = [specimen.Inputs, *(module.Inputs for module in ALL)]


def asked(form: type, name: str, typed: str) -> dict[str, str]:
    """One typed value, and the answer that makes its field count."""
    fields_ = describe(form)
    when = fields_[name].when
    return {name: typed, **(fields_[when[0]].spread(when[1], when[0], "en") if when else {})}


def edges(field: fields.Field) -> tuple[list, list]:
    """The lowest and highest values of a field, and those just outside."""
    match field:
        case fields.Quantity():
            return [field.low, field.high], [field.low - 1, field.high + 1]
        case fields.Duration():
            second = timedelta(seconds=1)
            return [field.low, field.high], [field.low - second, field.high + second]
        case fields.Moment():
            second = timedelta(seconds=1)
            return [fields.EARLIEST, fields.LATEST], [fields.EARLIEST - second, fields.LATEST + second]
        case Rough():
            inside, outside = (field.low, field.high), (field.low - 1, field.high + 1)
            return [Estimate.exactly(end) for end in inside], [Estimate.exactly(end) for end in outside]
        case _:
            return [], []


def problems(values: dict[str, str]) -> list[InputError]:
    with pytest.raises(ExceptionGroup) as caught:
        parse(Inputs, values)
    return leaves(caught.value)


def test_nothing_typed_is_the_worked_example() -> None:
    assert parse(Inputs, {}) == Inputs()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_as_written_in_the_form_is_the_example(form: type, language: Language) -> None:
    written: dict[str, str] = {}
    for name, field in describe(form).items():
        written |= field.spread(field.value, name, language)
    same = {name: typed for name, typed in written.items() if name.rpartition(".")[2] != "name"}

    assert parse(form, same) == form()


@pytest.mark.parametrize("form", FORMS)
def test_blank_means_none_where_optional_and_is_told_where_needed(form: type) -> None:
    for name, field in describe(form).items():
        if field.optional:
            assert not getattr(parse(form, asked(form, name, " ")), name)
        else:
            with pytest.raises(ExceptionGroup) as caught:
                parse(form, asked(form, name, " "))
            (problem,) = leaves(caught.value)
            assert problem.fields == (name,)
            assert field.label.zh in problem.message.zh
            assert field.label.en in problem.message.en


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("staff", "４ 人", 4),
        ("staff", "1", 1),
        ("staff", "500", 500),
        ("rate", "1,000", 1000),
        ("rate", "0.5万", 5000),
        ("rate", "-0", 0),
        ("pay", "¥57.47", 57.47),
        ("pay", "1 亿元", 1e8),
        ("margin", "35%", 0.35),
        ("margin", "35", 0.35),
        ("pause", "45", timedelta(minutes=45)),
        ("pause", "0:01", timedelta(minutes=1)),
        ("pause", "8小时", timedelta(hours=8)),
        ("kind", "b", "b"),
        ("kind", "乙", "b"),
        ("kind", "BETA", "b"),
        ("urgent", "yes", True),
        ("urgent", "否", False),
        ("urgent", "TRUE", True),
        ("name", " 支道 ", "支道"),
    ],
)
def test_value(name: str, typed: str, value: object) -> None:
    assert getattr(parse(Inputs, {name: typed}), name) == value


@pytest.mark.parametrize(
    ("name", "typed", "zh", "en"),
    [
        (
            "staff", "501",
            "“人数”的范围是 1～500 人；现在写的是“501”。",
            "“People” must be between 1 and 500 people; it now says “501”.",
        ),
        (
            "pay", "-1",
            "“时薪”的范围是 ¥0～¥1,000,000,000；现在写的是“-1”。",
            "“Hourly pay” must be between ¥0 and ¥1,000,000,000; it now says “-1”.",
        ),
        (
            "margin", "101%",
            "“毛利率”的范围是 0%～100%；现在写的是“101%”。",
            "“Margin” must be between 0% and 100%; it now says “101%”.",
        ),
        (
            "pause", "9 h",
            "“间隔”的范围是 1 分钟～8 小时；现在写的是“9 h”。",
            "“Interval” must be between 1 min and 8 h; it now says “9 h”.",
        ),
        (
            "begin", "1899-12-31 00:00",
            "“开始”的范围是 1990-01-01～2100-01-01；现在写的是“1899-12-31 00:00”。",
            "“Begin” must be between 1990-01-01 and 2100-01-01; it now says “1899-12-31 00:00”.",
        ),
        (
            "staff", "1e999",
            "“人数”的范围是 1～500 人；现在写的是“1e999”。",
            "“People” must be between 1 and 500 people; it now says “1e999”.",
        ),
        (
            "pause", "99999999999 天",
            "“间隔”的范围是 1 分钟～8 小时；现在写的是“99999999999 天”。",
            "“Interval” must be between 1 min and 8 h; it now says “99999999999 天”.",
        ),
        (
            "staff", "nan",
            "“人数”要写成数字，例如 4（1～500 人）；现在写的是“nan”。",
            "Write “People” as a number, for example 4 (1 to 500 people); it now says “nan”.",
        ),
        (
            "staff", "1.5",
            "“人数”要写成整数（1～500 人）；现在写的是“1.5”。",
            "Write “People” as a whole number (1 to 500 people); it now says “1.5”.",
        ),
        (
            "margin", "0.8",
            "“毛利率”写的是“0.8”，可能是 80%，也可能是 0.8%：写上百分号。",
            "“Margin” says “0.8”, which may mean 80% or 0.8%: write the percent sign.",
        ),
        (
            "kind", "丙",
            "“种类”要从这几项里选一项：甲、乙。",
            "“Kind” is one of these: Alpha, Beta.",
        ),
        (
            "rate", "",
            "“每小时单数”还没有填，例如 12.5（0～1,000,000 单）。",
            "“Orders per hour” is empty: enter for example 12.5 (0 to 1,000,000 orders).",
        ),
        (
            "margin", "0.0001万",
            "“毛利率”写的是“0.0001万”，可能是 100%，也可能是 1%：写上百分号。",
            "“Margin” says “0.0001万”, which may mean 100% or 1%: write the percent sign.",
        ),
        (
            "pause", "soon",
            "“间隔”要写成时长，例如 13 小时、90 分钟、13:30（1 分钟～8 小时，只写数字按分钟计）；"
            "现在写的是“soon”。",
            "Write “Interval” as a length of time, for example 13 h, 90 min, 13:30 "
            "(1 min to 8 h; a bare number counts as minutes); it now says “soon”.",
        ),
        (
            "begin", "soon",
            "“开始”要写明日期和时间，例如 2026-03-12 15:00（1990-01-01～2100-01-01）；现在写的是“soon”。",
            "Write “Begin” with its date and time, for example 2026-03-12 15:00 (1990-01-01 to 2100-01-01); "
            "it now says “soon”.",
        ),
        (
            "begin", "",
            "“开始”还没有填，例如 2026-03-12 15:00（1990-01-01～2100-01-01）。",
            "“Begin” is empty: enter for example 2026-03-12 15:00 (1990-01-01 to 2100-01-01).",
        ),
        (
            "name", "",
            "“名称”还没有填，例如 示例厂。",
            "“Name” is empty: enter for example Example Ltd.",
        ),
        (
            "begin.offset", "Asia/Shanghai",
            "“开始：UTC 偏移”写成 +08:00 这样的格式，范围 −12:00～+14:00；现在写的是“Asia/Shanghai”。",
            "Write “Begin: UTC offset” like +08:00, from −12:00 to +14:00; it now says “Asia/Shanghai”.",
        ),
        (
            "calendar", "2026-10-01 休",
            "“工时”：这些规则里没有任何工作时间：加一行，例如“周一至周五 09:00-12:00 13:00-18:00”。",
            "“Hours”: these rules hold no working hours: add a line, for example "
            "“Mon-Fri 09:00-12:00 13:00-18:00”.",
        ),
        (
            "calendar", "周一 09:00-12:00\n2026-11-20 as Fri",
            "“工时”第 2 行“2026-11-20 as Fri”：周五在这些规则里没有工作时间："
            "先给它加一行，例如“周五 09:00-18:00”。",
            "“Hours”, line 2, “2026-11-20 as Fri”: Fri has no hours in these rules: add a line for it, "
            "for example “Fri 09:00-18:00”.",
        ),
        (
            "calendar", "周一 09:00-12:00\nfoo",
            "“工时”第 2 行“foo”：一行写一条规则，例如“周一至周五 09:00-12:00 13:00-18:00”"
            "“2026-10-01至2026-10-07 休”“2026-10-10 按周五”。",
            "“Hours”, line 2, “foo”: write one rule a line, for example “Mon-Fri 09:00-12:00 13:00-18:00”, "
            "“2026-10-01 to 2026-10-07 off” or “2026-10-10 as Fri”.",
        ),
    ],
)  # fmt: skip
def test_words_of_an_error(name: str, typed: str, zh: str, en: str) -> None:
    (problem,) = problems({name: typed})

    assert problem.fields == (name,)
    assert problem.message == Text(zh, en)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("form", "name"),
    [pytest.param(form, name, id=f"{form.__module__}-{name}") for form in FORMS for name in describe(form)],
)
def test_limits_hold_and_are_told(form: type, name: str, language: Language) -> None:
    field = describe(form)[name]
    inside, outside = edges(field)
    for value in inside:
        taken = getattr(parse(form, asked(form, name, field.write(value, language))), name)
        assert (taken.replace(tzinfo=None) if isinstance(taken, datetime) else taken) == value
    for value in outside:
        with pytest.raises(ExceptionGroup) as caught:
            parse(form, asked(form, name, field.write(value, language)))
        (problem,) = leaves(caught.value)
        assert problem.fields == (name,)
        assert all(bound[language] in problem.message[language] for bound in field.bounds)
    assert bool(inside) == bool(isinstance(field, fields.Input) and field.limits)


@pytest.mark.parametrize("form", FORMS)
def test_a_field_depends_on_answers_above_it(form: type) -> None:
    for name, field in describe(form).items():
        if field.when:
            above = list(describe(form))[: list(describe(form)).index(name)]
            assert field.when[0] in above
            assert all(describe(form)[field.when[0]].show(answer) for answer in field.when[1:])


def test_all_errors_of_a_form_are_told_together() -> None:
    found = problems({"staff": "x", "begin": "y", "begin.offset": "z9", "margin": "0.5", "calendar": "?"})

    assert sorted(name for problem in found for name in problem.fields) == [
        "begin", "begin.offset", "calendar", "margin", "staff",
    ]  # fmt: skip


def test_a_bad_offset_is_told_once_though_others_share_it() -> None:
    values = {"begin.offset": "+99", "finish": "2026-03-12 16:00", "check": "2026-03-12 16:00"}

    assert [problem.fields for problem in problems(values)] == [("begin.offset",)]


@pytest.mark.parametrize(
    ("values", "iso"),
    [
        ({"finish": "2026-03-12 16:00"}, "2026-03-12T16:00:00+08:00"),
        ({"finish": "2026-03-12 16:00", "begin.offset": "-5"}, "2026-03-12T16:00:00-05:00"),
        (
            {"finish": "2026-03-12 16:00", "finish.offset": "-4", "begin.offset": "-5"},
            "2026-03-12T16:00:00-04:00",
        ),
        ({"finish": "2026-03-12 02:00Z"}, "2026-03-12T10:00:00+08:00"),
        ({"finish": "2026-03-12 02:00Z", "finish.offset": "+9"}, "2026-03-12T11:00:00+09:00"),
        ({"check": "2026-03-12 16:00"}, "2026-03-12T16:00:00+08:00"),
        ({"check": "2026-03-12 16:00", "finish.offset": "-4"}, "2026-03-12T16:00:00-04:00"),
        ({"present": "2026-03-12 16:00", "present.offset": ""}, "2026-03-12T16:00:00+08:00"),
    ],
)
def test_the_clock_of_a_moment(values: dict[str, str], iso: str) -> None:
    inputs = parse(Inputs, values)
    name = next(name for name in values if "." not in name)

    assert getattr(inputs, name).isoformat() == iso


def test_the_example_follows_its_own_clock() -> None:
    """The offset of the crash alone was changed: the same reading, on another clock."""
    begin = parse(Inputs, {"begin.offset": "-05:00"}).begin

    assert begin == datetime(2026, 3, 12, 15, tzinfo=timezone(timedelta(hours=-5)))


@pytest.mark.parametrize("form", FORMS)
def test_too_long_a_text_is_refused_by_its_length(form: type) -> None:
    for name, field in describe(form).items():
        if not isinstance(field, fields.Input):
            continue
        with pytest.raises(ExceptionGroup) as caught:
            parse(form, asked(form, name, "9" * (length := max(100_000, field.room + 1))))
        (problem,) = leaves(caught.value)
        assert str(length) in problem.message.en
        assert len(problem.message.en) < 200


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
def test_any_text_is_taken_or_told_in_both_languages(form: type, data: st.DataObject) -> None:
    names = [*describe(form), "begin.offset", "crash.offset", "nobody"]
    values = data.draw(st.dictionaries(st.sampled_from(names), st.text(max_size=40)))
    found: list[InputError] = []
    try:
        parse(form, values)
    except* InputError as group:
        found = leaves(group)
    for problem in found:
        assert set(problem.fields) <= set(names)
        assert problem.message.zh
        assert len(problem.message.en) < 500


@pytest.mark.parametrize(
    "spec",
    [
        {"example": 1, "assumed": 2},
        {},
    ],
)
def test_a_field_has_one_value_to_begin_with(spec: dict) -> None:
    with pytest.raises(TypeError):
        fields.quantity(Text("数", "Number"), Text("个", "pieces"), 0, 9, **spec)


def test_an_unknown_word_on_a_field() -> None:
    with pytest.raises(TypeError):
        fields.text(Text("名", "Name"), help=Text("无", "none"))  # type: ignore[call-arg]
