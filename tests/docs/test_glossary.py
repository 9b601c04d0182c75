"""The glossary explains the words that the pages use, each once, in an order that a reader expects."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.docs import wording
from tests.docs.pages import DOCS, sources

ROOT = DOCS.parent
TREES = {language: sources(language) for language in ("zh", "en")}
TERMS = {language: tree["glossary.md"].terms for language, tree in TREES.items()}
AS_SPOKEN = str.maketrans({"调": "条", "重": "崇"})  # two readings each, and GB 18030 takes the other


def _forms(term: str) -> list[str]:
    """A term and the other words for it: “云上（SaaS）” is both."""
    return [form.strip() for form in re.split(r"[、，,（）()]", term.replace("’", "'")) if form.strip()]


def _by_sound(term: str) -> bytes:
    """GB 18030 has the common characters in the order of their pinyin."""
    return term.lower().translate(AS_SPOKEN).encode("gb18030")


def _words(language: str) -> str:
    """All that readers see, but for the glossary itself."""
    pages = [path.read_text("utf-8") for path in (DOCS / language).rglob("*.md") if path.stem != "glossary"]
    forms = [
        words
        for path in (ROOT / "calculators").rglob("*.py")
        for spoken, words, _ in wording.texts(path)
        if spoken == language
    ]
    return " ".join([*pages, *forms]).replace("’", "'").casefold()


@pytest.mark.parametrize(("language", "key"), [("zh", _by_sound), ("en", str.casefold)])
def test_terms_are_sorted(language: str, key: Callable[[str], Any]) -> None:
    terms = list(TERMS[language].values())
    assert terms == sorted(terms, key=key)


@pytest.mark.parametrize("language", TERMS)
def test_every_term_is_used(language: str) -> None:
    words = _words(language)
    unused = [
        term for term in TERMS[language].values() if not any(f.casefold() in words for f in _forms(term))
    ]
    assert not unused


@pytest.mark.parametrize(("language", "column"), [("zh", 0), ("en", 1)])
def test_our_own_words_are_explained(language: str, column: int) -> None:
    table = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## Words")[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|") for line in table.splitlines() if line.startswith("|")][2:]
    explained = {form for term in TERMS[language].values() for form in _forms(term)}
    assert not {form for row in rows for form in _forms(row[column])} - explained
