"""Make artefacts: on several cores, those whose words or rules have changed, whole or not at all."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from publishing.paper import cache, engine, fonts, gates, layout, thumbnail
from publishing.paper.artefact import Artefact, Part
from publishing.paper.engine import Pages
from publishing.paper.errors import PaperError
from publishing.paper.fonts import Faces

if sys.platform != "win32":
    import resource

CACHE = cache.CACHE / "paper"
SPARE = 200
SIZES = "sizes"
RULES = ("engine.py", "gates.py", "layout.py", "press.py", "thumbnail.py", "fonts.conf")


@dataclass(frozen=True)
class Made:
    """A PDF with its picture, how it was made, or why it could not be."""

    name: str
    pdf: Path
    picture: Path
    seconds: float = 0.0
    peak: int = 0  # [bytes] of memory of the process that made it; 0 where it is not known
    problem: str = ""

    @property
    def pages(self) -> int:
        """How many pages the PDF has."""
        return thumbnail.pages(self.pdf)


def make(
    artefacts: Iterable[Artefact],
    faces: Faces,
    *,
    jobs: int = 0,
    folder: Path = CACHE,
    tell: Callable[[Made], None] = lambda _: None,
) -> list[Made]:
    """Make what is not there yet; `tell` hears of each as it is ready."""
    artefacts = list(artefacts)
    found = {artefact.name: _place(artefact, faces, folder) for artefact in artefacts}
    made: dict[str, Made] = {}
    waiting = []
    for artefact in artefacts:
        there = found[artefact.name]
        if there.pdf.exists() and there.picture.exists():
            there.pdf.touch()
            there.picture.touch()
            made[artefact.name] = there
            tell(there)
        else:
            waiting.append(artefact)
    # The longest first; but what is put together from the parts of others last, when their sizes are known.
    waiting.sort(key=lambda item: (len(item.parts), -sum(len(part.html) for part in item.parts)))
    if waiting:
        workers = min(jobs or os.cpu_count() or 1, len(waiting))
        # A process for each, so that its peak of memory is its own.
        with ProcessPoolExecutor(workers, max_tasks_per_child=1, initializer=_leave_the_end) as pool:
            running = [pool.submit(_make, artefact, faces, found[artefact.name]) for artefact in waiting]
            for done in as_completed(running):
                made[done.result().name] = done.result()
                tell(done.result())
    kept = [path for item in found.values() for path in (item.pdf, item.picture)]
    cache.prune(folder, kept, SPARE)
    cache.prune(folder / SIZES, (), SPARE)
    return [made[artefact.name] for artefact in artefacts]


def faces_for(artefacts: Iterable[Artefact]) -> Faces:
    """The typeface with every character of these."""
    parts = (part for artefact in artefacts for part in artefact.parts)
    return fonts.make(character for part in parts for text in (part.html, *part.styles) for character in text)


def print_parts(parts: Iterable[Part], faces: Faces, most_bytes: int, sizes: Path | None = None) -> bytes:
    """The PDF of some parts; a PaperError says which gate is in the way, and what to do."""
    parts = list(parts)
    laid: list[Pages] = []
    for part in parts:
        pages = layout.lay_out(part, faces, sizes)
        gates.readable(pages, part.smallest)
        gates.held(pages)
        gates.inside(pages)
        gates.whole_rows(pages)
        if part.pages is not None and part.fit is None:
            gates.one_sheet(pages, part.pages)
        laid.append(pages)
    together = laid[0] if len(laid) == 1 else engine.join(laid)
    glyphs = gates.Glyphs()
    pdf = engine.write(together, glyphs)
    gates.silent(together)
    glyphs.check()
    gates.scannable(pdf, tuple(code for part in parts for code in part.codes))
    gates.light(pdf, most_bytes)
    return pdf


def _leave_the_end() -> None:
    """Whoever started the making ends it, and all of it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _place(artefact: Artefact, faces: Faces, folder: Path) -> Made:
    """Where an artefact lies, under the hash of everything that goes into it."""
    parts = [repr(part) for part in artefact.parts]
    names = (*RULES, *(["fields.py"] if artefact.fillable else []))
    rules = [Path(__file__).with_name(name) for name in names]
    key = cache.key(artefact.name, str(artefact.most_bytes), faces.key, engine.VERSION, *rules, *parts)
    return Made(artefact.name, folder / f"{artefact.name}-{key}.pdf", folder / f"{artefact.name}-{key}.png")


def _make(artefact: Artefact, faces: Faces, there: Made) -> Made:
    """Make one in a process of its own."""
    began = time.monotonic()
    problem = ""
    try:
        pdf = print_parts(artefact.parts, faces, artefact.most_bytes, there.pdf.parent / SIZES)
        cache.write(there.picture, thumbnail.make(pdf))
        cache.write(there.pdf, pdf)
    except PaperError as error:
        problem = f"{artefact.name}: {error}"
    return Made(there.name, there.pdf, there.picture, time.monotonic() - began, _peak(), problem)


def _peak() -> int:
    """The most memory [bytes] that this process has had."""
    if sys.platform == "win32":
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
