"""The shelf on the print page: each PDF with its picture, what it is for, where it hangs, its size."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from calculators.kit.markup import Markup, tag
from calculators.kit.text import Language, Text
from company.profile import Profile
from publishing.paper import cache
from publishing.paper.artefact import Artefact

if TYPE_CHECKING:  # the site is built where nothing can be set in type, too
    from publishing.paper.press import Made

FOLDER = "paper"
PAGES: dict[Language, str] = {"zh": "print.html", "en": "en/print.html"}
SHELF = re.compile(r'<section class="paper-shelf".*?</section>', re.S)
NONE = Text(
    "这一版里没有 PDF：打印下面的网页，或者请管手册的人运行 make dist。",
    "This edition has no PDFs: print the pages below, or ask the owner of this runbook to run make dist.",
)
COMING = Text(
    "PDF 正在生成，头一次要几分钟。过一会儿刷新这一页。",
    "The PDFs are being made, which takes some minutes the first time. Reload this page in a while.",
)
SOME = Text(
    "做好了 {ready} 份，共 {total} 份。过一会儿刷新这一页。",
    "{ready} of {total} are ready. Reload this page in a while.",
)
LOST = Text(
    "{lost} 份没做成，原因写在运行 make 的窗口里。",
    "{lost} could not be made; the window in which make runs says why.",
)
PLACE = Text("放哪里：{place}", "Where: {place}")
FACTS = Text("{pages} 页，{kilobytes} KB{revision}", "Pages: {pages}, {kilobytes} KB{revision}")
REVISION = Text("，第 {revision} 版", ", revision {revision}")
NAME = Text("编号 {name}", "Id {name}")
TITLE = Text("{title}（{size}）", "{title} ({size})")
BOTH = Text("{title}，中英文", "{title}, in both languages")
WIDTH = 96  # [px]


def empty(language: Language) -> Markup:
    """The shelf of an edition without PDFs."""
    return _bare(NONE[language])


def promise(site: Path) -> None:
    """Say on the print pages of a built site that its PDFs are being made."""
    _exchange(site, NONE, COMING)


def withdraw(site: Path) -> None:
    """Take the promise back where nothing came of it."""
    _exchange(site, COMING, NONE)


def _exchange(site: Path, old: Text, new: Text) -> None:
    for language, name in PAGES.items():
        page = site / name
        if page.exists():
            content = page.read_text("utf-8").replace(_bare(old[language]), _bare(new[language]))
            cache.write(page, content.encode())


def _bare(state: str) -> Markup:
    return tag("section", tag("p", state, class_="paper-shelf-state"), class_="paper-shelf")


def filled(
    artefacts: Iterable[Artefact], made: dict[str, "Made"], profile: Profile, language: Language, up: str
) -> Markup:
    """The shelf with what is ready by now; `up` leads from the page to the top of the site."""
    mine = [artefact for artefact in artefacts if artefact.language in (language, None)]
    done = [(artefact, made[artefact.name]) for artefact in mine if artefact.name in made]
    ready = [(artefact, one) for artefact, one in done if not one.problem]
    lost = len(done) - len(ready)
    states = [
        SOME.format(ready=len(ready), total=len(mine)) if len(done) < len(mine) else None,
        LOST.format(lost=lost) if lost else None,
    ]
    return tag(
        "section",
        [tag("p", state[language], class_="paper-shelf-state") for state in states if state],
        tag("ul", [_item(*pair, profile, language, up) for pair in ready]) if ready else None,
        class_="paper-shelf",
    )


def put(page: str, shelf: Markup) -> str:
    """A page with another shelf in place of its own."""
    return SHELF.sub(lambda _: shelf, page, count=1)


def _item(artefact: Artefact, made: "Made", profile: Profile, language: Language, up: str) -> Markup:
    title = TITLE.format(title=artefact.title, size=artefact.size)
    title = title if artefact.language else BOTH.format(title=title)
    revision = profile.shown("runbook.revision")
    facts = FACTS.format(
        pages=made.pages,
        kilobytes=-(-made.pdf.stat().st_size // 1000),
        revision=REVISION.format(revision=revision) if revision else "",
    )
    picture = tag(
        "img", src=f"{up}{FOLDER}/{artefact.name}.png", alt="", width=WIDTH, loading="lazy", decoding="async"
    )
    return tag(
        "li",
        tag("a", picture, tag("strong", title[language]), href=f"{up}{FOLDER}/{artefact.name}.pdf"),
        tag("p", artefact.purpose[language]),
        tag("p", PLACE.format(place=artefact.place)[language]),
        tag("p", facts[language], class_="paper-shelf-facts"),
        tag("p", NAME.format(name=artefact.name)[language], class_="paper-shelf-facts"),
    )
