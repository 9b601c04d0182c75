"""Forms: slips with numbers, logs, and the problem report."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from lxml import html
from lxml.html import HtmlElement

from calculators.kit.text import LANGUAGES, Language
from company import profile
from company.spec import BY_KEY
from publishing.paper import cards, edition, forms, press, shelf
from publishing.paper.artefact import Artefact, Source
from publishing.paper.fonts import Faces

LEAST = {"version": "1", "site.id": "plant-1"}


@pytest.fixture(scope="module")
def source(printed: Path) -> Source:
    return edition.source_of(printed)


@pytest.fixture(scope="module")
def ours(artefacts: list[Artefact]) -> Faces:
    """The typeface of the edition, made already."""
    return press.faces_for(artefacts)


def made(source: Source, **given: str) -> dict[str, Artefact]:
    counts = {f"slips.{name}": count for name, count in given.items()}
    read = replace(source, profile=profile.read({**LEAST, **counts}))
    return {artefact.name: artefact for artefact in forms.artefacts(read)}


def tree(artefact: Artefact) -> HtmlElement:
    return html.document_fromstring(artefact.parts[0].html)


def numbers(artefact: Artefact) -> list[str]:
    return [element.text_content() for element in tree(artefact).find_class("number")]


def test_slips_are_as_many_as_the_profile_wants_on_full_sheets_each_with_its_number_on_the_stub(
    source: Source, ours: Faces
) -> None:
    slips = made(source, orders="3")["slips-orders-en"]

    pdf = press.print_parts(slips.parts, ours, slips.most_bytes)

    assert len(pypdfium2.PdfDocument(pdf)) == 2
    assert numbers(slips) == [number for n in range(1, 5) for number in [f"SO-{n:03}"] * 2]


def test_without_a_count_there_is_a_sheet_to_copy(source: Source, ours: Faces) -> None:
    slips = made(source)["slips-goods-out-zh"]

    pdf = press.print_parts(slips.parts, ours, slips.most_bytes)

    assert len(pypdfium2.PdfDocument(pdf)) == 1
    assert set(numbers(slips)) == {"OUT-______"}


def test_every_form_has_the_sheets_that_it_should_have(source: Source, artefacts: list[Artefact]) -> None:
    found = [
        item
        for item in artefacts
        if item.kind.startswith(("form-", "slips-")) and not item.parts[0].fields  # to fill in on a screen
    ]

    assert len(found) == len(LANGUAGES) * (1 + len(forms.LOGS) + len(forms.SLIPS))
    for form in found:
        document = pypdfium2.PdfDocument(source.site / shelf.FOLDER / f"{form.name}.pdf")
        assert len(document) == form.parts[0].pages


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_site_gives_the_prefixes_that_the_slips_have(source: Source, language: Language) -> None:
    path = next(page.path for page in source.pages[language] if page.name == cards.STEPS[3])
    said = html.parse(str(source.site / path)).find(".//h3[@id='off-numbers']").getnext().text_content()

    assert all(f"{slip.prefix}-001" in said for slip in forms.SLIPS)
    assert len({slip.prefix for slip in forms.SLIPS}) == len(forms.SLIPS)


def test_every_slip_has_a_count_in_the_profile() -> None:
    assert {slip.key for slip in forms.SLIPS} == {key for key in BY_KEY if key.startswith("slips.")}


def test_every_slip_has_the_least_that_the_re_entry_needs(source: Source) -> None:
    for name, form in made(source).items():
        if name.startswith("slips-") and name.endswith("-en"):
            said = tree(form).find_class("slip")[0].text_content()
            assert "Date and time" in said, name
            assert "(signature)" in said, name
            assert "Final number" in said, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_problem_report_has_the_lines_of_the_site(source: Source, language: Language) -> None:
    path = next(page.path for page in source.pages[language] if page.name == cards.STEPS[2])
    article = html.parse(str(source.site / path)).find(".//article")
    expected = [
        str(line.get("id"))
        for line in article.iter("li")
        if line.get("id") in {f"sup-{name}" for name in REPORT}
    ]

    report = tree(made(source)[f"form-problem-report-{language}"])

    assert len(expected) == len(REPORT)
    assert report.xpath("//li/@id") == expected


REPORT = ("time", "symptom", "photo", "scope", "stopped", "network", "server", "client", "before")


def test_the_rows_of_a_log_are_numbered_from_sheet_to_sheet(source: Source) -> None:
    log = tree(made(source)["form-incident-log-en"])

    rows = [row.text_content() for row in log.xpath("//tbody//th")]

    assert rows == [f"LOG-{n:03}" for n in range(1, 41)]
