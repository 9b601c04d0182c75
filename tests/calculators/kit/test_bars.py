"""Bars stay inside the drawing, stand in order, and say what they mean in words too."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from calculators.kit.bars import Bar, Bars
from calculators.kit.chart import WIDTH
from calculators.kit.text import LANGUAGES, Language, Text

KEY = Text("实心到下限", "Solid to the low end")
TITLE = Text("得分", "Scores")


def drawn(bars: list[Bar], language: Language = "en") -> html.HtmlElement:
    return html.fromstring(Bars(TITLE, KEY, bars, 100, KEY).draw(language, "drawing"))


ends = st.lists(st.floats(0, 100), min_size=3, max_size=3).map(sorted)


@pytest.mark.parametrize("language", LANGUAGES)
@given(st.lists(st.tuples(ends, st.booleans()), min_size=1, max_size=5))
def test_bars_lie_inside_and_apart(language: Language, told: list[tuple[list[float], bool]]) -> None:
    bars = [
        Bar(low, high, mark, Text.same(f"bar {at}"), crossed)
        for at, ((low, mark, high), crossed) in enumerate(told)
    ]
    figure = drawn(bars, language)
    height = float(figure.find("svg").get("viewbox").split()[-1])
    solid, open_ = figure.xpath(".//rect[@fill-opacity]"), figure.xpath(".//rect[@fill='none']")

    assert len(solid) == len(open_) == len(bars)
    for sure, possible in zip(solid, open_, strict=True):
        assert float(sure.get("width")) <= float(possible.get("width"))
        assert float(possible.get("x")) + float(possible.get("width")) <= WIDTH
        assert float(possible.get("y")) + float(possible.get("height")) <= height
    tops = [float(bar.get("y")) for bar in open_]
    assert all(after - before > 18 for before, after in pairwise(tops))
    assert [line.text for line in figure.xpath(".//li")] == [f"bar {at}" for at in range(len(bars))]
    assert figure.xpath(".//p")[0].text == KEY[language]
    assert not figure.xpath(".//@style")


def test_a_struck_bar_and_one_without_a_mark() -> None:
    plain = drawn([Bar(20, 40, None, KEY)])
    struck = drawn([Bar(20, 40, 30, KEY, crossed=True)])

    assert not plain.xpath(".//path")
    assert len(struck.xpath(".//path")) == 2
