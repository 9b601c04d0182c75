"""A page of the built site as a chapter: its article, without what only works on a screen."""

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urldefrag, urlsplit

from lxml import html
from lxml.html import HtmlElement

from publishing.paper.errors import PaperError
from publishing.paper.pages import Page

SCREEN_ONLY = (
    "//*[@hidden] | //script | //style | //noscript | //template | //button | //progress | //datalist"
    " | //runbook-progress | //runbook-start"
    " | //*[contains-token(@class, 'runbook-foot')] | //*[contains-token(@class, 'start')]"
    " | //*[contains-token(@class, 'calculator')] | //*[contains-token(@class, 'message-send')]"
)
RING = "○"
FIELDS = {"input", "textarea", "select"}
TICKED = {"checkbox", "radio"}  # the box or ring beside it is drawn in CSS
RENAMED = {"details": "div", "summary": "p", "label": "span", "fieldset": "div", "legend": "p"}
DROPPED = re.compile(r"aria-|role$|for$|tabindex$|open$|name$|autocomplete$")


def read(site: Path, page: Page) -> HtmlElement:
    """The article of a page, fit for paper; ids and links are still those of the site."""
    tree = html.parse(str(site / page.path), html.HTMLParser(encoding="utf-8"))
    article = tree.find(".//article")
    if article is None:
        raise PaperError(f"{page.path} has no <article>. Build the site again.")
    article.tag = "section"
    article.attrib.clear()
    for element in _tokens(article, SCREEN_ONLY):
        element.drop_tree()
    for element in list(article.iter(html.etree.Element)):
        _for_paper(element)
    for line in _tokens(article, "//*[contains-token(@class, 'checklist-line')]"):
        _slim(line)
    for empty in article.xpath(".//p[not(node()) or (not(*) and not(normalize-space()))]"):
        empty.drop_tree()
    return article


def _slim(line: HtmlElement) -> None:
    """Answers as words with a ring before each; no element that only scripts and styles of the screen need.

    Each element is tagged in the PDF, and a line has many.
    """
    for answer in line.find_class("checklist-answer"):
        if choices := answer.find_class("checklist-choice"):
            answer.text = "　 ".join(f"{RING}\u00a0{choice.text_content().strip()}" for choice in choices)
            for choice in choices:
                choice.drop_tree()
        else:
            answer.set("class", "checklist-answer checklist-typed")
    for name in ("checklist-box", "checklist-slot"):
        for element in line.find_class(name):
            element.drop_tree()
    for element in line.xpath(".//*[@class='checklist-leads']/li/span | .//*[@class='checklist-action']//*"):
        element.drop_tag()


def keep(article: HtmlElement, name: str) -> None:
    """Keep the title, and the part under one heading of the second level."""
    kept, inside = {article.find("h1")}, False
    for element in article:
        inside = element.get("id") == name if element.tag == "h2" else inside
        if inside:
            kept.add(element)
    for element in [element for element in article if element not in kept]:
        element.drop_tree()


def prefix(page: Page) -> str:
    """The prefix of a page's ids in a document of many pages."""
    return page.name.replace("/", "-")


def place(
    article: HtmlElement,
    page: Page,
    address: Callable[[str, str], str | None],
    sheets: Mapping[str, str] = MappingProxyType({}),
) -> HtmlElement:
    """Give ids a prefix, so that no two pages have one in common, and links a new target.

    `address` tells where a path of the site and a fragment stand now. Where it says None the words stay
    alone, or with the id of the sheet that `sheets` has for that path.
    """
    own_prefix = prefix(page)
    for element in article.iter(html.etree.Element):
        if own := element.get("id"):
            element.set("id", f"{own_prefix}--{own}")
    for link in list(article.iter("a")):
        target = link.get("href")
        if target is not None and not urlsplit(target).scheme:
            path, fragment = urldefrag(target)
            path = (
                posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path)) if path else page.path
            )
            target = address(path, fragment)
            if target:
                link.set("href", target)
                if path != page.path:
                    link.set("class", "elsewhere")
            elif sheet := sheets.get(path):
                link.append(html.Element("span"))
                link[-1].text = f" [{sheet}]"
                link[-1].drop_tag()
        if target is None:
            link.drop_tag()
    article.set("id", own_prefix)
    return article


def to_html(elements: Iterable[HtmlElement]) -> str:
    """Elements as HTML."""
    return "".join(html.tostring(element, encoding="unicode", with_tail=False) for element in elements)


def _tokens(article: HtmlElement, path: str) -> list[HtmlElement]:
    """XPath with `contains-token`, which lxml's version of it lacks, within an article."""
    spelled = re.sub(
        r"contains-token\(@class, '([\w-]+)'\)", r"contains(concat(' ', @class, ' '), ' \1 ')", path
    )
    found: list[HtmlElement] = article.xpath(spelled.replace("//", ".//"))
    return found


def _for_paper(element: HtmlElement) -> None:
    """Turn a control into the line or box that stands for it."""
    if element.tag in FIELDS:
        if element.get("type") in TICKED:
            element.drop_tree()
            return
        rows = element.get("rows", "1")
        kept = {"class": f"paper-line paper-line-{rows}"}
        for child in list(element):
            element.remove(child)
        element.text = None
        element.tag = "span"
        element.attrib.clear()
        element.attrib.update(kept)
        return
    if isinstance(element.tag, str) and "-" in element.tag:
        element.set("class", f"{element.get('class', '')} {element.tag}".strip())
        element.tag = "div"
    if element.tag == "a" and element.get("href", "").startswith("tel:"):
        element.drop_tag()
    if element.tag in RENAMED:
        element.set("class", f"{element.get('class', '')} {element.tag}".strip())
        element.tag = RENAMED[element.tag]
    for name in [name for name in element.attrib if DROPPED.match(name)]:
        del element.attrib[name]
