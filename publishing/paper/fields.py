"""Fields to fill in on a screen, so that what is typed is drawn with the typeface that the PDF brings along.

Whoever opens the filled file may have no Chinese typeface, so nothing may depend on one.
"""

import re
from dataclasses import replace
from typing import Any

import pydyf

from publishing.paper import fonts

FAMILY = "Runbook Field"
STANDARD = "gbk"  # names are written with characters that GB 2312 lacks
LATIN = "".join(map(chr, (*range(0xA0, 0x180), *range(0x2010, 0x2027))))
RESOURCE = "Wingdings"
"""What the PDF calls this typeface. PDFium takes one of its own for Chinese characters, which the file then
lacks, unless it thinks that the typeface of the field has a character set of its own; it tells by this name."""
SET_IN = re.compile(rb"/(\w+) ([\d.]+) Tf")


def face() -> str:
    """The `@font-face` rules of the typeface of fields."""
    return replace(fonts.make(LATIN, base=STANDARD), family=FAMILY).css


def settle(pdf: Any) -> None:
    """Let what was filled in be shown as the filler drew it, and name the typeface in a way that PDFium heeds.

    Drawn anew by the viewer, ticks are lost in poppler.
    """
    form = pdf.catalog.get("AcroForm")
    if form is None:
        return
    form["NeedAppearances"] = "false"
    typefaces = _object(pdf, _object(pdf, form["DR"])["Font"])
    for field in (item for item in pdf.objects if isinstance(item, dict) and "DA" in item):
        found = SET_IN.search(field["DA"].string)
        if found is None:
            raise ValueError(f"The field {field['T'].string} has no typeface.")
        name, size = found[1].decode(), found[2]
        typefaces[RESOURCE] = typefaces[name]
        field["DA"] = pydyf.String(b"0 g /%s %s Tf" % (RESOURCE.encode(), size))


def _object(pdf: Any, reference: bytes) -> Any:
    """What a reference such as `12 0 R` stands for."""
    return pdf.objects[int(reference.split()[0])]
