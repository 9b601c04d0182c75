"""Both languages or neither."""

import pytest

from calculators.kit.text import Text


@pytest.mark.parametrize(("zh", "en"), [("", "h"), ("小时", ""), ("小时", "  "), (None, "h"), ("小时", 3)])
def test_a_missing_language_cannot_be_made(zh: str, en: str) -> None:
    with pytest.raises(TypeError):
        Text(zh, en)


def test_an_unknown_language() -> None:
    with pytest.raises(KeyError):
        Text("小时", "h")["fr"]  # type: ignore[index]


def test_gaps_take_the_words_of_their_language() -> None:
    unit = Text("小时", "h")

    assert Text("用了 {n} {unit}", "took {n} {unit}").format(n=3, unit=unit) == Text(
        "用了 3 小时", "took 3 h"
    )


def test_what_fills_a_gap_is_not_read_as_a_gap() -> None:
    assert Text("写的是{typed}", "it says {typed}").format(typed="{0.__class__} {label}").en == (
        "it says {0.__class__} {label}"
    )


def test_joined() -> None:
    assert Text.joined([Text("甲", "a"), Text("乙", "b")]) == Text("甲、乙", "a, b")
