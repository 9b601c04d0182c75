"""One search index for each language, so that a reader finds the pages of that language only.

The theme writes a single index for all of them. Hiding the other language's hits in the page would leave
wrong counts and ranks, hence a split after the build.
"""

import json
import posixpath
import re
from pathlib import Path
from typing import Any

DEFAULT = "zh"
OTHERS = ("en",)
# How the theme's script looks for known words in a query without spaces, and how it would see the last one.
SHORT = "for(let o=s+1;o<t.length;o++)t.slice(s,o)in e"
WHOLE = "for(let o=s+1;o<=t.length;o++)t.slice(s,o)in e"
# What a reader works with instead of reading it, or sees only where scripts are off, as the search is there.
# The theme's parser takes the first end tag of the same name for the end of what is left out, so each of
# these has none of its own name inside.
CONTROLS = re.compile(
    r"<(?=(?:runbook-calculator|runbook-facts|runbook-start|button|noscript)\b"
    r'|[a-z]+\b[^>]*\bclass="checklist-(?:mode|progress|initials|answer|now|signature|confirm|end)[" ]'
    r'|[a-z]+\b[^>]*\bclass="message-(?:missing|status)[" ])'
    r"([a-z-]+)"
)


def without_controls(html: str) -> str:
    """Mark what the theme is to leave out of the index; it removes the marks itself."""
    return CONTROLS.sub(r'<\1 data-search-exclude="true"', html)


def home(language: str) -> str:
    """The folder of a language below the site's root, empty for the one that lives at the root."""
    return "" if language == DEFAULT else f"{language}/"


def language(location: str) -> str:
    """The language of a page by its address below the site's root."""
    return next((other for other in OTHERS if location.startswith(home(other))), DEFAULT)


def base(location: str) -> str:
    """The way from a page up to the folder of its language."""
    return posixpath.relpath(home(language(location)) or ".", posixpath.dirname(location) or ".")


def partition(index: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The indexes by language, each with addresses that start at the folder of its language."""
    return {
        each: {
            **index,
            "docs": [
                {**entry, "location": entry["location"].removeprefix(home(each))}
                for entry in index["docs"]
                if language(entry["location"]) == each
            ],
        }
        for each in (DEFAULT, *OTHERS)
    }


def split(site: Path) -> None:
    """Write the joined index of a built site as one index per language, for http and for `file://`.

    A language without entries keeps the index that it has: the build comes here once for each language,
    and an index that is already split has only the entries of the root.
    """
    joined = json.loads((site / "search/search_index.json").read_text("utf-8"))
    for each, index in partition(joined).items():
        if index["docs"]:
            write(site / home(each) / "search", index)


def write(folder: Path, index: dict[str, Any]) -> None:
    """Write an index as the theme wants it: data over http, a script for `file://`."""
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "search_index.json").write_text(text, "utf-8")
    (folder / "search_index.js").write_text(f"var __index = {text}", "utf-8")


def mend(site: Path) -> None:
    """Let the theme's script see the last word of a query: 停电 itself, not all that begins with 停."""
    for worker in site.glob("assets/javascripts/workers/search.*.js"):
        text = worker.read_text("utf-8")
        if SHORT not in text and WHOLE not in text:
            raise LookupError(f"{worker.name} looks for words in another way. Expected: {SHORT}")
        worker.write_text(text.replace(SHORT, WHOLE), "utf-8")
