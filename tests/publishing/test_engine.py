"""What the engine is told to build, and that it stops at the first mistake."""

import re
from pathlib import Path

import pytest
from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import _RelativePathTreeprocessor
from pymdownx.superfences import SuperFencesException

import calculators
from publishing import engine, fence, runtime

ROOT = Path(__file__).parents[2]
NAME = min(calculators.ALL_BY_NAME)


def converter(text: str, language: str) -> Markdown:
    """A converter in the state in which the build uses it for a page."""
    config = MkDocsConfig()
    config.load_dict({"site_name": "site", "docs_dir": str(ROOT / "docs")})
    config.validate()
    file = File(f"{language}/page.md", config.docs_dir, config.site_dir, use_directory_urls=False)
    file.content_string = text
    file.locale = language
    formats = {
        "calculator": fence.calculator,
        "calculator-inputs": fence.inputs,
        "decision-table": fence.decision_table,
    }
    fences = [{"name": name, "class": name, "format": each} for name, each in formats.items()]
    md = Markdown(
        extensions=["pymdownx.superfences"],
        extension_configs={"pymdownx.superfences": {"custom_fences": fences}},
    )
    _RelativePathTreeprocessor(file, Files([file]), config)._register(md)
    return md


def pages(site: Path) -> list[Path]:
    return [path for path in sorted(site.rglob("*.html")) if path.name != "404.html"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_language_is_that_of_the_page(language: str):
    assert engine.language(converter("text", language)) == language


def test_a_text_without_a_page_has_no_language():
    with pytest.raises(LookupError, match="no page and no language"):
        engine.language(Markdown())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_fence_becomes_the_calculator_in_the_language_of_its_page(language: str):
    text = f"Before.\n\n```calculator\n{NAME}\n```\n\nAfter.\n"
    html = converter(text, language).convert(text)
    assert f'<runbook-calculator name="{NAME}" lang="{language}" ' in html
    assert "<p><div" not in html
    assert "```" not in html


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_fence_becomes_the_table_of_inputs_in_the_language_of_its_page(language: str):
    text = f"Before.\n\n```calculator-inputs\n{NAME}\n```\n\nAfter.\n"
    html = converter(text, language).convert(text)
    assert {"zh": "系统停止时间", "en": "When the system stopped"}[language] in html
    assert "<p><table" not in html
    assert "```" not in html


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_fence_becomes_the_decision_table_in_the_language_of_its_page(language: str):
    text = "Before.\n\n```decision-table\ntriage\n```\n\nAfter.\n"
    html = converter(text, language).convert(text)
    assert {"zh": "白屏", "en": "A blank page"}[language] in html
    assert "<p><div" not in html
    assert "```" not in html


def test_a_calculator_without_a_decision_table_stops_the_build_and_says_where():
    text = f"# Title\n\n```decision-table\n{NAME}\n```\n"
    with pytest.raises(SuperFencesException, match=rf"zh/page\.md:4: .*{NAME}.* has no `decision_table`"):
        converter(text, "zh").convert(text)


@pytest.mark.parametrize("kind", ["calculator", "calculator-inputs", "decision-table"])
def test_an_unknown_calculator_stops_the_build_and_says_where_and_what_it_expected(kind: str):
    text = f"# Title\n\n{NAME}_2\n\n```{kind}\n{NAME}_2\n```\n"
    expected = rf"zh/page\.md:6: .*'{NAME}_2'.* Expected: .*\b{NAME}\b"
    with pytest.raises(SuperFencesException, match=expected):
        converter(text, "zh").convert(text)


def test_a_body_of_several_lines_is_no_name():
    text = f"```calculator\n{NAME}\n{NAME}\n```\n"
    with pytest.raises(SuperFencesException, match=r"^en/page\.md: "):
        converter(text, "en").convert(text)


def test_every_page_names_its_site_and_its_python(site: Path):
    assert pages(site)
    for page in pages(site):
        text = page.read_text("utf-8")
        assert '<meta name="runbook-site" content="example">' in text
        assert f'<meta name="runbook-fingerprint" content="{runtime.fingerprint()}">' in text


def test_every_page_says_its_language(site: Path):
    for page in pages(site):
        language = "en" if page.is_relative_to(site / "en") else "zh"
        assert f'<html lang="{language}"' in page.read_text("utf-8"), page


def test_no_page_names_an_alternate_or_a_generator(site: Path):
    named = re.compile(r'<link[^>]*rel="?alternate|<meta name="?generator')
    for page in pages(site):
        assert not named.search(page.read_text("utf-8")), page


def test_no_page_carries_style_or_handlers_in_its_markup(site: Path):
    for page in site.rglob("*.html"):
        assert not re.search(r"<[^>]*\s(style|on[a-z]+)\s*=|<style", page.read_text("utf-8")), page


def test_the_templates_bring_no_script_of_their_own(site: Path):
    for template in (ROOT / "overrides").rglob("*.html"):
        assert not re.search(r"<script(?![^>]*\bsrc=)", template.read_text("utf-8")), template
    assert not re.search(r"<script(?![^>]*\bsrc=)", (site / "404.html").read_text("utf-8"))


def test_the_site_names_no_foreign_address_that_a_browser_fetches(site: Path):
    fetched = re.compile(r'<(script|img|iframe|source|link)\b[^>]*(src|href)="?(https?:)?//')
    for page in site.rglob("*.html"):
        assert not fetched.search(page.read_text("utf-8")), page


def test_the_site_has_no_sitemap_since_it_does_not_know_its_address(site: Path):
    assert not list(site.glob("sitemap*"))


def test_the_word_splitter_keeps_its_dictionary_in_this_folder(site: Path):
    assert site.exists()
    assert list((ROOT / ".cache").glob("jieba*.cache"))
