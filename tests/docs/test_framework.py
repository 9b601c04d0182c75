"""Every point of the framework has its place in both languages, and in the built site."""

import json
from functools import cache
from pathlib import Path

import lxml.html
import pytest

import calculators
from tests.docs.pages import sources

POINTS = """
I1 I2 I3 I4
1.0a 1.0b 1.0c 1.1a 1.1b 1.1c 1.1d 1.1e 1.1f 1.2a 1.2b1 1.2b2 1.2b3 1.2b4 1.2c 1.2d 1.2e
1.3a 1.3b 1.3c 1.3d 1.3e
2.0 2.1M1 2.1M2 2.1M3 2.1P1 2.1P2 2.1P3 2.2M1 2.2M2 2.2M3 2.2P1 2.2P2 2.2P3
2.3M1 2.3M2 2.3M3 2.3P1 2.3P2 2.3P3 2.4M1 2.4M2 2.4M3 2.4P1 2.4P2 2.4P3
3.0 3.1a 3.1b 3.1c 3.1d 3.2a 3.2b 3.2b2 3.2c 3.2d 3.3a 3.3b 3.3c
4.0 4.1a 4.1b 4.1c 4.1d 4.1e 4.2a 4.2b 4.2c 4.2d 4.3a 4.3b 4.3c 4.3d 4.3e 4.3f 4.3g
5.0 5.1 5.2a 5.2b 5.2c 5.3a 5.3b 5.3c 5.3d 5.3e 5.4a 5.4b 5.4c
C1 C2 C3
F1a F1b F1c F1d F1e F1f F2a F2b F2c F2d F2e F3a F3b F3c F3d F3e F4a F4b F4c F4d1 F4d2 F4e F4f
D1 D2 D3 D4 D5 D6 D7 D8 D9
A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11
"""


def _once(pairs: list[tuple[str, list[str]]]) -> dict[str, list[str]]:
    """JSON keeps the last of two equal keys without a word; here both must be seen."""
    assert len({key for key, _ in pairs}) == len(pairs), sorted(key for key, _ in pairs)
    return dict(pairs)


PLACES: dict[str, list[str]] = json.loads(
    Path(__file__).with_name("framework.json").read_text("utf-8"), object_pairs_hook=_once
)
TREES = {language: sources(language) for language in ("zh", "en")}


@cache
def _ids(path: Path) -> set[str]:
    return set(lxml.html.parse(path).xpath("//@id"))


def test_every_point_has_a_place() -> None:
    assert sorted(PLACES) == sorted(POINTS.split())
    assert all(PLACES.values())


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
