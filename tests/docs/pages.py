"""A page's Markdown as facts with line numbers: what both languages must share, and what a reader reads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"

_FENCE = re.compile(r"(`{3,}|~{3,})(.*)")
_HEADING = re.compile(r"(#+)\s+(.*?)(?:\s+\{#([^}]*)\})?\s*$")
_ADMONITION = re.compile(r"(!!!|\?\?\?\+?)\s+([\w -]+?)(?:\s+\"|$)")
_ITEM = re.compile(r"(\d+\.|[-*+])\s+")
_ATTRIBUTES = re.compile(r"\{:\s*([^}]*?)\s*\}")
_ANSWER = re.compile(r"answer=\"([^\"]*)\"")
_LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
_ACTION = re.compile(r"\d+\.\s+\*\*(.+?)\*\*\s*(.*)")
_MONTHS = "January February March April May June July August September October November December".split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTH = "|".join(f"{month}|{month[:3]}" for month in _MONTHS)
_NUMBER = re.compile(
    rf"(?P<day>\b\d{{1,2}}) (?P<month>{_MONTH})\b|\b(?P<month_first>{_MONTH}) (?P<day_last>\d{{1,2}})\b"
    rf"|\b(?P<weekday>{'|'.join(_WEEKDAYS)})s?\b|(?<!每)(?:周|星期)(?P<zh_weekday>[一二三四五六日天])(?![次个年])"
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

    id: str
    line: int
    trigger: Found | None
    lines: list[Line] = field(default_factory=list)


@dataclass
class Page:
    """What one file says, fact by fact."""

    path: str
    ordered: dict[str, list[Found]] = field(default_factory=dict)
    counted: dict[str, list[Found]] = field(default_factory=dict)
    prose: list[Found] = field(default_factory=list)
    checklists: list[Checklist] = field(default_factory=list)
    anchors: list[Found] = field(default_factory=list)
    faults: list[Found] = field(default_factory=list)


def sources(language: str) -> dict[str, Page]:
    """Every page of one language by its path inside the tree."""
    root = DOCS / language
    return {
        path.relative_to(root).as_posix(): read(path.read_text("utf-8"), path.relative_to(DOCS.parent).as_posix())
        for path in sorted(root.rglob("*.md"))
    }


def plain(markdown: str) -> str:
    """What is left of a line when a reader looks at it."""
    text = _LINK.sub(r"\2", _ATTRIBUTES.sub("", markdown))
    return re.sub(r"\*\*|`|<[^>]+>|^>\s*", "", text).strip()


def numbers(text: str) -> Iterator[str]:
    """Numbers, clock times, dates and days of the week, written one way for both languages."""
    for match in _NUMBER.finditer(text):
        part = match.groupdict()
        if month := part["month"] or part["month_first"]:
            yield str(1 + [name[:3] for name in _MONTHS].index(month[:3]))
            yield str(int(part["day"] or part["day_last"]))
        elif part["weekday"]:
            yield part["weekday"]
        elif part["zh_weekday"]:
            yield _WEEKDAYS["一二三四五六日".index(part["zh_weekday"].replace("天", "日"))]
        elif part["number"]:
            yield f"{float(part['number'].replace(',', '')) * _SCALES[part['scale']]:.10g}"
        else:
            yield part["date"] or part["clock"]


def read(text: str, path: str) -> Page:  # noqa: PLR0912, PLR0915 (one pass, one branch for each kind of line)
    """Read a page once, line by line."""
    page = Page(path)
    ordered: dict[str, list[Found]] = {
        kind: [] for kind in ("heading", "checklist line", "fence", "admonition", "attributes", "list item", "table row")
    }
    counted: dict[str, list[Found]] = {kind: [] for kind in ("front-matter key", "link", "number")}
    page.ordered, page.counted = ordered, counted
    lines = text.splitlines()
    start = 0
    if lines and lines[0] == "---":
        start = lines.index("---", 1) + 1
        for number, line in enumerate(lines[1 : start - 1], 2):
            if key := re.match(r"(\w+):", line):
                counted["front-matter key"].append(Found(key[1], number))
    section, checklist = "", None
    trigger: Found | None = None
    action: tuple[str, str, int] | None = None
    fence: tuple[str, str, int, list[str]] | None = None
    for number, line in enumerate(lines[start:], start + 1):
        stripped = line.strip()
        if fence:
            mark, info, opened, body = fence
            if stripped == mark:
                ordered["fence"].append(Found("\n".join([info, *body]), opened))
                fence = None
            else:
                body.append(stripped)
            continue
        if match := _FENCE.fullmatch(stripped):
            fence = (match[1], match[2].strip(), number, [])
            continue
        for attributes in _ATTRIBUTES.finditer(line):
            tokens = attributes[1].split()
            page.anchors += [Found(token[1:], number) for token in tokens if token.startswith("#")]
            if answer := _ANSWER.search(attributes[1]):
                id_ = next((token[1:] for token in tokens if token.startswith("#")), "")
                ordered["checklist line"].append(Found(f"{id_} {answer[1]}", number))
                if not id_ or not action:
                    page.faults.append(Found("an answer needs an id and a line with a bold action above it", number))
                    continue
                if checklist is None:
                    checklist = Checklist(section, number, trigger)
                    page.checklists.append(checklist)
                checklist.lines.append(Line(id_, answer[1], *action))
            else:
                ordered["attributes"].append(Found(" ".join(sorted(tokens)), number))
        counted["link"] += [Found(match[1] + match[3], number) for match in _LINK.finditer(line)]
        if match := _HEADING.fullmatch(stripped):
            section, checklist, trigger, action = match[3] or "", None, None, None
            ordered["heading"].append(Found(f"{match[1]} {section}", number))
            page.anchors.append(Found(section, number))
            if not re.fullmatch(r"[a-z0-9-]+", section):
                page.faults.append(Found(f"the heading “{match[2]}” needs an id of a-z, 0-9 and -, as {{#its-id}}", number))
            counted["number"] += [Found(value, number) for value in numbers(plain(match[2]))]
            continue
        if match := _ADMONITION.match(stripped):
            ordered["admonition"].append(Found(f"{match[1]} {match[2].strip()}", number))
            stripped = stripped[match.end() :].rstrip('"')
        elif stripped.startswith("|"):
            ordered["table row"].append(Found(f"{section}: {stripped.count('|') - 1} cells", number))
        if item := _ITEM.match(stripped):
            depth = (len(line) - len(line.lstrip())) // 4
            ordered["list item"].append(Found(f"{section}: {'1.' if item[1][0].isdigit() else '-'} at depth {depth}", number))
            if bold := _ACTION.fullmatch(stripped):
                action = (plain(bold[1]), plain(bold[2]), number)
            stripped = stripped[item.end() :]
        words = plain(stripped)
        if words.startswith(("触发：", "Trigger:")):
            trigger, checklist = Found(words, number), None
        if checklist and item and depth:
            checklist.lines[-1].outcomes.append(Found(words, number))
        if words and not re.fullmatch(r"[|:\s-]+", words):
            page.prose.append(Found(words, number))
            counted["number"] += [Found(value, number) for value in numbers(words)]
    return page
