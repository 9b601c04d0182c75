"""The paper edition of a built site: which artefacts there are, and where they go."""

from collections.abc import Callable, Iterable
from pathlib import Path

from company import document
from publishing.paper import (
    cache,
    cards,
    fillable,
    forms,
    pack,
    pages,
    pocket,
    press,
    printer,
    runbook,
    shelf,
    worksheets,
)
from publishing.paper.artefact import Artefact, Source
from publishing.paper.press import Made

KINDS: tuple[Callable[[Source], Iterable[Artefact]], ...] = (
    printer.artefacts,
    runbook.artefacts,
    runbook.methods,
    cards.artefacts,
    pocket.artefacts,
    forms.artefacts,
    fillable.artefacts,
    worksheets.artefacts,
)
"""Each gives artefacts of a kind; their order is that of the print page and of the pack."""


def artefacts(source: Source) -> list[Artefact]:
    """Everything that a site has on paper."""
    single = [artefact for kind in KINDS for artefact in kind(source)]
    return [*single, *pack.artefacts(source, single)]


def source_of(site: Path) -> Source:
    """What the paper of a built site is made from."""
    return Source(site, pages.read(site), document.load())


def publish(
    site: Path, wanted: str = "", jobs: int = 0, tell: Callable[[Made, int, int], None] = lambda *_: None
) -> list[Made]:
    """Make what is wanted, put it into the site and onto its print page as it is ready.

    `tell` hears of each, how many are done, and of how many. What could not be made is not there afterwards.
    """
    source = source_of(site)
    everything = artefacts(source)
    found = [artefact for artefact in everything if wanted in artefact.name]
    ready: dict[str, Made] = {}

    def show(made: Made) -> None:
        ready[made.name] = made
        for path in (made.pdf, made.picture):
            target = site / shelf.FOLDER / f"{made.name}{path.suffix}"
            if made.problem:
                target.unlink(missing_ok=True)
            else:
                cache.write(target, path.read_bytes())
        _shelve(source, found, ready)
        tell(made, len(ready), len(found))

    _shelve(source, found, ready)
    return press.make(found, press.faces_for(everything), jobs=jobs, tell=show)


def _shelve(source: Source, found: list[Artefact], ready: dict[str, Made]) -> None:
    """Show on the print page of each language what is ready."""
    for language, name in shelf.PAGES.items():
        path = source.site / name
        up = "../" * name.count("/")
        shown = shelf.filled(found, ready, source.profile, language, up)
        cache.write(path, shelf.put(path.read_text("utf-8"), shown).encode())
