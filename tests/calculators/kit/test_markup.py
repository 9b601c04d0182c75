"""HTML by construction."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from calculators.kit.markup import Markup, join, tag


def test_attributes() -> None:
    made = tag(
        "input", class_="a", data_field="x.y", aria_describedby="p q", hidden=True, checked=False, size=None
    )

    assert made == '<input class="a" data-field="x.y" aria-describedby="p q" hidden>'


def test_children() -> None:
    assert tag("p", "a<b", None, [tag("b", "&"), ["c"]]) == "<p>a&lt;b<b>&amp;</b>c</p>"


def test_an_element_may_have_an_attribute_called_name() -> None:
    assert tag("input", name="crash") == '<input name="crash">'


@given(st.text())
def test_text_comes_back_as_text(words: str) -> None:
    made = tag("p", words, title=words)
    element = html.fromstring(made)

    assert isinstance(made, Markup)
    assert (element.tag, len(element), set(element.attrib)) == ("p", 0, {"title"})


@given(st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc", "Cn"])))
def test_printable_text_is_unchanged(words: str) -> None:
    assert html.fromstring(tag("p", words, title=words)).get("title") == words


def test_half_a_surrogate_pair_and_control_characters_are_replaced() -> None:
    assert join("a\ud800b\x00c\nd") == "a�b�c\nd"
