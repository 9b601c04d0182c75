"""How far a step is done: beside a link with the class `progress`, the build puts what a script counts.

The numbers come from the reader's own log, so without scripts there are none.
"""

import posixpath
import re
from collections.abc import Callable, Iterable
from html import escape

from calculators.kit.text import Language
from publishing.checklist import WORDS, Line

LINK = re.compile(r'<a class="progress" href="([^"#]+)\.html(?:#[^"]*)?">.*?</a>', re.DOTALL)
COUNT = (
    '<runbook-progress class="progress" data-lines="{lines}" hidden>'
    '<span class="runbook-spoken">{done}</span> <span data-count="done">0</span>/{count}</runbook-progress>'
)


def count(html: str, path: str, language: Language, lines: Callable[[str], Iterable[Line]]) -> str:
    """The text of the page at a path, with what counts the lines of the pages that it asks for."""

    def counted(link: re.Match[str]) -> str:
        found = list(lines(posixpath.normpath(posixpath.join(posixpath.dirname(path), f"{link[1]}.md"))))
        ids = " ".join(f"{line.id}={line.passing}" if line.passing else line.id for line in found)
        return link[0] + COUNT.format(lines=escape(ids), done=WORDS["done"][language], count=len(found))

    return LINK.sub(counted, html)
