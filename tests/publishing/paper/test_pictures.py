"""Pages look as they did when somebody looked at them."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from tests.publishing.paper import pictures

MOST = 0.03


@pytest.mark.parametrize("name", pictures.PAGES)
def test_a_page_looks_as_before(printed: Path, name: str) -> None:
    before = Image.open(pictures.FOLDER / f"{name}.png")

    assert pictures.apart(pictures.draw(printed, name), before) <= MOST, (
        f"{name} looks different. Look at it; if it is right, renew the picture (CONTRIBUTING)."
    )


def test_a_black_bar_and_an_empty_page_are_told_from_the_page() -> None:
    page = Image.open(pictures.FOLDER / "runbook-zh-1.png").convert("L")
    barred = page.copy()
    ImageDraw.Draw(barred).rectangle((0, 0, page.width, page.height // 8), fill=0)

    assert pictures.apart(page, barred) > MOST
    assert pictures.apart(page, Image.new("L", page.size, 255)) > MOST


def test_pages_of_two_languages_are_told_apart() -> None:
    zh, en = (Image.open(pictures.FOLDER / f"runbook-{language}-2.png") for language in ("zh", "en"))

    assert pictures.apart(zh, en) > MOST
