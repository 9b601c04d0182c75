"""The print pack: a cover that says what hangs where, then every sheet of A4 in the order of printing."""

from collections.abc import Iterable, Iterator

from calculators.kit.markup import Markup, tag
from calculators.kit.text import LANGUAGES, Language, Text
from publishing.paper.artefact import Artefact, Part, Source, document, style

KIND = "pack"
TITLE = Text("打印包", "Print pack")
PURPOSE = Text("一次打完全部 A4 纸", "All A4 sheets in one file, to print in one go")
PLACE = Text("打完按封面分开，挂到各处", "Printed, taken apart and hung as its cover says")
BYTES = 6_000_000
HEAD = Text("哪一张，挂在哪里", "Which sheet hangs where")
HOW = Text(
    "先打第一份“打印机测试”，看准了再打其余的。纸选 A4，缩放选 100%。",
    "Print the first one, the printer test, and look at it; then print the rest. Choose A4, scale 100%.",
)
COLUMNS = (
    Text("编号", "Id"),
    Text("是什么", "What it is"),
    Text("做什么用", "What for"),
    Text("挂在哪里", "Where"),
    Text("已挂", "Hung"),
)
OTHERS = Text("不在这一包里，要用别的纸：", "Not in this pack, for they take other paper:")
SIZE = "A4"


def artefacts(source: Source, single: Iterable[Artefact]) -> Iterator[Artefact]:
    """The pack in each language, of the artefacts in that language or in both."""
    single = list(single)
    for language in LANGUAGES:
        mine = [artefact for artefact in single if artefact.language in (language, None)]
        mine = [artefact for artefact in mine if not artefact.fillable]
        packed = [artefact for artefact in mine if artefact.size == SIZE]
        others = [artefact for artefact in mine if artefact.size != SIZE]
        body = [
            tag("h1", TITLE[language]),
            tag("h2", HEAD[language]),
            tag("p", HOW[language]),
            _table(packed, language),
            [tag("p", OTHERS[language]), _table(others, language)] if others else None,
        ]
        html = document(KIND, language, TITLE, body, source.profile, class_=KIND)
        cover = Part(html, style("checklist", "pack"))
        parts = (cover, *(part for artefact in packed for part in artefact.parts))
        yield Artefact(KIND, language, TITLE, PURPOSE, PLACE, parts, most_bytes=BYTES)


def _table(artefacts: list[Artefact], language: Language) -> Markup:
    """Which sheet hangs where, with a box to tick."""

    def row(artefact: Artefact) -> Markup:
        said = (artefact.title, artefact.purpose, artefact.place)
        return tag(
            "tr",
            tag("th", artefact.name, scope="row"),
            [tag("td", text[language]) for text in said],
            tag("td", tag("span", class_="paper-box")),
        )

    return tag(
        "table",
        tag("thead", tag("tr", [tag("th", said[language], scope="col") for said in COLUMNS])),
        tag("tbody", [row(artefact) for artefact in artefacts]),
    )
