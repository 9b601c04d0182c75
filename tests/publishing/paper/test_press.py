"""Made once, kept, whole or not at all; and the words that stand on every sheet."""

import os
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html
from pypdfium2 import PdfDocument

from calculators.kit.markup import Markup
from calculators.kit.text import Text
from company.profile import read
from publishing import dist
from publishing.paper import article, cache, fonts, foot, layout, press, runbook
from publishing.paper.artefact import CARD_BYTES, Artefact, Fit, Part, Source, document, style
from publishing.paper.errors import PaperError
from publishing.paper.fonts import Faces
from publishing.paper.pages import Page

SAID = Text("试", "Test")
BLANK = read({"version": "1", "site.id": "plant-1"})
PAGE = Page("steps/one", "en/steps/one.html", "One")


def artefact(body: str, kind: str = "test") -> Artefact:
    html_ = document(kind, "en", SAID, [body], BLANK)
    return Artefact(kind, "en", SAID, SAID, SAID, (Part(html_, style()),))


def test_what_is_unchanged_is_not_made_again(faces: Faces, tmp_path: Path) -> None:
    first = press.make([artefact("one")], faces, folder=tmp_path)
    again = press.make([artefact("one")], faces, folder=tmp_path)
    other = press.make([artefact("two")], faces, folder=tmp_path)

    assert first[0].seconds > 0
    assert (again[0].seconds, again[0].pdf) == (0, first[0].pdf)
    assert other[0].pdf != first[0].pdf
    assert first[0].pages == 1


def test_the_size_that_a_sheet_has_is_not_searched_again(
    faces: Faces, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = [Markup("<p style='font-size: var(--size)'>one</p>")]
    html_ = document("test", "en", SAID, body, BLANK)
    part = Part(html_, style(), fit=Fit(10, 20))
    first = press.print_parts([part], faces, 10**6, tmp_path)
    laid = []
    lay_out = layout.engine.lay_out
    monkeypatch.setattr(layout.engine, "lay_out", lambda *given: laid.append(given) or lay_out(*given))

    again = press.print_parts([part, part], faces, 10**6, tmp_path)

    assert len(laid) == 2
    assert laid[0][1][-1] == ":root { --size: 20.0pt; }"
    assert len(PdfDocument(again)) == 2 * len(PdfDocument(first))


def test_the_typefaces_of_the_machine_are_out_only_while_pages_are_made(faces: Faces) -> None:
    before = dict(os.environ)

    press.print_parts(artefact("one").parts, faces, CARD_BYTES)

    assert dict(os.environ) == before


def test_a_link_shows_the_page_that_it_leads_to(faces: Faces) -> None:
    shown = "a::after { content: ' ' attr(data-page) } h1 { break-before: page }"
    chapters = "".join(f"<h1 id='c{number}'>Chapter</h1>" for number in range(3))
    body = [Markup(f'<p><a class="x" href="#c2">Last</a> <a href="#c0">First</a></p>{chapters}')]

    pdf = press.print_parts(
        [Part(document("test", "en", SAID, body, BLANK), (*style(), shown))], faces, 10**6
    )

    assert "Last 4 First 2" in PdfDocument(pdf)[0].get_textpage().get_text_range()


def test_one_that_fails_leaves_no_file_and_does_not_stop_the_others(faces: Faces, tmp_path: Path) -> None:
    heard = []
    bad = replace(artefact("喆", "bad"))

    made = press.make([bad, artefact("good")], faces, folder=tmp_path, tell=heard.append)

    assert "bad-en: .notdef glyph" in made[0].problem
    assert made[1].problem == ""
    assert sorted(path.suffix for path in tmp_path.iterdir() if path.is_file()) == [".pdf", ".png"]
    assert {item.name for item in heard} == {"bad-en", "test-en"}


def test_a_file_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    cache.write(file, b"old")
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))

    with pytest.raises(OSError, match="disk full"):
        cache.write(file, b"new")

    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_only_what_is_used_and_a_few_more_are_kept(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / str(number)).write_text("x")

    cache.prune(tmp_path, [tmp_path / "0"], spare=1)

    assert len(list(tmp_path.iterdir())) == 2
    assert (tmp_path / "0").exists()


def test_a_missing_typeface_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(_: str) -> None:
        raise ModuleNotFoundError

    monkeypatch.setattr(fonts.resources, "files", nothing)

    with pytest.raises(PaperError, match="pip install justmytype-intl-cjk"):
        fonts.make()


def test_a_blank_value_is_a_line_to_write_on() -> None:
    said = foot.edition("card-en", BLANK).en
    assert said == "card-en · ________ · Revision ________ · ________ · valid until ________"
    cover = runbook.cover(Source(Path(), {}, BLANK), "en")

    assert cover.count('class="line"') >= len(runbook.FACTS)
    assert "None" not in cover
    assert "<img" not in cover


def test_the_foot_of_a_bilingual_sheet_is_in_both() -> None:
    said = foot.style("card", BLANK, None)

    assert "有效至" in said
    assert "valid until" in said
    assert 'counter(page) " 页，共 " counter(pages)' in said
    assert '"Page " counter(page) " of " counter(pages)' in said


def read_article(body: str, tmp_path: Path) -> html.HtmlElement:
    path = tmp_path / PAGE.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"<!doctype html><meta charset=utf-8><body><article class=x>{body}</article>", "utf-8")
    return article.read(tmp_path, PAGE)


class TestArticle:
    def test_what_only_works_on_a_screen_is_gone(self, tmp_path: Path) -> None:
        body = "<p hidden>a</p><button>b</button><script>c</script><p class='runbook-foot'>d</p><p>e</p>"

        assert article.to_html([read_article(body, tmp_path)]) == "<section><p>e</p></section>"

    def test_a_field_becomes_a_line_and_a_tick_box_goes(self, tmp_path: Path) -> None:
        body = "<p><label for=x>When</label><input id=x type=text><input type=checkbox></p>"

        assert article.to_html([read_article(body, tmp_path)]) == (
            '<section><p><span class="label">When</span>'
            '<span class="paper-line paper-line-1"></span></p></section>'
        )

    def test_ids_get_the_pages_prefix_and_links_a_target(self, tmp_path: Path) -> None:
        links = "<a href='#a'>1</a><a href='../two.html#b'>2</a><a href='three.html'>3</a><a href='http://x'>4</a>"
        element = read_article(f"<h2 id=a>A</h2><p>{links}</p>", tmp_path)
        known = {("en/steps/one.html", "a"): "#steps-one--a", ("en/two.html", "b"): "#two--b"}

        placed = article.place(
            element, PAGE, lambda *where: known.get(where), {"en/steps/three.html": "by-hand-en"}
        )

        assert placed.get("id") == "steps-one"
        assert placed.find("h2").get("id") == "steps-one--a"
        assert article.to_html(placed.iter("p")) == (
            '<p><a href="#steps-one--a">1</a><a href="#two--b" class="elsewhere">2</a>'
            '3 [by-hand-en]<a href="http://x">4</a></p>'
        )

    def test_one_part_of_a_page_is_kept_with_its_title(self, tmp_path: Path) -> None:
        body = "<h1>T</h1><p>a</p><h2 id=x>X</h2><p>b</p><h3>Y</h3><h2 id=z>Z</h2><p>c</p>"
        element = read_article(body, tmp_path)

        article.keep(element, "x")

        assert element.text_content() == "TXbY"

    def test_a_page_without_an_article_is_named(self, tmp_path: Path) -> None:
        path = tmp_path / PAGE.path
        path.parent.mkdir(parents=True)
        path.write_text("<p>nothing</p>")

        with pytest.raises(PaperError, match=r"en/steps/one.html has no <article>"):
            article.read(tmp_path, PAGE)


def test_the_same_site_gives_the_same_zip(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    (folder / "en").mkdir(parents=True)
    (folder / "index.html").write_text("zh")
    (folder / "en" / "index.html").write_text("en")

    dist.pack(folder, tmp_path / "one.zip")
    first = (tmp_path / "one.zip").read_bytes()
    shutil.copytree(folder, tmp_path / "copy")
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "copy", folder, copy_function=shutil.copyfile)
    dist.pack(folder, tmp_path / "one.zip")

    assert (tmp_path / "one.zip").read_bytes() == first
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.namelist() == ["one/en/index.html", "one/index.html"]
    assert not list(tmp_path.glob("*.making"))
