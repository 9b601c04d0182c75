"""The typeface, made once for a run."""

from pathlib import Path

import pytest
from filelock import FileLock

from publishing.paper import fonts
from publishing.paper.fonts import Faces


@pytest.fixture(scope="session")
def faces(tmp_path_factory: pytest.TempPathFactory) -> Faces:
    """The characters of GB 2312 in both weights; the long part of making them is kept from run to run."""
    fonts.FOLDER.mkdir(parents=True, exist_ok=True)
    with FileLock(tmp_path_factory.getbasetemp().parent / "fonts.lock"):
        return fonts.make()


@pytest.fixture(scope="session")
def folder() -> Path:
    """Where the sources of paper lie."""
    return Path(fonts.__file__).parent
