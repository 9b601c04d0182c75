"""The zip for a USB stick: unpacked, it opens from file:// and its print page leads to each PDF."""

import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page

from publishing import dist
from tests.browser.conftest import Edition
from tests.browser.test_axe import faults
from tests.browser.test_site import DESK, PHONE

SHELF = ".paper-shelf"
LOOK = """async (shelf) => {
  const images = [...shelf.querySelectorAll("img")];
  images.forEach((image) => (image.loading = "eager"));
  await Promise.all(images.map((image) => image.decode()));
  return { links: [...shelf.querySelectorAll("a")].map((link) => link.href), images: images.length };
}"""


@pytest.fixture(scope="module")
def stick(printed: Path, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    folder = tmp_path_factory.mktemp("stick")
    dist.pack(printed, folder / "runbook-plant-1.zip")
    shutil.unpack_archive(folder / "runbook-plant-1.zip", folder)
    return Edition("file", f"{(folder / 'runbook-plant-1').as_uri()}/")


def test_the_print_page_of_the_stick(new_page: Callable[..., Page], stick: Edition, language: str) -> None:
    page = new_page(stick, reduced_motion="reduce")
    page.goto(stick.url(language, "index.html"))
    page.locator("article a[href$='print.html']").first.click()
    page.wait_for_url("**/print.html")

    found = page.locator(SHELF).evaluate(LOOK)

    files = [Path(unquote(urlsplit(address).path)) for address in found["links"]]
    assert len(files) == len(set(files)) == found["images"] > 30
    assert all(file.read_bytes().startswith(b"%PDF-") for file in files)
    names = page.locator(f"{SHELF} a").all_text_contents()
    assert len(names) == len(set(names))  # a link says which one it is


def test_axe_finds_nothing_on_it(new_page: Callable[..., Page], stick: Edition, language: str) -> None:
    page = new_page(stick, watched=False, reduced_motion="reduce")  # axe asks for what file:// refuses
    page.goto(stick.url(language, "print.html"))
    for size, scheme in ((DESK, "light"), (PHONE, "dark")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert faults(page) == [], scheme


def test_the_same_site_gives_the_same_zip(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "paper").mkdir(parents=True)
    (site / "index.html").write_text("<!doctype html>")
    (site / "paper" / "卡.pdf").write_bytes(b"%PDF-")

    dist.pack(site, tmp_path / "one.zip")
    (site / "index.html").touch()
    first = (tmp_path / "one.zip").read_bytes()
    dist.pack(site, tmp_path / "one.zip")

    assert (tmp_path / "one.zip").read_bytes() == first
    shutil.unpack_archive(tmp_path / "one.zip", tmp_path / "out")
    assert (tmp_path / "out" / "one" / "paper" / "卡.pdf").read_bytes() == b"%PDF-"
