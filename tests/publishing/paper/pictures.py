"""Pages as pictures, and how far two are apart; `python -m tests.publishing.paper.pictures SITE` renews."""

import sys
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

from publishing.paper import shelf

FOLDER = Path(__file__).parent / "pictures"
DPI = 36
BLOCK = 6  # [px] over which greys are averaged: the edge of a letter may be drawn in many ways
APART = 40  # of 255, by which a block's grey may differ before it counts
PAGES = {
    f"{name}-{language}-{chapter or 1}": (f"{name}-{language}", chapter)
    for language in ("zh", "en")
    for name, chapter in (
        ("runbook", None),
        ("runbook", "2"),
        ("card-first-15-a4", None),
        ("worksheet-triage", None),
    )
}
"""The first page, or that where the chapter with this number in its title begins."""


def draw(site: Path, name: str) -> Image.Image:
    """A page in greys."""
    file, chapter = PAGES[name]
    document = pypdfium2.PdfDocument(site / shelf.FOLDER / f"{file}.pdf")
    number = 0
    if chapter:
        number = next(
            entry.get_dest().get_index()
            for entry in document.get_toc()
            if entry.level == 0 and entry.get_title().replace("第 ", "Step ").startswith(f"Step {chapter}")
        )
    return document[number].render(scale=DPI / 72, grayscale=True).to_pil()


def apart(one: Image.Image, other: Image.Image) -> float:
    """The share of the page on which two pictures differ."""
    size = (one.width // BLOCK, one.height // BLOCK)
    small = [picture.convert("L").resize(size, Image.Resampling.BOX) for picture in (one, other)]
    different = ImageChops.difference(*small).point(lambda grey: 255 * (grey > APART))
    return different.histogram()[255] / (size[0] * size[1])


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name in PAGES:
        draw(Path(sys.argv[1]), name).quantize(16).save(FOLDER / f"{name}.png", optimize=True)
