"""The search for the largest type that fits: it lays out and measures, and writes no PDF."""

from pathlib import Path

from publishing.paper import cache, engine
from publishing.paper.artefact import Fit, Part
from publishing.paper.engine import Pages
from publishing.paper.fonts import Faces

STEP = 0.1  # [pt]
SIZE = ":root {{ --size: {size:.1f}pt; }}"
RULES = tuple(Path(__file__).with_name(name) for name in ("engine.py", "layout.py", "fonts.conf"))


def lay_out(part: Part, faces: Faces, sizes: Path | None = None) -> Pages:
    """The pages of a part, in the largest size that fits where there is one to find.

    What was found is kept in a folder: the pack has the same parts as the single sheets.
    """
    if part.fit is None:
        return engine.lay_out(part.html, part.styles, faces, with_fields=part.fields)
    known = sizes and sizes / cache.key(repr(part), faces.key, engine.VERSION, *RULES)
    if known and known.exists():
        known.touch()
        return _sized(part, faces, float(known.read_text("utf-8")))
    sheets = part.pages or 1
    while (found := largest(part, faces, part.fit, sheets)) is None:
        sheets += 1  # never smaller type
    size, pages = found
    if known:
        cache.write(known, f"{size:.1f}".encode())
    return pages


def largest(part: Part, faces: Faces, fit: Fit, sheets: int) -> tuple[float, Pages] | None:
    """The largest size [pt] at which a part takes no more sheets; none if even the smallest takes more."""
    low, high = round(fit.smallest / STEP), round(fit.largest / STEP)
    pages = _sized(part, faces, low * STEP)
    if len(pages) > sheets:
        return None
    while low < high:
        middle = (low + high + 1) // 2
        tried = _sized(part, faces, middle * STEP)
        if len(tried) <= sheets:
            low, pages = middle, tried
        else:
            high = middle - 1
    return low * STEP, pages


def _sized(part: Part, faces: Faces, size: float) -> Pages:
    return engine.lay_out(part.html, (*part.styles, SIZE.format(size=size)), faces)
