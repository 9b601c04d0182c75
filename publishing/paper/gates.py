"""What a sheet must pass before it is written: each gate is a function that raises and says what to do."""

import re
from collections.abc import Iterator
from typing import Any

import pypdfium2
import zxingcpp
from weasyprint.formatting_structure import boxes

from publishing.paper.engine import MILLIMETRE, POINT, Pages
from publishing.paper.errors import PaperError

MARGIN = 5.0  # [mm] at the edge of a sheet that office printers leave white
TOLERANCE = 0.5  # [px] by which a box may stand over, from rounding
DPI = 200  # at which a code is read back, about what a copier keeps
PANEL = "panel"
SHOWN = re.compile(rb"<([0-9a-f]+)>")


def silent(pages: Pages) -> None:
    """Nothing that WeasyPrint warns of: a character without a glyph, a rule that it does not know."""
    if pages.said:
        raise PaperError(
            "\n".join(dict.fromkeys(pages.said))
            + "\nA character that the typeface lacks is printed as a box: "
            "write it otherwise or draw it in CSS. Any other warning is a rule in publishing/paper/*.css."
        )


def one_sheet(pages: Pages, most: int) -> None:
    """No more pages than there may be."""
    if len(pages) > most:
        raise PaperError(f"{len(pages)} pages; room for {most}. Shorten the text, or give it another sheet.")


def readable(pages: Pages, floor: float) -> None:
    """No text below the size floor [pt], in the margins neither."""
    for number, box in _boxes(pages):
        size = box.style["font_size"] / POINT if isinstance(box, boxes.TextBox) else floor
        if size < floor - 0.01 and box.text.strip():
            raise PaperError(
                f"Page {number}: {_name(box)} is set in {size:.1f} pt. Expected: {floor:g} pt or more."
            )


def inside(pages: Pages) -> None:
    """Nothing to read stands over the edge that a printer reaches, or over the page's side margins."""
    for number, page in enumerate(pages.document.pages, 1):
        root = page._page_box
        left, right = root.content_box_x(), root.content_box_x() + root.width
        for box, key in _values(root):
            margin = MARGIN * MILLIMETRE
            edges = {
                "left": left - box.position_x,
                "right": box.position_x + box.margin_width() - right,
                "top": margin - box.position_y,
                "bottom": box.position_y + box.height - (page.height - margin),
            }
            side, over = max(edges.items(), key=lambda edge: edge[1])
            if over > TOLERANCE and key and side == "right" and hasattr(box, "text"):
                raise _too_long(number, box, key, over)
            if over > TOLERANCE:
                raise PaperError(
                    f"Page {number}: {_name(box)} stands {over / MILLIMETRE:.1f} mm over the {side} edge. "
                    "Let it wrap, or make it smaller."
                )


def held(pages: Pages) -> None:
    """Nothing to read stands over the edge of a panel, which is folded there."""
    for number, panel in _boxes(pages):
        if panel.element is None or PANEL not in (panel.element.get("class") or "").split():
            continue
        right = panel.content_box_x() + panel.width
        bottom = panel.content_box_y() + panel.height
        for box, key in _values(panel):
            over = box.position_x + box.width - right
            if over > TOLERANCE and key and hasattr(box, "text"):
                raise _too_long(number, box, key, over)
            if over > TOLERANCE or box.position_y + box.height - bottom > TOLERANCE:
                raise PaperError(
                    f"Page {number}: {_name(box)} stands over the edge of its panel, where the sheet is "
                    "folded. Shorten the words of that panel."
                )


def whole_rows(pages: Pages) -> None:
    """No row of a table on two pages; a head that is repeated is not one."""
    seen: dict[int, int] = {}
    for number, page in enumerate(pages.document.pages, 1):
        for box in _bodies(page._page_box):
            if isinstance(box, boxes.TableRowBox) and box.element is not None:
                first = seen.setdefault(id(box.element), number)
                if first != number:
                    raise PaperError(
                        f"A row of a table is split: {_name(box)} on pages {first} and {number}. "
                        "Expected: `break-inside: avoid` on the row, and a row that fits on a page."
                    )


class Glyphs:
    """Glyph 0, the empty box, in the strings that the PDF draws, whatever text is behind them."""

    def __init__(self) -> None:
        """Nothing seen yet."""
        self.zeros = 0

    def __call__(self, pdf: Any) -> None:
        """Count in the objects of a PDF that is about to be written."""
        streams = (item.stream for item in pdf.objects if hasattr(item, "stream"))
        parts = (part for stream in streams for part in stream if isinstance(part, bytes | str))
        drawn = (part.encode("latin-1") if isinstance(part, str) else part for part in parts)
        self.zeros += sum(_zeros(line) for line in drawn if line.endswith((b"TJ", b"Tj")))

    def check(self) -> None:
        """Raise if there was one."""
        if self.zeros:
            raise PaperError(
                f"{self.zeros} characters are drawn as glyph 0, an empty box. Write them otherwise, or "
                "draw them in CSS."
            )


def scannable(pdf: bytes, expected: tuple[str, ...]) -> None:
    """Every QR code reads back, from a picture of the page."""
    if not expected:
        return
    document = pypdfium2.PdfDocument(pdf)
    pictures = (page.render(scale=DPI / 72, grayscale=True).to_pil() for page in document)
    read = {code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)}
    if lost := sorted(set(expected) - read):
        raise PaperError(
            f"The QR code for {', '.join(lost)} cannot be read. Make it larger, with a white rim."
        )


def light(pdf: bytes, most: int) -> None:
    """No more bytes than a mail or a stick should carry."""
    if len(pdf) > most:
        raise PaperError(
            f"{len(pdf) / 1000:.0f} KB; room for {most / 1000:.0f} KB. Use fewer pictures or fonts."
        )


def _boxes(pages: Pages) -> Iterator[tuple[int, Any]]:
    for number, page in enumerate(pages.document.pages, 1):
        for box in page._page_box.descendants(placeholders=True):
            if _is_seen(box):
                yield number, box


def _bodies(box: Any) -> Iterator[Any]:
    """All boxes but those in the head or foot of a table, which stand on each of its pages."""
    yield box
    for child in getattr(box, "children", ()):
        if not (getattr(child, "is_header", False) or getattr(child, "is_footer", False)):
            yield from _bodies(child)


def _is_seen(box: Any) -> bool:
    return box.style["visibility"] == "visible" and bool(not hasattr(box, "text") or box.text.strip())


def _values(box: Any, key: str | None = None) -> Iterator[tuple[Any, str | None]]:
    """The texts and pictures within a box, each with the profile's key whose value it shows."""
    box = getattr(box, "_box", box)  # of what is placed absolutely there is a placeholder
    if box.element is not None:
        key = box.element.get("data-value") or key
    if isinstance(box, boxes.TextBox | boxes.ReplacedBox) and _is_seen(box):
        yield box, key
    for child in getattr(box, "children", ()):
        yield from _values(child, key)


def _too_long(number: int, box: Any, key: str, over: float) -> PaperError:
    """A value of the profile that stands over an edge on its right, with the length that fits."""
    room = int(len(box.text) * (1 - over / box.width))
    return PaperError(
        f"runbook.yml: {key}: “{box.text}” has {len(box.text)} characters; page {number} has room for "
        f"{room}. Write it shorter."
    )


def _name(box: Any) -> str:
    """What a reader of the error can look for: the words, and the id or the profile's key around them."""
    element = box.element
    words = getattr(box, "text", "") or "".join(element.itertext() if element is not None else ())
    words = " ".join(words.split())
    marks = [
        f"{key}={element.get(key)}"
        for key in ("id", "data-value", "class")
        if element is not None and element.get(key)
    ]
    return f"“{words[:30]}” in <{box.element_tag or '?'}{''.join(f' {mark}' for mark in marks)}>"


def _zeros(line: bytes) -> int:
    return sum(
        string[at : at + 4] == b"0000" for string in SHOWN.findall(line) for at in range(0, len(string), 4)
    )
