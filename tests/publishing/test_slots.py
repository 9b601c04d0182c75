"""What stands in a page where its Markdown has a slot."""

from dataclasses import dataclass

import pytest
from lxml.html import fromstring
from markdown import Markdown

from calculators.kit.text import Language
from company import profile
from publishing.slots import SlotError, html

GIVEN = {
    "version": "1",
    "site.id": "plant-1",
    "company.name": {"zh": "示例制造", "en": "Example Manufacturing"},
    "vendor.hotline": "400-000-0000",
    "vendor.portal": "https://support.example/a?b=1&c=2",
    "vendor.hours": "*9*–17 [h](x) <b>&</b> `now`",
    "it.phone": "010-0000-0000 ext. 801",
}
PROFILE = profile.read(GIVEN)


@dataclass(frozen=True)
class Source:
    path: str
    text: str
    language: Language


def converted(text: str, language: Language = "en", above: str = "") -> str:
    settings = {
        "source": lambda _: Source(f"{language}/page.md", above + text, language),
        "profile": lambda: PROFILE,
    }
    extensions = ["attr_list", "tables", "toc", "pymdownx.superfences", "publishing.slots"]
    return Markdown(extensions=extensions, extension_configs={"publishing.slots": settings}).convert(text)


@pytest.mark.parametrize(("language", "words"), [("zh", "示例制造"), ("en", "Example Manufacturing")])
def test_a_value_stands_in_the_language_of_its_page(language: Language, words: str) -> None:
    assert (
        converted("At [[company.name]].", language)
        == f'<p>At <span data-value="company.name">{words}</span>.</p>'
    )


@pytest.mark.parametrize(
    "text",
    [
        "Call [[vendor.hotline]] now.",
        "**Call [[vendor.hotline]]**",
        "1.  **Call** [[ vendor.hotline ]].\n    - None → [[vendor.hotline]].",
        "| Who | Number |\n| --- | --- |\n| Vendor | [[vendor.hotline]] |",
        "## Call [[vendor.hotline]] {#call}",
        "> [[vendor.hotline]]",
    ],
)
def test_a_telephone_number_is_grouped_and_can_be_tapped(text: str) -> None:
    links = fromstring(f"<div>{converted(text)}</div>").xpath("//*[@data-value='vendor.hotline']/a")

    assert links
    for link in links:
        assert (link.get("href"), link.text) == ("tel:4000000000", "400 000 0000")


def test_an_extension_is_dialled_after_a_pause() -> None:
    assert 'href="tel:01000000000,801">010 0000 0000 ext. 801<' in converted("[[it.phone]]")


def test_an_address_can_be_opened() -> None:
    [link] = fromstring(converted("Open [[vendor.portal]]")).xpath("//a")

    assert link.get("href") == link.text == GIVEN["vendor.portal"]


def test_a_value_is_text_and_nothing_else() -> None:
    [slot] = fromstring(converted("Open [[vendor.hours]]")).xpath("//span")

    assert slot.text_content() == GIVEN["vendor.hours"]
    assert len(slot) == 0


@pytest.mark.parametrize(("language", "label"), [("zh", "保险公司电话"), ("en", "Insurer’s telephone")])
def test_a_blank_is_a_line_to_write_on_with_its_name(language: Language, label: str) -> None:
    assert (
        converted("[[insurer.phone]]", language) == '<p><span class="slot-blank" data-value="insurer.phone">'
        f'<span class="slot-label">{label}</span></span></p>'
    )


@pytest.mark.parametrize(
    "text", ["`[[vendor.hotline]]`", "```\n[[vendor.hotline]]\n```", r"\[[vendor.hotline]\]"]
)
def test_code_and_escapes_stay_as_they_are(text: str) -> None:
    assert "data-value" not in converted(text)


def test_links_stay_links() -> None:
    assert converted("[a](b.md) [c][] [d]\n\n[c]: e.md") == (
        '<p><a href="b.md">a</a> <a href="e.md">c</a> [d]</p>'
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "One.\n\n[[vendor.hot_line]]",
            r"en/page\.md:6: \[\[vendor\.hot_line\]\]: .*\[\[vendor\.hotline\]\]",
        ),
        ("| A |\n| --- |\n| [[Vendor.Name]] |", r"en/page\.md:6: .*\[\[vendor\.name\]\]"),
        ("[[]]", r"en/page\.md:4: \[\[\]\]: "),
    ],
)
def test_an_unknown_key_stops_the_build_with_its_line(text: str, message: str) -> None:
    with pytest.raises(SlotError, match=message):
        converted(text, above="---\ntitle: T\n---\n")


def test_a_template_gets_the_same() -> None:
    assert html("vendor.hotline", PROFILE, "en") in converted("[[vendor.hotline]]")


@pytest.mark.parametrize(
    "text", ["<div>[[vendor.hotline]]</div>", "<table>\n<tr><td>[[vendor.hotline]]</td></tr>\n</table>"]
)
def test_a_slot_in_html_is_refused_for_nobody_would_fill_it(text: str) -> None:
    with pytest.raises(SlotError, match=r"en/page\.md:[23]: \[\[vendor.hotline\]\]: stands in HTML"):
        converted(text, above="\n")
