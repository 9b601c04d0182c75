"""The search for the largest type that fits: it lays out and measures, and writes no PDF."""

from publishing.paper import engine
from publishing.paper.artefact import Fit, Part
from publishing.paper.engine import Pages
from publishing.paper.fonts import Faces

STEP = 0.1  # [pt]
SIZE = ":root {{ --size: {size:.1f}pt; }}"


def lay_out(part: Part, faces: Faces) -> Pages:
    """The pages of a part, in the largest size that fits where there is one to find."""
    if part.fit is None:
        return engine.lay_out(part.html, part.styles, faces, with_fields=part.fields)
    sheets = part.pages or 1
    while True:
        found = largest(part, faces, part.fit, sheets)
        if found is not None:
            return _sized(part, faces, found)
        sheets += 1  # never smaller type


def largest(part: Part, faces: Faces, fit: Fit, sheets: int) -> float | None:
    """The largest size [pt] at which a part takes no more sheets; none if even the smallest takes more."""
    low, high = round(fit.smallest / STEP), round(fit.largest / STEP)
    if not _fits(part, faces, low, sheets):
        return None
    while low < high:
        middle = (low + high + 1) // 2
        if _fits(part, faces, middle, sheets):
            low = middle
        else:
            high = middle - 1
    return low * STEP


def _fits(part: Part, faces: Faces, steps: int, sheets: int) -> bool:
    return len(_sized(part, faces, steps * STEP)) <= sheets


def _sized(part: Part, faces: Faces, size: float) -> Pages:
    return engine.lay_out(part.html, (*part.styles, SIZE.format(size=size)), faces)
