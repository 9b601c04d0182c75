"""Pieces of the site's articles for a card: the lines with their ids, the stop rules, tables, titles."""

import re
from copy import deepcopy

from lxml.html import HtmlElement

from calculators.kit.text import LANGUAGES, Language, Text
from publishing.paper import article
from publishing.paper.artefact import Source
from publishing.paper.article import RING
from publishing.paper.errors import PaperError

type Articles = dict[Language, dict[str, HtmlElement]]
INLINE = {"a", "strong", "em", "code", "span", "br"}
PARTS = {"checklist-answer", "checklist-blank", "label"}  # each is a sentence of its own
GAP = "　 "


def articles(source: Source, *names: str) -> Articles:
    """The articles of some pages, as they are on paper; links are plain words, for a card leads nowhere."""
    found: Articles = {
        language: {
            page.name: article.read(source.site, page)
            for page in source.pages[language]
            if page.name in names
        }
        for language in LANGUAGES
    }
    for language, of_language in found.items():
        for one in of_language.values():
            for link in list(one.iter("a")):
                if language == "zh" and _is_in_rule(link):
                    link.text = f"“{link.text}”"  # nothing else tells the name of a list from the sentence
                if "progress" in _classes(link):
                    link.tag = "strong"
                    link.attrib.clear()
                else:
                    link.drop_tag()
    return found


def title(found: Articles, *headings: tuple[str, str]) -> Text:
    """The words of headings, each by page and id: `Back to normal: confirm before you declare`."""
    zh, en = ([words(_find(found[language], *heading)) for heading in headings] for language in LANGUAGES)
    return Text("：".join(zh), ": ".join([en[0], *(said[0].lower() + said[1:] for said in en[1:])]))


def lists(of_language: dict[str, HtmlElement], page: str) -> list[str]:
    """The ids of the headings of a page that have a checklist under them."""
    names, heading = [], ""
    for element in of_language[page].iter("h2", "ol"):
        if element.tag == "h2":
            heading = element.get("id")
        elif "checklist-lines" in _classes(element) and heading not in names:
            names.append(heading)
    return names


def under(of_language: dict[str, HtmlElement], page: str, heading: str, class_: str) -> HtmlElement:
    """A copy of the first element of a class, or of a tag, under a heading."""
    start = _find(of_language, page, heading)
    for element in start.itersiblings():
        if element.tag in {"h1", "h2"}:
            break
        for one in element.iter():
            if one.tag == class_ or class_ in _classes(one):
                return deepcopy(one)
    raise PaperError(f"{page}: nothing of “{class_}” under the heading {heading!r}. Put it there.")


def stop(of_language: dict[str, HtmlElement], page: str) -> HtmlElement:
    """A copy of the stop rules of a page, the title and a list."""
    return deepcopy(of_language[page].find_class("stop")[0])


def arrange(lines: HtmlElement, *, leads: bool) -> HtmlElement:
    """A checklist as on a card: the answer follows the question; where it leads to may stay on the site."""
    for line in lines:
        asked = line.find_class("checklist-asked")[-1]
        for answer in line.find_class("checklist-answer"):
            answer.tag = "span"
            _say(asked[-1], " ")
            asked[-1].append(answer)
        for lead in line.find_class("checklist-leads"):
            if leads:
                asked.append(lead)
            else:
                lead.drop_tree()
        for label in line.find_class("label"):
            label.attrib.pop("id", None)
    return lines


def both(zh: HtmlElement, en: HtmlElement) -> HtmlElement:
    """One element in both languages: where the words are the same they stand once."""
    if words(zh) == words(en):
        return zh
    if "checklist-asked" in _classes(zh):
        second = deepcopy(en)
        second.set("lang", "en")
        zh.addnext(second)
        return zh
    if "checklist-answer" in _classes(zh) and RING in words(zh):
        pairs = zip(words(zh).split(RING)[1:], words(en).split(RING)[1:], strict=True)
        zh.text = GAP.join(f"{RING}\u00a0{one.strip()} {other.strip()}" for one, other in pairs)
        return zh
    if all(child.tag in INLINE and not _classes(child) & PARTS for child in (*zh, *en)):
        second = deepcopy(en)
        second.tag = "span"
        second.attrib.clear()
        second.attrib.update({"lang": "en", "class": "second"})
        second.tail = None
        zh.append(second)
        return zh
    if len(zh) != len(en):
        raise PaperError(f"“{words(zh)[:30]}” has {len(zh)} parts in Chinese, {len(en)} in English.")
    for child, other in zip(list(zh), list(en), strict=True):
        both(child, other)
    return zh


def _is_in_rule(link: HtmlElement) -> bool:
    """Whether a link stands in a sentence of the stop rules, and not at its beginning."""
    begins = link.getprevious() is None and not (link.getparent().text or "").strip()
    return not begins and bool(link.xpath("ancestor::*[contains(@class, 'stop')]"))


def _classes(element: HtmlElement) -> set[str]:
    return set((element.get("class") or "").split())


def _say(element: HtmlElement, words: str) -> None:
    """Add words at the end of an element."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + words
    else:
        element.text = (element.text or "") + words


def _find(of_language: dict[str, HtmlElement], page: str, name: str) -> HtmlElement:
    found = of_language[page].xpath(f".//*[@id='{name}']")
    if not found:
        raise PaperError(f"{page} has no heading {{#{name}}}. A card takes its words from there.")
    return found[0]


def words(element: HtmlElement) -> str:
    """What an element says, on one line."""
    return re.sub(r"\s+", " ", element.text_content()).strip()
