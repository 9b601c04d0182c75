"""The paper edition of a built site: which artefacts there are, and where they go."""

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from company import document
from publishing.paper import pack, pages, press, printer, runbook, worksheets
from publishing.paper.artefact import Artefact, Source
from publishing.paper.press import Made

FOLDER = "paper"
KINDS: tuple[Callable[[Source], Iterable[Artefact]], ...] = (
    printer.artefacts,
    runbook.artefacts,
    runbook.methods,
    worksheets.artefacts,
)
"""Each gives artefacts of a kind; their order is that of the print page and of the pack."""


def artefacts(site: Path) -> list[Artefact]:
    """Everything that this site has on paper."""
    source = Source(site, pages.read(site), document.load())
    single = [artefact for kind in KINDS for artefact in kind(source)]
    return [*single, *pack.artefacts(source, single)]


def publish(
    site: Path, wanted: str = "", jobs: int = 0, tell: Callable[[Made], None] = lambda _: None
) -> list[Made]:
    """Make what is wanted and put it into the site; what could not be made is not there afterwards."""
    found = [artefact for artefact in artefacts(site) if wanted in artefact.name]
    made = press.make(found, press.faces_for(found), jobs=jobs, tell=tell)
    folder = site / FOLDER
    folder.mkdir(exist_ok=True)
    for item in made:
        for path in (item.pdf, item.picture):
            target = folder / f"{item.name}{path.suffix}"
            target.unlink(missing_ok=True)
            if not item.problem:
                shutil.copyfile(path, target)
    return made
