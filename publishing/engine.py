"""The one module that knows MkDocs: hooks that hand the engine's facts to plain functions elsewhere."""

import logging
import shutil
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import jieba
from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from calculators.kit.text import Language
from company import document
from company.profile import Profile
from publishing import checklist, messages, progress, runtime, search, sheet, slots
from publishing.paper import pages

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Source:
    """The Markdown file that is being converted."""

    path: str
    text: str
    language: Language


def source(md: Markdown) -> Source:
    """The file behind a converter; a LookupError where it is not the site's build that converts."""
    if "relpath" not in md.treeprocessors or not hasattr(md.treeprocessors["relpath"], "file"):
        raise LookupError("Not converted by the site's build, this text has no page and no language.")
    file = md.treeprocessors["relpath"].file
    return Source(file.src_uri, file.content_string, file.locale)


def language(md: Markdown) -> Language:
    """The language of the page that is being converted, `zh` or `en`."""
    return source(md).language


@cache
def profile() -> Profile:
    """What the company wrote about itself; it is read once for a build."""
    try:
        return document.load()
    except document.DocumentError as error:
        raise PluginError(str(error)) from error


def on_startup(**_: object) -> None:
    """Let the word splitter start without a word, and keep its dictionary with all else that is made."""
    cache = ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    jieba.setLogLevel(logging.WARNING)
    jieba.dt.tmp_dir = str(cache)


def on_config(config: MkDocsConfig) -> None:
    """Let every page carry the id of its site, and the fingerprint of the Python that it may start."""
    config.extra["site"] = profile().values["site.id"]
    config.extra["fingerprint"] = runtime.fingerprint()


def on_page_content(html: str, **_: object) -> str:
    """Keep the words of buttons and blanks out of the search."""
    return search.without_controls(html)


def on_page_context(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Navigation, **_: object
) -> dict[str, Any]:
    """Give the templates what is known by now: the profile, and the lines of every page of the language.

    The theme's script looks for the search index in the folder of the page's language.
    """
    language = config.theme["language"]
    page.content = progress.count(page.content or "", page.file.src_uri, language, checklist.lines)
    context["base_url"] = search.base(page.url)
    context["profile"] = profile()
    context["slot"] = partial(slots.html, profile=profile(), language=language)
    if page is nav.homepage:
        pages.record(language, [(page.url, str(page.title)) for page in nav.pages])
    return context


@event_priority(-200)  # after i18n has joined the index and offline has written its script
def on_post_build(config: MkDocsConfig) -> None:
    """Add what no page brings along.

    Runs once per language, first when the last one has been built: all the pages are known each time.
    """
    facts = messages.take()
    try:
        messages.check(facts, checklist.finish(messages.own(facts)))
    except (checklist.ChecklistError, messages.MessageError) as error:
        raise PluginError(str(error)) from error
    site = Path(config.site_dir)
    shim = site / "assets/javascripts/iframe-worker.js"
    shutil.copyfile(ROOT / "node_modules/iframe-worker/shim/index.js", shim)
    (site / "assets/stylesheets/sheet.css").write_text(sheet.style(profile()), "utf-8")
    search.split(site)
    search.mend(site)
    pages.write(site)
    runtime.install(site)
