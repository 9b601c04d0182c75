"""Slots: `[[vendor.hotline]]` in Markdown becomes what the company's profile says there.

A telephone number can be tapped, an address opened; what the profile leaves blank becomes a line to write on,
with its name. A key that the profile does not know stops the build.
"""

import re
from collections.abc import Callable
from re import Match
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.util import AtomicString

from calculators.kit.text import Language
from company.kinds import ADDRESS, TELEPHONE
from company.profile import Profile
from company.spec import BY_KEY, Entry, nearest
from publishing.checklist import Source

SLOT = r"\[\[([^\[\]\n]*)\]\]"


class SlotError(ValueError):
    """A slot without a value to put there, said with file and line."""


def element(entry: Entry, profile: Profile, language: Language) -> Element:
    """A value on a page, or the line to write it on."""
    slot = Element("span", {"data-value": entry.key})
    shown = profile.shown(entry.key)
    if shown is None:
        slot.set("class", "slot-blank")
        label = SubElement(slot, "span", {"class": "slot-label"})
        label.text = AtomicString(entry.label[language])
    elif entry.kind is TELEPHONE:
        link = {"class": "slot-telephone", "href": profile.values[entry.key].link}
        SubElement(slot, "a", link).text = AtomicString(shown[language])
    elif entry.kind is ADDRESS:
        SubElement(slot, "a", {"href": shown[language]}).text = AtomicString(shown[language])
    else:
        slot.text = AtomicString(shown[language])
    return slot


def html(key: str, profile: Profile, language: Language) -> str:
    """The same for a template."""
    return tostring(element(BY_KEY[key], profile, language), encoding="unicode", method="html")


def place(source: Source, slot: str) -> str:
    """Where a slot stands, as `file:line: slot`."""
    line = source.text[: source.text.find(slot)].count("\n") + 1
    return f"{source.path}:{line}: {slot}"


class _Slots(InlineProcessor):
    """Fill the slots of a page."""

    def __init__(
        self, md: Markdown, find_source: Callable[[Markdown], Source], profile: Callable[[], Profile]
    ) -> None:
        super().__init__(SLOT, md)
        self.find_source = find_source
        self.profile = profile

    def handleMatch(self, m: Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        key, source = m[1].strip(), self.find_source(self.md)
        if key not in BY_KEY:
            where = place(source, m[0])
            raise SlotError(f"{where}: the profile has no such key. The nearest is [[{nearest(key)}]].")
        return element(BY_KEY[key], self.profile(), source.language), m.start(0), m.end(0)


class _RawHtml(Postprocessor):
    """Refuse a slot in a block of HTML, where Markdown leaves everything as it is."""

    md: Markdown

    def __init__(self, md: Markdown, find_source: Callable[[Markdown], Source]) -> None:
        super().__init__(md)
        self.find_source = find_source

    def run(self, text: str) -> str:
        for block in self.md.htmlStash.rawHtmlBlocks:
            # A fence leaves its code here too.
            if isinstance(block, str) and "<code" not in block and (slot := re.search(SLOT, block)):
                where = place(self.find_source(self.md), slot[0])
                raise SlotError(
                    f'{where}: stands in HTML. Expected: Markdown, or markdown="1" at the element.'
                )
        return text


def _not_set(*_: object) -> None:
    raise LookupError("publishing.slots needs the settings `source` and `profile`.")


class SlotsExtension(Extension):
    """Slots for Python-Markdown; `source` tells which file is being converted, `profile` gives the values."""

    def __init__(self, **settings: Any) -> None:
        """Take the settings `source` and `profile`."""
        self.config = {
            "source": [_not_set, "from the converter to its file's path, text and language"],
            "profile": [_not_set, "gives the company's profile"],
        }
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Come after code and escapes (190, 180) and before links, which know brackets too (170)."""
        slots = _Slots(md, self.getConfig("source"), self.getConfig("profile"))
        md.inlinePatterns.register(slots, "slots", 175)
        # Before the blocks are put back (30).
        md.postprocessors.register(_RawHtml(md, self.getConfig("source")), "slots-in-html", 31)


def makeExtension(**settings: Any) -> SlotsExtension:  # noqa: N802 (Python-Markdown's name)
    """Make the extension under the name that Python-Markdown looks for."""
    return SlotsExtension(**settings)
