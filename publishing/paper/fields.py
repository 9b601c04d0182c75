"""Fields to fill in on a screen, so that what is typed is drawn with the typeface that the PDF brings along.

Whoever opens the filled file may have no Chinese typeface, so nothing may depend on one.
"""

import io
import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any

import pydyf
from fontTools.ttLib import TTFont

from publishing.paper import fonts
from publishing.paper.errors import PaperError

FAMILY = "Runbook Field"
STANDARD = "gbk"  # names are written with characters that GB 2312 lacks
LATIN = "".join(map(chr, (*range(0xA0, 0x180), *range(0x2010, 0x2027))))
RESOURCE = "Wingdings"
"""What the PDF calls this typeface. PDFium takes one of its own for Chinese characters, which the file then
lacks, unless it thinks that the field's typeface has a character set of its own; it tells by this name."""
SET_IN = re.compile(rb"/(\w+) ([\d.]+) Tf")
CODES = 0x10000
TO_UNICODE = """\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{ranges}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
BATCH = 100  # ranges that a map may hold at a time


def face() -> str:
    """The `@font-face` rules of the typeface of fields."""
    return replace(fonts.make(LATIN, base=STANDARD), family=FAMILY).css


def settle(pdf: Any) -> None:
    """Let what was filled in be shown as the filler drew it, with the typeface that the file holds.

    Drawn anew by the viewer, ticks are lost in poppler.
    """
    form = pdf.catalog.get("AcroForm")
    if form is None:
        return
    form["NeedAppearances"] = "false"
    typefaces = _object(pdf, _object(pdf, form["DR"])["Font"])
    name = ""
    for field in (item for item in pdf.objects if isinstance(item, dict) and "DA" in item):
        found = SET_IN.search(field["DA"].string)
        if found is None or name not in ("", found[1].decode()):
            raise PaperError(f"The field {field['T'].string} is not set in “{FAMILY}”, the face of fields.")
        name = found[1].decode()
        field["DA"] = pydyf.String(b"0 g /%s %s Tf" % (RESOURCE.encode(), found[2]))
    if name:  # there is more than boxes to tick
        typefaces[RESOURCE] = typefaces[name]
        _spell(pdf, _object(pdf, typefaces[name]))


def _spell(pdf: Any, typeface: Any) -> None:
    """Let a character's code be its number in Unicode, so that one which is not there is drawn as a box.

    With the glyph's number for a code, PDFium draws the glyph that happens to have the character's number.
    """
    inner = _object(pdf, typeface["DescendantFonts"][0])
    file = _object(pdf, _object(pdf, inner["FontDescriptor"])["FontFile2"])
    with TTFont(io.BytesIO(file.stream[0])) as font:
        glyphs = {code: font.getGlyphID(name) for code, name in font.getBestCmap().items() if code < CODES}
        unit = font["head"].unitsPerEm / 1000
        widths = {code: round(font["hmtx"][name][0] / unit) for code, name in font.getBestCmap().items()}
    numbers = struct.pack(f">{CODES}H", *(glyphs.get(code, 0) for code in range(CODES)))
    inner["CIDToGIDMap"] = _stream(pdf, numbers)
    inner["W"] = pydyf.Array(_runs(widths))
    typeface["ToUnicode"] = _stream(
        pdf, TO_UNICODE.format(ranges="\n".join(_ranges(sorted(glyphs)))).encode()
    )


def _runs(widths: Mapping[int, int]) -> Iterator[int]:
    """Widths as `first last width`, for codes that follow each other and are equally wide."""
    runs = groupby(enumerate(sorted(widths)), key=lambda pair: (pair[1] - pair[0], widths[pair[1]]))
    for (_, width), run in runs:
        codes = [code for _, code in run]
        yield from (codes[0], codes[-1], width)


def _ranges(codes: list[int]) -> Iterator[str]:
    """The lines of a map from codes to themselves; a range keeps to one first byte."""
    runs = groupby(enumerate(codes), key=lambda pair: (pair[1] - pair[0], pair[1] >> 8))
    found = [[code for _, code in run] for _, run in runs]
    for start in range(0, len(found), BATCH):
        batch = found[start : start + BATCH]
        yield f"{len(batch)} beginbfrange"
        yield from (f"<{run[0]:04x}> <{run[-1]:04x}> <{run[0]:04x}>" for run in batch)
        yield "endbfrange"


def _stream(pdf: Any, content: bytes) -> bytes:
    """The reference of a stream that is added to a PDF."""
    stream = pydyf.Stream([content], compress=True)
    pdf.add_object(stream)
    reference: bytes = stream.reference
    return reference


def _object(pdf: Any, reference: bytes) -> Any:
    """What a reference such as `12 0 R` stands for."""
    return pdf.objects[int(reference.split()[0])]
