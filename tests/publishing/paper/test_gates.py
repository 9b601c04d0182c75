"""Each gate lets a good sheet pass and stops the one that it is for."""

from collections.abc import Callable

import pydyf
import pytest

from publishing.paper import code, engine, fonts, gates, press
from publishing.paper.artefact import CARD_BYTES, Fit, Part
from publishing.paper.engine import Pages
from publishing.paper.errors import PaperError
from publishing.paper.fonts import Faces

SHEET = """
@page { size: A4; margin: 12mm }
body { margin: 0; font: 12pt 'Runbook Sans' }
img { width: 30mm; height: 30mm }
"""
ADDRESS = "http://runbook.example"
LONG = "".join(f"<p>{number}</p>" for number in range(60))
TALL_ROW = f"<table><tr><td>1<td>{LONG}</table>"


def part(body: str, css: str = "", **rules: object) -> Part:
    html = f"<!doctype html><html lang='en'><head><title>Sheet</title></head><body>{body}"
    return Part(html, (SHEET, css), **rules)  # type: ignore[arg-type]


@pytest.fixture
def made(faces: Faces) -> Callable[[Part], bytes]:
    return lambda sheet: press.print_parts([sheet], faces, CARD_BYTES)


def test_a_good_sheet_passes(made: Callable[[Part], bytes]) -> None:
    body = f"<h1>停</h1><p>Stop</p><table><tr><td>1<td>2</table>{code.picture(ADDRESS, 'Address')}"

    assert made(part(body, pages=1, smallest=12, codes=(ADDRESS,))).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("body", "css", "rules", "reason"),
    [
        ("<p>喆</p>", "", {}, r"\(U\+5586\)\nA character that the typeface lacks"),
        ("<p>1</p>", "p { colour: red }", {}, "Ignored `colour: red"),
        (LONG, "", {"pages": 1}, "3 pages; room for 1. Shorten"),
        (
            "<p>Foot<p><small>note</small>",
            "small { font-size: 8pt }",
            {},
            r"Page 1: “note” in <small> is set in 8.0 pt. Expected: 10 pt",
        ),
        ("<p>1</p>", "@page { @bottom-left { content: 'foot'; font-size: 6pt } }", {}, "“foot” .* 6.0 pt"),
        ("<p id='name'>" + "x" * 200, "", {}, r"“x+” in <p id=name> stands .* mm over the right edge"),
        (
            f"<p>At <b data-value='site.address'>{'x' * 200}</b>",
            "",
            {},
            r"runbook\.yml: site\.address: “x+” has 200 characters; page 1 has room for 7\d\. Write it",
        ),
        ("<p>over", "p { position: absolute; left: -9mm }", {}, "over the left edge"),
        ("<p>over", "p { position: absolute; top: 275mm }", {}, "over the bottom edge"),
        ("<p>over", "p { position: absolute; top: -13mm }", {}, "over the top edge"),
        (
            "<div class='panel'>a<p>b",
            ".panel { height: 8mm }",
            {},
            "“b” in <p> stands over the edge of its panel",
        ),
        (
            f"<div class='panel'><span data-value='lead.name'>{'x' * 20}</span></div>",
            ".panel { width: 20mm }",
            {},
            r"runbook\.yml: lead\.name: “x+” has 20 characters; page 1 has room for \d\. Write it shorter",
        ),
        (TALL_ROW, "", {}, "A row of a table is split: .* on pages 1 and 2"),
        ("<p>1</p>", "", {"codes": (ADDRESS,)}, f"The QR code for {ADDRESS} cannot be read"),
        (
            f"{code.picture(ADDRESS, 'Address')}",
            "img { width: 4mm; height: 4mm }",
            {"codes": (ADDRESS,)},
            "cannot be read",
        ),
        (
            "<p>1</p>",
            "@font-face { font-family: 'Runbook Sans'; font-weight: bold; src: url(x.ttf) }",
            {},
            "runbook sans 700 normal has two files",
        ),
    ],
)
def test_a_gate_stops_what_it_is_for(
    made: Callable[[Part], bytes], body: str, css: str, rules: dict[str, object], reason: str
) -> None:
    with pytest.raises(PaperError, match=reason):
        made(part(body, css, **rules))


def test_a_sheet_that_is_too_heavy_is_stopped(faces: Faces) -> None:
    with pytest.raises(PaperError, match=r"\d KB; room for 1 KB"):
        press.print_parts([part("<p>1</p>")], faces, 1000)


def test_the_head_that_a_long_table_repeats_is_no_split_row(made: Callable[[Part], bytes]) -> None:
    rows = "<tr><td>1" * 60

    assert made(part(f"<table><thead><tr><th>Head<tbody>{rows}</table>"))


def test_glyph_0_is_found_in_what_is_drawn() -> None:
    pdf, glyphs = pydyf.PDF(), gates.Glyphs()
    stream = pydyf.Stream()
    stream.show_text("<00010203>-5<00120000>")
    pdf.add_object(stream)

    glyphs(pdf)

    with pytest.raises(PaperError, match="1 characters are drawn as glyph 0"):
        glyphs.check()


def test_a_glyph_whose_number_holds_zeros_is_none() -> None:
    pdf, glyphs = pydyf.PDF(), gates.Glyphs()
    stream = pydyf.Stream()
    stream.show_text("<10000001>")
    pdf.add_object(stream)

    glyphs(pdf)
    glyphs.check()

    assert glyphs.zeros == 0


def test_ours_is_one_file_for_each_weight(faces: Faces) -> None:
    fonts.lint(faces.css)

    assert len(set(faces.files)) == len(fonts.WEIGHTS)


@pytest.mark.parametrize("weight", ["bold", "700"])
def test_a_weight_by_its_name_is_the_same_weight(weight: str) -> None:
    face = "@font-face {{ font-family: X; font-weight: {}; src: url(x) }}"

    with pytest.raises(PaperError, match="x 700 normal has two files"):
        fonts.lint(face.format(700) + face.format(weight))


class TestFit:
    SIZED = "body { font-size: var(--size) }"

    def pages(self, faces: Faces, lines: int, most: int = 1) -> Pages:
        sheet = part(
            "<p>x</p>" * lines, self.SIZED + "p { margin: 0; line-height: 2 }", pages=most, fit=Fit(10, 40)
        )
        return press.layout.lay_out(sheet, faces)

    def size(self, pages: Pages) -> float:
        box = pages.document.pages[0]._page_box
        return (
            max(item.style["font_size"] for item in box.descendants() if hasattr(item, "text")) / engine.POINT
        )

    def test_the_largest_size_that_fits_is_found(self, faces: Faces) -> None:
        height = (297 - 2 * 12) / 25.4 * 72  # [pt]

        pages = self.pages(faces, 20)

        assert len(pages) == 1
        assert self.size(pages) == pytest.approx(height / 20 / 2, abs=0.1)

    def test_little_text_is_not_set_larger_than_the_bound(self, faces: Faces) -> None:
        assert self.size(self.pages(faces, 2)) == pytest.approx(40)

    def test_what_does_not_fit_takes_another_sheet_and_never_smaller_type(self, faces: Faces) -> None:
        pages = self.pages(faces, 60)

        assert len(pages) == 2
        assert self.size(pages) >= 10
