"""PDF engines that fill in a form and show one: pdf.js (Firefox), PDFium (Chrome), poppler (Linux).

The page is drawn where the machine has no Chinese typeface, as an English-speaking vendor's may be.
"""

import base64
import io
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import BrowserType, Page
from pypdfium2 import raw

from setup.engines import find_chromium

ROOT = Path(__file__).parents[3]
PDFJS = ROOT / "node_modules" / "pdfjs-dist" / "build"
DPI = 150
LATIN_ONLY = """\
<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""
START = """async () => {
  await import("/pdf.worker.mjs");  // in the page, where it needs no worker
  globalThis.pdfjs = await import("/pdf.mjs");
  globalThis.open = (file) => pdfjs.getDocument({ data: Uint8Array.fromBase64(file) }).promise;
}"""
FIELDS = """async (file) => {
  const fields = await (await open(file)).getFieldObjects();
  return Object.fromEntries([...fields].map(([name, [field]]) => [name, field]));
}"""
FILL = """async ([file, values]) => {
  const pdf = await open(file);
  for (const [name, [field]] of await pdf.getFieldObjects())
    if (name in values) pdf.annotationStorage.setValue(field.id, { value: values[name] });
  return (await pdf.saveDocument()).toBase64();
}"""
DRAW = """async ([file, scale]) => {
  const page = await (await open(file)).getPage(1);
  const viewport = page.getViewport({ scale });
  const canvas = Object.assign(document.createElement("canvas"), viewport);
  await page.render({ canvas, viewport }).promise;
  return canvas.toDataURL().split(",")[1];
}"""

type Values = Mapping[str, str | bool]


class PdfJs:
    """What Firefox shows PDFs with, in a page of Chromium."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def fields(self, pdf: bytes) -> dict[str, dict[str, object]]:
        found: dict[str, dict[str, object]] = self.page.evaluate(FIELDS, _text(pdf))
        return found

    def fill(self, pdf: bytes, values: Values) -> bytes:
        return base64.b64decode(self.page.evaluate(FILL, [_text(pdf), dict(values)]))

    def draw(self, pdf: bytes) -> Image.Image:
        return _picture(base64.b64decode(self.page.evaluate(DRAW, [_text(pdf), DPI / 72])))


class Pdfium:
    """What Chrome shows PDFs with."""

    def fields(self, pdf: bytes) -> list[tuple[str, str]]:
        """Names and tooltips, in the order of the page."""
        document = pypdfium2.PdfDocument(pdf)
        document.init_forms()
        page, form = document[0], document.formenv.raw
        found = [raw.FPDFPage_GetAnnot(page, number) for number in range(raw.FPDFPage_GetAnnotCount(page))]
        asked = (raw.FPDFAnnot_GetFormFieldName, raw.FPDFAnnot_GetFormFieldAlternateName)
        said = [(_said(asked[0], form, field), _said(asked[1], form, field)) for field in found]
        for field in found:
            raw.FPDFPage_CloseAnnot(field)
        return said

    def fill(self, pdf: bytes, values: Values) -> bytes:
        """Click and type, as a hand would."""
        document = pypdfium2.PdfDocument(pdf)
        document.init_forms()
        page, form = document[0], document.formenv.raw
        for number in range(raw.FPDFPage_GetAnnotCount(page)):
            field = raw.FPDFPage_GetAnnot(page, number)
            value = values.get(_said(raw.FPDFAnnot_GetFormFieldName, form, field))
            if value:
                box = raw.FS_RECTF()
                raw.FPDFAnnot_GetRect(field, box)
                at = (box.left + box.right) / 2, (box.top + box.bottom) / 2
                raw.FORM_OnMouseMove(form, page, 0, *at)
                raw.FORM_OnLButtonDown(form, page, 0, *at)
                raw.FORM_OnLButtonUp(form, page, 0, *at)
                for character in value if isinstance(value, str) else "":
                    raw.FORM_OnChar(form, page, ord(character), 0)
                raw.FORM_ForceToKillFocus(form)
            raw.FPDFPage_CloseAnnot(field)
        with io.BytesIO() as file:
            document.save(file)
            return file.getvalue()

    def draw(self, pdf: bytes) -> Image.Image:
        document = pypdfium2.PdfDocument(pdf)
        document.init_forms()
        picture: Image.Image = document[0].render(scale=DPI / 72, may_draw_forms=True).to_pil()
        return picture.convert("L")


class Poppler:
    """What document viewers on Linux show PDFs with."""

    def __init__(self, settings: Path) -> None:
        self.settings = settings

    def draw(self, pdf: bytes) -> Image.Image:
        command = ["pdftoppm", "-r", str(DPI), "-png", "-singlefile", "-"]
        environment = {**os.environ, "FONTCONFIG_FILE": str(self.settings)}
        return _picture(
            subprocess.run(command, input=pdf, env=environment, capture_output=True, check=True).stdout
        )


def latin_only(folder: Path) -> Path:
    """Settings under which a program finds no Chinese typeface."""
    settings = folder / "fonts.conf"
    settings.write_text(LATIN_ONLY.format(fonts=folder / "none", cache=folder / "cache"))
    return settings


@contextmanager
def pdfjs(chromium: BrowserType, settings: Path) -> Iterator[PdfJs]:
    """pdf.js, started."""
    browser = chromium.launch(
        executable_path=find_chromium(),
        args=["--no-sandbox", "--disable-gpu"],
        env={**os.environ, "FONTCONFIG_FILE": str(settings)},
    )
    page = browser.new_page()
    page.route("**/*", lambda route: route.fulfill(path=PDFJS / Path(route.request.url).name))
    page.route("**/start", lambda route: route.fulfill(body="", content_type="text/html"))
    page.goto("http://127.0.0.1/start")
    page.evaluate(START)
    yield PdfJs(page)
    browser.close()


def _said(ask: Callable[..., int], form: object, field: object) -> str:
    """What PDFium answers in UTF-16, asked once for the length and once for the words."""
    size = ask(form, field, None, 0)
    held = (raw.FPDF_WCHAR * (size // 2))()
    ask(form, field, held, size)
    return bytes(held).decode("utf-16-le").rstrip("\0")


def _text(pdf: bytes) -> str:
    return base64.b64encode(pdf).decode()


def _picture(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("L")
