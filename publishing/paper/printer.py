"""A sheet that tests the printer: the smallest type, bars from white to black, a box of 100 mm."""

from collections.abc import Iterator

from calculators.kit.markup import tag
from calculators.kit.text import LANGUAGES, Text
from publishing.paper import code
from publishing.paper.artefact import HANDHELD, Artefact, Part, Source, document, style

KIND = "printer-test"
TITLE = Text("打印机测试", "Printer test")
PURPOSE = Text("先打这一张，看打印机印得准不准", "Print this one first, to see whether the printer is true")
PLACE = Text("看完就扔", "Throw it away afterwards")
SETTINGS = Text(
    "纸选 A4，缩放选 100%（“实际大小”），不选“适合页面”。",
    "Choose A4 and 100% (“actual size”), not “fit to page”.",
)
BOX = Text(
    "用尺量：方框每边正好 100 毫米。不是，就是缩放没选 100%。",
    "Measure: each side of the box is exactly 100 mm. If not, the scale is not 100%.",
)
BARS = Text(
    "看得出 5 格深浅，最左边是白的，最右边是黑的。看不出，换墨盒。",
    "You see 5 shades, white at the left, black at the right. If not, change the toner.",
)
TYPE = Text(
    "读得清这三行。最小的一行读不清，换墨盒或换打印机。",
    "You can read these three lines. If not the smallest, change the toner or the printer.",
)
SAMPLE = Text("电话 400 000 0000 转 86，02:00", "Call 400 000 0000 ext. 86, 02:00")
CODE = Text("手机扫得出这个码。", "A telephone reads this code.")
SHADES = 5
SIZES = (HANDHELD, 12, 20)


def artefacts(source: Source) -> Iterator[Artefact]:
    """The sheet in each language."""
    address = source.profile.shown("site.address")
    scanned = address.zh if address else "100 mm"
    for language in LANGUAGES:
        said = SAMPLE[language]
        shades = [tag("span", class_=f"shade shade-{number}") for number in range(SHADES)]
        lines = [tag("p", f"{size:g} pt  {said}", class_=f"sample sample-{size:g}") for size in SIZES]
        looks = [
            (BOX, tag("div", "100 mm", class_="measure")),
            (BARS, tag("p", shades)),
            (TYPE, lines),
            (CODE, tag("p", code.picture(scanned, scanned))),
        ]
        body = [
            tag("h1", TITLE[language]),
            tag("p", SETTINGS[language]),
            [tag("div", tag("p", look[language]), shown, class_="look") for look, shown in looks],
        ]
        html = document(KIND, language, TITLE, body, source.profile, class_=KIND)
        part = Part(html, style("printer"), pages=1, codes=(scanned,))
        yield Artefact(KIND, language, TITLE, PURPOSE, PLACE, (part,))
