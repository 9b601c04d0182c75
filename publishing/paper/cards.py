"""Wall cards: what to do at a glance, in the lines of the site and the largest type that the sheet holds."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from calculators.kit.markup import Markup, join, tag
from calculators.kit.text import LANGUAGES, Language, Text
from calculators.triage import decision_table
from publishing.paper import code, lines
from publishing.paper.artefact import Artefact, Fit, Part, Source, document, style
from publishing.paper.article import to_html
from publishing.paper.lines import Articles

STEPS = (
    "steps/1-stay-calm-and-assess",
    "steps/2-basic-checks",
    "steps/3-call-support",
    "steps/4-backup-and-recovery",
    "steps/5-review-and-prevent",
)
FIRST, CONTACTS, NORMAL, TRIAGE = "first-15-minutes", "contacts", "back-to-normal", "calculators/triage"
END = Text("本卡完", "End of this card")
HANGS = Text("挂在：{place}", "Hangs: {place}")
SCAN = Text("网页版：{address}", "On the intranet: {address}")
STEPS_TRIGGER = Text(
    "什么时候用：头 15 分钟做完了。一步一步来。",
    "Use when: the first 15 minutes are done. One step at a time.",
)
CONTACTS_TRIGGER = Text("什么时候用：要找人，要打电话。", "Use when: you need somebody, or a number to call.")
TABLE_TITLE = Text("哪里坏了：打勾加分", "What is broken: tick and add up")
TABLE_TRIGGER = Text(
    "什么时候用：上面查完了，还拿不准。", "Use when: the checks are done and you are still not sure."
)
SHEETS = {"a4": "A4", "a3": "A3"}


@dataclass(frozen=True)
class Card:
    """A wall card: where its lines stand on the site, and what it is for."""

    kind: str
    headings: tuple[tuple[str, str], ...]
    """Its title: headings, each by page and id."""
    lists: tuple[tuple[str, str], ...]
    """The checklists on it, each by page and heading."""
    stop: str
    """The page whose stop rules it carries."""
    purpose: Text
    place: Text
    leads: bool = False
    """Whether it says what each answer leads to."""
    smallest: Mapping[str, float] = field(default_factory=lambda: {"a4": 12.0, "a3": 14.0})
    """[pt] The size floor of the body on each size of paper."""
    largest: Mapping[str, float] = field(default_factory=lambda: {"a4": 20.0, "a3": 36.0})
    """[pt] What there is no use in going beyond."""
    sheets: int = 1
    """How many it takes at least."""
    both: bool = False
    """Whether there is one in both languages too."""


FIRST_15 = Card(
    "card-first-15",
    ((FIRST, "first-15"),),
    ((FIRST, "f15-list"),),
    STEPS[0],
    Text("系统停了，先照这一张做", "What to do first when the system is down"),
    Text("前台、总经理室、机房门上", "Front desk, general manager’s office, server-room door"),
    smallest={"a4": 12.0, "a3": 24.0},
    both=True,
)
CHECKS = Card(
    "card-step-2",
    ((STEPS[1], "step-2"),),
    tuple((STEPS[1], heading) for heading in ("network", "server", "client", "data")),
    STEPS[1],
    Text("不懂 IT 也能查的四处", "Four places that anybody can check"),
    Text("机房门上", "Server-room door"),
    sheets=2,
)
RESTORE = Card(
    "card-restore-gate",
    ((STEPS[3], "restore-gate"),),
    ((STEPS[3], "restore-gate"),),
    STEPS[3],
    Text("按“恢复”之前，逐条确认", "To confirm before anyone presses “restore”"),
    Text("机房门上、IT 联系人手里", "Server-room door; in the IT contact’s hands"),
    leads=True,
)
BACK = Card(
    "card-back-to-normal",
    ((NORMAL, "back-to-normal"), (NORMAL, "bn-gate")),
    ((NORMAL, "bn-gate"),),
    NORMAL,
    Text("宣布恢复正常之前，逐条确认", "To confirm before anyone says “back to normal”"),
    Text("总经理室、总负责人手里", "General manager’s office; in the incident lead’s hands"),
    leads=True,
)
GLANCE = Card(
    "card-five-steps",
    (("index", "steps"),),
    (),
    "index",
    Text("五步有哪些清单，做到哪里了", "Which lists the five steps have, and how far we are"),
    Text("应急小组开会的地方", "Where the response team meets"),
)
PHONES = Card(
    "card-contacts",
    ((CONTACTS, "contacts"),),
    ((CONTACTS, "reach"),),
    CONTACTS,
    Text("找谁，打哪个号码", "Whom to find, which number to call"),
    Text("前台、各部门、机房门上", "Front desk, every department, server-room door"),
    both=True,
)


def artefacts(source: Source) -> Iterator[Artefact]:
    """Every card on A4 and on A3, in each language; some in both at once."""
    found = lines.articles(source, "index", FIRST, CONTACTS, NORMAL, *STEPS)
    for card, make in CARDS:
        for size in SHEETS:
            for language in (*LANGUAGES, None) if card.both else LANGUAGES:
                yield make(card, _Sheet(source, found, size, language))


@dataclass(frozen=True)
class _Sheet:
    """A sheet of a size in a language, or in both, that takes its words from the articles."""

    source: Source
    found: Articles
    size: str
    language: Language | None

    def of(self, take: Callable[[dict[str, HtmlElement]], HtmlElement]) -> HtmlElement:
        """A piece of the articles."""
        if self.language:
            return take(self.found[self.language])
        return lines.both(take(self.found["zh"]), take(self.found["en"]))

    def piece(self, page: str, heading: str, class_: str) -> HtmlElement:
        """The first element of a class, or of a tag, under a heading."""
        return self.of(lambda articles: lines.under(articles, page, heading, class_))

    def checklist(self, page: str, heading: str, *, leads: bool) -> Markup:
        """A checklist with time and initials."""
        return _html(lines.arrange(self.piece(page, heading, "checklist-lines"), leads=leads))

    def stop(self, page: str) -> Markup:
        """The stop rules of a page."""
        return _html(self.of(lambda articles: lines.stop(articles, page)))

    def said(self, text: Text) -> Markup:
        """A text in the language of the sheet."""
        if self.language:
            return join(text[self.language])
        return join([text.zh, tag("span", text.en, lang="en", class_="second")])

    def head(self, card: Card, title: Text, trigger: Markup, page: str) -> tuple[Markup, tuple[str, ...]]:
        """What it is, when to use it, where it hangs, and a code that leads to its page on the intranet."""
        main = self.language or "zh"
        address = self.source.profile.shown("site.address")
        path = next(one.path for one in self.source.pages[main] if one.name == page)
        codes = (f"{address.zh.rstrip('/')}/{path}",) if address else ()
        head = tag(
            "header",
            [code.picture(said, SCAN.format(address=said)[main]) for said in codes],
            tag("h1", self.said(title)),
            trigger,
            tag("p", self.said(HANGS.format(place=card.place)), class_="place"),
        )
        return head, codes

    def artefact(self, card: Card, title: Text, body: Iterable[Markup], codes: tuple[str, ...]) -> Artefact:
        """The card; a further sheet rather than smaller type."""
        kind = f"{card.kind}-{self.size}"
        classes = ["card", self.size]
        classes += ["dense"] if len(card.lists) > 1 else []
        classes += [] if self.language else ["both"]
        html = document(
            kind,
            self.language,
            title,
            [*body, tag("p", self.said(END), class_="end")],
            self.source.profile,
            size=SHEETS[self.size],
            class_=" ".join(classes),
        )
        fit = Fit(card.smallest[self.size], card.largest[self.size])
        part = Part(html, style("card"), pages=card.sheets, codes=codes, fit=fit)
        return Artefact(kind, self.language, title, card.purpose, card.place, (part,), size=SHEETS[self.size])


def _listed(card: Card, at: _Sheet) -> Artefact:
    """A card with checklists."""
    title = lines.title(at.found, *card.headings)
    head, codes = at.head(card, title, _html(at.piece(*card.lists[0], "trigger")), card.headings[0][0])
    return at.artefact(card, title, [head, *_checklists(card, at)], codes)


def _checklists(card: Card, at: _Sheet) -> Iterator[Markup]:
    yield at.stop(card.stop)
    for page, heading in card.lists:
        if len(card.lists) > 1:
            yield tag("h2", at.said(lines.title(at.found, (page, heading))))
        yield at.checklist(page, heading, leads=card.leads)


def _checks(card: Card, at: _Sheet) -> Artefact:
    """The checks of step 2, and on a sheet of its own the table that adds up what was seen."""
    title = lines.title(at.found, *card.headings)
    head, codes = at.head(card, title, _html(at.piece(*card.lists[0], "trigger")), card.headings[0][0])
    trigger = tag("p", at.said(TABLE_TRIGGER), class_="trigger")
    second, more = at.head(card, TABLE_TITLE, trigger, TRIAGE)
    table = tag("section", second, decision_table(at.language or "zh"), class_="across")
    return at.artefact(card, title, [head, *_checklists(card, at), table], (*codes, *more))


def _glance(card: Card, at: _Sheet) -> Artefact:
    """The five steps, each with its checklists as boxes."""
    short = at.piece("index", "steps", "ul")
    signature = at.piece(FIRST, "f15-list", "checklist-signature")
    signature.find_class("checklist-id")[0].drop_tree()
    body = []
    for step, item in zip(STEPS, short, strict=True):
        item.tag = "h2"
        boxes = [
            tag("li", tag("span", class_="paper-box"), at.said(lines.title(at.found, (step, name))), id=name)
            for name in lines.lists(at.found[at.language or "zh"], step)
        ]
        body.append(tag("section", _html(item), tag("ul", boxes), _html(signature), class_="glance"))
    title = lines.title(at.found, *card.headings)
    head, codes = at.head(card, title, tag("p", at.said(STEPS_TRIGGER), class_="trigger"), "index")
    return at.artefact(card, title, [head, *body], codes)


def _contacts(card: Card, at: _Sheet) -> Artefact:
    """Whom to call, and how to reach people when the network is down."""
    title = lines.title(at.found, *card.headings)
    outside = at.piece(CONTACTS, "outside", "ul")
    outside[-1].drop_tree()  # where on the site it goes on
    body = [
        at.stop(card.stop),
        tag(
            "div",
            _html(at.piece(CONTACTS, "inside", "table")),
            _html(at.piece(CONTACTS, "outside", "table")),
            _html(outside),
            class_="contacts",
        ),
        *(tag("h2", at.said(lines.title(at.found, one))) for one in card.lists),
        *(at.checklist(*one, leads=card.leads) for one in card.lists),
    ]
    head, codes = at.head(card, title, tag("p", at.said(CONTACTS_TRIGGER), class_="trigger"), CONTACTS)
    return at.artefact(card, title, [head, *body], codes)


def _html(element: HtmlElement) -> Markup:
    return Markup(to_html([element]))


CARDS: tuple[tuple[Card, Callable[[Card, _Sheet], Artefact]], ...] = (
    (FIRST_15, _listed),
    (GLANCE, _glance),
    (CHECKS, _checks),
    (PHONES, _contacts),
    (RESTORE, _listed),
    (BACK, _listed),
)
