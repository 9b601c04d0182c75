"""The typeface of all paper: Noto Sans SC, one static TrueType file for each weight.

Several files of one family and weight make WeasyPrint print wrong characters without a word. Hence one file
for each, cut to the characters of a standard and those in use; `lint` holds every style sheet to it.
"""

import importlib.metadata
import io
import tempfile
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache as remembered
from importlib import resources
from itertools import product
from pathlib import Path
from typing import Any

import tinycss2
from chws_tool import add_chws
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from publishing.paper import cache
from publishing.paper.errors import PaperError

FAMILY = "Runbook Sans"
WEIGHTS = (400, 700)
PACKAGE = "justmytype-intl-cjk"
SOURCE = "fonts/ofl/notosanssc/NotoSansSC[wght].ttf"
BULLETS = "•◦▪"  # of lists, which no text holds
FEATURES = ["ccmp", "chws", "kern", "liga", "locl", "mark", "pwid"]
FOLDER = cache.CACHE / "fonts"
SPARE = 12
CJK = range(0x2E80, 0x30000)
KANA_AND_MARKS = range(0x3000, 0x3200)
FACE = """\
@font-face {{
  font-family: "{family}";
  font-weight: {weight};
  font-style: normal;
  src: url("{address}") format("truetype");
}}
"""


@dataclass(frozen=True)
class Faces:
    """A file for each weight, and the rules that name them."""

    files: tuple[Path, ...]
    key: str
    family: str = FAMILY

    @property
    def css(self) -> str:
        """The `@font-face` rules."""
        return "".join(
            FACE.format(family=self.family, weight=weight, address=path.as_uri())
            for weight, path in zip(WEIGHTS, self.files, strict=True)
        )


@remembered
def standard(name: str) -> frozenset[str]:
    """The characters of an encoding of one or two bytes, such as `gb2312` or `gbk`."""
    pairs = (bytes(pair) for pair in product(range(0x81, 0xFF), range(0x40, 0xFF)))
    found = (pair.decode(name, "ignore") for pair in pairs)
    return frozenset(filter(lambda c: len(c) == 1, found)) | {chr(code) for code in range(0x20, 0x7F)}


def make(characters: Iterable[str] = (), base: str = "gb2312") -> Faces:
    """A face for each weight with the characters of a standard and these, unless it is there already."""
    source = _source()
    made_from = cache.key(
        source, Path(__file__), *map(importlib.metadata.version, ("fonttools", "chws-tool"))
    )
    wanted = "".join(sorted(standard(base) | set(characters) | set(BULLETS)))
    key = cache.key(made_from, wanted)
    files = tuple(FOLDER / f"{key}-{weight}.ttf" for weight in WEIGHTS)
    if not all(path.exists() for path in files):
        with ProcessPoolExecutor(len(WEIGHTS)) as workers:
            whole = [FOLDER / f"{made_from}-{weight}-gbk.ttf" for weight in WEIGHTS]
            list(workers.map(_make, [source] * len(WEIGHTS), WEIGHTS, whole, files, [wanted] * len(WEIGHTS)))
        cache.prune(FOLDER, {*files, *whole}, SPARE)
    return Faces(files, key)


def missing(characters: Iterable[str]) -> set[str]:
    """Which of these the typeface does not have."""
    with TTFont(_source(), lazy=True) as font:
        return {character for character in characters if ord(character) not in font.getBestCmap()}


def lint(css: str) -> None:
    """Refuse a second file for one family, weight and style."""
    seen: set[tuple[str, str, str]] = set()
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type != "at-rule" or rule.lower_at_keyword != "font-face":
            continue
        said = {
            item.lower_name: tinycss2.serialize(item.value).strip().strip("\"'").lower()
            for item in tinycss2.parse_blocks_contents(rule.content)
            if item.type == "declaration"
        }
        weight = said.get("font-weight", "normal")
        weight = {"normal": "400", "bold": "700"}.get(weight, weight)
        face = (said.get("font-family", ""), weight, said.get("font-style", "normal"))
        if face in seen:
            raise PaperError(
                f"@font-face: {' '.join(face)} has two files, and WeasyPrint would print wrong characters "
                "without a word. Keep one file for each family, weight and style."
            )
        seen.add(face)


def _source() -> Path:
    """The variable font in its package."""
    try:
        return Path(str(resources.files("justmytype_intl_cjk").joinpath(SOURCE)))
    except ModuleNotFoundError:
        raise PaperError(f"The typeface is missing. Install it: pip install {PACKAGE}") from None


def _make(source: Path, weight: int, whole: Path, file: Path, wanted: str) -> None:
    """One weight: first all of GBK, which takes half a minute and is kept, then what is wanted of it."""
    if not whole.exists():
        cache.write(whole, _instance(source, weight))
    if not file.exists():
        with TTFont(whole) as font:
            cache.write(file, _cut(font, wanted))


def _instance(source: Path, weight: int) -> bytes:
    """A static font of one weight, whose full-width marks close up where two meet."""
    with TTFont(source) as font:
        wide = standard("gbk")
        kept = (
            code
            for code in font.getBestCmap()
            if code not in CJK or code in KANA_AND_MARKS or chr(code) in wide
        )
        smaller = _subset(font, kept, ["*"])
        static = instancer.instantiateVariableFont(smaller, {"wght": weight})
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "static.ttf")
            static.save(path)
            spaced = add_chws(path, Path(folder, "spaced.ttf"))
            if spaced is None:
                raise PaperError(
                    f"{source.name}: chws-tool adds nothing to it. Use the release that is pinned."
                )
            return Path(spaced).read_bytes()


def _cut(font: TTFont, wanted: str) -> bytes:
    cut = _subset(font, map(ord, wanted), FEATURES)
    cut["head"].modified = cut["head"].created  # else the hour of the build would be in every PDF
    with io.BytesIO() as file:
        cut.save(file)
        return file.getvalue()


def _subset(font: TTFont, codes: Iterable[int], features: list[str]) -> Any:
    options = subset.Options()
    options.layout_features = features
    options.notdef_outline = True
    options.glyph_names = False
    font.recalcTimestamp = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)
    return font
