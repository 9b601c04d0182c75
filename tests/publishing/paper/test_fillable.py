"""The problem report to fill in: what is typed and ticked in one engine is there in the others."""

import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from lxml import html
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat
from playwright.sync_api import BrowserType

from calculators.kit.text import LANGUAGES, Language
from publishing.paper import fields, fillable, fonts, pages, shelf
from publishing.paper.artefact import Artefact
from setup import paper
from tests.publishing.paper import fillers
from tests.publishing.paper.fillers import DPI, Pdfium, PdfJs, Poppler

NAME = "喆堃珺镕"  # not one of them is in GB 2312
LIKE_IT = (
    NAME,
    "吉堃珺镕",
    "喆坤珺镕",
    "喆堃君镕",
    "喆堃珺容",
    "䶮䶮䶮䶮",
)  # the last is drawn as four boxes
NAMED = ("sup-symptom", "sup-time-by", "filled-in-by")
TICKED = ("sup-time-done", "sup-photo-2")
BLANK = ("sup-photo-1", "sup-before-done")
LACKING = "王䶮"  # a name with a character that GBK lacks
VALUES = {**dict.fromkeys(NAMED, NAME), **dict.fromkeys(TICKED, True), "incident-lead": LACKING}
DOUBT = 0.25  # of the greys, by which two drawings of the same words differ at most
SIZE = (96, 24)


@pytest.fixture(scope="module")
def reports(printed: Path) -> dict[Language, bytes]:
    return {
        language: (printed / shelf.FOLDER / f"{fillable.KIND}-{language}.pdf").read_bytes()
        for language in LANGUAGES
    }


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fillers.latin_only(tmp_path_factory.mktemp("fonts"))


@pytest.fixture(scope="module")
def pdfjs(chromium_type: BrowserType, settings: Path) -> Iterator[PdfJs]:
    with fillers.pdfjs(chromium_type, settings) as engine:
        yield engine


@pytest.fixture(scope="module")
def viewers(pdfjs: PdfJs, settings: Path) -> list[PdfJs | Pdfium | Poppler]:
    poppler = [Poppler(settings)] if paper.has_poppler() else []
    return [pdfjs, Pdfium(), *poppler]


def read(picture: Image.Image, candidates: tuple[str, ...]) -> str:
    """The words that the picture is most like, as the typeface of the fields draws them."""
    by_doubt = {_unlike(picture, words): words for words in candidates}
    return by_doubt[min(by_doubt)] if min(by_doubt) < DOUBT else ""


def _unlike(picture: Image.Image, words: str) -> float:
    face = fonts.make(fields.LATIN, base=fields.STANDARD).files[0]
    drawn = Image.new("L", (100 * len(words) + 200, 200), 255)
    ImageDraw.Draw(drawn).text((50, 20), words, font=ImageFont.truetype(face, 92), fill=0)
    return float(ImageStat.Stat(ImageChops.difference(_ink(picture), _ink(drawn))).mean[0] / 255)


def _ink(picture: Image.Image) -> Image.Image:
    """What is drawn, without what is around it, in a size in which it can be compared."""
    found = picture.point(lambda grey: 255 * (grey < 160)).getbbox()
    return picture.crop(found).resize(SIZE, Image.Resampling.BOX)


def inside(picture: Image.Image, box: list[float], rim: float = 1.5) -> Image.Image:
    """What is within a field, whose corners are in points from the lower left corner of the page."""
    scale = DPI / 72
    left, bottom, right, top = box
    height = picture.height / scale
    edges = (left + rim, height - top + rim, right - rim, height - bottom - rim)
    return picture.crop(tuple(round(edge * scale) for edge in edges))


def unpacked(pdf: bytes) -> bytes:
    """What the streams of a PDF hold."""
    streams = re.findall(rb"\nstream\n(.*?)\nendstream", pdf, re.S)
    return b"\n".join(zlib.decompressobj().decompress(stream) for stream in streams)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_has_a_name_and_a_tooltip_and_comes_in_its_turn(
    reports: dict[Language, bytes], artefacts: list[Artefact], language: Language
) -> None:
    form = next(item for item in artefacts if item.name == f"{fillable.KIND}-{language}")
    controls = html.document_fromstring(form.parts[0].html).xpath("//input | //textarea")

    found = Pdfium().fields(reports[language])

    assert [(name, said) for name, said in found] == [(c.get("name"), c.get("title")) for c in controls]
    assert len({name for name, _ in found}) == len(found)
    assert all(said and ("一" <= said[0] <= "鿿") == (language == "zh") for _, said in found)
    assert b"/Tabs /S" in unpacked(reports[language])


def test_both_languages_have_the_same_fields_of_the_same_kinds(
    reports: dict[Language, bytes], pdfjs: PdfJs
) -> None:
    zh, en = (
        {n: (f["type"], f.get("multiline")) for n, f in pdfjs.fields(reports[language]).items()}
        for language in LANGUAGES
    )

    assert zh == en
    assert zh["sup-symptom"] == ("text", True)
    assert zh["sup-photo-1"][0] == "checkbox"


@pytest.mark.parametrize("filler", ["pdf.js", "PDFium"])
def test_names_and_ticks_are_there_in_every_viewer(
    reports: dict[Language, bytes],
    pdfjs: PdfJs,
    viewers: list[PdfJs | Pdfium | Poppler],
    filler: str,
) -> None:
    report = reports["zh"]
    boxes = {name: field["rect"] for name, field in pdfjs.fields(report).items()}

    filled = (pdfjs if filler == "pdf.js" else Pdfium()).fill(report, VALUES)

    held = {name: field["value"] for name, field in pdfjs.fields(filled).items()}
    assert {name: held[name] for name in NAMED} == dict.fromkeys(NAMED, NAME)
    assert held["incident-lead"] == LACKING
    for viewer in viewers:
        picture = viewer.draw(filled)
        for name in NAMED:
            assert read(inside(picture, boxes[name]), LIKE_IT) == NAME, (type(viewer), name)
        ticks = {name: ImageStat.Stat(inside(picture, boxes[name], 3)).mean[0] for name in TICKED + BLANK}
        assert all(ticks[name] < 220 for name in TICKED), type(viewer)
        assert all(ticks[name] == 255 for name in BLANK), type(viewer)


def test_a_character_that_the_typeface_lacks_is_a_box_and_never_another(
    reports: dict[Language, bytes], pdfjs: PdfJs
) -> None:
    box = pdfjs.fields(reports["zh"])["incident-lead"]["rect"]

    drawn = inside(Pdfium().draw(Pdfium().fill(reports["zh"], VALUES)), box)

    assert (
        read(drawn, (LACKING, "王", "王顽", "王容", "王严")) == LACKING
    )  # here, too, the typeface draws a box


def test_it_is_not_in_the_pack(artefacts: list[Artefact]) -> None:
    pack = next(item for item in artefacts if item.name == "pack-en")

    assert fillable.KIND not in "".join(part.html for part in pack.parts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_print_page_names_the_engines_that_are_tested(printed: Path, language: Language) -> None:
    path = printed / next(page.path for page in pages.read(printed)[language] if page.name == "print")
    said = (
        html.parse(str(path), html.HTMLParser(encoding="utf-8")).getroot().find(".//article").text_content()
    )
    pdfjs = json.loads((fillers.PDFJS.parent / "package.json").read_text("utf-8"))["version"]

    assert f"pdf.js {pdfjs}" in said
    assert f"PDFium {pypdfium2.version.PDFIUM_INFO.build}" in said
    assert re.search(r"poppler \d+\.\d+", said)
