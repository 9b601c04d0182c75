"""Every point of the framework so far has its place in both languages, and in the built site."""

import json
from functools import cache
from pathlib import Path

import lxml.html
import pytest

import calculators
from tests.docs.pages import sources

PLACES: dict[str, list[str]] = json.loads(Path(__file__).with_name("framework.json").read_text("utf-8"))
STEP_4 = {
    *("4.0", "4.1a", "4.1b", "4.1c", "4.1d", "4.1e", "4.2a", "4.2b", "4.2c", "4.2d"),
    *("4.3a", "4.3b", "4.3c", "4.3d", "4.3e", "4.3f", "4.3g", "A3", "A6", "A7", "D9"),
}
TREES = {language: sources(language) for language in ("zh", "en")}


@cache
def _ids(path: Path) -> set[str]:
    return set(lxml.html.parse(path).xpath("//@id"))


def test_step_4_is_complete() -> None:
    assert not STEP_4 - PLACES.keys()


@pytest.mark.parametrize("language", TREES)
@pytest.mark.parametrize("point", PLACES)
def test_point_has_a_place(point: str, language: str) -> None:
    for place in PLACES[point]:
        name, anchor = place.split("#")
        assert anchor in {found.value for found in TREES[language][name].anchors}, f"{language}/{place}"


@pytest.mark.parametrize("language", TREES)
def test_places_are_in_the_built_site(site: Path, language: str) -> None:
    root = site if language == "zh" else site / language
    for point, places in PLACES.items():
        for place in places:
            name, anchor = place.split("#")
            assert anchor in _ids(root / name.replace(".md", ".html")), f"{point}: {language}/{place}"


@pytest.mark.parametrize("language", TREES)
@pytest.mark.parametrize("name", calculators.ALL_BY_NAME)
def test_sources_of_a_calculator_are_credited(name: str, language: str) -> None:
    credited = " ".join(found.value for found in TREES[language]["sources.md"].counted["link"])
    for source in calculators.ALL_BY_NAME[name].SOURCES.values():
        assert source.where in credited, source.where
