"""The drawings: nothing inside touches, and the SVG holds no style."""

import re
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html

from calculators.backup_loss import Inputs, answer, calculate
from calculators.kit.chart import WIDTH, Point, Shape, Timeline, Week, spread
from calculators.kit.text import LANGUAGES, Language, Text

# A digit or a Latin letter is no wider than 0.64 of the font size in the fonts that the site names.
ADVANCE = 0.64


@given(st.lists(st.floats(12, 308), max_size=12).map(sorted))
def test_spread_keeps_apart_in_order_and_inside(places: list[float]) -> None:
    moved = spread(places, 22, 12, 308)

    assert len(moved) == len(places)
    assert all(12 <= place <= 308 for place in moved)
    assert all(right - left > 21.99 for left, right in pairwise(moved))


def test_spread_leaves_alone_what_is_apart() -> None:
    assert spread([20, 60, 100], 22, 12, 308) == [20, 60, 100]


lengths = st.one_of(
    st.timedeltas(timedelta(0), timedelta(hours=2)),
    st.timedeltas(timedelta(0), timedelta(days=3)),
    st.timedeltas(timedelta(0), timedelta(days=13_000)),
)


@pytest.mark.parametrize("language", LANGUAGES)
@given(length=lengths, since=st.none() | lengths, target=st.none() | lengths)
@example(length=timedelta(hours=36), since=timedelta(days=1, seconds=45_610), target=timedelta(days=3))
def test_labels_do_not_touch_at_320_pixels(
    language: Language, length: timedelta, since: timedelta | None, target: timedelta | None
) -> None:
    crash = Inputs().crash
    inputs = Inputs(
        backup=crash - length,
        backup_end=crash - length / 2,
        now=None if since is None else crash + since,
        rpo=target,
    )
    drawing = answer(inputs, calculate(inputs)).drawing
    assert drawing is not None
    figure = html.fromstring(drawing.draw(language, "drawing"))

    spans: dict[str, list[tuple[float, float]]] = {}
    for words in figure.iter("text"):
        half = len(words.text) * float(words.get("font-size")) * ADVANCE / 2
        x = float(words.get("x"))
        spans.setdefault(words.get("y"), []).append((x - half, x + half))
    for row in spans.values():
        assert min(left for left, _ in row) >= 0
        assert max(right for _, right in row) <= WIDTH
        assert all(one[1] <= other[0] for one, other in pairwise(row))


@pytest.mark.parametrize(
    ("years", "labels"),
    [
        (2, ["2025", "2026"]),
        (4, ["2023", "2024", "2025", "2026"]),
        (20, ["2010", "2015", "2020", "2025"]),
        (36, ["2000", "2010", "2020"]),
    ],
)
def test_labels_a_year_and_more_apart_are_years(years: int, labels: list[str]) -> None:
    crash = Inputs().crash
    inputs = Inputs(backups="none", go_live=crash.replace(year=crash.year - years, month=1, day=1, hour=0))
    drawing = answer(inputs, calculate(inputs)).drawing
    assert drawing is not None
    words = [text.text for text in html.fromstring(drawing.draw("en", "drawing")).iter("text")]

    assert [label for label in words if label not in ("1", "2")] == labels


@pytest.mark.parametrize("language", LANGUAGES)
def test_svg_is_named_and_unstyled(language: Language) -> None:
    inputs = Inputs(rpo=timedelta(hours=4))
    drawing = answer(inputs, calculate(inputs)).drawing
    assert drawing is not None
    made = drawing.draw(language, "drawing")
    svg = html.fromstring(made).find("svg")

    assert svg.get("role") == "img"
    assert [svg.find(f"*[@id='{id_}']").text for id_ in svg.get("aria-labelledby").split()] == [
        drawing.title[language],
        drawing.description[language],
    ]
    assert " style=" not in made
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', made)) <= {"none", "currentColor"}


@pytest.mark.parametrize("count", [1, 7, 40, 200])
def test_each_shape_has_a_line_of_its_own_and_no_point_covers_another(count: int) -> None:
    end = datetime.fromisoformat("2026-03-12T15:00+08:00")
    shapes: list[Shape] = ["dot", "ring", "cross"]
    points = [Point(end - timedelta(hours=6 * n), shapes[n % 3]) for n in range(count)]
    words = Text.same("words")
    drawn = Timeline(words, words, end - timedelta(hours=13), end, (), (), words, points).draw(
        "en", "drawing"
    )
    (svg,) = html.fromstring(drawn).iter("svg")
    height = float(svg.get("viewbox").split()[3])
    lanes = [path.get("d") for path in svg.iter("path")]
    starts = [
        [(float(x), float(y)) for x, y in re.findall(r"M([0-9.-]+) ([0-9.-]+)", lane)] for lane in lanes
    ]

    assert len(lanes) == min(count, 3)
    assert len({lane[0][1] for lane in starts}) == len(lanes)
    for lane in starts:
        assert all(right - left >= 2 for (left, _), (right, _) in pairwise(lane))
        assert all(x >= 0 and x + 7 <= WIDTH and y + 7 <= height for x, y in lane)
    assert len(drawn) < 20_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_week_has_a_row_for_each_day_and_fills_what_is_covered(language: Language) -> None:
    days = [[(540, 720), (780, 1080)]] * 5 + [[], [(0, 1440)]]
    week = Week(Text.same("title"), Text.same("description"), days, Text.same("key"))
    figure = html.fromstring(week.draw(language, "drawing"))
    bars = list(figure.iter("rect"))
    filled = [bar for bar in bars if bar.get("fill") != "none"]
    empty = [bar for bar in bars if bar.get("fill") == "none"]
    full = float(empty[0].get("width"))

    assert len(empty) == 7
    assert [round(float(bar.get("width")) / full, 3) for bar in filled] == [0.125, 0.208] * 5 + [1.0]
    assert len({bar.get("y") for bar in empty}) == 7
    assert "style" not in week.draw(language, "drawing")
    for words in figure.iter("text"):
        advance = 1 if language == "zh" and words.text.startswith("周") else ADVANCE
        width, x = len(words.text) * float(words.get("font-size")) * advance, float(words.get("x"))
        left = x - width / 2 if words.get("text-anchor") == "middle" else x
        assert left >= 0
        assert left + width <= WIDTH
        assert words.get("text-anchor") == "middle" or left + width <= float(empty[0].get("x"))
