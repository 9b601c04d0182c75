"""Messages in Markdown that take their facts from one form: a quotation with `[[fact.sup-time]]` in it.

    ```facts
    sup-time f15-time time: When it stopped
    msg-works text: What still works
    ```

    ### First message, to staff {#msg-first-staff}

    > The ERP has been down since: [[fact.sup-time]]

A line of the fence names the lines that the fact answers, the kind of answer, and its label. The first of
them that has an answer gives the fact; typing answers the first. An id that begins with `msg-` is a line of
its own; any other stands on a checklist. Without a script, and on paper, a fact is a line to write on.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from html import escape
from re import Match
from typing import Any
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from calculators.kit.text import Text
from publishing.checklist import HEADINGS, KINDS, LINE_ID, Line, Source
from publishing.slots import place

OWN = "msg-"
TYPED = [name for name, kind in KINDS.items() if kind.field]
SLOT = r"\[\[fact\.([^\[\]\n]*)\]\]"
FACT = re.compile(
    rf"(?P<ids>{LINE_ID.pattern}(?: {LINE_ID.pattern})*) (?P<kind>{'|'.join(TYPED)}): (?P<label>\S.*)"
)

WORDS = {
    "missing": Text("还没填：", "Still blank:"),
    "missing_help": Text(
        "填上再发，或者发之前删掉那一行。", "Fill it in, or delete its line before you send."
    ),
    "copy": Text("复制这一条", "Copy this message"),
    "copied": Text("已复制，粘贴到要发的地方。", "Copied. Paste it where you send it."),
    "failed": Text(
        "复制不了。文字已经选中：手机长按，电脑按 Ctrl 和 C。",
        "It cannot be copied. The text is selected: hold it on a phone, press Ctrl and C on a PC.",
    ),
}

FORM = """
<div class="checklist facts"><runbook-facts>
{fields}
</runbook-facts></div>
"""

FIELD = """
<p class="fact" id="{id}"><label for="{id}-value">{label}</label>
<{field} class="checklist-value" id="{id}-value" data-lines="{ids}" autocomplete="off"/></p>
"""

MESSAGE = """
<div class="message">
<runbook-message role="group" aria-labelledby="{name}">
<div class="message-send" hidden="hidden">
<p class="message-missing state-unknown"><span>{missing}</span> <span class="message-blanks"></span>
<small>{missing_help}</small></p>
<button type="button" id="{name}-copy" aria-labelledby="{name}-copy {name}">{copy}</button>
<p class="message-status" role="status">
<span class="state-done" data-word="copied" hidden="hidden">{copied}</span>
<span class="state-stop" data-word="failed" hidden="hidden">{failed}</span></p>
<textarea class="message-text" rows="8" readonly="readonly" aria-labelledby="{name}" hidden="hidden"/>
</div>
</runbook-message>
</div>
"""


class MessageError(ValueError):
    """A mistake in the facts or a message, said with file and line."""


@dataclass(frozen=True)
class Fact:
    """A fact, the lines that it answers, and the place where it is written."""

    lines: tuple[Line, ...]
    label: str

    @property
    def id(self) -> str:
        """The line that typing answers."""
        return self.lines[0].id


_recorded: dict[str, dict[str, Fact]] = {}


def form(text: str, source: Source) -> str:
    """The form for the facts of a fence; a page has one."""
    facts = [_fact(line.strip(), source) for line in text.splitlines() if line.strip()]
    _recorded[source.path] = {fact.id: fact for fact in facts}
    return FORM.format(fields="".join(map(_field, facts)))


def _fact(written: str, source: Source) -> Fact:
    number = next(n for n, line in enumerate(source.text.splitlines(), 1) if line.strip() == written)
    match = FACT.fullmatch(written)
    if not match:
        raise MessageError(
            f"{source.path}:{number}: “{written}” is no fact. Expected: line ids, one of {', '.join(TYPED)}, "
            "a colon and a label, such as “sup-time time: When it stopped”."
        )
    lines = (Line(name, match["kind"], source.language, source.path, number) for name in match["ids"].split())
    return Fact(tuple(lines), match["label"])


def _field(fact: Fact) -> str:
    filled = FIELD.format(
        id=fact.id,
        label=escape(fact.label),
        field=KINDS[fact.lines[0].kind].field,
        ids=" ".join(line.id for line in fact.lines),
    )
    return tostring(fromstring(filled.strip()), encoding="unicode", method="html")


def take() -> list[Fact]:
    """The facts of this build; they are forgotten."""
    facts = [fact for page in _recorded.values() for fact in page.values()]
    _recorded.clear()
    return facts


def own(facts: Iterable[Fact]) -> list[Line]:
    """The lines that stand among the facts and on no checklist."""
    return [line for fact in facts for line in fact.lines if line.id.startswith(OWN)]


def check(facts: Iterable[Fact], lines: Iterable[Line]) -> None:
    """Stop where a fact answers a line that no checklist of its language has, or one of another kind."""
    known = {(line.language, line.id): line for line in lines}
    if problems := [problem for fact in facts for line in fact.lines for problem in _problems(line, known)]:
        raise MessageError("\n".join(problems))


def _problems(line: Line, known: dict[tuple[str, str], Line]) -> Iterator[str]:
    found = known.get((line.language, line.id))
    if not found:
        near = get_close_matches(line.id, [name for language, name in known if language == line.language], 1)
        hint = f" The nearest is {near[0]!r}." if near else ""
        yield (
            f"{line}: no checklist in {line.language} has the line {line.id!r}.{hint} "
            f"Expected: the id of a line, or one that begins with {OWN}."
        )
    elif found.kind != line.kind:
        yield f'{line}: the fact {line.id!r} is a {line.kind}, but answer="{found.kind}" at {found}.'


class _Slots(InlineProcessor):
    """The places where a page shows a fact."""

    def __init__(self, md: Markdown, find_source: Callable[[Markdown], Source]) -> None:
        super().__init__(SLOT, md)
        self.find_source = find_source

    def handleMatch(self, m: Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        source = self.find_source(self.md)
        facts = _recorded.get(source.path, {})
        if m[1] not in facts:
            where, expected = place(source, m[0]), ", ".join(facts) or "a fence `facts` above"
            raise MessageError(f"{where}: this page has no such fact. Expected: {expected}.")
        slot = Element("span", {"class": "slot-blank", "data-line": m[1]})
        SubElement(slot, "span", {"class": "slot-label"}).text = AtomicString(facts[m[1]].label)
        SubElement(slot, "span", {"class": "slot-text"})
        return slot, m.start(0), m.end(0)


class _Messages(Treeprocessor):
    """Turn every quotation with a fact in it into a `<runbook-message>`."""

    def __init__(self, md: Markdown, find_source: Callable[[Markdown], Source]) -> None:
        super().__init__(md)
        self.find_source = find_source

    def run(self, root: Element) -> None:
        name, used = None, set[str | None]()
        for index, element in enumerate(list(root)):
            if element.tag in HEADINGS:
                name = element.get("id")
            elif element.tag == "blockquote" and element.find(".//*[@data-line]") is not None:
                if not name or name in used:
                    raise MessageError(
                        f"{self.find_source(self.md).path}: the message “{_said(element)}” has no name. "
                        "Expected: a heading with {#id} above each."
                    )
                used.add(name)
                root[index] = self._message(name, element)

    def _message(self, name: str, words: Element) -> Element:
        language = self.find_source(self.md).language
        known = {key: escape(text[language]) for key, text in WORDS.items()}
        block = fromstring(MESSAGE.format(name=escape(name), **known).strip())
        block.tail, words.tail = words.tail, None
        block[0].insert(0, words)
        blanks = block.find(".//*[@class='message-blanks']")
        if blanks is not None:
            blanks.extend(_blanks(words))
        return block


def _said(words: Element) -> str:
    """How a message begins."""
    return "".join(words.itertext()).strip()[:20]


def _blanks(words: Element) -> Iterator[Element]:
    """Once each, the facts that a message needs, and what the profile leaves blank in it."""
    slots = {
        slot.get("data-line") or slot.get("data-value"): slot
        for slot in words.iter("span")
        if "slot-blank" in slot.get("class", "")
    }
    for key, slot in slots.items():
        fact = slot.get("data-line")
        blank = Element("a", {"href": f"#{fact}-value", "data-missing": fact}) if fact else Element("span")
        blank.text = AtomicString(slot[0].text or key or "")
        yield blank


def _no_source(_: Markdown) -> Source:
    raise LookupError("publishing.messages needs `source`: a function from the converter to its file.")


class MessagesExtension(Extension):
    """Messages for Python-Markdown; `source` tells which file is being converted."""

    def __init__(self, **settings: Any) -> None:
        """Take the setting `source`."""
        self.config = {"source": [_no_source, "from the converter to its file's path, text and language"]}
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Come before the profile's slots (175), and after the check of links (0): it sees no fence's ids."""
        md.inlinePatterns.register(_Slots(md, self.getConfig("source")), "facts", 176)
        md.treeprocessors.register(_Messages(md, self.getConfig("source")), "messages", -1)


def makeExtension(**settings: Any) -> MessagesExtension:  # noqa: N802 (Python-Markdown's name)
    """Make the extension under the name that Python-Markdown looks for."""
    return MessagesExtension(**settings)
