"""The graphs: labels stay inside and apart, everything is in the picture, and the SVG holds no style."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from calculators.kit.chart import WIDTH
from calculators.kit.estimate import Estimate
from calculators.kit.graph import Curve, Place, Tornado, round_step
from calculators.kit.text import LANGUAGES, Language, Text

WORDS = Text("词", "word")
LATIN, CHINESE = 0.62, 1.0  # of the font size, at most


def width(words: str, size: float) -> float:
    return sum(CHINESE if letter > "\u2e80" else LATIN for letter in words) * size


def texts(figure: html.HtmlElement) -> dict[str, list[tuple[float, float]]]:
    """The spans of the labels by their line."""
    spans: dict[str, list[tuple[float, float]]] = {}
    for words in figure.iter("text"):
        wide = width(words.text, float(words.get("font-size")))
        x = float(words.get("x"))
        left = {"middle": x - wide / 2, "end": x - wide}[words.get("text-anchor")]
        spans.setdefault(words.get("y"), []).append((left, left + wide))
    return spans


amounts = st.lists(st.floats(0, 1e21), min_size=3, max_size=3).map(lambda parts: Estimate(*sorted(parts)))


@pytest.mark.parametrize("language", LANGUAGES)
@given(
    last=st.floats(0.5, 8_784),
    values=st.lists(amounts, min_size=2, max_size=9),
    limit=st.none() | st.floats(0, 1e21),
    mark=st.floats(0, 1),
)
def test_a_curve_stays_in_its_frame(
    language: Language, last: float, values: list[Estimate], limit: float | None, mark: float
) -> None:
    points = [(last * number / (len(values) - 1), value) for number, value in enumerate(values)]
    marks = [Place(last * mark, WORDS), Place(last, WORDS)]
    drawn = Curve(WORDS, WORDS, points, marks, WORDS, limit).draw(language, "curve")
    figure = html.fromstring(drawn)

    for row in texts(figure).values():
        assert min(left for left, _ in row) >= 0
        assert max(right for _, right in row) <= WIDTH
        assert all(one[1] <= other[0] for one, other in pairwise(sorted(row)))
    for path in figure.iter("path"):
        numbers = [float(each) for each in re.findall(r"-?[0-9.]+(?:e-?[0-9]+)?", path.get("d"))]
        assert all(0 <= each <= WIDTH for each in numbers)
    assert "style" not in drawn
    assert len(figure.findall(".//li")) == 2


@given(
    usual=st.floats(0, 1e12),
    bars=st.lists(st.tuples(st.floats(0, 1e12), st.floats(0, 1e12)), min_size=1, max_size=8),
)
def test_bars_reach_from_the_usual_to_both_ends(usual: float, bars: list[tuple[float, float]]) -> None:
    figure = html.fromstring(Tornado(WORDS, WORDS, usual, bars, WORDS).draw("en", "bars"))

    drawn = [(float(bar.get("x")), float(bar.get("width"))) for bar in figure.iter("rect")]
    assert len(drawn) == 2 * len(bars)
    assert all(x >= 0 and x + wide <= WIDTH for x, wide in drawn)
    assert [words.text for words in figure.iter("text")] == [str(n + 1) for n in range(len(bars))]


@given(st.floats(1e-6, 1e15), st.integers(1, 9))
def test_a_round_step_cuts_into_few_parts(span: float, most: int) -> None:
    step = round_step(span, most)

    assert span / step <= most * (1 + 1e-6)
    assert f"{step:.0e}"[0] in "125"
