"""Wall cards and the pocket card: the site's lines with their ids, in type that is large enough."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from lxml import html
from lxml.html import HtmlElement

from calculators.kit.text import LANGUAGES
from company import document, profile
from publishing.paper import cards, engine, gates, layout, lines, pages, pocket, press, runbook
from publishing.paper.artefact import CARD_BYTES, Artefact, Fit, Part, Source
from publishing.paper.errors import PaperError
from publishing.paper.fonts import Faces

LEAST = {"version": "1", "site.id": "plant-1"}
A3 = (842, 1191)  # [pt]


@pytest.fixture(scope="module")
def source(site: Path) -> Source:
    return Source(site, pages.read(site), document.load())


@pytest.fixture(scope="module")
def made(source: Source) -> dict[str, Artefact]:
    return {artefact.name: artefact for kind in (cards, pocket) for artefact in kind.artefacts(source)}


@pytest.fixture(scope="module")
def on_paper(source: Source) -> Callable[[str], set[str]]:
    """The ids in the runbook of a language, without the prefix of their page."""
    books = {book.language: tree(book.parts[0]) for book in runbook.artefacts(source)}
    found = {
        language: {id_.split("--")[-1] for id_ in book.xpath("//@id")} for language, book in books.items()
    }
    return lambda language: found[language]


def tree(part: Part) -> HtmlElement:
    return html.document_fromstring(part.html)


def ids(part: Part) -> list[str]:
    return [str(id_) for id_ in tree(part).xpath("//li/@id")]


def on_site(source: Source, language: str, page: str, *headings: str) -> list[str]:
    """The ids of the lines under headings of a built page, in their order."""
    path = next(one.path for one in source.pages[language] if one.name == page)
    article = html.parse(str(source.site / path)).find(".//article")
    found, heading = [], ""
    for element in article.iter("h2", "li"):
        if element.tag == "h2":
            heading = element.get("id")
        elif "checklist-line" in (element.get("class") or "") and heading in headings:
            found.append(element.get("id"))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "card",
    [cards.FIRST_15, cards.CHECKS, cards.RESTORE, cards.BACK, cards.PHONES],
    ids=lambda card: card.kind,
)
def test_a_card_has_the_lines_of_the_site_and_of_the_runbook(
    source: Source,
    made: dict[str, Artefact],
    on_paper: Callable[[str], set[str]],
    card: cards.Card,
    language: str,
) -> None:
    expected = [line for page, heading in card.lists for line in on_site(source, language, page, heading)]

    for size in cards.SHEETS:
        assert ids(made[f"{card.kind}-{size}-{language}"].parts[0]) == expected
    assert expected
    assert set(expected) <= on_paper(language)


@pytest.mark.parametrize("name", ["card-first-15-a3", "card-contacts-a4"])
def test_a_card_in_both_languages_has_each_line_once_and_the_words_of_both(
    made: dict[str, Artefact], name: str
) -> None:
    both, zh, en = (made[f"{name}-{language}"].parts[0] for language in ("zh-en", "zh", "en"))
    said = tree(both).text_content()

    assert ids(both) == ids(zh)
    for part in (zh, en):
        for action in tree(part).find_class("checklist-action"):
            assert said.count(action.text_content()) == 1


def test_the_first_15_minutes_are_at_most_9_lines(made: dict[str, Artefact]) -> None:
    assert 0 < len(ids(made["card-first-15-a3-zh"].parts[0])) <= 9


def test_the_five_steps_have_every_list_of_their_pages(source: Source, made: dict[str, Artefact]) -> None:
    for language in LANGUAGES:
        found = lines.articles(source, *cards.STEPS)
        boxes = ids(made[f"card-five-steps-a4-{language}"].parts[0])

        assert boxes == [name for step in cards.STEPS for name in lines.lists(found[language], step)]
        assert {"calm", "network", "report", "restore-gate", "review-meeting"} <= set(boxes)


@pytest.mark.parametrize(
    ("name", "sheets"),
    [
        ("card-first-15-a3-en", 1),
        ("card-first-15-a3-zh", 1),
        ("card-first-15-a4-en", 1),
        ("card-five-steps-a4-en", 1),
        ("card-contacts-a4-en", 1),
        ("card-contacts-a3-zh-en", 1),
        ("card-restore-gate-a4-en", 1),
        ("card-back-to-normal-a4-zh", 1),
        ("card-step-2-a3-zh", 1),
        ("card-step-2-a4-zh", 2),
    ],
)
def test_in_the_smallest_type_that_it_may_have_a_card_takes_so_many_sheets(
    made: dict[str, Artefact], faces: Faces, name: str, sheets: int
) -> None:
    part = made[name].parts[0]
    floor = 24 if "first-15-a3" in name else 14 if "-a3-" in name else 12
    assert part.fit is not None
    assert part.fit.smallest == floor

    laid = engine.lay_out(part.html, (*part.styles, layout.SIZE.format(size=floor)), faces)

    assert len(laid) == sheets
    gates.readable(laid, part.smallest)
    gates.inside(laid)
    gates.whole_rows(laid)
    gates.silent(laid)


def test_a_card_is_a_pdf_of_one_sheet_with_a_code_that_leads_to_its_page(
    made: dict[str, Artefact], faces: Faces
) -> None:
    part = made["card-first-15-a3-en"].parts[0]
    assert part.codes == ("http://runbook.example/en/first-15-minutes.html",)

    pdf = pypdfium2.PdfDocument(press.print_parts([replace(part, fit=Fit(24, 24))], faces, CARD_BYTES))

    assert len(pdf) == 1
    assert tuple(round(side) for side in pdf[0].get_size()) == A3
    said = " ".join(pdf[0].get_textpage().get_text_range().split())
    for words in ("First 15 minutes", "Use when", "Hangs:", "Minute 1: look for danger", "End of this card"):
        assert words in said
    assert "card-first-15-a3-en" in said
    assert "valid until 2027-11-15" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pocket_card_is_one_sheet_and_has_the_lines_of_the_first_15_minutes(
    source: Source, made: dict[str, Artefact], faces: Faces, language: str
) -> None:
    card = made[f"pocket-{language}"]

    pdf = press.print_parts(card.parts, faces, card.most_bytes)

    assert len(pypdfium2.PdfDocument(pdf)) == 1
    listed = on_site(source, language, "first-15-minutes", "f15-list")
    reach = on_site(source, language, "contacts", "reach")
    assert ids(card.parts[0]) == [*listed, *reach]
    by_heart = tree(card.parts[0]).find_class("panel")[1].findall(".//li")
    assert 0 < len(by_heart) < 4


def test_a_value_that_is_not_filled_in_is_a_line_with_its_label(source: Source, faces: Faces) -> None:
    blank = replace(source, profile=profile.read(LEAST))
    card = next(iter(pocket.artefacts(blank)))

    press.print_parts(card.parts, faces, card.most_bytes)

    values = {dt.text_content(): dt.getnext() for dt in tree(card.parts[0]).iter("dt")}
    assert not values["总负责人电话"].text_content()
    assert "[[" not in card.parts[0].html


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        (
            "lead.name",
            "示例" * 10,
            r"runbook\.yml: lead\.name: “(示例)+” has 20 characters; page 1 has room for 1\d",
        ),
        (
            "vendor.customer_number",
            "K" * 60,
            r"vendor\.customer_number: .* has 60 characters; .* room for 2\d",
        ),
    ],
)
def test_a_value_too_long_for_the_pocket_card_is_named_with_the_length_that_fits(
    source: Source, faces: Faces, key: str, value: str, reason: str
) -> None:
    long = replace(source, profile=profile.read({**LEAST, key: value}))
    card = next(iter(pocket.artefacts(long)))

    with pytest.raises(PaperError, match=reason):
        press.print_parts(card.parts, faces, card.most_bytes)


def test_words_in_both_languages_that_are_the_same_stand_once() -> None:
    zh, en = html.fromstring("<td>张 010</td>"), html.fromstring("<td>张 010</td>")

    assert lines.both(zh, en).text_content() == "张 010"


def test_answers_in_both_languages_share_their_rings() -> None:
    zh = html.fromstring("<div class='checklist-answer'>○ 是　 ○ 否</div>")
    en = html.fromstring("<div class='checklist-answer'>○ Yes　 ○ No</div>")

    assert lines.both(zh, en).text_content().split() == ["○", "是", "Yes", "○", "否", "No"]


def test_languages_that_differ_in_their_parts_are_told() -> None:
    zh, en = html.fromstring("<ul><li>一<li>二</ul>"), html.fromstring("<ul><li>One</ul>")

    with pytest.raises(PaperError, match="“一二” has 2 parts in Chinese, 1 in English"):
        lines.both(zh, en)


def test_a_heading_that_is_gone_is_named(source: Source) -> None:
    found = lines.articles(source, "contacts")

    with pytest.raises(PaperError, match=r"contacts has no heading \{#nowhere\}"):
        lines.title(found, ("contacts", "nowhere"))
    with pytest.raises(PaperError, match="contacts: nothing of “checklist-lines” under the heading 'inside'"):
        lines.under(found["en"], "contacts", "inside", "checklist-lines")
