"""The problem report to fill in on a screen: the lines of the one on paper, with fields instead of lines."""

from collections.abc import Iterator

from lxml.html import HtmlElement

from calculators.kit.markup import Child, Markup, tag
from calculators.kit.text import LANGUAGES, Language, Text
from publishing.paper import lines
from publishing.paper.artefact import Artefact, Part, Source, document, style
from publishing.paper.article import RING
from publishing.paper.cards import STEPS
from publishing.paper.forms import END, REPORT_FIELDS, REPORT_HEADING, REPORT_SIGNS
from publishing.paper.lines import Articles

KIND = "form-problem-report-fill"
BYTES = 6_000_000  # most of it the typeface
TITLE = Text("{title}（在电脑上填）", "{title} on a screen")
PURPOSE = Text("在电脑上填好，存下来，发给供应商", "Filled in on a screen, saved, and sent to the vendor")
PLACE = Text("记录员的电脑和手机里", "On the scribe’s PC and phone")
HOW = Text(
    "填完另存一份，再打开看一遍名字和打的勾，然后发出去或打印。",
    "Save it under a new name, open it again to see that names and ticks are there, then send or print it.",
)
ANSWERED = Text("供应商答复后填", "Once the vendor has answered")
DONE = Text("填好了，打勾", "tick when it is filled in")
NAMED = Text("{line}：{what}", "{line}: {what}")
SIGN_NAMES = ("filled-in-by", "incident-lead")
FIELD_NAMES = ("ticket", "contact", "next-call")
BLANK_NAMES = ("at", "by")


def artefacts(source: Source) -> Iterator[Artefact]:
    """The problem report in each language."""
    found = lines.articles(source, STEPS[2])
    for language in LANGUAGES:
        yield _report(found, language, source)


def _report(found: Articles, language: Language, source: Source) -> Artefact:
    title = TITLE.format(title=lines.title(found, REPORT_HEADING))
    listed = lines.under(found[language], *REPORT_HEADING, "checklist-lines")
    trigger = lines.under(found[language], *REPORT_HEADING, "trigger")
    body = [
        tag("h1", title[language]),
        tag("p", tag("strong", lines.words(trigger)), " ", HOW[language]),
        tag("ol", [_line(line, language) for line in listed]),
        _typed(SIGN_NAMES, REPORT_SIGNS, language),
        tag("p", END[language], class_="end"),
        tag("h2", ANSWERED[language]),
        _typed(FIELD_NAMES, REPORT_FIELDS, language),
    ]
    html = document(KIND, language, title, body, source.profile, class_="fill")
    part = Part(html, style("fillable"), pages=1, fields=True)
    return Artefact(KIND, language, title, PURPOSE, PLACE, (part,), most_bytes=BYTES)


def _line(line: HtmlElement, language: Language) -> Markup:
    """A line of the checklist: a box to tick, the answer as a field or as boxes, time and initials."""
    name = line.get("id", "")
    action, how = (lines.words(line.find_class(f"checklist-{part}")[0]) for part in ("action", "how"))
    blanks = [lines.words(blank) for blank in line.find_class("checklist-blank")]
    typed = line.find_class("paper-line")
    answers = lines.words(line.find_class("checklist-answer")[0]).split(RING)[1:]

    def named(what: str) -> str:
        return NAMED.format(line=action, what=what)[language]

    def answer(number: int, said: str) -> Markup:
        said = said.strip()
        return tag("span", _box(f"{name}-{number}", named(said)), " ", said, class_="answer")

    def blank(part: str, said: str) -> Markup:
        return tag("p", said, _text(f"{name}-{part}", named(said)))

    return tag(
        "li",
        _box(f"{name}-done", named(DONE[language])),
        tag("p", tag("strong", action), " ", how),
        [tag("textarea", name=name, title=named(how), class_=element.get("class")) for element in typed],
        tag("p", [answer(number, said) for number, said in enumerate(answers, 1)]) if answers else None,
        tag("div", [blank(*pair) for pair in zip(BLANK_NAMES, blanks, strict=True)], class_="signed"),
        tag("p", name, class_="id"),
    )


def _typed(names: tuple[str, ...], labels: tuple[Text, ...], language: Language) -> Markup:
    """Labels, each with a field."""
    pairs = ((name, said[language]) for name, said in zip(names, labels, strict=True))
    return tag("div", [tag("p", said, _text(name, said)) for name, said in pairs], class_="typed")


def _text(name: str, said: str) -> Markup:
    return tag("input", type="text", name=name, title=said)


def _box(name: str, said: str) -> Child:
    return tag("input", type="checkbox", name=name, title=said)
