"""A page's Markdown as facts with line numbers: what both languages must share, and what a reader reads."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"

ORDERED = ("heading", "checklist line", "fence", "admonition", "attributes", "list item", "table row")
COUNTED = ("front-matter key", "link", "number", "slot", "term")

_FENCE = re.compile(r"(`{3,}|~{3,})(.*)")
_HEADING = re.compile(r"(#+)\s+(.*?)(?:\s+\{#([^}]*)\})?")
_ADMONITION = re.compile(r"((?:!!!|\?\?\?\+?)\s+[\w -]+?)\s*(?:\"(.*)\")?")
_ITEM = re.compile(r"(\d+\.|[-*+])\s+")
_ACTION = re.compile(r"\*\*(.+?)\*\*\s*(.*)")
_ATTRIBUTES = re.compile(r"\{:\s*([^}]*?)\s*\}")
_ANSWER = re.compile(r"answer=\"([^\"]*)\"")
_LINK = re.compile(r"(!?)\[([^\[\]]*)\]\(([^)\s]+)\)")
_SLOT = re.compile(r"\[\[([a-z0-9_.-]+)\]\]")
_TERM = re.compile(r"(?P<words>[^\s:|#-].*?)\s+\{:\s*#(?P<name>[a-z0-9-]+)\s*\}")
_TRIGGERS = ("什么时候用：", "Use when:")

_MONTHS = calendar.month_name[1:]
_WEEKDAYS = calendar.day_name[:]
_MONTH = "|".join(f"{month}|{month[:3]}" for month in _MONTHS)
_NUMBER = re.compile(
    rf"\b(?P<day>\d{{1,2}}) (?P<month>{_MONTH})\b|\b(?P<month_first>{_MONTH}) (?P<day_last>\d{{1,2}})\b"
    rf"|\b(?P<weekday>{'|'.join(_WEEKDAYS)})s?\b"
    r"|(?<!每)(?:周|星期)(?P<zh_weekday>[一二三四五六日天])"
    r"|(?P<date>\d{4}-\d{2}-\d{2})|(?P<clock>\d{1,2}:\d{2})"
    r"|(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)\s?(?P<scale>[万亿])?"
)
_SCALES = {None: 1, "万": 10_000, "亿": 100_000_000}


@dataclass(frozen=True)
class Found:
    """A fact and where it stands."""

    value: str
    line: int


@dataclass
class Line:
    """A checklist line as the reader meets it."""

    id: str
    answer: str
    action: str
    how: str
    line: int
    outcomes: list[Found] = field(default_factory=list)


@dataclass
class Checklist:
    """The lines under one heading, and the trigger above them."""

    name: str
    line: int
    trigger: str
    lines: list[Line] = field(default_factory=list)


@dataclass
class Page:
    """What one file says, fact by fact: some in order, some only by how often.

    Terms of a glossary are counted, for each language sorts them in its own way.
    """

    path: str
    ordered: dict[str, list[Found]] = field(default_factory=lambda: {kind: [] for kind in ORDERED})
    counted: dict[str, list[Found]] = field(default_factory=lambda: {kind: [] for kind in COUNTED})
    prose: list[Found] = field(default_factory=list)
    checklists: list[Checklist] = field(default_factory=list)
    terms: dict[str, str] = field(default_factory=dict)
    anchors: list[Found] = field(default_factory=list)
    faults: list[Found] = field(default_factory=list)


def sources(language: str) -> dict[str, Page]:
    """Every page of one language by its path inside the tree."""
    root = DOCS / language
    paths = {path.relative_to(root).as_posix(): path for path in sorted(root.rglob("*.md"))}
    return {name: read(path.read_text("utf-8"), f"docs/{language}/{name}") for name, path in paths.items()}


def read(text: str, path: str) -> Page:
    """Read a page once, line by line."""
    reader = _Reader(Page(path))
    for number, line in enumerate(text.splitlines(), 1):
        reader.read(line, number)
    return reader.page


def plain(markdown: str) -> str:
    """What is left of a line when a reader looks at it."""
    text = _LINK.sub(r"\2", _ATTRIBUTES.sub("", markdown))
    return re.sub(r"\*\*|`|<[^>]+>|^>\s*|^:\s+", "", _SLOT.sub(r"\1", text)).strip()


def numbers(text: str) -> Iterator[str]:
    """Numbers, clock times, dates and days of the week, written one way for both languages."""
    for match in _NUMBER.finditer(text):
        part = match.groupdict()
        if month := part["month"] or part["month_first"]:
            yield str(1 + [name[:3] for name in _MONTHS].index(month[:3]))
            yield str(int(part["day"] or part["day_last"]))
        elif part["zh_weekday"]:
            yield _WEEKDAYS["一二三四五六日".index(part["zh_weekday"].replace("天", "日"))]
        elif part["number"]:
            yield f"{float(part['number'].replace(',', '')) * _SCALES[part['scale']]:.15g}"
        else:
            yield part["weekday"] or part["date"] or part["clock"]


class _Reader:
    """One pass over the lines, with what must be remembered from one to the next."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.closing = ""  # what ends the block that is open: front matter or a fence
        self.fence: list[str] = []
        self.fence_line = 0
        self.section = ""
        self.trigger = ""
        self.action: Line | None = None
        self.checklist: Checklist | None = None

    def read(self, line: str, number: int) -> None:
        stripped = line.strip()
        if number == 1 and stripped == "---":
            self.closing = stripped
        elif self.closing == "---":
            self._front(stripped, number)
        elif self.closing:
            self._inside_fence(stripped, number)
        elif fence := _FENCE.fullmatch(stripped):
            self.closing, self.fence, self.fence_line = fence[1], [fence[2].strip()], number
        else:
            if term := _TERM.fullmatch(line):
                self._term(term["words"], term["name"], number)
            else:
                self._attributes(line, number)
            self._links(line, number)
            self._words(line, stripped, number)

    def _front(self, stripped: str, number: int) -> None:
        if stripped == self.closing:
            self.closing = ""
        elif key := re.match(r"(\w+):", stripped):
            self.page.counted["front-matter key"].append(Found(key[1], number))

    def _inside_fence(self, stripped: str, number: int) -> None:
        if stripped == self.closing:
            self.closing = ""
            self.page.ordered["fence"].append(Found("\n".join(self.fence), self.fence_line))
        else:
            named, _, label = stripped.partition(": ")
            self.fence.append(named)
            if label:
                self.page.prose.append(Found(label, number))

    def _term(self, words: str, name: str, number: int) -> None:
        self.page.terms[name] = plain(words)
        self.page.counted["term"].append(Found(name, number))
        self.page.anchors.append(Found(name, number))

    def _attributes(self, line: str, number: int) -> None:
        for attributes in _ATTRIBUTES.findall(line):
            tokens = attributes.split()
            ids = [token[1:] for token in tokens if token.startswith("#")]
            self.page.anchors += [Found(name, number) for name in ids]
            if answer := _ANSWER.search(attributes):
                self._answer(ids, answer[1], number)
            else:
                self.page.ordered["attributes"].append(Found(" ".join(sorted(tokens)), number))

    def _answer(self, ids: list[str], kind: str, number: int) -> None:
        self.page.ordered["checklist line"].append(Found(" ".join([*ids, kind]), number))
        if not ids or not self.action:
            self.page.faults.append(Found("an answer needs an id, and a bold action above it", number))
            return
        if self.checklist is None:
            self.checklist = Checklist(self.section, number, self.trigger)
            self.page.checklists.append(self.checklist)
        self.action.id, self.action.answer = ids[0], kind
        self.checklist.lines.append(self.action)

    def _links(self, line: str, number: int) -> None:
        counted = self.page.counted
        counted["link"] += [Found(mark + target, number) for mark, _, target in _LINK.findall(line)]
        counted["slot"] += [Found(name, number) for name in _SLOT.findall(line)]

    def _words(self, line: str, stripped: str, number: int) -> None:
        ordered = self.page.ordered
        if heading := _HEADING.fullmatch(stripped):
            self._heading(heading[1], heading[2], heading[3] or "", number)
            stripped = heading[2]
        elif admonition := _ADMONITION.fullmatch(stripped):
            ordered["admonition"].append(Found(admonition[1], number))
            stripped = admonition[2] or ""
        elif stripped.startswith("|"):
            ordered["table row"].append(Found(f"{self.section}: {stripped.count('|') - 1} cells", number))
        elif item := _ITEM.match(stripped):
            stripped = stripped[item.end() :]
            self._item(item[1], (len(line) - len(line.lstrip())) // 4, stripped, number)
        words = plain(stripped)
        if words.startswith(_TRIGGERS):
            self.trigger, self.checklist = words, None
        if re.search(r"\w", words):
            self.page.counted["number"] += [Found(value, number) for value in numbers(words)]
            if not stripped.startswith("|") and not _HEADING.fullmatch(line):
                self.page.prose.append(Found(words, number))

    def _heading(self, marks: str, words: str, name: str, number: int) -> None:
        self.section, self.trigger, self.checklist, self.action = name, "", None, None
        self.page.ordered["heading"].append(Found(f"{marks} {name}", number))
        self.page.anchors.append(Found(name, number))
        if not re.fullmatch(r"[a-z0-9-]+", name):
            self.page.faults.append(Found(f"the heading “{words}” needs an id in a-z, 0-9 and -", number))

    def _item(self, mark: str, depth: int, words: str, number: int) -> None:
        kind = "1." if mark[0].isdigit() else "-"
        self.page.ordered["list item"].append(Found(f"{self.section}: {kind} at depth {depth}", number))
        if bold := _ACTION.fullmatch(words):
            self.action = Line("", "", plain(bold[1]), plain(bold[2]), number)
        elif self.checklist and depth:
            self.checklist.lines[-1].outcomes.append(Found(plain(words), number))
