"""The first page of a PDF as a small picture."""

import io

import pypdfium2

WIDTH = 320  # [px]
GREYS = 16


def make(pdf: bytes) -> bytes:
    """A PNG in greys, the same bytes each time."""
    page = pypdfium2.PdfDocument(pdf)[0]
    picture = page.render(scale=WIDTH / page.get_width(), grayscale=True).to_pil()
    with io.BytesIO() as file:
        picture.quantize(GREYS).save(file, "PNG", optimize=True)
        return file.getvalue()
