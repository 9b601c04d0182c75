"""How long each PDF takes and how much memory: from nothing, and again with nothing changed."""

import tempfile
import time
from pathlib import Path

from publishing.paper import edition, press

UNCHANGED = 0.1  # of the time from nothing


def measure(site: Path) -> bool:
    """Make the whole set twice and print; the second time is to take next to nothing."""
    artefacts = edition.artefacts(edition.source_of(site))
    faces = press.faces_for(artefacts)
    with tempfile.TemporaryDirectory() as folder:
        took = []
        for title in ("from nothing", "with nothing changed"):
            began = time.monotonic()
            made = press.make(artefacts, faces, folder=Path(folder))
            took.append(time.monotonic() - began)
            print(f"\nPaper, {title}: {took[-1]:.1f} s for all")
            print(f"  {'PDF':32}{'s':>8}{'MB peak':>10}{'pages':>8}{'KB':>8}")
            for item in made:
                if item.problem:
                    print(f"  {item.problem}")
                    return False
                size = item.pdf.stat().st_size / 1000
                print(f"  {item.name:32}{item.seconds:8.1f}{item.peak / 1e6:10.0f}{item.pages:8}{size:8.0f}")
    return took[1] <= took[0] * UNCHANGED
