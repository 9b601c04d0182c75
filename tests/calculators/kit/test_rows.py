"""Rows: which of them count, what an absent cell means, and errors that name row and cell."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.kit.errors import InputError
from calculators.kit.fields import choice, describe, flag, leaves, moment, parse, quantity, several, text
from calculators.kit.rows import rows
from calculators.kit.text import LANGUAGES, Language, Text

KINDS = {"full": Text("完整", "Full"), "log": Text("日志", "Log")}
PARTS = {
    "files": Text("附件", "Attachments"),
    "keys": Text("密钥", "Keys"),
    "settings": Text("参数 设置", "Set up"),
}
END_EARLY = Text("完成早于开始。", "The end is before the start.")


@dataclass(frozen=True, kw_only=True)
class Backup:
    start: datetime = moment(Text("开始", "Start"), example="2026-03-12T02:00+08:00", offset="crash")
    end: datetime | None = moment(Text("完成", "End"), clock="start", optional=True)
    kind: str = choice(Text("种类", "Kind"), KINDS, assumed="full")
    size: float | None = quantity(
        Text("大小", "Size"), Text("GB", "GB"), 0, 1e6, example=12, optional=True, when=("kind", "full")
    )

    def __post_init__(self) -> None:
        if self.end and self.end < self.start:
            raise InputError(END_EARLY, "end", "start")


FIRST, SECOND = Backup(), Backup(kind="log", start=datetime.fromisoformat("2026-03-12T03:00+08:00"))


@dataclass(frozen=True, kw_only=True)
class Inputs:
    crash: datetime = moment(Text("停止", "Crash"), example="2026-03-12T15:00+08:00", offset="+08:00")
    way: str = choice(
        Text("方式", "Way"), {"one": Text("一份", "One"), "log": Text("日志", "A log")}, assumed="log"
    )
    log: tuple[Backup, ...] = rows(
        Text("备份日志", "Backup log"), Backup, example=(FIRST, SECOND), at_most=200, when=("way", "log")
    )
    spare: tuple[Backup, ...] = rows(Text("备用", "Spare"), Backup, optional=True)
    whole: bool = flag(Text("全部", "All"), assumed=True, when=("way", "log"))
    outside: frozenset[str] = several(
        Text("不在备份里的", "Not in the backup"), PARTS, assumed=frozenset({"keys"})
    )
    none: frozenset[str] = several(Text("其他", "Others"), PARTS, optional=True)
    name: str | None = text(Text("名", "Name"), optional=True)


def problems(values: dict[str, str]) -> list[tuple[tuple[str, ...], Text]]:
    with pytest.raises(ExceptionGroup) as caught:
        parse(Inputs, values)
    return [(problem.fields, problem.message) for problem in leaves(caught.value)]


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-12T{clock}")


def test_nothing_typed_is_the_worked_example() -> None:
    assert parse(Inputs, {}) == Inputs()
    assert parse(Inputs, {}).log == (FIRST, SECOND)
    assert parse(Inputs, {}).spare == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_spread_over_its_cells_gives_it_back(language: Language) -> None:
    spread: dict[str, str] = {}
    for name, field in describe(Inputs).items():
        spread |= field.spread(field.value, name, language)

    assert spread["log"] == "1 2"
    assert spread["log.2.kind"] == "log"
    assert parse(Inputs, spread) == Inputs()


def test_order_is_that_of_the_ids() -> None:
    assert parse(Inputs, {"log": "2 1"}).log == (SECOND, FIRST)
    assert parse(Inputs, {"log": "2"}).log == (SECOND,)


def test_a_typed_cell_of_the_example_leaves_the_others() -> None:
    changed = parse(Inputs, {"log.2.kind": "full"}).log

    assert changed == (FIRST, Backup(start=SECOND.start, kind="full"))


def test_a_new_row_starts_with_what_is_assumed_and_else_empty() -> None:
    assert parse(Inputs, {"log": "x7", "log.x7.start": "2026-03-12 04:00"}).log == (
        Backup(start=at("04:00+08:00"), kind="full", size=None),
    )


def test_a_cell_that_does_not_count_is_not_read() -> None:
    values = {"log": "a", "log.a.start": "2026-03-12 04:00", "log.a.kind": "log", "log.a.size": "nonsense"}

    assert parse(Inputs, values).log[0].kind == "log"


@pytest.mark.parametrize(
    "blank",
    [
        {},
        {"log.b.start": " ", "log.b.end": ""},
        {"log.b.kind": "full"},
    ],
)
def test_a_blank_row_is_left_out_and_keeps_its_number(blank: dict[str, str]) -> None:
    typed = {"log": "1 b 2", **blank}

    assert parse(Inputs, typed).log == (FIRST, SECOND)
    assert [fields for fields, _ in problems({**typed, "log.2.start": "soon"})] == [("log.2.start",)]
    assert problems({**typed, "log.2.start": "soon"})[0][1].en.startswith(
        "“Backup log”, row 3: Write “Start”"
    )


def test_a_row_that_was_begun_is_not_blank() -> None:
    assert problems({"log": "1 b", "log.b.kind": "log"}) == [
        (
            ("log.b.start",),
            Text(
                "“备份日志”第 2 行：“开始”还没有填，例如 2026-03-12 02:00（1990-01-01～2100-01-01）。",
                "“Backup log”, row 2: “Start” is empty: enter for example 2026-03-12 02:00 "
                "(1990-01-01 to 2100-01-01).",
            ),
        )
    ]


def test_an_emptied_list_is_told_where_a_row_is_needed() -> None:
    said = Text("“备份日志”还没有填：至少填一行。", "“Backup log” is empty: fill in at least one row.")

    assert problems({"log": ""}) == [(("log",), said)]
    assert problems(
        {"log": "1", **dict.fromkeys(("log.1.start", "log.1.end", "log.1.kind", "log.1.size"), "")}
    ) == [(("log",), said)]
    assert parse(Inputs, {"spare": ""}).spare == ()


def test_a_contradiction_within_a_row_is_told_at_its_cells() -> None:
    assert problems({"log.1.end": "2026-03-12 01:00"}) == [
        (
            ("log.1.end", "log.1.start"),
            Text("“备份日志”第 1 行：完成早于开始。", "“Backup log”, row 1: The end is before the start."),
        )
    ]


def test_the_errors_of_all_rows_are_told_together() -> None:
    found = problems({"crash": "x", "log.1.start": "y", "log.2.kind": "z", "outside": "nothing"})

    assert [fields for fields, _ in found] == [("crash",), ("log.1.start",), ("log.2.kind",), ("outside",)]


@pytest.mark.parametrize(
    ("values", "iso"),
    [
        ({}, "2026-03-12T02:00:00+08:00"),
        ({"crash.offset": "-5"}, "2026-03-12T02:00:00-05:00"),
        ({"log.1.start.offset": "+9", "crash.offset": "-5"}, "2026-03-12T02:00:00+09:00"),
        ({"log.1.start": "2026-03-12 02:00Z"}, "2026-03-12T10:00:00+08:00"),
    ],
)
def test_a_moment_in_a_row_has_a_clock_as_any_other(values: dict[str, str], iso: str) -> None:
    row = parse(Inputs, {"log.1.end": "2026-03-12 11:00", **values}).log[0]

    assert row.start.isoformat() == iso
    assert row.end.utcoffset() == row.start.utcoffset()


def test_more_rows_than_there_is_room_for() -> None:
    ids = [f"r{number}" for number in range(201)]

    ((fields, said),) = problems({"log": " ".join(ids)})

    assert fields == ("log",)
    assert said.zh == "“备份日志”最多 200 行，现在有 201 行：去掉用不到的。"
    assert said.en == "“Backup log” has room for 200 rows; it now has 201: remove those that do not matter."


def test_ids_that_no_form_makes_are_left_out() -> None:
    assert parse(Inputs, {"log": "2 <b> 2 ../x A 1 " + "9" * 100}).log == (SECOND, FIRST)


def test_a_list_that_does_not_count_is_not_read() -> None:
    inputs = parse(Inputs, {"way": "one", "log": "a", "log.a.start": "nonsense", "whole": "nonsense"})

    assert inputs.log == (FIRST, SECOND)


def test_rows_within_rows() -> None:
    with pytest.raises(TypeError, match="cannot hold rows"):
        rows(Text("外", "Outer"), Inputs, optional=True)


@pytest.mark.parametrize(
    ("typed", "answers"),
    [
        ("files settings", {"files", "settings"}),
        ("Keys", {"keys"}),
        ("附件、密钥", {"files", "keys"}),
        ("attachments, set up", {"files", "settings"}),
        ("Set up", {"settings"}),
    ],
)
def test_several_answers(typed: str, answers: set[str]) -> None:
    assert parse(Inputs, {"outside": typed}).outside == answers


def test_several_answers_need_one_unless_none_will_do() -> None:
    assert parse(Inputs, {"none": ""}).none == frozenset()
    assert problems({"outside": ""})[0][1].en.startswith("Choose at least one for “Not in the backup”: ")
    assert problems({"none": "files x"})[0][1].en == (
        "“Others” is one or more of these: Attachments, Keys, Set up."
    )
    assert describe(Inputs)["outside"].show(frozenset({"settings", "files"})).en == "Attachments, Set up"


CELLS = ["start", "start.offset", "end", "kind", "size", "nobody"]


@given(
    ids=st.lists(st.sampled_from(["1", "2", "3", "a", "B", "<i>"]), max_size=5),
    cells=st.dictionaries(
        st.tuples(st.sampled_from("123a"), st.sampled_from(CELLS)), st.sampled_from(["", "full", "9", "<b>"])
    ),
)
def test_any_rows_are_taken_or_told_at_a_cell_that_stands_there(
    ids: list[str], cells: dict[tuple[str, str], str]
) -> None:
    values = {"log": " ".join(ids), **{f"log.{id_}.{cell}": typed for (id_, cell), typed in cells.items()}}
    found: list[InputError] = []
    try:
        parse(Inputs, values)
    except* InputError as group:
        found = leaves(group)
    places = {"log", *(f"log.{id_}.{cell}" for id_ in ids for cell in CELLS)}
    assert all(set(problem.fields) <= places for problem in found)


def test_a_keystroke_reads_200_rows_in_no_time() -> None:
    start = at("02:00")
    values = {"log": " ".join(f"r{number}" for number in range(200))}
    for number in range(200):
        begin = start - timedelta(days=number)
        values |= {
            f"log.r{number}.start": begin.isoformat(timespec="minutes"),
            f"log.r{number}.end": (begin + timedelta(hours=1)).isoformat(timespec="minutes"),
            f"log.r{number}.kind": "full",
            f"log.r{number}.size": str(number),
        }
    assert len(parse(Inputs, values).log) == 200

    def once() -> float:
        begin = perf_counter()
        parse(Inputs, values)
        return perf_counter() - begin

    assert min(once() for _ in range(10)) < 0.05  # about 5 ms on a desk of 2024
