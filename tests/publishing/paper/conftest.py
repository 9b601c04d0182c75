"""The typeface, and the paper edition of the built site: each made once for a run, kept from run to run."""

import shutil
from pathlib import Path

import pytest
from filelock import FileLock

from publishing.paper import edition, fonts
from publishing.paper.artefact import Artefact
from publishing.paper.fonts import Faces


@pytest.fixture(scope="session")
def faces(tmp_path_factory: pytest.TempPathFactory) -> Faces:
    """The characters of GB 2312 in both weights, and the dot in the foot."""
    with FileLock(tmp_path_factory.getbasetemp().parent / "paper.lock"):
        return fonts.make("·")


@pytest.fixture(scope="session")
def printed(site: Path, faces: Faces, tmp_path_factory: pytest.TempPathFactory, testrun_uid: str) -> Path:
    """A copy of the site with its PDFs, as `make dist` leaves it."""
    del faces  # made first, not twice at once
    folder = tmp_path_factory.getbasetemp().parent / f"printed-{testrun_uid}"
    with FileLock(tmp_path_factory.getbasetemp().parent / "paper.lock"):
        if not folder.exists():
            making = folder.with_suffix(".making")
            shutil.copytree(site, making)
            made = edition.publish(making)
            assert [item.problem for item in made if item.problem] == []
            making.rename(folder)
    return folder


@pytest.fixture(scope="session")
def artefacts(printed: Path) -> list[Artefact]:
    """What there is on paper."""
    return edition.artefacts(edition.source_of(printed))
