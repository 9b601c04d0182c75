"""The first page of a PDF as a small picture."""

import io
from pathlib import Path

import pypdfium2

WIDTH = 320  # [px]
GREYS = 16


def pages(pdf: Path) -> int:
    """How many pages a PDF has."""
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def make(pdf: bytes) -> bytes:
    """A PNG in greys, the same bytes each time."""
    page = pypdfium2.PdfDocument(pdf)[0]
    picture = page.render(scale=WIDTH / page.get_width(), grayscale=True).to_pil()
    with io.BytesIO() as file:
        picture.quantize(GREYS).save(file, "PNG", optimize=True)
        return file.getvalue()
