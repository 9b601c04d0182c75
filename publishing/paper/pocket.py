"""The pocket card: one A4 sheet that folds to A7, with what to know by heart, the numbers and who leads."""

from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from calculators.kit.markup import Markup, tag
from calculators.kit.text import LANGUAGES, Language, Text
from company.profile import Profile
from company.spec import BY_KEY
from publishing import slots
from publishing.paper import foot, lines
from publishing.paper.artefact import Artefact, Part, Source, document, name_of, style
from publishing.paper.article import to_html
from publishing.paper.cards import CONTACTS, FIRST, STEPS
from publishing.paper.lines import Articles

KIND = "pocket"
TITLE = Text("ERP 口袋卡", "ERP pocket card")
PURPOSE = Text(
    "折起来放口袋：背熟的三条、号码、总负责人", "Folded, for a pocket: three rules, numbers, who leads"
)
PLACE = Text("应急小组每人一张，随身带", "One for each of the response team, carried along")
FOLD = Text(
    "沿中间的横线对折，字朝外；再沿竖线一正一反折三下。",
    "Fold along the level line, print outside; then zigzag along the upright lines.",
)
ONE_PAGE = Text("第 1 页，共 1 页", "Page 1 of 1")
BY_HEART = Text("背熟这三条", "Know these by heart")
NUMBERS = Text("打给谁", "Whom to call")
NUMBERS_TOO = Text("还有这些号码", "More numbers")
THIS_TIME = Text("这一次", "This time")
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
    "vendor.customer_number",
    "hardware.hotline",
    "line.hotline",
    "building.phone",
)
CALLED_TOO = (
    "emergency.fire",
    "emergency.police",
    "sales.phone",
    "warehouse.phone",
    "finance.phone",
    "production.phone",
    "insurer.phone",
)


def artefacts(source: Source) -> Iterator[Artefact]:
    """The card in each language."""
    found = lines.articles(source, "index", FIRST, CONTACTS, STEPS[0])
    for language in LANGUAGES:
        # As they come up: four along the front, then four along the back, whose halves stand on their heads.
        panels = [
            tag("section", _cover(source.profile, language), class_="panel cover"),
            *(
                tag("section", tag("h2", head), body, class_="panel")
                for head, body in _inside(found, source.profile, language)
            ),
        ]
        body = tag("div", panels, class_="sheet")
        html = document(KIND, language, TITLE, [body], source.profile, size="A4 landscape", class_=KIND)
        yield Artefact(KIND, language, TITLE, PURPOSE, PLACE, (Part(html, style("pocket"), pages=1),))


def _cover(profile: Profile, language: Language) -> list[Markup]:
    return [
        tag("h1", TITLE[language]),
        tag("dl", _values(LEADS, profile, language)),
        tag("p", FOLD[language]),
        tag("p", foot.edition(name_of(KIND, language), profile)[language], " · ", ONE_PAGE[language]),
    ]


def _inside(found: Articles, profile: Profile, language: Language) -> Iterator[tuple[str, Markup]]:
    """The other panels, each with its title."""
    of_language = found[language]
    yield BY_HEART[language], Markup(to_html([lines.stop(of_language, STEPS[0])[1]]))
    yield NUMBERS[language], tag("dl", _values(CALLED, profile, language))
    yield NUMBERS_TOO[language], tag("dl", _values(CALLED_TOO, profile, language))
    first = lines.title(found, (FIRST, "first-15"))[language]
    yield first, _actions(lines.under(of_language, FIRST, "f15-list", "checklist-lines"))
    steps = lines.under(of_language, "index", "steps", "ul")
    yield lines.title(found, ("index", "steps"))[language], Markup(to_html([steps]))
    reach = lines.title(found, (CONTACTS, "reach"))[language]
    yield reach, _actions(lines.under(of_language, CONTACTS, "reach", "checklist-lines"), how=True)
    yield THIS_TIME[language], tag("dl", [[tag("dt", said[language]), tag("dd")] for said in WRITTEN])


def _actions(listed: HtmlElement, *, how: bool = False) -> Markup:
    """The lines of a checklist by what to do."""

    def said(line: HtmlElement, class_: str) -> Markup:
        (element,) = line.find_class(class_)
        element.tag = "span"  # a block in an item of a list would not be its body in the tags of the PDF
        return Markup(to_html([element]))

    return tag(
        "ol",
        [
            tag(
                "li",
                said(line, "checklist-action"),
                [tag("br"), said(line, "checklist-how")] if how else None,
                id=line.get("id"),
            )
            for line in listed
        ],
    )


def _values(keys: Iterable[str], profile: Profile, language: Language) -> list[list[Markup]]:
    """What the profile says, each under its label; a line to write on where it says nothing."""
    return [
        [
            tag("dt", BY_KEY[key].label[language]),
            tag("dd", Markup(slots.html(key, profile, language)) if profile.shown(key) else None),
        ]
        for key in keys
    ]
