"""The pocket card: one A4 sheet that folds to A7, with what to know by heart, the numbers and who leads."""

from collections.abc import Iterator

from calculators.kit.markup import Markup, join, tag
from calculators.kit.text import LANGUAGES, Language, Text
from company.spec import BY_KEY
from publishing import slots
from publishing.paper import foot, lines
from publishing.paper.article import to_html
from publishing.paper.artefact import Artefact, Part, Source, document, name_of, style
from publishing.paper.cards import CONTACTS, FIRST, STEPS

KIND = "pocket"
TITLE = Text("ERP 口袋卡", "ERP pocket card")
PURPOSE = Text("折起来放口袋：背熟的三条、号码、总负责人", "Folded, for the pocket: three rules, numbers, who leads")
PLACE = Text("应急小组每人一张，随身带", "One for each of the response team, carried along")
FOLD = Text(
    "沿长的中线对折，字朝外；再沿竖线一正一反折三下。",
    "Fold along the long middle line, print outside; then zigzag along the three upright lines.",
)
BY_HEART = Text("背熟这三条", "Know these by heart")
NUMBERS = Text("打给谁", "Numbers")
HEADS = Text("各部门和保险", "Departments, insurer")
NOTES = Text("这一次", "This time")
WRITTEN = (
    Text("几点停的", "Down since"),
    Text("故障单号", "Ticket number"),
    Text("谁负责到底，电话", "Who sees it through, number"),
    Text("下一次通话", "Next call"),
    Text("下一条消息", "Next message"),
    Text("记下", "Notes"),
)
LEADS = ("lead.name", "lead.phone", "deputy.name", "deputy.phone")
CALLED = (
    "it.phone",
    "vendor.hotline",
    "hardware.hotline",
    "line.hotline",
    "building.phone",
    "emergency.fire",
    "emergency.police",
)
DEPARTMENTS = ("sales.phone", "warehouse.phone", "finance.phone", "production.phone", "insurer.phone")


def artefacts(source: Source) -> Iterator[Artefact]:
    """The card in each language."""
    found = lines.articles(source, "index", FIRST, CONTACTS, STEPS[0])
    for language in LANGUAGES:
        said = lines.Words(found, language)
        front = (
            _cover(source, language),
            _panel(BY_HEART[language], said.html(lines.stop(found[language], STEPS[0])[1])),
            _panel(NUMBERS[language], _values(CALLED, source, language)),
            _panel(HEADS[language], _values(DEPARTMENTS, source, language)),
        )
'''
