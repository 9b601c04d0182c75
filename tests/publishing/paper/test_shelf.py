"""The shelf of the print page, while PDFs are made and afterwards."""

from pathlib import Path

import pypdfium2
import pytest
from lxml import html
from lxml.html import HtmlElement

from calculators.kit.text import Language, Text
from company import profile
from publishing.paper import shelf
from publishing.paper.artefact import Artefact
from publishing.paper.press import Made

PROFILE = profile.read({"version": "1", "site.id": "plant-1", "runbook.revision": "7"})
WORDS = Text("先做什么", "What to do first")
ARTEFACTS = [
    Artefact("card-a4", "en", Text("头 15 分钟", "First 15 minutes"), WORDS, Text("门上", "On the door"), ()),
    Artefact("card-a3", None, Text("联系人", "Contacts"), WORDS, Text("前台", "Front desk"), (), size="A3"),
    Artefact("card-a4", "zh", Text("头 15 分钟", "First 15 minutes"), WORDS, Text("门上", "On the door"), ()),
]


@pytest.fixture
def made(tmp_path: Path) -> dict[str, Made]:
    """All of them, of two pages each."""
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    document.new_page(595, 842)
    document.save(tmp_path / "two.pdf")
    file = tmp_path / "two.pdf"
    return {one.name: Made(one.name, file, file.with_suffix(".png")) for one in ARTEFACTS}


def shown(made: dict[str, Made], language: Language = "en") -> HtmlElement:
    return html.fromstring(shelf.filled(ARTEFACTS, made, PROFILE, language, "../"))


def states(section: HtmlElement) -> list[str]:
    return [state.text_content() for state in section.find_class("paper-shelf-state")]


def test_it_says_of_each_what_it_is_where_it_hangs_its_size_and_revision(made: dict[str, Made]) -> None:
    section = shown(made)

    said = [[part.text_content() for part in item.iter("a", "p")] for item in section.iter("li")]
    assert said == [
        [
            "First 15 minutes (A4)",
            WORDS.en,
            "Where: On the door",
            "Pages: 2, 1 KB, revision 7",
            "Id card-a4-en",
        ],
        [
            "Contacts (A3), in both languages",
            WORDS.en,
            "Where: Front desk",
            "Pages: 2, 1 KB, revision 7",
            "Id card-a3-zh-en",
        ],
    ]
    assert [link.get("href") for link in section.iter("a")] == [
        "../paper/card-a4-en.pdf",
        "../paper/card-a3-zh-en.pdf",
    ]
    assert states(section) == []


def test_both_languages_have_their_own(made: dict[str, Made]) -> None:
    assert "联系人（A3），中英文" in shown(made, "zh").text_content()
    assert "编号 card-a4-zh" in shown(made, "zh").text_content()


def test_before_the_first_is_ready_it_says_how_many_there_will_be() -> None:
    section = shown({})

    assert states(section) == ["0 of 2 are ready. Reload this page in a while."]
    assert list(section.iter("ul")) == []


def test_one_that_could_not_be_made_is_not_waited_for(made: dict[str, Made]) -> None:
    made["card-a3-zh-en"] = Made("card-a3-zh-en", Path(), Path(), problem="no room")

    section = shown(made)

    assert states(section) == ["1 could not be made; the window in which make runs says why."]
    assert len(list(section.iter("li"))) == 1


def test_it_takes_the_place_of_the_one_before(made: dict[str, Made]) -> None:
    page = f"<h1>x</h1>{shelf.empty('en')}<p>y</p>"

    once = shelf.put(page, shelf.filled(ARTEFACTS, {}, PROFILE, "en", ""))
    twice = shelf.put(once, shelf.filled(ARTEFACTS, made, PROFILE, "en", ""))

    assert shelf.NONE.en not in once
    assert twice.count('paper-shelf"') == 1
    assert twice.startswith("<h1>x</h1><section")
    assert twice.endswith("</section><p>y</p>")
