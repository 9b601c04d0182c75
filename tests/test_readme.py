"""README and CONTRIBUTING say what is so."""

import json
import re
import tomllib
from pathlib import Path

from calculators.kit.browsers import OLDEST

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def section(text: str, title: str) -> str:
    return text.split(f"\n## {title}\n")[1].split("\n## ", maxsplit=1)[0]


def test_the_browsers_are_those_that_the_failure_message_names() -> None:
    rows = re.findall(r"^\| (\w+) \| ([\d.]+) \|$", section(README, "Browsers that work"), re.M)

    assert dict(rows) == OLDEST


def test_every_place_on_the_map_is_there() -> None:
    places = re.findall(r"`([^`]+)`", section(README, "Where things are"))

    assert [place for place in places if not (ROOT / place).exists()] == []


def test_every_relative_link_leads_somewhere() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README + CONTRIBUTING)

    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_dependency_says_why_it_is_there() -> None:
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"].values()
    package = json.loads((ROOT / "package.json").read_text("utf-8"))
    asked = {re.split(r"[=\[]", entry)[0] for group in groups for entry in group if isinstance(entry, str)}
    explained = re.findall(r"`([^`]+)`", section(CONTRIBUTING, "Why each dependency is there"))

    assert asked | package["dependencies"].keys() | package["devDependencies"].keys() == set(explained) - {
        "file://",
        "make serve",
    }
