"""Wall cards and the pocket card: the site's lines with their ids, in type that is large enough."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from lxml import html
from lxml.html import HtmlElement
from pypdfium2 import raw

from calculators.kit.text import LANGUAGES, Language
from company import profile
from publishing.paper import cards, edition, lines, pocket, press, shelf
from publishing.paper.artefact import Artefact, Part, Source
from publishing.paper.errors import PaperError
from publishing.paper.fonts import Faces

LEAST = {"version": "1", "site.id": "plant-1"}
SIDES = {"a4": 842, "a3": 1191}  # [pt] the longer one


@pytest.fixture(scope="module")
def source(printed: Path) -> Source:
    return edition.source_of(printed)


@pytest.fixture(scope="module")
def made(artefacts: list[Artefact]) -> dict[str, Artefact]:
    return {artefact.name: artefact for artefact in artefacts}


@pytest.fixture(scope="module")
def ours(artefacts: list[Artefact]) -> Faces:
    """The typeface of the edition, made already."""
    return press.faces_for(artefacts)


def pdf(source: Source, name: str) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(source.site / shelf.FOLDER / f"{name}.pdf")


def ids_in_runbook(made: dict[str, Artefact], language: Language) -> set[str]:
    """The ids in the runbook of a language, without the prefix of their page."""
    return {str(name).split("--")[-1] for name in tree(made[f"runbook-{language}"].parts[0]).xpath("//@id")}


def tree(part: Part) -> HtmlElement:
    return html.document_fromstring(part.html)


def ids(part: Part) -> list[str]:
    return [str(id_) for id_ in tree(part).xpath("//li/@id")]


def on_site(source: Source, language: Language, page: str, *headings: str) -> list[str]:
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
    card: cards.Card,
    language: Language,
) -> None:
    expected = [line for page, heading in card.lists for line in on_site(source, language, page, heading)]

    for size in cards.SHEETS:
        assert ids(made[f"{card.kind}-{size}-{language}"].parts[0]) == expected
    assert expected
    assert set(expected) <= ids_in_runbook(made, language)


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


@pytest.mark.parametrize("card", [card for card, _ in cards.CARDS], ids=lambda card: card.kind)
def test_a_card_has_its_least_size_and_takes_its_sheets(
    source: Source, made: dict[str, Artefact], card: cards.Card
) -> None:
    for size, side in SIDES.items():
        for language in LANGUAGES:
            name = f"{card.kind}-{size}-{language}"
            fit, document = made[name].parts[0].fit, pdf(source, name)
            assert fit is not None
            assert fit.smallest == {"a4": 12, "a3": 24 if card is cards.FIRST_15 else 14}[size]
            assert len(document) == (4 if name.startswith("card-step-2-a4") else card.sheets), name
            assert {round(max(page.get_size())) for page in document} == {side}


@pytest.mark.parametrize(("language", "begins"), [("zh", "第 1 分钟"), ("en", "Minute 1:")])
def test_the_body_of_the_first_15_minutes_on_a3_has_24_pt_or_more(
    source: Source, language: Language, begins: str
) -> None:
    document = pdf(source, f"card-first-15-a3-{language}")
    page = document[0].get_textpage()
    at, _ = page.search(begins).get_next()
    matrix = raw.FS_MATRIX()

    assert raw.FPDFText_GetMatrix(page.raw, at, matrix)
    assert raw.FPDFText_GetFontSize(page.raw, at) * abs(matrix.d) >= 24 - 0.01


def test_a_card_says_what_it_is_when_and_where_and_where_it_ends(source: Source) -> None:
    said = " ".join(pdf(source, "card-first-15-a3-en")[0].get_textpage().get_text_range().split())

    for words in ("First 15 minutes", "Use when", "Hangs:", "Minute 1: look for danger", "End of this card"):
        assert words in said


def test_a_card_leads_to_its_page_on_the_intranet(made: dict[str, Artefact]) -> None:
    code = "http://runbook.example/en/first-15-minutes.html"

    assert made["card-first-15-a3-en"].parts[0].codes == (code,)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pocket_card_is_one_sheet_and_has_the_lines_of_the_first_15_minutes(
    source: Source, made: dict[str, Artefact], language: Language
) -> None:
    card = made[f"pocket-{language}"]

    assert len(pdf(source, card.name)) == 1
    listed = on_site(source, language, "first-15-minutes", "f15-list")
    reach = on_site(source, language, "contacts", "reach")
    assert ids(card.parts[0]) == [*listed, *reach]
    by_heart = tree(card.parts[0]).find_class("panel")[1].findall(".//li")
    assert 0 < len(by_heart) < 4


def test_a_value_that_is_not_filled_in_is_a_line_with_its_label(source: Source, ours: Faces) -> None:
    blank = replace(source, profile=profile.read(LEAST))
    card = next(iter(pocket.artefacts(blank)))

    press.print_parts(card.parts, ours, card.most_bytes)

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
    source: Source, ours: Faces, key: str, value: str, reason: str
) -> None:
    long = replace(source, profile=profile.read({**LEAST, key: value}))
    card = next(iter(pocket.artefacts(long)))

    with pytest.raises(PaperError, match=reason):
        press.print_parts(card.parts, ours, card.most_bytes)


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
