"""The runbook: cover, contents with page numbers, and a chapter for each page of the site."""

from collections.abc import Iterable, Iterator, Mapping

from lxml.html import HtmlElement

from calculators.kit.markup import Markup, tag
from calculators.kit.text import LANGUAGES, Language, Text
from company.spec import BY_KEY
from publishing import slots
from publishing.paper import article, code
from publishing.paper.artefact import BOOK_BYTES, Artefact, Part, Source, document, name_of, style
from publishing.paper.pages import Page

KIND = "runbook"
TITLE = Text("ERP 应急手册", "ERP outage runbook")
PURPOSE = Text("从头到尾的整本手册，断网断电也能翻", "The whole runbook, for when nothing opens")
PLACE = Text("装订好，放在{holder}", "Bound, here: {holder}")
BLANK_PLACE = Text("装订好，放在大家都知道的地方", "Bound, in a place that everybody knows")
FIRST = Text("系统停了？翻到第 ", "The ERP is down? Turn to page ")
FIRST_PAGE = "first-15-minutes"
CONTENTS = Text("目录", "Contents")
ON_SITE = Text("网页版：扫一扫，或输入 {address}", "On the intranet: scan this, or type {address}")
FACTS = (
    "runbook.revision",
    "runbook.date",
    "runbook.valid_until",
    "runbook.contacts_checked",
    "runbook.owner",
    "runbook.holder",
)
EXAMPLE = Text("示例：公司、姓名和号码都是编的", "Example: company, names and numbers are invented")
SIGNED = (Text("编写", "Written by"), Text("核对", "Checked by"), Text("批准", "Approved by"))
SIGN_OFF = (Text("谁", "Who"), Text("姓名", "Name"), Text("签名", "Signature"), Text("日期", "Date"))
REVISION = Text("第 {revision} 版", "Revision {revision}")
METHODS = "by-hand"
METHODS_TITLE = Text("手工算法", "Worked out by hand")
METHODS_PURPOSE = Text("电脑用不了，照着一步步算", "How to work things out with a pen, step by step")
METHODS_PLACE = Text("夹在手册后面", "Behind the runbook")
LEFT_OUT = ("index", "print")
TOOLS = "calculators/"
BY_HAND = "by-hand"
HEADINGS = ("h1", "h2")


def artefacts(source: Source) -> Iterator[Artefact]:
    """The runbook in each language."""
    holder = source.profile.shown("runbook.holder")
    place = PLACE.format(holder=holder) if holder else BLANK_PLACE
    address = source.profile.shown("site.address")
    for language in LANGUAGES:
        pages = [
            page
            for page in source.pages[language]
            if page.name not in LEFT_OUT and not page.name.startswith(TOOLS)
        ]
        tools = [page.path for page in source.pages[language] if page.name.startswith(TOOLS)]
        chapters = _chapters(source, pages, dict.fromkeys(tools, name_of(METHODS, language)))
        body = [cover(source, language), *_inside(chapters, language)]
        html = document(KIND, language, TITLE, body, source.profile, class_=KIND)
        part = Part(html, style("checklist", "book"), codes=(address.zh,) if address else ())
        yield Artefact(KIND, language, TITLE, PURPOSE, place, (part,), most_bytes=BOOK_BYTES)


def methods(source: Source) -> Iterator[Artefact]:
    """How each calculator is done by hand, in each language."""
    for language in LANGUAGES:
        pages = [page for page in source.pages[language] if page.name.startswith(TOOLS)]
        others = [page.path for page in source.pages[language] if page not in pages]
        chapters = _chapters(source, pages, dict.fromkeys(others, name_of(KIND, language)))
        body = _inside(chapters, language)
        html = document(METHODS, language, METHODS_TITLE, body, source.profile, class_=METHODS)
        part = Part(html, style("checklist", "book"))
        yield Artefact(
            METHODS, language, METHODS_TITLE, METHODS_PURPOSE, METHODS_PLACE, (part,), most_bytes=BOOK_BYTES
        )


def cover(source: Source, language: Language) -> Markup:
    """What it is, of which edition, who answers for it, and where to turn first."""
    profile = source.profile

    def value(key: str) -> Markup:
        return (
            Markup(slots.html(key, profile, language)) if profile.shown(key) else tag("span", class_="line")
        )

    address = profile.shown("site.address")
    return tag(
        "section",
        tag("p", EXAMPLE[language], class_="example") if profile.example else None,
        tag("p", value("company.name"), " ", value("site.name"), class_="company"),
        tag("h1", TITLE[language], class_="title"),
        tag(
            "p",
            FIRST[language],
            tag("a", "", href=f"#{FIRST_PAGE}", class_="page-number"),
            tag("span", " 页" if language == "zh" else ""),
            class_="first",
        ),
        tag(
            "table",
            tag(
                "tbody",
                [
                    tag("tr", tag("th", BY_KEY[key].label[language], scope="row"), tag("td", value(key)))
                    for key in FACTS
                ],
            ),
            class_="facts",
        ),
        tag(
            "table",
            tag("thead", tag("tr", [tag("th", said[language], scope="col") for said in SIGN_OFF])),
            tag(
                "tbody",
                [
                    tag("tr", tag("th", said[language], scope="row"), [tag("td") for _ in SIGN_OFF[1:]])
                    for said in SIGNED
                ],
            ),
            class_="sign-off",
        ),
        tag(
            "p",
            code.picture(address.zh, ON_SITE.format(address=address)[language]),
            tag("span", ON_SITE.format(address=address)[language]),
            class_="on-site",
        )
        if address
        else None,
        class_="cover",
    )


def _inside(chapters: list[HtmlElement], language: Language) -> list[Markup]:
    """The contents, then the chapters."""
    return [_contents(chapters, language), Markup(article.to_html(chapters))]


def _chapters(source: Source, pages: list[Page], sheets: Mapping[str, str]) -> list[HtmlElement]:
    """A chapter for each page; of a calculator only how to do it by hand, as its form is another sheet."""
    by_path = {page.path: page for page in pages}
    chapters = {page.path: article.read(source.site, page) for page in pages}
    for page in pages:
        if page.name.startswith(TOOLS):
            article.keep(chapters[page.path], BY_HAND)
    ids = {path: {item.get("id") for item in chapter.iter()} for path, chapter in chapters.items()}

    def address(path: str, fragment: str) -> str | None:
        if path not in by_path:
            return None
        prefix = article.prefix(by_path[path])
        return f"#{prefix}--{fragment}" if fragment in ids[path] else f"#{prefix}"

    return [article.place(chapters[page.path], page, address, sheets) for page in pages]


def _contents(chapters: Iterable[HtmlElement], language: Language) -> Markup:
    """Every heading of the first two levels with its page."""
    entries = [
        tag(
            "li",
            tag("a", " ".join(heading.text_content().split()), href=f"#{heading.get('id')}"),
            class_=f"contents-{heading.tag}",
        )
        for chapter in chapters
        for heading in chapter.iter(*HEADINGS)
    ]
    return tag("nav", tag("h1", CONTENTS[language]), tag("ol", entries), class_="contents")
