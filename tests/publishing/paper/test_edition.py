"""The PDFs of the built site: all there, valid, light, readable, with the same lines as the site."""

import os
import re
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from lxml import html

import calculators
from calculators.kit.answer import name_of
from calculators.kit.text import LANGUAGES, Language
from publishing.paper import edition, pages, press, shelf
from publishing.paper.artefact import Artefact
from setup import paper
from tests.publishing.paper import validator


def pdf(printed: Path, name: str) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(printed / shelf.FOLDER / f"{name}.pdf")


def text(document: pypdfium2.PdfDocument) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def words(said: str) -> str:
    """Without spaces and hyphens, which PDFium changes where a line ends."""
    return re.sub(r"[\s\x02\xad\ufffe-]+", "", said)


def line_ids(printed: Path, language: Language) -> set[str]:
    paths = [page.path for page in pages.read(printed)[language]]
    trees = (html.parse(str(printed / path), html.HTMLParser(encoding="utf-8")) for path in paths)
    return {line.text_content() for tree in trees for line in tree.getroot().find_class("checklist-id")}


def bookmarks(document: pypdfium2.PdfDocument) -> Iterator[str]:
    yield from (entry.get_title() for entry in document.get_toc())


def test_there_is_one_of_each_kind_in_each_language(artefacts: list[Artefact]) -> None:
    names = {artefact.name for artefact in artefacts}
    kinds = ["runbook", "by-hand", "printer-test", "pack"]
    kinds += [f"worksheet-{name_of(module)}" for module in calculators.ALL]

    assert len(names) == len(artefacts)
    assert {f"{kind}-{language}" for kind in kinds for language in LANGUAGES} <= names


def test_each_is_there_with_a_picture_and_no_heavier_than_it_may_be(
    printed: Path, artefacts: list[Artefact]
) -> None:
    for artefact in artefacts:
        made = printed / shelf.FOLDER / f"{artefact.name}.pdf"
        assert made.stat().st_size <= artefact.most_bytes, artefact.name
        assert made.with_suffix(".png").stat().st_size < 40_000, artefact.name


def test_a_runbook_goes_by_mail_and_a_card_too(printed: Path, artefacts: list[Artefact]) -> None:
    for start, most in (("runbook-", 1_000_000), ("card-", 300_000), ("pocket-", 300_000)):
        weights = [
            (printed / shelf.FOLDER / f"{artefact.name}.pdf").stat().st_size
            for artefact in artefacts
            if artefact.name.startswith(start)
        ]
        assert weights
        assert max(weights) < most


@pytest.mark.parametrize(
    ("name", "term"), [("runbook-zh", "备份丢失窗口"), ("card-restore-gate-a4-zh", "恢复前确认")]
)
def test_chinese_words_are_found(printed: Path, name: str, term: str) -> None:
    pages_ = [page.get_textpage() for page in pdf(printed, name)]

    assert any(page.search(term).get_next() for page in pages_)
    assert not any(page.search("备份丢失窗囗").get_next() for page in pages_)


def test_a_worksheet_is_one_or_two_pages(printed: Path, artefacts: list[Artefact]) -> None:
    sheets = [artefact.name for artefact in artefacts if artefact.kind.startswith("worksheet-")]

    assert sheets
    assert [name for name in sheets if len(pdf(printed, name)) > 2] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_runbook_has_the_lines_of_the_site(printed: Path, language: Language) -> None:
    ids = line_ids(printed, language)
    said = words(text(pdf(printed, f"runbook-{language}")))

    assert len(ids) > 100
    assert sorted(name for name in ids if words(name) not in said) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_comes_out_of_the_runbook_as_it_went_in(printed: Path, language: Language) -> None:
    said = words(text(pdf(printed, f"runbook-{language}")))
    listed = {page.name: page for page in pages.read(printed)[language]}
    tree = html.parse(str(printed / listed["glossary"].path), html.HTMLParser(encoding="utf-8"))
    terms = [words(term.text_content()) for term in tree.getroot().iter("dt", "dd")]

    said = said.replace(words(f"[by-hand-{language}]"), "")  # where a calculator stands on paper
    assert len(terms) > 50
    assert [term for term in terms if term not in said] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_contents_name_the_page_on_which_each_chapter_begins(printed: Path, language: Language) -> None:
    document = pdf(printed, f"runbook-{language}")
    said = text(document)
    chapters = [
        (entry.get_title(), entry.get_dest().get_index() + 1)
        for entry in document.get_toc()
        if entry.level == 0
    ][1:]

    assert len(chapters) >= 10
    assert all(before[1] < after[1] for before, after in pairwise(chapters))
    for title, number in chapters:
        assert re.search(rf"{re.escape(words(title))}\W*{number}\b", re.sub(r"[^\S\n]|-", "", said)), title


def test_each_sheet_says_which_it_is_and_how_many_there_are(printed: Path, artefacts: list[Artefact]) -> None:
    for artefact in artefacts:
        if artefact.kind == "pack":
            continue
        document = pdf(printed, artefact.name)
        for number, page in enumerate(document, 1):
            said = words(page.get_textpage().get_text_range()).replace("，", ",")
            page_of = {"zh": f"第{number}页,共{len(document)}页", "en": f"Page{number}of{len(document)}"}
            for language in (artefact.language,) if artefact.language else LANGUAGES:
                assert page_of[language] in said, artefact.name
            for part in (artefact.name, "2026-11-16", "2027-11-15"):
                assert words(part) in said, artefact.name


def test_the_pack_has_every_sheet_of_a4_after_its_cover(printed: Path, artefacts: list[Artefact]) -> None:
    for language in LANGUAGES:
        mine = [item for item in artefacts if item.kind != "pack" and item.language in (language, None)]
        names = [item.name for item in mine if item.size == "A4" and not item.fillable]
        pack = pdf(printed, f"pack-{language}")
        feet = [words(page.get_textpage().get_text_range()) for page in pack]
        counted = {name: sum(words(name) + "·" in foot for foot in feet[1:]) for name in names}

        assert counted == {name: len(pdf(printed, name)) for name in names}


def test_nothing_is_coloured(printed: Path, artefacts: list[Artefact]) -> None:
    for artefact in artefacts:
        if artefact.kind != "pack":
            picture = pdf(printed, artefact.name)[0].render(scale=0.5).to_pil().convert("RGB")
            assert all(max(pixel) - min(pixel) < 8 for _, pixel in picture.getcolors(1 << 24)), artefact.name


def test_another_run_gives_the_same_bytes(printed: Path, artefacts: list[Artefact]) -> None:
    faces = press.faces_for(artefacts)
    for artefact in artefacts:
        if artefact.kind in ("printer-test", "pocket", "form-problem-report"):
            again = press.print_parts(artefact.parts, faces, artefact.most_bytes)
            assert again == (printed / shelf.FOLDER / f"{artefact.name}.pdf").read_bytes()


def test_the_print_page_leads_to_each_of_them(printed: Path, artefacts: list[Artefact]) -> None:
    for language in LANGUAGES:
        path = printed / next(page.path for page in pages.read(printed)[language] if page.name == "print")
        section = html.parse(str(path), html.HTMLParser(encoding="utf-8")).getroot().find_class("paper-shelf")
        names = [artefact.name for artefact in artefacts if artefact.language in (language, None)]
        links = [(path.parent / link.get("href")).resolve() for link in section[0].iter("a")]
        pictures = [(path.parent / image.get("src")).resolve() for image in section[0].iter("img")]

        assert links == [(printed / shelf.FOLDER / f"{name}.pdf").resolve() for name in names]
        assert pictures == [link.with_suffix(".png") for link in links]
        assert all(target.exists() for target in (*links, *pictures))
        assert not section[0].find_class("paper-shelf-state")


def test_an_edition_without_pdfs_says_so(site: Path) -> None:
    for language in LANGUAGES:
        path = next(page.path for page in pages.read(site)[language] if page.name == "print")

        assert shelf.NONE[language] in (site / path).read_text("utf-8")


def test_while_they_are_made_the_print_page_says_how_many_are_ready(
    printed: Path, artefacts: list[Artefact]
) -> None:
    source = edition.source_of(printed)
    mine = [artefact for artefact in artefacts if artefact.language in ("en", None)]
    first = next(artefact for artefact in mine if artefact.kind == "printer-test")
    file = printed / shelf.FOLDER / f"{first.name}.pdf"
    made = {first.name: press.Made(first.name, file, file.with_suffix(".png"))}

    shown = shelf.filled(artefacts, made, source.profile, "en", "../")

    assert f"1 of {len(mine)} are ready" in shown
    assert shown.count("<li>") == 1
    assert f'href="../paper/{first.name}.pdf"' in shown


if paper.validates():

    def test_one_of_each_kind_is_valid_pdf_ua(printed: Path, artefacts: list[Artefact]) -> None:
        # The pack has all the others of A4, so that their parts are looked at too.
        kinds = {(artefact.kind.partition("-")[0], artefact.language): artefact for artefact in artefacts}
        files = [printed / shelf.FOLDER / f"{artefact.name}.pdf" for artefact in kinds.values()]

        said = validator.validate(files)

        assert {kind for kind, _ in kinds} >= {
            "card",
            "pocket",
            "form",
            "slips",
            "worksheet",
            "pack",
            "runbook",
        }

        assert said.count("valid ") == len(files), said
        assert "broken" not in said

    def test_the_validator_finds_a_broken_one(printed: Path, tmp_path: Path) -> None:
        bare = pypdfium2.PdfDocument.new()
        bare.import_pages(pdf(printed, "printer-test-en"))  # without its tags
        bad = tmp_path / "bad.pdf"
        bare.save(bad)

        assert validator.validate([bad]).startswith("broken ")


def test_the_command_names_the_library_that_is_missing(tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError(\"cannot load library 'libpango-1.0-0'\")")
    command = [validator.PYTHON, "-m", "publishing.paper", str(tmp_path)]
    done = subprocess.run(
        command,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_command_says_where_a_site_is_missing(tmp_path: Path) -> None:
    command = ["-m", "publishing.paper", str(tmp_path)]
    done = subprocess.run([validator.PYTHON, *command], capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert "holds no site of this build" in done.stderr
    assert "Build it first." in done.stderr
