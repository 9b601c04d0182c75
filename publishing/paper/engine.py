"""The one module that knows WeasyPrint: HTML becomes pages that can be measured, and pages become a PDF."""

import logging
import os
import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from publishing.paper import fields
from publishing.paper.errors import PaperError
from publishing.paper.fonts import Faces, lint

HERE = Path(__file__).parent
FONTS = "FONTCONFIG_FILE"  # which fontconfig reads for each set of typefaces that it makes
warnings.filterwarnings("ignore", "No fonts configured")  # as meant

INSTALL = (
    "Pango, which sets the type, is missing, so there are no PDFs. Debian and Ubuntu: `sudo apt-get install "
    "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0`; macOS: `brew install pango`; Windows: MSYS2, "
    "then `pacman -S mingw-w64-ucrt-x86_64-pango`."
)


@contextmanager
def _own_fonts() -> Iterator[None]:
    """Keep the machine's typefaces out, for as long as it takes: a browser started later needs them."""
    before = os.environ.get(FONTS)
    os.environ[FONTS] = str(HERE / "fonts.conf")
    try:
        yield
    finally:
        del os.environ[FONTS]
        if before is not None:
            os.environ[FONTS] = before


try:
    with _own_fonts():
        import weasyprint
except OSError as error:
    raise PaperError(INSTALL) from error

VARIANT = "pdf/ua-1"
VERSION = f"WeasyPrint {weasyprint.__version__}"
POINT = 96 / 72  # [px/pt] CSS pixels, in which WeasyPrint measures
MILLIMETRE = 96 / 25.4  # [px/mm]
LINK = re.compile(r'<a (?=[^>]*href="#([^"]+)")')
PAGE = "data-page"
PASSES = 6  # of a book, until the numbers of its pages stay as they are


@dataclass
class Pages:
    """Pages that are laid out, and what WeasyPrint had to say."""

    document: Any
    said: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.document.pages)


def lay_out(html: str, styles: Iterable[str], faces: Faces, *, with_fields: bool = False) -> Pages:
    """Lay out HTML: no PDF is made, so that a size can be searched for.

    Where a style sheet shows `attr(data-page)`, each link within has there the page that it leads to:
    WeasyPrint's own `target-counter` is one behind where a last pass makes a chapter a page longer.
    """
    css = [faces.css, *([fields.face()] if with_fields else []), *styles]
    lint("\n".join(css))
    said: list[str] = []
    # In the document and before its own rules, which then count for more.
    styled = html.replace("<head>", f"<head><style>{''.join(css)}</style>", 1)
    with _listening(said):
        if f"attr({PAGE})" not in styled:
            return Pages(_render(styled, with_fields), said)
        numbers: dict[str, int] = {}
        for _ in range(PASSES):
            document = _render(_with_pages(styled, numbers), with_fields)
            before, numbers = numbers, _numbers(document)
            if numbers == before:
                return Pages(document, said)
    raise PaperError(
        "The numbers of the pages do not settle. Shorten a chapter, or make it longer, by a line."
    )


def _render(html: str, with_fields: bool) -> Any:
    with _own_fonts():
        return weasyprint.HTML(string=html, base_url=str(HERE)).render(
            font_config=weasyprint.text.fonts.FontConfiguration(),
            pdf_variant=VARIANT,
            pdf_forms=with_fields,
        )


def _with_pages(html: str, numbers: dict[str, int]) -> str:
    """Each link within, with the number of the page that it leads to; at first one of two digits."""
    return LINK.sub(lambda link: f'{link[0]}{PAGE}="{numbers.get(link[1], 10)}" ', html)


def _numbers(document: Any) -> dict[str, int]:
    """On which page each element with an id begins."""
    numbers: dict[str, int] = {}
    for number, page in enumerate(document.pages, 1):
        for name in page.anchors:
            numbers.setdefault(name, number)
    return numbers


def join(parts: Iterable[Pages]) -> Pages:
    """The pages of several documents in one, with the title of the first."""
    parts = list(parts)
    pages = [page for part in parts for page in part.document.pages]
    joined = Pages(parts[0].document.copy(pages), [line for part in parts for line in part.said])
    joined.document._html = parts[0].document._html
    joined.document.parts = parts  # each holds the fonts that its pages are drawn with
    return joined


def write(pages: Pages, look: Callable[[Any], None] | None = None, **options: Any) -> bytes:
    """Write the PDF, tagged as PDF/UA-1; `look` may look at its objects first."""

    def finish(_: Any, pdf: Any) -> None:
        fields.settle(pdf)
        if look:
            look(pdf)

    with _listening(pages.said):
        written: bytes = pages.document.write_pdf(pdf_variant=VARIANT, finisher=finish, **options)
    return written


@contextmanager
def _listening(said: list[str]) -> Iterator[None]:
    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    logger, listener = logging.getLogger("weasyprint"), Listener(logging.WARNING)
    before = logger.propagate, list(logger.handlers)
    logger.propagate, logger.handlers = False, [listener]
    try:
        yield
    finally:
        logger.propagate, logger.handlers = before
