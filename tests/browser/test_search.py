"""Each language finds its own pages, over http and from files."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Edition

WORDS = {
    "zh": ["恢复点", "备份", "丢失", "窗口", "补录", "出入库", "凭证"],
    "en": ["restore", "recovery", "backup", "re-entry", "vouchers"],
}
# No two neighbours lead to the same page: a hit that stays cannot pass for a new one.
FIRST = {
    "zh": {
        "白屏": "steps/2-basic-checks.html",
        "备份": "steps/4-backup-and-recovery.html",
        "停电": "steps/2-basic-checks.html",
        "中毒": "ransomware.html",
        "VPN": "steps/2-basic-checks.html",
        "故障单号": "steps/3-call-support.html",
        "演练": "prepare.html",
        "复盘": "steps/5-review-and-prevent.html",
    },
    "en": {
        "power cut": "steps/2-basic-checks.html",
        "ticket": "steps/3-call-support.html",
        "VPN": "steps/2-basic-checks.html",
        "ransomware": "ransomware.html",
        "backup": "steps/4-backup-and-recovery.html",
        "drill": "prepare.html",
    },
}
SHOWN_AT_ONCE = 10  # the theme adds the others as a reader scrolls
HAN = re.compile(r"[\u4e00-\u9fff]")


def ask(page: Page, words: str) -> None:
    """Type into the search as a reader does and wait for its answer."""
    field = page.locator(".md-search__input")
    field.click()
    field.fill(words)
    field.press("End")  # the theme answers to keys, not to changes
    expect(page.locator(".md-search-result__meta")).to_have_text(re.compile(r"没有找到|找到 \d+ 页|matching"))


@pytest.mark.parametrize(("language", "word"), [(each, word) for each in WORDS for word in WORDS[each]])
def test_a_word_is_found_in_its_language(page: Page, edition: Edition, language: str, word: str):
    page.goto(edition.url(language, "index.html"))
    ask(page, word)
    hits = page.locator(".md-search-result__item")
    expect(hits).not_to_have_count(0)
    found = re.search(r"\d+", page.locator(".md-search-result__meta").inner_text())
    assert found
    expect(hits).to_have_count(min(int(found[0]), SHOWN_AT_ONCE))
    for link in page.locator(".md-search-result__link").all():
        address = link.evaluate("link => link.href")
        assert address.startswith(edition.url(language, ""))
        assert ("/en/" in address.removeprefix(edition.base[:-1])) == (language == "en")
    first = hits.first.inner_text()
    assert bool(HAN.search(first)) == (language == "zh")


def test_words_lead_to_their_page_first(page: Page, edition: Edition, language: str):
    page.goto(edition.url(language, "index.html"))
    first = page.locator(".md-search-result__item").first.locator("a").first
    for word, name in FIRST[language].items():
        ask(page, word)
        expect(first, word).to_have_attribute("href", re.compile(re.escape(f"/{name}") + r"(?:$|[?#])"))


@pytest.mark.parametrize(
    ("language", "word"), [("zh", "restore"), ("zh", "recovery"), ("en", "恢复点"), ("en", "备份")]
)
def test_a_word_of_the_other_language_is_not_found(page: Page, edition: Edition, language: str, word: str):
    page.goto(edition.url(language, "index.html"))
    ask(page, word)
    expect(page.locator(".md-search-result__item")).to_have_count(0)


def test_a_hit_opens_the_place_that_it_names(page: Page, edition: Edition, language: str):
    page.goto(edition.url(language, "calculators/backup_loss.html"))
    ask(page, WORDS[language][0])
    link = page.locator(".md-search-result__link").first
    address = link.evaluate("link => link.href")
    link.click()
    page.wait_for_url(address)
    assert page.evaluate("document.documentElement.lang") == language
    place = page.evaluate("decodeURIComponent(location.hash.slice(1))")
    assert not place or page.locator(f'[id="{place}"]').count() == 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_index_is_made_when_somebody_is_about_to_search(page: Page, edition: Edition, language: str):
    told = page.locator(".md-search-result__meta")
    page.goto(edition.url(language, "index.html"))
    page.wait_for_timeout(1000)
    expect(told).to_have_text(re.compile("正在准备搜索|Initializing"))
    page.locator(".md-search__input").focus()
    expect(told).to_have_text(re.compile("输入要找的词|Type"))


def test_a_link_to_a_search_shows_what_it_finds(page: Page, edition: Edition):
    page.goto(edition.url("en", "index.html") + "?q=backup")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
