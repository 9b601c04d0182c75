"""Checklists in Markdown: a list whose items carry a line id and a kind of answer.

    ## Find the good backup {#bk-facts}

    Trigger: somebody is at work on the repair.
    {: .trigger }

    1.  **See the latest result** Have the last result in the log read out.
        {: #bk-result answer="ok/failed" }
        - OK → check this one.
        - Failed, Unknown → go back to the last one that worked.

The list takes its name from the heading above it. `{: .trigger .do-confirm }` makes it a gate, whose lines
are done and then confirmed one by one; any other list is read and done line by line. Everything that the
browser's script shows later stands in this HTML already, hidden until it applies.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Any, Protocol
from xml.etree.ElementTree import Element, fromstring

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from calculators.kit.text import LANGUAGES, Language, Text

MOST_LINES = 9  # fewer than 10 lines before a pause: Gawande, Boorman, Berry, 2010

WORDS = {
    "read_do": Text("边读边做", "Read, then do"),
    "do_confirm": Text("做完逐条核对", "Do, then confirm"),
    "done": Text("已完成", "Done"),
    "now": Text("现在做", "Do now"),
    "stop": Text("停", "Stop"),
    "unknown": Text("不清楚", "Unknown"),
    "time": Text("时间", "Time"),
    "signature": Text("签名", "Initials"),
    "initials": Text("签名缩写", "Your initials"),
    "initials_help": Text("填一次，每条自动带上。", "Type them once; each line takes them."),
    "again": Text("重新开始", "Start over"),
    "again_help": Text(
        "这张清单的勾选和填写都会清空，清空后这里看不到了。",
        "This clears all ticks and answers of this list. You will not see them here again.",
    ),
    "clear": Text("清空", "Clear the list"),
    "keep": Text("不清空", "Keep it"),
    "end": Text("本清单到此结束", "End of this list"),
}

CHECKLIST = """
<div class="checklist">
<runbook-checklist name="{name}" role="group" aria-labelledby="{name}">
<div class="checklist-head">
<p class="checklist-mode" data-mode="{mode}">{mode_words}</p>
<p class="checklist-progress" hidden="hidden">{done} <span data-count="done">0</span>/{count}</p>
{initials}
</div>
<{tag} class="checklist-lines" role="list"></{tag}>
<p class="checklist-end">{end}</p>
<div class="checklist-again" hidden="hidden">
<button type="button" data-action="ask" aria-expanded="false" aria-controls="{name}-again">{again}</button>
<div class="checklist-confirm" id="{name}-again" hidden="hidden">
<p>{again_help}</p>
<button type="button" data-action="reset">{clear}</button>
<button type="button" data-action="keep">{keep}</button>
</div>
</div>
</runbook-checklist>
</div>
"""

INITIALS = """
<p class="checklist-initials" hidden="hidden"><label for="checklist-by">{initials}</label>
<input type="text" id="checklist-by" maxlength="12" autocomplete="off" aria-describedby="checklist-by-help"/>
<small id="checklist-by-help">{initials_help}</small></p>
"""

LINE = """
<li class="checklist-line" id="{id}" data-kind="{kind}" {passing}>
<span class="checklist-tick"><input type="checkbox" id="{id}-tick" autocomplete="off"/>
<span class="checklist-box"></span></span>
<div class="checklist-asked">
<p class="checklist-action"><label for="{id}-tick" id="{id}-action"></label></p>
<p class="checklist-how"></p>
</div>
{answer}
<p class="checklist-signature">
<span class="state-done" data-word="done" hidden="hidden">{done}</span>
<span class="state-stop" data-word="stop" hidden="hidden">{stop}</span>
<span class="state-unknown" data-word="unknown" hidden="hidden">{unknown}</span>
<span class="checklist-blank">{time} <span class="checklist-slot" data-slot="at"></span></span>
<span class="checklist-blank">{signature} <span class="checklist-slot" data-slot="by"></span></span>
<span class="checklist-id">{id}</span>
</p>
</li>
"""

CHOICES = """
<div class="checklist-answer" role="radiogroup" aria-labelledby="{id}-action">{choices}</div>
"""

CHOICE = """
<label class="checklist-choice"><input type="radio" name="{id}" value="{value}" autocomplete="off"/>
<span class="checklist-ring"></span>{words}</label>
"""

TYPED = """
<div class="checklist-answer"><label for="{id}-value" id="{id}-label">{label}</label>
<{field} class="checklist-value" id="{id}-value" aria-labelledby="{id}-action {id}-label" autocomplete="off"/>
</div>
"""

LEADS = """
<li><span class="checklist-now state-act" hidden="hidden">{now}</span> <span></span></li>
"""

LINE_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
BETWEEN_ANSWERS = re.compile(r"\s*(?:、|，|,|/|或|\bor\b)\s*")
STRAY = re.compile(r"\{:.*answer=.*")
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
LISTS = {"ol", "ul"}
BLOCKS = {"p", "div", "pre", "blockquote", "table", *HEADINGS}


@dataclass(frozen=True)
class Kind:
    """How a line is answered: by its tick alone, by a choice of observed states, or by something written."""

    choices: tuple[tuple[str, Text], ...] = ()
    label: Text | None = None
    field: str = ""


def _choice(*choices: tuple[str, Text]) -> Kind:
    return Kind(choices=(*choices, ("unknown", WORDS["unknown"])))


KINDS = {
    "done": Kind(),
    "on/off": _choice(("on", Text("亮", "On")), ("off", Text("灭", "Off"))),
    "yes/no": _choice(("yes", Text("是", "Yes")), ("no", Text("否", "No"))),
    "ok/failed": _choice(("ok", Text("成功", "OK")), ("failed", Text("失败", "Failed"))),
    "time": Kind(label=Text("日期和时间", "Date and time"), field='input type="datetime-local"'),
    "number": Kind(
        label=Text("数字", "Number"), field='input type="text" inputmode="decimal" maxlength="30"'
    ),
    "name": Kind(label=Text("姓名", "Name"), field='input type="text" maxlength="60"'),
    "text": Kind(label=Text("写下", "Write down"), field='textarea rows="2" maxlength="1000"'),
}


class ChecklistError(ValueError):
    """A mistake in a checklist, said with file and line."""


class Source(Protocol):
    """The Markdown file that is being converted, as the engine knows it."""

    @property
    def path(self) -> str:
        """Where the file lies."""

    @property
    def text(self) -> str:
        """All that it holds, its front matter too."""

    @property
    def language(self) -> Language:
        """`zh` or `en`."""


@dataclass(frozen=True)
class Line:
    """A line of a checklist and the place where it is written."""

    id: str
    kind: str
    language: str
    path: str
    number: int
    passing: str = ""  # at a gate, the one answer that lets the reader pass

    def __str__(self) -> str:
        """The place, as editors and terminals understand it."""
        return f"{self.path}:{self.number}"


_recorded: dict[str, list[Line]] = {}


def compare(lines: Iterable[Line]) -> Iterator[str]:
    """Say which lines are repeated in a language, stand in one only, or are answered in two ways."""
    by_id = sorted(lines, key=lambda line: line.id)
    for name, group in groupby(by_id, key=lambda line: line.id):
        found: dict[str, Line] = {}
        for line in group:
            first = found.setdefault(line.language, line)
            if line is not first:
                yield f"{line}: line id {name!r} stands at {first} already. Give one of the two another id."
        line = next(iter(found.values()))
        for language in sorted(set(LANGUAGES) - found.keys()):
            yield f"{line}: line {name!r} is missing in {language}. Add it there or remove it here."
        for other in found.values():
            if other.kind != line.kind:
                yield f'{other}: line {name!r} has answer="{other.kind}", but answer="{line.kind}" at {line}.'


def lines(path: str) -> list[Line]:
    """The lines of a page that has been converted in this build."""
    return _recorded.get(path, [])


def finish(others: Iterable[Line] = ()) -> list[Line]:
    """Compare all the lines of this build with one another, and with those that stand on no checklist.

    They are forgotten and returned; a ChecklistError says what does not match.
    """
    found = [*(line for page in _recorded.values() for line in page), *others]
    _recorded.clear()
    if problems := list(compare(found)):
        raise ChecklistError("\n".join(problems))
    return found


class _Written(Preprocessor):
    """The lines as they were written, so that an error can name one."""

    lines: list[str]

    def run(self, lines: list[str]) -> list[str]:
        self.lines = list(lines)
        return lines

    def numbers(self, *patterns: str) -> list[int]:
        """The lines where one of the patterns is found, the most telling pattern first."""
        for pattern in patterns:
            if found := [number for number, line in enumerate(self.lines, 1) if re.search(pattern, line)]:
                return found
        return [1]


class _Checklists(Treeprocessor):
    """Turn every list whose items have an answer into a `<runbook-checklist>`."""

    source: Source
    language: Language

    def __init__(self, md: Markdown, written: _Written, find_source: Callable[[Markdown], Source]) -> None:
        super().__init__(md)
        self.written = written
        self.find_source = find_source

    def run(self, root: Element) -> None:
        self.lines: list[Line] = []
        self.names: list[str] = []
        self.heading: str | None = None
        if any("answer" in element.attrib or _stray(element) for element in root.iter()):
            self.source = self.find_source(self.md)
            self.language = self.source.language
            self._walk(root)
            self._refuse_leftovers(root)
            self._refuse_twins(root)
            _recorded[self.source.path] = self.lines

    def _walk(self, parent: Element) -> None:
        before = None
        for child in list(parent):
            if child.tag in HEADINGS:
                self.heading = child.get("id")
            elif child.tag not in LISTS:
                self._walk(child)
            elif any("answer" in _attributes(item) for item in child):
                trigger = before if before is not None and "trigger" in _classes(before) else None
                parent[list(parent).index(child)] = self._checklist(child, trigger)
                if trigger is not None:
                    parent.remove(trigger)
            before = child

    def _refuse_leftovers(self, root: Element) -> None:
        for element in root.iter():
            if "answer" in element.attrib:
                own = element.get("id")
                raise self._error(
                    f"{own!r} has an answer, but is no item of a list under a heading.", _id(own)
                )
            if stray := _stray(element):
                raise self._error(
                    f"{stray} was read as text. Expected: a line of its own, indented by 4 spaces, under the "
                    "first sentence of the item.",
                    re.escape(stray),
                )

    def _refuse_twins(self, root: Element) -> None:
        for own, count in Counter(element.get("id") for element in root.iter("*")).items():
            if own and count > 1:
                place = f"{self.source.path}:{self._numbers(_id(own))[-1]}"
                raise ChecklistError(
                    f"{place}: id {own!r} stands on this page already, at a heading, a line or in a line. "
                    "Expected: another id."
                )

    def _checklist(self, items: Element, trigger: Element | None) -> Element:
        name = self.heading
        if not name:
            item = _attributes(items[0]).get("id")
            raise self._error("the list has no name. Expected: a heading with {#id} above it.", _id(item))
        if name in self.names:
            raise self._error(f"#{name} has two checklists. Expected: a heading with {{#id}} for each.")
        if len(items) > MOST_LINES:
            raise self._error(
                f"#{name} has {len(items)} lines. Expected: at most {MOST_LINES}; split the list."
            )
        self.names.append(name)
        gate = trigger is not None and "do-confirm" in _classes(trigger)
        block = self._made(
            CHECKLIST,
            name=escape(name),
            tag=items.tag,
            count=len(items),
            mode="do-confirm" if gate else "read-do",
            mode_words=WORDS["do_confirm" if gate else "read_do"][self.language],
            initials=self._filled(INITIALS) if len(self.names) == 1 else "",
        )
        block.tail = items.tail
        if trigger is not None:
            _part(block, "head").insert(0, trigger)
        _part(block, "lines").extend([self._line(item, gate) for item in items])
        return block

    def _line(self, item: Element, gate: bool) -> Element:
        paragraph = item[0] if _is_loose(item) else item
        content = [*paragraph, *(item[1:] if paragraph is not item else [])]
        line = self._checked(item, paragraph, gate)
        if not content or content[0].tag != "strong" or (paragraph.text or "").strip():
            raise self._error(
                f"line {line.id!r} has no action. Expected: **a few words in bold** first.", _id(line.id)
            )
        action, *rest = content
        leads = [element for element in rest if element.tag in LISTS]
        how = [element for element in rest if element.tag not in LISTS]
        if len(leads) > 1 or any(element.tag in BLOCKS for element in how):
            raise self._error(
                f"line {line.id!r} holds too much. Expected: the action in bold, one paragraph, and at most "
                "one list of what each answer leads to.",
                _id(line.id),
            )
        passing = f'data-pass="{line.passing}"' if line.passing else ""
        built = self._made(LINE, id=line.id, kind=line.kind, passing=passing, answer=self._answer(line))
        sentence = _part(built, "how")
        sentence.text = (action.tail or "").strip() if not how else (action.tail or "").lstrip()
        sentence.extend(how)
        action.tail = None
        _part(built, "action")[0].append(action)
        if not how and not sentence.text:
            _part(built, "asked").remove(sentence)
        if leads:
            _before_signature(built, self._leads(leads[0], line))
        return built

    def _checked(self, item: Element, paragraph: Element, gate: bool) -> Line:
        attributes = _attributes(item)
        own, answer = attributes.get("id"), attributes.get("answer")
        if not own:
            said = "".join(paragraph[0].itertext() if len(paragraph) else paragraph.itertext()).strip()[:20]
            raise self._error(
                f'the line “{said}” has no id. Expected: {{: #id answer="…" }} under it.', re.escape(said)
            )
        if not LINE_ID.fullmatch(own):
            raise self._error(
                f"line id {own!r} does not fit. Expected: small letters and digits, joined by hyphens.",
                _id(own),
            )
        for key in sorted(attributes.keys() - {"id", "answer"}):
            raise self._error(f"line {own!r} has {key!r}. Expected: only #id and answer.", _id(own))
        if answer not in KINDS:
            said = f'answer="{answer}"' if answer else "no answer"
            raise self._error(f"line {own!r} has {said}. Expected one of: {', '.join(KINDS)}.", _id(own))
        choices = KINDS[answer].choices
        passing = choices[0][0] if gate and choices else ""
        line = Line(own, answer, self.language, self.source.path, self._numbers(_id(own))[0], passing)
        self.lines.append(line)
        return line

    def _answer(self, line: Line) -> str:
        kind = KINDS[line.kind]
        if kind.label:
            label = kind.label[self.language]
            return self._filled(TYPED, id=line.id, label=label, field=kind.field)
        if not kind.choices:
            return ""
        choices = (
            self._filled(CHOICE, id=line.id, value=value, words=words[self.language])
            for value, words in kind.choices
        )
        return self._filled(CHOICES, id=line.id, choices="".join(choices))

    def _leads(self, items: Element, line: Line) -> Element:
        leads = Element("ul", {"class": "checklist-leads"})
        for item in items:
            sentence = item[0] if _is_loose(item) else item
            if any(element.tag in LISTS | BLOCKS for element in (*sentence, *item[1:])):
                raise self._error(
                    f"line {line.id!r}: an answer leads to more than one sentence.", _id(line.id)
                )
            built = self._made(LEADS)
            built[1].text = (sentence.text or "").lstrip()
            built[1].extend(list(sentence))
            if KINDS[line.kind].choices:
                built.set("data-answers", " ".join(self._answers(built[1].text, line)))
            leads.append(built)
        return leads

    def _answers(self, text: str, line: Line) -> Iterator[str]:
        known = {words[self.language]: value for value, words in KINDS[line.kind].choices}
        by_word = {words.lower(): value for words, value in known.items()}
        condition, arrow, _ = text.partition("→")
        for words in BETWEEN_ANSWERS.split(condition.strip()):
            if not arrow or words.lower() not in by_word:
                raise self._error(
                    f"line {line.id!r}: “{text.strip()}” does not begin with an answer. "
                    f"Expected: {', '.join(known)}, and then →.",
                    re.escape(text.strip()),
                    _id(line.id),
                )
            yield by_word[words.lower()]

    def _filled(self, template: str, **values: object) -> str:
        words: dict[str, object] = {key: escape(text[self.language]) for key, text in WORDS.items()}
        return template.format_map(words | values).strip()

    def _made(self, template: str, **values: object) -> Element:
        return fromstring(self._filled(template, **values))

    def _numbers(self, *patterns: str) -> list[int]:
        above = _last_line(self.source.text) - _last_line("\n".join(self.written.lines))
        return [above + number for number in self.written.numbers(*patterns, _id(self.heading))]

    def _error(self, message: str, *patterns: str) -> ChecklistError:
        return ChecklistError(f"{self.source.path}:{self._numbers(*patterns)[0]}: {message}")


def _last_line(text: str) -> int:
    """The last line with something on it: on the way to Markdown, blank ones get lost at the end."""
    return text.rstrip().count("\n") + 1


def _id(name: str | None) -> str:
    """The pattern of an id where Markdown gives it, not where a link leads to it."""
    return rf"\{{[^}}]*#{re.escape(name or '')}(?![\w-])"


def _is_loose(item: Element) -> bool:
    """Whether blank lines between the items made paragraphs of them."""
    return len(item) > 0 and item[0].tag == "p" and not (item.text or "").strip()


def _attributes(item: Element) -> dict[str, str]:
    """What `{: }` says about an item; it stands at the paragraph of a loose one."""
    return {**item.attrib, **(item[0].attrib if _is_loose(item) else {})}


def _classes(element: Element) -> list[str]:
    return element.get("class", "").split()


def _stray(element: Element) -> str | None:
    """An attribute list that was left standing as text."""
    for text in (element.text if element.tag not in {"code", "pre"} else None, element.tail):
        if found := STRAY.search(text or ""):
            return found.group()
    return None


def _part(block: Element, name: str) -> Element:
    """The part of a template that has a class."""
    return next(element for element in block.iter() if element.get("class") == f"checklist-{name}")


def _before_signature(line: Element, leads: Element) -> None:
    line.insert(list(line).index(_part(line, "signature")), leads)


def _no_source(_: Markdown) -> Source:
    raise LookupError("publishing.checklist needs `source`: a function from the converter to its file.")


class ChecklistExtension(Extension):
    """Checklists for Python-Markdown; `source` tells which file is being converted."""

    def __init__(self, **settings: Any) -> None:
        """Take the setting `source`."""
        self.config = {"source": [_no_source, "from the converter to its file's path, text and language"]}
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """See the lines before anybody; change the tree after attr_list (8) and before the contents (5)."""
        written = _Written(md)
        md.preprocessors.register(written, "checklist-written", 200)
        md.treeprocessors.register(_Checklists(md, written, self.getConfig("source")), "checklist", 7)


def makeExtension(**settings: Any) -> ChecklistExtension:  # noqa: N802 (Python-Markdown's name)
    """Make the extension under the name that Python-Markdown looks for."""
    return ChecklistExtension(**settings)
