"""`pages.json`: which pages the built site has, in the order of its contents."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from calculators.kit.text import LANGUAGES, Language
from publishing.paper.errors import PaperError

FILE = "pages.json"


@dataclass(frozen=True)
class Page:
    """A page: its name, which both languages share, its place in the site, and its title."""

    name: str
    path: str
    title: str


_recorded: dict[str, list[Page]] = {}


def record(language: Language, pages: Iterable[tuple[str, str]]) -> None:
    """Take down the pages of a language, each by its address in the site and its title."""
    _recorded[language] = [
        Page(url.removeprefix(f"{language}/").removesuffix(".html"), url, title) for url, title in pages
    ]


def write(site: Path) -> None:
    """Leave what was taken down so far in the site."""
    said = {language: [asdict(page) for page in pages] for language, pages in _recorded.items()}
    (site / FILE).write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", "utf-8")


def read(site: Path) -> dict[Language, list[Page]]:
    """The pages of a built site, by language."""
    try:
        said = json.loads((site / FILE).read_text("utf-8"))
        return {language: [Page(**page) for page in said[language]] for language in LANGUAGES}
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise PaperError(f"{site} holds no site of this build ({error}). Build it first.") from error
